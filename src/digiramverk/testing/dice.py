"""Drawing small numbers and nothing else: quick, and shrinking to the first of every choice."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
"""What a composite strategy is given to draw with."""


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    return st.integers(0, bound - 1)


@attrs.frozen
class Dice:
    """Draws small numbers and nothing else, which is quick; the smallest choices come first."""

    draw: Draw

    def below(self, bound: int) -> int:
        """A number from 0 and below `bound`."""
        found: int = self.draw(_below(bound)) if bound > 1 else 0
        return found

    def between(self, least: int, most: int) -> int:
        """A number from `least` to `most`."""
        return least + self.below(most - least + 1)

    def one_in(self, number: int) -> bool:
        """True once in so many times; the simplest choice is False."""
        return self.below(number) == number - 1

    def pick(self, choices: Sequence[T]) -> T:
        """One of several, the first being simplest."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], most: int | None = None) -> list[T]:
        """Some of several, in their order."""
        chosen = [choice for choice in choices if self.below(2)]
        return chosen[:most]
