"""Timing two things against one another in the same run: medians of interleaved repetitions."""

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Comparison(NamedTuple):
    """Two medians in seconds per call."""

    ours: float
    theirs: float

    @property
    def ratio(self) -> float:
        """How many of theirs fit into one of ours: below 1 we are faster."""
        return self.ours / self.theirs


def compare(
    ours: Callable[[], object], theirs: Callable[[], object], *, calls: int, repetitions: int = 15
) -> Comparison:
    """Time both in turns, so that what slows the machine down slows both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(repetitions):
        for taken, action in zip(times, (ours, theirs), strict=True):
            start = perf_counter()
            for _ in range(calls):
                action()
            taken.append((perf_counter() - start) / calls)
    return Comparison(median(times[0]), median(times[1]))
