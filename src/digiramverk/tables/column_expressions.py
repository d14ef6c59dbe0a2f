"""Expressions over columns of whole numbers and booleans, with bounds known before any row is read.

A plain Python value represents a column with the same value in every row; it stays out of the frame.
"""

import operator as operators
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from typing import Any, Final

import attrs

from digiramverk.tables import claims
from digiramverk.tables.bounds import BIT, Bounds
from digiramverk.tables.graph import (
    ColumnNode,
    cast,
    chosen,
    greatest_of,
    inverted,
    joined,
    literal,
    operated,
)

MOST: Final = (1 << 63) - 1
"""The greatest whole number that a column holds."""
EXACT_AS_FLOAT: Final = 1 << 53
"""The greatest whole number up to which floating-point numbers are exact."""
KINDS: Final = {8: "Int8", 16: "Int16", 32: "Int32", 64: "Int64"}
"""The integer type of each bit width."""
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
    """Whole numbers of 64 bits, or columns at all, cannot do this exactly."""


@attrs.frozen(eq=False)
class Ints:
    """A column of whole numbers.

    Attributes:
        node: the expression.
        within: the bounds of its values, see `bounds`.
        width: the bit width of the expression's own type, which holds all of them.
    """

    node: ColumnNode
    within: Bounds[int]
    width: int

    def __attrs_post_init__(self) -> None:
        """Record the claimed bounds if a test asks for that."""
        if claims.of_columns is not None:
            claims.of_columns.setdefault(self.node, []).append(self.within)


@attrs.frozen(eq=False)
class Bools:
    """A column of booleans."""

    node: ColumnNode


@attrs.frozen(eq=False)
class Strings:
    """A column of member names."""

    node: ColumnNode


Whole = int | Ints
Truths = bool | Bools
Texts = str | Strings


def width_of(within: Bounds[int]) -> int:
    """The bit width that holds all whole numbers within the bounds. Raises :class:`Unfit` beyond 64."""
    for width in KINDS:
        if -1 << (width - 1) <= within.low and within.high < 1 << (width - 1):
            return width
    raise Unfit


def whole(node: ColumnNode, within: Bounds[int]) -> Ints:
    """A column of the narrowest type that holds its bounds."""
    return Ints(node, within, width_of(within))


def bounds(value: Whole) -> Bounds[int]:
    """The bounds of all values."""
    return Bounds(value, value) if isinstance(value, int) else value.within


def size(value: Whole) -> int:
    """The greatest absolute value."""
    return bounds(value).furthest


def _wide(value: Whole, width: int) -> ColumnNode:
    """The expression, cast to at least this many bits."""
    if isinstance(value, int):
        return literal(value, KINDS[width])
    return value.node if value.width >= width else cast(value.node, KINDS[width])


def _operand(value: Whole, width: int) -> ColumnNode | int:
    return value if isinstance(value, int) else _wide(value, width)


def _binary(operator: Callable[[Any, Any], Any], a: Whole, b: Whole) -> Ints:
    """Apply an operator to two columns; applied to their bounds, it gives the bounds of the result."""
    own, other = bounds(a), bounds(b)
    within: Bounds[int] = operator(own, other)
    # Engines compute in the type of the operands, so that has to hold the result, and the operands too.
    width = width_of(within.join(own).join(other))
    return Ints(operated(operator, _wide(a, width), _operand(b, width)), within, width)


def add(a: Whole, b: Whole) -> Whole:
    """A + b."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    if a == 0 or b == 0:
        return b if a == 0 else a
    return _binary(operators.add, a, b)


def subtract(a: Whole, b: Whole) -> Whole:
    """A - b."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return a if b == 0 else _binary(operators.sub, a, b)


def multiply(a: Whole, b: Whole) -> Whole:
    """A * b."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    # Constants stay out of the frame: one expression less for every engine.
    if a in (0, 1) or b in (0, 1):
        return 0 if a == 0 or b == 0 else b if a == 1 else a
    return _binary(operators.mul, a, b)


def quotient(a: Whole, b: Whole) -> Whole:
    """The whole quotient of a ≥ 0 by b > 0."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    return a if b == 1 else _binary(operators.floordiv, a, b)


