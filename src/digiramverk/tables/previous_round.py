"""What the same members had in the round before: kept in a small table, and looked up form by form.

The table has a row for every form or group that one of the next round may ask for, and nothing of it but the
values that some rule asks for.
"""

import operator
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs
import narwhals as nw
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
from digiramverk.tables import duckdb_sql
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
from digiramverk.tables.layout import KINDS_OF_MISSING, ROW, Frame, Inputs

MEMBERS: Final = "__b_{}"
"""The columns of members in a table before it is settled."""
_KEY: Final = "__b"
_ABSENT: Final = int(Missing.UNANSWERED)
_ONE: Final = Bounds(1, 1)

GroupTables = Mapping[int, GroupTable]
"""What stages of groups have given that have been run."""


@attrs.frozen
class ValueShape:
    """How the values of one cell stand in a table, and what is known of all of them.

    Attributes:
        name: what the names of its columns begin with.
        slot: where the value begins in the outputs of its stage.
        sort: what kind of value it is.
        above, below: between which all numerators or ranks lie, and all denominators.
        fixed: whether every denominator is the same, also where there is no number.
        parts, within: as for :class:`Num`.
        beyond: whether numbers stand as text, since 64 bits do not hold them.
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
        """The names of its columns, each with what stands there where there was nothing before."""
        if self.sort is Num:
            return {f"{self.name}n": 0, f"{self.name}d": 1, f"{self.name}k": _ABSENT}
        return {f"{self.name}v": "" if self.sort is MemberName else 0, f"{self.name}k": _ABSENT}

    @property
    def value(self) -> Val:
        """The values as columns. Raises :class:`Unfit` where columns cannot hold them."""
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
        """The value where nobody finds anything."""
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
        """What a value of this shape puts into a table, by the names of the columns."""
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
        """The columns of values that generated functions have given."""
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
    """A column of a small table that forms have been joined with.

    Args:
        name: what it is called.
        within: between which all that stands in it lies.
        nothing: what stands for forms that find no row there.
    """
    within = within.join(Bounds(nothing, nothing))
    return whole(cast(filled(column(name), nothing), KINDS[width_of(within)]), within)


def ends(values: pl.Series) -> list[int]:
    """The least and the greatest of some whole numbers; none of none."""
    return [int(str(each)) for each in (values.min(), values.max()) if each is not None]


def within_pairs(numbers: pl.DataFrame) -> Bounds[Fraction]:
    """Between which the numbers lie that :meth:`Figures.number` gives."""
    pairs = numbers.filter(pl.col("k") == 0).select("n", "d").unique().rows()
    return hull([Fraction(0), *(Fraction(*pair) for pair in pairs)])


def _stored(value: Whole) -> ColumnNode:
    kind = KINDS[width_of(bounds(value))]
    return literal(value, kind) if isinstance(value, int) else cast(value.node, kind)


def name_of(stage: int, slot: int) -> str:
    """What the columns of one value are called."""
    return f"__p{stage}_{slot}"


def shape_of(name: str, slot: int, value: Val) -> ValueShape:
    """The shape of a value that columns hold."""
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
    """The shape of values that generated functions have given, all of which are here."""
    sort = _sort(measure, space)
    if sort is not Num:
        ranks = ends(figures.code(slot, named=False)["v"]) if sort is Rank else []
        return ValueShape(name, slot, sort, hull([0, 1, *ranks]))
    numbers = figures.number(slot)
    if numbers is None:
        return ValueShape(name, slot, Num, beyond=True)
    above, below = hull([0, *ends(numbers["n"])]), hull([1, *ends(numbers["d"])])
    within = within_pairs(numbers)
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
    """What one stage gave, as the round after asks for it.

    Attributes:
        key: the dimensions by which forms or groups are found, the round last asked for among them.
        shapes: the values, by measure and cell.
        table: their columns, in the order of the key of who asks; None where nobody finds anything.
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
        """Make a table of members, in columns :data:`MEMBERS`, and values.

        Args:
            key: which members.
            shapes: the values.
            found: no two rows have the same members.
            before: for every round but the first the one before it.
        """
        own = {name: MEMBERS.format(name) for name in key if MEMBERS.format(name) in found.columns}
        asks = {earlier: later for later, earlier in before.items()}
        asking = found.filter(pl.col(own[ROUND]).is_in(list(asks))).with_columns(
            pl.col(own[ROUND]).replace_strict(asks, default=None, return_dtype=pl.String)
        )
        columns = [name for shape in shapes.values() for name in shape.columns]
        keyed = nw.from_native(asking, eager_only=True).select(_key_of(key, own).alias(_KEY), *columns)
        table: pl.DataFrame = keyed.to_native().sort(_KEY)
        return cls(key, shapes, table if len(table) else None)

    def value(self, measure: str, cell: CellKey) -> Val:
        """The value that somebody of the next round finds. Raises :class:`Unfit`."""
        shape = self.shapes[measure, cell]
        return shape.nothing if self.table is None else shape.value

    def beside(self, frame: Frame, inputs: Inputs, columns: Mapping[str, int | str]) -> Frame:
        """A frame of forms with columns of the table; those of a lazy one may be null."""
        table = self._table.select(_KEY, *columns)
        if isinstance(frame, nw.DataFrame):
            found = self._looked_up(frame, inputs, columns)
            backend = frame.implementation
            if backend.is_polars():
                native: pl.DataFrame = frame.to_native()
                return nw.from_native(native.with_columns(found.get_columns()), eager_only=True)
            schema: dict[str, Any] = dict(nw.from_native(found, eager_only=True).schema)
            made = [
                nw.new_series(name, found[name].to_list(), schema[name], backend=backend) for name in columns
            ]
            return frame.with_columns(*made)
        keyed = frame.with_columns(_key_of(self.key, inputs.members).alias(_KEY))
        right = lazily(nw.from_native(table, eager_only=True), frame)
        joined: Any = keyed.join(right, how="left", on=_KEY).drop(_KEY)
        return joined.sort(ROW) if inputs.ordered else joined  # type: ignore[no-any-return]

    def outputs(self, batch: nw.DataFrame[Any], inputs: Inputs) -> list[Mapping[int, Any] | None]:
        """For every form of a batch the outputs by slot, or None."""
        if self.table is None:
            return [None] * len(batch)
        at = self._places(batch, inputs)
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

    def _looked_up(
        self, frame: nw.DataFrame[Any], inputs: Inputs, columns: Mapping[str, int | str]
    ) -> pl.DataFrame:
        places = self._places(frame, inputs)
        return self._table.select(
            pl.col(name).gather(places).fill_null(nothing) for name, nothing in columns.items()
        )

    def _places(self, frame: nw.DataFrame[Any], inputs: Inputs) -> pl.Series:
        """For every form the row of the table, or null."""
        own = [inputs.members[name] for name in self.key if name in inputs.members]
        members = nw.from_native(frame.select(*own).to_polars(), eager_only=True)
        keys: pl.Series = members.select(_key_of(self.key, inputs.members).alias(_KEY)).to_native()[_KEY]
        known = self._table[_KEY]
        last = len(known) - 1
        places = known.search_sorted(keys).clip(upper_bound=last)
        return pl.select(pl.when(known.gather(places) == keys).then(places).alias(_KEY))[_KEY]


