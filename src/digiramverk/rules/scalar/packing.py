"""Sums over items in one addition each: every state's contribution packed into one whole number.

A packed number holds, from the lowest bits up, how many items are known, not relevant, unanswered and
undecided, and above these the sum of values over a common denominator. Adding packed numbers adds all of
them at once.
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
    """The least denominator that all values share."""
    return lcm(*(value.denominator for row in rows for _, value in row))
