"""A plan that runs on frames: measures of forms as columns, measures of groups by sums within each group.

The invariant: **a stage reads only finished stages, and what is withheld is decided by the whole plan**.
Values are removed before later stages read them; hiding them in the output would be simpler, but a share
computed from a withheld count gives it away. And a caller who asks for one measure today may ask for another
tomorrow, so a part of a plan withholds what the whole does. The cost: with `show_if` on groups the stages run
more than once, until a run withholds all that has to be.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import RESPONSE, Plan, PlannedMeasure, Problem, nodes
from digiramverk.rules.disclosure import Crowd, Questions, Secrets, Withheld, decided
from digiramverk.rules.scalar import (
    Program,
    Stage,
    asked_before,
    needs,
    stages,
    withheld_of,
)
from digiramverk.tables.batches import Batchwise
from digiramverk.tables.figures import GroupTable
from digiramverk.tables.form_columns import Rows, Settled
from digiramverk.tables.form_table import FormColumns, columns_of
from digiramverk.tables.gathering import gather
from digiramverk.tables.group_stages import GroupStage
from digiramverk.tables.history import Batches, LookingBack, StageParts, ValuesOfForms
from digiramverk.tables.item_sums import ItemColumns
from digiramverk.tables.layout import Inputs
from digiramverk.tables.packed_sums import Contributions
from digiramverk.tables.previous_round import Earlier, GroupTables
from digiramverk.tables.single_groups import StageInputs
from digiramverk.tables.withholding import crowd_of, outputs_of, with_withheld_groups

MOST_KEPT: Final = 4
"""The number of input layouts whose columns a program remembers."""


@attrs.frozen
class FrameProgram:
    """A plan that runs on frames. `digiramverk.scoring.tables.frames.FrameScorer` feeds it.

    Attributes:
        plan: the plan to compute.
        chosen: the measures to return, if not all.
    """

    plan: Plan
    chosen: frozenset[str] | None = None
    _kept: list[tuple[Inputs, FormColumns]] = attrs.field(factory=list, init=False, eq=False, repr=False)
    _settled: list[tuple[Inputs, Settled]] = attrs.field(factory=list, init=False, eq=False, repr=False)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The plan's stages."""
        return stages(self.plan, apart=True)

    @cached_property
    def contributions(self) -> Contributions:
        """What items contribute to folds."""
        return Contributions(self.plan.space)

    @cached_property
    def scalar(self) -> Program:
        """The same plan for the scalar engine, cut into the same stages."""
        return Program(self.plan, apart=True)

    @cached_property
    def asked_before(self) -> Mapping[int, tuple[PlannedMeasure, ...]]:
        """The measures whose value in the previous round some rule asks for, by stage."""
        return asked_before(self.plan, self.stages)

    def rows(self, inputs: Inputs, groups: GroupTables, earlier: Earlier | None) -> Rows:
        """Columns of a frame with one row per form, none emitted yet."""
        settled = next((each for known, each in self._settled if known == inputs), None)
        if settled is None:
            settled = Settled(self.alone, ItemColumns(inputs.answers))
            self._settled[:] = [*self._settled[1 - MOST_KEPT :], (inputs, settled)]
        return Rows(
            self.plan, self.stages, self.of_forms, inputs, groups, self.contributions, settled, earlier
        )

    @cached_property
    def of_forms(self) -> frozenset[str]:
        """The measures of forms."""
        return frozenset(each.name for each in self.plan.measures if each.population == (RESPONSE,))

    @cached_property
    def alone(self) -> frozenset[str]:
        """The measures that depend on the answers of one form alone, and on no registered function."""
        registered = {each.name for each in self.plan.functions}
        found: set[str] = set()
        for measure in self.plan.measures:
            roots = (root for root in (measure.node, measure.show_if) if root is not None)
            bound = any(
                isinstance(node, nodes.Previous)
                or (isinstance(node, nodes.Aggregate) and node.function in registered)
                for root in roots
                for node in nodes.walk(root)
            )
            if measure.population == (RESPONSE,) and not bound and needs(measure) <= found:
                found.add(measure.name)
        return frozenset(found)

    @cached_property
    def form_measures(self) -> tuple[PlannedMeasure, ...]:
        """The measures of forms to return, in the order of the plan."""
        own = (measure for measure in self.plan.measures if measure.population == (RESPONSE,))
        return tuple(measure for measure in own if self.chosen is None or measure.name in self.chosen)

    def form_columns(self, inputs: Inputs, groups: GroupTables, earlier: Earlier) -> FormColumns:
        """The columns of forms; kept for the next run if they depend on nothing else."""
        # Columns that read groups or the previous round belong to this run alone.
        if any(groups.values()) or any(before.table is not None for before in earlier.tables.values()):
            return FormColumns.of(self.rows(inputs, groups, earlier), columns_of(self.form_measures))
        for known, found in self._kept:
            if known == inputs:
                return found
        made = FormColumns.of(self.rows(inputs, groups, earlier), columns_of(self.form_measures))
        self._kept[:] = [*self._kept[1 - MOST_KEPT :], (inputs, made)]
        return made

    def values_before(
        self, number: int, inputs: Inputs, known: GroupTables, earlier: Earlier, problems: list[Problem]
    ) -> ValuesOfForms:
        """The values of the forms of a stage, for the next round; `problems` as in :class:`GroupRun`."""
        by_scalar = Batchwise(self.scalar, inputs, known, earlier, problems)
        rows = self.rows(inputs, known, earlier)
        return ValuesOfForms.of(number, self.asked_before[number], rows, by_scalar)

    def run_groups(self, batches: Batches, inputs: Inputs, elsewhere: StageParts | None = None) -> "GroupRun":
        """Run all group stages.

        Args:
            batches: gives the forms.
            inputs: the columns that hold them.
            elsewhere: computes the values of forms for the next round in the process that holds the forms.

        Raises:
            Unfit: some fold over forms cannot be computed on columns.
        """
        if not self._judge.secrets.is_guarded:
            return self._run_with(Withheld(), batches, inputs, elsewhere)
        # Decided on every form first: what one group may show depends on all the others.
        run = self._judge.decided(batches, inputs, elsewhere)
        # Otherwise this program repeats the run with the whole plan's choice.
        if self._judge is self:
            return run
        return self._run_with(run.withheld, batches, inputs, elsewhere)

    @cached_property
    def _judge(self) -> "FrameProgram":
        """The program that decides what is withheld: that of the whole plan, made once.

        A part of a plan withholds what the whole does: a caller may ask for the rest next.
        """
        return self if self.plan.whole is None else FrameProgram(self.plan.whole)

    @cached_property
    def secrets(self) -> Secrets:
        """What the measures reveal, worked out once."""
        return Secrets(self.plan)

    def _run_with(
        self, withheld: Withheld, batches: Batches, inputs: Inputs, elsewhere: StageParts | None
    ) -> "GroupRun":
        run = GroupRun(self, batches, inputs, elsewhere, withheld)
        for number, stage in enumerate(self.stages):
            if stage.population != (RESPONSE,):
                run.stage(number)
            if number in self.asked_before:
                run.look_back(number)
        return run

    def decided(self, batches: Batches, inputs: Inputs, elsewhere: StageParts | None) -> "GroupRun":
        """A run that withholds what has to be withheld."""

        def crowd(run: GroupRun) -> Crowd:
            by_scalar = Batchwise(self.scalar, inputs, run.known, run.earlier, run.problems)
            return crowd_of(Questions(self.plan), batches(), self.scalar, by_scalar)

        run, withheld = decided(
            self.secrets,
            lambda chosen: self._run_with(chosen, batches, inputs, elsewhere),
            lambda run: outputs_of(run.known.values()),
            crowd,
        )
        run.withheld = withheld
        return run


