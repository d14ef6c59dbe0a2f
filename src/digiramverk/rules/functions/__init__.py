"""The functions of the rule language, one object each: arguments, meaning, range and direction.

A fold makes one value of the many that a finer measure has (:class:`Fold`, :class:`Ladder`). An operation
works on single values (:class:`Operation`). A construct has its own kind of node (:class:`Construct`).
Plugins register folds (:class:`RegisteredFold`). Engines ask these objects and never compare names.
"""

from digiramverk.rules.functions.bands import Band, Bands, Bound, Lookup
from digiramverk.rules.functions.construct import Construct
from digiramverk.rules.functions.fold import (
    Extreme,
    Fold,
    HeldBack,
    Ladder,
    Parts,
    Result,
    SumReading,
    Sums,
    Values,
)
from digiramverk.rules.functions.folds import COUNT, SHARE_OF, Ties
from digiramverk.rules.functions.operation import Accepts, Operation
from digiramverk.rules.functions.operations import ABS, ROUND
from digiramverk.rules.functions.options import CallOptions, Option
from digiramverk.rules.functions.registered_fold import RegisteredFold, Table
from digiramverk.rules.functions.registry import FOLDS, FUNCTIONS, OPERATIONS
from digiramverk.rules.functions.rounding import ROUNDINGS, rounded

__all__ = [
    "ABS",
    "COUNT",
    "FOLDS",
    "FUNCTIONS",
    "OPERATIONS",
    "ROUND",
    "ROUNDINGS",
    "SHARE_OF",
    "Accepts",
    "Band",
    "Bands",
    "Bound",
    "CallOptions",
    "Construct",
    "Extreme",
    "Fold",
    "HeldBack",
    "Ladder",
    "Lookup",
    "Operation",
    "Option",
    "Parts",
    "RegisteredFold",
    "Result",
    "SumReading",
    "Sums",
    "Table",
    "Ties",
    "Values",
    "rounded",
]
