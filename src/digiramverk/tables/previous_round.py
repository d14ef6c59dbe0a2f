"""The values of the previous round, in a small table in which each form is looked up by its members.

The invariant: **each key has at most one row, and its values keep the bounds they were computed with**
(:class:`ValueShape`): a column looked up is as safe as one computed. A form of the next round asks by unit
and group, and gets *unanswered* if there is no row. Joining the forms with themselves would need no table,
but a duplicate would multiply rows. The cost is a text key
per form; only rows that a next round can ask for are kept, and only the values that some rule asks for.
"""

import operator
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.rules import (
    MAY_LACK,
    ROUND,
    Boolean,
    CellKey,
    MeasureCell,
    Member,
    Missing,
    Number,
    PlannedMeasure,
    Space,
)
from digiramverk.rules.scalar import Outputs
from digiramverk.tables.bounds import BIT, NOTHING, Bounds, hull, rational
from digiramverk.tables.column_expressions import (
    KINDS,
    MOST,
    Bools,
    Ints,
    Strings,
    Unfit,
    Whole,
    bit,
    bounds,
    whole,
    width_of,
)
from digiramverk.tables.column_values import MemberName, Num, Rank, Truth, Val, absent, number
from digiramverk.tables.figures import MEMBER, Figures, GroupTable
from digiramverk.tables.graph import ColumnNode, cast, column, filled, literal, operated
from digiramverk.tables.layout import KINDS_OF_MISSING, Inputs

MEMBERS: Final = "__b_{}"
"""The columns of members in a table before it is settled."""
_KEY: Final = "__b"
_ABSENT: Final = int(Missing.UNANSWERED)
_ONE: Final = Bounds(1, 1)

GroupTables = Mapping[int, GroupTable]
"""The results of the group stages that have been run."""


@attrs.frozen
class ValueShape:
    """How a table holds the values of one cell, and what is known about all of them.

    Attributes:
        name: the prefix of its column names.
        slot: the first slot of the value in the outputs of its stage.
        sort: the class of the value.
        above, below: the bounds of all numerators or ranks, and of all denominators.
        fixed: whether every denominator is the same, also where there is no number.
        parts, within: as for :class:`Num`.
        beyond: whether numbers are stored as text, because 64 bits do not hold them.
    """

    name: str
    slot: int
    sort: type[Val]
    above: Bounds[int] = BIT
    below: Bounds[int] = _ONE
    fixed: bool = False
    parts: int | None = None
    within: Bounds[Fraction] = NOTHING
    beyond: bool = False

    @property
    def columns(self) -> dict[str, int | str]:
        """The names of its columns, each with the entry for a form that finds no row."""
        if self.sort is Num:
            return {f"{self.name}n": 0, f"{self.name}d": 1, f"{self.name}k": _ABSENT}
        return {f"{self.name}v": "" if self.sort is MemberName else 0, f"{self.name}k": _ABSENT}

    @property
    def value(self) -> Val:
        """The values as columns. Raises :class:`Unfit` if columns cannot hold them."""
        if self.beyond:
            raise Unfit
        kind = read_whole(f"{self.name}k", KINDS_OF_MISSING, _ABSENT)
        match self.sort:
            case sort if sort is Num:
                d = self.below.low if self.fixed else read_whole(f"{self.name}d", self.below, 1)
                return number(read_whole(f"{self.name}n", self.above), d, kind, self.parts, self.within)
            case sort if sort is Truth:
                return Truth(Bools(operated(operator.eq, read_whole(f"{self.name}v", BIT).node, 1)), kind)
            case sort if sort is Rank:
                return Rank(read_whole(f"{self.name}v", self.above), kind)
            case _:
                return MemberName(Strings(filled(column(f"{self.name}v"), "")), kind)

    @property
    def nothing(self) -> Val:
        """The value of a form that finds no row."""
        match self.sort:
            case sort if sort is Num:
                return absent(_ABSENT)
            case sort if sort is Truth:
                return Truth(true=False, kind=_ABSENT)
            case sort if sort is Rank:
                return Rank(0, _ABSENT)
            case _:
                return MemberName("", _ABSENT)

    def stored(self, value: Val) -> dict[str, ColumnNode]:
        """The columns that store a value of this shape, by name."""
        found = {f"{self.name}k": _stored(value.kind)}
        match value:
            case Num(n=n, d=d):
                found |= {f"{self.name}n": _stored(n), f"{self.name}d": _stored(d)}
            case Truth(true=true):
                found[f"{self.name}v"] = _stored(bit(true))
            case Rank(rank=rank):
                found[f"{self.name}v"] = _stored(rank)
            case MemberName(text=text):
                found[f"{self.name}v"] = literal(text) if isinstance(text, str) else text.node
        return found

    def of_figures(self, figures: Figures) -> dict[str, pl.Series]:
        """The columns of values that generated functions have computed."""
        if self.sort is not Num:
            codes = figures.code(self.slot, named=self.sort is MemberName)
            return {f"{self.name}v": codes["v"], f"{self.name}k": codes["k"]}
        numbers = None if self.beyond else figures.number(self.slot)
        if numbers is not None:
            return {f"{self.name}{letter}": numbers[letter] for letter in "ndk"}
        pairs = figures.outputs(self.slot, 2)
        return {
            f"{self.name}n": pl.Series([str(n if d else 0) for n, d in pairs], dtype=pl.String),
            f"{self.name}d": pl.Series([str(d or 1) for _, d in pairs], dtype=pl.String),
            f"{self.name}k": pl.Series([0 if d else n for n, d in pairs], dtype=pl.Int8),
        }

    def outputs(self, row: Mapping[str, Any]) -> dict[int, Any]:
        """The value in a row of a table, as a generated function reads it."""
        kind = row[f"{self.name}k"]
        if self.sort is Num:
            n, d = (kind, 0) if kind else (int(row[f"{self.name}n"]), int(row[f"{self.name}d"]))
            return {self.slot: n, self.slot + 1: d}
        return {self.slot: -kind if kind else row[f"{self.name}v"]}


