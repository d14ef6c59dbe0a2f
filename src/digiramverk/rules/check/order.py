"""In which order measures are checked: each after those that it names."""

from collections.abc import Collection, Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from digiramverk.rules import syntax

Named = Mapping[str, Iterable[syntax.Syntax]]
"""The expressions of each measure."""


def references(expression: syntax.Syntax) -> Iterable[syntax.Name | syntax.Call]:
    """All places where an expression names something."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, syntax.Name | syntax.Call):
            yield node
        waiting += syntax.parts(node)


def in_order(expressions: Named, measures: Collection[str]) -> tuple[list[str], list[tuple[str, ...]]]:
    """The measures in an order in which each comes after those that it names.

    Args:
        expressions: the expressions of each.
        measures: the names that stand for measures; others (taken by a function, say) mean something else.

    Returns:
        The order, and the rings of measures that are computed from one another. Those are not in the order.
    """
    needs: dict[str, list[str]] = {}
    for name, own in expressions.items():
        named = (reference.name for expression in own for reference in references(expression))
        needs[name] = [other for other in dict.fromkeys(named) if other in measures]
    rings: list[tuple[str, ...]] = []
    while True:
        try:
            return list(TopologicalSorter(needs).static_order()), rings
        except CycleError as error:
            # graphlib gives the ring from the needed to the needing; people read it the other way.
            ring = tuple(reversed(error.args[1]))
            rings.append(ring)
            needs = {
                name: [other for other in others if other not in ring]
                for name, others in needs.items()
                if name not in ring
            }
