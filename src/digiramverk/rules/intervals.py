"""Possible values: intervals of numbers, and possible truth values.

An interval is a bound, not a promise: every possible value lies in it, but not every number in it need be
possible. A value about which nothing is known has the interval of all numbers.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Final

import attrs

Infinite = Fraction | None
"""A bound; None for infinity."""

ExactNumber = int | Fraction


@attrs.frozen
class Interval:
    """All numbers from `low` to `high`, both included; None is infinite."""

    low: Infinite = None
    high: Infinite = None

    def join(self, other: "Interval") -> "Interval":
        """The least interval that contains both."""
        low = None if self.low is None or other.low is None else min(self.low, other.low)
        high = None if self.high is None or other.high is None else max(self.high, other.high)
        return Interval(low, high)

    def holds(self, number: Fraction) -> bool:
        """Whether a number lies in the interval."""
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@attrs.frozen
class TruthRange:
    """Which truth values are possible."""

    can_be_true: bool = True
    can_be_false: bool = True


Range = Interval | TruthRange
"""The possible values. Members of dimensions are not tracked: they get a truth range without meaning."""

EVERYTHING: Final = Interval()
SHARE: Final = Interval(Fraction(0), Fraction(1))


def hull(numbers: Iterable[Fraction]) -> Interval:
    """The least interval that contains some numbers; everything for none."""
    known = list(numbers)
    return Interval(min(known), max(known)) if known else EVERYTHING


def negated(interval: Interval) -> Interval:
    """The range of -x."""
    low, high = interval.low, interval.high
    return Interval(None if high is None else -high, None if low is None else -low)


def repeated(each: Interval, most: int | None) -> Interval:
    """The range of the sum of one to `most` numbers from an interval; there is no sum of none."""
    low, high = each.low, each.high
    if low is not None and low < 0:
        low = None if most is None else low * most
    if high is not None and high > 0:
        high = None if most is None else high * most
    return Interval(low, high)


def product(one: Interval, other: Interval) -> Interval:
    """The range of x * y."""
    corners = [(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    finite = [a * b for a, b in corners if a is not None and b is not None]
    if len(finite) == len(corners):
        return Interval(min(finite), max(finite))
    # Of open ranges only those from 0 up are worked out; others get everything.
    if one.low is not None and other.low is not None and one.low >= 0 and other.low >= 0:
        return Interval(one.low * other.low, None)
    return EVERYTHING


def greatest(given: Sequence[Interval]) -> Interval:
    """The range of the greatest of numbers from several intervals: no less than any of the lower ends."""
    lows = [each.low for each in given if each.low is not None]
    highs = [each.high for each in given if each.high is not None]
    return Interval(max(lows, default=None), max(highs) if len(highs) == len(given) else None)


def least(given: Sequence[Interval]) -> Interval:
    """The range of the least of numbers from several intervals."""
    return negated(greatest([negated(each) for each in given]))
