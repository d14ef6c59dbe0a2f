"""All functions of the language, by name. This is the one list that a new function is added to."""

from collections.abc import Mapping
from typing import Final

from digiramverk.rules.functions.construct import Construct
from digiramverk.rules.functions.fold import Fold, Ladder
from digiramverk.rules.functions.folds import ON_VALUES
from digiramverk.rules.functions.ladders import LADDERS
from digiramverk.rules.functions.operation import Operation
from digiramverk.rules.functions.operations import ON_SINGLE_VALUES

FOLDS: Final[Mapping[str, Fold | Ladder]] = {each.name: each for each in (*ON_VALUES, *LADDERS)}
"""The folds of the language. A name that is not here is a plugin's, of which nothing is known."""

OPERATIONS: Final[Mapping[str, Operation]] = {each.name: each for each in ON_SINGLE_VALUES}
"""The operations on single values. `min` and `max` of several values are among them, and of one are folds."""

FUNCTIONS: Final = tuple(
    dict.fromkeys((*FOLDS, Construct.KNOWN.value, *OPERATIONS, *(each.value for each in Construct)))
)
"""The names of all of them, as they are listed to people."""
