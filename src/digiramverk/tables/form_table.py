"""The measures of forms as columns of one table, and how many indicators are answered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import attrs
import polars as pl

from digiramverk.rules import FIRST_LEVEL, CellKey, Member, PlannedMeasure
from digiramverk.tables.column_expressions import Unfit, Whole
from digiramverk.tables.form_columns import Rows, kind_column, value_column
from digiramverk.tables.graph import ColumnNode, cast, literal
from digiramverk.tables.steps import Wanted

if TYPE_CHECKING:
    from digiramverk.tables.item_sums import ItemTerm

ANSWERED: Final = "answered"
RELEVANT: Final = "relevant"
COVERAGE: Final = {ANSWERED: "__answered", RELEVANT: "__relevant"}
"""The columns of coverage, and their internal names."""


@attrs.frozen
class MeasureColumn:
    """One cell of a measure, as a column of the frame that is returned.

    Attributes:
        measure, cell: the measure and the cell.
        value: the name of the column of values.
        missing: the name of the column of kinds of missing, 0 where there is a value.
    """

    measure: PlannedMeasure
    cell: CellKey
    value: str
    missing: str


def columns_of(measures: Iterable[PlannedMeasure]) -> tuple[MeasureColumn, ...]:
    """The columns of all cells of some measures: `share[leadership,1]` and `share[leadership,1]:missing`."""
    return tuple(
        MeasureColumn(measure, cell, name, f"{name}:missing")
        for measure in measures
        for cell in measure.cells
        for name in [f"{measure.name}[{','.join(cell)}]" if cell else measure.name]
    )


@attrs.define
class FormColumns:
    """Builds the columns of frames with one row per form.

    Attributes:
        rows: the columns that these are built from.
        columns: all columns, in the order of the plan.
        wanted: the columns that the table engine computes, and the coverage.
        others: the columns that the scalar engine has to compute.
    """

    rows: Rows
    columns: tuple[MeasureColumn, ...]
    wanted: Wanted
    others: tuple[MeasureColumn, ...]

    @classmethod
    def of(cls, rows: Rows, columns: Sequence[MeasureColumn]) -> "FormColumns":
        """Emit every measure that columns can hold."""
        space = rows.plan.space
        made: dict[str, ColumnNode] = {}
        others: list[MeasureColumn] = []
        for column in columns:
            kind = column.measure.type
            order = space.order_of(kind.dimension) if isinstance(kind, Member) else None
            try:
                value = rows.value(column.measure.name, column.cell)
                made[column.value] = value_column(value, order)
                made[column.missing] = kind_column(value)
            except Unfit:
                others.append(column)
        return cls(rows, tuple(columns), Wanted(made | _coverage(rows)), tuple(others))

    def coverage(self, frame: pl.DataFrame) -> pl.DataFrame:
        """How many indicators each form answers, and how many are relevant to it."""
        nodes = {name: self.wanted.nodes[own] for name, own in COVERAGE.items()}
        return self.rows.apply(frame, Wanted(nodes), ())

    @cached_property
    def bare(self) -> Wanted:
        """The values without their kinds of missing."""
        return Wanted(
            {c.value: self.wanted.nodes[c.value] for c in self.columns if c not in set(self.others)}
        )

    def beside(self, frame: pl.DataFrame, keep: Iterable[str], *, reasons: bool) -> pl.DataFrame:
        """A frame with the columns, and those of its own named in `keep`."""
        return self.rows.apply(frame, self.wanted if reasons else self.bare, keep)

    def names(self, keep: Sequence[str], *, reasons: bool) -> list[str]:
        """The names of all columns to return."""
        if not reasons:
            return [*keep, *(column.value for column in self.columns)]
        names = [name for column in self.columns for name in (column.value, column.missing)]
        return [*keep, *names, *COVERAGE.values()]


def _coverage(rows: Rows) -> dict[str, ColumnNode]:
    """The number of indicators answered, and the number that are relevant."""
    emitter = rows.emitter

    def counted(states: Sequence[frozenset[int]]) -> Whole:
        terms: Counter[ItemTerm] = Counter()
        for index, item in enumerate(emitter.space.items):
            table = (int(state in states[index]) for state in range(FIRST_LEVEL + len(item.levels)))
            terms[index, tuple(table)] += 1
        return emitter.items.total(terms)

    answered, relevant = (counted(states) for states in zip(*rows.plan.coverage, strict=True))
    return {
        COVERAGE[name]: literal(found, "Int32") if isinstance(found, int) else cast(found.node, "Int32")
        for name, found in ((ANSWERED, answered), (RELEVANT, relevant))
    }
