"""Which names the language keeps for itself."""

from typing import Final

from digiramverk.rules.facts import FACTS
from digiramverk.rules.missing import Missing

ABSENT: Final = {"not_relevant": Missing.NOT_RELEVANT, "undecided": Missing.UNDECIDED}
"""What a rule can say where it gives no value, as a branch of `x if c else y`."""

RESERVED: Final = frozenset({*FACTS, *ABSENT, "none", "where", "weight", "default"})
"""Names that no measure and no parameter can have.

The names of functions are not among them: brackets with something in them tell a function from a measure, so
that a framework that calls a measure `spread` still loads when the language gets a function `spread`.
"""
