"""A row per value from the columns of an engine, with the members of each: `exports` for whole frames."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs
import polars as pl

from digiramverk.answers import MEMBER
from digiramverk.core import Language
from digiramverk.model import Framework
from digiramverk.rules import RESPONSE, Missing, Number, Value
from digiramverk.scoring.display import ABSENT, displayed
from digiramverk.scoring.exports import DISPLAY, MEASURE, MISSING, TEXT, VALUE, ValueColumns
from digiramverk.scoring.tables.table_runs import FormNames, TableRun
from digiramverk.tables import FIRST, ROW, MeasureColumn

_MOST_KEPT: Final = 200_000
"""Displays that are kept for one measure, so that memory stays bounded where all values differ."""
_KINDS: Final = pl.Enum([kind.key for kind in sorted(Missing)])


@attrs.define
class FormMembers:
    """The members of the forms and groups of a table while its parts pass by, as read and not as written."""

    run: TableRun
    _names: FormNames = attrs.field(init=False)
    _first: list[pl.DataFrame] = attrs.field(factory=list)
    _position: int = 0

    def __attrs_post_init__(self) -> None:
        """Forms without a name of their own get numbers."""
        self._names = FormNames(self.run)

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of the population of which forms have members, and the form itself."""
        space = self.run.scorer.framework.plan.space
        met = self.run.found.dimensions
        return tuple(d.name for d in space.dimensions if d.population and d.name in {RESPONSE, *met})

    def determined(self, population: Sequence[str]) -> tuple[str, ...]:
        """The dimensions whose member follows from a group's own: a unit has one school form."""
        space = self.run.scorer.framework.plan.space
        others = (name for name in self.dimensions if name not in population)
        return tuple(name for name in others if space.determines(population, name))

    @property
    def needs_forms(self) -> bool:
        """Whether groups have members that only their forms tell. If not, no part need be looked at."""
        return self._wanted is not None

    @cached_property
    def _wanted(self) -> pl.Series | None:
        """The first forms of groups, which tell the members that follow; None if none does."""
        tables = [each for each in self.run.outcome.tables if self.determined(each.stage.population)]
        return pl.concat([each.whose[FIRST] for each in tables]).unique() if tables else None

    def beside(self, part: pl.DataFrame, scored: pl.DataFrame) -> pl.DataFrame:
        """The members of forms next to their computed values, in the order of the table.

        Args:
            part: forms as they were read; parts come in order.
            scored: their results, row by row.
        """
        self.look(part)
        named = pl.Series(RESPONSE, self._names.of(part), dtype=pl.String)
        return part.select(named, *self._members()).hstack(scored)

    def look(self, part: pl.DataFrame) -> None:
        """Note the members that follow for groups, where only figures of groups are wanted."""
        start = self._position
        self._position += len(part)
        if self._wanted is not None:
            by_row = self.run.outcome.by_form is None
            keys = part[ROW] if by_row else pl.int_range(start, start + len(part), eager=True)
            keyed = part.select(keys.cast(pl.Int64).alias(FIRST), *self._members())
            self._first.append(keyed.filter(pl.col(FIRST).is_in(self._wanted.implode())))

    def _members(self) -> Iterator[pl.Expr]:
        return (pl.col(MEMBER.format(name)).alias(name) for name in self.dimensions if name != RESPONSE)

    def beside_groups(self, table: pl.DataFrame, population: Sequence[str]) -> pl.DataFrame:
        """The members that follow for groups next to their figures; call it when all forms have passed by."""
        names = self.determined(population)
        if not names:
            return table.drop(FIRST)
        firsts = pl.concat(self._first).select(FIRST, *names)
        return table.join(firsts, on=FIRST, how="left", maintain_order="left").drop(FIRST)


