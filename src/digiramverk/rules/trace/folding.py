"""Folding elements on exact values: the meaning of every aggregate, written down once more and plainly."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from digiramverk.rules import nodes
from digiramverk.rules.exact import Value
from digiramverk.rules.functions import LADDERS, median
from digiramverk.rules.missing import Missing
from digiramverk.rules.trace.tree import Element


def fold(node: nodes.Aggregate, elements: Sequence[Element], order: tuple[str, ...]) -> Value:
    """The value of an aggregate of the language over its elements.

    Args:
        node: which aggregate.
        elements: what is folded, in order; what `where` leaves out is passed over.
        order: for `highest` and `lowest`, the members of the ladder, lowest first.
    """
    entries = [_entry(element) for element in elements if element.taken is not False]
    if node.function in LADDERS:
        return _ladder(node, elements, order)
    known = [(value, weight) for value, weight in entries if not isinstance(value, Missing)]
    absent = [value for value, _ in entries if isinstance(value, Missing)]
    stopping = [kind for kind in absent if kind >= Missing.UNDECIDED]
    if node.function in {"all", "any"}:
        decisive = node.function == "any"
        if any(value is decisive for value, _ in known):
            return decisive
    if stopping:
        return max(stopping)
    if node.function == "count":
        return Fraction(sum(value is True for value, _ in known))
    if not known:
        if node.default is not None:
            return node.default
        return max(absent, default=Missing.UNDECIDED)
    if node.function in {"all", "any"}:
        return node.function == "all"
    return _number(node, known)


def _entry(element: Element) -> tuple[Value, Fraction]:
    """An element's value and weight; missing where `where`, value or weight is, of the greatest kind."""
    if element.taken is None:
        return element.value if isinstance(element.value, Missing) else Missing.UNDECIDED, Fraction(1)
    absent = [value for value in (element.value, element.weight) if isinstance(value, Missing)]
    if absent:
        return max(absent), Fraction(1)
    return element.value, Fraction(element.weight)


_PLAIN: Final[Mapping[str, Callable[[list[Fraction]], Fraction]]] = {"min": min, "max": max, "median": median}


def _number(node: nodes.Aggregate, known: Sequence[tuple[Value, Fraction]]) -> Value:
    numbers = [Fraction(value) for value, _ in known if not isinstance(value, Missing)]
    if node.function in _PLAIN:
        return _PLAIN[node.function](numbers)
    products = sum((number * weight for number, (_, weight) in zip(numbers, known, strict=True)), Fraction(0))
    if node.function == "sum":
        return products
    weights = sum((weight for _, weight in known), Fraction(0))
    return products / weights if weights else Missing.UNDECIDED


def _ladder(node: nodes.Aggregate, elements: Sequence[Element], order: tuple[str, ...]) -> Value:
    """From below: `lowest` stops at the first rung that holds, `highest` before the first that does not."""
    dimension = getattr(node.type, "dimension", "")
    stops = node.function == "lowest"
    last: str | None = None
    for element in sorted(elements, key=lambda each: order.index(each.members[dimension])):
        member = element.members[dimension]
        if isinstance(element.value, Missing):
            if element.value is not Missing.NOT_RELEVANT:
                return element.value
        elif element.value is stops:
            return member if stops else last or "none"
        else:
            last = "none" if stops else member
    return last if last is not None else Missing.NOT_RELEVANT