def total(values: Iterable[Whole]) -> Whole:
    """The sum of several columns. Narrow ones are added first, as long as their sum stays narrow."""
    fixed = 0
    sums: list[Whole] = []
    together: dict[int, list[Ints]] = {}
    reached: dict[int, Bounds[int]] = {}
    for value in values:
        if isinstance(value, int):
            fixed += value
            continue
        own = together.setdefault(value.width, [])
        within = reached[value.width] + value.within if own else value.within
        # The next one would leave the narrow type: close this sum and start another.
        if width_of(within) > value.width:
            sums.append(_sum(own, reached[value.width]))
            own.clear()
            within = value.within
        own.append(value)
        reached[value.width] = within
    result: Whole = fixed
    for value in (*sums, *(_sum(own, reached[width]) for width, own in together.items())):
        result = add(result, value)
    return result


def _sum(values: Sequence[Ints], within: Bounds[int]) -> Ints:
    """The sum of columns of one width, which holds every partial sum."""
    if len(values) == 1:
        return values[0]
    return Ints(joined(operators.add, [each.node for each in values]), within, values[0].width)


def confined(value: Whole, within: Bounds[int]) -> Whole:
    """A value whose bounds are tighter than its operands tell, for example a count of a known total.

    Raises:
        ValueError: the bounds do not overlap.
    """
    met = bounds(value).meet(within)
    return value if isinstance(value, int) or met == value.within else attrs.evolve(value, within=met)


def compare(operator: str, a: Whole, b: Whole) -> Truths:
    """Compare two columns."""
    if isinstance(a, int) and isinstance(b, int):
        return {"==": a == b, "!=": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]
    if isinstance(a, int):
        return compare({"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(operator, operator), b, a)
    width = width_of(bounds(a).join(bounds(b)))
    return Bools(operated(_COMPARISONS[operator], _wide(a, width), _operand(b, width)))


def same_text(a: Texts, b: Texts) -> Truths:
    """Whether two names are equal."""
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
    # Choosing between two numbers is many times faster than casting booleans, which are packed bit by bit.
    return whole(chosen(part.node, ONE, ZERO), BIT)


def choose(condition: Truths, then: Whole, otherwise: Whole) -> Whole:
    """Choose between two whole numbers."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if then is otherwise or (isinstance(then, int) and then == otherwise):
        return then
    if then == 1 and otherwise == 0:
        return bit(condition)
    within = bounds(then).join(bounds(otherwise))
    width = width_of(within)
    node = chosen(condition.node, _wide(then, width), _wide(otherwise, width))
    return Ints(node, within, width)


def choose_truth(condition: Truths, then: Truths, otherwise: Truths) -> Truths:
    """Choose between two booleans."""
    return either(both(condition, then), both(invert(condition), otherwise))


def choose_text(condition: Truths, then: Texts, otherwise: Texts) -> Texts:
    """Choose between two names."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    one, other = (literal(each) if isinstance(each, str) else each.node for each in (then, otherwise))
    return Strings(chosen(condition.node, one, other))


def greatest(values: Iterable[Whole]) -> Whole:
    """The greatest of several whole numbers, at least one."""
    fixed: int | None = None
    columns: list[Ints] = []
    for value in values:
        if isinstance(value, int):
            fixed = value if fixed is None else max(fixed, value)
        else:
            columns.append(value)
    if not columns:
        if fixed is None:
            raise ValueError
        return fixed
    every = [each.within for each in columns] + ([] if fixed is None else [Bounds(fixed, fixed)])
    within = reduce(Bounds.greatest, every)
    width = width_of(reduce(Bounds.join, every))
    parts = [_wide(each, width) for each in columns]
    node = parts[0]
    if len(parts) > 1:
        node = greatest_of(parts)
    # The bounds may tell already that no column is below the constant.
    if fixed is not None and any(each.within.low < fixed for each in columns):
        node = chosen(operated(operators.gt, node, fixed), node, literal(fixed))
    return Ints(node, within, width)