def _key_of(key: Sequence[str], columns: Mapping[str, str]) -> nw.Expr:
    """One text that tells members apart; null where one is lacking that may not be."""
    parts: list[nw.Expr] = []
    for name in key:
        if name not in columns:
            parts.append(nw.lit("-"))
            continue
        text = nw.col(columns[name])
        # With its length before it no text can be taken for two.
        own = nw.concat_str(text.str.len_chars().cast(nw.String), nw.lit(":"), text)
        parts.append(nw.when(text.is_null()).then(nw.lit("-")).otherwise(own) if name == MAY_LACK else own)
    return nw.concat_str(*parts)


def lazily(table: nw.DataFrame[Any], like: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """A table as one that can be joined with a lazy frame."""
    if like.implementation.is_polars():
        return table.lazy()
    native: Any = table.to_native()
    arrow = (
        native.to_arrow(compat_level=pl.CompatLevel.oldest()) if isinstance(native, pl.DataFrame) else native
    )
    if like.implementation.is_duckdb():
        made: nw.LazyFrame[Any] = nw.from_native(duckdb_sql.beside(like.to_native(), arrow))
        return made
    table = nw.from_native(arrow, eager_only=True)
    session: Any = like.to_native()
    return table.lazy("pyspark", session=session.sparkSession)


@attrs.define
class Earlier:
    """What the round before had, of all stages that rules ask for.

    Attributes:
        rounds: for every round but the first the one before it; None as long as nobody has looked.
        tables: by stage.
        unplaced: of stages of groups, the members of forms that lack the one that may be lacking.
    """

    rounds: dict[str, str] | None = None
    tables: dict[int, PreviousValues] = attrs.field(factory=dict)
    unplaced: dict[int, frozenset[tuple[object, ...]]] = attrs.field(factory=dict)

    def of_groups(
        self, stage: int, asking: pl.DataFrame, known: GroupTables, nothing: Outputs
    ) -> list[Outputs | None]:
        """What a stage of groups gave for the same members in the round before, or None.

        Args:
            stage: which.
            asking: a row for everybody who asks, with the members in columns :data:`MEMBER`.
            known: what the groups have given.
            nothing: what a form has that belongs to no group.
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
