"""Which names the language keeps for itself."""

from typing import Final

from digiramverk.rules.facts import FACTS
from digiramverk.rules.functions import FUNCTIONS
from digiramverk.rules.missing import Missing

ABSENT: Final = {"not_relevant": Missing.NOT_RELEVANT, "undecided": Missing.UNDECIDED}
"""What a rule can say where it gives no value, as a branch of `x if c else y`."""

RESERVED: Final = frozenset({*FUNCTIONS, *FACTS, *ABSENT, "none", "where", "weight", "default"})
"""Names that no measure and no parameter can have."""
