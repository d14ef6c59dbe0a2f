"""Sums over items in one addition each: the contribution of every state, packed into one whole number.

A packed number holds, from the lowest bits up, how many items are known, not relevant, unanswered and
undecided, and above these the sum of values over a common denominator. Adding packed numbers adds all of them
at once.

The invariant: **no count ever carries into the next field**: a field has room for twice as many items as
there are cells. The sum is on top, so it may grow, and be negative, without touching the counts. Five
separate sums would be simpler and take five additions per item; Python's whole numbers have no fixed size, so
packing costs nothing but the layout. Kinds above *undecided* share its field, since both stop a fold.
"""

from fractions import Fraction
from math import lcm
from typing import Literal

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import Local, ValueOrMissing
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.missing import Missing
from digiramverk.rules.space import Item
from digiramverk.rules.states import table

Entry = tuple[int, Fraction]
"""The field that a state counts in (0 known, else the kind of missing, -1 for none), and the value added."""


@attrs.frozen
class Packing:
    """The layout of a packed number.

    Attributes:
        width: bits per count.
        denominator: the common denominator of the sum.
    """

    width: int
    denominator: int

    @property
    def sum_shift(self) -> int:
        """The lowest bit of the sum."""
        return 4 * self.width

    @property
    def mask(self) -> int:
        """The mask of the lowest count."""
        return (1 << self.width) - 1

    def field(self, kind: int) -> int:
        """The mask of the count of one kind of missing, in place."""
        return self.mask << (min(kind, Missing.UNDECIDED) * self.width)

    def pack(self, entry: Entry) -> int:
        """One contribution as a packed number."""
        kind, value = entry
        if kind < 0:
            return 0
        count = 1 << (min(kind, Missing.UNDECIDED) * self.width)
        return (int(value * self.denominator) << self.sum_shift) + count


Part = Literal["value", "weight"]
"""What is summed: the (weighted) values, or the weights that they are divided by."""


def entries(node: nodes.Aggregate, item: Item, local: Local, part: Part) -> tuple[Entry, ...]:
    """What an item contributes to an aggregate over a local expression, for every state."""
    always: tuple[ValueOrMissing, ...] = (True,) * (FIRST_LEVEL + len(item.levels))
    values = table(node.value, item, local)
    conditions = always if node.where is None else table(node.where, item, local)
    weights = always if node.weight is None else table(node.weight, item, local)
    return tuple(_under(*three, part) for three in zip(conditions, values, weights, strict=True))


def _under(condition: ValueOrMissing, value: ValueOrMissing, weight: ValueOrMissing, part: Part) -> Entry:
    if isinstance(condition, Missing):
        return int(condition), Fraction(0)
    if not condition:
        return -1, Fraction(0)
    kind, number = _entry(value)
    by, factor = _entry(weight)
    if kind or by:
        return max(kind, by), Fraction(0)
    return 0, factor if part == "weight" else number * factor


def _entry(value: ValueOrMissing) -> Entry:
    if isinstance(value, Missing):
        return int(value), Fraction(0)
    if isinstance(value, str):
        raise TypeError(value)
    return 0, Fraction(value)


def common_denominator(rows: list[tuple[Entry, ...]]) -> int:
    """The least common denominator of all values."""
    return lcm(*(value.denominator for row in rows for _, value in row))
