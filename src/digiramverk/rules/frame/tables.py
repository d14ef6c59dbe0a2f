"""What single items say by their answer, as columns; and sums of these over items, shared among rules."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Final

import attrs
import narwhals as nw

from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.frame.columns import (
    DTYPES,
    Bools,
    Ints,
    Layers,
    Strings,
    Texts,
    Truths,
    Whole,
    add,
    bit,
    bounded,
    multiply,
    subtract,
    total,
    width_of,
)

STATE_WIDTH: Final = 8
"""The bits of the columns of states."""

_FIRST: Final = nw.lit(FIRST_LEVEL, dtype=nw.Int8())

Table = tuple[int, ...]
"""A whole number for every state of an item."""

Term = tuple[int, Table]
"""The position of an item, and what each of its states adds."""


@attrs.define
class Items:
    """The columns of states, and what is read out of them.

    Attributes:
        layers: takes the columns.
        columns: the name of the column with the state of every item.
    """

    layers: Layers
    columns: Sequence[str]
    _wholes: dict[Term, Whole] = attrs.field(factory=dict)
    _truths: dict[tuple[int, frozenset[int], int], Truths] = attrs.field(factory=dict)
    _totals: dict[frozenset[tuple[Term, int]], Whole] = attrs.field(factory=dict)
    # The same sums by their first term, which any sum that contains them contains too.
    _starting: dict[Term, list[tuple[Whole, Counter[Term]]]] = attrs.field(factory=dict)

    def among(self, item: int, states: frozenset[int], of: int) -> Truths:
        """Whether an item is in one of some states, out of `of` of them."""
        if not states or len(states) == of:
            return bool(states)
        key = item, states, of
        if key not in self._truths:
            self._truths[key] = self.layers.keep(Bools(_within(nw.col(self.columns[item]), states, of), 0))
        return self._truths[key]

    def whole(self, item: int, table: Table) -> Whole:
        """The whole number that a table has for the state of an item."""
        if len(set(table)) == 1:
            return table[0]
        term = item, table
        if term not in self._wholes:
            self._wholes[term] = self.layers.keep(self._read(item, table))
        return self._wholes[term]

    def _read(self, item: int, table: Table) -> Whole:
        most = max(abs(entry) for entry in table)
        state = nw.col(self.columns[item])
        if set(table) == {0, 1}:
            ones = frozenset(state for state, entry in enumerate(table) if entry)
            return bit(Bools(_within(state, ones, len(table)), 0))
        if table == _ramp(len(table)):
            return Ints(nw.max_horizontal(state, _FIRST), 0, most, STATE_WIDTH)
        slope = _slope(table)
        if slope is not None:
            # Levels at even distances, the lowest of which adds nothing, as nearly all scales have them.
            return bounded(multiply(subtract(self.whole(item, _ramp(len(table))), FIRST_LEVEL), slope), most)
        width = width_of(most)
        dtype = DTYPES[width]()
        chain = nw.lit(table[-1], dtype=dtype)
        for number, entry in reversed(list(enumerate(table[:-1]))):
            chain = nw.when(state == number).then(nw.lit(entry, dtype=dtype)).otherwise(chain)
        return Ints(chain, 0, most, width)

    def text(self, item: int, table: Sequence[str]) -> Texts:
        """The name that a table has for the state of an item."""
        if len(set(table)) == 1:
            return table[0]
        state = nw.col(self.columns[item])
        chain = nw.lit(table[-1])
        for number, entry in reversed(list(enumerate(table[:-1]))):
            chain = nw.when(state == number).then(nw.lit(entry)).otherwise(chain)
        return self.layers.keep(Strings(chain, 0))

    def total(self, terms: Counter[Term]) -> Whole:
        """A sum over items, made of sums known already as far as they fit."""
        fixed = sum(table[0] * times for (_, table), times in terms.items() if len(set(table)) == 1)
        varying = Counter({term: times for term, times in terms.items() if len(set(term[1])) > 1})
        most = abs(fixed) + sum(max(abs(e) for e in table) * times for (_, table), times in varying.items())
        # Points of even scales are their levels' places in line, which are quicker to add up.
        ramps: dict[int, Counter[Term]] = {}
        for (item, table), times in list(varying.items()):
            slope = _slope(table)
            if slope is not None:
                del varying[item, table]
                ramps.setdefault(slope, Counter())[item, _ramp(len(table))] += times
        found = add(self._total(varying), fixed)
        for slope, places in ramps.items():
            above = subtract(self._total(places), FIRST_LEVEL * places.total())
            found = add(found, self.layers.keep(multiply(above, slope)))
        return bounded(found, most)

    def _total(self, terms: Counter[Term]) -> Whole:
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
        in_order = sorted(rest.elements())
        parts += [self.whole(*term) for term in in_order]
        result = self.layers.keep(total(sorted(parts, key=_narrowness)))
        self._totals[key] = result
        self._starting.setdefault(next(iter(terms)), []).append((result, terms))
        return result


def _ramp(states: int) -> Table:
    """A level's place in line, and the lowest level's for all that is no level."""
    return tuple(max(state, FIRST_LEVEL) for state in range(states))


def _narrowness(value: Whole) -> int:
    return value.width if isinstance(value, Ints) else 0


def _within(state: nw.Expr, states: frozenset[int], of: int) -> nw.Expr:
    """Whether a state is one of several, by as few comparisons as it takes."""
    low, high = min(states), max(states)
    if len(states) == high - low + 1:
        if low == high:
            return state == low
        tests = [state >= low] if low else []
        if high < of - 1:
            tests.append(state <= high)
        return reduce(lambda a, b: a & b, tests)
    others = frozenset(range(of)) - states
    if len(others) < len(states):
        return ~_within(state, others, of)
    return reduce(lambda a, b: a | b, [state == each for each in sorted(states)])


def _slope(table: Table) -> int | None:
    """The distance between levels of a table that is 0 for no answer and begins at 0."""
    levels = table[FIRST_LEVEL:]
    if any(table[: FIRST_LEVEL + 1]) or len(levels) < 2:  # noqa: PLR2004 - one level has no distance
        return None
    step = levels[1]
    return step if all(entry == number * step for number, entry in enumerate(levels)) else None


@attrs.frozen
class Tally:
    """How many elements there are of each sort, and the sums over the known ones.

    Attributes:
        known, irrelevant, unanswered, undecided: counts; `irrelevant` is None where all that is nothing
            else is irrelevant.
        sums: the sum of values, and of weights where these are summed too, in parts of `denominators`.
        reach: no single value is further from zero.
        count: how many elements there are at the most.
    """

    known: Whole
    irrelevant: Whole | None
    unanswered: Whole
    undecided: Whole
    sums: tuple[Whole, ...]
    denominators: tuple[int, ...]
    reach: Fraction
    count: int
