"""The kinds of missing value. A combination has the greatest kind of its parts."""

from enum import IntEnum
from fractions import Fraction

Value = Fraction | bool | str
"""An exact value where nothing is missing; a text is the id of a member."""


class Missing(IntEnum):
    """Why there is no value.

    A cell that does not exist is not among these: it has no result at all. The numbers are an order: if
    several things are missing, the greatest kind names the result.
    """

    NOT_RELEVANT = 1
    UNANSWERED = 2
    UNDECIDED = 3
    WITHHELD = 4

    def __str__(self) -> str:
        """The name used in results."""
        return self.key

    @property
    def key(self) -> str:
        """The name used in results: `not_relevant`, `unanswered`, `undecided` or `withheld`."""
        return self.name.lower()
