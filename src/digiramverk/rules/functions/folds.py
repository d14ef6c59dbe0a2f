"""The built-in folds over values, one object each.

Ranges and directions are claims that proofs rely on, so each function below claims only what holds for every
input and returns EVERYTHING or EITHER otherwise. A narrower claim would prove more laws, and some of them
would be false. Tests compare every claim with exact results over drawn values.
"""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Final, assert_never

from digiramverk.rules.functions.fold import Extreme, Fold, HeldBack, Parts, SumReading, Sums, Values
from digiramverk.rules.functions.options import CallOptions, Option
from digiramverk.rules.intervals import EVERYTHING, SHARE, Interval, Range, TruthRange, product, repeated
from digiramverk.rules.movement import Direction, Elements, signed
from digiramverk.rules.types import Boolean, Number

_STILL: Final = Direction.STILL
_ZERO: Final = Fraction(0)


def _interval(values: Range) -> Interval:
    return values if isinstance(values, Interval) else EVERYTHING


def _never_negative(weights: Interval | None) -> bool:
    return weights is None or (weights.low is not None and weights.low >= 0)


# --- ranges --------------------------------------------------------------------------------------------


def _of_values(values: Range, weights: Interval | None, most: int | None) -> Range:
    """The result is one of the values or between two of them, so their range is its range."""
    del weights, most
    return _interval(values)


def _of_mean(values: Range, weights: Interval | None, most: int | None) -> Range:
    """The range of the values; anything if a weight can be negative, since their sum can be near 0."""
    del most
    return _interval(values) if _never_negative(weights) else EVERYTHING


def _of_sum(values: Range, weights: Interval | None, most: int | None) -> Range:
    each = _interval(values)
    return repeated(each if weights is None else product(each, weights), most)


def _of_count(values: Range, weights: Interval | None, most: int | None) -> Range:
    del values, weights
    return Interval(_ZERO, None if most is None else Fraction(most))


def _of_share(values: Range, weights: Interval | None, most: int | None) -> Range:
    """A share is a mean of zeros and ones."""
    del values
    return _of_mean(SHARE, weights, most)


def _of_truths(values: Range, weights: Interval | None, most: int | None) -> Range:
    del weights, most
    return values if isinstance(values, TruthRange) else TruthRange()


# --- directions ----------------------------------------------------------------------------------------


def with_values(elements: Elements) -> Direction:
    """The direction of the values, if no answer can change which elements are included or known."""
    if elements.where is not _STILL or elements.weight is not _STILL or not elements.settled:
        return Direction.EITHER
    return elements.value


def _with_weighed(elements: Elements) -> Direction:
    """The direction of the values, unless a weight can be negative."""
    fine = elements.meant or _never_negative(elements.weights)
    return with_values(elements) if fine else Direction.EITHER


def _with_sum(elements: Elements) -> Direction:
    """As :func:`_with_weighed`; also, one element more raises a sum if its value is positive."""
    if elements.where is not _STILL and elements.weights is None and elements.settled:
        return elements.value | signed(elements.where, elements.values)
    return _with_weighed(elements)


def _with_count(elements: Elements) -> Direction:
    return elements.value | elements.where if elements.settled else Direction.EITHER


def with_truths(elements: Elements) -> Direction:
    """The direction of the truth values, if no level can take an element out of the fold."""
    if elements.where is not _STILL or elements.weight is not _STILL or elements.slips:
        return Direction.EITHER
    return elements.value


def _either_way(elements: Elements) -> Direction:
    """Either: raising 1 to 2 in 1, 2, 3, 3 lowers the mode from 3 to 2 if `ties` is `lower`."""
    del elements
    return Direction.EITHER


# --- the folds -----------------------------------------------------------------------------------------


