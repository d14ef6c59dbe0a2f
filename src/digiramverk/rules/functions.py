"""The functions of the language, by what they do with their argument.

Folds take something finer than the measure and fold it; the others work on single values. Plugins register
folds of their own (:class:`RegisteredFold`).
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs

NUMBER_FOLDS: Final = ("mean", "sum", "min", "max", "median")
TRUTH_FOLDS: Final = ("count", "share_of", "all", "any")
LADDERS: Final = ("highest", "lowest")
"""The folds over an ordered dimension that give one of its members."""
WEIGHTED: Final = frozenset({"mean", "sum", "share_of"})
"""The folds that take `weight=`."""
DEFAULTED: Final = frozenset({"mean", "sum", "min", "max", "median", "share_of"})
"""The folds that take `default=`, the value over nothing."""
ON_VALUES: Final = ("known", "abs", "round", "clamp", "coalesce", "lookup", "band", "previous", "target")

FUNCTIONS: Final = (*NUMBER_FOLDS, *TRUTH_FOLDS, *LADDERS, *ON_VALUES)
"""All of them, as they are listed to people."""

ROUNDINGS: Final = ("half_up", "half_even", "up", "down")
"""How `round` decides; up and down are away from zero and towards it."""

Table = Sequence[Sequence[Fraction | None]]
"""What a registered fold is given: a row per form or group of forms, a column per cell; None is missing."""


@attrs.frozen
class RegisteredFold:
    """A fold that a plugin registers.

    Attributes:
        name: how rules call it.
        compute: (table of exact values) → a number, or None for *undecided*. Called with what is folded: one
            row per member of the population, one column per framework cell.
        unit: the unit of its value, which decides how it is displayed.
        low, high: the range of its values, where it has one.
        monotone: whether it promises never to fall when a value that it is given rises. A promise is tested,
            never taken on trust.
        frame: the same over the cells of single forms, on columns; see `digiramverk.rules.frame.columnwise`.
        distribution: who gives it; filled in by the host.
    """

    name: str
    compute: Callable[[Table], float | Fraction | None] = attrs.field(eq=False, repr=False)
    unit: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    monotone: bool = attrs.field(default=False, eq=False)
    frame: Callable[[Any], Any] | None = attrs.field(default=None, eq=False, repr=False)
    distribution: str = attrs.field(default="-", eq=False)


@attrs.frozen
class Bound:
    """One side of a band: the number, and whether it belongs to the band."""

    at: Fraction
    included: bool


@attrs.frozen
class Band:
    """A named stretch of numbers; a side without bound is open for ever."""

    id: str
    low: Bound | None
    high: Bound | None

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in the band."""
        above = self.low is None or value > self.low.at or (self.low.included and value == self.low.at)
        below = self.high is None or value < self.high.at or (self.high.included and value == self.high.at)
        return above and below


Bands = tuple[Band, ...]
"""The members of one set of bands, lowest first."""

Lookup = Mapping[str, Fraction]
"""A table of numbers by level id, member or number as written."""


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    """A number with at most `digits` decimals.

    >>> rounded(Fraction(5, 2), 0, "half_even"), rounded(Fraction(-5, 2), 0, "half_up")
    (Fraction(2, 1), Fraction(-3, 1))
    """
    scaled = abs(value) * Fraction(10) ** digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = {
        "half_up": twice >= 0,
        "half_even": twice > 0 or (twice == 0 and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    result = Fraction(whole + up) / Fraction(10) ** digits
    return -result if value < 0 else result


def median(values: Sequence[Fraction]) -> Fraction:
    """The middle value; the mean of the two middle ones of an even number."""
    ordered: list[Any] = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return Fraction(ordered[middle])
    return Fraction(ordered[middle - 1] + ordered[middle]) / 2
