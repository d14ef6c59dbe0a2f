"""What holds a value back: the folds in its trace, and the elements of those folds.

An explanation may name a fold only if raising it would help, so the sign of every node between the fold and
the value matters: under `not`, `<` or a subtraction a higher fold makes the value worse. Where the sign
depends on values that are not known here (tables, equalities, `abs`), no fold is named.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from digiramverk.rules import Missing, nodes
from digiramverk.rules.functions import ABS, HeldBack
from digiramverk.rules.trace import Element, Trace

_RISING: Final = frozenset({">", ">="})
_FALLING: Final = frozenset({"<", "<="})


def lowest(trace: Trace) -> list[Element]:
    """Return the elements that hold a fold back: the false ones, or the lowest ones of a mean."""
    node = trace.node
    if not isinstance(node, nodes.Aggregate):
        return []
    told = [element for element in trace.elements if element.was_counted is None]
    taken = [element for element in told if element.taken is not False]
    held_back = HeldBack.UNKNOWN if node.fold is None else node.fold.held_back
    if held_back is HeldBack.BY_THE_FALSE:
        blocking = [e for e in taken if isinstance(e.value, Missing) and e.value >= Missing.UNDECIDED]
        return [element for element in taken if element.value is False] or blocking
    numbers = [element for element in taken if isinstance(element.value, Fraction)]
    if held_back is not HeldBack.BY_THE_LOWEST or not numbers:
        return []
    least = min(Fraction(str(element.value)) for element in numbers)
    most = max(Fraction(str(element.value)) for element in numbers)
    return [element for element in numbers if element.value == least] if least < most else []


def held_folds(trace: Trace, *, rising: bool = True) -> Iterator[Trace]:
    """Yield the folds in a trace that must be higher for the whole to be true, or higher.

    There are none below a condition that already has the wanted value, and none whose rise would make it
    worse: in `mean(points) <= 2` the lowest answers hold nothing back.

    Args:
        trace: a value and the values that it was computed from.
        rising: whether a higher value here is better for the whole.
    """
    if isinstance(trace.value, bool) and trace.value is rising:
        return
    if isinstance(trace.node, nodes.Aggregate):
        if rising:
            yield trace
        for element in trace.elements:
            yield from held_folds(element.trace, rising=rising)
        return
    for part, flipped in zip(trace.parts, _flipped(trace), strict=True):
        if flipped is not None:
            yield from held_folds(part, rising=rising is not flipped)


def _flipped(trace: Trace) -> Iterator[bool | None]:
    """Yield for each part whether the whole falls when the part rises; None if that is unknown."""
    node, parts = trace.node, trace.parts
    match node:
        case nodes.Not() | nodes.Negation():
            yield from (True for _ in parts)
        case nodes.Comparison() if node.operator in _RISING and len(parts) == 2:  # noqa: PLR2004 - two sides
            yield from (False, True)
        case nodes.Comparison() if node.operator in _FALLING and len(parts) == 2:  # noqa: PLR2004 - two sides
            yield from (True, False)
        case nodes.Arithmetic() if len(parts) == 2:  # noqa: PLR2004 - two sides
            yield from _of_arithmetic(node.operator, *(each.value for each in parts))
        case nodes.Choice():
            yield from (None if index == 0 else False for index, _ in enumerate(parts))
        case nodes.Guard():
            yield from (False if index == 0 else None for index, _ in enumerate(parts))
        case nodes.Logic() | nodes.MeasureValue() | nodes.InBand():
            yield from (False for _ in parts)
        case nodes.Apply() if node.operation is not ABS:
            yield from (False for _ in parts)
        case _:
            # Equalities, tables and the like may go either way.
            yield from (None for _ in parts)


def _of_arithmetic(operator: str, left: object, right: object) -> Iterator[bool | None]:
    match operator:
        case "+":
            yield from (False, False)
        case "-":
            yield from (False, True)
        case "*":
            yield from (_is_negative(right), _is_negative(left))
        case _:
            yield from (_is_negative(right), not _is_negative(left))


def _is_negative(value: object) -> bool:
    return isinstance(value, Fraction) and value < 0
