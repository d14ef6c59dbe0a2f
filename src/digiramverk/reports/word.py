"""The tree as a Word document, by way of python-docx: real headings, a table of contents, editable tables."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError, MissingExtraError
from digiramverk.core.language import Language, Word
from digiramverk.reports.charts import draw
from digiramverk.reports.charts.drawer import Drawer
from digiramverk.reports.fallback import grid_tables
from digiramverk.reports.plain import plain_text
from digiramverk.reports.renderer import Options
from digiramverk.reports.tree import (
    Block,
    Chart,
    Document,
    Form,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    Table,
)
from digiramverk.reports.word_parts import (
    bookmark,
    contents,
    describe,
    language_of,
    paragraph_of_form,
    table_of_cells,
    table_of_form,
)

PLACEHOLDER: Final = "{{report}}"
"""A paragraph of a template that says this is where the report goes."""

_CONTENTS: Final[dict[Language, str]] = {"sv": "Innehåll", "en": "Contents"}
_PICTURE_WIDTH: Final = 12.5
_FONT: Final = "Arial"
_PLAIN_STYLE: Final = "Normal"
"""Every Word document has it."""


def word(documents: Sequence[Document], options: Options) -> bytes:
    """Documents as one Word document, from the user's template where there is one.

    Raises:
        MissingExtraError: DR901 where python-docx or vl-convert is not installed.
        InputError: DR816, the template cannot be read.
    """
    made = _opened(options.template)
    language: Language = "en" if documents[0].language == "en" else "sv"
    made.core_properties.title = plain_text(documents[0].title)[:250]
    made.core_properties.author = "digiramverk"
    made.core_properties.language = "en-GB" if language == "en" else "sv-SE"
    language_of(made, language)
    spot = _spot(made)
    before = list(made.element.body)
    writer = _Writer(made, language, options.drawer)
    blocks = [block for document in documents for block in document.blocks]
    writer.blocks(blocks)
    if spot is not None:
        _move(made, before, spot)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _opened(template: Path | None) -> Any:  # noqa: ANN401 - the library has no public type for it
    try:
        from docx import Document as open_docx  # noqa: N813, PLC0415 - optional; a function in spite of its name
    except ImportError as error:
        raise MissingExtraError([Diagnostic("DR901", {"extra": Word("word")})]) from error
    if template is None:
        from docx.shared import Cm  # noqa: PLC0415 - comes with it

        made: Any = open_docx()
        made.styles[_PLAIN_STYLE].font.name = _FONT
        section = made.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        return made
    try:
        return open_docx(str(template))
    except Exception as error:  # whatever the library makes of a file that is something else
        raise InputError([Diagnostic("DR816", {"file": str(template)})]) from error


def _spot(made: Any) -> Any:  # noqa: ANN401 - as above
    """The template's paragraph that the report takes the place of; None puts it last."""
    return next((each for each in made.paragraphs if each.text.strip() == PLACEHOLDER), None)


def _move(made: Any, before: list[Any], spot: Any) -> None:  # noqa: ANN401 - as above
    body = made.element.body
    new = [element for element in list(body) if element not in before]
    place = spot._p  # noqa: SLF001 - the library's own way to the XML
    for element in new:
        place.addprevious(element)
    body.remove(place)


class _Writer:
    """Adds blocks at the end of a document."""

    def __init__(self, made: Any, language: Language, drawer: Drawer) -> None:  # noqa: ANN401 - as above
        self._made = made
        self._drawer = drawer
        self._language: Language = language
        self._styles = {style.name for style in made.styles}

    def _style(self, *wishes: str) -> str:
        """The first style that the template has."""
        return next((wish for wish in wishes if wish in self._styles), _PLAIN_STYLE)

    def blocks(self, blocks: Sequence[Block]) -> None:
        """Everything, with a table of contents after the title."""
        headings = [(n, b) for n, b in enumerate(blocks) if isinstance(b, Heading) and 1 < b.level <= 3]  # noqa: PLR2004
        titled = False
        for number, block in enumerate(blocks):
            if not titled and number and not isinstance(block, Note):
                entries = [(f"r{n}", plain_text(h.text), h.level - 1) for n, h in headings]
                contents(self._made, _CONTENTS[self._language], entries, self._style("Normal"))
                titled = True
            self._block(block, f"r{number}")

    def _block(self, block: Block, name: str) -> None:
        made = self._made
        match block:
            case Heading(text, level):
                style = self._style(f"Heading {level}", f"Rubrik {level}", f"heading {level}")
                bookmark(made.add_paragraph(plain_text(text), style=style), name)
            case Paragraph(text):
                made.add_paragraph(plain_text(text), style=self._style("Body Text"))
            case Note(text):
                run = made.add_paragraph(style=self._style("Body Text")).add_run(plain_text(text))
                run.italic = True
            case Items(texts, ordered):
                style = self._style("List Number" if ordered else "List Bullet")
                for text in texts:
                    made.add_paragraph(plain_text(text), style=style)
            case Table():
                self._table(block)
            case Chart():
                self._picture(block)
                self._table(block.table())
            case Grid():
                legend = ", ".join(f"{mark.sign or '–'} {mark.meaning}" for mark in block.legend)
                made.add_paragraph(plain_text(legend), style=self._style("Body Text"))
                for table in grid_tables(block):
                    self._table(table, narrow=True)
            case Form():
                paragraph_of_form(made, plain_text(block.title), self._style("Body Text"))
                table_of_form(made, block, self._style("Table Grid"))

    def _table(self, table: Table, *, narrow: bool = False) -> None:
        if table.caption is not None:
            caption = self._made.add_paragraph(plain_text(table.caption), style=self._style("Caption"))
            caption.paragraph_format.keep_with_next = True
        table_of_cells(self._made, table, self._style("Table Grid"), narrow=narrow)
        self._made.add_paragraph(style=_PLAIN_STYLE)

    def _picture(self, chart: Chart) -> None:
        from docx.shared import Cm  # noqa: PLC0415 - comes with it

        content = draw.png([chart], self._drawer)
        paragraph = self._made.add_paragraph(style=_PLAIN_STYLE)
        picture = paragraph.add_run().add_picture(BytesIO(content), width=Cm(_PICTURE_WIDTH))
        describe(picture, plain_text(chart.caption), draw.description(chart))
