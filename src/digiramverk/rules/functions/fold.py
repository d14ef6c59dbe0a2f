"""What a fold has to say of itself, so that nobody else needs to know it by name.

The invariant: a fold says everything, or it cannot be made. No field that decides a value, a range or a
proof has a default, because a default is wrong silently: a fold that was forgotten in one engine used to
compute the mean there. The engines match on what a result *follows from* with `assert_never`, so that the
type checker names every engine that does not know a new kind.
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
"""What known elements give; None is *undecided*."""


class SumReading(Enum):
    """What is read out of how many elements are known, their sum, and the sum of their weights."""

    TOTAL = "total"
    QUOTIENT = "quotient"
    """The sum of products divided by the sum of weights: by the number of elements where all weigh 1."""
    COUNT = "count"
    ALL_TRUE = "all_true"
    ANY_TRUE = "any_true"

    def of(self, known: int, total: Fraction, weights: Fraction) -> Result:
        """The exact result over one or more known elements.

        Args:
            known: how many elements are known, 1 or more.
            total: the sum of their values, each times its weight; a truth counts as 1 or 0.
            weights: the sum of their weights.
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
    """The result follows from counts and sums, so groups can be added up piece by piece."""

    reading: SumReading


@attrs.frozen
class Extreme:
    """The result is the greatest of the values (`sign` 1) or the least (`sign` -1)."""

    sign: int


@attrs.frozen
class Values:
    """The result needs all the values: how often each occurs.

    Attributes:
        result: (how often each value occurs, one or more; options) → the result.
        mean_of: of how many of the values it is the mean at the most; 1 where it is one of them.
        leaves_open: options → whether values that are known can leave it undecided.
    """

    result: Callable[[Mapping[Fraction, int], CallOptions], Fraction | None]
    mean_of: int
    leaves_open: Callable[[CallOptions], bool]


class Parts(Enum):
    """How the figure for all relates to the figures for its parts, which a law tests."""

    ADD_UP = "add_up"
    BETWEEN = "between"
    UNKNOWN = "unknown"


class HeldBack(Enum):
    """Which elements keep the result from being better, as an explanation names them."""

    BY_THE_FALSE = "by_the_false"
    BY_THE_LOWEST = "by_the_lowest"
    UNKNOWN = "unknown"


Ranging = Callable[[Range, Interval | None, int | None], Range]
"""(what the values can be, what the weights can be, how many there are at the most) → what results can be."""


@attrs.frozen(kw_only=True)
class Fold:
    """A fold of the language over values.

    Attributes:
        name: how rules call it.
        takes: what it folds, numbers or truths.
        gives: the type of its result; None for the type of the values.
        follows_from: what of the elements decides the result. Every engine computes it from this.
        range: what the result can be.
        direction: where the result goes when an answer is raised.
        takes_weight, takes_default: whether rules can say `weight=` and `default=`.
        options: what a rule has to choose, each by a keyword of its own.
        of_one: whether one element alone is given as it is.
        of_equals: whether elements that are all equal are given as they are.
        keeps_whole: whether whole numbers, or truths, give a whole number.
        parts: how the figure for all relates to those of its parts.
        held_back: what keeps its result from being better.
        mistaken_for: the folds that authors write by mistake instead, for trials of a rule.
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
        """Whether the order of elements does; no sum, extreme or number of occurrences knows of one."""
        return False

    @property
    def reading(self) -> SumReading | None:
        """What is read out of sums; None where the result does not follow from sums."""
        return self.follows_from.reading if isinstance(self.follows_from, Sums) else None

    @property
    def linear(self) -> bool:
        """Whether the result is a sum of the values, or one divided by a number that they do not decide."""
        return self.reading in {SumReading.TOTAL, SumReading.QUOTIENT, SumReading.COUNT}

    @property
    def adds_numbers(self) -> bool:
        """Whether it is made of a sum of numbers, as opposed to one of truths."""
        return self.takes is Number and self.reading is not None

    @property
    def decisive(self) -> bool | None:
        """The truth that decides alone, whatever is missing; None where none does."""
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
        """Whether it can have a value though something undecided is folded."""
        return self.decisive is not None

    def leaves_open(self, options: CallOptions) -> bool:
        """Whether it hangs on the values of elements that are all known, too, if it has a value."""
        return isinstance(self.follows_from, Values) and self.follows_from.leaves_open(options)

    @property
    def over_nothing(self) -> Fraction | None:
        """The value where no element is known; None for missing."""
        return Fraction(0) if self.reading is SumReading.COUNT else None

    def exact(self, elements: Sequence[tuple[Fraction | bool, Fraction]], options: CallOptions) -> Result:
        """The exact result over one or more known elements: the meaning that every engine must give.

        Args:
            elements: the value and the weight of each.
            options: the word that the rule chooses for each of the fold's options.
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
    """A fold over an ordered dimension that gives one of its members, or *none*.

    Attributes:
        name: how rules call it.
        climbs: True for the highest rung such that it and all below hold, False for the lowest that holds.
        direction: where the result goes when an answer is raised.
        held_back: what keeps its result from being better.
        mistaken_for: as for :class:`Fold`.
    """

    name: str
    climbs: bool
    direction: Callable[[Elements], Direction]
    held_back: HeldBack
    mistaken_for: tuple[str, ...]

    @property
    def order_matters(self) -> bool:
        """A ladder is climbed from below."""
        return True

    @property
    def decided_early(self) -> bool:
        """What lies above the rung where it stops does not matter."""
        return True

    def exact(self, rungs: Sequence[tuple[str, bool | Missing]]) -> str | Missing:
        """The exact result: a member, `none`, or the kind of missing.

        Args:
            rungs: every rung's member and whether it holds, lowest first. Rungs that are not relevant are
                passed over; at any other that is missing nobody can tell how far the ladder holds.
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
