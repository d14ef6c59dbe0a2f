"""How the answers to one item stand in a column: as states, or as places in the list of an enumeration."""

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
"""The bits of both kinds of columns."""
_FIRST: Final = literal(FIRST_LEVEL, "Int8")

StateTable = tuple[int, ...]
"""A whole number for every state of an item."""


class AnswerColumn(Protocol):
    """A column with the answers to one item."""

    @property
    def lowest(self) -> int:
        """What :meth:`place` gives for the lowest level, and for what is no level."""
        ...

    def possible(self, of: int) -> frozenset[int]:
        """The states, out of `of`, that can occur."""
        ...

    def among(self, states: frozenset[int], of: int) -> Bools:
        """Whether it is one of some states that can occur, but not of all; never null."""
        ...

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 for some states that can occur, but not all, 0 for the others."""
        ...

    def place(self, levels: int) -> Whole | None:
        """The level's place in line, from `lowest` on; None where this is no better than a choice."""
        ...

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """What stands in a table for the state."""
        ...


@attrs.frozen
class States:
    """A column of states, which is never null."""

    name: str
    lowest: int = attrs.field(default=FIRST_LEVEL, init=False)
    _node: ColumnNode = attrs.field(
        default=attrs.Factory(lambda own: column(own.name), takes_self=True), init=False
    )

    def possible(self, of: int) -> frozenset[int]:
        """All of them."""
        return frozenset(range(of))

    def among(self, states: frozenset[int], of: int) -> Bools:
        """By as few comparisons as it takes."""
        return Bools(within(self._node, states, of))

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 or 0."""
        return bit(self.among(states, of))

    def place(self, levels: int) -> Whole | None:
        """The state, and the lowest level's for all that is no level."""
        on_scale = operated(operator.gt, self._node, FIRST_LEVEL)
        return Ints(
            chosen(on_scale, self._node, _FIRST), Bounds(FIRST_LEVEL, FIRST_LEVEL + levels - 1), WIDTH
        )

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """State by state."""
        (_, chain), *others = sorted(entries.items(), reverse=True)
        for state, entry in others:
            chain = chosen(operated(operator.eq, self._node, state), entry, chain)
        return chain


@attrs.frozen
class PlaceColumn:
    """A column of Polars with the place of each answer in a list; null is unanswered.

    Attributes:
        name: what it is called.
        states: what stands in the list, as states.
    """

    name: str
    states: tuple[int, ...]
    lowest: int = attrs.field(default=0, init=False)
    _node: ColumnNode = attrs.field(
        default=attrs.Factory(lambda own: column(own.name), takes_self=True), init=False
    )

    def possible(self, of: int) -> frozenset[int]:
        """Those that the list has, and unanswered."""
        del of
        return frozenset((UNANSWERED, *self.states))

    def _places(self, states: frozenset[int]) -> frozenset[int]:
        return frozenset(place for place, state in enumerate(self.states) if state in states)

    def _within(self, states: frozenset[int]) -> ColumnNode:
        """Null where nothing stands, or false."""
        places = self._places(states)
        if len(places) == len(self.states):
            return inverted(is_null(self._node))
        return within(self._node, places, len(self.states))

    @property
    def _nothing(self) -> ColumnNode:
        return is_null(self._node)

    def among(self, states: frozenset[int], of: int) -> Bools:
        """By as few comparisons as it takes, and none where nothing stands."""
        del of
        if UNANSWERED not in states:
            return Bools(operated(operator.and_, self._within(states), inverted(self._nothing)))
        if not self._places(states):
            return Bools(self._nothing)
        return Bools(operated(operator.or_, self._nothing, self._within(states)))

    def bit(self, states: frozenset[int], of: int) -> Whole:
        """1 or 0: where a test is null the other number is chosen."""
        del of
        if UNANSWERED not in states:
            return bit(Bools(self._within(states)))
        if not self._places(states):
            return bit(Bools(self._nothing))
        others = self._within(frozenset(self.states) - states)
        return Ints(chosen(others, ZERO, ONE), BIT, WIDTH)

    def place(self, levels: int) -> Whole | None:
        """As in the list, where this begins with all levels in line."""
        if self.states[:levels] != tuple(range(FIRST_LEVEL, FIRST_LEVEL + levels)):
            return None
        on_scale = self._within(frozenset(self.states[:levels]))
        return Ints(chosen(on_scale, self._node, ZERO), Bounds(0, levels - 1), WIDTH)

    def choice(self, entries: Mapping[int, ColumnNode]) -> ColumnNode:
        """Place by place; null is none of them."""
        chain = entries[UNANSWERED]
        for place, state in enumerate(self.states):
            if state != UNANSWERED:
                chain = chosen(operated(operator.eq, self._node, place), entries[state], chain)
        return chain


def within(number: ColumnNode, wanted: frozenset[int], of: int) -> ColumnNode:
    """Whether a number is one of several out of `of` from 0 on, by as few comparisons as it takes."""
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
