"""What single items contribute by their answers, as columns, and sums of these shared among rules.

The invariant: **a sum has the same value however it is put together**. Whole numbers may be added in any
order, so each sum reuses earlier sums that it contains, and bounds are recomputed from its own terms, since
parts counted apart would allow totals that no answers give. One sum per measure would be simpler, and would
read every item once per measure: rules mostly count the same items again and again. The search is greedy, so
that the order in which measures ask decides what is shared; it costs a little time when columns are built and
none per form.
"""

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import reduce

import attrs

from digiramverk.rules import FIRST_LEVEL, UNANSWERED
from digiramverk.tables.answer_columns import AnswerColumn, StateTable, text_of, whole_of
from digiramverk.tables.bounds import Bounds, hull
from digiramverk.tables.column_expressions import (
    Ints,
    Texts,
    Truths,
    Whole,
    add,
    confined,
    multiply,
    subtract,
    total,
)

ItemTerm = tuple[int, StateTable]
"""The position of an item, and what each of its states adds."""


@attrs.define
class ItemSums:
    """Sums over items; each reuses the earlier sums that it contains.

    Attributes:
        read: gives the column of one term.
    """

    read: Callable[[int, StateTable], Whole]
    _totals: dict[frozenset[tuple[ItemTerm, int]], Whole] = attrs.field(factory=dict)
    # The same sums by their first term: any sum that contains one contains its first term too.
    _starting: dict[ItemTerm, list[tuple[Whole, Counter[ItemTerm]]]] = attrs.field(factory=dict)

    def total(self, terms: Counter[ItemTerm]) -> Whole:
        """The sum of terms, each as often as it is counted."""
        if not terms:
            return 0
        key = frozenset(terms.items())
        if key in self._totals:
            return self._totals[key]
        parts: list[Whole] = []
        rest = Counter(terms)
        for term in terms:
            for known, part in self._starting.get(term, ()):
                if part <= rest:
                    parts.append(known)
                    rest -= part
        parts += [self.read(*term) for term in sorted(rest.elements())]
        result = total(sorted(parts, key=_narrowness))
        self._totals[key] = result
        self._starting.setdefault(next(iter(terms)), []).append((result, terms))
        return result


