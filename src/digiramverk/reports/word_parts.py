"""Pieces of WordprocessingML that python-docx lacks, or is slow at, written as XML."""

from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from digiramverk.core import Language
from digiramverk.reports.document_tree import FieldGroup, Figure, TableBlock, TableCell
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.status_colours import SHADE_FILLS, SHADE_INK

_PAGE_WIDTH: Final = 9400
"""The width between the margins, in twentieths of a point."""
_MOST_COLUMNS: Final = 63
"""The greatest number of columns of a table in Word."""
_DESCRIPTION: Final = 4000
_LONGEST_WORD: Final = 18
_LONGEST_LINE: Final = 60
_CHARACTER: Final = 110
"""The width of a character in tables, in twentieths of a point, rounded up."""
_WORD_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")


def _parsed(xml: str) -> Any:  # noqa: ANN401 - lxml elements have no useful type here
    """Return an XML element from text with the prefix w."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - optional

    head, end, rest = xml.partition(">")
    closed = "/" if head.endswith("/") else ""
    return parse_xml(f'{head.removesuffix("/")} xmlns:w="{_WORD_NAMESPACE}"{closed}{end}{rest}')


def _run(text: str, look: str = "") -> str:
    """Return a run of text, with the line breaks of the text."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    looks = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{looks}{lines}</w:r>"


def _cell(cell: TableCell, width: int, look: str = "", place: str = "", fill: str | None = None) -> str:
    """Return a cell of a table; a status has its own colours."""
    text = plain_text(cell.text if isinstance(cell, Figure) else cell)
    shade = cell.shade if isinstance(cell, Figure) else None
    if shade is not None:
        fill = SHADE_FILLS[shade].lstrip("#")
        look = f'<w:color w:val="{SHADE_INK[shade].lstrip("#")}"/>{look}'
    ground = "" if fill is None else f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    turned = '<w:textDirection w:val="btLr"/>' if place == "turned" else ""
    side = '<w:jc w:val="right"/>' if place == "right" else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ground}{turned}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/>{side}</w:pPr>{_run(text, look)}</w:p></w:tc>'
    )


