"""Scales: what an indicator can be answered with."""

from fractions import Fraction
from functools import cached_property

import attrs

from digiramverk.model.text import Text

NOT_RELEVANT = "not_relevant"
"""The answer that takes an indicator out of the denominator. No level may have this id."""

DECLINED = "declined"
"""The answer of those who prefer not to say. It scores as unanswered, and is counted apart.

No level may have this id on a scale that offers it.
"""


@attrs.frozen
class Level:
    """One answer alternative."""

    id: str
    title: Text
    points: Fraction
    description: Text | None = None


@attrs.frozen
class Scale:
    """Answer alternatives in the order in which they are shown. How good one is, its points say.

    Attributes:
        id: unique among scales.
        levels: at least two, not all of the same points.
        not_relevant: how *not relevant* is called on this scale.
        title: what the scale measures.
        declined: how *prefer not to say* is called on this scale; None where it is not offered.
    """

    id: str
    levels: tuple[Level, ...]
    not_relevant: Text
    title: Text | None = None
    declined: Text | None = None

    def fraction(self, level: Level) -> Fraction:
        """The points of a level placed on 0..1: (points - lowest) / (highest - lowest)."""
        low, high = self._ends
        return (level.points - low) / (high - low)

    @cached_property
    def _ends(self) -> tuple[Fraction, Fraction]:
        points = [each.points for each in self.levels]
        return min(points), max(points)
