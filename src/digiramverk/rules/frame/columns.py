"""Expressions over columns of whole numbers and truths, with bounds known before any row is read.

Plain Python values stand for columns that are the same in every row, and stay out of the frame.
"""

import operator as operators
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import attrs

from digiramverk.rules.frame.graph import Node, cast, chosen, greatest_of, inverted, joined, literal, operated

MOST: Final = (1 << 63) - 1
"""The greatest whole number that a column holds."""
EXACT_AS_FLOAT: Final = 1 << 53
"""Up to here a whole number and its floating-point number are the same."""
KINDS: Final = {8: "Int8", 16: "Int16", 32: "Int32", 64: "Int64"}
"""What whole numbers of so many bits are called."""
ONE: Final = literal(1, "Int8")
ZERO: Final = literal(0, "Int8")
_COMPARISONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class Unfit(Exception):  # noqa: N818 - no error but a way out: the scalar engine does this part
    """Something that whole numbers of 64 bits, or columns at all, cannot do exactly."""


@attrs.frozen(eq=False)
class Ints:
    """Whole numbers: an expression, the greatest size, and bits."""

    node: Node
    most: int
    width: int


@attrs.frozen(eq=False)
class Bools:
    """Truths."""

    node: Node


@attrs.frozen(eq=False)
class Strings:
    """Names of members."""

    node: Node


Whole = int | Ints
Truths = bool | Bools
Texts = str | Strings


def width_of(most: int) -> int:
    """The bits that hold whole numbers up to a size."""
    for width in KINDS:
        if most < 1 << (width - 1):
            return width
    raise Unfit


def size(value: Whole) -> int:
    """The greatest size of a value."""
    return abs(value) if isinstance(value, int) else value.most


def _wide(value: Whole, width: int) -> Node:
    """An expression of at least so many bits."""
    if isinstance(value, int):
        return literal(value, KINDS[width])
    return value.node if value.width >= width else cast(value.node, KINDS[width])


def _operand(value: Whole, width: int) -> Node | int:
    return value if isinstance(value, int) else _wide(value, width)


def _binary(operator: Callable[[Any, Any], Any], a: Whole, b: Whole, most: int) -> Ints:
    width = width_of(max(most, size(a), size(b)))
    return Ints(operated(operator, _wide(a, width), _operand(b, width)), most, width)


def add(a: Whole, b: Whole) -> Whole:
    """A + b."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    if a == 0 or b == 0:
        return b if a == 0 else a
    return _binary(operators.add, a, b, size(a) + size(b))


def subtract(a: Whole, b: Whole) -> Whole:
    """A - b."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return a if b == 0 else _binary(operators.sub, a, b, size(a) + size(b))


def multiply(a: Whole, b: Whole) -> Whole:
    """A * b."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a in (0, 1) or b in (0, 1):
        return 0 if a == 0 or b == 0 else b if a == 1 else a
    return _binary(operators.mul, a, b, size(a) * size(b))


def quotient(a: Whole, b: Whole) -> Whole:
    """How many whole times b > 0 goes into a >= 0."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    return a if b == 1 else _binary(operators.floordiv, a, b, size(a))


def total(values: Iterable[Whole]) -> Whole:
    """The sum of several: narrow ones together first, as far as their sums stay as narrow."""
    fixed = 0
    sums: list[Whole] = []
    together: dict[int, list[Ints]] = {}
    for value in values:
        if isinstance(value, int):
            fixed += value
            continue
        own = together.setdefault(value.width, [])
        if width_of(sum(each.most for each in own) + value.most) > value.width:
            sums.append(_sum(own))
            own.clear()
        own.append(value)
    result: Whole = fixed
    for value in (*sums, *(_sum(own) for own in together.values())):
        result = add(result, value)
    return result


def _sum(values: Sequence[Ints]) -> Ints:
    """The sum of whole numbers that are as narrow as it is."""
    if len(values) == 1:
        return values[0]
    nodes = tuple(each.node for each in values)
    return Ints(
        joined(operators.add, nodes),
        sum(each.most for each in values),
        values[0].width,
    )


def bounded(value: Whole, most: int) -> Whole:
    """A value that is known to be no greater than this."""
    return value if isinstance(value, int) or value.most <= most else attrs.evolve(value, most=most)


def compare(operator: str, a: Whole, b: Whole) -> Truths:
    """A < b and the like."""
    if isinstance(a, int) and isinstance(b, int):
        return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]
    if isinstance(a, int):
        return compare({"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator), b, a)
    width = width_of(max(size(a), size(b)))
    return Bools(operated(_COMPARISONS[operator], _wide(a, width), _operand(b, width)))


def same_text(a: Texts, b: Texts) -> Truths:
    """Whether two names are one."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    one, other = (a, b) if isinstance(a, Strings) else (b, a)
    if isinstance(one, str):
        raise TypeError(one)
    return Bools(operated(operators.eq, one.node, other if isinstance(other, str) else other.node))


def both(*parts: Truths) -> Truths:
    """Whether all are true."""
    columns = [part for part in parts if isinstance(part, Bools)]
    if any(part is False for part in parts):
        return False
    return _joined(columns, operators.and_) if columns else True


def either(*parts: Truths) -> Truths:
    """Whether any is true."""
    columns = [part for part in parts if isinstance(part, Bools)]
    if any(part is True for part in parts):
        return True
    return _joined(columns, operators.or_) if columns else False


def _joined(columns: list[Bools], word: Callable[[Any, Any], Any]) -> Bools:
    if len(columns) == 1:
        return columns[0]
    return Bools(joined(word, (each.node for each in columns)))


def invert(part: Truths) -> Truths:
    """Whether it is false."""
    return not part if isinstance(part, bool) else Bools(inverted(part.node))


def bit(part: Truths) -> Whole:
    """1 for true, 0 for false."""
    if isinstance(part, bool):
        return int(part)
    # A choice of two numbers is made many times as fast as a cast of truths, which are packed bit by bit.
    return Ints(chosen(part.node, ONE, ZERO), 1, 8)


def choose(condition: Truths, then: Whole, otherwise: Whole) -> Whole:
    """One of two whole numbers."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then is otherwise or (isinstance(then, int) and then == otherwise):
        return then
    if then == 1 and otherwise == 0:
        return bit(condition)
    most = max(size(then), size(otherwise))
    width = width_of(most)
    node = chosen(condition.node, _wide(then, width), _wide(otherwise, width))
    return Ints(node, most, width)


def choose_truth(condition: Truths, then: Truths, otherwise: Truths) -> Truths:
    """One of two truths."""
    return either(both(condition, then), both(invert(condition), otherwise))


def choose_text(condition: Truths, then: Texts, otherwise: Texts) -> Texts:
    """One of two names."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    one, other = (literal(each) if isinstance(each, str) else each.node for each in (then, otherwise))
    return Strings(chosen(condition.node, one, other))


def greatest(values: Iterable[Whole]) -> Whole:
    """The greatest of several whole numbers that are not negative."""
    fixed = 0
    columns: list[Ints] = []
    for value in values:
        if isinstance(value, int):
            fixed = max(fixed, value)
        else:
            columns.append(value)
    if not columns:
        return fixed
    most = max(fixed, *(each.most for each in columns))
    width = width_of(most)
    parts = [_wide(each, width) for each in columns]
    node = parts[0]
    if len(parts) > 1:
        node = greatest_of(parts)
    if fixed:
        node = chosen(operated(operators.gt, node, fixed), node, literal(fixed, KINDS[width]))
    return Ints(node, most, width)
