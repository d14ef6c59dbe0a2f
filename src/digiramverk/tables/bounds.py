"""Interval arithmetic: the bounds of all values of a column, known before any row is read.

The invariant: **no value of a column lies outside its bounds**, also where the value counts as missing. The
bounds of a column follow from those of its operands, by the operator that combines them, and are never set by
hand: they decide how narrow an integer type the column gets, and numbers that leave that type come out wrong
without a word. Where the bounds do not fit 64 bits, the scalar engine does the work.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final, Generic, TypeVar

import attrs

Real = TypeVar("Real", int, Fraction)


@attrs.frozen
class Bounds(Generic[Real]):
    """All numbers from `low` to `high`, both included: whole numbers, or fractions too."""

    low: Real
    high: Real

    def __attrs_post_init__(self) -> None:
        """Refuse empty bounds: the computation that led to them is wrong."""
        if self.low > self.high:
            msg = f"no number lies between {self.low} and {self.high}"
            raise ValueError(msg)

    def __add__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of the sum."""
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of the difference."""
        return Bounds(self.low - other.high, self.high - other.low)

    def __neg__(self) -> "Bounds[Real]":
        """The bounds of the negated number."""
        return Bounds(-self.high, -self.low)

    def __mul__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of the product."""
        if self.low >= 0 and other.low >= 0:
            return Bounds(self.low * other.low, self.high * other.high)
        return hull([one * two for one in (self.low, self.high) for two in (other.low, other.high)])

    def __floordiv__(self: "Bounds[int]", other: "Bounds[int]") -> "Bounds[int]":
        """The bounds of the whole quotient of a number ≥ 0 by a number > 0."""
        if self.low < 0 or other.low < 1:
            msg = f"{self} // {other}: of numbers from 0 on, by numbers from 1 on"
            raise ValueError(msg)
        return Bounds(self.low // other.high, self.high // other.low)

    def __abs__(self) -> "Bounds[Real]":
        """The bounds of the absolute value."""
        # |x| is max(x, -x), and neither below 0 nor beyond the furthest end.
        return self.greatest(-self).meet(Bounds(self.zero, self.furthest))

    @property
    def zero(self) -> Real:
        """Zero, as a number of this type."""
        return self.low - self.low

    @property
    def furthest(self) -> Real:
        """The greatest absolute value."""
        return max(-self.low, self.high)

    def least(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of the lesser of two numbers."""
        return Bounds(min(self.low, other.low), min(self.high, other.high))

    def greatest(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of the greater of two numbers."""
        return Bounds(max(self.low, other.low), max(self.high, other.high))

    def join(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of a number that lies in either."""
        return Bounds(min(self.low, other.low), max(self.high, other.high))

    def meet(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """The bounds of a number that lies in both. Raises ValueError if they do not overlap."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))

    def repeated(self, most: int) -> "Bounds[Real]":
        """The bounds of a sum of at most `most` such numbers; the sum of none is 0."""
        zero = self.zero
        return Bounds(min(self.low, zero) * most, max(self.high, zero) * most)

    def holds(self, number: Fraction | int) -> bool:
        """Whether a number lies within the bounds."""
        return self.low <= number <= self.high


def hull(values: Iterable[Real]) -> Bounds[Real]:
    """The narrowest bounds of some numbers, at least one."""
    found: Bounds[Real] | None = None
    for each in values:
        own = Bounds(each, each)
        found = own if found is None else found.join(own)
    if found is None:
        msg = "of nothing there are no bounds"
        raise ValueError(msg)
    return found


def rational(whole: Bounds[int]) -> Bounds[Fraction]:
    """The same bounds, as fractions."""
    return Bounds(Fraction(whole.low), Fraction(whole.high))


def whole_within(bounds: Bounds[Fraction]) -> Bounds[int]:
    """The whole numbers within the bounds."""
    return Bounds(ceil(bounds.low), floor(bounds.high))


def quotients(above: Bounds[int], below: Bounds[int]) -> Bounds[Fraction]:
    """The bounds of fractions, by the bounds of their numerators and (positive) denominators."""
    return rational(above) * Bounds(Fraction(1, below.high), Fraction(1, below.low))


def inverses(above: Bounds[int], below: Bounds[int]) -> Bounds[Fraction]:
    """The bounds of the reciprocal of a fraction, by its numerator and denominator; 0 has the reciprocal 0.

    A numerator other than 0 is at least 1 in size, so no reciprocal is further from zero than the
    denominator.
    """
    return Bounds(
        Fraction(-below.high if above.low < 0 else 0), Fraction(below.high if above.high > 0 else 0)
    )


BIT: Final = Bounds(0, 1)
NOTHING: Final = Bounds(Fraction(0), Fraction(0))
"""The bounds of a missing number, which is stored as 0."""
