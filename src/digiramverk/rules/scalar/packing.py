"""Sums over items in one addition each: every state's contribution packed into one whole number.

A packed number holds, from the lowest bits up, how many items are known, not relevant, unanswered and
undecided, and above these the sum of values over a common denominator. Adding packed numbers adds all of
them at once.
"""

from fractions import Fraction
from math import lcm

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.missing import Missing
from digiramverk.rules.scalar.states import Local, Value, table
from digiramverk.rules.space import Item

Entry = tuple[int, Fraction]
"""Which field a state counts in (0 known, else the kind of missing, -1 for none), and the value added."""


@attrs.frozen
class Packing:
    """How a packed number is laid out.

    Attributes:
        width: bits per count.
        denominator: what the sum is counted in parts of.
    """

    width: int
    denominator: int

    @property
    def sum_shift(self) -> int:
        """Where the sum begins."""
        return 4 * self.width

    @property
    def mask(self) -> int:
        """One field of ones."""
        return (1 << self.width) - 1

    def field(self, kind: int) -> int:
        """The mask of the count of one kind of missing, in place."""
        return self.mask << (min(kind, Missing.UNDECIDED) * self.width)

    def pack(self, entry: Entry) -> int:
        """One contribution as a number."""
        kind, value = entry
        if kind < 0:
            return 0
        count = 1 << (min(kind, Missing.UNDECIDED) * self.width)
        return (int(value * self.denominator) << self.sum_shift) + count


def entries(node: nodes.Aggregate, item: Item, local: Local) -> tuple[Entry, ...]:
    """What an item contributes to an aggregate over a local expression, for every state."""
    values = table(node.value, item, local)
    if node.where is None:
        return tuple(_entry(value) for value in values)
    conditions = table(node.where, item, local)
    return tuple(_under(condition, value) for condition, value in zip(conditions, values, strict=True))


def _under(condition: Value, value: Value) -> Entry:
    if isinstance(condition, Missing):
        return int(condition), Fraction(0)
    return _entry(value) if condition else (-1, Fraction(0))


def _entry(value: Value) -> Entry:
    if isinstance(value, Missing):
        return int(value), Fraction(0)
    if isinstance(value, str):
        raise TypeError(value)
    return 0, Fraction(value)


def common_denominator(rows: list[tuple[Entry, ...]]) -> int:
    """The least denominator that all values share."""
    return lcm(*(value.denominator for row in rows for _, value in row))


def blocked_alike(exclude: tuple[Entry, ...], blocks: tuple[Entry, ...]) -> bool:
    """Whether *blocks* differs from *exclude* only in calling what is unanswered undecided."""
    return len(exclude) == len(blocks) and all(
        one == other or (one[0] == Missing.UNANSWERED and other[0] == Missing.UNDECIDED)
        for one, other in zip(exclude, blocks, strict=True)
    )