def read_whole(name: str, within: Bounds[int], nothing: int = 0) -> Ints:
    """A column of a small table that has been joined to the forms.

    Args:
        name: the name of the column.
        within: the bounds of its values.
        nothing: the value for forms that find no row.
    """
    within = within.join(Bounds(nothing, nothing))
    return whole(cast(filled(column(name), nothing), KINDS[width_of(within)]), within)


def ends(values: pl.Series) -> list[int]:
    """The least and the greatest of some whole numbers; empty for none."""
    return [int(str(each)) for each in (values.min(), values.max()) if each is not None]


def within_pairs(numbers: pl.DataFrame) -> Bounds[Fraction]:
    """The bounds of the numbers that :meth:`Figures.number` gives."""
    pairs = numbers.filter(pl.col("k") == 0).select("n", "d").unique().rows()
    return hull([Fraction(0), *(Fraction(*pair) for pair in pairs)])


def _stored(value: Whole) -> ColumnNode:
    kind = KINDS[width_of(bounds(value))]
    return literal(value, kind) if isinstance(value, int) else cast(value.node, kind)


def name_of(stage: int, slot: int) -> str:
    """The prefix of the columns of one value."""
    return f"__p{stage}_{slot}"


def shape_of(name: str, slot: int, value: Val) -> ValueShape:
    """The shape of a value that columns can hold."""
    match value:
        case Num(n=n, d=d, parts=parts, within=within):
            return ValueShape(name, slot, Num, bounds(n), bounds(d), isinstance(d, int), parts, within)
        case Rank(rank=rank):
            return ValueShape(name, slot, Rank, bounds(rank))
        case _:
            return ValueShape(name, slot, type(value))


def shape_beyond(name: str, slot: int, measure: PlannedMeasure, space: Space) -> ValueShape:
    """The shape of a value that columns cannot hold."""
    return ValueShape(name, slot, _sort(measure, space), beyond=True)


def shape_of_figures(
    name: str, slot: int, measure: PlannedMeasure, space: Space, figures: Figures
) -> ValueShape:
    """The shape of values that generated functions have computed, all of which are in memory."""
    sort = _sort(measure, space)
    if sort is not Num:
        ranks = ends(figures.code(slot, named=False)["v"]) if sort is Rank else []
        return ValueShape(name, slot, sort, hull([0, 1, *ranks]))
    numbers = figures.number(slot)
    if numbers is None:
        return ValueShape(name, slot, Num, beyond=True)
    above, below = hull([0, *ends(numbers["n"])]), hull([1, *ends(numbers["d"])])
    within = within_pairs(numbers)
    # The last test bounds the numerators as `number` will derive them from the fractions.
    beyond = above.furthest > MOST or below.furthest > MOST or (within * rational(below)).furthest > MOST
    return ValueShape(name, slot, Num, above, below, within=within, beyond=beyond)


def _sort(measure: PlannedMeasure, space: Space) -> type[Val]:
    match measure.type:
        case Number():
            return Num
        case Boolean():
            return Truth
        case Member(dimension=dimension) if space.order_of(dimension) is not None:
            return Rank
        case _:
            return MemberName


