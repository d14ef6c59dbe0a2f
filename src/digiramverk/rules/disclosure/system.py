"""All shown values as one linear system, with two worlds for each withheld value that it cannot tell apart.

The invariant: **every withheld sum keeps a way out**: a change of the answers that alters no shown value,
keeps every answer on its scale, and alters the withheld sum by as much as required. A row is added only if
every withheld sum still has one. So the added rows never determine a withheld value, which is the exact rank
test, and where bounds are required they do not narrow it further.

A fresh elimination for every row that might be shown would be simpler, but takes cubic time. Here one echelon
form grows row by row, and only the ways out that a new row closes are searched again. Rows stay sparse
because the pivot is a column that later rows contain late: a total over everything comes after its parts.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

import attrs

from digiramverk.rules.intervals import ExactNumber

SparseRow = dict[int, ExactNumber]
"""Coefficients other than 0, by column."""

MOST_WAYS: Final = 64
MOST_ROUND: Final = 8
"""The number of changes to try, each around a bound in so many ways; then a secret counts as narrow."""
MOST_RANKED: Final = 64
"""The number of candidate changes: a total over everything has a column for every group.

Ranking all of them for every secret would take time quadratic in the number of groups.
"""
NEVER: Final = 1 << 62
"""The time of a column that no later row contains."""


class NotLinear(Exception):  # noqa: N818 - whoever asked goes another way
    """An expression is no sum of quantities."""


def quotient(above: ExactNumber, below: ExactNumber) -> ExactNumber:
    """An exact quotient, whole if possible: whole numbers are several times as fast."""
    if isinstance(above, int) and isinstance(below, int):
        whole, rest = divmod(above, below)
        return Fraction(above, below) if rest else whole
    found = Fraction(above) / below
    return found.numerator if found.denominator == 1 else found


def size(number: ExactNumber) -> ExactNumber:
    """The absolute value."""
    return number if number >= 0 else -number


def subtract(row: SparseRow, factor: ExactNumber, other: Mapping[int, ExactNumber]) -> None:
    """``row -= factor * other`` in place."""
    for column, value in other.items():
        left = row.get(column, 0) - factor * value
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def product(one: Mapping[int, ExactNumber], other: Mapping[int, ExactNumber]) -> ExactNumber:
    """The sum of the products of entries in the same column."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    found: ExactNumber = 0
    for column, value in few.items():
        if column in many:
            found += value * many[column]
    return found


@attrs.define(eq=False)
class Echelon:
    """A reduced echelon form that grows.

    Attributes:
        rows: by pivot; the row is 1 in its pivot's column, all others are 0 there.
        holders: by any other column, the pivots of the rows that have an entry in it.
    """

    rows: dict[int, SparseRow] = attrs.field(factory=dict)
    holders: dict[int, set[int]] = attrs.field(factory=dict)

    def reduced(self, row: Mapping[int, ExactNumber]) -> SparseRow:
        """What is left of a row after subtracting everything that follows from the rows here."""
        left = dict(row)
        for column in row:
            if column in self.rows:
                subtract(left, left[column], self.rows[column])
        return left

    def direction(self, free: int) -> SparseRow:
        """The change that alters no row here: the column `free` by 1, and the pivots to match."""
        found: SparseRow = {free: 1}
        for pivot in self.holders.get(free, ()):
            found[pivot] = -self.rows[pivot][free]
        return found

    def insert(self, left: SparseRow, pivot: int) -> list[int]:
        """Add a reduced row; returns the pivots of the rows that are new or changed."""
        lead = left[pivot]
        own = left if lead == 1 else {column: quotient(value, lead) for column, value in left.items()}
        changed = list(self.holders.pop(pivot, ()))
        for other in changed:
            row = self.rows[other]
            factor = row[pivot]
            for column, value in own.items():
                was = row.get(column, 0)
                now = was - factor * value
                if now:
                    row[column] = now
                    if not was and column != pivot:
                        self.holders.setdefault(column, set()).add(other)
                else:
                    row.pop(column, None)
                    if was and column != pivot:
                        self.holders[column].discard(other)
        self.rows[pivot] = own
        for column in own:
            if column != pivot:
                self.holders.setdefault(column, set()).add(pivot)
        return [*changed, pivot]


