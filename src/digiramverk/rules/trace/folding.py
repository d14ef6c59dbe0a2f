"""Folds elements on exact values, missing ones included; the fold itself defines its result."""

from collections.abc import Sequence
from fractions import Fraction

from digiramverk.rules import nodes
from digiramverk.rules.exact import ValueOrMissing
from digiramverk.rules.functions import Ladder
from digiramverk.rules.missing import Missing
from digiramverk.rules.trace.trace_tree import Element


def fold(node: nodes.Aggregate, elements: Sequence[Element], order: tuple[str, ...]) -> ValueOrMissing:
    """The value of an aggregate of the language over its elements.

    Args:
        node: the aggregate.
        elements: the elements, in order; those that `where` excludes are ignored.
        order: for `highest` and `lowest`, the members of the ladder, lowest first.
    """
    function = node.fold
    if isinstance(function, Ladder):
        return function.exact(_rungs(node, elements, order))
    if function is None:
        raise TypeError(node)
    entries = [_entry(element) for element in elements if element.taken is not False]
    known = [(value, weight) for value, weight in entries if not isinstance(value, Missing)]
    absent = [value for value, _ in entries if isinstance(value, Missing)]
    stopping = [kind for kind in absent if kind >= Missing.UNDECIDED]
    if function.decisive is not None and any(value is function.decisive for value, _ in known):
        return function.decisive
    if stopping:
        return max(stopping)
    if not known:
        nothing = function.over_nothing if node.default is None else node.default
        return max(absent, default=Missing.UNDECIDED) if nothing is None else nothing
    found = function.exact(known, node.options)
    return Missing.UNDECIDED if found is None else found


def _entry(element: Element) -> tuple[Fraction | bool | Missing, Fraction]:
    """An element's value and weight; if `where`, value or weight is missing, the greatest kind."""
    if element.taken is None:
        return element.value if isinstance(element.value, Missing) else Missing.UNDECIDED, Fraction(1)
    absent = [value for value in (element.value, element.weight) if isinstance(value, Missing)]
    if absent:
        return max(absent), Fraction(1)
    if isinstance(element.value, str):
        raise TypeError(element)
    return element.value, Fraction(element.weight)


def _rungs(
    node: nodes.Aggregate, elements: Sequence[Element], order: tuple[str, ...]
) -> list[tuple[str, bool | Missing]]:
    """The rungs of a ladder, lowest first."""
    dimension = getattr(node.type, "dimension", "")
    found = [
        (each.members[dimension], each.value if isinstance(each.value, Missing) else each.value is True)
        for each in elements
    ]
    return sorted(found, key=lambda rung: order.index(rung[0]))
