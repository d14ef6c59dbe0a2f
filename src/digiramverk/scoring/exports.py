"""Results as rows: the columns of an export and their values. Every export is written from here.

The invariant: in a table of values the columns of dimensions identify each row of a measure, and the columns
have the same names and order for every export (CSV on the screen or in a file, Parquet) and every engine.
Cells come in two shapes, one by one and as whole columns of an engine; both ask this module how to name and
show a value.
"""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

import attrs

from digiramverk.core import Diagnostic, Language, SafeCells
from digiramverk.rules import Number, Space, Value
from digiramverk.scoring.results import Cell, Results

MEASURE: Final = "measure"
VALUE: Final = "value"
TEXT: Final = "text"
DISPLAY: Final = "display"
MISSING: Final = "missing"
OF_VALUES: Final = (MEASURE, VALUE, TEXT, DISPLAY, MISSING)
"""The columns of a row per value that are not dimensions."""


@attrs.frozen
class ValueColumns:
    """The columns of a table with a row per value.

    Attributes:
        dimensions: identify the rows of a measure: those of the framework, then of the population.
        carried: columns of the answers that are copied.
    """

    dimensions: tuple[str, ...]
    carried: tuple[str, ...] = ()

    @classmethod
    def of(cls, space: Space, used: Collection[str], carried: Iterable[str] = ()) -> "ValueColumns":
        """The dimensions of which some value has a member, in the order of the space."""
        return cls(space.in_order(used), tuple(carried))

    @property
    def names(self) -> tuple[str, ...]:
        """All columns: numbers are in `value`; truths and ids of members in `text`."""
        return (MEASURE, *self.dimensions, *self.carried, VALUE, TEXT, DISPLAY, MISSING)


def text_of(value: Value | None) -> str | None:
    """The entry in `text`: ids as the author spells them.

    >>> text_of(True), text_of("F"), text_of(None)
    ('true', 'F', None)
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            return None


def csv_table(results: Results, language: Language, *, raw: bool) -> tuple[str, list[Diagnostic]]:
    """Results as the text of a CSV file with a row per value.

    Args:
        results: the results; a missing value has an empty `value` and `text`, and its kind in `missing`.
        language: of `display`.
        raw: whether to write texts as they are, including those that a spreadsheet or a terminal would
            execute.

    Returns:
        The text, and notes on changed texts: see :attr:`.SafeCells.notes`.
    """
    columns = ValueColumns.of(
        results.framework.plan.space, {name for cell in results.cells for name in cell.members}
    )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    cells = SafeCells()
    # Authors choose the names of attributes, so these are not safe either.
    writer.writerow(columns.names if raw else map(cells.text, columns.names))
    figures = columns.names.index(DISPLAY)
    for row, is_number in _rows(results, columns, language):
        writer.writerow(
            row
            if raw
            else [
                cells.text(each, figures=is_number and position == figures) if isinstance(each, str) else each
                for position, each in enumerate(row)
            ]
        )
    return out.getvalue(), cells.notes


def _rows(
    results: Results, columns: ValueColumns, language: Language
) -> Iterator[tuple[Sequence[str | float | None], bool]]:
    """The rows, and for each whether its measure is a number."""
    for name, cells in results.measures.items():
        for cell in cells:
            row = _row(name, cell, columns, results.display(cell, language))
            yield row, isinstance(cell.measure.type, Number)


def _row(measure: str, cell: Cell, columns: ValueColumns, display: str) -> Sequence[str | float | None]:
    missing = None if cell.missing is None else cell.missing.key
    members = (cell.members.get(name) for name in columns.dimensions)
    return (measure, *members, cell.number, text_of(cell.value), display, missing)
