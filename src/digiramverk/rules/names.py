"""The names that the language reserves."""

from typing import Final

from digiramverk.rules.facts import FACTS
from digiramverk.rules.missing import Missing

ABSENT: Final = {"not_relevant": Missing.NOT_RELEVANT, "undecided": Missing.UNDECIDED}
"""The words for a missing value, as a branch of `x if c else y`."""

RESERVED: Final = frozenset({*FACTS, *ABSENT, "none", "where", "weight", "default"})
"""Names that no measure and no parameter can have.

Names of functions are not reserved: an argument in the brackets tells a function from a measure, so a
framework that calls a measure `spread` still loads when the language gets a function `spread`.
"""
