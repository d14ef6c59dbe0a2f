"""What a fold declares, so that no engine, check or proof needs to know it by name.

The invariant: a fold declares everything, or it cannot be created. A field that decides a value, a range or
a proof has no default, because a wrong default is silent: an engine that did not know a fold used to compute
the mean instead. Engines match on what a result *follows from* and end with `assert_never`, so the type
checker lists every engine that does not handle a new kind.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import assert_never

import attrs

from digiramverk.rules.functions.options import CallOptions, Option
from digiramverk.rules.intervals import Interval, Range
from digiramverk.rules.missing import Missing
from digiramverk.rules.movement import Direction, Elements
from digiramverk.rules.types import Boolean, Number

Result = Fraction | bool | None
"""The result of folding known elements; None means *undecided*."""


class SumReading(Enum):
    """How to get a result from the number of known elements, their sum, and the sum of their weights."""

    TOTAL = "total"
    QUOTIENT = "quotient"
    """The weighted sum divided by the sum of weights. Without weights, every weight is 1."""
    COUNT = "count"
    ALL_TRUE = "all_true"
    ANY_TRUE = "any_true"

    def of(self, known: int, total: Fraction, weights: Fraction) -> Result:
        """Return the exact result over one or more known elements.

        Args:
            known: the number of known elements, 1 or more.
            total: the sum of value times weight; true counts as 1 and false as 0.
            weights: the sum of the weights.

        Returns:
            None (*undecided*) for a quotient whose weights add up to 0.
        """
        match self:
            case SumReading.TOTAL | SumReading.COUNT:
                return total
            case SumReading.QUOTIENT:
                return total / weights if weights else None
            case SumReading.ALL_TRUE:
                return total == known
            case SumReading.ANY_TRUE:
                return total > 0
            case _:
                assert_never(self)


@attrs.frozen
class Sums:
    """The result follows from counts and sums, so an engine can add up a group in parts."""

    reading: SumReading


@attrs.frozen
class Extreme:
    """The result is the greatest value (`sign` 1) or the least (`sign` -1)."""

    sign: int


@attrs.frozen
class Values:
    """The result follows from all values and how often each occurs.

    Attributes:
        result: (how often each value occurs, options) → the result. At least one value occurs.
        mean_of: the result is the mean of at most this many of the values; 1 if it is one of them.
        leaves_open: options → whether the result can be undecided although every value is known.
    """

    result: Callable[[Mapping[Fraction, int], CallOptions], Fraction | None]
    mean_of: int
    leaves_open: Callable[[CallOptions], bool]


class Parts(Enum):
    """How the figure for a whole relates to the figures for its parts. A law tests this."""

    ADD_UP = "add_up"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class HeldBack(Enum):
    """Which elements an explanation names as the ones that keep the result down."""

    BY_THE_FALSE = "by_the_false"
    BY_THE_LOWEST = "by_the_lowest"
    UNKNOWN = "unknown"


Ranging = Callable[[Range, Interval | None, int | None], Range]
"""(range of the values, range of the weights, greatest number of elements) → range of the result."""


@attrs.frozen(kw_only=True)
class Fold:
    """A built-in fold over values.

    Attributes:
        name: the name that rules call it by.
        takes: the type of its elements, numbers or truth values.
        gives: the type of its result; None means the type of the elements.
        follows_from: what decides the result. Every engine computes the result from this.
        range: computes the range of the result.
        direction: whether the result rises or falls when an answer is raised.
        takes_weight, takes_default: whether rules may write `weight=` and `default=`.
        options: the keywords that every call must state.
        of_one: whether the result over one element is that element.
        of_equals: whether the result over equal elements is their value.
        keeps_whole: whether whole numbers, or truth values, give a whole number.
        parts: how the figure for a whole relates to the figures for its parts.
        held_back: which elements keep its result down.
        mistaken_for: the folds that authors write instead by mistake; mutation testing tries them.
    """

    name: str
    takes: type[Number] | type[Boolean]
    gives: Number | Boolean | None
    follows_from: Sums | Extreme | Values
    range: Ranging
    direction: Callable[[Elements], Direction]
    takes_weight: bool
    takes_default: bool
    options: tuple[Option, ...]
    of_one: bool
    of_equals: bool
    keeps_whole: bool
    parts: Parts
    held_back: HeldBack
    mistaken_for: tuple[str, ...]

    @property
    def order_matters(self) -> bool:
        """Always False: sums, extremes and numbers of occurrences do not depend on the order."""
        return False

    @property
    def reading(self) -> SumReading | None:
        """How to get the result from sums; None if it does not follow from sums."""
        return self.follows_from.reading if isinstance(self.follows_from, Sums) else None

    @property
    def linear(self) -> bool:
        """Whether the result is a sum of the values, or that sum divided by a constant or by weights."""
        return self.reading in {SumReading.TOTAL, SumReading.QUOTIENT, SumReading.COUNT}

    @property
    def adds_numbers(self) -> bool:
        """Whether it adds up numbers, and not truth values."""
        return self.takes is Number and self.reading is not None

    @property
    def decisive(self) -> bool | None:
        """The truth value that decides the result alone, even if others are missing; None if none does."""
        match self.reading:
            case SumReading.ALL_TRUE:
                return False
            case SumReading.ANY_TRUE:
                return True
            case SumReading.TOTAL | SumReading.QUOTIENT | SumReading.COUNT | None:
                return None
            case _:
                assert_never(self.reading)

    @property
    def decided_early(self) -> bool:
        """Whether it can have a value although an element is undecided."""
        return self.decisive is not None

    def leaves_open(self, options: CallOptions) -> bool:
        """Whether it can be undecided although every element is known."""
        return isinstance(self.follows_from, Values) and self.follows_from.leaves_open(options)

    @property
    def over_nothing(self) -> Fraction | None:
        """The value if no element is known; None means missing."""
        return Fraction(0) if self.reading is SumReading.COUNT else None

    def exact(self, elements: Sequence[tuple[Fraction | bool, Fraction]], options: CallOptions) -> Result:
        """Return the exact result over one or more known elements: the reference for every engine.

        Args:
            elements: the value and the weight of each element.
            options: the word that the call states for each of the fold's options.
        """
        match self.follows_from:
            case Sums(reading=reading):
                total = sum((value * weight for value, weight in elements), Fraction(0))
                return reading.of(len(elements), total, sum((weight for _, weight in elements), Fraction(0)))
            case Extreme(sign=sign):
                return max((Fraction(value) for value, _ in elements), key=lambda value: sign * value)
            case Values(result=result):
                return result(Counter(Fraction(value) for value, _ in elements), options)
            case _:
                assert_never(self.follows_from)


@attrs.frozen(kw_only=True)
class Ladder:
    """A fold over an ordered dimension. Its result is a member of the dimension, or *none*.

    Attributes:
        name: the name that rules call it by.
        climbs: True for the highest rung that is true together with all rungs below it; False for the
            lowest rung that is true.
        direction: whether the result rises or falls when an answer is raised.
        held_back: which rungs keep its result down.
        mistaken_for: as for :class:`Fold`.
    """

    name: str
    climbs: bool
    direction: Callable[[Elements], Direction]
    held_back: HeldBack
    mistaken_for: tuple[str, ...]

    @property
    def order_matters(self) -> bool:
        """Always True: the lowest rung comes first."""
        return True

    @property
    def decided_early(self) -> bool:
        """Always True: rungs above the one that decides do not matter."""
        return True

    def exact(self, rungs: Sequence[tuple[str, bool | Missing]]) -> str | Missing:
        """Return the exact result: a member, `none`, or the kind of missing.

        Args:
            rungs: the member of every rung and its truth value, lowest first. Rungs that are not relevant
                are skipped. A rung that is missing for another reason makes the result missing, if the
                ladder reaches it.
        """
        last: str | None = None
        for member, holds in rungs:
            if isinstance(holds, Missing):
                if holds is not Missing.NOT_RELEVANT:
                    return holds
            elif holds is not self.climbs:
                return (last or "none") if self.climbs else member
            else:
                last = member if self.climbs else "none"
        return last if last is not None else Missing.NOT_RELEVANT
