"""The built-in renderers, which use the same hook as those of plugins."""

from collections.abc import Iterable, Sequence

from digiramverk.plugins.spec import hookimpl
from digiramverk.reports import Document, Options, Renderer, markdown_file, pictures, terminal

# Renderers that need an extra import it when they run, so that unused ones cost nothing.


def _html(documents: Sequence[Document], options: Options) -> bytes:
    from digiramverk.reports import html  # noqa: PLC0415 - see above

    return html(documents, options)


def _workbook(documents: Sequence[Document], options: Options) -> bytes:
    from digiramverk.reports import workbook  # noqa: PLC0415 - see above

    return workbook(documents, options)


def _word(documents: Sequence[Document], options: Options) -> bytes:
    from digiramverk.reports import word  # noqa: PLC0415 - see above

    return word(documents, options)


@hookimpl
def digiramverk_renderers() -> Iterable[Renderer]:
    """Text, Markdown, HTML, Excel, Word, SVG and PNG."""
    return (
        Renderer("text", terminal, text=True, suffixes=(".txt",)),
        Renderer("md", markdown_file, text=True, suffixes=(".md", ".markdown")),
        Renderer("html", _html, draws=True, suffixes=(".html", ".htm")),
        Renderer("xlsx", _workbook, workbook=True, suffixes=(".xlsx",)),
        Renderer("docx", _word, template=True, draws=True, suffixes=(".docx",)),
        Renderer("svg", pictures.svg, draws=True, suffixes=(".svg",)),
        Renderer("png", pictures.png, draws=True, suffixes=(".png",)),
    )
