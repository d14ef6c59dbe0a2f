"""Applies withholding to the outputs of stages; `rules.disclosure` chooses what to withhold."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from digiramverk.rules.disclosure import (
    Crowd,
    GroupOutputs,
    Members,
    Questions,
    Withheld,
    value_of,
)
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import PlannedMeasure
from digiramverk.rules.scalar.generator import ANSWERS, FIRST_OUTPUTS, POPULATION
from digiramverk.rules.scalar.groups import Group
from digiramverk.rules.scalar.stage import Stage
from digiramverk.rules.space import RESPONSE, MeasureCell
from digiramverk.rules.types import Number

_WITHHELD = int(Missing.WITHHELD)


def withheld_of(stage: Stage, withheld: Withheld) -> Mapping[Members, frozenset[MeasureCell]]:
    """The withheld values of the groups of a stage: by members, measures and cells."""
    found: dict[Members, set[MeasureCell]] = {}
    for measure, cell, members in withheld.values:
        if (measure, cell) in stage.slots:
            found.setdefault(members, set()).add((measure, cell))
    return {members: frozenset(own) for members, own in found.items()}


def with_withheld(stage: Stage, outputs: Sequence[Any], named: Iterable[MeasureCell]) -> tuple[Any, ...]:
    """Outputs without the withheld values."""
    found = list(outputs)
    types = {measure.name: measure.type for measure in stage.measures}
    for measure, cell in named:
        slot = stage.slots[measure, cell]
        if isinstance(types[measure], Number):
            found[slot : slot + 2] = [_WITHHELD, 0]
        else:
            found[slot] = -_WITHHELD
    return tuple(found)


def outputs_of(groups: Iterable[Group]) -> list[GroupOutputs]:
    """The outputs of groups, for the choice of what else to withhold."""
    return [
        GroupOutputs(each.stage.measures, each.stage.slots, tuple(map(str, each.members)), each.outputs)
        for each in groups
        if each.stage.population != (RESPONSE,)
    ]


def slots_of_forms(questions: Questions, stages: Sequence[Stage]) -> list[tuple[PlannedMeasure, int, int]]:
    """The slots of values of forms that folds read: measure, stage and slot."""
    return [
        (questions.plan.measure(name), number, stage.slots[name, cell])
        for name, cell in questions.asked
        for number, stage in enumerate(stages)
        if (name, cell) in stage.slots
    ]


def crowd_of(questions: Questions, stages: Sequence[Stage], rows: Iterable[Sequence[Any]]) -> Crowd:
    """The forms in classes, from their rows."""
    crowd, space = Crowd(questions), questions.plan.space
    slots = slots_of_forms(questions, stages)
    for row in rows:
        values = tuple(
            value_of(measure, row[FIRST_OUTPUTS + number], slot, space) for measure, number, slot in slots
        )
        crowd.add(row[ANSWERS], row[POPULATION], values)
    crowd.sort()
    return crowd


def shown_forms(
    groups: Sequence[Group],
    rows: Sequence[Sequence[Any]],
    withheld: Withheld,
    positions: Mapping[str, int],
) -> list[Group]:
    """Groups without the withheld values of single forms."""
    named = dict.fromkeys((*withheld.forms, *withheld.everywhere))
    found: list[Group] = []
    for group in groups:
        hidden: frozenset[MeasureCell] = frozenset()
        if group.stage.population == (RESPONSE,):
            whose = rows[group.form][POPULATION]
            own = (name for name in named if name in group.stage.slots)
            hidden = frozenset(name for name in own if _is_hidden(name, whose, withheld, positions))
        if hidden:
            outputs = with_withheld(group.stage, group.outputs, hidden)
            found.append(attrs.evolve(group, outputs=outputs, withheld=hidden))
        else:
            found.append(group)
    return found


def _is_hidden(
    named: MeasureCell, whose: Sequence[object], withheld: Withheld, positions: Mapping[str, int]
) -> bool:
    return named in withheld.everywhere or any(
        tuple(whose[positions[name]] for name in population) in members
        for population, members in withheld.forms.get(named, {}).items()
    )
