"""Expressions over columns of whole numbers and truths, with bounds known before any row is read.

Plain Python values stand for columns that are the same in every row, and stay out of the frame.
"""

from collections.abc import Iterable
from typing import Final, TypeVar

import attrs
import narwhals as nw
from narwhals.dtypes import NumericType

MOST: Final = (1 << 63) - 1
"""The greatest whole number that a column holds."""
EXACT_AS_FLOAT: Final = 1 << 53
"""Up to here a whole number and its floating-point number are the same."""
DTYPES: Final[dict[int, type[NumericType]]] = {8: nw.Int8, 16: nw.Int16, 32: nw.Int32, 64: nw.Int64}
_ONE: Final = nw.lit(1, dtype=nw.Int8())
_ZERO: Final = nw.lit(0, dtype=nw.Int8())


class Unfit(Exception):  # noqa: N818 - no error but a way out: the scalar engine does this part
    """Something that whole numbers of 64 bits, or columns at all, cannot do exactly."""


@attrs.frozen(eq=False)
class Ints:
    """Whole numbers: an expression, how many layers of columns it stands on, the greatest size, and bits."""

    expr: nw.Expr
    depth: int
    most: int
    width: int


@attrs.frozen(eq=False)
class Bools:
    """Truths."""

    expr: nw.Expr
    depth: int


@attrs.frozen(eq=False)
class Strings:
    """Names of members."""

    expr: nw.Expr
    depth: int


Whole = int | Ints
Truths = bool | Bools
Texts = str | Strings
Kept = TypeVar("Kept", bound=Whole | Truths | Texts)


@attrs.define
class Layers:
    """Columns under construction: each layer is computed from those before it.

    Attributes:
        layers: the named expressions of every layer.
    """

    layers: list[list[nw.Expr]] = attrs.field(factory=list)
    _fresh: int = 0
    _names: dict[int, tuple[nw.Expr, str]] = attrs.field(factory=dict)

    def named(self, value: Ints) -> str:
        """The name of the column that a value is; one is made where it is none yet."""
        if id(value.expr) not in self._names:
            value = self.keep(value)
        return self._names[id(value.expr)][1]

    def keep(self, value: Kept) -> Kept:
        """Make a column of a value, so that it is computed once however often it is used."""
        if not isinstance(value, Ints | Bools | Strings) or id(value.expr) in self._names:
            return value
        self._fresh += 1
        name = f"__c{self._fresh}"
        while len(self.layers) <= value.depth:
            self.layers.append([])
        self.layers[value.depth].append(value.expr.alias(name))
        column = nw.col(name)
        # The expression is kept with its name, so that its identity is not given to another one.
        self._names[id(column)] = column, name
        return attrs.evolve(value, expr=column, depth=value.depth + 1)


def width_of(most: int) -> int:
    """The bits that hold whole numbers up to a size."""
    for width in DTYPES:
        if most < 1 << (width - 1):
            return width
    raise Unfit


def size(value: Whole) -> int:
    """The greatest size of a value."""
    return abs(value) if isinstance(value, int) else value.most


def depth(*values: Whole | Truths | Texts) -> int:
    """How many layers have to be there before an expression of these can be computed."""
    return max((value.depth for value in values if isinstance(value, Ints | Bools | Strings)), default=0)


def _wide(value: Whole, width: int) -> nw.Expr:
    """An expression of at least so many bits."""
    if isinstance(value, int):
        return nw.lit(value, dtype=DTYPES[width]())
    return value.expr if value.width >= width else value.expr.cast(DTYPES[width])


def _operand(value: Whole, width: int) -> nw.Expr | int:
    return value if isinstance(value, int) else _wide(value, width)


def _binary(operator: str, a: Whole, b: Whole, most: int) -> Ints:
    width = width_of(max(most, size(a), size(b)))
    one, other = _operand(a, width), _operand(b, width)
    if isinstance(one, int):
        one = nw.lit(one, dtype=DTYPES[width]())
    expr: nw.Expr
    match operator:
        case "+":
            expr = one + other
        case "-":
            expr = one - other
        case "*":
            expr = one * other
        case _:
            expr = one // other
    return Ints(expr, depth(a, b), most, width)


def add(a: Whole, b: Whole) -> Whole:
    """A + b."""
    if isinstance(a, int) and isinstance(b, int):
        return a + b
    if a == 0 or b == 0:
        return b if a == 0 else a
    return _binary("+", a, b, size(a) + size(b))


