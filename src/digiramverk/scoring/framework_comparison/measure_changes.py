"""Which measures can give other values, found from the two plans without any answers."""

from collections.abc import Collection, Iterator
from typing import Final, Literal

import attrs

from digiramverk.rules import ITEM, Item, Plan, PlannedMeasure
from digiramverk.rules.nodes import Aggregate, Fact, MeasureValue, MemberOf, Node, walk

Cause = Literal["rule", "indicators", "order", "forms", "measures"]
"""Why a measure can change.

Its own rule, the indicators it reads, an order of members, the dimensions of a result, or other measures.
"""

_OF_FORMS: Final = frozenset({"published"})


@attrs.frozen
class MeasureChange:
    """One measure of either framework or of both.

    Attributes:
        name: the measure.
        state: whether it is in one framework only, can change, or gives the same values for the same answers.
        causes: why it can change.
        through: the changed measures that it builds on.
    """

    name: str
    state: Literal["added", "removed", "can_change", "same"]
    causes: tuple[Cause, ...] = ()
    through: tuple[str, ...] = ()


def measure_changes(first: Plan, second: Plan) -> tuple[MeasureChange, ...]:
    """Every measure of both plans.

    *Same* is a promise. *Can change* does not mean that it does for given answers.
    """
    if first.fingerprint == second.fingerprint:
        return tuple(MeasureChange(measure.name, "same") for measure in second.measures)
    names = {measure.name for measure in first.measures}
    changed: dict[str, MeasureChange] = {}
    for measure in second.measures:
        if measure.name not in names:
            changed[measure.name] = MeasureChange(measure.name, "added")
            continue
        through = tuple(
            name for name in _builds_on(measure) if name in changed and changed[name].state != "same"
        )
        causes = tuple(_causes(first.measure(measure.name), measure, first, second))
        causes += ("measures",) if through else ()
        state: Literal["can_change", "same"] = "can_change" if causes else "same"
        changed[measure.name] = MeasureChange(measure.name, state, causes, through)
    kept = {measure.name for measure in second.measures}
    gone = (MeasureChange(m.name, "removed") for m in first.measures if m.name not in kept)
    return (*changed.values(), *gone)


def _nodes(measure: PlannedMeasure) -> Iterator[Node]:
    yield from walk(measure.node)
    if measure.show_if is not None:
        yield from walk(measure.show_if)


def _builds_on(measure: PlannedMeasure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.measure for node in _nodes(measure) if isinstance(node, MeasureValue)))


def _causes(one: PlannedMeasure, other: PlannedMeasure, first: Plan, second: Plan) -> Iterator[Cause]:
    if attrs.evolve(one, cells=(), format=None) != attrs.evolve(other, cells=(), format=None):
        yield "rule"
    if first.results_per != second.results_per or first.functions != second.functions:
        yield "forms"
    if (_reads_items(other) and _items(first, other) != _items(second, other)) or one.cells != other.cells:
        yield "indicators"
    if any(first.space.order_of(name) != second.space.order_of(name) for name in _dimensions(other)):
        yield "order"


def _reads_items(measure: PlannedMeasure) -> bool:
    return any(isinstance(node, Fact) and node.name not in _OF_FORMS for node in _nodes(measure))


def _items(plan: Plan, measure: PlannedMeasure) -> set[str]:
    """The indicators that a measure may read, as rules see them: those it names, or else all."""
    facts = [node for node in _nodes(measure) if isinstance(node, Fact) and node.name not in _OF_FORMS]
    named: Collection[str | None] = {fact.item for fact in facts}
    return {_seen(item) for item in plan.space.items if None in named or item.id in named}


def _seen(item: Item) -> str:
    return repr((item.id, item.levels, item.weight, sorted(item.members.items())))


def _dimensions(measure: PlannedMeasure) -> set[str]:
    """The dimensions whose order may affect a measure."""
    found = {name for name in measure.per if name != ITEM}
    for node in _nodes(measure):
        if isinstance(node, Aggregate):
            found |= {name for name in node.framework if name != ITEM}
        if isinstance(node, MemberOf) and node.dimension != ITEM:
            found.add(node.dimension)
    return found
