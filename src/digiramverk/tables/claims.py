"""What columns claim of their values, written down for tests, which compare every claim with the real column.

Nothing is written down as long as :data:`of_columns` and :data:`of_numbers` are None. Only tests change that.
A claim does not keep its expression alive.
"""

from collections.abc import MutableMapping
from fractions import Fraction
from weakref import ref

import attrs

from digiramverk.tables.bounds import Bounds
from digiramverk.tables.graph import ColumnNode


@attrs.frozen
class NumberClaim:
    """What a number claims: numerators are those of the expression that the claim is written down for.

    Attributes:
        below: the denominator, or a weak reference to its expression. Its `id` would not do: once the
            expression is gone, another may have the same.
        within: between which numbers all fractions lie.
        parts: what every denominator goes into, if that is known.
    """

    below: int | ref[ColumnNode]
    within: Bounds[Fraction]
    parts: int | None


of_columns: MutableMapping[ColumnNode, list[Bounds[int]]] | None = None
"""For expressions of whole numbers between which they claim to lie."""
of_numbers: MutableMapping[ColumnNode, list[NumberClaim]] | None = None
"""For numerators what their numbers claim."""
