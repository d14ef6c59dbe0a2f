"""The order in which measures are checked: each after those that it names."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from graphlib import TopologicalSorter

from digiramverk.rules import syntax

ExpressionsByMeasure = Mapping[str, Iterable[syntax.Syntax]]
"""The expressions of each measure."""


def references(expression: syntax.Syntax) -> Iterable[syntax.Name | syntax.Call]:
    """All places where an expression names something other than a function."""
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, syntax.Name) or (isinstance(node, syntax.Call) and not node.is_function):
            yield node
        waiting += syntax.parts(node)


def in_order(
    expressions: ExpressionsByMeasure, measures: Collection[str]
) -> tuple[list[str], list[tuple[str, ...]]]:
    """The measures in an order in which each comes after those that it names.

    Args:
        expressions: the expressions of each.
        measures: the names that refer to measures; others (a fact's, say) mean something else.

    Returns:
        The order, and the rings of measures that are computed from one another. Those are not in the order.
    """
    needs: dict[str, list[str]] = {}
    for name, own in expressions.items():
        named = (reference.name for expression in own for reference in references(expression))
        needs[name] = [other for other in dict.fromkeys(named) if other in measures]
    rings = [*_rings(needs)]
    ringed = frozenset(name for ring in rings for name in ring)
    left = {
        name: [other for other in others if other not in ringed]
        for name, others in needs.items()
        if name not in ringed
    }
    return list(TopologicalSorter(left).static_order()), rings


def _rings(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Rings, no two of which share a measure; without them no ring is left.

    In a ring each names the next, and the last is the first again. One walk through all names removes each
    ring that it meets, so that thousands of rings take no longer than none.
    """
    done: set[str] = set()
    for start in needs:
        # A dict is the path and its set at once; recursion would exhaust the stack.
        path: dict[str, Iterator[str]] = {} if start in done else {start: iter(needs[start])}
        while path:
            name, waiting = next(reversed(path.items()))
            other = next(waiting, None)
            if other is None:
                done.add(name)
                del path[name]
            elif other in path:
                names = list(path)
                ring = names[names.index(other) :]
                yield (*ring, other)
                done.update(ring)
                for each in ring:
                    del path[each]
            elif other not in done:
                path[other] = iter(needs[other])
