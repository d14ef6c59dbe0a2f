"""What an operation on single values has to say of itself."""

from collections.abc import Callable, Sequence
from enum import Enum
from fractions import Fraction

import attrs

from digiramverk.rules.functions.options import CallOptions
from digiramverk.rules.intervals import Interval
from digiramverk.rules.movement import Arguments, Direction


class Accepts(Enum):
    """What can be in the brackets of an operation."""

    NUMBERS = "numbers"
    ALIKE = "alike"
    """Values of one kind, whichever."""
    ROUNDING = "rounding"
    """A number, and how it is rounded."""


@attrs.frozen(kw_only=True)
class Operation:
    """A function of single values. No field has a default: what is forgotten cannot be made.

    Attributes:
        name: how rules call it.
        accepts: what it is called with.
        least, most: how many arguments it takes. One that is also a fold takes 2 or more.
        exact: (known values, options) → the exact result.
        range: (what the arguments can be, options) → what the result can be.
        direction: where the result goes when an answer is raised.
        passes_over: whether it gives the first argument that is known and passes over the others; otherwise
            one that is missing makes the result missing.
        picks: 1 or -1 where it gives the greatest or least of its arguments, 0 where it does not.
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
        """Whether it gives one of its arguments as it is."""
        return self.passes_over or self.picks != 0

    @property
    def rounds(self) -> bool:
        """Whether its result says less than its argument, and next to the same."""
        return self.accepts is Accepts.ROUNDING
