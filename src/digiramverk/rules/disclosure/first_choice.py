"""A first choice of what else to withhold, out of many values at once.

Everything that may be shown is combined at once, without regard to secrets. If a secret then follows, or is
narrowed too far, the smallest value next to it is set apart, and everything is combined again, until no
secret follows. Values set apart without need are shown again by the caller.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import Final

import attrs

from digiramverk.rules.disclosure.rows import GroupValue, Where
from digiramverk.rules.disclosure.system import ColumnBounds, ExactNumber, Secret, Shown, SparseRow

MOST_ROUNDS: Final = 40
"""The number of rounds; what still follows after these is left to a choice one by one."""
MOST_BESIDE: Final = 2
"""How often a value next to a secret is set apart before the totals that contain it are."""
_LOOKED_AT: Final = 500
"""The number of columns of a total to search for a value next to a secret."""


@attrs.define(eq=False)
class Sparing:
    """The choice.

    Attributes:
        bounds: of the columns.
        hidden: the withheld values.
        order: the values that could be shown.
        width: how wide a withheld value must stay.
        is_large: whether a sum that follows rests on enough answers.
        is_settled: whether no secret follows from what is not set apart.
        ways: by position among the withheld values, its way out of everything not set apart.
    """

    bounds: ColumnBounds
    hidden: Sequence[GroupValue]
    order: Sequence[GroupValue]
    width: Callable[[GroupValue], ExactNumber]
    is_large: Callable[[Iterable[int]], bool]
    is_settled: bool = attrs.field(default=False, init=False)
    ways: dict[int, tuple[SparseRow, ...]] = attrs.field(factory=dict, init=False)
    _apart: dict[Where, GroupValue] = attrs.field(factory=dict, init=False)
    _touching: dict[int, list[GroupValue]] = attrs.field(factory=dict, init=False)
    _secret: set[int] = attrs.field(factory=set, init=False)
    _failed: dict[frozenset[int], int] = attrs.field(factory=dict, init=False)

    def spared(self) -> list[GroupValue]:
        """What is set apart, the largest first."""
        for each in sorted(self.order, key=lambda each: len(each.row)):
            for column in each.row:
                self._touching.setdefault(column, []).append(each)
        self._secret = {column for each in self.hidden for column in each.row}
        for _ in range(MOST_ROUNDS):
            failing = list(self._failing(self._together()))
            self.is_settled = not failing
            before = len(self._apart)
            for row in failing:
                self._set_apart(row)
            # Nothing is left to set apart: the caller chooses one by one.
            if len(self._apart) == before:
                break
        return [each for each in self.order if each.where in self._apart]

    def _together(self) -> Shown:
        shown = Shown(self.bounds, lambda column, _: -column)
        for each in sorted(self.order, key=lambda each: len(each.row)):
            if each.where not in self._apart:
                shown.add(each.row)
        return shown

    def _failing(self, shown: Shown) -> Iterable[SparseRow]:
        """The secrets that follow or are too narrow, and sums that rest on too few answers."""
        for number, each in enumerate(self.hidden):
            # Each round shows less: a way out that was found stays one.
            if number not in self.ways:
                found = shown.ways_out(Secret(each.row, self.width(each)))
                if found is None:
                    yield each.row
                else:
                    self.ways[number] = found
        for row in shown.echelon.rows.values():
            if not self.is_large(row) and frozenset(row) not in self._own:
                yield row

    @cached_property
    def _own(self) -> set[frozenset[int]]:
        """The columns of each value that could be shown by itself."""
        return {frozenset(each.row) for each in self.order if len(each.row) <= _LOOKED_AT}

    def _set_apart(self, secret: SparseRow) -> None:
        """Set apart the smallest value next to a secret in the smallest total with it, or that total.

        If that has failed several times, the total goes first: removing the values of a district or a country
        one by one would take as many rounds.
        """
        columns = frozenset(secret)
        self._failed[columns] = self._failed.get(columns, 0) + 1
        totals = {
            id(each): each
            for column in islice(secret, _LOOKED_AT)
            for each in self._touching.get(column, ())
            if each.where not in self._apart
        }
        patient = self._failed[columns] <= MOST_BESIDE
        for total in sorted(totals.values(), key=_smallest) if patient else ():
            beside = {
                id(each): each
                for column in islice(total.row, _LOOKED_AT)
                if column not in secret and column not in self._secret
                for each in self._touching.get(column, ())
                if each.where not in self._apart
                and len(each.row) < len(total.row)
                and each.row.keys() <= total.row.keys()
                and self._secret.isdisjoint(each.row)
            }
            if beside:
                least = min(beside.values(), key=_smallest)
                self._apart[least.where] = least
                self._secret.update(least.row)
                return
        if totals:
            least = min(totals.values(), key=_smallest)
            self._apart[least.where] = least


def _smallest(each: GroupValue) -> tuple[object, ...]:
    return each.answers, each.where
