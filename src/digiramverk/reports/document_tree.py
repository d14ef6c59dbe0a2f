"""The neutral document: what is said, not how it looks."""

from typing import Final, Literal

import attrs

SheetName = Literal["summary", "indicators", "plan", "comparison"]

SHADES: Final = 5
"""How many shades a status can have: 0 is the furthest from the goal, 4 is there."""


@attrs.frozen
class Heading:
    """A heading; level 1 is the document's own. `sheet`: in a workbook, a new sheet starts here."""

    text: str
    level: int = 1
    sheet: SheetName | None = None


@attrs.frozen
class Paragraph:
    """Running text."""

    text: str


@attrs.frozen
class Note:
    """A remark that belongs to what stands above it."""

    text: str


@attrs.frozen
class Items:
    """A list; `ordered` where the order means something."""

    texts: tuple[str, ...]
    ordered: bool = False


@attrs.frozen
class Figure:
    """A value as people read it, with the number behind it.

    Attributes:
        text: as displayed; – where there is no value.
        value: the number or truth value; None for text, and where there is no value.
        style: how a number is displayed: `percent`, `count`, `points`, `decimals`, `stars`.
        shade: 0..4 where the value is a status that has a colour.
    """

    text: str
    value: float | bool | None = None
    style: str | None = None
    shade: int | None = None


TableCell = str | Figure


@attrs.frozen
class TableBlock:
    """Rows under column headings. The first `stubs` columns name the row, the others hold values.

    `prose`: the values are texts, to be read from the left like the row's name.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    caption: str | None = None
    stubs: int = 1
    prose: bool = False


RINGS: Final = 4
"""How many rings a spider has."""


@attrs.frozen
class Series:
    """One line of a chart: a value per axis, in the order of the axes."""

    name: str
    values: tuple[Figure, ...]


@attrs.frozen
class Chart:
    """Values around a circle (`radar`) or beside each other (`bars`).

    Attributes:
        caption: what it shows.
        axes: what the values are for.
        series: the lines or groups of bars.
        low, high: the ends of the scale.
        kind: `radar` needs at least three axes.
        head: what the axes are called, as the head of a table.
        rings: what the rings of a radar stand for, the innermost first.
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
        """The same values as a table."""
        rows: list[tuple[TableCell, ...]] = [
            (axis, *(series.values[index] for series in self.series)) for index, axis in enumerate(self.axes)
        ]
        return TableBlock((self.head, *(series.name for series in self.series)), tuple(rows), self.caption)


@attrs.frozen
class Mark:
    """What stands in one square of a grid: a sign of a few characters, its shade, and what it means."""

    sign: str
    shade: int | None
    meaning: str
    value: float | None = None


@attrs.frozen
class GridLine:
    """A row or a column of a grid: its title, and what it can be filtered by, as (what, which)."""

    title: str
    tags: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Grid:
    """Many statuses at a glance.

    Attributes:
        caption: what it shows.
        corner: what the rows are called.
        rows, columns: both can be filtered by their tags.
        marks: a row of marks for each row.
        legend: the marks that are explained beside the grid.
    """

    caption: str
    corner: str
    rows: tuple[GridLine, ...]
    columns: tuple[GridLine, ...]
    marks: tuple[tuple[Mark, ...], ...]
    legend: tuple[Mark, ...] = ()


@attrs.frozen
class FormField:
    """One thing to fill in: its label, what is proposed, and a hint of what belongs there."""

    label: str
    value: str = ""
    hint: str = ""


@attrs.frozen
class FieldGroup:
    """Things to fill in that belong together."""

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
        """The text of the first heading."""
        return next((block.text for block in self.blocks if isinstance(block, Heading)), "")


def text_of(cell: TableCell) -> str:
    """A cell of a table as text."""
    return cell.text if isinstance(cell, Figure) else cell