@attrs.frozen
class ValueFrames:
    """Builds frames with a row per value.

    Attributes:
        framework: the framework of the values.
        columns: the columns of the frames.
        language: of displayed values.
        as_text: whether the frames go into a text file, where counts are whole numbers as on the screen.
    """

    framework: Framework
    columns: ValueColumns
    language: Language
    as_text: bool = False
    _displays: dict[str, dict[float | bool | str, str]] = attrs.field(factory=dict, init=False)
    """By measure, what its values look like."""

    def of(self, table: pl.DataFrame, made: Sequence[MeasureColumn]) -> Iterator[pl.DataFrame]:
        """A frame for each column of values.

        Args:
            table: a row per form or group: its members, what is carried along, values and kinds of missing.
            made: the columns that are values.
        """
        whose = (*self.columns.dimensions, *self.columns.carried)
        # What is the same for every value is computed once and shared by all frames.
        shared = table.select(
            *(
                (pl.col(name) if name in table.columns else pl.lit(None)).cast(pl.String).alias(f"__{name}")
                for name in whose
            ),
            *(
                # Kinds of missing are numbered from 1, the members of an enumeration from 0.
                pl.col(name)
                .replace_strict(list(map(int, _BY_NUMBER)), list(_BY_NUMBER.values()), default=None)
                .cast(_KINDS)
                .alias(name)
                for name in dict.fromkeys(column.missing for column in made)
            ),
            *dict.fromkeys(column.value for column in made),
        )
        displays = self._displayed(made, shared)
        for column in made:
            cell = dict(zip(column.measure.per, column.cell, strict=True))
            value = pl.col(column.value)
            is_number = isinstance(column.measure.type, Number)
            yield shared.select(
                pl.lit(column.measure.name).alias(MEASURE),
                *(
                    (pl.lit(cell[name], pl.String) if name in cell else pl.col(f"__{name}")).alias(name)
                    for name in whose
                ),
                (value if is_number else pl.lit(None)).cast(self._kind(column, shared)).alias(VALUE),
                (pl.lit(None) if is_number else value).cast(pl.String).alias(TEXT),
                displays[column.value].alias(DISPLAY),
                pl.col(column.missing).alias(MISSING),
            )

    def _kind(self, column: MeasureColumn, shared: pl.DataFrame) -> type[pl.DataType]:
        kind = column.measure.type
        counts = self.as_text and isinstance(kind, Number) and kind.unit == "count"
        values = shared[column.value]
        return pl.Int64 if counts and (values == values.floor()).all() else pl.Float64

    def _displayed(self, made: Sequence[MeasureColumn], shared: pl.DataFrame) -> dict[str, pl.Series]:
        """Displayed values by column; each distinct one of a measure is formatted once, in whatever cell."""
        by_measure: dict[str, list[MeasureColumn]] = {}
        for column in made:
            by_measure.setdefault(column.measure.name, []).append(column)
        found: dict[str, pl.Series] = {}
        for own in by_measure.values():
            shown = self._display(own[0], pl.concat([shared[column.value] for column in own]))
            for number, column in enumerate(own):
                found[column.value] = shown.slice(number * len(shared), len(shared))
        return found

    def _display(self, column: MeasureColumn, values: pl.Series) -> pl.Series:
        met = values.unique().drop_nulls()
        if met.is_empty():
            return pl.repeat(ABSENT, len(values), dtype=pl.String, eager=True)
        known = self._displays.setdefault(column.measure.name, {})
        if len(known) > _MOST_KEPT:
            known.clear()
        listed = met.to_list()
        for value in listed:
            if value not in known:
                known[value] = self._shown(column, value)
        shown = pl.Series([known[value] for value in listed], dtype=pl.String)
        return values.replace_strict(met, shown, default=None).fill_null(ABSENT)

    def _shown(self, column: MeasureColumn, value: float | bool | str) -> str:  # noqa: FBT001 - a value of a measure
        # The shortest decimal that gives this float is the exact value if that has few decimals, which is
        # enough to round half up. A float itself lies a little above or below it.
        exact: Value = value if isinstance(value, bool | str) else Fraction(repr(value))
        return displayed(self.framework, column.measure, exact, self.language)


_BY_NUMBER: Final = {kind: kind.key for kind in sorted(Missing)}
