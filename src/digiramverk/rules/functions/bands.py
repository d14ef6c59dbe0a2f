"""Bands and lookup tables: the data behind `band` and `lookup`."""

from collections.abc import Mapping
from fractions import Fraction

import attrs


@attrs.frozen
class Bound:
    """One end of a band: the number, and whether the band includes it."""

    at: Fraction
    included: bool


@attrs.frozen
class Band:
    """A named range of numbers. A side of None has no limit."""

    id: str
    low: Bound | None
    high: Bound | None

    def holds(self, value: Fraction) -> bool:
        """Whether the band contains a number."""
        above = self.low is None or value > self.low.at or (self.low.included and value == self.low.at)
        below = self.high is None or value < self.high.at or (self.high.included and value == self.high.at)
        return above and below


Bands = tuple[Band, ...]
"""One set of bands, lowest first."""

Lookup = Mapping[str, Fraction]
"""Numbers by key. A key is a level id, a member, or a number as the author wrote it."""
