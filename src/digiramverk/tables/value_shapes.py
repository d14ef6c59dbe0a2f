"""Values that are ready in a small table, and how columns of a larger one read them.

The invariant: **a value looked up is as safe as one computed**. The table is in memory before anybody reads
it, so its bounds are those of what it holds, and the reader gets them together with the columns
(:class:`ValueShape`). Reading a column by its name alone would be shorter, and would have to assume 64 bits
for everything that is computed from it.
"""

import operator
from fractions import Fraction
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import Boolean, Member, Missing, Number, Space, Type
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
from digiramverk.tables.graph import ColumnNode, cast, column, filled, literal, operated
from digiramverk.tables.layout import KINDS_OF_MISSING

_UNANSWERED: Final = int(Missing.UNANSWERED)
_ONE: Final = Bounds(1, 1)
NUMERATOR: Final = "n"
DENOMINATOR: Final = "d"
CODE: Final = "v"
KIND: Final = "k"
"""The columns of a value: a number has a numerator and a denominator, other values a code or name; each has a
kind of missing, 0 where there is a value. Where it is missing, the numerator and the code are 0, the
denominator is 1 and the name is empty."""


@attrs.frozen
class ValueShape:
    """How a table holds the values of one cell, and what is known about all of them.

    Attributes:
        name: the prefix of its column names.
        sort: the class of the value.
        above, below: the bounds of all numerators or ranks, and of all denominators.
        fixed: whether every denominator is the same, also where there is no number.
        parts, within: as for :class:`Num`.
        beyond: whether numbers are stored as text, because 64 bits do not hold them.
        absent: the kind of missing for a row that finds nothing in the table.
    """

    name: str
    sort: type[Val]
    above: Bounds[int] = BIT
    below: Bounds[int] = _ONE
    fixed: bool = False
    parts: int | None = None
    within: Bounds[Fraction] = NOTHING
    beyond: bool = False
    absent: int = _UNANSWERED

    @property
    def columns(self) -> dict[str, int | str]:
        """The names of its columns, each with the entry for a row that finds nothing."""
        if self.sort is Num:
            entries: dict[str, int | str] = {NUMERATOR: 0, DENOMINATOR: 1}
        else:
            entries = {CODE: "" if self.sort is MemberName else 0}
        return {f"{self.name}{letter}": entry for letter, entry in {**entries, KIND: self.absent}.items()}

    @property
    def value(self) -> Val:
        """The values as columns. Raises :class:`Unfit` if columns cannot hold them."""
        if self.beyond:
            raise Unfit
        kind = read_whole(f"{self.name}{KIND}", KINDS_OF_MISSING, self.absent)
        code = f"{self.name}{CODE}"
        match self.sort:
            case sort if sort is Num:
                n = read_whole(f"{self.name}{NUMERATOR}", self.above)
                d = self.below.low if self.fixed else read_whole(f"{self.name}{DENOMINATOR}", self.below, 1)
                return number(n, d, kind, self.parts, self.within)
            case sort if sort is Truth:
                return Truth(Bools(operated(operator.eq, read_whole(code, BIT).node, 1)), kind)
            case sort if sort is Rank:
                return Rank(read_whole(code, self.above), kind)
            case _:
                return MemberName(Strings(filled(column(code), "")), kind)

    @property
    def nothing(self) -> Val:
        """The value of a row that finds nothing."""
        match self.sort:
            case sort if sort is Num:
                return absent(self.absent)
            case sort if sort is Truth:
                return Truth(true=False, kind=self.absent)
            case sort if sort is Rank:
                return Rank(0, self.absent)
            case _:
                return MemberName("", self.absent)

    def stored(self, value: Val) -> dict[str, ColumnNode]:
        """The columns that store a value of this shape, by name."""
        return {f"{self.name}{letter}": node for letter, node in stored(value).items()}

    def of_values(self, values: pl.DataFrame) -> dict[str, pl.Series]:
        """Values that have been computed, under the names of this shape and of types that all parts share."""
        kinds = {KIND: pl.Int8, CODE: pl.String if self.sort is MemberName else pl.Int64}
        whole = pl.String if self.beyond else pl.Int64
        return {
            f"{self.name}{each.name}": each.cast(kinds.get(each.name, whole))
            for each in values.iter_columns()
        }

    def read(self, table: pl.DataFrame) -> pl.DataFrame:
        """The columns of this shape in a table, under the names of a value."""
        return table.select(pl.col(name).alias(name.removeprefix(self.name)) for name in self.columns)


