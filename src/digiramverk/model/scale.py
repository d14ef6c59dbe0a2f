"""Scales: what an indicator can be answered with."""

from fractions import Fraction
from functools import cached_property

import attrs

from digiramverk.model.declarations import Absence, key
from digiramverk.model.text import Text

NOT_RELEVANT = "not_relevant"
"""The answer that takes an indicator out of the denominator. No level may have this id."""

DECLINED = "declined"
"""The answer of those who prefer not to say. It scores as unanswered, and is counted apart.

No level may have this id on a scale that offers it.
"""


@attrs.frozen
class Level:
    """One alternative that an answer can choose."""

    id: str
    title: Text = attrs.field(
        metadata=key(
            "Vad nivån heter; id:t om inget står.",
            "What the level is called; the id if not stated.",
            short=True,
            absent=Absence.ID,
        )
    )
    points: Fraction = attrs.field(
        metadata=key(
            "Nivåns poäng. Utan egna poäng räknas platsen, från 0.",
            "The level's points. Without them its position counts, from 0.",
            absent=Absence.WORKED_OUT,
        )
    )
    description: Text | None = attrs.field(
        default=None, metadata=key("Vad nivån innebär.", "What the level means.")
    )


@attrs.frozen
class Scale:
    """Answer alternatives in the order in which forms show them. Their points decide which is higher.

    Attributes:
        id: unique among scales.
        title: what the scale measures.
        levels: at least two, not all of the same points.
        not_relevant: the label of *not relevant* on this scale.
        declined: the label of *prefer not to say* on this scale; None where the scale does not offer it.
    """

    id: str
    title: Text | None = attrs.field(
        default=None, kw_only=True, metadata=key("Vad skalan mäter.", "What the scale measures.")
    )
    levels: tuple[Level, ...] = attrs.field(
        metadata=key(
            "Svarsnivåer, lägst först.",
            "Levels, lowest first.",
            short=True,
            listed=True,
            least=2,
            signed=True,
        )
    )
    not_relevant: Text = attrs.field(
        metadata=key(
            "Vad svaret ej relevant kallas på skalan.",
            "How the answer not relevant is called on the scale.",
            absent=Absence.WORKED_OUT,
        )
    )
    declined: Text | None = attrs.field(
        default=None,
        metadata=key(
            "Hur svaret ”vill inte svara” kallas på skalan; utan det finns inget sådant svar.",
            "How the answer prefer not to say is called on the scale; without it there is no such answer.",
        ),
    )

    def fraction(self, level: Level) -> Fraction:
        """The points of a level placed on 0..1: (points - lowest) / (highest - lowest)."""
        low, high = self._ends
        return (level.points - low) / (high - low)

    @cached_property
    def _ends(self) -> tuple[Fraction, Fraction]:
        points = [each.points for each in self.levels]
        return min(points), max(points)