@attrs.frozen(eq=False)
class RowDifference:
    """The columns of a row minus a multiple of another, computed while iterating.

    Attributes:
        row: the minuend.
        other: the subtrahend.
        factor: its factor.
    """

    row: SparseRow
    other: SparseRow
    factor: ExactNumber

    def __iter__(self) -> Iterator[int]:
        """Columns other than 0."""
        for column, value in self.other.items():
            if self.row.get(column, 0) != self.factor * value:
                yield column
        for column in self.row:
            if column not in self.other:
                yield column


@attrs.frozen
class Secret:
    """A withheld sum.

    Attributes:
        row: its columns.
        width: how far apart two worlds must be able to lie; 0 if it is enough that they differ.
    """

    row: SparseRow
    width: ExactNumber = 0


@attrs.frozen
class ColumnBounds:
    """The sum of every column, and the range that it must lie in; None for any."""

    value: Callable[[int], ExactNumber]
    room: Callable[[int], tuple[ExactNumber, ExactNumber] | None]


@attrs.define(eq=False)
class Shown:
    """The shown rows, and the secrets that must not follow from them.

    Attributes:
        bounds: of the columns.
        later: when, after a time, a row that contains a column comes; :data:`NEVER` if none does.
        echelon: the rows added.
    """

    bounds: ColumnBounds
    later: Callable[[int, int], int]
    echelon: Echelon = attrs.field(factory=Echelon)
    secrets: dict[Hashable, Secret] = attrs.field(factory=dict)
    _ways: dict[Hashable, tuple[SparseRow, ...]] = attrs.field(factory=dict, init=False)
    _touching: dict[int, set[Hashable]] = attrs.field(factory=dict, init=False)
    _now: int = attrs.field(default=-1, init=False)

    def keep(self, name: Hashable, secret: Secret, known: tuple[SparseRow, ...] | None = None) -> bool:
        """Protect a secret from now on; False if it follows already.

        Args:
            name: of the secret.
            secret: what must not follow.
            known: a valid way out, to use if none is found.
        """
        # Which ways out exist depends on what is shown alone, but which ones are tried depends on its form.
        ways = self.ways_out(secret) or known
        if ways is None:
            return False
        self.secrets[name] = secret
        self._set(name, ways)
        return True

    def add(self, row: SparseRow) -> None:
        """Show a row whatever follows from it."""
        left = self.echelon.reduced(row)
        if left:
            self.echelon.insert(left, self._pivot(left, self._now))

    def ways_out(self, secret: Secret) -> tuple[SparseRow, ...] | None:
        """Changes that alter nothing shown, but the secret by as much as required; None if none is found."""
        return self._sought(secret, self.echelon.reduced(secret.row), None)

    def show(self, row: SparseRow, now: int, allowed: Callable[[Iterable[Iterable[int]]], bool]) -> bool:
        """Show a row, unless some secret would follow from it or be too narrow.

        Args:
            row: the row.
            now: the time, see `later`.
            allowed: whether the new or changed rows of the echelon form may be known, by columns.
        """
        self._now = now
        left = self.echelon.reduced(row)
        if not left:
            return True
        pivot = self._pivot(left, now)
        found: dict[Hashable, tuple[SparseRow, ...]] = {}
        # Sorted, so that the choice does not depend on the order of a set.
        for name in sorted(self._touched(left), key=repr):
            # The row does not change along the known way out, which therefore stays open.
            if all(not product(left, way) for way in self._ways[name]):
                continue
            ways = self._sought(
                self.secrets[name], self.echelon.reduced(self.secrets[name].row), (left, pivot)
            )
            if ways is None:
                return False
            found[name] = ways
        if not allowed(self._changed(left, pivot)):
            return False
        self.echelon.insert(left, pivot)
        for name, ways in found.items():
            self._set(name, ways)
        return True

    def _changed(self, left: SparseRow, pivot: int) -> Iterable[Iterable[int]]:
        """The columns of the rows that would be new or changed, one by one."""
        yield left
        for other in self.echelon.holders.get(pivot, ()):
            row = self.echelon.rows[other]
            yield RowDifference(row, left, quotient(row[pivot], left[pivot]))

    def _pivot(self, left: SparseRow, now: int) -> int:
        """The column met latest. One that no later row contains is the last resort: it keeps ways open."""

        def rank(column: int) -> tuple[int, int, int]:
            met = self.later(column, now)
            return (0, -1, -column) if met == NEVER else (1, met, -column)

        return max(left, key=rank)

    def _touched(self, left: SparseRow) -> set[Hashable]:
        if len(left) <= len(self._touching):
            return {name for column in left for name in self._touching.get(column, ())}
        return {name for column, names in self._touching.items() if column in left for name in names}

    def _set(self, name: Hashable, ways: tuple[SparseRow, ...]) -> None:
        for way in self._ways.get(name, ()):
            for column in way:
                self._touching[column].discard(name)
        self._ways[name] = ways
        for way in ways:
            for column in way:
                self._touching.setdefault(column, set()).add(name)

    # --- ways out ----------------------------------------------------------------------------------------

    def _sought(
        self, secret: Secret, left: SparseRow, beside: tuple[SparseRow, int] | None
    ) -> tuple[SparseRow, ...] | None:
        """Changes that alter the secret but no shown value, nor the row `beside` with its pivot; or None."""
        if beside is not None and beside[1] in left:
            row, pivot = beside
            left = dict(left)
            subtract(left, quotient(left[pivot], row[pivot]), row)
        if not left:
            return None
        # Columns that rows contain latest first: such a way out stays open for long.
        order = self._latest(left)
        if not secret.width:
            return (self._direction(order[0], beside),)
        return self._wide(secret, left, order, beside)

    def _latest(self, row: SparseRow) -> list[int]:
        """The columns of a row, those that later rows contain last first."""
        return sorted(islice(row, MOST_RANKED), key=lambda column: (-self.later(column, self._now), column))

    def _direction(self, free: int, beside: tuple[SparseRow, int] | None) -> SparseRow:
        found = self.echelon.direction(free)
        if beside is not None and free in beside[0]:
            row, pivot = beside
            subtract(found, quotient(row[free], row[pivot]), self.echelon.direction(pivot))
        return found

    def _wide(
        self, secret: Secret, left: SparseRow, order: Sequence[int], beside: tuple[SparseRow, int] | None
    ) -> tuple[SparseRow, ...] | None:
        """As above: one change down and one up from the actual values, within bounds and far enough apart."""
        ends: list[SparseRow] = [{}, {}]
        reached: ExactNumber = 0
        for free in islice(order, MOST_WAYS):
            for way, gain in self._ways_of(free, left, beside, ends):
                if not gain:
                    continue
                for end, sign in ((ends[0], -1), (ends[1], 1)):
                    along = sign if gain > 0 else -sign
                    step, _ = self._room(way, end, along)
                    # Nothing bounds this way: it is as wide as required.
                    if step is None:
                        return (way,)
                    if step:
                        subtract(end, -step * along, way)
                        reached += size(gain) * step
                if reached >= secret.width:
                    return tuple(end for end in ends if end)
        return None

    def _ways_of(
        self, free: int, left: SparseRow, beside: tuple[SparseRow, int] | None, ends: Sequence[SparseRow]
    ) -> Iterator[tuple[SparseRow, ExactNumber]]:
        """The change of one column, and others that avoid a column that is at its bound."""
        way = self._direction(free, beside)
        yield way, left[free]
        tried = {free}
        for end, sign in ((ends[0], -1), (ends[1], 1)):
            step, blocking = self._room(way, end, sign)
            if step or blocking not in self.echelon.rows:
                continue
            for other in self._latest(self.echelon.rows[blocking]):
                if len(tried) > MOST_ROUND:
                    return
                if other in tried or other == blocking or (beside is not None and other == beside[1]):
                    continue
                tried.add(other)
                turn = self._direction(other, beside)
                if turn.get(blocking) and way.get(blocking):
                    factor = quotient(way[blocking], turn[blocking])
                    found = dict(way)
                    subtract(found, factor, turn)
                    yield found, left[free] - factor * left.get(other, 0)

    def _room(self, way: SparseRow, end: SparseRow, sign: int) -> tuple[ExactNumber | None, int]:
        """How far a way can go from an end within bounds (None: any distance), and what column stops it."""
        least: ExactNumber | None = None
        blocking = -1
        for column, value in way.items():
            room = self.bounds.room(column)
            if room is None:
                continue
            at = self.bounds.value(column) + end.get(column, 0)
            rising = (value > 0) == (sign > 0)
            space = room[1] - at if rising else at - room[0]
            step = space if value in {1, -1} else quotient(space, size(value))
            if least is None or step < least:
                least, blocking = step, column
            # It cannot move at all, so the other columns do not matter.
            if not least:
                break
        return least, blocking
