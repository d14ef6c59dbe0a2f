"""What an operation on single values declares. As for folds, no field has a default."""

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction

import attrs

from digiramverk.rules.functions.options import CallOptions
from digiramverk.rules.intervals import Interval
from digiramverk.rules.movement import Arguments, Direction


class Accepts(Enum):
    """Which arguments an operation accepts."""

    NUMBERS = "numbers"
    ALIKE = "alike"
    """Values of one type, whichever it is."""
    ROUNDING = "rounding"
    """A number, then how to round it."""


@attrs.frozen(kw_only=True)
class Operation:
    """A function of single values.

    Attributes:
        name: the name that rules call it by.
        accepts: which arguments it accepts.
        least, most: the bounds of the number of arguments. An operation that shares its name with a fold
            takes 2 or more, so that the number tells them apart.
        exact: (known values, options) → the exact result.
        range: (ranges of the arguments, options) → the range of the result.
        direction: whether the result rises or falls when an answer is raised.
        passes_over: True if the result is the first known argument; otherwise the result is missing if any
            argument is.
        picks: 1 if the result is the greatest argument, -1 if it is the least, otherwise 0.
        keeps_whole: whether whole numbers give a whole number.
    """

    name: str
    accepts: Accepts
    least: int
    most: int
    exact: Callable[[Sequence[Fraction], CallOptions], Fraction]
    range: Callable[[Sequence[Interval], CallOptions], Interval]
    direction: Callable[[Arguments], Direction]
    passes_over: bool
    picks: int
    keeps_whole: bool

    @property
    def gives_one(self) -> bool:
        """Whether the result is one of the arguments, unchanged."""
        return self.passes_over or self.picks != 0

    @property
    def rounds(self) -> bool:
        """Whether the result is its argument, rounded."""
        return self.accepts is Accepts.ROUNDING
