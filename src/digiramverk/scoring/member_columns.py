"""Whose values a row is: the members of forms or groups, as columns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import repeat

import attrs


@attrs.frozen(eq=False)
class MemberColumns:
    """The known members of forms or groups: a row for each, a column per population dimension.

    Attributes:
        size: the number of rows.
        columns: the members by dimension; None where a row has none.

    >>> whose = MemberColumns.of([{"unit": "Norr", "round": "2016"}, {"unit": "Söder"}])
    >>> whose.columns["round"], whose.rows[1]
    (('2016', None), {'unit': 'Söder'})
    """

    size: int
    columns: Mapping[str, Sequence[str | None]]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, str]]) -> "MemberColumns":
        """The columns of some rows."""
        names = dict.fromkeys(name for row in rows for name in row)
        return cls(len(rows), {name: tuple(row.get(name) for row in rows) for name in names})

    @cached_property
    def rows(self) -> Sequence[Mapping[str, str]]:
        """The members of each row, without dimensions of which it has none."""
        if not self.columns:
            return [{} for _ in range(self.size)]
        return [
            {name: member for name, member in zip(self.columns, row, strict=True) if member is not None}
            for row in zip(*self.columns.values(), strict=True)
        ]

    def column(self, dimension: str) -> Iterable[str | None]:
        """The members of one dimension, whether or not any row has one."""
        return self.columns.get(dimension, repeat(None, self.size))

    def some(self, wanted: Callable[[str], bool]) -> "MemberColumns":
        """The columns of some dimensions."""
        return MemberColumns(self.size, {name: own for name, own in self.columns.items() if wanted(name)})

    def taken(self, places: Sequence[int]) -> "MemberColumns":
        """The rows at some places."""
        columns = {name: tuple(own[place] for place in places) for name, own in self.columns.items()}
        return MemberColumns(len(places), columns)

    def places(self, members: Mapping[str, str]) -> Sequence[int]:
        """The places of the rows that have all of some members."""
        found: Sequence[int] = range(self.size)
        for name, member in members.items():
            column = self.columns.get(name)
            found = [] if column is None else [place for place in found if column[place] == member]
        return found