def stored(value: Val) -> dict[str, ColumnNode]:
    """The columns of a value, each as narrow as its bounds allow."""
    match value:
        case Num(n=n, d=d):
            parts = {NUMERATOR: _stored(n), DENOMINATOR: _stored(d)}
        case Truth(true=true):
            parts = {CODE: _stored(bit(true))}
        case Rank(rank=rank):
            parts = {CODE: _stored(rank)}
        case _:
            text = value.text
            parts = {CODE: literal(text) if isinstance(text, str) else text.node}
    return {**parts, KIND: _stored(value.kind)}


def _stored(value: Whole) -> ColumnNode:
    kind = KINDS[width_of(bounds(value))]
    return literal(value, kind) if isinstance(value, int) else cast(value.node, kind)


def sort_of(kind: Type, space: Space) -> type[Val]:
    """The class of the values of a type."""
    match kind:
        case Number():
            return Num
        case Boolean():
            return Truth
        case Member(dimension=dimension) if space.order_of(dimension) is not None:
            return Rank
        case _:
            return MemberName


def shape_of(name: str, value: Val) -> ValueShape:
    """The shape of a value that columns can hold."""
    match value:
        case Num(n=n, d=d, parts=parts, within=within):
            return ValueShape(name, Num, bounds(n), bounds(d), isinstance(d, int), parts, within)
        case Rank(rank=rank):
            return ValueShape(name, Rank, bounds(rank))
        case _:
            return ValueShape(name, type(value))


def shape_of_values(
    name: str, sort: type[Val], values: pl.DataFrame, nothing: int = _UNANSWERED
) -> ValueShape:
    """The shape of values that have been computed, all of which are in memory.

    Args:
        name: the prefix of its column names.
        sort: the class of the values.
        values: their columns.
        nothing: the kind of missing for a row that finds nothing.
    """
    if sort is not Num:
        ranks = ends(values[CODE]) if sort is Rank else []
        return ValueShape(name, sort, hull([0, 1, *ranks]), absent=nothing)
    if is_beyond(values):
        return ValueShape(name, Num, beyond=True, absent=nothing)
    n, d = values[NUMERATOR], values[DENOMINATOR]
    above, below, within = hull([0, *ends(n)]), hull([1, *ends(d)]), _within(n, d)
    # The last test bounds the numerators as `number` will derive them from the fractions.
    beyond = above.furthest > MOST or below.furthest > MOST or (within * rational(below)).furthest > MOST
    return ValueShape(name, Num, above, below, within=within, beyond=beyond, absent=nothing)


def is_beyond(values: pl.DataFrame) -> bool:
    """Whether some of these numbers need more than 64 bits: then all are texts."""
    return pl.String in (values[NUMERATOR].dtype, values[DENOMINATOR].dtype)


def read_whole(name: str, within: Bounds[int], nothing: int = 0) -> Ints:
    """A column of a small table that has been joined.

    Args:
        name: the name of the column.
        within: the bounds of its values.
        nothing: the value for rows that find nothing.
    """
    within = within.join(Bounds(nothing, nothing))
    return whole(cast(filled(column(name), nothing), KINDS[width_of(within)]), within)


def ends(values: pl.Series) -> list[int]:
    """The least and the greatest of some whole numbers; empty for none."""
    return [int(str(each)) for each in (values.min(), values.max()) if each is not None]


def _within(n: pl.Series, d: pl.Series) -> Bounds[Fraction]:
    """The whole numbers between which the fractions lie, and 0."""
    # Floor and ceiling; -n of the least whole number would not fit.
    lower = n.cast(pl.Int64) // d.cast(pl.Int64)
    upper = lower + (lower * d != n).cast(pl.Int64)
    return hull([Fraction(each) for each in (0, *ends(lower), *ends(upper))])
