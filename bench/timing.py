"""Timing two things against one another in the same run: medians of interleaved repetitions."""

from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple


class Comparison(NamedTuple):
    """Two medians in seconds per call, and how the ratio of the two came out in every repetition."""

    ours: float
    theirs: float
    ratios: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """How many of theirs fit into one of ours, the median over the repetitions: below 1 we are faster.

        Not the ratio of the medians: what slows a repetition down slows both in it, much the same.
        """
        return median(self.ratios)

    @property
    def spread(self) -> tuple[float, float]:
        """The ratio's lower and upper quartile over the repetitions."""
        low, _, high = quantiles(self.ratios, n=4)
        return low, high


def compare(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    calls: int | tuple[int, int],
    repetitions: int = 15,
    per: int = 1,
) -> Comparison:
    """Time both in turns, so that what slows the machine down slows both.

    Args:
        ours: what we do.
        theirs: what it is held against.
        calls: how often each is called in a repetition, or how often ours and how often theirs.
        repetitions: how often each has its turn.
        per: how many things one call does, where the times are to be for one of them.
    """
    times: tuple[list[float], list[float]] = ([], [])
    both = (calls, calls) if isinstance(calls, int) else calls
    for _ in range(repetitions):
        for taken, action, number in zip(times, (ours, theirs), both, strict=True):
            start = perf_counter()
            for _ in range(number):
                action()
            taken.append((perf_counter() - start) / (number * per))
    ratios = tuple(mine / other for mine, other in zip(*times, strict=True))
    return Comparison(median(times[0]), median(times[1]), ratios)
