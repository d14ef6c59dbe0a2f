"""Gathers the values of a stage, part by part, into the table in which the next round looks them up.

The invariant: **a member has one row or none**. Of two forms by the same unit and group in one round neither
is the right one, and the last one read would depend on the order of files; so members that occur twice are
dropped, and the lookup gives *unanswered*. Joining forms with forms would be shorter and would multiply rows
instead. The cost is one pass over all forms for each stage that some rule asks for; nothing is read if no
form has the members, or if the only part holds a single round.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import attrs
import polars as pl

from digiramverk.rules import (
    MAY_LACK,
    RESPONSE,
    ROUND,
    MeasureCell,
    PlannedMeasure,
    links,
    rounds_before,
)
from digiramverk.rules.scalar import Program, Stage, absent_outputs
from digiramverk.tables.batches import Batchwise
from digiramverk.tables.column_expressions import Unfit
from digiramverk.tables.figures import Figures, sorts_of
from digiramverk.tables.form_columns import Rows
from digiramverk.tables.layout import Inputs
from digiramverk.tables.previous_round import (
    MEMBERS,
    Earlier,
    GroupTables,
    PreviousValues,
    name_of,
)
from digiramverk.tables.steps import Wanted
from digiramverk.tables.value_shapes import ValueShape, shape_of, shape_of_values, sort_of

if TYPE_CHECKING:
    from digiramverk.tables.graph import ColumnNode

Batches = Callable[[], Iterable[pl.DataFrame]]
"""Iterates over all forms, part by part; every call gives the same order."""

StageParts = Callable[[int, GroupTables, Earlier], Iterable[pl.DataFrame]]
"""Gives :meth:`ValuesOfForms.of_part` of every part, for a stage and what is known before it."""

Shapes = Mapping[MeasureCell, ValueShape]

_TIMES: Final = "__times"
_MOST_ROWS: Final = 250_000
"""The number of rows to gather before those of the same members are merged."""


@attrs.define
class LookingBack:
    """Builds the tables of one run.

    Attributes:
        scalar: the plan.
        batches: the forms.
        inputs: the columns that hold them.
        known: the results of group stages.
        earlier: the tables built so far, and the rounds.
        elsewhere: computes the values of forms in the process that holds them, if that is not this one.
    """

    scalar: Program
    batches: Batches
    inputs: Inputs
    known: GroupTables
    earlier: Earlier
    elsewhere: StageParts | None = None

    def at_forms(self, values: "ValuesOfForms") -> PreviousValues:
        """The values of forms: one row for every unit, group and round with exactly one form."""
        before = PreviousValues(values.key, values.shapes, self._stage(values.number).slots)
        if not self._placed(values.key):
            return before
        needed = [MEMBERS.format(name) for name in values.key if name != MAY_LACK]
        gathered = _UniqueRows([MEMBERS.format(name) for name in values.named])
        rounds: set[str] = set()
        for part in self._parts(values, rounds):
            rounds |= set(part[MEMBERS.format(ROUND)].drop_nulls().unique())
            gathered.add(part.drop_nulls(needed))
        self._learn(rounds)
        return self._settled(before, gathered.rows())

    def _parts(self, values: "ValuesOfForms", rounds: set[str]) -> Iterator[pl.DataFrame]:
        """The values of all forms, part by part; none if the only part has a single round."""
        if self.elsewhere is not None:
            yield from self.elsewhere(values.number, self.known, self.earlier)
            return
        first: pl.DataFrame | None = None
        for at, batch in enumerate(self.batches()):
            if at == 0:
                rounds |= self._rounds_of(batch)
            if at == 0 and len(rounds) <= 1:
                # Computed only once a second part or a second round turns up: a single round has no previous
                # one.
                first = batch
                continue
            if first is not None:
                yield values.of_part(first)
                first = None
            yield values.of_part(batch)

    def at_groups(self, number: int, measures: Sequence[PlannedMeasure]) -> PreviousValues:
        """The values of groups; undecided for forms that lack the member that may be missing."""
        stage = self._stage(number)
        key = links(stage.population)
        known = self.known[number]
        unplaced = self._unplaced(key)
        self.earlier.unplaced[number] = frozenset(unplaced)
        sorts = sorts_of(stage, self.scalar.plan.space)
        absent = Figures.of([absent_outputs(stage)] * len(unplaced), sorts)
        figures = Figures.joined([known.figures, absent], sorts)
        slots = {
            (measure.name, cell): stage.slots[measure.name, cell]
            for measure in measures
            for cell in measure.cells
        }
        shapes = {
            named: shape_of_values(name_of(number, slot), sorts[slot], figures.cells[slot])
            for named, slot in slots.items()
        }
        before = PreviousValues(key, shapes, slots)
        if not self._placed(key):
            return before
        if self.earlier.rounds is None:
            rounds: set[str] = set()
            for batch in self.batches():
                rounds |= self._rounds_of(batch)
            self._learn(rounds)
        columns: dict[str, Any] = {}
        for at, name in enumerate(key):
            others = pl.Series([own[at] for own in unplaced], dtype=pl.String)
            columns[MEMBERS.format(name)] = pl.concat([known.members(name), others])
        for named, shape in shapes.items():
            columns |= shape.of_values(figures.cells[slots[named]])
        return self._settled(before, pl.DataFrame(columns))

    def _settled(self, before: PreviousValues, found: pl.DataFrame | None) -> PreviousValues:
        rounds = self.earlier.rounds
        return before if found is None or not rounds else before.settled(found, rounds)

    def _placed(self, key: Sequence[str]) -> bool:
        """Whether any form can have the members by which it would be found."""
        return ROUND in key and all(name in self.inputs.members for name in key if name != MAY_LACK)

    def _stage(self, number: int) -> Stage:
        return self.scalar.generated[number].stage

    # --- rounds -----------------------------------------------------------------------------------------

    def _rounds_of(self, batch: pl.DataFrame) -> set[str]:
        column = self.inputs.members[ROUND]
        found = batch.select(pl.col(column)).unique().get_column(column).to_list()
        return {name for name in found if isinstance(name, str)}

    def _learn(self, rounds: Iterable[str]) -> None:
        if self.earlier.rounds is None:
            self.earlier.rounds = rounds_before(rounds, self.scalar.plan.space.rounds)

    def _unplaced(self, key: tuple[str, ...]) -> list[tuple[object, ...]]:
        """The members of forms that lack only the member that may be missing, with None in its place."""
        if MAY_LACK not in key or not self._placed(key):
            return []
        there = [name for name in key if name in self.inputs.members]
        columns = [self.inputs.members[name] for name in there]
        found: dict[tuple[object, ...], None] = {}
        for batch in self.batches():
            lacking = (
                batch.filter(pl.col(self.inputs.members[MAY_LACK]).is_null()) if MAY_LACK in there else batch
            )
            for row in lacking.select(*columns).unique().iter_rows():
                own = {n: m if isinstance(m, str) else None for n, m in zip(there, row, strict=True)}
                if all(own[name] is not None for name in key if name != MAY_LACK):
                    found[tuple(own.get(name) for name in key)] = None
        return list(found)


@attrs.frozen
class ValuesOfForms:
    """The values of the forms of one stage, for those of the next round.

    Attributes:
        number: the number of the stage.
        shapes: the shapes of the values.
        wanted: the columns of the values that columns can hold.
        named: the columns of the members by which forms are found.
        rows: emits the columns.
        by_scalar: computes the other values.
    """

    number: int
    shapes: Shapes
    wanted: Wanted
    named: Mapping[str, str]
    rows: Rows
    by_scalar: Batchwise
    key: tuple[str, ...] = links((RESPONSE,))

    @classmethod
    def of(
        cls, number: int, measures: Sequence[PlannedMeasure], rows: Rows, by_scalar: Batchwise
    ) -> "ValuesOfForms":
        """The values of some measures of a stage."""
        shapes: dict[MeasureCell, ValueShape] = {}
        nodes: dict[str, ColumnNode] = {}
        slots = rows.stages[number].slots
        for measure in measures:
            for cell in measure.cells:
                slot = slots[measure.name, cell]
                name = name_of(number, slot)
                try:
                    value = rows.value(measure.name, cell)
                    shape = shape_of(name, value)
                    nodes |= shape.stored(value)
                except Unfit:
                    shape = ValueShape(name, sort_of(measure.type, rows.plan.space), beyond=True)
                shapes[measure.name, cell] = shape
        members = rows.inputs.members
        named = {name: members[name] for name in links((RESPONSE,)) if name in members}
        return cls(number, shapes, Wanted(nodes), named, rows, by_scalar)

    def of_part(self, batch: pl.DataFrame) -> pl.DataFrame:
        """The members and the values of the forms of a batch."""
        stage = self.rows.stages[self.number]
        beyond = {stage.slots[named]: shape for named, shape in self.shapes.items() if shape.beyond}
        frame = self.rows.apply(batch, self.wanted, self.named.values())
        named = (pl.col(column).alias(MEMBERS.format(name)) for name, column in self.named.items())
        part: pl.DataFrame = frame.select(*named, *self.wanted.nodes)
        if beyond:
            outputs = self.by_scalar.outputs(batch, self.number)[self.number]
            figures = Figures.of(outputs, {slot: shape.sort for slot, shape in beyond.items()})
            for slot, shape in beyond.items():
                part = part.with_columns(**shape.of_values(figures.cells[slot]))
        return part


@attrs.define
class _UniqueRows:
    """Collects rows whose members occur once; members of several rows are dropped.

    Attributes:
        members: the columns of members.
    """

    members: Sequence[str]
    _parts: list[pl.DataFrame] = attrs.field(factory=list)

    def add(self, part: pl.DataFrame) -> None:
        """Add a part."""
        self._parts.append(part.with_columns(pl.lit(1, dtype=pl.UInt8).alias(_TIMES)))
        if sum(map(len, self._parts[1:])) > max(_MOST_ROWS, len(self._parts[0])):
            self._parts = [self._together()]

    def _together(self) -> pl.DataFrame:
        found = pl.concat(self._parts)
        self._parts.clear()
        # Two is enough to drop a row, and more could overflow.
        times = pl.col(_TIMES).sum().clip(upper_bound=2).cast(pl.UInt8)
        return found.group_by(self.members).agg(pl.exclude(*self.members, _TIMES).first(), times)

    def rows(self) -> pl.DataFrame | None:
        """The rows; None if there was no part."""
        return self._together().filter(pl.col(_TIMES) == 1).drop(_TIMES) if self._parts else None
