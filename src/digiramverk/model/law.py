"""What a framework says about the laws of its measures: declared beyond what the rules show, or waived."""

from fractions import Fraction
from typing import Final

import attrs

from digiramverk.model.text import Text

LAWS: Final = (
    "deterministic",
    "within_range",
    "order_of_forms",
    "order_of_indicators",
    "monotone",
    "ends",
    "equal_answers",
    "missing_not_zero",
    "not_relevant_neutral",
    "optional_item",
    "locality",
    "weights",
    "ladder",
    "bands",
    "one_unit",
    "parts_and_whole",
    "withheld",
    "follows",
    "overlay",
    "trace",
    "engines",
    "dump_and_load",
)
"""The laws by name, in the order in which they are shown."""

RISING: Final = "rising"
FALLING: Final = "falling"


@attrs.frozen
class LawChoice:
    """What a framework says about one law of one measure.

    Attributes:
        measure, law: which.
        waived: the reason why it need not hold; None where it is declared.
        direction: for `monotone` and `ends`: `rising` or `falling`.
        low, high: for `within_range`: the least and the greatest value that there may be.
    """

    measure: str
    law: str
    waived: Text | None = None
    direction: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
