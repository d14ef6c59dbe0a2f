"""The scalar reference engine: a plan made runnable."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from digiramverk.rules.disclosure import Members, Questions, Secrets, Withheld, decided
from digiramverk.rules.fold_calls import Problem
from digiramverk.rules.forms import Form, PopulationValue, population_positions
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.rounds import MAY_LACK, ROUND, links, rounds_before
from digiramverk.rules.scalar.generator import (
    FIRST_OUTPUTS,
    POPULATION,
    PREVIOUS,
    CodeMeanings,
    Generated,
    Outputs,
    StageFunction,
    generate,
    generate_values,
)
from digiramverk.rules.scalar.groups import Group
from digiramverk.rules.scalar.stage import Stage, asked_before, stages
from digiramverk.rules.scalar.withholding import crowd_of, outputs_of, shown_forms, with_withheld, withheld_of
from digiramverk.rules.space import RESPONSE, CellKey, MeasureCell
from digiramverk.rules.types import Number


@attrs.frozen
class LeftOut:
    """Forms that a measure could not place, because they lack a member of a dimension that it groups by."""

    measure: PlannedMeasure
    dimension: str
    forms: tuple[int, ...]


@attrs.frozen
class Run:
    """The results of a program for some forms.

    Attributes:
        groups: one per stage and set of members that occurs, in order of first occurrence.
        left_out: the forms that could not be placed.
        problems: the failures of registered folds in this run alone.
        withheld: what is withheld in addition to `show_if`.
    """

    groups: list[Group]
    left_out: list[LeftOut]
    problems: list[Problem]
    withheld: Withheld = attrs.field(factory=Withheld)


@attrs.frozen
class Program:
    """A plan with its generated functions; `apart` as for :func:`~digiramverk.rules.scalar.stage.stages`.

    Example: see :func:`digiramverk.scoring.engine.score`, which feeds it.
    """

    plan: Plan
    apart: bool = False

    @cached_property
    def generated(self) -> tuple[Generated, ...]:
        """The functions, one per stage."""
        cut = stages(self.plan, apart=self.apart)
        return tuple(generate(self.plan, cut, number) for number in range(len(cut)))

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The index of each population dimension in a form's population values."""
        return population_positions(self.plan.space)

    def run(self, forms: Sequence[Form], *, complementary: bool = True) -> Run:
        """Run all stages over all forms, and withhold what has to be withheld.

        Args:
            forms: the forms.
            complementary: whether to withhold also what would reveal something that `show_if` withholds.
                Without it nothing in the result may be shown to anybody: it is for proofs, on invented forms.
        """
        # A row grows by the outputs of each stage; `{}` takes those of the previous round.
        rows: list[list[Any]] = [[form.codes, form.population, {}] for form in forms]
        if not (complementary and self._is_guarded):
            return self._run_with(rows, Withheld())
        run = self._judge.decided(rows)
        if self._judge is not self:
            run = self._run_with(rows, run.withheld)
        return attrs.evolve(run, groups=shown_forms(run.groups, rows, run.withheld, self.positions))

    @cached_property
    def _judge(self) -> "Program":
        """The program that decides what is withheld: that of the whole plan, made once.

        A part of a plan withholds what the whole does: a caller may ask for the rest next.
        """
        return self if self.plan.whole is None else Program(self.plan.whole, apart=self.apart)

    @cached_property
    def secrets(self) -> Secrets:
        """What the measures reveal, worked out once."""
        return Secrets(self.plan)

    @cached_property
    def _questions(self) -> Questions:
        """What has to be known of every form for that, worked out once."""
        return Questions(self.plan)

    @cached_property
    def _is_guarded(self) -> bool:
        """Whether any value of a group can be withheld; cached, since scoring one form is often repeated."""
        return self._judge.secrets.is_guarded

    def _run_with(self, rows: list[list[Any]], withheld: Withheld) -> Run:
        """Run all stages while some values are withheld; rows get the outputs of every stage."""
        run = Run([], [], [], withheld)
        for row in rows:
            # Rows are reused when a decision on withholding runs the stages again.
            del row[FIRST_OUTPUTS:]
        for number, generated in enumerate(self.generated):
            hidden = withheld_of(generated.stage, withheld)
            run.groups.extend(self._run_stage(generated, rows, run, hidden))
            if number in self._asked_before:
                self._link_rounds(number, rows)
        return run

    def decided(self, rows: list[list[Any]]) -> Run:
        """A run of the whole plan that withholds what has to be withheld."""
        cut = [each.stage for each in self.generated]
        run, withheld = decided(
            self.secrets,
            lambda chosen: self._run_with(rows, chosen),
            lambda run: outputs_of(run.groups),
            lambda _: crowd_of(self._questions, cut, rows),
        )
        return attrs.evolve(run, withheld=withheld)

    def values_function(self, meanings: CodeMeanings) -> StageFunction:
        """The function of :func:`generate_values`: (row, (), noted) → values by (measure, cell)."""
        return generate_values(self.plan, stages(self.plan), meanings).function

    def listing(self) -> str:
        """The generated code for readers: every function, preceded by the constants that it uses."""
        parts: list[str] = []
        for generated in self.generated:
            grain = ", ".join(generated.stage.population)
            names = ", ".join(measure.name for measure in generated.stage.measures)
            bound = [f"{name} = {value!r}" for name, value in generated.constants.items()]
            parts.append("\n".join([f"# per {grain}: {names}", *bound, generated.source]))
        return "\n".join(parts)

    @cached_property
    def _asked_before(self) -> Collection[int]:
        """The stages whose value in the previous round some rule asks for."""
        return asked_before(self.plan, (generated.stage for generated in self.generated))

    def _link_rounds(self, number: int, rows: list[list[Any]]) -> None:
        """Store in every row the outputs of a stage for the same members in the previous round.

        Forms are linked by unit and group, if exactly one form of the earlier round has them.
        """
        population = self.generated[number].stage.population
        key = links(population)
        if ROUND not in key:
            return
        positions = [self.positions[name] for name in key]
        named = (row[POPULATION][self.positions[ROUND]] for row in rows)
        rounds = (name for name in named if isinstance(name, str))
        before = rounds_before(rounds, self.plan.space.rounds)
        found: dict[tuple[object, ...], list[Outputs]] = {}
        for row in rows:
            own = tuple(row[POPULATION][position] for position in positions)
            found.setdefault(own, []).append(row[FIRST_OUTPUTS + number])
        for row in rows:
            own = tuple(row[POPULATION][position] for position in positions)
            placed = all(isinstance(m, str) for m, n in zip(own, key, strict=True) if n != MAY_LACK)
            if not placed or own[key.index(ROUND)] not in before:
                continue
            earlier = found.get(
                tuple(before[m] if n == ROUND else m for m, n in zip(own, key, strict=True)), []
            )
            # Two forms of the same members: neither is *the* earlier one, so none is linked.
            if len(earlier) == 1 or (earlier and population != (RESPONSE,)):
                row[PREVIOUS][number] = earlier[0]

    def _run_stage(
        self,
        generated: Generated,
        rows: list[list[Any]],
        run: Run,
        withheld: Mapping[Members, frozenset[MeasureCell]],
    ) -> list[Group]:
        stage = generated.stage
        function = generated.function
        if stage.population == (RESPONSE,):
            groups = [
                Group(stage, index, 1, function(row, (), run.problems)) for index, row in enumerate(rows)
            ]
            for row, group in zip(rows, groups, strict=True):
                row.append(group.outputs)
            return groups
        members, unplaced = self._grouped(stage.population, range(len(rows)), rows)
        # Forms without a group still need an entry at this stage's position.
        absent = absent_outputs(stage)
        for dimension, forms in unplaced.items():
            run.left_out.extend(LeftOut(measure, dimension, tuple(forms)) for measure in stage.measures)
        for forms in unplaced.values():
            for index in forms:
                rows[index].append(absent)
        groups = []
        for key, indices in members.items():
            folds = [
                [rows[fine[0]] for fine in self._grouped(fold, indices, rows)[0].values()]
                for fold in generated.folds
            ]
            outputs = function(rows[indices[0]], folds, run.problems)
            own = withheld.get(tuple(map(str, key)), frozenset()) if withheld else frozenset()
            outputs = with_withheld(stage, outputs, own) if own else outputs
            groups.append(Group(stage, indices[0], len(indices), outputs, key, own))
            for index in indices:
                rows[index].append(outputs)
        return groups

    def _grouped(
        self, key: tuple[str, ...], indices: Iterable[int], rows: list[list[Any]]
    ) -> tuple[dict[tuple[PopulationValue, ...], list[int]], dict[str, list[int]]]:
        if key == (RESPONSE,):
            # Responses are told apart by position: two files may use the same name.
            return {(index,): [index] for index in indices}, {}
        positions = [(name, self.positions[name]) for name in key]
        members: dict[tuple[PopulationValue, ...], list[int]] = {}
        unplaced: dict[str, list[int]] = {}
        for index in indices:
            population = rows[index][POPULATION]
            lacking = [name for name, position in positions if not isinstance(population[position], str)]
            if lacking:
                unplaced.setdefault(lacking[0], []).append(index)
            else:
                members.setdefault(tuple(population[position] for _, position in positions), []).append(index)
        return members, unplaced


def absent_outputs(stage: Stage) -> Outputs:
    """The outputs of a stage of groups for a form that belongs to none of them."""
    undecided = int(Missing.UNDECIDED)
    outputs: list[int] = []
    for measure in stage.measures:
        outputs += ((undecided, 0) if isinstance(measure.type, Number) else (-undecided,)) * len(
            measure.cells
        )
    return tuple(outputs)


def cells_of(group: Group) -> Iterable[tuple[PlannedMeasure, CellKey, int]]:
    """The measures and cells of a group with the first slot of each value in its outputs."""
    slots = group.stage.slots
    return (
        (measure, cell, slots[measure.name, cell])
        for measure in group.stage.measures
        for cell in measure.cells
    )
