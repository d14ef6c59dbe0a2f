"""What forms add up to within groups, batch after batch, kept in frames until all have been read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from digiramverk.rules.frame.columns import Ints, Whole
from digiramverk.rules.frame.graph import Node
from digiramverk.rules.frame.inputs import ROW, Frame, Inputs, collected

_ADDED: Final = "__a{}"
_SIZE: Final = "__size"
_FIRST: Final = "__first"
_MEMBER: Final = "__m_{}"
_MOST_ROWS: Final = 250_000
"""So many groups of batches are kept before they are put together."""

Found = tuple[tuple[Any, ...], int, int, list[int], Mapping[str, Any]]
"""A group: its members, its size, the position of its first form, its sums, that form's other members."""


@attrs.frozen
class Sums:
    """Columns to be added up.

    Attributes:
        nodes: what they are made of, by name.
        columns: their names, and whether their greatest value is meant and not their sum.
        wanted: for every value wanted which column or which constant.
    """

    nodes: Mapping[str, Node]
    columns: tuple[tuple[str, bool], ...]
    wanted: tuple[tuple[str | int, bool], ...]

    def values(self, row: Mapping[str, Any], size: int) -> list[int]:
        """The values of a group."""
        found: list[int] = []
        for source, greatest in self.wanted:
            if isinstance(source, int):
                found.append(source if greatest else source * size)
            else:
                found.append(int(row[f"{source}{'m' if greatest else 's'}"]))
        return found


def columns_to_add(values: Sequence[tuple[Whole, bool]]) -> Sums:
    """The columns of all values that are to be added up."""
    nodes: dict[Node, str] = {}
    columns: dict[tuple[str, bool], None] = {}
    wanted: list[tuple[str | int, bool]] = []
    for value, greatest in values:
        if isinstance(value, Ints):
            name = nodes.setdefault(value.node, _ADDED.format(len(nodes)))
            columns[name, greatest] = None
            wanted.append((name, greatest))
        else:
            wanted.append((value, greatest))
    return Sums({name: node for node, name in nodes.items()}, tuple(columns), tuple(wanted))


@attrs.define
class Added:
    """What the groups of one key have added up to.

    Attributes:
        columns: the columns that forms are grouped by.
        sums: what is added up.
        inputs: where forms stand in their frames.
    """

    columns: Sequence[str]
    sums: Sums
    inputs: Inputs
    _parts: list[nw.DataFrame[Any]] = attrs.field(factory=list)
    _firsts: list[nw.DataFrame[Any]] = attrs.field(factory=list)

    @property
    def _members(self) -> dict[str, str]:
        """The columns of members that forms are not grouped by."""
        return {name: column for name, column in self.inputs.members.items() if column not in self.columns}

    def add(self, frame: Frame) -> None:
        """Add the forms of a batch."""
        aggregates = [nw.len().alias(_SIZE)]
        if self.inputs.ordered:
            aggregates.append(nw.col(ROW).min().alias(_FIRST))
        else:
            aggregates += [nw.col(c).max().alias(_MEMBER.format(c)) for c in self._members.values()]
        for name, greatest in self.sums.columns:
            column = nw.col(name)
            aggregates.append(column.max().alias(f"{name}m") if greatest else column.sum().alias(f"{name}s"))
        found = collected(frame.group_by(*self.columns).agg(*aggregates))
        if self.inputs.ordered and self._members:
            wanted = found.get_column(_FIRST).to_list()
            own = frame.filter(nw.col(ROW).is_in(wanted)).select(ROW, *dict.fromkeys(self._members.values()))
            self._firsts.append(_copied(collected(own)))
        self._parts.append(_copied(found))
        if sum(len(part) for part in self._parts[1:]) > _MOST_ROWS:
            self._parts = [self._together()]

    def _together(self) -> nw.DataFrame[Any]:
        if len(self._parts) == 1:
            return self._parts[0]
        aggregates = [nw.col(_SIZE).sum()]
        if self.inputs.ordered:
            aggregates.append(nw.col(_FIRST).min())
        else:
            aggregates += [nw.col(_MEMBER.format(column)).max() for column in self._members.values()]
        for name, greatest in self.sums.columns:
            aggregates.append(nw.col(f"{name}m").max() if greatest else nw.col(f"{name}s").sum())
        return nw.concat(self._parts).group_by(*self.columns).agg(*aggregates)

    def groups(self) -> Iterator[Found]:
        """Every group, in no order."""
        if not self._parts:
            return
        firsts: dict[int, dict[str, Any]] = {
            int(row[ROW]): row for part in self._firsts for row in part.iter_rows(named=True)
        }
        for row in self._together().iter_rows(named=True):
            size = int(row[_SIZE])
            first = int(row[_FIRST]) if self.inputs.ordered else 0
            if self.inputs.ordered:
                members = {name: firsts[first][column] for name, column in self._members.items()}
            else:
                members = {name: row[_MEMBER.format(column)] for name, column in self._members.items()}
            own = tuple(row[column] for column in self.columns)
            yield own, size, first, self.sums.values(row, size), members


def _copied(frame: nw.DataFrame[Any]) -> nw.DataFrame[Any]:
    """The same with texts of its own: one that is taken of a batch holds on to all the text read for that."""
    texts = [name for name, kind in frame.schema.items() if kind == nw.String]
    backend = frame.implementation
    return frame.with_columns(
        *(
            nw.new_series(name, frame.get_column(name).to_list(), nw.String(), backend=backend)
            for name in texts
        )
    )
