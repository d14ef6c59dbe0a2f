"""Named stretches of numbers, and tables of numbers: what `band` and `lookup` read."""

from collections.abc import Mapping
from fractions import Fraction

import attrs


@attrs.frozen
class Bound:
    """One side of a band: the number, and whether it belongs to the band."""

    at: Fraction
    included: bool


@attrs.frozen
class Band:
    """A named stretch of numbers; a side without bound is open for ever."""

    id: str
    low: Bound | None
    high: Bound | None

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies in the band."""
        above = self.low is None or value > self.low.at or (self.low.included and value == self.low.at)
        below = self.high is None or value < self.high.at or (self.high.included and value == self.high.at)
        return above and below


Bands = tuple[Band, ...]
"""The members of one set of bands, lowest first."""

Lookup = Mapping[str, Fraction]
"""A table of numbers by level id, member or number as written."""
