"""Adds up forms within groups, batch after batch, and keeps the sums in frames until all have been read.

The invariant: **the sums do not depend on how forms are divided into batches**. Sums, extremes and first
positions are the only aggregates, groups come in the order of their first form, and no sum leaves 64 bits
(Polars would wrap it without a word, see :func:`columns_to_add`). One `group_by` over all forms would be
simpler, and would need all of them in memory. The cost is that partial sums of several batches are merged
again, each time more than :data:`_MOST_ROWS` of them have gathered.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import RESPONSE
from digiramverk.tables.bounds import hull
from digiramverk.tables.column_expressions import KINDS, Ints, Whole, bit, compare, multiply
from digiramverk.tables.figures import FIRST, MEMBER, SIZE
from digiramverk.tables.graph import ColumnNode, cast
from digiramverk.tables.layout import ROW, Inputs
from digiramverk.tables.value_shapes import ends, read_whole

_ADDED: Final = "__a{}"
_MOST_ROWS: Final = 250_000
"""The number of partial groups to gather before they are merged."""
_ADDED_AS_NARROW: Final = 32
_COLUMNS: Final = 16
"""The number of columns to merge at a time: their sums are wide until their sizes are known."""


@attrs.frozen
class GroupSums:
    """Columns to add up.

    Attributes:
        nodes: their expressions, by name.
        columns: their names, and whether to take the greatest value instead of the sum.
        wanted: for every value wanted its column or constant, and the same flag.
    """

    nodes: Mapping[str, ColumnNode]
    columns: tuple[tuple[str, bool], ...]
    wanted: tuple[tuple[str | int, bool], ...]

    @property
    def names(self) -> list[str]:
        """The columns of the sums of groups."""
        return [_named(name, greatest=greatest) for name, greatest in self.columns]

    def of_groups(self, groups: pl.DataFrame, prefix: str = "") -> list[Whole]:
        """The wanted values as columns of a frame with a row per group.

        Args:
            groups: has the sums; null, as 0, where nothing has been added up.
            prefix: that of the names of its columns.
        """

        def read(name: str) -> Whole:
            return read_whole(f"{prefix}{name}", hull([0, *ends(groups[f"{prefix}{name}"])]))

        found: list[Whole] = []
        for source, greatest in self.wanted:
            if not isinstance(source, int):
                found.append(read(_named(source, greatest=greatest)))
            elif source == 0:
                found.append(0)
            else:
                # A constant has no column: its sum over a group is itself times the size.
                size = read(SIZE)
                found.append(multiply(source, bit(compare(">", size, 0)) if greatest else size))
        return found

    def of_group(self, row: Mapping[str, int | None], prefix: str = "") -> list[Whole]:
        """The same for one group as plain numbers."""
        size = row[f"{prefix}{SIZE}"] or 0
        return [
            row[f"{prefix}{_named(source, greatest=greatest)}"] or 0
            if isinstance(source, str)
            else source * (min(size, 1) if greatest else size)
            for source, greatest in self.wanted
        ]


def _named(name: str, *, greatest: bool) -> str:
    return f"{name}{'m' if greatest else 's'}"


def columns_to_add(values: Sequence[tuple[Whole, bool]]) -> GroupSums:
    """The columns for all values to add up; equal expressions share one."""
    names: dict[tuple[ColumnNode, bool], str] = {}
    nodes: dict[str, ColumnNode] = {}
    columns: dict[tuple[str, bool], None] = {}
    wanted: list[tuple[str | int, bool]] = []
    for value, greatest in values:
        if isinstance(value, Ints):
            # Polars sums 8 and 16 bits in 64, but 32 bits in 32, which the sum of a group can leave.
            widened = not greatest and value.width == _ADDED_AS_NARROW
            name = names.setdefault((value.node, widened), _ADDED.format(len(names)))
            nodes.setdefault(name, cast(value.node, KINDS[64]) if widened else value.node)
            columns[name, greatest] = None
            wanted.append((name, greatest))
        else:
            wanted.append((value, greatest))
    return GroupSums(nodes, tuple(columns), tuple(wanted))


@attrs.define
class Added:
    """The sums of the groups of one key.

    Attributes:
        columns: the columns to group forms by.
        sums: the columns to add up.
        inputs: the columns that hold the forms.
    """

    columns: Sequence[str]
    sums: GroupSums
    inputs: Inputs
    _parts: list[pl.DataFrame] = attrs.field(factory=list)
    _firsts: list[pl.DataFrame] = attrs.field(factory=list)

    @property
    def _members(self) -> dict[str, str]:
        """The columns of members that are not part of the key."""
        return {
            name: column
            for name, column in self.inputs.members.items()
            if column not in self.columns and name != RESPONSE
        }

    def add(self, frame: pl.DataFrame) -> None:
        """Add the forms of a batch."""
        aggregates = [pl.len().alias(SIZE), pl.col(ROW).min().alias(FIRST)]
        for name, greatest in self.sums.columns:
            column = pl.col(name)
            added = column.max() if greatest else column.sum()
            aggregates.append(added.alias(_named(name, greatest=greatest)))
        found = _packed(frame.group_by(*self.columns).agg(*aggregates))
        # Members outside the key are those of the first form, as in the scalar engine.
        if self._members:
            own = frame.filter(pl.col(ROW).is_in(found[FIRST].to_list()))
            own = own.select(pl.col(ROW).alias(FIRST), *dict.fromkeys(self._members.values()))
            self._firsts.append(_packed(own))
        self._parts.append(found)
        if sum(map(len, self._parts[1:])) > max(_MOST_ROWS, len(self._parts[0])):
            self._put_together()

    def _put_together(self) -> None:
        """Merge the partial sums into one row per group."""
        if len(self._parts) < 2:  # noqa: PLR2004 - a single one is put together
            return
        every = pl.concat(self._parts, how="vertical_relaxed")
        self._parts.clear()
        added = [name for name in every.columns if name not in self.columns]
        made: list[pl.DataFrame] = []
        for start in range(0, len(added), _COLUMNS):
            names = added[start : start + _COLUMNS]
            # Groups come in the order of their first rows, whichever columns are merged.
            found = every.group_by(*self.columns, maintain_order=True).agg(map(self._once_more, names))
            made.append(_packed(found.select(names) if made else found))
            every = every.drop(names)
        self._parts.append(pl.concat(made, how="horizontal"))
        if self._firsts:
            every = pl.concat(self._firsts)
            self._firsts[:] = [every.join(self._parts[0].select(FIRST), on=FIRST, how="semi")]

    def _once_more(self, name: str) -> pl.Expr:
        """How to merge a column of partial sums."""
        column = pl.col(name)
        if name == FIRST:
            return column.min()
        added = {
            SIZE,
            *(_named(each, greatest=False) for each, greatest in self.sums.columns if not greatest),
        }
        return column.cast(pl.Int64).sum() if name in added else column.max()

    def groups(self, key: Sequence[str]) -> pl.DataFrame:
        """One row per group, in the order of first forms.

        Args:
            key: the dimensions of the columns that forms are grouped by.

        Returns:
            Members in columns :data:`MEMBER`, :data:`SIZE`, :data:`FIRST` and the sums.
        """
        self._put_together()
        if not self._parts:
            empty = pl.DataFrame(schema={SIZE: pl.Int64, FIRST: pl.Int64})
            return empty.with_columns(pl.lit(None, pl.String).alias(MEMBER.format(name)) for name in key)
        found = self._parts.pop()
        if self._firsts:
            found = found.join(pl.concat(self._firsts), on=FIRST, how="left", maintain_order="left")
            self._firsts.clear()
        found = found.sort(FIRST)
        members = dict(zip(key, self.columns, strict=False))
        members |= self._members
        named = (pl.col(column).alias(MEMBER.format(name)) for name, column in members.items())
        return found.select(SIZE, FIRST, *named, *self.sums.names)


def _packed(frame: pl.DataFrame) -> pl.DataFrame:
    """The same frame in less memory: narrow whole numbers, and texts copied out.

    A text taken from a batch keeps all the text that was read for that batch alive.
    """
    made: list[pl.Series] = []
    for each in frame.iter_columns():
        if each.dtype in {pl.String, pl.Null}:
            made.append(pl.Series(each.name, each.to_list(), pl.String))
        elif each.name == FIRST:
            made.append(each.cast(pl.Int64))
        else:
            made.append(each.cast(pl.Int64).shrink_dtype())
    return pl.DataFrame(made)
