"""A plan run on frames: the measures of forms as columns, those of groups by sums within each group."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final

import attrs
import narwhals as nw

from digiramverk.rules import nodes
from digiramverk.rules.forms import UNANSWERED, PopulationValue, population_positions
from digiramverk.rules.frame.adding import Added, columns_to_add
from digiramverk.rules.frame.batchwise import Batchwise
from digiramverk.rules.frame.earlier import Earlier, Known
from digiramverk.rules.frame.graph import Node, literal
from digiramverk.rules.frame.inputs import ROW, Frame, Inputs, collected
from digiramverk.rules.frame.looking_back import Batches, Elsewhere, LookingBack, ValuesOfForms
from digiramverk.rules.frame.made import FormColumns, columns_of
from digiramverk.rules.frame.packed import Contributions
from digiramverk.rules.frame.partials import Additive, Listed, Partial, Tabled, partial
from digiramverk.rules.frame.rows import Rows, Settled
from digiramverk.rules.frame.steps import Wanted
from digiramverk.rules.frame.tables import Items
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.registered import Problem
from digiramverk.rules.scalar.generate import AHEAD, Generated, Outputs, generate
from digiramverk.rules.scalar.program import Group, LeftOut, Program, absent_outputs
from digiramverk.rules.scalar.stages import Stage, asked_before, needs, stages
from digiramverk.rules.scalar.withholding import Grouped, totalled, withhold_enough
from digiramverk.rules.space import RESPONSE

MOST_KEPT: Final = 4
"""How many kinds of tables a program remembers the columns of."""
_ELEMENT: Final = "__e{}_{}_{}"
_SIZE: Final = "__size"
_NO_MEMBER: Final = -int(Missing.UNANSWERED)


@attrs.define
class Gathered:
    """What one key's groups have added up to so far.

    Attributes:
        first: position of the first form and its population values, by members.
        sizes: how many forms.
        additive: sums and greatest values.
        listed, tabled: by number of the fold.
    """

    first: dict[tuple[str, ...], tuple[int, tuple[PopulationValue, ...]]] = attrs.field(factory=dict)
    sizes: Counter[tuple[str, ...]] = attrs.field(factory=Counter)
    additive: dict[tuple[str, ...], list[int]] = attrs.field(factory=dict)
    listed: dict[tuple[str, ...], dict[int, Counter[tuple[int, ...]]]] = attrs.field(factory=dict)
    tabled: dict[tuple[str, ...], dict[int, list[list[tuple[int, int]]]]] = attrs.field(factory=dict)


@attrs.frozen
class FrameProgram:
    """A plan that runs on frames. See `digiramverk.scoring.frames.FrameScorer`, which feeds it.

    Attributes:
        plan: what is computed.
        chosen: the measures that are handed back, where not all are.
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
    def generated(self) -> Mapping[int, Generated]:
        """The last step of every stage of groups, from folds over forms to outputs."""
        return {
            number: generate(self.plan, self.stages, number, ahead=True)
            for number, stage in enumerate(self.stages)
            if stage.population != (RESPONSE,)
        }

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each population dimension stands in a form's population values."""
        return population_positions(self.plan.space)

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
        """The measures of which some rule asks for the value of the round before, by stage."""
        return asked_before(self.plan, self.stages)

    def rows(self, inputs: Inputs, groups: Known, earlier: Earlier | None) -> Rows:
        """Columns of a frame with a row per form, none asked for yet."""
        settled = next((each for known, each in self._settled if known == inputs), None)
        if settled is None:
            settled = Settled(self.alone, Items(inputs.answers))
            self._settled[:] = [*self._settled[1 - MOST_KEPT :], (inputs, settled)]
        return Rows(self.plan, self.stages, inputs, groups, self.contributions, settled, earlier)

    @cached_property
    def alone(self) -> frozenset[str]:
        """The measures that hang on nothing but the answers of one form, and on no registered function."""
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
        """The measures that belong to a form and are handed back, in the order of the plan."""
        own = (measure for measure in self.plan.measures if measure.population == (RESPONSE,))
        return tuple(measure for measure in own if self.chosen is None or measure.name in self.chosen)

    def form_columns(self, inputs: Inputs, groups: Known, earlier: Earlier) -> FormColumns:
        """What makes the columns of forms, kept for the next run where nothing else goes into them."""
        if any(groups.values()) or any(before.table is not None for before in earlier.tables.values()):
            return FormColumns.of(self.rows(inputs, groups, earlier), columns_of(self.form_measures))
        for known, found in self._kept:
            if known == inputs:
                return found
        made = FormColumns.of(self.rows(inputs, groups, earlier), columns_of(self.form_measures))
        self._kept[:] = [*self._kept[1 - MOST_KEPT :], (inputs, made)]
        return made

    def values_before(self, number: int, inputs: Inputs, known: Known, earlier: Earlier) -> ValuesOfForms:
        """What the forms of a stage say to those of the round after."""
        by_scalar = Batchwise(self.scalar, inputs, known, earlier)
        rows = self.rows(inputs, known, earlier)
        return ValuesOfForms.of(number, self.asked_before[number], rows, by_scalar)

    def run_groups(self, batches: Batches, inputs: Inputs, elsewhere: Elsewhere | None = None) -> "GroupRun":
        """Run all stages of groups.

        Args:
            batches: gives the forms.
            inputs: where these stand.
            elsewhere: gives what forms say to those of the round after, where they do not lie here.

        Raises:
            Unfit: some fold over forms cannot be computed on columns.
        """
        run = GroupRun(self, batches, inputs, elsewhere)
        for number, stage in enumerate(self.stages):
            if stage.population != (RESPONSE,):
                run.stage(number)
            if number in self.asked_before:
                run.look_back(number)
        return run


