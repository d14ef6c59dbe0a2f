"""The built-in operations on single values, one object each."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Final

from digiramverk.rules.functions.operation import Accepts, Operation
from digiramverk.rules.functions.options import CallOptions
from digiramverk.rules.functions.rounding import rounded
from digiramverk.rules.intervals import EVERYTHING, Interval, greatest, least
from digiramverk.rules.movement import Arguments, Direction, joined, signed

_MOST_ARGUMENTS: Final = 20


def _range_of_abs(given: Sequence[Interval], options: CallOptions) -> Interval:
    del options
    low, high = given[0].low, given[0].high
    if low is None or high is None:
        return EVERYTHING
    nearest = Fraction(0) if given[0].holds(Fraction(0)) else min(abs(low), abs(high))
    return Interval(nearest, max(abs(low), abs(high)))


def _range_of_clamp(given: Sequence[Interval], options: CallOptions) -> Interval:
    del options
    return Interval(given[1].join(given[2]).low, given[2].high)


def _range_of_round(given: Sequence[Interval], options: CallOptions) -> Interval:
    """Round both ends. Rounding never reverses the order of two numbers, so no result is outside them.

    Rounding the ends keeps their digits few. In a chain of rules that each multiply a rounded value, exact
    ends would grow until the check of sizes refused the last rule.
    """
    digits, mode = int(options[0]), str(options[1])
    ends = (None if end is None else rounded(end, digits, mode) for end in (given[0].low, given[0].high))
    return Interval(*ends)


def _goes_along(arguments: Arguments) -> Direction:
    """The result never falls when an argument rises."""
    return joined(arguments.directions)


def _goes_along_if_settled(arguments: Arguments) -> Direction:
    """As :func:`_goes_along`, if no answer can change which argument is the first known one."""
    along = joined(arguments.directions)
    return along if along is Direction.STILL or arguments.settled else Direction.EITHER


ABS: Final = Operation(
    name="abs",
    accepts=Accepts.NUMBERS,
    least=1,
    most=1,
    exact=lambda given, _: abs(given[0]),
    range=_range_of_abs,
    direction=lambda arguments: signed(arguments.directions[0], arguments.first),
    passes_over=False,
    picks=0,
    keeps_whole=True,
)
ROUND: Final = Operation(
    name="round",
    accepts=Accepts.ROUNDING,
    least=1,
    most=3,
    exact=lambda given, options: rounded(given[0], int(options[0]), str(options[1])),
    range=_range_of_round,
    direction=_goes_along,
    passes_over=False,
    picks=0,
    keeps_whole=False,
)
CLAMP: Final = Operation(
    name="clamp",
    accepts=Accepts.NUMBERS,
    least=3,
    most=3,
    exact=lambda given, _: min(max(given[0], given[1]), given[2]),
    range=_range_of_clamp,
    direction=_goes_along,
    passes_over=False,
    picks=0,
    keeps_whole=False,
)
COALESCE: Final = Operation(
    name="coalesce",
    accepts=Accepts.ALIKE,
    least=2,
    most=_MOST_ARGUMENTS,
    exact=lambda given, _: given[0],
    range=lambda given, _: reduce(Interval.join, given),
    direction=_goes_along_if_settled,
    passes_over=True,
    picks=0,
    keeps_whole=False,
)
LEAST: Final = Operation(
    name="min",
    accepts=Accepts.NUMBERS,
    least=2,
    most=_MOST_ARGUMENTS,
    exact=lambda given, _: min(given),
    range=lambda given, _: least(given),
    direction=_goes_along,
    passes_over=False,
    picks=-1,
    keeps_whole=True,
)
GREATEST: Final = Operation(
    name="max",
    accepts=Accepts.NUMBERS,
    least=2,
    most=_MOST_ARGUMENTS,
    exact=lambda given, _: max(given),
    range=lambda given, _: greatest(given),
    direction=_goes_along,
    passes_over=False,
    picks=1,
    keeps_whole=True,
)

ON_SINGLE_VALUES: Final = (ABS, ROUND, CLAMP, COALESCE, LEAST, GREATEST)
