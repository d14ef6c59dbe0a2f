"""How a column holds the answers to one item: as states, or as positions in an enumeration."""

import operator
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

import attrs

from digiramverk.rules import FIRST_LEVEL, UNANSWERED
from digiramverk.tables.bounds import BIT, Bounds, hull
from digiramverk.tables.column_expressions import (
    KINDS,
    ONE,
    ZERO,
    Bools,
    Ints,
    Strings,
    Texts,
    Whole,
    bit,
    whole,
    width_of,
)
from digiramverk.tables.graph import ColumnNode, chosen, column, inverted, is_null, joined, literal, operated

WIDTH: Final = 8
"""The bit width of both kinds of columns."""
_FIRST: Final = literal(FIRST_LEVEL, "Int8")

StateTable = tuple[int, ...]
"""A whole number for each state of an item."""


class AnswerColumn(Protocol):
    """A column with the answers to one item."""

    @property
    def lowest(self) -> int:
        """What :meth:`place` returns for the lowest level, and for every state that is not a level."""
        ...

    def possible(self, of: int) -> frozenset[int]:
        """The states, out of `of`, that can occur."""
        ...

    def among(self, states: frozenset[int], of: int) -> Bools:
        """Whether the state is one of `states`, which can occur but are not all that can; never null."""
        ...

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 for the given states, which can occur but are not all that can; 0 for the others."""
        ...

    def place(self, levels: int) -> Whole | None:
        """The rank of the level, from `lowest` up; None if this is not cheaper than a choice."""
        ...

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """The table entry for the state."""
        ...


@attrs.frozen
class States:
    """A column of states, never null."""

    name: str
    lowest: int = attrs.field(default=FIRST_LEVEL, init=False)
    _node: ColumnNode = attrs.field(
        default=attrs.Factory(lambda own: column(own.name), takes_self=True), init=False
    )

    def possible(self, of: int) -> frozenset[int]:
        """All of them."""
        return frozenset(range(of))

    def among(self, states: frozenset[int], of: int) -> Bools:
        """Use as few comparisons as possible."""
        return Bools(within(self._node, states, of))

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 or 0."""
        return bit(self.among(states, of))

    def place(self, levels: int) -> Whole | None:
        """The state; states that are not levels become the lowest level."""
        on_scale = operated(operator.gt, self._node, FIRST_LEVEL)
        return Ints(
            chosen(on_scale, self._node, _FIRST), Bounds(FIRST_LEVEL, FIRST_LEVEL + levels - 1), WIDTH
        )

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """Test state by state."""
        # The highest state needs no test: it is what remains.
        (_, chain), *others = sorted(entries.items(), reverse=True)
        for state, entry in others:
            chain = chosen(operated(operator.eq, self._node, state), entry, chain)
        return chain


@attrs.frozen
class PlaceColumn:
    """A Polars column with the position of each answer in an enumeration; null means unanswered.

    Attributes:
        name: the name of the column.
        states: the entries of the enumeration, as states.
    """

    name: str
    states: tuple[int, ...]
    lowest: int = attrs.field(default=0, init=False)
    _node: ColumnNode = attrs.field(
        default=attrs.Factory(lambda own: column(own.name), takes_self=True), init=False
    )

    def possible(self, of: int) -> frozenset[int]:
        """The states in the enumeration, and unanswered."""
        del of
        return frozenset((UNANSWERED, *self.states))

    def _places(self, states: frozenset[int]) -> frozenset[int]:
        return frozenset(place for place, state in enumerate(self.states) if state in states)

    def _within(self, states: frozenset[int]) -> ColumnNode:
        """Null or false where the column is null."""
        places = self._places(states)
        # Every position is wanted, so that a null test is enough.
        if len(places) == len(self.states):
            return inverted(is_null(self._node))
        return within(self._node, places, len(self.states))

    @property
    def _nothing(self) -> ColumnNode:
        return is_null(self._node)

    def among(self, states: frozenset[int], of: int) -> Bools:
        """Use as few comparisons as possible, and none for null."""
        del of
        if UNANSWERED not in states:
            return Bools(operated(operator.and_, self._within(states), inverted(self._nothing)))
        if not self._places(states):
            return Bools(self._nothing)
        return Bools(operated(operator.or_, self._nothing, self._within(states)))

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 or 0. A null test takes the `otherwise` branch, so the test is phrased to want that."""
        del of
        if UNANSWERED not in states:
            return bit(Bools(self._within(states)))
        if not self._places(states):
            return bit(Bools(self._nothing))
        others = self._within(frozenset(self.states) - states)
        return Ints(chosen(others, ZERO, ONE), BIT, WIDTH)

    def place(self, levels: int) -> Whole | None:
        """The position, if the enumeration begins with all levels in order."""
        if self.states[:levels] != tuple(range(FIRST_LEVEL, FIRST_LEVEL + levels)):
            return None
        on_scale = self._within(frozenset(self.states[:levels]))
        return Ints(chosen(on_scale, self._node, ZERO), Bounds(0, levels - 1), WIDTH)

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """Test position by position; null matches none of them."""
        chain = entries[UNANSWERED]
        for place, state in enumerate(self.states):
            if state != UNANSWERED:
                chain = chosen(operated(operator.eq, self._node, place), entries[state], chain)
        return chain


def within(number: ColumnNode, wanted: frozenset[int], of: int) -> ColumnNode:
    """Whether a number from 0 to `of` - 1 is one of `wanted`, with as few comparisons as possible."""
    low, high = min(wanted), max(wanted)
    if len(wanted) == high - low + 1:
        if low == high:
            return operated(operator.eq, number, low)
        if not low:
            return operated(operator.le, number, high)
        if high == of - 1:
            return operated(operator.ge, number, low)
        return operated(
            operator.and_, operated(operator.ge, number, low), operated(operator.le, number, high)
        )
    others = frozenset(range(of)) - wanted
    if len(others) < len(wanted):
        return inverted(within(number, others, of))
    return joined(operator.or_, (operated(operator.eq, number, one) for one in sorted(wanted)))


def whole_of(column: AnswerColumn, table: StateTable) -> Whole:
    """The whole number that a table has for the answer."""
    possible = {state: table[state] for state in sorted(column.possible(len(table)))}
    different = set(possible.values())
    if len(different) == 1:
        return possible[UNANSWERED]
    if different == {0, 1}:
        return column.bit(frozenset(state for state, entry in possible.items() if entry), len(table))
    within = hull(different)
    kind = KINDS[width_of(within)]
    return whole(column.choice({state: literal(entry, kind) for state, entry in possible.items()}), within)


def text_of(column: AnswerColumn, table: Sequence[str]) -> Texts:
    """The text that a table has for the answer."""
    possible = sorted(column.possible(len(table)))
    return Strings(column.choice({state: literal(table[state]) for state in possible}))
