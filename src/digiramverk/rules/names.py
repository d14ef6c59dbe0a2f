"""Which names the language keeps for itself."""

from typing import Final

from digiramverk.rules.facts import FACTS

FUNCTIONS: Final = ("mean", "sum", "count", "share_of", "all", "any", "highest", "known")
"""The functions of the language."""

RESERVED: Final = frozenset({*FUNCTIONS, *FACTS, "none", "where", "weight", "default"})
"""Names that no measure and no parameter can have."""
