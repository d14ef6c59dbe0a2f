"""A first choice of what else to withhold: which of many values give secrets away.

All that may be shown is put together at once, without looking at secrets. Where one then follows, or is
narrowed too far, the smallest value beside it is set apart, and all is put together anew, until no secret
follows. What was set apart without need is shown again by whoever uses the choice.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final

import attrs

from digiramverk.rules.disclosure.rows import GroupValue, Where
from digiramverk.rules.disclosure.system import Bounds, Number, Row, Shown

MOST_ROUNDS: Final = 40
"""So often all is put together; what follows even then is left to a choice one by one."""
_LOOKED_AT: Final = 500
"""So many columns of a total are looked at for a value beside a secret."""


@attrs.define(eq=False)
class Sparing:
    """The choice.

    Attributes:
        bounds: of the columns.
        hidden: what is withheld.
        order: what could be shown.
        width: how wide a withheld value must stay.
        least: by withheld column, how many answers a sum must rest on.
        is_large: whether a sum that follows rests on enough answers.
        is_settled: whether no secret follows from what is not set apart.
        shown: all that is not set apart.
    """

    bounds: Bounds
    hidden: Sequence[GroupValue]
    order: Sequence[GroupValue]
    width: Callable[[GroupValue], Number]
    is_large: Callable[[Iterable[int]], bool]
    is_settled: bool = attrs.field(default=False, init=False)
    shown: Shown = attrs.field(init=False)
    _apart: dict[Where, GroupValue] = attrs.field(factory=dict, init=False)
    _touching: dict[int, list[GroupValue]] = attrs.field(factory=dict, init=False)
    _secret: set[int] = attrs.field(factory=set, init=False)

    def spared(self) -> list[GroupValue]:
        """What is set apart, the largest first."""
        for each in sorted(self.order, key=lambda each: len(each.row)):
            for column in each.row:
                self._touching.setdefault(column, []).append(each)
        self._secret = {column for each in self.hidden for column in each.row}
        for _ in range(MOST_ROUNDS):
            self.shown = self._together()
            failing = list(self._failing(self.shown))
            self.is_settled = not failing
            before = len(self._apart)
            for row in failing:
                self._set_apart(row)
            if len(self._apart) == before:
                break
        return [each for each in self.order if each.where in self._apart]

    def _together(self) -> Shown:
        shown = Shown(self.bounds, lambda column, _: -column)
        for each in sorted(self.order, key=lambda each: len(each.row)):
            if each.where not in self._apart:
                shown.add(each.row)
        return shown

    def _failing(self, shown: Shown) -> Iterable[Row]:
        """The secrets that follow or are too narrow, and sums that rest on too few."""
        for each in self.hidden:
            if not shown.is_open(each.row, self.width(each)):
                yield each.row
        own = {frozenset(each.row) for each in self.order if len(each.row) <= _LOOKED_AT}
        for row in shown.echelon.rows.values():
            if not self.is_large(row) and frozenset(row) not in own:
                yield row

    def _set_apart(self, secret: Row) -> None:
        """Set apart the smallest value beside a secret in the smallest total that holds it, or that total."""
        totals = {
            id(each): each
            for column in islice(secret, _LOOKED_AT)
            for each in self._touching.get(column, ())
            if each.where not in self._apart
        }
        for total in sorted(totals.values(), key=_smallest):
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