@attrs.define
class GroupRun:
    """The group stages of one run.

    Attributes:
        program: the program to run.
        batches: the forms.
        inputs: the columns that hold them.
        elsewhere: computes the values of forms for the next round in the process that holds the forms.
        withheld: what is withheld in addition to `show_if`.
        known: the results of group stages so far.
        problems: the failures of registered folds.
        earlier: the values of the previous round.
    """

    program: FrameProgram
    batches: Batches
    inputs: Inputs
    elsewhere: StageParts | None = None
    withheld: Withheld = attrs.field(factory=Withheld)
    known: dict[int, GroupTable] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)
    earlier: Earlier = attrs.field(factory=Earlier)
    _members: dict[tuple[str, ...], pl.DataFrame] = attrs.field(factory=dict)

    def stage(self, number: int) -> None:
        """Run one stage, after all stages before it."""
        program = self.program
        reading = StageInputs(
            program.plan, program.stages, program.contributions, self.known, self.earlier, self.problems
        )
        rows = program.rows(self.inputs, self.known, self.earlier)
        table = GroupStage(reading, number, rows, self.batches, self._finer).table()
        withheld = withheld_of(table.stage, self.withheld)
        self.known[number] = with_withheld_groups(table, withheld)

    def _finer(self, key: tuple[str, ...]) -> pl.DataFrame:
        """The groups of a key, without any sums."""
        if key not in self._members:
            self._members[key] = gather(key, self.inputs, self.batches(), None, ()).groups
        return self._members[key]

    # --- the previous round
    # ----------------------------------------------------------------------------------

    def look_back(self, number: int) -> None:
        """Keep the values of a stage for the next round."""
        scalar = self.program.scalar
        looking = LookingBack(scalar, self.batches, self.inputs, self.known, self.earlier, self.elsewhere)
        if self.program.stages[number].population == (RESPONSE,):
            values = self.program.values_before(number, self.inputs, self.known, self.earlier, self.problems)
            self.earlier.tables[number] = looking.at_forms(values)
        else:
            self.earlier.tables[number] = looking.at_groups(number, self.program.asked_before[number])