def _frame(style: str | None, widths: Sequence[int], rows: str) -> Any:  # noqa: ANN401 - as above
    """Return a table with fixed widths, and with borders if there is no table style."""
    look = "" if style is None else f"<w:tblStyle w:val={quoteattr(style)}/>"
    lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES)
    borders = f"<w:tblBorders>{lines}</w:tblBorders>" if style is None else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return _parsed(
        f'<w:tbl><w:tblPr>{look}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _append(made: Any, table: Any) -> None:  # noqa: ANN401 - as above
    """Append a table, before the settings of the last section."""
    body = made.element.body
    last = body.sectPr
    if last is None:
        body.append(table)
    else:
        last.addprevious(table)


def table_of_cells(made: Any, table: TableBlock, style: str | None, *, narrow: bool = False) -> None:  # noqa: ANN401 - as above
    """Append a table whose head is repeated on every page.

    Args:
        made: the document.
        table: the table. One with more columns than Word allows becomes several.
        style: the id of a table style; None if the document has none that fits.
        narrow: whether the values are single signs, with rotated heads.
    """
    if len(table.columns) > _MOST_COLUMNS:
        for part in _parts(table):
            table_of_cells(made, part, style, narrow=narrow)
        return
    widths = _narrow_widths(table) if narrow else _widths(table)
    size = f'<w:sz w:val="{12 if narrow else 17}"/>'
    places = [_place(table, index, narrow=narrow) for index in range(len(table.columns))]
    heads = "".join(
        _cell(column, width, f"<w:b/>{size}", "turned" if narrow and index else place, "EEF1F4")
        for index, (column, width, place) in enumerate(zip(table.columns, widths, places, strict=True))
    )
    height = '<w:trHeight w:val="2300" w:hRule="exact"/>' if narrow else ""
    lines = [f"<w:tr><w:trPr><w:cantSplit/>{height}<w:tblHeader/></w:trPr>{heads}</w:tr>"]
    for row in table.rows:
        cells = "".join(
            _cell(cell, width, size, place) for cell, width, place in zip(row, widths, places, strict=True)
        )
        lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>")
    _append(made, _frame(style, widths, "".join(lines)))


def _place(table: TableBlock, index: int, *, narrow: bool) -> str:
    return "right" if index >= table.stubs and not table.prose and not narrow else ""


def _parts(table: TableBlock) -> list[TableBlock]:
    """Split a table into pieces that Word allows, each with the columns that name the row."""
    room = _MOST_COLUMNS - table.stubs
    found = []
    for start in range(table.stubs, len(table.columns), room):
        part = slice(start, start + room)
        rows = tuple((*row[: table.stubs], *row[part]) for row in table.rows)
        columns = (*table.columns[: table.stubs], *table.columns[part])
        found.append(TableBlock(columns, rows, None, table.stubs, table.prose))
    return found


def _widths(table: TableBlock) -> list[int]:
    """Return the widths of columns by their content: the longest word first, then long texts.

    A small table does not fill the page.
    """
    least, wanted = [], []
    for index, column in enumerate(table.columns):
        texts = [
            column,
            *(c.text if isinstance(c, Figure) else c for c in (row[index] for row in table.rows)),
        ]
        word = max((len(word) for text in texts for word in text.split()), default=0)
        longest = max(map(len, texts))
        least.append((min(word, _LONGEST_WORD) + 3) * _CHARACTER)
        wanted.append(max(least[-1], min(longest + 3, _LONGEST_LINE) * _CHARACTER))
    room = _PAGE_WIDTH - sum(least)
    extra = [want - need for want, need in zip(wanted, least, strict=True)]
    if room < 0 or not sum(extra):
        scale = min(1.0, _PAGE_WIDTH / sum(least))
        return [int(need * scale) for need in least]
    share = min(1.0, room / sum(extra))
    return [int(need + more * share) for need, more in zip(least, extra, strict=True)]


def _narrow_widths(table: TableBlock) -> list[int]:
    first = 3200
    others = max(1, len(table.columns) - 1)
    return [first, *([min(400, (_PAGE_WIDTH - first) // others)] * others)]


def table_of_form(made: Any, form: FieldGroup, style: str | None) -> None:  # noqa: ANN401 - as above
    """Append a table of fields to fill in; a field without a proposed text shows its hint."""
    widths = (2900, _PAGE_WIDTH - 2900)
    hint = '<w:i/><w:color w:val="5A636D"/>'
    lines = [
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + _cell(field.label, widths[0], "<w:b/>", fill="EEF1F4")
        + (_cell(field.value, widths[1]) if field.value else _cell(field.hint, widths[1], hint))
        + "</w:tr>"
        for field in form.fields
    ]
    _append(made, _frame(style, widths, "".join(lines)))
    made.add_paragraph()


def bookmark(paragraph: Any, name: str) -> None:  # noqa: ANN401 - as above
    """Add a bookmark for the table of contents."""
    number = name.lstrip("r")
    content = paragraph._p  # noqa: SLF001 - the library's own way to the XML
    content.insert(
        1 if content.pPr is not None else 0, _parsed(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>')
    )
    content.append(_parsed(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents(made: Any, title: str, entries: Sequence[tuple[str, str, int]]) -> None:  # noqa: ANN401 - as above
    """Append a table of contents: a field that Word can update, filled in so that it can be read at once.

    Args:
        made: the document.
        title: the title above it.
        entries: (bookmark, text, level from 1).
    """
    if not entries:
        return
    made.add_paragraph().add_run(title).bold = True
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "2-3" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = len(entries) - 1
    for index, (name, text, level) in enumerate(entries):
        paragraph = made.add_paragraph()
        paragraph.paragraph_format.left_indent = (level - 1) * 228600
        paragraph.paragraph_format.space_after = 0
        link = f'<w:hyperlink w:anchor="{name}" w:history="1">{_run(text)}</w:hyperlink>'
        pieces = f"{opening if index == 0 else ''}{link}{closing if index == last else ''}"
        for piece in list(_parsed(f"<w:p>{pieces}</w:p>")):
            paragraph._p.append(piece)  # noqa: SLF001 - the library's own way to the XML
    made.add_paragraph()


def describe(picture: Any, title: str, description: str) -> None:  # noqa: ANN401 - as above
    """Set the alternative text of a picture."""
    properties = picture._inline.docPr  # noqa: SLF001 - the library's own way to the XML
    properties.set("title", title[:250])
    properties.set("descr", f"{title}. {description}"[:_DESCRIPTION])


def in_outline(paragraph: Any, level: int) -> None:  # noqa: ANN401 - as above
    """Mark a paragraph without a heading style as a heading, for screen readers and navigation."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - the library's own way to the XML
    properties.append(_parsed(f'<w:outlineLvl w:val="{level - 1}"/>'))


def language_of(made: Any, language: Language) -> None:  # noqa: ANN401 - as above
    """Set the language of the text, for spelling and screen readers."""
    for each in made.styles.element.iter(f"{{{_WORD_NAMESPACE}}}lang"):
        each.set(f"{{{_WORD_NAMESPACE}}}val", "en-GB" if language == "en" else "sv-SE")
