"""A plan cut into stages: measures of the same population members, computed together."""

from collections.abc import Iterable

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import RESPONSE, CellKey, MeasureCell
from digiramverk.rules.types import Number


@attrs.frozen
class Stage:
    """Measures of one population grain.

    Attributes:
        population: the population dimensions that one result belongs to.
        measures: in an order in which each can be computed.
        slots: the first slot of each measure's cell in the tuple that the stage returns.
        size: the length of that tuple.
    """

    population: tuple[str, ...]
    measures: tuple[PlannedMeasure, ...]
    slots: dict[MeasureCell, int]
    size: int


def stages(plan: Plan, *, apart: bool = False) -> tuple[Stage, ...]:
    """The stages of a plan, each after those that it needs, as few as the order allows.

    Args:
        plan: the plan to cut.
        apart: whether a fold over forms may read only the results of earlier stages.
    """
    waiting = list(plan.measures)
    needed = {measure.name: needs(measure) for measure in waiting}
    guarded = {measure.name for measure in waiting if measure.show_if is not None}
    earlier = {measure.name: needs_of_round_before(measure) for measure in waiting}
    done: set[str] = set()
    result: list[Stage] = []
    while waiting:
        ready = [measure.population for measure in waiting if needed[measure.name] <= done]
        # Measures of single forms come first: then the first stage alone can score one form.
        population = (RESPONSE,) if (RESPONSE,) in ready else ready[0]
        chosen: list[PlannedMeasure] = []
        for measure in waiting:
            # Withheld values and those of the previous round are known only after a whole stage has run: a
            # measure that reads one waits for a later stage.
            read = earlier[measure.name] | (needed[measure.name] & guarded)
            if apart:
                # The table engine adds forms up before a stage runs, so a fold cannot read its own stage.
                read |= needs_inside_folds(measure)
            settled = read.isdisjoint(each.name for each in chosen)
            if measure.population == population and needed[measure.name] <= done and settled:
                chosen.append(measure)
                done.add(measure.name)
        waiting = [measure for measure in waiting if measure.name not in done]
        result.append(_stage(population, tuple(chosen)))
    return tuple(result)


def place_of(stages: Iterable[Stage], measure: str, cell: CellKey) -> tuple[int, int]:
    """The stage that computes a value, by position, and the first slot of the value."""
    key = measure, cell
    return next((number, stage.slots[key]) for number, stage in enumerate(stages) if key in stage.slots)


def _stage(population: tuple[str, ...], measures: tuple[PlannedMeasure, ...]) -> Stage:
    slots: dict[MeasureCell, int] = {}
    size = 0
    for measure in measures:
        for cell in measure.cells:
            slots[measure.name, cell] = size
            size += 2 if isinstance(measure.type, Number) else 1
    return Stage(population, measures, slots, size)


def needs(measure: PlannedMeasure) -> set[str]:
    """The names of the measures that a measure reads directly."""
    roots = [measure.node] if measure.show_if is None else [measure.node, measure.show_if]
    return {
        node.measure for root in roots for node in nodes.walk(root) if isinstance(node, nodes.MeasureValue)
    }


def needs_inside_folds(measure: PlannedMeasure) -> set[str]:
    """The names of the measures that a measure reads inside folds over the population."""
    roots = [measure.node] if measure.show_if is None else [measure.node, measure.show_if]
    return {
        part.measure
        for root in roots
        for node in nodes.walk(root)
        if isinstance(node, nodes.Aggregate) and node.folds_population
        for part in nodes.walk(node)
        if isinstance(part, nodes.MeasureValue)
    }


def needs_of_round_before(measure: PlannedMeasure) -> set[str]:
    """The names of the measures whose value in the previous round a measure reads."""
    roots = [measure.node] if measure.show_if is None else [measure.node, measure.show_if]
    return {
        node.operand.measure
        for root in roots
        for node in nodes.walk(root)
        if isinstance(node, nodes.Previous)
    }


def asked_before(plan: Plan, stages: Iterable[Stage]) -> dict[int, tuple[PlannedMeasure, ...]]:
    """The measures whose value in the previous round some rule asks for, by stage."""
    wanted = {name for measure in plan.measures for name in needs_of_round_before(measure)}
    found = (
        (number, tuple(measure for measure in stage.measures if measure.name in wanted))
        for number, stage in enumerate(stages)
    )
    return {number: measures for number, measures in found if measures}
