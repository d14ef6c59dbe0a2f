"""A plan made runnable: the scalar reference engine."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.scalar.generate import Generated, Outputs, generate, population_positions
from digiramverk.rules.scalar.stages import Stage, stages
from digiramverk.rules.space import RESPONSE, Cell
from digiramverk.rules.types import Number

PopulationValue = str | int
"""A member's id; minus the kind of missing where a form has none; 1 or 0 for `published`."""


@attrs.frozen
class Form:
    """One form, ready to be scored.

    Attributes:
        codes: the state of every item in the order of the space (see `states`): 0 unanswered, 1 not
            relevant, 2 and up the levels.
        population: the members it belongs to in the order of :func:`population_positions`, `published` last.
    """

    codes: Sequence[int]
    population: tuple[PopulationValue, ...]


@attrs.frozen
class Group:
    """The outputs of one stage for one set of population members.

    Attributes:
        stage: which stage.
        form: the index of the first form that belongs to it.
        size: how many forms belong to it.
        outputs: what the stage returned.
    """

    stage: Stage
    form: int
    size: int
    outputs: Outputs


@attrs.frozen
class LeftOut:
    """Forms that a measure could not place, since they lack a member of a dimension that it groups by."""

    measure: PlannedMeasure
    dimension: str
    forms: tuple[int, ...]


@attrs.frozen
class Program:
    """A plan with its generated functions.

    Example: see :func:`digiramverk.scoring.engine.score`, which feeds it.
    """

    plan: Plan

    @cached_property
    def generated(self) -> tuple[Generated, ...]:
        """The functions, one per stage."""
        cut = stages(self.plan)
        return tuple(generate(self.plan, cut, number) for number in range(len(cut)))

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each population dimension stands in a form's population values."""
        return population_positions(self.plan.space)

    def run(self, forms: Sequence[Form]) -> tuple[list[Group], list[LeftOut]]:
        """Run all stages over all forms.

        Returns:
            One group per stage and set of members that occurs, in order of first occurrence; and what could
            not be placed.
        """
        rows: list[list[Any]] = [[form.codes, form.population] for form in forms]
        groups: list[Group] = []
        left_out: list[LeftOut] = []
        for generated in self.generated:
            groups += self._run_stage(generated, rows, left_out)
        return groups, left_out

    def run_form(self, form: Form) -> Outputs:
        """The outputs of the first stage for one form, where that stage belongs to a response."""
        return self.generated[0].function((form.codes, form.population), ())

    def _run_stage(self, generated: Generated, rows: list[list[Any]], left_out: list[LeftOut]) -> list[Group]:
        stage = generated.stage
        function = generated.function
        if stage.population == (RESPONSE,):
            groups = [Group(stage, index, 1, function(row, ())) for index, row in enumerate(rows)]
            for row, group in zip(rows, groups, strict=True):
                row.append(group.outputs)
            return groups
        members, unplaced = self._grouped(stage.population, range(len(rows)), rows)
        absent = _absent(stage)
        for dimension, forms in unplaced.items():
            left_out += [LeftOut(measure, dimension, tuple(forms)) for measure in stage.measures]
        for forms in unplaced.values():
            for index in forms:
                rows[index].append(absent)
        groups = []
        for indices in members.values():
            folds = [
                [rows[fine[0]] for fine in self._grouped(key, indices, rows)[0].values()]
                for key in generated.folds
            ]
            outputs = function(rows[indices[0]], folds)
            groups.append(Group(stage, indices[0], len(indices), outputs))
            for index in indices:
                rows[index].append(outputs)
        return groups

    def _grouped(
        self, key: tuple[str, ...], indices: Iterable[int], rows: list[list[Any]]
    ) -> tuple[dict[tuple[PopulationValue, ...], list[int]], dict[str, list[int]]]:
        if key == (RESPONSE,):
            # Responses are told apart by position: two files may well use one name.
            return {(index,): [index] for index in indices}, {}
        positions = [(name, self.positions[name]) for name in key]
        members: dict[tuple[PopulationValue, ...], list[int]] = {}
        unplaced: dict[str, list[int]] = {}
        for index in indices:
            population = rows[index][1]
            lacking = [name for name, position in positions if not isinstance(population[position], str)]
            if lacking:
                unplaced.setdefault(lacking[0], []).append(index)
            else:
                members.setdefault(tuple(population[position] for _, position in positions), []).append(index)
        return members, unplaced


def _absent(stage: Stage) -> Outputs:
    undecided = int(Missing.UNDECIDED)
    outputs: list[int] = []
    for measure in stage.measures:
        outputs += ((undecided, 0) if isinstance(measure.type, Number) else (-undecided,)) * len(
            measure.cells
        )
    return tuple(outputs)


def cells_of(group: Group) -> Iterable[tuple[PlannedMeasure, Cell, int]]:
    """The measures and cells of a group with the slot where each value begins in its outputs."""
    slots = group.stage.slots
    return (
        (measure, cell, slots[measure.name, cell])
        for measure in group.stage.measures
        for cell in measure.cells
    )
