"""All functions of the rule language, by name."""

from collections.abc import Mapping
from typing import Final

from digiramverk.rules.functions.construct import Construct
from digiramverk.rules.functions.fold import Fold, Ladder
from digiramverk.rules.functions.folds import ON_VALUES
from digiramverk.rules.functions.ladders import LADDERS
from digiramverk.rules.functions.operation import Operation
from digiramverk.rules.functions.operations import ON_SINGLE_VALUES

FOLDS: Final[Mapping[str, Fold | Ladder]] = {each.name: each for each in (*ON_VALUES, *LADDERS)}
"""The built-in folds. Any other fold belongs to a plugin."""

OPERATIONS: Final[Mapping[str, Operation]] = {each.name: each for each in ON_SINGLE_VALUES}
"""The operations. `min` and `max` with two or more arguments are operations; with one they are folds."""

FUNCTIONS: Final = tuple(
    dict.fromkeys((*FOLDS, Construct.KNOWN.value, *OPERATIONS, *(each.value for each in Construct)))
)
"""All names, in the order of the reference."""
