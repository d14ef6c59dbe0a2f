"""Operators and functions of single values on columns: exact, and aware of missing values.

The meaning is that of :mod:`digiramverk.rules.exact`; tests compare the two.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from math import lcm
from typing import Final

from digiramverk.rules import Missing, nodes
from digiramverk.rules.functions import Band, CallOptions, rounded
from digiramverk.tables.bounds import Bounds, inverses
from digiramverk.tables.column_expressions import (
    Truths,
    Unfit,
    Whole,
    add,
    both,
    bounds,
    choose,
    choose_text,
    choose_truth,
    compare,
    confined,
    either,
    invert,
    multiply,
    quotient,
    same_text,
    size,
    subtract,
)
from digiramverk.tables.column_values import (
    MemberName,
    Num,
    Rank,
    Truth,
    Val,
    absent,
    constant,
    fixed,
    known_number,
    number,
    parts_of,
    truth,
    worst,
)

UNDECIDED = int(Missing.UNDECIDED)
_IRRELEVANT = int(Missing.NOT_RELEVANT)
_ONE = Bounds(1, 1)


def narrowly(way: Callable[[Num, Num], Val], a: Num, b: Num) -> Val:
    """Apply a function to two numbers as they are or, if that does not fit, over constant denominators."""
    try:
        return way(a, b)
    except Unfit:
        return way(fixed(a), fixed(b))


def added(a: Num, b: Num, sign: int) -> Num:
    """A + b, or a - b for sign -1."""
    kind = worst(a.kind, b.kind)
    combine, within = (add, a.within + b.within) if sign > 0 else (subtract, a.within - b.within)
    if isinstance(a.d, int) and isinstance(b.d, int):
        d: Whole = lcm(a.d, b.d)
        n = combine(multiply(a.n, lcm(a.d, b.d) // a.d), multiply(b.n, lcm(a.d, b.d) // b.d))
    else:
        d = multiply(a.d, b.d)
        n = combine(multiply(a.n, b.d), multiply(b.n, a.d))
    return number(n, d, kind, _product(a.parts, b.parts), within)


def times(a: Num, b: Num) -> Num:
    """A * b."""
    kind = worst(a.kind, b.kind)
    n, d = multiply(a.n, b.n), multiply(a.d, b.d)
    return number(n, d, kind, _product(a.parts, b.parts), a.within * b.within)


def _product(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else parts_of(one * other)


def divided(a: Num, b: Num) -> Num:
    """A / b, undecided where b is 0."""
    divisor = b.n
    nothing = compare("==", divisor, 0)
    kind = worst(a.kind, b.kind)
    kind = choose(compare(">", kind, 0), kind, choose(nothing, UNDECIDED, 0))
    negative = compare("<", divisor, 0)
    above = multiply(a.n, b.d)
    # Denominators stay positive: the sign moves to the numerator.
    n = choose(negative, subtract(0, above), above)
    # Never 0, even where the quotient is missing: engines compute every row.
    below = confined(choose(nothing, 1, _size_of(divisor)), abs(bounds(divisor)).greatest(_ONE))
    d = multiply(a.d, below)
    return number(n, d, kind, None, a.within * inverses(bounds(b.n), bounds(b.d)))


def negated(a: Num) -> Num:
    """-a."""
    return Num(subtract(0, a.n), a.d, a.kind, a.parts, -a.within)


def compared_numbers(operator: str, a: Num, b: Num) -> Truth:
    """A comparison of numbers."""
    if isinstance(a.d, int) and isinstance(b.d, int):
        common = lcm(a.d, b.d)
        test = compare(operator, multiply(a.n, common // a.d), multiply(b.n, common // b.d))
    else:
        test = compare(operator, multiply(a.n, b.d), multiply(b.n, a.d))
    return truth(test, worst(a.kind, b.kind))


def compared(operator: str, a: Val, b: Val) -> Truth:
    """Compare two values of one kind."""
    match a, b:
        case Num(), Num():
            found = narrowly(lambda one, other: compared_numbers(operator, one, other), a, b)
            if isinstance(found, Truth):
                return found
        case Rank(), Rank():
            return truth(compare(operator, a.rank, b.rank), worst(a.kind, b.kind))
        case Truth(), Truth():
            same = either(both(a.true, b.true), both(invert(a.true), invert(b.true)))
            return truth(same if operator == "==" else invert(same), worst(a.kind, b.kind))
        case MemberName(), MemberName():
            same = same_text(a.text, b.text)
            return truth(same if operator == "==" else invert(same), worst(a.kind, b.kind))
        case _:
            pass
    raise Unfit


def logic(word: str, parts: Sequence[Truth]) -> Truth:
    """`and` and `or` of several values, in three-valued logic."""
    if word == "or":
        true = either(*(part.true for part in parts))
        return Truth(true, choose(true, 0, worst(*(part.kind for part in parts))))
    false = either(*(both(invert(part.true), part.known) for part in parts))
    kind = choose(false, 0, worst(*(part.kind for part in parts)))
    return truth(invert(false), kind)


def negation(part: Truth) -> Truth:
    """`not`."""
    return truth(invert(part.true), part.kind)


def chosen(condition: Truths, then: Val, otherwise: Val) -> Val:
    """Choose between two values by a truth that is never missing."""
    kind = choose(condition, then.kind, otherwise.kind)
    match then, otherwise:
        case Num(), Num():
            n, d = choose(condition, then.n, otherwise.n), choose(condition, then.d, otherwise.d)
            parts = parts_of(then.parts, otherwise.parts)
            return Num(n, d, kind, parts, then.within.join(otherwise.within))
        case Truth(), Truth():
            return Truth(choose_truth(condition, then.true, otherwise.true), kind)
        case Rank(), Rank():
            return Rank(choose(condition, then.rank, otherwise.rank), kind)
        case MemberName(), MemberName():
            return MemberName(choose_text(condition, then.text, otherwise.text), kind)
        case _:
            raise Unfit


def nothing_like(value: Val, kind: Whole) -> Val:
    """A missing value of the same type as another."""
    match value:
        case Num():
            return absent(kind)
        case Truth():
            return Truth(true=False, kind=kind)
        case Rank():
            return Rank(0, kind)
        case MemberName():
            return MemberName("", kind)


def conditional(condition: Truth, then: Val, otherwise: Val) -> Val:
    """`then if condition else otherwise`."""
    result = chosen(condition.true, then, otherwise)
    if isinstance(condition.kind, int) and condition.kind == 0:
        return result
    return chosen(condition.known, result, nothing_like(result, condition.kind))


def guarded(value: Val, condition: Truth) -> Val:
    """A value, but undecided where the condition is not true, unless the value is irrelevant anyway."""
    irrelevant = compare("==", value.kind, _IRRELEVANT)
    return chosen(either(condition.true, irrelevant), value, nothing_like(value, UNDECIDED))


def coalesced(values: Sequence[Val]) -> Val:
    """The first known value, else the greatest kind of missing."""
    result = nothing_like(values[0], worst(*(value.kind for value in values)))
    for value in reversed(values):
        result = chosen(value.known, value, result)
    return result


def extreme(values: Sequence[Num], sign: int) -> Num:
    """The least (sign 1) or greatest (sign -1) of several; missing if any of them is."""
    best = values[0]
    for value in values[1:]:
        better = compared_numbers("<" if sign > 0 else ">", *_fitting(value, best)).true
        found = chosen(better, value, best)
        if not isinstance(found, Num):
            raise Unfit
        best = found
    kind = worst(*(value.kind for value in values))
    narrower = Bounds.least if sign > 0 else Bounds.greatest
    within = reduce(narrower, (value.within for value in values))
    return number(best.n, best.d, kind, best.parts, within)


def _fitting(a: Num, b: Num) -> tuple[Num, Num]:
    """Two numbers without their kinds of missing, brought to a form that fits when they are compared."""
    one, other = known_number(a), known_number(b)
    if isinstance(one.d, int) and isinstance(other.d, int):
        return one, other
    if max(size(one.n) * size(other.d), size(other.n) * size(one.d)) < 1 << 63:
        return one, other
    return fixed(one), fixed(other)


def applied(function: str, values: Sequence[Num], options: CallOptions) -> Num:
    """Apply a function of single numbers."""
    return COLUMNS[function](values, options)


def absolute(value: Num) -> Num:
    """The absolute value."""
    return Num(_size_of(value.n), value.d, value.kind, value.parts, abs(value.within))


def _size_of(n: Whole) -> Whole:
    """The absolute value of whole numbers."""
    return confined(choose(compare("<", n, 0), subtract(0, n), n), abs(bounds(n)))


def _rounded(value: Num, digits: int, mode: str) -> Num:
    up, down = (10**digits, 1) if digits >= 0 else (1, 10**-digits)
    negative = compare("<", value.n, 0)
    above = multiply(_size_of(value.n), up)
    below = multiply(value.d, down)
    whole = quotient(above, below)
    rest = subtract(above, multiply(whole, below))
    # Its sign tells whether the rest is more than half, without any division.
    twice = subtract(multiply(rest, 2), below)
    match mode:
        case "half_up":
            over: Truths = compare(">=", twice, 0)
        case "half_even":
            odd = compare("!=", multiply(quotient(whole, 2), 2), whole)
            over = either(compare(">", twice, 0), both(compare("==", twice, 0), odd))
        case "up":
            over = compare(">", rest, 0)
        case _:
            over = False
    size_of = multiply(choose(over, add(whole, 1), whole), down)
    # Every mode of rounding is monotone.
    within = Bounds(*(rounded(end, digits, mode) for end in (value.within.low, value.within.high)))
    return number(choose(negative, subtract(0, size_of), size_of), up, value.kind, up, within)


def looked_up(node: nodes.LookUp, value: Val, keys: Sequence[Val]) -> Num:
    """Look a value up in a table of a rule."""
    nothing = constant(node.default) if node.default is not None else absent(UNDECIDED)
    result: Val = nothing
    # The first matching row wins, so it becomes the outermost choice.
    for key, (_, found) in reversed(list(zip(keys, node.rows, strict=True))):
        hit = compared("==", _never_missing(value), key).true
        result = chosen(hit, constant(found), result)
    kind = choose(value.known, result.kind, value.kind)
    if not isinstance(result, Num):
        raise Unfit
    return number(result.n, result.d, kind, result.parts, result.within)


def _never_missing(value: Val) -> Val:
    match value:
        case Num():
            return known_number(value)
        case Rank():
            return Rank(value.rank, 0)
        case MemberName():
            return MemberName(value.text, 0)
        case _:
            return Truth(value.true, 0)


def in_band(value: Num, bands: Sequence[Band]) -> Rank:
    """The rank of the band that contains a number."""
    plain = known_number(value)
    result: Val = Rank(0, UNDECIDED)
    # The lowest band that fits wins, so it becomes the outermost choice.
    for rank, band in reversed(list(enumerate(bands, 1))):
        sides: list[Truths] = []
        for bound, signs in ((band.low, (">=", ">")), (band.high, ("<=", "<"))):
            if bound is not None:
                sign = signs[0] if bound.included else signs[1]
                sides.append(compared(sign, plain, constant(bound.at)).true)
        result = chosen(both(*sides), Rank(rank, 0), result)
    if not isinstance(result, Rank):
        raise Unfit
    kind = choose(value.known, result.kind, value.kind)
    return Rank(choose(compare("==", kind, 0), result.rank, 0), kind)


COLUMNS: Final[Mapping[str, Callable[[Sequence[Num], CallOptions], Num]]] = {
    "abs": lambda values, _: absolute(values[0]),
    "min": lambda values, _: extreme(values, 1),
    "max": lambda values, _: extreme(values, -1),
    "clamp": lambda values, _: extreme([extreme(values[:2], -1), values[2]], 1),
    "round": lambda values, options: _rounded(values[0], int(options[0]), str(options[1])),
}
"""The columns of every operation that only takes numbers. A test compares the names with the operations."""
