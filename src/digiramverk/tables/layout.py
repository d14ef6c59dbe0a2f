"""How a frame holds forms: one column of states per item, and the columns of a form's members."""

from collections.abc import Collection, Mapping
from typing import Final

import attrs

from digiramverk.rules import Missing, Space
from digiramverk.tables.answer_columns import AnswerColumn, PlaceColumn, States
from digiramverk.tables.bounds import Bounds, hull, quotients
from digiramverk.tables.column_expressions import KINDS, Bools, Strings, choose, whole, width_of
from digiramverk.tables.column_values import MemberName, Num, Truth, Val, absent, number
from digiramverk.tables.graph import cast, column, filled, inverted, is_null

MEMBER: Final = "__m_{}"
"""The column with the members of a population dimension, in frames with one row per group."""
ROW: Final = "__row"
"""The column with the position of every form."""
PUBLISHED: Final = "published"
_UNANSWERED: Final = int(Missing.UNANSWERED)
KINDS_OF_MISSING: Final = hull([0, *map(int, Missing)])
"""The bounds of kinds of missing, including 0 for a value."""


@attrs.frozen
class NumberColumns:
    """A number stated by forms: numerator, denominator and kind of missing, none of them null.

    Attributes:
        n, d, kind: names of columns of whole numbers.
        above, below: the bounds of all numerators, and of all denominators.
    """

    n: str
    d: str
    kind: str
    above: Bounds[int]
    below: Bounds[int]


@attrs.frozen
class Inputs:
    """The names of the columns that hold forms.

    Attributes:
        states: for every item, in the order of the space, a column of states (see `rules.forms`), not null.
        listed: for items whose column holds enumeration positions instead (null for unanswered), the states
            in the enumeration.
        members: for population dimensions a column of text, null where a form has no member.
        published: a column of booleans, not null; None if no form is published.
        numbers: the columns of numbers stated by forms.
    """

    states: tuple[str, ...]
    members: Mapping[str, str]
    published: str | None = None
    numbers: Mapping[str, NumberColumns] = attrs.field(factory=dict)
    listed: Mapping[int, tuple[int, ...]] = attrs.field(factory=dict)

    @property
    def answers(self) -> tuple[AnswerColumn, ...]:
        """The answer column of every item."""
        return tuple(
            PlaceColumn(column, self.listed[number]) if number in self.listed else States(column)
            for number, column in enumerate(self.states)
        )

    def population(self, space: Space) -> dict[str, Val]:
        """The values that rules read of a form besides its answers."""
        found: dict[str, Val] = {}
        for dimension in space.dimensions:
            if dimension.population:
                member = self.members.get(dimension.name)
                found[dimension.name] = MemberName("", _UNANSWERED) if member is None else _name(member)
        published = self.published
        found[PUBLISHED] = Truth(true=False if published is None else Bools(column(published)), kind=0)
        for name in space.numbers:
            columns = self.numbers.get(name)
            found[name] = absent(_UNANSWERED) if columns is None else _stated(columns)
        return found


def inputs_of_groups(groups: Collection[str], space: Space) -> Inputs:
    """The columns of a frame with a row per group: members alone; a group has no answers of its own.

    Args:
        groups: the names of the frame's columns.
        space: the dimensions and items.
    """
    names = (each.name for each in space.dimensions if each.population)
    members = {name: MEMBER.format(name) for name in names if MEMBER.format(name) in groups}
    items = len(space.items)
    return Inputs(("",) * items, members, listed=dict.fromkeys(range(items), ()))


def _name(name: str) -> MemberName:
    there = Bools(inverted(is_null(column(name))))
    text = Strings(filled(column(name), ""))
    return MemberName(text, choose(there, 0, _UNANSWERED))


def _stated(columns: NumberColumns) -> Num:
    n, d, kind = (
        whole(cast(column(name), KINDS[width_of(within)]), within)
        for name, within in (
            (columns.n, columns.above),
            (columns.d, columns.below),
            (columns.kind, KINDS_OF_MISSING),
        )
    )
    return number(n, d, kind, None, quotients(columns.above, columns.below))
