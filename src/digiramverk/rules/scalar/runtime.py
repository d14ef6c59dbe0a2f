"""What generated functions call: exact arithmetic and folding, with missing values.

A number is (numerator, denominator > 0) or (kind of missing, 0); a code is >= 0 or minus the kind.
"""

from collections.abc import Iterable
from math import gcd
from typing import Final

from digiramverk.rules.missing import Missing

Pair = tuple[int, int]

FUNCTIONS: Final = (
    *("add", "subtract", "multiply", "divide", "equal"),
    *("mean", "sum_", "share_of", "count", "all_", "any_", "highest"),
)
"""The names that generated code may use."""

UNDECIDED: Final = int(Missing.UNDECIDED)
_NOT_RELEVANT: Final = int(Missing.NOT_RELEVANT)
_LARGE: Final = 1 << 256


def _reduced(numerator: int, denominator: int) -> Pair:
    if denominator > _LARGE:
        common = gcd(numerator, denominator)
        return numerator // common, denominator // common
    return numerator, denominator


def _absent(first: int, one: int, second: int, other: int) -> Pair:
    return max(0 if one else first, 0 if other else second), 0


def add(a: int, b: int, c: int, d: int) -> Pair:
    """a/b + c/d."""
    return _reduced(a * d + c * b, b * d) if b and d else _absent(a, b, c, d)


def subtract(a: int, b: int, c: int, d: int) -> Pair:
    """a/b - c/d."""
    return _reduced(a * d - c * b, b * d) if b and d else _absent(a, b, c, d)


def multiply(a: int, b: int, c: int, d: int) -> Pair:
    """a/b * c/d."""
    return _reduced(a * c, b * d) if b and d else _absent(a, b, c, d)


def divide(a: int, b: int, c: int, d: int) -> Pair:
    """(a/b) / (c/d); undecided when c is 0."""
    if not (b and d):
        return _absent(a, b, c, d)
    if c == 0:
        return UNDECIDED, 0
    return _reduced(a * d, b * c) if c > 0 else _reduced(-a * d, -b * c)


def equal(first: object, second: object) -> int:
    """Whether two members are one; a missing one (a negative number) decides the kind of missing."""
    absent = [value for value in (first, second) if isinstance(value, int) and value < 0]
    return min(absent) if absent else int(first == second)


def total(values: Iterable[Pair]) -> tuple[int, int, int]:
    """Sum of the known values and how many there are; a count of -1 says that the sum is missing.

    What is not relevant or left unanswered is left out; what is undecided or withheld makes the sum so.
    """
    numerator, denominator, known, skipped, worst = 0, 1, 0, 0, 0
    for a, b in values:
        if b == denominator:
            numerator += a
            known += 1
        elif b:
            numerator, denominator = _reduced(numerator * b + a * denominator, denominator * b)
            known += 1
        elif a >= UNDECIDED:
            worst = max(worst, a)
        else:
            skipped = max(skipped, a)
    if worst or not known:
        return worst or skipped or UNDECIDED, 0, -1
    return numerator, denominator, known


def mean(values: Iterable[Pair]) -> Pair:
    """The mean of the known values."""
    numerator, denominator, known = total(values)
    return (numerator, denominator * known) if known > 0 else (numerator, 0)


def sum_(values: Iterable[Pair]) -> Pair:
    """The sum of the known values."""
    numerator, denominator, _ = total(values)
    return numerator, denominator


def _tally(codes: Iterable[int]) -> tuple[int, int, int, int]:
    """How many are true, how many are known, and the kinds of missing: stopping, skipped."""
    true, known, skipped, worst = 0, 0, 0, 0
    for code in codes:
        if code >= 0:
            known += 1
            true += code
        elif -code >= UNDECIDED:
            worst = max(worst, -code)
        else:
            skipped = max(skipped, -code)
    return true, known, worst, skipped


def share_of(codes: Iterable[int]) -> Pair:
    """The share of the known ones that are true."""
    true, known, worst, skipped = _tally(codes)
    return (worst or skipped or UNDECIDED, 0) if worst or not known else (true, known)


def count(codes: Iterable[int]) -> Pair:
    """How many are true; 0 over nothing."""
    true, _, worst, _ = _tally(codes)
    return (worst, 0) if worst else (true, 1)


def all_(codes: Iterable[int]) -> int:
    """Whether all are true, in three-valued logic: one that is false decides."""
    true, known, worst, skipped = _tally(codes)
    if true < known:
        return 0
    return -worst if worst else 1 if known else -(skipped or UNDECIDED)


def any_(codes: Iterable[int]) -> int:
    """Whether any is true, in three-valued logic: one that is true decides."""
    true, known, worst, skipped = _tally(codes)
    if true:
        return 1
    return -worst if worst else 0 if known else -(skipped or UNDECIDED)


def highest(ranked: Iterable[tuple[int, int]]) -> int:
    """The rank of the highest rung such that it and all below it hold; 0 when the lowest does not.

    Args:
        ranked: (rank from 1, code) of the rungs that exist, lowest first. Rungs that are not relevant are
            passed over; at any other that is missing nobody can tell how high the ladder holds.
    """
    reached, seen = 0, False
    for rank, code in ranked:
        if code == 0:
            return reached
        if code > 0:
            reached, seen = rank, True
        elif code != -_NOT_RELEVANT:
            return code
    return reached if seen else -_NOT_RELEVANT