def subtract(a: Whole, b: Whole) -> Whole:
    """A - b."""
    if isinstance(a, int) and isinstance(b, int):
        return a - b
    return a if b == 0 else _binary("-", a, b, size(a) + size(b))


def multiply(a: Whole, b: Whole) -> Whole:
    """A * b."""
    if isinstance(a, int) and isinstance(b, int):
        return a * b
    if a in (0, 1) or b in (0, 1):
        return 0 if a == 0 or b == 0 else b if a == 1 else a
    return _binary("*", a, b, size(a) * size(b))


def quotient(a: Whole, b: Whole) -> Whole:
    """How many whole times b > 0 goes into a >= 0."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    return a if b == 1 else _binary("/", a, b, size(a))


def total(values: Iterable[Whole]) -> Whole:
    """The sum of several: narrow ones together first, as far as their sums stay as narrow."""
    fixed = 0
    by_width: dict[int, Ints] = {}
    wider: list[Whole] = []
    for value in values:
        if isinstance(value, int):
            fixed += value
            continue
        before = by_width.get(value.width)
        if before is None:
            by_width[value.width] = value
        elif width_of(before.most + value.most) == value.width:
            both_of_them = _binary("+", before, value, before.most + value.most)
            by_width[value.width] = both_of_them
        else:
            wider.append(before)
            by_width[value.width] = value
    result: Whole = fixed
    for value in (*wider, *by_width.values()):
        result = add(result, value)
    return result


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
    return Bools(_compared(operator, _wide(a, width), _operand(b, width)), depth(a, b))


def same_text(a: Texts, b: Texts) -> Truths:
    """Whether two names are one."""
    if isinstance(a, str) and isinstance(b, str):
        return a == b
    one, other = (a, b) if isinstance(a, Strings) else (b, a)
    return Bools(one.expr == (other.expr if isinstance(other, Strings) else other), depth(a, b))  # type: ignore[union-attr]


def _compared(operator: str, one: nw.Expr, other: nw.Expr | int) -> nw.Expr:
    match operator:
        case "==":
            return one == other
        case "!=":
            return one != other
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case _:
            return one >= other


def both(*parts: Truths) -> Truths:
    """Whether all are true."""
    columns = [part for part in parts if isinstance(part, Bools)]
    if any(part is False for part in parts):
        return False
    return _joined(columns, "and") if columns else True


def either(*parts: Truths) -> Truths:
    """Whether any is true."""
    columns = [part for part in parts if isinstance(part, Bools)]
    if any(part is True for part in parts):
        return True
    return _joined(columns, "or") if columns else False


def _joined(columns: list[Bools], word: str) -> Bools:
    expr = columns[0].expr
    for other in columns[1:]:
        expr = expr & other.expr if word == "and" else expr | other.expr
    return Bools(expr, depth(*columns))


def invert(part: Truths) -> Truths:
    """Whether it is false."""
    return not part if isinstance(part, bool) else Bools(~part.expr, part.depth)


def bit(part: Truths) -> Whole:
    """1 for true, 0 for false."""
    if isinstance(part, bool):
        return int(part)
    # A choice of two numbers is made many times as fast as a cast of truths, which are packed bit by bit.
    return Ints(nw.when(part.expr).then(_ONE).otherwise(_ZERO), part.depth, 1, 8)


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
    expr = nw.when(condition.expr).then(_wide(then, width)).otherwise(_wide(otherwise, width))
    return Ints(expr, depth(condition, then, otherwise), most, width)


def choose_truth(condition: Truths, then: Truths, otherwise: Truths) -> Truths:
    """One of two truths."""
    return either(both(condition, then), both(invert(condition), otherwise))


def choose_text(condition: Truths, then: Texts, otherwise: Texts) -> Texts:
    """One of two names."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    one, other = (nw.lit(each) if isinstance(each, str) else each.expr for each in (then, otherwise))
    return Strings(nw.when(condition.expr).then(one).otherwise(other), depth(condition, then, otherwise))


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
    if fixed:
        parts.append(nw.lit(fixed, dtype=DTYPES[width]()))
    expr = nw.max_horizontal(*parts) if len(parts) > 1 else parts[0]
    return Ints(expr, depth(*columns), most, width)
