"""Documents as one self-contained HTML page: no network, readable without JavaScript, ready to print."""

from digiramverk.reports.html_pages.markup import html

__all__ = ["html"]
