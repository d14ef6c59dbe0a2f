"""Interval arithmetic: between which numbers all values of a column lie, known before any row is read.

The invariant: **no value of a column lies outside its bounds**, also where the value counts as missing. A
column gets its bounds from those of what it is made of, by the operator that makes it, and never by hand:
they choose how narrow its kind of whole numbers is, and numbers that leave that come out wrong without a
word. Where the bounds do not fit 64 bits, the scalar engine does the work.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final, Generic, TypeVar

import attrs

Real = TypeVar("Real", int, Fraction)


@attrs.frozen
class Bounds(Generic[Real]):
    """All numbers from `low` to `high`, both included: whole ones, or fractions too."""

    low: Real
    high: Real

    def __attrs_post_init__(self) -> None:
        """Refuse bounds that hold nothing: what has led to them is wrong."""
        if self.low > self.high:
            msg = f"no number lies between {self.low} and {self.high}"
            raise ValueError(msg)

    def __add__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where sums lie."""
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where differences lie."""
        return Bounds(self.low - other.high, self.high - other.low)

    def __neg__(self) -> "Bounds[Real]":
        """Where the numbers with the other sign lie."""
        return Bounds(-self.high, -self.low)

    def __mul__(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where products lie."""
        if self.low >= 0 and other.low >= 0:
            return Bounds(self.low * other.low, self.high * other.high)
        return hull([one * two for one in (self.low, self.high) for two in (other.low, other.high)])

    def __floordiv__(self: "Bounds[int]", other: "Bounds[int]") -> "Bounds[int]":
        """Where it lies how many whole times a number above 0 goes into one that is not below 0."""
        if self.low < 0 or other.low < 1:
            msg = f"{self} // {other}: of numbers from 0 on, by numbers from 1 on"
            raise ValueError(msg)
        return Bounds(self.low // other.high, self.high // other.low)

    def __abs__(self) -> "Bounds[Real]":
        """Where the sizes lie."""
        return self.greatest(-self).meet(Bounds(self.zero, self.furthest))

    @property
    def zero(self) -> Real:
        """Nothing, as a number of this kind."""
        return self.low - self.low

    @property
    def furthest(self) -> Real:
        """How far from zero the number is that is furthest from it."""
        return max(-self.low, self.high)

    def least(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where the lesser of two numbers lies."""
        return Bounds(min(self.low, other.low), min(self.high, other.high))

    def greatest(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where the greater of two numbers lies."""
        return Bounds(max(self.low, other.low), max(self.high, other.high))

    def join(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where a number lies that comes from either."""
        return Bounds(min(self.low, other.low), max(self.high, other.high))

    def meet(self, other: "Bounds[Real]") -> "Bounds[Real]":
        """Where a number lies of which both are known. Raises ValueError where nothing can be."""
        return Bounds(max(self.low, other.low), min(self.high, other.high))

    def repeated(self, most: int) -> "Bounds[Real]":
        """Where sums of none to `most` of the numbers lie."""
        zero = self.zero
        return Bounds(min(self.low, zero) * most, max(self.high, zero) * most)

    def holds(self, number: Fraction | int) -> bool:
        """Whether a number lies between them."""
        return self.low <= number <= self.high


def hull(values: Iterable[Real]) -> Bounds[Real]:
    """The narrowest bounds of some numbers, one at least."""
    found: Bounds[Real] | None = None
    for each in values:
        own = Bounds(each, each)
        found = own if found is None else found.join(own)
    if found is None:
        msg = "of nothing there are no bounds"
        raise ValueError(msg)
    return found


def rational(whole: Bounds[int]) -> Bounds[Fraction]:
    """The same, of fractions."""
    return Bounds(Fraction(whole.low), Fraction(whole.high))


def whole_within(bounds: Bounds[Fraction]) -> Bounds[int]:
    """The whole numbers that lie in between."""
    return Bounds(ceil(bounds.low), floor(bounds.high))


def quotients(above: Bounds[int], below: Bounds[int]) -> Bounds[Fraction]:
    """Where fractions lie, by numerator and denominator, which is above 0."""
    return rational(above) * Bounds(Fraction(1, below.high), Fraction(1, below.low))


def inverses(above: Bounds[int], below: Bounds[int]) -> Bounds[Fraction]:
    """Where 1 over a fraction lies, by its numerator and denominator, and 0 for what has no inverse.

    A numerator that is not 0 is 1 at least, up or down, so that no inverse is further from zero than the
    denominator.
    """
    return Bounds(
        Fraction(-below.high if above.low < 0 else 0), Fraction(below.high if above.high > 0 else 0)
    )


BIT: Final = Bounds(0, 1)
NOTHING: Final = Bounds(Fraction(0), Fraction(0))
"""What stands where a number is missing."""
