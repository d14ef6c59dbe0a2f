"""Chooses what else to withhold, so that nothing withheld follows from all that is shown together.

The invariant: **for every withheld value the shown ones leave a way out** (see `system`): answers that would
change it and nothing that is shown. Every value of every measure and group that depends on answers is a row
of one linear system; the rows of withheld values are secrets, and as many of the others as possible are shown
(see `first_choice`). A value withheld here cannot itself follow from those shown, since the secret that it
protects would follow with it. Withholding the smallest group next to each withheld one, as statistical
offices do in plain tables, would be simpler, but groups overlap here and measures share answers. The cost is
near linear in the number of values, as long as few groups overlap without one containing the other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil

import attrs

from digiramverk.rules.disclosure.crowd import Crowd
from digiramverk.rules.disclosure.first_choice import Sparing
from digiramverk.rules.disclosure.readings import FoldReader
from digiramverk.rules.disclosure.rows import GroupOutputs, GroupValue, GroupValues, Members, Where
from digiramverk.rules.disclosure.secrets import Secrets, fewest
from digiramverk.rules.disclosure.system import (
    NEVER,
    ColumnBounds,
    ExactNumber,
    Secret,
    Shown,
    SparseRow,
    size,
)
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.plan import Plan
from digiramverk.rules.space import MeasureCell


@attrs.frozen
class Withheld:
    """What is withheld in addition to what `show_if` withholds.

    Attributes:
        values: of groups.
        forms: by value of a form, the groups whose forms are not shown it: by population dimensions, members.
        everywhere: values of forms that no form is shown.
    """

    values: frozenset[Where] = frozenset()
    forms: dict[MeasureCell, dict[tuple[str, ...], set[Members]]] = attrs.field(factory=dict)
    everywhere: frozenset[MeasureCell] = frozenset()


@attrs.define(eq=False)
class Suppression:
    """The choice, for one set of forms.

    Attributes:
        secrets: of the whole plan.
        crowd: its forms.
        groups: the results, withheld ones included.
        width: the least width of the interval that a withheld value may be narrowed to, as a share of its
            possible range.
        already: chosen before, and part of what is withheld: these must stay hidden, but may be narrowed.
    """

    secrets: Secrets
    crowd: Crowd
    groups: Sequence[GroupOutputs]
    width: Fraction
    already: frozenset[Where] = frozenset()
    _reader: FoldReader = attrs.field(init=False)
    _values: GroupValues = attrs.field(init=False)
    _sums: dict[int, ExactNumber] = attrs.field(factory=dict, init=False)
    _least: dict[int, int] = attrs.field(factory=dict, init=False)
    """By withheld column, how many answers a sum must rest on to be shown."""
    _most: int = attrs.field(default=1, init=False)
    """The greatest of these."""

    def __attrs_post_init__(self) -> None:
        """Prepare to read the forms."""
        self._reader = FoldReader(self.crowd)
        self._values = GroupValues(self.secrets, self._reader, self.groups)

    @property
    def plan(self) -> Plan:
        """The whole plan."""
        return self.secrets.plan

    def chosen(self) -> Withheld:
        """What is withheld in addition; what has been withheld already stays so."""
        values = [each for each in self._values.rows() if each.row]
        hidden = [each for each in values if each.is_withheld]
        if not hidden:
            return Withheld()
        # What rests on most answers is shown first: if something has to give way, it is the smaller figure.
        order = sorted((each for each in values if not each.is_withheld), key=_rank)
        for each in hidden:
            for column in each.row:
                # A value withheld only to protect others has no minimum of its own.
                own = 1 if each.where in self.already else fewest(each.measure)
                self._least[column] = max(self._least.get(column, 1), own)
        self._most = max(self._least.values(), default=1)
        bounds = ColumnBounds(self._sum, self._room)
        sparing = Sparing(bounds, hidden, order, lambda own: self.secret(own).width, self._is_large)
        spared = sparing.spared()
        apart = {each.where for each in spared}
        first = sorted((each for each in order if each.where not in apart), key=lambda each: len(each.row))
        times = _times([*first, *spared])
        shown = Shown(bounds, lambda column, now: _after(times.get(column, ()), now))
        for each in first:
            shown.add(each.row)
        kept = [
            shown.keep(number, self.secret(each), sparing.ways.get(number))
            for number, each in enumerate(hidden)
        ]
        if not (sparing.is_settled and all(kept)):
            return self._one_by_one(hidden, order)
        # What was set apart without need is shown again.
        return self._withheld(shown, hidden, self._taken(shown, spared, len(first)))

    def _one_by_one(self, hidden: Sequence[GroupValue], order: Sequence[GroupValue]) -> Withheld:
        """The choice if what is shown first leaves too little: slow, but never wrong."""
        times = _times(order)
        shown = Shown(
            ColumnBounds(self._sum, self._room), lambda column, now: _after(times.get(column, ()), now)
        )
        for number, each in enumerate(hidden):
            shown.keep(number, self.secret(each))
        return self._withheld(shown, hidden, self._taken(shown, order))

    def secret(self, each: GroupValue) -> Secret:
        """What must not follow about a withheld value."""
        # A bound is only claimed for the value itself; a part of it may be narrowed further.
        narrow = each.is_whole and each.forms and each.where not in self.already
        return Secret(each.row, self._width(each.row) if narrow else 0)

    def _taken(self, shown: Shown, order: Sequence[GroupValue], start: int = 0) -> list[GroupValue]:
        """Show what can be shown, and return the rest."""
        taken: list[GroupValue] = []
        names: set[Where] = set()
        for now, each in enumerate(order, start):
            if each.where in names:
                continue
            own = each.row

            def allowed(rows: Iterable[Iterable[int]], own: SparseRow = own) -> bool:
                # A value by itself rests on as many answers as its rule requires.
                return all(self._is_large(row) or set(row) == own.keys() for row in rows)

            if shown.show(own, now, allowed):
                continue
            names.add(each.where)
            taken.append(each)
            for column in own:
                self._least.setdefault(column, 1)
            # If it is narrow already, it must at least not follow exactly.
            if not shown.keep(each.where, Secret(own, self._width(own))):
                shown.keep(each.where, Secret(own))
        return taken

    # --- sums that follow --------------------------------------------------------------------------------

    def _is_large(self, row: Iterable[int]) -> bool:
        """Whether a sum that follows rests on enough answers, if everything in it is withheld.

        It looks only at as many columns as it needs to decide.
        """
        wanted, forms = 1, 0
        places: set[int] = set()
        for column in row:
            if column not in self._least:
                return True
            wanted = max(wanted, self._least[column])
            place = self._reader.columns[column][0]
            if place not in places:
                places.add(place)
                forms += self.crowd.classes[place].size
                if forms >= self._most:
                    return True
        return forms >= wanted

    def _width(self, row: SparseRow) -> ExactNumber:
        """How far apart the ends of a withheld sum must be able to lie."""
        found: ExactNumber = 0
        for column, value in row.items():
            room = self._room(column)
            if room is None:
                return 0
            found += size(value) * (room[1] - room[0])
        return ceil(self.width * found)

    def _room(self, column: int) -> tuple[ExactNumber, ExactNumber] | None:
        place, name = self._reader.columns[column]
        if name[0] == "own":
            # Yes or no: none of the forms, or all of them.
            return (0, self.crowd.classes[place].size) if self._own(column) is not None else None
        vector = self._reader.quantities.vectors.get(name)
        return None if vector is None else (0, self.crowd.classes[place].size * max(vector))

    def _own(self, column: int) -> int | None:
        """In how many forms a yes/no condition is true; None for other columns, or if nothing tells."""
        place, (_, items, _) = self._reader.columns[column]
        return self._reader.conditions.sum_closest_to_an_end(items, self.crowd.classes[place])

    def _sum(self, column: int) -> ExactNumber:
        """The sum of a column."""
        if column not in self._sums:
            place, (kind, item, number) = self._reader.columns[column]
            if kind == "own":
                return self._sums.setdefault(column, self._own(column) or 0)
            vector = self._reader.quantities.vectors["item", item, number]
            self._sums[column] = sum(
                (
                    vector[states[_index(item)] - FIRST_LEVEL] * count
                    for (states, _), count in self.crowd.classes[place].forms.items()
                ),
                start=0,
            )
        return self._sums[column]

    # --- values of forms ---------------------------------------------------------------------------------

    def _withheld(self, shown: Shown, hidden: Sequence[GroupValue], taken: Sequence[GroupValue]) -> Withheld:
        values = frozenset(each.where for each in taken)
        if self.crowd.total == 1:
            # A caller who scores a single form has its answers.
            return Withheld(values)
        places: dict[MeasureCell, set[int]] = {}
        members: dict[MeasureCell, set[Members]] = {}
        for each in (*hidden, *taken):
            name, cell, own = each.where
            found = self._values.places(each.measure.population).get(own, ())
            places.setdefault((name, cell), set()).update(found)
            members.setdefault((name, cell), set()).add(own)
        forms: dict[MeasureCell, dict[tuple[str, ...], set[Members]]] = {}
        everywhere: set[MeasureCell] = set()
        for named, groups in self.secrets.of_forms.items():
            if named[0] in self.secrets.looking_back:
                everywhere.add(named)
                continue
            touched: set[int] = set()
            for group in groups:
                if group in members:
                    touched |= places[group]
                    population = self.plan.measure(group[0]).population
                    forms.setdefault(named, {}).setdefault(population, set()).update(members[group])
            if not self._can_be_shown(shown, named, touched):
                everywhere.add(named)
        return Withheld(values, forms, frozenset(everywhere))

    def _can_be_shown(self, shown: Shown, named: MeasureCell, touched: set[int]) -> bool:
        """Whether the forms of all other classes can be shown a value of theirs."""
        return all(
            shown.show(row, NEVER, lambda _: True)
            for place in range(len(self.crowd.classes))
            if place not in touched and (row := self._reader.of_form(named, place))
        )


def _index(item: object) -> int:
    if not isinstance(item, int):
        raise TypeError(item)
    return item


def _rank(each: GroupValue) -> tuple[object, ...]:
    """Values that rest on most answers first; of equal ones the coarser, then by name."""
    return -each.answers, -each.forms, len(each.where[2]), each.where


def _times(order: Sequence[GroupValue]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for time, each in enumerate(order):
        for column in each.row:
            found.setdefault(column, []).append(time)
    return found


def _after(times: Sequence[int], now: int) -> int:
    """When a later row next contains a column."""
    if now == NEVER:
        return NEVER
    place = bisect_right(times, now)
    return times[place] if place < len(times) else NEVER
