"""The measures of forms as columns beside one another, and how many indicators are answered."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
import narwhals as nw

from digiramverk.rules.forms import DECLINED, FIRST_LEVEL, UNANSWERED
from digiramverk.rules.frame.columns import Unfit, Whole, add
from digiramverk.rules.frame.inputs import Frame
from digiramverk.rules.frame.prepared import Prepared
from digiramverk.rules.frame.rows import Rows, kind_column, value_column
from digiramverk.rules.plan import PlannedMeasure
from digiramverk.rules.space import Cell
from digiramverk.rules.types import Member

if TYPE_CHECKING:
    from digiramverk.rules.frame.tables import Term

ANSWERED: Final = "answered"
RELEVANT: Final = "relevant"
COVERAGE: Final = {ANSWERED: "__answered", RELEVANT: "__relevant"}
"""What tells how much of a form is answered, and what the columns are called before they are shown."""


@attrs.frozen
class Column:
    """A measure's cell as it stands in the frame that comes back.

    Attributes:
        measure, cell: which.
        value: the name of the column of values.
        missing: the name of the column of kinds of missing, 0 where there is a value.
    """

    measure: PlannedMeasure
    cell: Cell
    value: str
    missing: str


def columns_of(measures: Iterable[PlannedMeasure]) -> tuple[Column, ...]:
    """The columns of all cells of some measures: `share[leadership,1]` and `share[leadership,1]:missing`."""
    return tuple(
        Column(measure, cell, name, f"{name}:missing")
        for measure in measures
        for cell in measure.cells
        for name in [f"{measure.name}[{','.join(cell)}]" if cell else measure.name]
    )


@attrs.define
class FormColumns:
    """What makes the columns of frames with a row per form.

    Attributes:
        rows: the columns that the others stand on.
        columns: all, in the order of the plan.
        exprs: what makes them, and the coverage.
        others: the columns that the scalar engine has to give.
    """

    rows: Rows
    columns: tuple[Column, ...]
    exprs: list[nw.Expr]
    others: tuple[Column, ...]
    _prepared: dict[tuple[object, ...], Prepared] = attrs.field(factory=dict)

    @classmethod
    def of(cls, rows: Rows, columns: Sequence[Column]) -> "FormColumns":
        """Emit everything that fits into columns."""
        space = rows.plan.space
        exprs: list[nw.Expr] = []
        others: list[Column] = []
        for column in columns:
            kind = column.measure.type
            order = space.order_of(kind.dimension) if isinstance(kind, Member) else None
            try:
                value = rows.value(column.measure.name, column.cell)
                exprs += [
                    value_column(value, order).alias(column.value),
                    kind_column(value).alias(column.missing),
                ]
            except Unfit:
                others.append(column)
        return cls(rows, tuple(columns), [*exprs, *_coverage(rows)], tuple(others))

    def beside(self, frame: Frame) -> Frame:
        """A frame with the columns beside its own."""
        return self.rows.apply(frame).with_columns(*self.exprs)

    def wanted(self, keep: Sequence[str]) -> list[str]:
        """The names of all that is to be handed back."""
        names = [name for column in self.columns for name in (column.value, column.missing)]
        return [*keep, *names, *COVERAGE.values()]

    def of_polars(self, frame: nw.DataFrame[Any], keep: Sequence[str]) -> nw.DataFrame[Any]:
        """The columns of a frame of Polars, for which the query is kept for the next one like it."""
        native: Any = frame.to_native()
        key = tuple(keep), *native.schema.items()
        if key not in self._prepared:
            wanted = self.wanted(keep)
            self._prepared[key] = Prepared.of(lambda lazy: self.beside(lazy).select(*wanted), native)
        return nw.from_native(self._prepared[key].run(native), eager_only=True)


def _coverage(rows: Rows) -> Iterable[nw.Expr]:
    """How many indicators are answered, and how many are relevant."""
    emitter = rows.emitter

    def counted(states: frozenset[int]) -> Whole:
        terms: Counter[Term] = Counter()
        for index, item in enumerate(emitter.space.items):
            table = (int(state in states) for state in range(FIRST_LEVEL + len(item.levels)))
            terms[index, tuple(table)] += 1
        return emitter.items.total(terms)

    most = max((len(item.levels) for item in emitter.space.items), default=0)
    answered = counted(frozenset(range(FIRST_LEVEL, FIRST_LEVEL + most)))
    # Not as what is not irrelevant: rules count what is unanswered anyhow.
    relevant = add(answered, counted(frozenset({UNANSWERED, DECLINED})))
    for name, found in ((ANSWERED, answered), (RELEVANT, relevant)):
        expr = nw.lit(found) if isinstance(found, int) else found.expr
        yield expr.cast(nw.Int32).alias(COVERAGE[name])
