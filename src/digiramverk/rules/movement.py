"""Directions in which values move when an answer is raised, and how they combine."""

from collections.abc import Iterable
from enum import Enum
from typing import Protocol

from digiramverk.rules.intervals import Interval


class Direction(Enum):
    """The direction of a value when an answer is raised. *Either* means that nothing is proved."""

    STILL = "still"
    RISING = "rising"
    FALLING = "falling"
    EITHER = "either"

    @property
    def turned(self) -> "Direction":
        """The direction of the negated value."""
        return {Direction.RISING: Direction.FALLING, Direction.FALLING: Direction.RISING}.get(self, self)

    def __or__(self, other: "Direction") -> "Direction":
        """The direction of a value that moves with both."""
        if self is other or other is Direction.STILL:
            return self
        return other if self is Direction.STILL else Direction.EITHER


class Elements(Protocol):
    """What is known about the elements of a fold before any answer is known."""

    @property
    def value(self) -> Direction:
        """The direction of the folded values."""
        ...

    @property
    def where(self) -> Direction:
        """The direction of the condition; still without one."""
        ...

    @property
    def weight(self) -> Direction:
        """The direction of the weights; still without weights."""
        ...

    @property
    def settled(self) -> bool:
        """Whether no level decides which values are known."""
        ...

    @property
    def slips(self) -> bool:
        """Whether a level can decide that an element is excluded."""
        ...

    @property
    def values(self) -> Interval:
        """The range of the folded values."""
        ...

    @property
    def weights(self) -> Interval | None:
        """The range of the weights; None without weights."""
        ...

    @property
    def meant(self) -> bool:
        """Whether to find what the rule intends instead of what it computes: then no weight is negative."""
        ...


class Arguments(Protocol):
    """What is known about the arguments of an operation before any answer is known."""

    @property
    def directions(self) -> tuple[Direction, ...]:
        """The direction of each argument."""
        ...

    @property
    def first(self) -> Interval:
        """The range of the first argument."""
        ...

    @property
    def settled(self) -> bool:
        """Whether no level decides which of them are known."""
        ...


def joined(directions: Iterable[Direction]) -> Direction:
    """The direction of a value that moves with all of several."""
    found = Direction.STILL
    for each in directions:
        found |= each
    return found


def signed(direction: Direction, factor: Interval) -> Direction:
    """The direction of a product with respect to one factor; the other lies in an interval."""
    if direction is Direction.STILL:
        return direction
    if factor.low is not None and factor.low >= 0:
        return direction
    return direction.turned if factor.high is not None and factor.high <= 0 else Direction.EITHER
