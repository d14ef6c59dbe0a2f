"""The neutral document: its content, and not its looks.

Every renderer gets the same tree, so a figure cannot differ between a Word file and the terminal. The cost
is that the tree has only what all renderers can show in some way, such as a chart as a table.
"""

from typing import Final, Literal

import attrs

SheetName = Literal["summary", "indicators", "plan", "comparison"]

SHADES: Final = 5
"""The number of shades of a status: 0 is furthest from the goal, and 4 has reached it."""


@attrs.frozen
class Heading:
    """A heading; level 1 is the title of the document. A `sheet` names a new sheet of a workbook."""

    text: str
    level: int = 1
    sheet: SheetName | None = None


@attrs.frozen
class Paragraph:
    """Running text."""

    text: str


@attrs.frozen
class Note:
    """A remark on the block above it."""

    text: str


@attrs.frozen
class Items:
    """A list; `ordered` if the order has a meaning."""

    texts: tuple[str, ...]
    ordered: bool = False


@attrs.frozen
class Figure:
    """A displayed value and the number behind it.

    Attributes:
        text: the displayed text; – if there is no value.
        value: the number or truth value; None for text, or if there is no value.
        style: the display of a number: `percent`, `count`, `points`, `decimals` or `stars`.
        shade: 0 to 4 if the value is a status that has a colour.
    """

    text: str
    value: float | bool | None = None
    style: str | None = None
    shade: int | None = None


TableCell = str | Figure


@attrs.frozen
class TableBlock:
    """Rows under column headings. The first `stubs` columns name the row; the others are values.

    If `prose` is true, the values are texts and aligned to the left.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    caption: str | None = None
    stubs: int = 1
    prose: bool = False


RINGS: Final = 4
"""The number of rings of a radar chart."""


@attrs.frozen
class Series:
    """One line of a chart: a value per axis, in their order."""

    name: str
    values: tuple[Figure, ...]


@attrs.frozen
class Chart:
    """Values around a circle (`radar`) or side by side (`bars`).

    Attributes:
        caption: the title of the chart.
        axes: the titles of the axes.
        series: the lines or groups of bars.
        low, high: the ends of the scale.
        kind: `radar` needs at least three axes.
        head: the head of the column of axes, for the chart as a table.
        rings: the labels of the rings of a radar, the innermost first.
    """

    caption: str
    axes: tuple[str, ...]
    series: tuple[Series, ...]
    low: float = 0.0
    high: float = 1.0
    kind: Literal["radar", "bars"] = "radar"
    head: str = ""
    rings: tuple[str, ...] = ()

    def table(self) -> TableBlock:
        """Return the same values as a table."""
        rows: list[tuple[TableCell, ...]] = [
            (axis, *(series.values[index] for series in self.series)) for index, axis in enumerate(self.axes)
        ]
        return TableBlock((self.head, *(series.name for series in self.series)), tuple(rows), self.caption)


@attrs.frozen
class Mark:
    """The content of one square of a grid: a sign of a few characters, its shade and its meaning."""

    sign: str
    shade: int | None
    meaning: str
    value: float | None = None


@attrs.frozen
class GridLine:
    """A row or a column of a grid: its title, and its tags to filter by, as (kind, value)."""

    title: str
    tags: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Grid:
    """Many statuses at a glance.

    Attributes:
        caption: the title of the grid.
        corner: the head of the column of row titles.
        rows, columns: the titles and tags of rows and columns.
        marks: a row of marks for each row.
        legend: the marks that the legend explains.
    """

    caption: str
    corner: str
    rows: tuple[GridLine, ...]
    columns: tuple[GridLine, ...]
    marks: tuple[tuple[Mark, ...], ...]
    legend: tuple[Mark, ...] = ()


@attrs.frozen
class FormField:
    """One field to fill in: its label, a proposed text, and a hint."""

    label: str
    value: str = ""
    hint: str = ""


@attrs.frozen
class FieldGroup:
    """A titled group of fields to fill in."""

    title: str
    fields: tuple[FormField, ...]


Block = Heading | Paragraph | Note | Items | TableBlock | Chart | Grid | FieldGroup


@attrs.frozen
class Document:
    """Blocks in reading order, in one language."""

    blocks: tuple[Block, ...]
    language: str = "sv"

    @property
    def title(self) -> str:
        """Return the text of the first heading."""
        return next((block.text for block in self.blocks if isinstance(block, Heading)), "")


def text_of(cell: TableCell) -> str:
    """Return a cell of a table as text."""
    return cell.text if isinstance(cell, Figure) else cell
