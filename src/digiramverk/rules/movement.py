"""Where a value can go when an answer is raised, and what goes with what."""

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from digiramverk.rules.intervals import Interval


class Direction(Enum):
    """Where a value can go when an answer is raised. *Either* says that nothing is proved."""

    STILL = "still"
    RISING = "rising"
    FALLING = "falling"
    EITHER = "either"

    @property
    def turned(self) -> "Direction":
        """The direction of the negated value."""
        return {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}.get(self, self)

    def __or__(self, other: "Direction") -> "Direction":
        """The direction of what moves with both."""
        if self is other or other is Direction.STILL:
            return self
        return other if self is Direction.STILL else Direction.EITHER


class Elements(Protocol):
    """What is known of the elements of a fold before any answer is."""

    @property
    def value(self) -> Direction:
        """Where the folded values go."""
        ...

    @property
    def where(self) -> Direction:
        """Where the condition goes; still without one."""
        ...

    @property
    def weight(self) -> Direction:
        """Where the weights go; still without weights."""
        ...

    @property
    def settled(self) -> bool:
        """Whether it depends on no level which values are known."""
        ...

    @property
    def slips(self) -> bool:
        """Whether it can depend on a level that an element is left out."""
        ...

    @property
    def values(self) -> Interval:
        """What the folded values can be."""
        ...

    @property
    def weights(self) -> Interval | None:
        """What the weights can be; None without weights."""
        ...

    @property
    def meant(self) -> bool:
        """Whether it is asked what the rule means, and not what it does: then no weight is negative."""
        ...


class Arguments(Protocol):
    """What is known of the arguments of an operation before any answer is."""

    @property
    def directions(self) -> tuple[Direction, ...]:
        """Where each one goes."""
        ...

    @property
    def first(self) -> Interval:
        """What the first one can be."""
        ...

    @property
    def settled(self) -> bool:
        """Whether it depends on no level which of them are known."""
        ...


def joined(directions: Iterable[Direction]) -> Direction:
    """The direction of what moves with all of several."""
    found = Direction.STILL
    for each in directions:
        found |= each
    return found


def signed(direction: Direction, factor: Interval) -> Direction:
    """Where a product goes with one factor, the other lying in an interval."""
    if direction is Direction.STILL:
        return direction
    if factor.low is not None and factor.low >= 0:
        return direction
    return direction.turned if factor.high is not None and factor.high <= 0 else Direction.EITHER
