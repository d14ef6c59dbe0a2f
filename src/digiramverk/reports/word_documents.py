"""The document tree as a Word document, with python-docx: headings, a table of contents, editable tables."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

from digiramverk.core import DigiramverkError, Language, needing
from digiramverk.reports.charts import drawing
from digiramverk.reports.charts.drawer import Drawer
from digiramverk.reports.document_tree import (
    Block,
    Chart,
    Document,
    FieldGroup,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    TableBlock,
)
from digiramverk.reports.fallback import grid_tables
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.renderer import Options
from digiramverk.reports.word_parts import (
    bookmark,
    contents,
    describe,
    in_outline,
    language_of,
    table_of_cells,
    table_of_form,
)
from digiramverk.reports.word_styles import Styles
from digiramverk.reports.word_template import opened, spot_of, unfit, whole

_CONTENTS: Final[dict[Language, str]] = {"sv": "Innehåll", "en": "Contents"}
_PICTURE_WIDTH: Final = 12.5
_FONT: Final = "Arial"
_PLAIN_STYLE: Final = "Normal"
# For documents without these styles.
_HEADING_SIZES: Final = {1: 20, 2: 16, 3: 13}
_SMALLEST_HEADING: Final = 11
_INDENT: Final = 228600


def word(documents: Sequence[Document], options: Options) -> bytes:
    """Return documents as one Word document, in the user's template if there is one.

    Raises:
        MissingExtraError: DR901 or DR912, python-docx or vl-convert is missing or broken.
        InputError: DR001, DR816, DR828, the template cannot be read or filled in.
    """
    with needing():
        from docx import Document as _  # noqa: F401, PLC0415 - optional
    if options.template is None:
        return _saved(_blank(), documents, options)
    made = opened(options.template)
    try:
        return whole(_saved(made, documents, options))
    except DigiramverkError:
        raise
    except Exception as error:  # documents can be odd in more ways than the library thinks of
        raise unfit(options.template, "template_odd") from error


def _saved(made: Any, documents: Sequence[Document], options: Options) -> bytes:  # noqa: ANN401 - no public type
    language: Language = "en" if documents[0].language == "en" else "sv"
    made.core_properties.title = plain_text(documents[0].title)[:250]
    made.core_properties.author = "digiramverk"
    made.core_properties.language = "en-GB" if language == "en" else "sv-SE"
    language_of(made, language)
    spot = None if options.template is None else spot_of(made, options.template, options.notes)
    body = made.element.body
    start = sum(each is not body.sectPr for each in body)
    writer = _WordWriter(made, language, options.drawer)
    writer.blocks([block for document in documents for block in document.blocks])
    if spot is not None:
        for element in [each for each in body if each is not body.sectPr][start:]:
            spot.addprevious(element)
        spot.getparent().remove(spot)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _blank() -> Any:  # noqa: ANN401 - as above
    from docx import Document as open_docx  # noqa: N813, PLC0415 - a function in spite of its name
    from docx.shared import Cm  # noqa: PLC0415 - comes with it

    made: Any = open_docx()
    made.styles[_PLAIN_STYLE].font.name = _FONT
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    return made


class _WordWriter:
    """Adds blocks at the end of a document."""

    def __init__(self, made: Any, language: Language, drawer: Drawer) -> None:  # noqa: ANN401 - as above
        self._made = made
        self._drawer = drawer
        self._language: Language = language
        self._styles = Styles(made)

    def _paragraph(self, text: str, purpose: str) -> Any:  # noqa: ANN401 - as above
        return self._made.add_paragraph(text, style=self._styles.paragraph(purpose))

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Add all blocks, with a table of contents after the title."""
        headings = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Heading) and 1 < b.level <= 3]  # noqa: PLR2004
        titled = False
        for number, block in enumerate(blocks):
            if not titled and number and not isinstance(block, Note):
                entries = [(f"r{n}", plain_text(h.text), h.level - 1) for n, h in headings]
                contents(self._made, _CONTENTS[self._language], entries)
                titled = True
            self._block(block, f"r{number}")

    def _block(self, block: Block, name: str) -> None:
        made = self._made
        match block:
            case Heading(text, level):
                bookmark(self._heading(plain_text(text), level), name)
            case Paragraph(text):
                self._paragraph(plain_text(text), "body")
            case Note(text):
                self._paragraph("", "body").add_run(plain_text(text)).italic = True
            case Items(texts, ordered):
                self._items([plain_text(text) for text in texts], ordered=ordered)
            case TableBlock():
                self._table(block)
            case Chart():
                self._picture(block)
                self._table(block.table())
            case Grid():
                legend = ", ".join(f"{mark.sign or '–'} {mark.meaning}" for mark in block.legend)
                self._paragraph(plain_text(legend), "body")
                for table in grid_tables(block):
                    self._table(table, narrow=True)
            case FieldGroup():
                paragraph = self._paragraph("", "body")
                paragraph.add_run(plain_text(block.title)).bold = True
                paragraph.paragraph_format.keep_with_next = True
                table_of_form(made, block, self._styles.table("grid"))

    def _heading(self, text: str, level: int) -> Any:  # noqa: ANN401 - as above
        from docx.shared import Pt  # noqa: PLC0415 - comes with it

        style = self._styles.paragraph(f"heading {level}")
        if style is not None:
            return self._made.add_paragraph(text, style=style)
        paragraph = self._made.add_paragraph()
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(_HEADING_SIZES.get(level, _SMALLEST_HEADING))
        paragraph.paragraph_format.keep_with_next = True
        in_outline(paragraph, level)
        return paragraph

    def _items(self, texts: Sequence[str], *, ordered: bool) -> None:
        style = self._styles.paragraph("numbers" if ordered else "bullets")
        for number, text in enumerate(texts, 1):
            if style is None:
                mark = f"{number}." if ordered else "•"
                paragraph = self._made.add_paragraph(f"{mark} {text}")
                paragraph.paragraph_format.left_indent = _INDENT
            else:
                self._made.add_paragraph(text, style=style)

    def _table(self, table: TableBlock, *, narrow: bool = False) -> None:
        if table.caption is not None:
            caption = self._paragraph(plain_text(table.caption), "caption")
            caption.paragraph_format.keep_with_next = True
        table_of_cells(self._made, table, self._styles.table("grid"), narrow=narrow)
        self._made.add_paragraph()

    def _picture(self, chart: Chart) -> None:
        from docx.shared import Cm  # noqa: PLC0415 - comes with it

        content = drawing.png([chart], self._drawer)
        paragraph = self._made.add_paragraph()
        picture = paragraph.add_run().add_picture(BytesIO(content), width=Cm(_PICTURE_WIDTH))
        describe(picture, plain_text(chart.caption), drawing.description(chart))