@attrs.define
class GroupRun:
    """Stages of groups under way.

    Attributes:
        program: what is run.
        batches: the forms.
        inputs: where they stand in their frames.
        elsewhere: gives what forms say to those of the round after, where they do not lie here.
        known: outputs by stage and members.
        groups: as the scalar program gives them.
        left_out: what could not be placed.
        problems: what registered folds did wrong.
        earlier: what the round before had.
    """

    program: FrameProgram
    batches: Batches
    inputs: Inputs
    elsewhere: Elsewhere | None = None
    known: dict[int, dict[tuple[object, ...], Outputs]] = attrs.field(factory=dict)
    groups: list[Group] = attrs.field(factory=list)
    left_out: list[LeftOut] = attrs.field(factory=list)
    problems: list[Problem] = attrs.field(factory=list)
    earlier: Earlier = attrs.field(factory=Earlier)
    _members: dict[tuple[str, ...], Gathered] = attrs.field(factory=dict)

    def stage(self, number: int) -> None:
        """Run one stage, which needs those before it."""
        generated = self.program.generated[number]
        stage = generated.stage
        rows = self.program.rows(self.inputs, self.known, self.earlier)
        registered = {each.name: each for each in self.program.plan.functions}
        partials = [partial(rows.emitter, each, registered, self.problems) for each in generated.ahead]
        self.problems += rows.problems
        gathered = self._gather(stage.population, rows, partials)
        finer = [self._within(stage.population, key, number) for key in generated.folds]
        results: list[Grouped] = []
        for members in self._in_order(gathered):
            given = _results(partials, gathered, members)
            row = self._row(given, gathered.first[members][1], number)
            folds = [other.get(members, ()) for other in finer]
            outputs = generated.function(row, folds)
            results.append(Grouped(members, gathered.sizes[members], list(outputs)))
        self._finish(number, results, gathered)

    def _finish(self, number: int, results: list[Grouped], gathered: Gathered) -> None:
        stage = self.program.stages[number]
        further = withhold_enough(stage, results, totalled(self.program.plan, stage.population))
        known: dict[tuple[object, ...], Outputs] = {}
        for one in results:
            outputs = known[one.members] = tuple(one.outputs)
            own = frozenset((name, cell) for name, cell, key in further if key == one.members)
            first = gathered.first[one.members][0]  # type: ignore[index]
            self.groups.append(Group(stage, first, one.size, outputs, one.members, own))
        self.known[number] = known

    def _in_order(self, gathered: Gathered) -> list[tuple[str, ...]]:
        if self.inputs.ordered:
            return sorted(gathered.first, key=lambda members: gathered.first[members][0])
        return sorted(gathered.first)

    @property
    def _no_answers(self) -> list[int]:
        """Any answers will do: outside folds over forms nothing depends on them."""
        return [UNANSWERED] * len(self.program.plan.space.items)

    # --- groups of groups -----------------------------------------------------------------------------

    def _within(
        self, population: tuple[str, ...], key: tuple[str, ...], number: int
    ) -> dict[tuple[str, ...], list[list[Any]]]:
        """The rows of finer groups by the members of the coarser ones that they are part of."""
        if key not in self._members:
            self._members[key] = self._gather(
                key, self.program.rows(self.inputs, self.known, self.earlier), ()
            )
        gathered = self._members[key]
        positions = [key.index(name) for name in population]
        found: dict[tuple[str, ...], list[list[Any]]] = {}
        for own in self._in_order(gathered):
            members = tuple(own[position] for position in positions)
            found.setdefault(members, []).append(self._row((), gathered.first[own][1], number))
        return found

    def _row(self, given: Sequence[int], population: tuple[PopulationValue, ...], number: int) -> list[Any]:
        """A row as generated functions read it, of a group instead of a form."""
        row: list[Any] = [self._no_answers, population, {AHEAD: given, **self._before(population)}]
        for earlier in range(number):
            stage = self.program.stages[earlier]
            if earlier not in self.known:
                row.append(None)
                continue
            members = tuple(population[self.program.positions[name]] for name in stage.population)
            row.append(self.known[earlier].get(members) or absent_outputs(stage))
        return row

    # --- the round before -------------------------------------------------------------------------------

    def look_back(self, number: int) -> None:
        """Keep what a stage gave for those of the next round who ask for it."""
        scalar = self.program.scalar
        looking = LookingBack(scalar, self.batches, self.inputs, self.known, self.earlier, self.elsewhere)
        if self.program.stages[number].population == (RESPONSE,):
            values = self.program.values_before(number, self.inputs, self.known, self.earlier)
            self.earlier.tables[number] = looking.at_forms(values)
        else:
            self.earlier.tables[number] = looking.at_groups(number, self.program.asked_before[number])

    def _before(self, population: tuple[PopulationValue, ...]) -> dict[int, Outputs]:
        """What the groups of earlier stages gave for the same members in the round before, by stage."""
        found: dict[int, Outputs] = {}
        for stage in self.earlier.tables.keys() & self.known.keys():
            nothing = absent_outputs(self.program.stages[stage])
            positions = self.program.positions
            outputs = self.earlier.of_group(stage, population, positions, self.known, nothing)
            if outputs is not None:
                found[stage] = outputs
        return found

    # --- sums within groups ----------------------------------------------------------------------------

    def _gather(self, key: tuple[str, ...], rows: Rows, partials: Sequence[Partial]) -> Gathered:
        gathered = Gathered()
        if any(name not in self.inputs.members for name in key):
            return gathered
        columns = [self.inputs.members[name] for name in key] or ["__all"]
        sums = columns_to_add(
            [column for each in partials if isinstance(each, Additive) for column in each.columns]
        )
        found = Added(columns, sums, self.inputs)
        wanted = Wanted({**sums.nodes, **_one_by_one(partials)})
        carried = [*([ROW] if self.inputs.ordered else []), *self.inputs.members.values()]
        for batch in self.batches():
            frame = rows.apply(batch, wanted, carried) if partials else batch
            if key:
                frame = frame.filter(*(~nw.col(name).is_null() for name in columns))
            else:
                frame = frame.with_columns(nw.lit(0).alias("__all"))
            found.add(frame)
            for number, each in enumerate(partials):
                if isinstance(each, Listed):
                    _list(gathered, frame, key, columns, number, each)
            tabled = {number: each for number, each in enumerate(partials) if isinstance(each, Tabled)}
            if tabled:
                _tabulate(gathered, frame, key, columns, tabled)
        for own, size, first, values, members in found.groups():
            whose = own if key else ()
            gathered.sizes[whose] = size
            gathered.first[whose] = first, self._population(dict(zip(key, own, strict=False)), members)
            gathered.additive[whose] = values
        return gathered

    def _population(self, own: Mapping[str, str], members: Mapping[str, Any]) -> tuple[PopulationValue, ...]:
        found = {**members, **own}
        values: list[PopulationValue] = []
        for name in self.program.positions:
            member = found.get(name)
            values.append(member if isinstance(member, str) else _NO_MEMBER)
        return tuple(values)


