"""Measures as columns of a frame with a row per form or group, each emitted when a caller first asks for it.

The invariant: **what outlives a run depends on the form alone**. :class:`Settled` keeps only measures that
read neither groups nor the previous round; anything else is emitted anew for each run. One cache for all
would be simpler and would carry the groups of one run into the next, where forms have the same columns but
other values. The cost is that measures that read groups are emitted in each run. A measure that columns
cannot hold raises :class:`Unfit` once, and the caller gives it to the scalar engine.
"""

import operator
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import (
    NO_RUNG,
    RESPONSE,
    CellKey,
    Context,
    MeasureCell,
    Missing,
    Plan,
    PlannedMeasure,
    Problem,
    nodes,
)
from digiramverk.rules.scalar import Stage, place_of
from digiramverk.tables.column_expressions import (
    EXACT_AS_FLOAT,
    KINDS,
    Bools,
    Ints,
    Unfit,
    Whole,
    size,
)
from digiramverk.tables.column_values import Num, Rank, Truth, Val
from digiramverk.tables.expressions import ColumnEmitter
from digiramverk.tables.folds import FoldElement
from digiramverk.tables.graph import ColumnNode, cast, chosen, literal, only_where, operated
from digiramverk.tables.item_sums import ItemColumns
from digiramverk.tables.layout import Inputs
from digiramverk.tables.operations import conditional, nothing_like
from digiramverk.tables.packed_sums import Contributions
from digiramverk.tables.previous_round import Earlier, GroupTables, name_of
from digiramverk.tables.registered_folds import folded_by
from digiramverk.tables.steps import Wanted
from digiramverk.tables.value_shapes import shape_of, shape_of_values

_WITHHELD: Final = int(Missing.WITHHELD)
_UNDECIDED: Final = int(Missing.UNDECIDED)

Carried = tuple[pl.Series, int | str]
"""A value per group, and the value of rows that belong to no group."""
FoldedForms = Callable[[nodes.Aggregate, Context], Val]
"""Gives the result of a fold over forms or finer groups, in one cell."""


def no_forms(node: nodes.Aggregate, cell: Context) -> Val:
    """Raise :class:`Unfit`: a form has no forms to fold."""
    raise Unfit(node, cell)


@attrs.frozen
class Settled:
    """Columns that do not depend on groups or on previous rounds; kept from one run to the next.

    Attributes:
        measures: the measures that depend on single forms alone.
        items: the columns of answers.
        values: the values emitted so far.
    """

    measures: frozenset[str]
    items: ItemColumns
    values: dict[MeasureCell, Val] = attrs.field(factory=dict)


