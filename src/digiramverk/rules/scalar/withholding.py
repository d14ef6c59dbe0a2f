"""Withholding enough: where one of several groups is withheld, another one is too.

A group that is too small to be shown could else be worked out from a total and the groups beside it. So
among groups that differ only in a dimension over which there is a total, never exactly one is withheld while
others are shown: the smallest of the shown ones is withheld with it.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.scalar.stages import Stage
from digiramverk.rules.space import Cell
from digiramverk.rules.types import Number

_WITHHELD = int(Missing.WITHHELD)


@attrs.frozen
class Grouped:
    """One group of a stage: its members, how many forms it has, and its outputs, which may be changed."""

    members: tuple[object, ...]
    size: int
    outputs: list[Any]


def totalled(plan: Plan, population: tuple[str, ...]) -> tuple[int, ...]:
    """The positions of the dimensions over which some measure gives a total.

    A total is a measure of the same groups but for that dimension, folded from forms and not from values that
    are themselves withheld. How many there are is no secret, so what is made of counts alone is none: how
    many were invited in all, say. A part of a plan withholds what the whole does: who asks for less now may
    ask for the total next.
    """
    plan = plan.whole or plan
    guarded = {measure.name for measure in plan.measures if measure.show_if is not None}
    totals = [set(measure.population) for measure in plan.measures if _folds_forms(measure, guarded, plan)]
    return tuple(
        position
        for position, name in enumerate(population)
        if any(total <= set(population) - {name} for total in totals)
    )


def _folds_forms(measure: PlannedMeasure, guarded: set[str], plan: Plan) -> bool:
    return any(
        isinstance(node, nodes.Aggregate)
        and node.folds_population
        and not any(
            isinstance(part, nodes.MeasureValue) and part.measure in guarded for part in nodes.walk(node)
        )
        and isinstance(measure.type, Number)
        and _reads_more_than_counts(node, plan)
        for node in nodes.walk(measure.node)
    )


def _reads_more_than_counts(node: nodes.Node, plan: Plan) -> bool:
    """Whether a value hangs on anything but how many there are, counted or stated by forms."""
    match node:
        case nodes.Aggregate(function="count"):
            return False
        case nodes.Fact() | nodes.MemberOf():
            return True
        case nodes.MeasureValue(measure=measure):
            return _reads_more_than_counts(plan.measure(measure).node, plan)
        case nodes.Guard(value=value):
            return _reads_more_than_counts(value, plan)
        case _:
            return any(_reads_more_than_counts(part, plan) for part in nodes.parts(node))


def withhold_enough(
    stage: Stage, rows: Sequence[Grouped], positions: Sequence[int]
) -> list[tuple[str, Cell, tuple[object, ...]]]:
    """Withhold further values of measures with `show_if` until none can be worked out.

    Args:
        stage: what was computed.
        rows: its groups.
        positions: the dimensions over which there are totals, see :func:`totalled`.

    Returns:
        What was withheld beyond what `show_if` itself withholds: measure, cell, members.
    """
    further: list[tuple[str, Cell, tuple[object, ...]]] = []
    for measure in stage.measures:
        if measure.show_if is None:
            continue
        for cell in measure.cells:
            slot = stage.slots[measure.name, cell]
            further += [(measure.name, cell, row.members) for row in withhold(measure, slot, rows, positions)]
    return further


def withhold(
    measure: PlannedMeasure, slot: int, rows: Sequence[Grouped], positions: Sequence[int]
) -> list[Grouped]:
    """The same for what stands in one slot; which rows were changed."""
    taken: list[Grouped] = []
    changed = True
    while changed:
        changed = False
        for position in positions:
            for alike in _alike(rows, position):
                hidden = [row for row in alike if _is_withheld(measure, slot, row)]
                shown = [row for row in alike if _is_known(measure, slot, row)]
                if len(hidden) == 1 and shown:
                    # Among groups of one size the name decides, so that the order of forms never does.
                    least = min(shown, key=lambda row: (row.size, [str(each) for each in row.members]))
                    _set_withheld(measure, slot, least)
                    taken.append(least)
                    changed = True
    return taken


def _alike(rows: Sequence[Grouped], position: int) -> list[list[Grouped]]:
    """The groups that differ in one dimension only."""
    found: dict[tuple[object, ...], list[Grouped]] = {}
    for row in rows:
        found.setdefault((*row.members[:position], *row.members[position + 1 :]), []).append(row)
    return list(found.values())


def _is_withheld(measure: PlannedMeasure, slot: int, row: Grouped) -> bool:
    if isinstance(measure.type, Number):
        return bool(row.outputs[slot] == _WITHHELD and row.outputs[slot + 1] == 0)
    return bool(row.outputs[slot] == -_WITHHELD)


def _is_known(measure: PlannedMeasure, slot: int, row: Grouped) -> bool:
    if isinstance(measure.type, Number):
        return bool(row.outputs[slot + 1] != 0)
    code = row.outputs[slot]
    return not isinstance(code, int) or code >= 0


def _set_withheld(measure: PlannedMeasure, slot: int, row: Grouped) -> None:
    if isinstance(measure.type, Number):
        row.outputs[slot : slot + 2] = [_WITHHELD, 0]
    else:
        row.outputs[slot] = -_WITHHELD