def _one_by_one(partials: Sequence[Partial]) -> dict[str, Node]:
    """The columns of folds that take values one by one."""
    return {
        _ELEMENT.format(number, position, part): literal(value, "Int64")
        if isinstance(value, int)
        else value.node
        for number, each in enumerate(partials)
        if isinstance(each, Listed | Tabled)
        for position, element in enumerate(each.elements)
        for part, value in enumerate(element)
    }


def _list(
    gathered: Gathered, frame: Frame, key: tuple[str, ...], columns: Sequence[str], number: int, each: Listed
) -> None:
    for position, element in enumerate(each.elements):
        names = [_ELEMENT.format(number, position, part) for part in range(len(element))]
        found = collected(frame.group_by(*columns, *names).agg(nw.len().alias(_SIZE)))
        for row in found.iter_rows(named=True):
            own = tuple(row[column] for column in columns) if key else ()
            combination = tuple(int(row[name]) for name in names)
            if combination[2] >= 0:
                counts = gathered.listed.setdefault(own, {}).setdefault(number, Counter())
                counts[combination] += int(row[_SIZE])


def _tabulate(
    gathered: Gathered,
    frame: Frame,
    key: tuple[str, ...],
    columns: Sequence[str],
    tabled: Mapping[int, Tabled],
) -> None:
    """All values that folds want one by one, by one query: a lazy frame is put together anew for each."""
    names = [
        _ELEMENT.format(number, position, part)
        for number, each in tabled.items()
        for position, element in enumerate(each.elements)
        for part in range(len(element))
    ]
    found = collected(frame.select(*columns, *names))
    width = len(columns)
    for row in found.iter_rows(named=False):
        own = tuple(row[:width]) if key else ()
        parts: Iterator[int] = iter(row[width:])
        tables = gathered.tabled.setdefault(own, {})
        for number, each in tabled.items():
            values = [(next(parts), next(parts), next(parts)) for _ in each.elements]
            pairs = [(n, d) if kind == 0 else (kind, 0) for n, d, kind in values]
            tables.setdefault(number, []).append(pairs)


def _results(partials: Sequence[Partial], gathered: Gathered, members: tuple[str, ...]) -> list[int]:
    """The results of all folds over the forms of one group, one after the other."""
    given: list[int] = []
    sums = iter(gathered.additive.pop(members))
    for number, each in enumerate(partials):
        match each:
            case Additive(columns=columns, finish=finish):
                given += finish([next(sums) for _ in columns])
            case Listed(finish=finish):
                given += finish(gathered.listed.get(members, {}).get(number, {}))
            case Tabled(finish=finish):
                given += finish(gathered.tabled.get(members, {}).get(number, []))
    return given