@attrs.define
class ItemColumns:
    """The columns of answers, and what rules read from them.

    Attributes:
        columns: the column of answers of each item.
    """

    columns: Sequence[AnswerColumn]
    _wholes: dict[ItemTerm, Whole] = attrs.field(factory=dict)
    _truths: dict[tuple[int, frozenset[int], int], Truths] = attrs.field(factory=dict)
    _places: dict[ItemTerm, Whole | None] = attrs.field(factory=dict)
    _sums: ItemSums = attrs.field(default=attrs.Factory(lambda own: ItemSums(own.whole), takes_self=True))
    _ramps: ItemSums = attrs.field(default=attrs.Factory(lambda own: ItemSums(own.ramp), takes_self=True))

    def among(self, item: int, states: frozenset[int], of: int) -> Truths:
        """Whether an item is in one of some states, out of `of` states."""
        column = self.columns[item]
        possible = column.possible(of)
        if states.isdisjoint(possible) or states >= possible:
            return states >= possible
        key = item, states, of
        if key not in self._truths:
            self._truths[key] = column.among(states & possible, of)
        return self._truths[key]

    def whole(self, item: int, table: StateTable) -> Whole:
        """The whole number that a table has for the state of an item."""
        table = self._canonical(item, table)
        if len(set(table)) == 1:
            return table[0]
        term = item, table
        if term not in self._wholes:
            self._wholes[term] = self._read(item, table)
        return self._wholes[term]

    def _canonical(self, item: int, table: StateTable) -> StateTable:
        """One table for all that agree on the states that can occur."""
        possible = self.columns[item].possible(len(table))
        return tuple(entry if state in possible else table[UNANSWERED] for state, entry in enumerate(table))

    def _read(self, item: int, table: StateTable) -> Whole:
        slope = _slope(table)
        if slope is not None and set(table) != {0, 1} and self._has_places(item, table):
            # Evenly spaced levels, the lowest of which adds nothing, as in nearly all scales.
            above = subtract(self.ramp(item, table), self.columns[item].lowest)
            return multiply(above, slope)
        return whole_of(self.columns[item], table)

    def _has_places(self, item: int, table: StateTable) -> bool:
        key = item, _ramp(len(table))
        if key not in self._places:
            self._places[key] = self.columns[item].place(len(table) - FIRST_LEVEL)
        return self._places[key] is not None

    def ramp(self, item: int, table: StateTable) -> Whole:
        """The rank of an item's level, from its column's lowest up."""
        if not self._has_places(item, table):
            raise LookupError(item)
        found = self._places[item, _ramp(len(table))]
        return 0 if found is None else found

    def text(self, item: int, table: Sequence[str]) -> Texts:
        """The name that a table has for the state of an item."""
        if len(set(table)) == 1:
            return table[0]
        column = self.columns[item]
        return text_of(column, table)

    def total(self, terms: Counter[ItemTerm]) -> Whole:
        """A sum over items that reuses earlier sums."""
        varying: Counter[ItemTerm] = Counter()
        # The points of an evenly spaced scale are multiples of the level's rank, and ranks are quicker to add
        # up.
        ramps: dict[int, Counter[ItemTerm]] = {}
        for (item, table), times in terms.items():
            slope = _slope(table)
            if slope is not None and self._has_places(item, table):
                ramps.setdefault(slope, Counter())[item, _ramp(len(table))] += times
            else:
                for part in self._parts(item, table):
                    varying[item, part] += times
        fixed = sum(table[0] * times for (_, table), times in varying.items() if len(set(table)) == 1)
        found = self._sums.total(
            Counter({term: times for term, times in varying.items() if len(set(term[1])) > 1})
        )
        found = add(found, fixed)
        for slope, places in ramps.items():
            lowest = sum(self.columns[item].lowest * times for (item, _), times in places.items())
            above = subtract(self._ramps.total(places), lowest)
            found = add(found, multiply(above, slope))
        # Counted apart, the parts of a table could add up to a number that no entry has.
        each = (hull(table) * Bounds(times, times) for (_, table), times in terms.items())
        return confined(found, reduce(operator.add, each, Bounds(0, 0)))

    def _parts(self, item: int, table: StateTable) -> Iterator[StateTable]:
        """Tables that add up to this one. Answers are counted apart, since nearly all rules count them."""
        table = self._canonical(item, table)
        levels = self.columns[item].possible(len(table)) & frozenset(range(FIRST_LEVEL, len(table)))
        if set(table) == {0, 1} and levels and all(table[state] for state in levels):
            answered = tuple(int(state in levels) for state in range(len(table)))
            rest = tuple(entry - own for entry, own in zip(table, answered, strict=True))
            yield answered
            yield self._canonical(item, rest)
        else:
            yield table


def _ramp(states: int) -> StateTable:
    """The table of ranks of levels."""
    return tuple(max(state - FIRST_LEVEL, 0) for state in range(states))


def _narrowness(value: Whole) -> int:
    return value.width if isinstance(value, Ints) else 0


def _slope(table: StateTable) -> int | None:
    """The distance between levels, for a table that is 0 without an answer and at the lowest level."""
    levels = table[FIRST_LEVEL:]
    if any(table[: FIRST_LEVEL + 1]) or len(levels) < 2:  # noqa: PLR2004 - one level has no distance
        return None
    step = levels[1]
    return step if all(entry == number * step for number, entry in enumerate(levels)) else None


@attrs.frozen
class Tally:
    """The number of elements of each sort, and the sums over the known ones.

    Attributes:
        known, irrelevant, unanswered, undecided: counts; `irrelevant` is None if every other element is
            irrelevant.
        sums: of values, and of weights if they are summed too, over `denominators`.
        each: the bounds of a single value, including the placeholder of missing ones.
        count: the greatest possible number of elements.
    """

    known: Whole
    irrelevant: Whole | None
    unanswered: Whole
    undecided: Whole
    sums: tuple[Whole, ...]
    denominators: tuple[int, ...]
    each: Bounds[Fraction]
    count: int
