"""The values of groups: a row per group, and for each cell of a measure the columns of its values.

The invariant: **a value of a group is in one place, exactly, as columns**: :meth:`GroupTable.values`.
Rows of Python's objects, as generated functions read them, are made when one of these functions asks. Keeping
such rows would need no columns, but a few hundred bytes for every value of every group.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.rules import CellKey, MeasureCell, Missing, Space
from digiramverk.rules.scalar import Group, Outputs, Stage
from digiramverk.tables.column_values import MemberName, Num, Rank, Truth, Val, absent, constant
from digiramverk.tables.layout import MEMBER
from digiramverk.tables.value_shapes import CODE, DENOMINATOR, KIND, NUMERATOR, sort_of

SIZE: Final = "__size"
FIRST: Final = "__first"
AT_ONCE: Final = 2_000
"""How many groups are unpacked into Python objects at a time."""
_PLACE: Final = "__place"
_WITHHELD: Final = int(Missing.WITHHELD)

Sorts = Mapping[int, type[Val]]
"""The class of the values of each cell of a stage, by the first slot of the cell."""


def sorts_of(stage: Stage, space: Space) -> Sorts:
    """The classes of the values of a stage, in the order of slots."""
    return {
        stage.slots[measure.name, cell]: sort_of(measure.type, space)
        for measure in stage.measures
        for cell in measure.cells
    }


@attrs.frozen(eq=False)
class Figures:
    """The values of many groups, cell by cell.

    Attributes:
        count: the number of groups.
        sorts: the classes of the values.
        cells: by first slot, the columns of the values of a cell: see :data:`~.value_shapes.KIND`.
    """

    count: int
    sorts: Sorts
    cells: Mapping[int, pl.DataFrame]

    @classmethod
    def of(cls, outputs: Sequence[Outputs], sorts: Sorts) -> "Figures":
        """Pack what generated functions return."""
        slots: Sequence[Sequence[Any]] = list(zip(*outputs, strict=True))
        width = max(sorts, default=0) + 2
        slots = slots or [()] * width
        return cls(
            len(outputs),
            sorts,
            {slot: packed(sort, slots[slot : slot + 2]) for slot, sort in sorts.items()},
        )

    @classmethod
    def joined(cls, parts: Sequence["Figures"], sorts: Sorts) -> "Figures":
        """Concatenate the values of several sets of groups."""
        if not parts:
            return cls.of((), sorts)
        cells = {slot: _joined([each.cells[slot] for each in parts]) for slot in sorts}
        return cls(sum(each.count for each in parts), sorts, cells)

    def slot(self, number: int) -> list[Any]:
        """One slot of the values of every group."""
        first = number if number in self.sorts else number - 1
        return next(islice(unpacked(self.sorts[first], self.cells[first]), number - first, None))

    def outputs(self) -> list[Outputs]:
        """The values of every group, as generated functions return them."""
        slots = [slot for at, sort in self.sorts.items() for slot in unpacked(sort, self.cells[at])]
        return list(zip(*slots, strict=True)) if slots else [()] * self.count

    def at(self, places: pl.Series, nothing: Outputs | None) -> list[Any]:
        """The outputs of groups by their positions, `nothing` for null."""
        # Each group is unpacked once, however many rows ask for it.
        met = places.unique().drop_nulls()
        found: dict[int | None, Outputs | None] = {None: nothing}
        found.update(zip(met.to_list(), self._taken(met).outputs(), strict=True))
        return [found[place] for place in places.to_list()]

    def _taken(self, places: pl.Series) -> "Figures":
        cells = {slot: values[places] for slot, values in self.cells.items()}
        return Figures(len(places), self.sorts, cells)

    def sliced(self, start: int, length: int) -> "Figures":
        """The values of consecutive groups."""
        cells = {slot: values.slice(start, length) for slot, values in self.cells.items()}
        return Figures(len(range(self.count)[start : start + length]), self.sorts, cells)

    def without(self, withheld: Mapping[int, Sequence[int]]) -> "Figures":
        """The same, with values withheld: by first slot, the positions of groups."""
        cells = dict(self.cells)
        for slot, places in withheld.items():
            name = "" if self.sorts[slot] is MemberName else 0
            nothing = {NUMERATOR: 0, DENOMINATOR: 1, CODE: name, KIND: _WITHHELD}
            hidden = pl.int_range(pl.len()).is_in(list(places))
            cells[slot] = cells[slot].select(
                pl.when(hidden).then(pl.lit(nothing[letter]).cast(kind)).otherwise(letter).alias(letter)
                for letter, kind in cells[slot].schema.items()
            )
        return attrs.evolve(self, cells=cells)


def packed(sort: type[Val], slots: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """The columns of values that are in slots: two for a number, one for any other value."""
    if sort is Num:
        pairs = list(zip(*slots, strict=True))
        return pl.DataFrame(
            {
                NUMERATOR: _whole([n if d else 0 for n, d in pairs]),
                DENOMINATOR: _whole([d or 1 for _, d in pairs]),
                KIND: pl.Series([0 if d else n for n, d in pairs], dtype=pl.Int8),
            }
        )
    codes, named = slots[0], sort is MemberName
    missing = [not isinstance(code, str) and code < 0 for code in codes]
    pairs = list(zip(codes, missing, strict=True))
    values = [("" if named else 0) if absent else code for code, absent in pairs]
    return pl.DataFrame(
        {
            CODE: pl.Series(values, dtype=pl.String) if named else _whole([int(each) for each in values]),
            KIND: pl.Series([-code if absent else 0 for code, absent in pairs], dtype=pl.Int8),
        }
    )


def _whole(values: Sequence[int]) -> pl.Series:
    """Whole numbers in the narrowest type; as text if 64 bits do not hold them."""
    try:
        return pl.Series(values, dtype=pl.Int64).shrink_dtype()
    # Polars raises either error for whole numbers beyond 64 or 128 bits.
    except (TypeError, OverflowError):
        return pl.Series([str(each) for each in values], dtype=pl.String)


def unpacked(sort: type[Val], values: pl.DataFrame) -> Iterator[list[Any]]:
    """The slots of values."""
    kinds = values[KIND].to_list()
    if sort is Num:
        above, below = (_plain(values[letter]) for letter in (NUMERATOR, DENOMINATOR))
        yield [kind or n for kind, n in zip(kinds, above, strict=True)]
        yield [0 if kind else d for kind, d in zip(kinds, below, strict=True)]
    else:
        yield [-kind if kind else code for kind, code in zip(kinds, values[CODE].to_list(), strict=True)]


def plain_value(sort: type[Val], slots: Sequence[Any]) -> Val:
    """The value in slots, as plain numbers."""
    if sort is Num:
        n, d = slots
        return constant(Fraction(n, d)) if d else absent(n)
    (code,) = slots
    kind = 0 if isinstance(code, str) or code >= 0 else -code
    if sort is MemberName:
        return MemberName("" if kind else code, kind)
    code = 0 if kind else int(code)
    return Truth(code == 1, kind) if sort is Truth else Rank(code, kind)


def slots_of(value: Val) -> tuple[Any, ...]:
    """A value of plain numbers as slots hold it."""
    kind: Any = value.kind
    match value:
        case Num(n=n, d=d):
            return (kind, 0) if kind else (n, d)
        case Truth(true=code) | Rank(rank=code) | MemberName(text=code):
            return (-kind if kind else code,)


def _plain(values: pl.Series) -> list[int]:
    found: list[Any] = values.to_list()
    return [int(each) for each in found] if values.dtype == pl.String else found


def _joined(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Each part has types of its own: as narrow as its values allow, or text."""
    types: dict[str, type[pl.DataType]] = {
        each.name: pl.String if pl.String in {part[each.name].dtype for part in parts} else pl.Int64
        for each in parts[0].iter_columns()
    }
    found = pl.concat(
        [part.select(pl.col(name).cast(kind) for name, kind in types.items()) for part in parts]
    )
    return found.with_columns(each.shrink_dtype() for each in found if each.dtype == pl.Int64)


