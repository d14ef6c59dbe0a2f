"""The document tree as an Excel workbook: sheets, filters, frozen panes and native charts, with XlsxWriter.

The invariant: every text is written as text. Nothing in answers or definitions that looks like a formula, a
number or an address becomes one, so a workbook cannot run what somebody typed into a form.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import attrs

from digiramverk.core import Language, nearest_float, needing
from digiramverk.reports.document_tree import (
    SHADES,
    Block,
    Chart,
    Document,
    FieldGroup,
    Figure,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    SheetName,
    TableBlock,
    TableCell,
)
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.renderer import Options
from digiramverk.reports.status_colours import SHADE_FILLS, SHADE_INK

_NAMES: Final[dict[SheetName, dict[Language, str]]] = {
    "summary": {"sv": "Sammanställning", "en": "Summary"},
    "indicators": {"sv": "Indikatorer", "en": "Indicators"},
    "plan": {"sv": "Handlingsplan", "en": "Action plan"},
    "comparison": {"sv": "Jämförelse", "en": "Comparison"},
}
_FORMATS: Final = {"percent": "0.0%", "count": "0", "points": "0.00", "decimals": "0.0000", "sign": "0"}
_LONGEST: Final = 32_000
"""The greatest number of characters in a cell."""
_WIDEST: Final = 60
_CHART_ROWS: Final = 20
_MARKERS: Final = ("circle", "square", "triangle", "diamond", "x", "plus")
_DASHES: Final = ("solid", "dash", "round_dot", "long_dash_dot", "long_dash", "square_dot")


def workbook(documents: Sequence[Document], options: Options) -> bytes:
    """Return documents as one workbook.

    Raises:
        MissingExtraError: DR901 or DR912, XlsxWriter is missing or broken.
    """
    del options
    with needing():
        from xlsxwriter import Workbook  # noqa: PLC0415 - optional
    out = BytesIO()
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    book = Workbook(out, settings)
    language: Language = "en" if documents[0].language == "en" else "sv"
    book.set_properties({"title": plain_text(documents[0].title)[:250], "comments": "digiramverk"})
    writer = _SheetWriter(book, language)
    for index, document in enumerate(documents):
        # The plan and the comparison start on sheets of their own, under their own headings.
        start: SheetName = _first_sheet(document) if index else "summary"
        writer.begin(start)
        for block in document.blocks:
            writer.block(block)
    writer.finish()
    book.close()
    return out.getvalue()


def _first_sheet(document: Document) -> SheetName:
    named = [b.sheet for b in document.blocks if isinstance(b, Heading) and b.sheet is not None]
    return "plan" if "plan" in named else "comparison"


@attrs.define
class _OpenSheet:
    sheet: Any
    row: int = 0
    columns: int = 1
    widths: dict[int, float] = attrs.field(factory=dict)
    filtered: bool = False


class _SheetWriter:
    """Writes blocks below one another on the current sheet."""

    def __init__(self, book: Any, language: Language) -> None:  # noqa: ANN401 - the library has no types of its own
        self._book = book
        self._language: Language = language
        self._sheets: dict[str, _OpenSheet] = {}
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._pinned: SheetName | None = None
        self._open: _OpenSheet | None = None

    def begin(self, name: SheetName) -> None:
        """Open the sheet of a document. Its headings open more sheets, unless it has only one."""
        self._pinned = name if name in {"plan", "comparison"} else None
        self._turn_to(name)

    def _turn_to(self, name: SheetName) -> None:
        title = _NAMES[name][self._language]
        if title not in self._sheets:
            sheet = self._book.add_worksheet(title)
            sheet.hide_gridlines(2)
            self._sheets[title] = _OpenSheet(sheet)
        self._open = self._sheets[title]

    @property
    def _here(self) -> _OpenSheet:
        if self._open is None:
            raise AssertionError
        return self._open

    def _format(self, **properties: object) -> Any:  # noqa: ANN401 - as above
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"valign": "top", **properties})
        return self._formats[key]

    def _text(self, column: int, text: str, **properties: object) -> None:
        """Write a text, and nothing but a text."""
        shown = plain_text(text)
        shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
        self._here.sheet.write_string(self._here.row, column, shown, self._format(**properties))

    def block(self, block: Block) -> None:
        """Write one block and move to the row below it."""
        match block:
            case Heading(text, level, sheet):
                if sheet is not None and self._pinned is None and sheet != "summary":
                    self._turn_to(sheet)
                self._here.row += 1 if self._here.row else 0
                size = {1: 16, 2: 13}.get(level, 11)
                self._text(0, text, bold=True, font_size=size)
                self._here.row += 1
            case Paragraph(text) | Note(text):
                colour = "#4D5560" if isinstance(block, Note) else "#1B1F24"
                self._text(0, text, font_color=colour)
                self._here.row += 1
            case Items(texts):
                for text in texts:
                    self._text(0, f"• {text}")
                    self._here.row += 1
            case TableBlock():
                self._table(block)
            case Chart():
                self._chart(block)
            case Grid():
                self._grid(block)
            case FieldGroup():
                self._form(block)

    def _table(self, table: TableBlock) -> int:
        """Write a table and return the row of its heads."""
        here = self._here
        if table.caption is not None:
            self._text(0, table.caption, bold=True)
            here.row += 1
        head = here.row
        for column, title in enumerate(table.columns):
            right = column >= table.stubs and not table.prose
            self._text(
                column,
                title,
                bold=True,
                bottom=2,
                text_wrap=True,
                align="right" if right else "left",
                bg_color="#EEF1F4",
            )
            self._widen(column, title)
        here.row += 1
        for row in table.rows:
            for column, cell in enumerate(row):
                self._cell(column, cell, right=column >= table.stubs and not table.prose)
            here.row += 1
        here.columns = max(here.columns, len(table.columns))
        self._colour_shares(table, head)
        if len(table.rows) > _CHART_ROWS and not here.filtered:
            # A sheet can have one filter. It goes to the first long table, with the rows above it frozen.
            here.filtered = True
            here.sheet.autofilter(head, 0, here.row - 1, len(table.columns) - 1)
            here.sheet.freeze_panes(head + 1, min(table.stubs, 2))
            here.sheet.repeat_rows(head)
        here.row += 1
        return head

    def _colour_shares(self, table: TableBlock, head: int) -> None:
        """Draw bars behind shares, so that a column can be read at a glance. The numbers do not change."""
        here = self._here
        for column in range(table.stubs, len(table.columns)):
            cells = [row[column] for row in table.rows if column < len(row)]
            if cells and all(
                isinstance(c, Figure) and (c.style == "percent" or c.value is None) for c in cells
            ):
                area = (head + 1, column, head + len(table.rows), column)
                here.sheet.conditional_format(
                    *area,
                    {
                        "type": "data_bar",
                        "bar_solid": True,
                        "bar_color": "#BFD9F2",
                        "min_type": "num",
                        "min_value": 0,
                        "max_type": "num",
                        "max_value": 1,
                    },
                )

    def _cell(self, column: int, cell: TableCell, *, right: bool) -> None:
        here = self._here
        align = "right" if right else "left"
        if isinstance(cell, Figure) and cell.style in _FORMATS and cell.value is not None:
            number = _FORMATS[cell.style]
            here.sheet.write_number(
                here.row,
                column,
                nearest_float(cell.value),
                self._format(num_format=number, align=align, **_fill(cell.shade)),
            )
            self._widen(column, cell.text)
            return
        text = cell.text if isinstance(cell, Figure) else cell
        shade = cell.shade if isinstance(cell, Figure) else None
        self._text(column, text, text_wrap=True, align=align, **_fill(shade))
        self._widen(column, text)

    def _widen(self, column: int, text: str) -> None:
        longest = max((len(line) for line in text.split("\n")), default=0)
        wide = min(_WIDEST, longest * 1.1 + 2)
        self._here.widths[column] = max(self._here.widths.get(column, 9), wide)

    def _chart(self, chart: Chart) -> None:
        """Write the table of a chart, and next to it a native chart that reads the table."""
        here = self._here
        head = self._table(chart.table())
        radar = chart.kind == "radar"
        drawn = self._book.add_chart(
            {"type": "radar", "subtype": "with_markers"} if radar else {"type": "bar"}
        )
        name = here.sheet.get_name()
        last = head + len(chart.axes)
        for number, series in enumerate(chart.series):
            colour = _LINES[number % len(_LINES)]
            line = {"color": colour, "width": 2, "dash_type": _DASHES[number % len(_DASHES)]}
            marker = {"type": _MARKERS[number % len(_MARKERS)], "size": 7, "fill": {"color": colour}}
            look = {"line": line, "marker": marker} if radar else {"fill": {"color": colour}}
            drawn.add_series(
                {
                    "name": [name, head, number + 1],
                    "categories": [name, head + 1, 0, last, 0],
                    "values": [name, head + 1, number + 1, last, number + 1],
                    **look,
                }
            )
            del series
        drawn.set_title({"name": plain_text(chart.caption)[:250], "name_font": {"size": 12}})
        axis = {
            "min": chart.low,
            "max": chart.high,
            "major_gridlines": {"visible": True, "line": {"color": "#B5BCC4"}},
        }
        if radar:
            drawn.set_y_axis(axis)
        else:
            drawn.set_x_axis(axis)
            drawn.set_y_axis({"reverse": True})
        drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
        drawn.show_blanks_as("gap")
        drawn.set_size({"width": 520, "height": 380})
        described = {"description": plain_text(chart.caption)[:250], "object_position": 1}
        here.sheet.insert_chart(here.row, 0, drawn, described)
        here.row += _CHART_ROWS

    def _grid(self, grid: Grid) -> None:
        """Write statuses as numbers with a colour rule each, so that editing a number changes its colour."""
        here = self._here
        self._text(0, grid.caption, bold=True)
        here.row += 1
        for mark in grid.legend:
            self._text(0, f"{mark.sign} {mark.meaning}".strip(), **_fill(mark.shade))
            here.row += 1
        head = here.row
        tags = list(dict.fromkeys(name for row in grid.rows for name, _ in row.tags))
        for column, title in enumerate((grid.corner, *tags)):
            self._text(column, title, bold=True, bottom=2, bg_color="#EEF1F4")
            self._widen(column, title)
        first = 1 + len(tags)
        for column, line in enumerate(grid.columns, first):
            self._text(column, line.title, bold=True, bottom=2, rotation=90, bg_color="#EEF1F4")
            here.widths.setdefault(column, 4.0)
        here.sheet.set_row(head, 130)
        here.row += 1
        for row, marks in zip(grid.rows, grid.marks, strict=True):
            self._text(0, row.title, text_wrap=True)
            self._widen(0, row.title)
            own = dict(row.tags)
            for column, tag in enumerate(tags, 1):
                self._text(column, own.get(tag, ""))
                self._widen(column, own.get(tag, ""))
            for column, mark in enumerate(marks, first):
                if mark.value is None:
                    self._text(column, mark.sign, align="center", **_fill(mark.shade))
                else:
                    centred = self._format(align="center")
                    here.sheet.write_number(here.row, column, mark.value, centred)
            here.row += 1
        last_column = first + len(grid.columns) - 1
        shades = {mark.value: mark.shade for line in grid.marks for mark in line if mark.value is not None}
        for value, shade in sorted(shades.items()):
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": value,
                "format": self._book.add_format(_fill(shade)),
            }
            here.sheet.conditional_format(head + 1, first, here.row - 1, last_column, rule)
        if not here.filtered:
            here.filtered = True
            here.sheet.autofilter(head, 0, here.row - 1, last_column)
            here.sheet.freeze_panes(head + 1, first)
        here.columns = max(here.columns, last_column + 1)
        here.row += 1

    def _form(self, form: FieldGroup) -> None:
        here = self._here
        self._text(0, form.title, bold=True, bg_color="#EEF1F4")
        self._text(1, "", bg_color="#EEF1F4")
        here.row += 1
        for field in form.fields:
            self._text(0, field.label, border=1, border_color="#B5BCC4", text_wrap=True)
            look = {"border": 1, "border_color": "#B5BCC4", "text_wrap": True}
            self._text(1, field.value, **look)
            if field.hint:
                message = {
                    "input_title": plain_text(field.label)[:32],
                    "input_message": plain_text(field.hint)[:255],
                }
                here.sheet.data_validation(here.row, 1, here.row, 1, {"validate": "any", **message})
            lines = sum(1 + len(line) // _WIDEST for line in field.value.split("\n"))
            here.sheet.set_row(here.row, max(30, 15 * lines))
            here.row += 1
        here.widths[0] = max(here.widths.get(0, 9), 28.0)
        here.widths[1] = float(_WIDEST)
        here.columns = max(here.columns, 2)
        here.row += 1

    def finish(self) -> None:
        """Set the widths of columns and the print settings of each sheet."""
        for each in self._sheets.values():
            for column, width in each.widths.items():
                each.sheet.set_column(column, column, width)
            each.sheet.print_area(0, 0, max(each.row - 1, 0), each.columns - 1)
            each.sheet.set_paper(9)
            each.sheet.fit_to_pages(1, 0)
            if each.columns > 8:  # noqa: PLR2004 - broader than a portrait page can show
                each.sheet.set_landscape()
            each.sheet.set_footer("&L&A&R&P / &N")


_LINES: Final = ("#0B5CAD", "#B8460E", "#0A7D5B", "#9B3F86", "#5C5C00", "#333333")


def _fill(shade: int | None) -> dict[str, str]:
    if shade is None or not 0 <= shade < SHADES:
        return {}
    return {"bg_color": SHADE_FILLS[shade], "font_color": SHADE_INK[shade]}