@attrs.frozen(eq=False)
class PreviousValues:
    """The values of one stage, as the next round asks for them.

    Attributes:
        key: the dimensions by which forms or groups are found, including the round.
        shapes: the values, by measure and cell.
        table: their columns, sorted by the key of the form that asks; None if no form can find anything.
    """

    key: tuple[str, ...]
    shapes: Mapping[MeasureCell, ValueShape]
    table: pl.DataFrame | None

    @classmethod
    def settled(
        cls,
        key: tuple[str, ...],
        shapes: Mapping[MeasureCell, ValueShape],
        found: pl.DataFrame,
        before: Mapping[str, str],
    ) -> "PreviousValues":
        """Build the table from members, in columns :data:`MEMBERS`, and values.

        Args:
            key: the dimensions of the members.
            shapes: the values.
            found: the rows; no two have the same members.
            before: for every round but the first the one before it.
        """
        own = {name: MEMBERS.format(name) for name in key if MEMBERS.format(name) in found.columns}
        # Rows are stored under the round that will ask for them, so that looking up needs no shift.
        asks = {earlier: later for later, earlier in before.items()}
        asking = found.filter(pl.col(own[ROUND]).is_in(list(asks))).with_columns(
            pl.col(own[ROUND]).replace_strict(asks, default=None, return_dtype=pl.String)
        )
        columns = [name for shape in shapes.values() for name in shape.columns]
        keyed = asking.select(_key_of(key, own).alias(_KEY), *columns)
        table: pl.DataFrame = keyed.sort(_KEY)
        return cls(key, shapes, table if len(table) else None)

    def value(self, measure: str, cell: CellKey) -> Val:
        """The value that a form of the next round finds. Raises :class:`Unfit`."""
        shape = self.shapes[measure, cell]
        return shape.nothing if self.table is None else shape.value

    def beside(self, frame: pl.DataFrame, inputs: Inputs, columns: Mapping[str, int | str]) -> pl.DataFrame:
        """A frame of forms with columns of the table."""
        places = self._places(frame, inputs)
        found = self._table.select(
            pl.col(name).gather(places).fill_null(nothing) for name, nothing in columns.items()
        )
        return frame.with_columns(found.get_columns())

    def outputs(self, batch: pl.DataFrame, inputs: Inputs) -> list[Mapping[int, Any] | None]:
        """For every form of a batch its outputs by slot, or None."""
        if self.table is None:
            return [None] * len(batch)
        at = self._places(batch, inputs)
        # Each row is decoded once, however many forms find it.
        met = sorted({place for place in at if place is not None})
        rows = dict(zip(met, self._table[met].iter_rows(named=True), strict=True))
        found: dict[int | None, Mapping[int, Any] | None] = {None: None}
        for place, row in rows.items():
            outputs: dict[int, Any] = {}
            for shape in self.shapes.values():
                outputs |= shape.outputs(row)
            found[place] = outputs
        return [found[place] for place in at]

    @property
    def _table(self) -> pl.DataFrame:
        if self.table is None:
            raise LookupError(self.key)
        return self.table

    def _places(self, frame: pl.DataFrame, inputs: Inputs) -> pl.Series:
        """For every form its row in the table, or null."""
        own = [inputs.members[name] for name in self.key if name in inputs.members]
        keys = frame.select(*own).select(_key_of(self.key, inputs.members).alias(_KEY))[_KEY]
        known = self._table[_KEY]
        last = len(known) - 1
        # A key beyond the last row is clipped to it, and then fails the comparison.
        places = known.search_sorted(keys).clip(upper_bound=last)
        return pl.select(pl.when(known.gather(places) == keys).then(places).alias(_KEY))[_KEY]


def _key_of(key: Sequence[str], columns: Mapping[str, str]) -> pl.Expr:
    """One text that identifies members; null if a member is missing that must not be."""
    parts: list[pl.Expr] = []
    for name in key:
        if name not in columns:
            parts.append(pl.lit("-"))
            continue
        text = pl.col(columns[name])
        # Each text is preceded by its length, so that no two lists of members give the same key.
        own = pl.concat_str(text.str.len_chars().cast(pl.String), pl.lit(":"), text)
        parts.append(pl.when(text.is_null()).then(pl.lit("-")).otherwise(own) if name == MAY_LACK else own)
    return pl.concat_str(*parts)


@attrs.define
class Earlier:
    """The values of the previous round, of all stages that rules ask for.

    Attributes:
        rounds: for every round but the first the one before it; None until the rounds have been read.
        tables: by stage.
        unplaced: for group stages, the members of forms that lack the member that may be missing.
    """

    rounds: dict[str, str] | None = None
    tables: dict[int, PreviousValues] = attrs.field(factory=dict)
    unplaced: dict[int, frozenset[tuple[object, ...]]] = attrs.field(factory=dict)

    def of_groups(
        self, stage: int, asking: pl.DataFrame, known: GroupTables, nothing: Outputs
    ) -> list[Outputs | None]:
        """The values of a group stage for the same members in the previous round, or None.

        Args:
            stage: the number of the stage.
            asking: one row per group or form that asks, with its members in columns :data:`MEMBER`.
            known: the results of group stages.
            nothing: the outputs of a form that belongs to no group.
        """
        key = self.tables[stage].key
        lacking = [name for name in key if MEMBER.format(name) not in asking.columns]
        if ROUND not in key or set(lacking) - {MAY_LACK}:
            return [None] * len(asking)
        asked = asking.select(
            *(pl.col(MEMBER.format(name)) for name in key if name not in {ROUND, *lacking}),
            *(pl.lit(None, pl.String).alias(MEMBER.format(name)) for name in lacking),
            pl.col(MEMBER.format(ROUND)).replace_strict(
                self.rounds or {}, default=None, return_dtype=pl.String
            ),
        )
        found: list[Outputs | None] = known[stage].figures.at(known[stage].places(asked), None)
        unplaced = self.unplaced.get(stage, ())
        if unplaced:
            own = asked.select(MEMBER.format(name) for name in key).rows()
            found = [nothing if key in unplaced else each for key, each in zip(own, found, strict=True)]
        return found