@attrs.frozen(eq=False)
class GroupTable:
    """The results of one group stage.

    Attributes:
        stage: the stage.
        whose: one row per group: its members in columns :data:`MEMBER`, its :data:`SIZE`, and the position of
            its :data:`FIRST` form.
        figures: its values.
        withheld: by members, the values withheld so that those of other groups cannot be worked out.
    """

    stage: Stage
    whose: pl.DataFrame
    figures: Figures
    withheld: Mapping[tuple[object, ...], frozenset[MeasureCell]] = attrs.field(factory=dict)

    @classmethod
    def of_groups(cls, stage: Stage, groups: Sequence[Group], space: Space) -> "GroupTable":
        """Pack the groups that the scalar engine returned."""
        columns = {
            MEMBER.format(name): pl.Series([each.members[at] for each in groups], dtype=pl.String)
            for at, name in enumerate(stage.population)
        }
        columns[SIZE] = pl.Series([each.size for each in groups], dtype=pl.Int64)
        columns[FIRST] = pl.Series([each.form for each in groups], dtype=pl.Int64)
        withheld = {each.members: each.withheld for each in groups if each.withheld}
        figures = Figures.of([each.outputs for each in groups], sorts_of(stage, space))
        return cls(stage, pl.DataFrame(columns), figures, withheld)

    def __len__(self) -> int:
        """The number of groups."""
        return len(self.whose)

    def values(self, measure: str, cell: CellKey) -> pl.DataFrame:
        """The values of one cell of a measure, a row per group: see :data:`~.value_shapes.KIND`."""
        return self.figures.cells[self.stage.slots[measure, cell]]

    def members(self, dimension: str) -> pl.Series:
        """The members of a dimension, by group."""
        return self.whose[MEMBER.format(dimension)]

    def groups(self) -> Iterator[Group]:
        """Iterate over the groups one by one."""
        for part in self.parts(AT_ONCE):
            rest = zip(
                part.whose[FIRST].to_list(), part.whose[SIZE].to_list(), part.figures.outputs(), strict=True
            )
            whose = members_of(part.whose, self.stage.population)
            for own, (first, size, outputs) in zip(whose, rest, strict=True):
                withheld = self.withheld.get(own, frozenset())
                yield Group(self.stage, first, size, outputs, own, withheld)

    def parts(self, size: int) -> Iterator["GroupTable"]:
        """Split the table into parts of `size` groups."""
        for start in range(0, len(self), size):
            whose, figures = self.whose.slice(start, size), self.figures.sliced(start, size)
            yield attrs.evolve(self, whose=whose, figures=figures)

    def places(self, asking: pl.DataFrame) -> pl.Series:
        """The position of the group of each row of `asking` (by columns :data:`MEMBER`), or null."""
        return places(self.stage.population, self.whose, asking)


def members_of(groups: pl.DataFrame, population: Sequence[str]) -> list[tuple[Any, ...]]:
    """The members of every group."""
    named: list[Sequence[Any]] = [groups[MEMBER.format(name)].to_list() for name in population]
    return list(zip(*named, strict=True)) if named else [()] * len(groups)


def places(population: Sequence[str], groups: pl.DataFrame, asking: pl.DataFrame) -> pl.Series:
    """The position, among groups of a population, of that of each row of `asking`, or null."""
    names = [MEMBER.format(name) for name in population]
    # A stage over everybody has a single group, and none if no form was read.
    if not names or any(name not in asking.columns for name in names):
        found = 0 if len(groups) and not names else None
        return pl.repeat(found, len(asking), dtype=pl.UInt32, eager=True)
    known = groups.select(names).with_row_index(_PLACE)
    joined = asking.select(names).join(known, on=names, how="left", maintain_order="left")
    return joined[_PLACE]