def median(counts: Mapping[Fraction, int], options: CallOptions) -> Fraction:
    """Return the middle value, or the mean of the two middle values if their number is even.

    Args:
        counts: how often each value occurs. Counts, because a million forms share few distinct values.
        options: empty; `median` has no options.

    >>> median({Fraction(1): 1, Fraction(4): 2, Fraction(9): 1}, ())
    Fraction(4, 1)
    """
    del options
    known = sum(counts.values())
    found: list[Fraction] = []
    before = 0
    for value in sorted(counts):
        after = before + counts[value]
        found += [value for position in ((known - 1) // 2, known // 2) if before <= position < after]
        before = after
    return sum(found, _ZERO) / 2


class Ties(Enum):
    """Which value `mode` returns if several are equally common."""

    LOWER = "lower"
    HIGHER = "higher"
    MISSING = "missing"


def mode(counts: Mapping[Fraction, int], options: CallOptions) -> Fraction | None:
    """Return the most common value. If several are equally common, `ties` decides; None means undecided.

    Args:
        counts: how often each value occurs.
        options: a word of :class:`Ties`.

    >>> [mode({Fraction(1): 2, Fraction(4): 2, Fraction(9): 1}, (ties.value,)) for ties in Ties]
    [Fraction(1, 1), Fraction(4, 1), None]
    """
    most = max(counts.values())
    alike = [value for value, count in counts.items() if count == most]
    ties = Ties(options[0])
    match ties:
        case Ties.LOWER:
            return min(alike)
        case Ties.HIGHER:
            return max(alike)
        case Ties.MISSING:
            return alike[0] if len(alike) == 1 else None
        case _:
            assert_never(ties)


MEAN: Final = Fold(
    name="mean",
    takes=Number,
    gives=None,
    follows_from=Sums(SumReading.QUOTIENT),
    range=_of_mean,
    direction=_with_weighed,
    takes_weight=True,
    takes_default=True,
    options=(),
    of_one=True,
    of_equals=True,
    keeps_whole=False,
    parts=Parts.BETWEEN,
    held_back=HeldBack.BY_THE_LOWEST,
    mistaken_for=("sum", "min", "max"),
)
SUM: Final = Fold(
    name="sum",
    takes=Number,
    gives=None,
    follows_from=Sums(SumReading.TOTAL),
    range=_of_sum,
    direction=_with_sum,
    takes_weight=True,
    takes_default=True,
    options=(),
    of_one=True,
    of_equals=False,
    keeps_whole=True,
    parts=Parts.ADD_UP,
    held_back=HeldBack.UNKNOWN,
    mistaken_for=("mean",),
)
MIN: Final = Fold(
    name="min",
    takes=Number,
    gives=None,
    follows_from=Extreme(-1),
    range=_of_values,
    direction=with_values,
    takes_weight=False,
    takes_default=True,
    options=(),
    of_one=True,
    of_equals=True,
    keeps_whole=True,
    parts=Parts.BETWEEN,
    held_back=HeldBack.BY_THE_LOWEST,
    mistaken_for=("max",),
)
MAX: Final = Fold(
    name="max",
    takes=Number,
    gives=None,
    follows_from=Extreme(1),
    range=_of_values,
    direction=with_values,
    takes_weight=False,
    takes_default=True,
    options=(),
    of_one=True,
    of_equals=True,
    keeps_whole=True,
    parts=Parts.BETWEEN,
    held_back=HeldBack.UNKNOWN,
    mistaken_for=("min",),
)
MEDIAN: Final = Fold(
    name="median",
    takes=Number,
    gives=None,
    follows_from=Values(median, mean_of=2, leaves_open=lambda _: False),
    range=_of_values,
    direction=with_values,
    takes_weight=False,
    takes_default=True,
    options=(),
    of_one=True,
    of_equals=True,
    keeps_whole=False,
    parts=Parts.BETWEEN,
    held_back=HeldBack.BY_THE_LOWEST,
    mistaken_for=("mean",),
)
MODE: Final = Fold(
    name="mode",
    takes=Number,
    gives=None,
    follows_from=Values(mode, mean_of=1, leaves_open=lambda options: Ties(options[0]) is Ties.MISSING),
    range=_of_values,
    direction=_either_way,
    takes_weight=False,
    takes_default=True,
    options=(Option("ties", tuple(each.value for each in Ties)),),
    of_one=True,
    of_equals=True,
    keeps_whole=True,
    parts=Parts.UNKNOWN,
    held_back=HeldBack.UNKNOWN,
    mistaken_for=("median",),
)
COUNT: Final = Fold(
    name="count",
    takes=Boolean,
    gives=Number("count"),
    follows_from=Sums(SumReading.COUNT),
    range=_of_count,
    direction=_with_count,
    takes_weight=False,
    takes_default=False,
    options=(),
    of_one=False,
    of_equals=False,
    keeps_whole=True,
    parts=Parts.ADD_UP,
    held_back=HeldBack.BY_THE_FALSE,
    mistaken_for=(),
)
SHARE_OF: Final = Fold(
    name="share_of",
    takes=Boolean,
    gives=Number("fraction"),
    follows_from=Sums(SumReading.QUOTIENT),
    range=_of_share,
    direction=_with_weighed,
    takes_weight=True,
    takes_default=True,
    options=(),
    of_one=False,
    of_equals=False,
    keeps_whole=False,
    parts=Parts.BETWEEN,
    held_back=HeldBack.BY_THE_FALSE,
    mistaken_for=("count",),
)
ALL: Final = Fold(
    name="all",
    takes=Boolean,
    gives=Boolean(),
    follows_from=Sums(SumReading.ALL_TRUE),
    range=_of_truths,
    direction=with_truths,
    takes_weight=False,
    takes_default=False,
    options=(),
    of_one=False,
    of_equals=False,
    keeps_whole=False,
    parts=Parts.UNKNOWN,
    held_back=HeldBack.BY_THE_FALSE,
    mistaken_for=("any",),
)
ANY: Final = Fold(
    name="any",
    takes=Boolean,
    gives=Boolean(),
    follows_from=Sums(SumReading.ANY_TRUE),
    range=_of_truths,
    direction=with_truths,
    takes_weight=False,
    takes_default=False,
    options=(),
    of_one=False,
    of_equals=False,
    keeps_whole=False,
    parts=Parts.UNKNOWN,
    held_back=HeldBack.UNKNOWN,
    mistaken_for=("all",),
)

ON_VALUES: Final = (MEAN, SUM, MIN, MAX, MEDIAN, MODE, COUNT, SHARE_OF, ALL, ANY)
"""All folds over values, in the order of the reference."""
