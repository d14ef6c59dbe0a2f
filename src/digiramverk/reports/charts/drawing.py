"""Charts as SVG and PNG."""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from digiramverk.reports.charts.drawer import Drawer
from digiramverk.reports.charts.palette import PRINT, Palette
from digiramverk.reports.charts.vega import vega
from digiramverk.reports.document_tree import Chart, text_of
from digiramverk.reports.plain_text import plain_text

_SIZE: Final = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_GAP: Final = 24
_TITLE: Final = 30
_SCALE: Final = 2.0
_CAPTION: Final = 70
"""The greatest length of a caption in a picture; its accessible title has the full text."""


def description(chart: Chart) -> str:
    """Return all values of a chart as text."""
    table = chart.table()
    names = table.columns[1:]
    said = []
    for row in table.rows:
        values = [text_of(cell) for cell in row[1:]]
        shown = [
            f"{name} {value}" if len(names) > 1 else value for name, value in zip(names, values, strict=True)
        ]
        said.append(f"{text_of(row[0])}: {', '.join(shown)}")
    return plain_text("; ".join(said))


def svg(chart: Chart, drawer: Drawer, palette: Palette = PRINT, name: str = "chart") -> str:
    """Return a chart as SVG: one picture with a title, and with all values in its description.

    Args:
        chart: the chart.
        drawer: draws it.
        palette: the colours.
        name: an id that is unique on the page.

    Raises:
        MissingExtraError: DR901, vl-convert is not installed.
    """
    drawn = drawer.svg(vega(chart, palette))
    head, _, rest = drawn.partition(">")
    titled = f'<title id="{name}-t">{escape(plain_text(chart.caption))}</title>'
    titled += f'<desc id="{name}-d">{escape(description(chart))}</desc>'
    return f'{head} role="img" aria-labelledby="{name}-t" aria-describedby="{name}-d">{titled}{rest}'


def picture(charts: Sequence[Chart], drawer: Drawer) -> str:
    """Return several charts below one another in one SVG, each under its caption."""
    drawn = [svg(chart, drawer, name=f"chart-{number}") for number, chart in enumerate(charts, 1)]
    sizes = [_size(each) for each in drawn]
    longest = max(len(chart.caption) for chart in charts)
    width = max(*(w for w, _ in sizes), min(longest, _CAPTION) * 9.0)
    parts: list[str] = []
    top = 0.0
    for chart, one, (own_width, height) in zip(charts, drawn, sizes, strict=True):
        caption = plain_text(chart.caption)
        caption = caption if len(caption) <= _CAPTION else caption[: _CAPTION - 1] + "…"
        parts.append(
            f'<text x="{width / 2:g}" y="{top + 20:g}" text-anchor="middle" fill="{PRINT.ink}" '
            f'font-family="DejaVu Sans, Verdana, sans-serif" font-size="15" font-weight="bold">'
            f"{escape(caption)}</text>"
        )
        left = (width - own_width) / 2
        parts.append(one.replace("<svg", f'<svg x="{left:g}" y="{top + _TITLE:g}"', 1))
        top += _TITLE + height + _GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'width="{width:g}" height="{top:g}" viewBox="0 0 {width:g} {top:g}">'
        f'<rect width="100%" height="100%" fill="{PRINT.paper}"/>{"".join(parts)}</svg>'
    )


def png(charts: Sequence[Chart], drawer: Drawer) -> bytes:
    """Return the same as a PNG, at twice the size in pixels."""
    return drawer.png(picture(charts, drawer), _SCALE)


def _size(drawn: str) -> tuple[float, float]:
    found = _SIZE.search(drawn)
    return (float(found[1]), float(found[2])) if found else (400.0, 400.0)