@attrs.define
class Rows:
    """The columns of a frame with one row per form or group.

    Attributes:
        plan: the plan to compute.
        stages: its stages.
        own: the measures to compute in these rows; the others are values of groups that are known.
        inputs: the columns that hold the forms, or the members of the groups.
        groups: the results of group stages so far.
        contributions: shared between the rows of one program.
        settled: shared between the rows of frames with the same columns.
        earlier: the values of the previous round; None until a form has been read.
        over_forms: gives the results of folds over forms and finer groups.
        unfit: the measures that columns cannot hold.
        problems: the failures of registered folds while they were turned into columns.
    """

    plan: Plan
    stages: Sequence[Stage]
    own: Collection[str]
    inputs: Inputs
    groups: GroupTables
    contributions: Contributions
    settled: Settled
    earlier: Earlier | None
    over_forms: FoldedForms = no_forms
    unfit: set[str] = attrs.field(factory=set)
    problems: list[Problem] = attrs.field(factory=list)
    _values: dict[MeasureCell, Val] = attrs.field(factory=dict)
    _joined: dict[int, dict[str, Carried]] = attrs.field(factory=dict)
    _carried: dict[MeasureCell, Val] = attrs.field(factory=dict)
    _looked_up: dict[int, dict[str, int | str]] = attrs.field(factory=dict)
    _emitter: ColumnEmitter | None = None

    @property
    def emitter(self) -> ColumnEmitter:
        """The emitter of the columns."""
        if self._emitter is None:
            space = self.plan.space
            self._emitter = ColumnEmitter(
                space=space,
                cells=self.plan.cells,
                items=self.settled.items,
                contributions=self.contributions,
                population=self.inputs.population(space),
                elsewhere=self._elsewhere,
                before=self._before,
                registered=self._registered,
                over_forms=self.over_forms,
            )
        return self._emitter

    def value(self, name: str, cell: CellKey) -> Val:
        """The value of a measure in one cell. Raises :class:`Unfit` if columns cannot hold it."""
        measure = self.plan.measure(name)
        if name not in self.own:
            return self._of_group(measure, cell)
        if name in self.unfit:
            raise Unfit
        values = self.settled.values if name in self.settled.measures else self._values
        if (name, cell) not in values:
            try:
                values[name, cell] = computed(self.emitter, measure, cell)
            except Unfit:
                # The remaining cells of the measure are not tried.
                self.unfit.add(name)
                raise
        return values[name, cell]

    def _elsewhere(self, node: nodes.MeasureValue, cell: Context) -> Val:
        return self.value(node.measure, self.plan.cells.cell_of(node, cell))

    def _registered(self, node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Num | None:
        """Compute a fold by the frame form of its registered function; None for a built-in function."""
        function = next((each for each in self.plan.functions if each.name == node.function), None)
        if function is None:
            return None
        return folded_by(function, elements, self.problems, owner(self.plan, node))

    # --- values of the previous round
    # ------------------------------------------------------------------------

    def _before(self, node: nodes.MeasureValue, context: Context) -> Val:
        """The value of a measure in the previous round."""
        measure = self.plan.measure(node.measure)
        cell = self.plan.cells.cell_of(node, context)
        stage, slot = place_of(self.stages, measure.name, cell)
        if self.earlier is None:
            if measure.population != (RESPONSE,):
                raise Waiting(stage)
            # The possible values are known before any form has been read.
            return shape_of(name_of(stage, slot), self.value(measure.name, cell)).value
        before = self.earlier.tables.get(stage)
        if before is None:
            raise Unfit
        value = before.value(measure.name, cell)
        if before.table is not None:
            self._looked_up.setdefault(stage, {}).update(before.shapes[measure.name, cell].columns)
        return value

    def with_earlier(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame with the columns of the previous round, added if they are not there."""
        if self.earlier is None:
            return frame
        there = set(frame.collect_schema().names())
        for stage, columns in self._looked_up.items():
            if not columns.keys() <= there:
                frame = self.earlier.tables[stage].beside(frame, self.inputs, columns)
        return frame

    # --- results of groups, joined to their forms or finer groups ---------------------------------------

    def _of_group(self, measure: PlannedMeasure, cell: CellKey) -> Val:
        key = measure.name, cell
        if key not in self._carried:
            stage, slot = place_of(self.stages, *key)
            if stage not in self.groups:
                raise Waiting(stage)
            table = self.groups[stage]
            shape = shape_of_values(
                f"__g{stage}_{slot}", table.figures.sorts[slot], table.figures.cells[slot], _UNDECIDED
            )
            self._carried[key] = shape.value
            columns = shape.of_values(table.figures.cells[slot])
            nothing = shape.columns
            self._joined.setdefault(stage, {}).update(
                {name: (values, nothing[name]) for name, values in columns.items()}
            )
        return self._carried[key]

    # --- the frame itself ---------------------------------------------------------------------------------

    def apply(self, frame: pl.DataFrame, wanted: Wanted, carried: Iterable[str]) -> pl.DataFrame:
        """A frame with the wanted columns, and those of its own named in `carried`."""
        for stage, columns in self._joined.items():
            frame = self._with_groups(frame, stage, columns)
        return wanted.steps.onto(self.with_earlier(frame).lazy(), carried).collect()

    def _with_groups(self, frame: pl.DataFrame, stage: int, columns: Mapping[str, Carried]) -> pl.DataFrame:
        population = self.stages[stage].population
        table = self.groups[stage]
        if not population or not len(table) or any(name not in self.inputs.members for name in population):
            filled = [
                pl.lit(values[0] if len(table) and not population else nothing).alias(name)
                for name, (values, nothing) in columns.items()
            ]
            return frame.with_columns(*filled)
        keys = {f"__k{stage}_{at}": table.members(name) for at, name in enumerate(population)}
        right = pl.DataFrame({**keys, **{name: values for name, (values, _) in columns.items()}})
        left = [self.inputs.members[name] for name in population]
        return frame.join(right, how="left", left_on=left, right_on=list(keys), maintain_order="left")


def computed(emitter: ColumnEmitter, measure: PlannedMeasure, cell: CellKey) -> Val:
    """The value of a measure in one cell; withheld unless `show_if` shows it."""
    context = dict(zip(measure.per, cell, strict=True))
    value = emitter.emit(measure.node, context, measure.policy)
    if measure.show_if is not None:
        show = emitter.truth(measure.show_if, context, measure.policy)
        # A missing condition withholds the value too: only a plain *true* shows it.
        value = conditional(Truth(show.true, 0), value, nothing_like(value, _WITHHELD))
    return value


def owner(plan: Plan, node: nodes.Node) -> str:
    """The measure that contains an expression."""
    roots = ((m.name, root) for m in plan.measures for root in (m.node, m.show_if) if root)
    return next(name for name, root in roots if any(each is node for each in nodes.walk(root)))


class Waiting(Exception):  # noqa: N818 - no error: the groups of an earlier stage have to be run first
    """A caller asked for the value of groups that have not been run yet."""

    def __init__(self, stage: int) -> None:
        """Store the number of the stage."""
        super().__init__(stage)
        self.stage = stage


def value_column(value: Val, order: tuple[str, ...] | None) -> ColumnNode:
    """A value for users: a floating-point number, boolean or text, null where it is missing."""
    known = value.known
    if known is False:
        return literal(None, _dtype(value))
    match value:
        case Num(n=n, d=d):
            # Beyond this a quotient of floats is not the float nearest to the fraction.
            if max(size(n), size(d)) > EXACT_AS_FLOAT:
                raise Unfit
            node = _ratio(n, d)
        case Truth(true=true):
            node = literal(true) if isinstance(true, bool) else true.node
        case Rank(rank=rank):
            names = (NO_RUNG, *(order or ()))
            node = literal(names[rank]) if isinstance(rank, int) else _named(rank, names)
        case _:
            text = value.text
            node = literal(text) if isinstance(text, str) else text.node
    return only_where(known.node, node) if isinstance(known, Bools) else node


def _named(rank: Ints, names: Sequence[str]) -> ColumnNode:
    node = literal(names[-1])
    for position, name in reversed(list(enumerate(names[:-1]))):
        node = chosen(operated(operator.eq, rank.node, position), literal(name), node)
    return node


def _ratio(n: Whole, d: Whole) -> ColumnNode:
    """The floating-point number nearest to a fraction."""
    if d == 1:
        return _float(n)
    if not isinstance(n, Ints) or (isinstance(d, int) and not d & (d - 1)):
        return operated(operator.truediv, _float(n), _float(d))
    # Polars divides by a constant column by multiplying with its reciprocal, which can be off in the last
    # digit, and detects constant columns at run time. A term of 0 times the numerator hides that.
    differing = operated(operator.add, operated(operator.mul, _float(n), 0), _float(d))
    return operated(operator.truediv, _float(n), differing)


def _float(value: Whole) -> ColumnNode:
    if isinstance(value, int):
        return literal(float(value))
    return cast(value.node, "Float64")


def _dtype(value: Val) -> str:
    match value:
        case Num():
            return "Float64"
        case Truth():
            return "Boolean"
        case _:
            return "String"


def kind_column(value: Val) -> ColumnNode:
    """The kind of missing as a small number, 0 where there is a value."""
    if isinstance(value.kind, int):
        return literal(value.kind, "Int8")
    if value.kind.width == min(KINDS):
        return value.kind.node
    return cast(value.kind.node, "Int8")
