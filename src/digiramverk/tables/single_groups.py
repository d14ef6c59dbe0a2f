"""Groups one at a time, as plain numbers of any size: for values that columns of 64 bits cannot hold.

The invariant: **one emitter says what a rule means for groups**. Every function of columns takes plain
numbers too and is then exact at any size, so a group is computed by emitting its rules with its own values in
place of columns. Generated code would be faster, and would be a second meaning of rules over folds. The cost
is about a tenth of a millisecond per group and cell; figures that leave 64 bits mostly come from sums over
many forms, so that there are few such groups.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.rules import CellKey, Context, MeasureCell, Missing, Plan, Problem, call_registered, nodes
from digiramverk.rules.scalar import Outputs, Stage, absent_outputs, place_of
from digiramverk.tables.column_expressions import choose
from digiramverk.tables.column_values import MemberName, Num, Val
from digiramverk.tables.expressions import ColumnEmitter
from digiramverk.tables.figures import AT_ONCE, Sorts, plain_value, slots_of, sorts_of
from digiramverk.tables.folds import FoldElement
from digiramverk.tables.form_columns import FoldedForms, computed, no_forms, owner
from digiramverk.tables.item_sums import ItemColumns
from digiramverk.tables.layout import inputs_of_groups
from digiramverk.tables.packed_sums import Contributions
from digiramverk.tables.previous_round import Earlier, GroupTables

_IRRELEVANT: Final = int(Missing.NOT_RELEVANT)
_UNANSWERED: Final = int(Missing.UNANSWERED)


@attrs.frozen
class StageInputs:
    """What group stages read.

    Attributes:
        plan: the plan to compute.
        stages: its stages.
        contributions: what items contribute to folds.
        known: the results of group stages so far.
        earlier: the values of the previous round.
        problems: collects the failures of registered folds.
    """

    plan: Plan
    stages: Sequence[Stage]
    contributions: Contributions
    known: GroupTables
    earlier: Earlier
    problems: list[Problem]


@attrs.define
class SingleGroups:
    """Some groups, read into Python's objects once for all that is computed of them.

    Attributes:
        reading: what they read.
        groups: their members.
    """

    reading: StageInputs
    groups: pl.DataFrame
    _found: dict[int, list[Outputs]] = attrs.field(factory=dict)
    _before: dict[int, list[Outputs | None]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, reading: StageInputs, groups: pl.DataFrame) -> Iterator["SingleGroups"]:
        """The groups of a frame, some at a time."""
        return (cls(reading, groups.slice(start, AT_ONCE)) for start in range(0, len(groups), AT_ONCE))

    def known(self, stage: int, slot: int, row: int) -> Val:
        """A value of the group at a position, or of the coarser one that it belongs to."""
        if stage not in self._found:
            table = self.reading.known[stage]
            nothing = absent_outputs(self.reading.stages[stage])
            self._found[stage] = table.figures.at(table.places(self.groups), nothing)
        return self._read(self._found[stage][row], stage, slot)

    def before(self, stage: int, slot: int, row: int) -> Val:
        """The same value in the previous round."""
        reading = self.reading
        if stage not in self._before:
            nothing = absent_outputs(reading.stages[stage])
            self._before[stage] = reading.earlier.of_groups(stage, self.groups, reading.known, nothing)
        return self._read(self._before[stage][row], stage, slot)

    def _read(self, outputs: Outputs | None, stage: int, slot: int) -> Val:
        sort = self._sorts[stage][slot]
        absent: tuple[int, ...] = (_UNANSWERED, 0) if sort is Num else (-_UNANSWERED,)
        width = len(absent)
        return plain_value(sort, absent if outputs is None else outputs[slot : slot + width])

    @cached_property
    def _sorts(self) -> list[Sorts]:
        return [sorts_of(stage, self.reading.plan.space) for stage in self.reading.stages]


@attrs.define
class SingleGroup:
    """One of them.

    Attributes:
        among: the groups.
        row: its position.
        own: the measures to compute; the others are known.
        over_forms: gives the results of folds over forms and finer groups.
    """

    among: SingleGroups
    row: int
    own: Collection[str] = ()
    over_forms: FoldedForms = no_forms
    _made: dict[MeasureCell, Val] = attrs.field(factory=dict)

    def outputs(self, measure: str, cell: CellKey) -> tuple[Any, ...]:
        """The value of a measure in one cell, as slots hold it."""
        return slots_of(self._value(measure, cell))

    @property
    def emitter(self) -> ColumnEmitter:
        """An emitter that gives plain values."""
        reading = self.among.reading
        space = reading.plan.space
        inputs = inputs_of_groups(self.among.groups.columns, space)
        members: dict[str, Val] = {}
        for name, column in inputs.members.items():
            member = self.among.groups[column][self.row]
            members[name] = MemberName("", _UNANSWERED) if member is None else MemberName(member, 0)
        return ColumnEmitter(
            space=space,
            cells=reading.plan.cells,
            items=ItemColumns(inputs.answers),
            contributions=reading.contributions,
            population={**inputs.population(space), **members},
            elsewhere=self._elsewhere,
            before=self._of_round_before,
            registered=self._registered,
            over_forms=self.over_forms,
        )

    def _value(self, measure: str, cell: CellKey) -> Val:
        key = measure, cell
        if key not in self._made:
            planned = self.among.reading.plan.measure(measure)
            self._made[key] = computed(self.emitter, planned, cell)
        return self._made[key]

    def _elsewhere(self, node: nodes.MeasureValue, context: Context) -> Val:
        cell = self.among.reading.plan.cells.cell_of(node, context)
        if node.measure in self.own:
            return self._value(node.measure, cell)
        return self.among.known(*self._place(node.measure, cell), self.row)

    def _place(self, measure: str, cell: CellKey) -> tuple[int, int]:
        return place_of(self.among.reading.stages, measure, cell)

    def _of_round_before(self, node: nodes.MeasureValue, context: Context) -> Val:
        cell = self.among.reading.plan.cells.cell_of(node, context)
        return self.among.before(*self._place(node.measure, cell), self.row)

    def _registered(self, node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Num | None:
        """Compute a fold by its registered function; None for a built-in function."""
        reading = self.among.reading
        function = next((each for each in reading.plan.functions if each.name == node.function), None)
        if function is None:
            return None
        values = (
            attrs.evolve(each.value, kind=choose(each.there, each.kind, _IRRELEVANT)) for each in elements
        )
        pairs = [slots_of(each) for each in values]
        found = call_registered(function, reading.problems, [pairs], owner(reading.plan, node))
        number = plain_value(Num, found)
        return number if isinstance(number, Num) else None
