"""Records what columns claim about their values, so that tests can compare each claim with the real column.

Nothing is recorded while :data:`of_columns` and :data:`of_numbers` are None, and only tests change that. A
claim does not keep its expression alive.
"""

from collections.abc import MutableMapping
from fractions import Fraction
from weakref import ref

import attrs

from digiramverk.tables.bounds import Bounds
from digiramverk.tables.graph import ColumnNode


@attrs.frozen
class NumberClaim:
    """What a number claims about its fractions. The record belongs to the expression of the numerators.

    Attributes:
        below: the denominator, or a weak reference to its expression. Its `id` would not do: another
            expression may get the same one once this is gone.
        within: the bounds of all fractions.
        parts: a multiple of every denominator, if known.
    """

    below: int | ref[ColumnNode]
    within: Bounds[Fraction]
    parts: int | None


of_columns: MutableMapping[ColumnNode, list[Bounds[int]]] | None = None
"""For each expression of whole numbers, the bounds that it claims."""
of_numbers: MutableMapping[ColumnNode, list[NumberClaim]] | None = None
"""For each expression of numerators, what its numbers claim."""
