"""Draws from Hypothesis only small whole numbers: that is quick, and shrinks to the first of all choices."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]
"""The `draw` that Hypothesis passes to a composite strategy."""


@cache
def _below(bound: int) -> st.SearchStrategy[int]:
    return st.integers(0, bound - 1)


@attrs.frozen
class Dice:
    """Makes every choice from small whole numbers. Put the simplest choice first: examples shrink to it."""

    draw: Draw

    def below(self, bound: int) -> int:
        """A number from 0 and below `bound`."""
        found: int = self.draw(_below(bound)) if bound > 1 else 0
        return found

    def between(self, least: int, most: int) -> int:
        """A number from `least` to `most`."""
        return least + self.below(most - least + 1)

    def one_in(self, number: int) -> bool:
        """True once in `number` times on average; shrinks to False."""
        return self.below(number) == number - 1

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices; shrinks to the first."""
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], most: int | None = None) -> list[T]:
        """Some of the choices, in their order; shrinks to none."""
        chosen = [choice for choice in choices if self.below(2)]
        return chosen[:most]
