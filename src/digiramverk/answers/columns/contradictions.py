"""Finds contradictions within a table: responses that occur twice, units with two members, odd rounds."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import xor
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.answers.columns.state_columns import MEMBER, StateReader
from digiramverk.answers.similar_names import free_dimensions, similar_names
from digiramverk.answers.table_problems import Clash, days_of_excel
from digiramverk.core import Diagnostic
from digiramverk.tables import ROW

OF_MEMBERS: Final = frozenset({"DR434", "DR452"})
"""The codes of the warnings about members."""
_KEY: Final = ("response", "unit", "round")
_HASH: Final = "__hash"
_AT_ONCE: Final = 4_000_000
"""The number of forms to search at a time for duplicate names."""


@attrs.define
class WholeTable:
    """Scans every part of a table, and then once more the rows that may clash.

    It keeps eight bytes for every row with a response, every name, and the members of every unit.
    """

    reader: StateReader
    _hashes: list[pl.Series] = attrs.field(factory=list)
    _members: dict[tuple[str, str], str] = attrs.field(factory=dict)
    _two: set[tuple[str, str]] = attrs.field(factory=set)
    _names: dict[str, dict[str, None]] = attrs.field(factory=dict)
    _suspects: pl.Series = attrs.field(factory=lambda: pl.Series(_HASH, [], dtype=pl.UInt64))
    _first: dict[tuple[Any, ...], int] = attrs.field(factory=dict)

    @property
    def of_units(self) -> tuple[str, ...]:
        """The dimensions of which a unit has one member."""
        attributes = (each.id for each in self.reader.framework.attributes)
        return tuple(name for name in ("school_form", *attributes) if name in self.reader.columns)

    def look(self, part: pl.DataFrame) -> None:
        """Scan a part that has been read."""
        if "response" in self.reader.columns:
            named = pl.col(MEMBER.format("response")).is_not_null()
            self._hashes.append(part.select(self._hash.filter(named)).to_series())
        if "unit" in self.reader.columns:
            for name in self.of_units:
                pairs = part.select(MEMBER.format("unit"), MEMBER.format(name)).drop_nulls()
                for unit, member in pairs.unique(maintain_order=True).iter_rows():
                    if self._members.setdefault((unit, name), member) != member:
                        self._two.add((unit, name))
        for name in free_dimensions(self.reader.framework):
            if name in self.reader.columns:
                names = part[MEMBER.format(name)].drop_nulls().unique(maintain_order=True)
                self._names.setdefault(name, {}).update(dict.fromkeys(names))

    def settle(self) -> bool:
        """Whether any rows may clash; call it when all parts have been scanned."""
        number = sum(map(len, self._hashes)) // _AT_ONCE + 1
        found: list[pl.Series] = []
        for rest in range(number if self._hashes else 0):
            # A share of them at a time: equal hashes have equal remainders.
            own = pl.concat(
                [each.filter(each % number == rest) if number > 1 else each for each in self._hashes]
            )
            if own.n_unique() < len(own):
                # A test of every hash for duplicates would take ten times the memory.
                own = own.sort()
                found.append(own.filter(own == own.shift(1)).unique())
        self._hashes.clear()
        if found:
            self._suspects = pl.concat(found)
        return bool(len(self._suspects) or self._two)

    def clashes(self, part: pl.DataFrame) -> Iterable[Clash]:
        """The rows of a part that clash with earlier ones; parts come in the order of the table."""
        if len(self._suspects):
            named = part.select(ROW, *self._key, self._hash).filter(pl.col(self._key[0]).is_not_null())
            suspect = named.filter(pl.col(_HASH).is_in(self._suspects.implode())).drop(_HASH)
            for row, *key in suspect.iter_rows():
                if self._first.setdefault(tuple(key), row) != row:
                    yield Clash(row, "response", key[0])
        for name in self.of_units:
            units = [unit for unit, other in self._two if other == name]
            if not units:
                continue
            own = part.filter(pl.col(MEMBER.format("unit")).is_in(units))
            for row, unit, member in own.select(ROW, MEMBER.format("unit"), MEMBER.format(name)).iter_rows():
                one = self._members[unit, name]
                if member is not None and member != one:
                    yield Clash(row, name, unit, one, member)

    @property
    def notes(self) -> Iterator[Diagnostic]:
        """Warnings; read them when all parts have been scanned."""
        yield from days_of_excel(self._names.get("round", ()))
        yield from similar_names(self._names)

    @property
    def _key(self) -> list[str]:
        return [MEMBER.format(name) for name in _KEY if name in self.reader.columns]

    @property
    def _hash(self) -> pl.Expr:
        """A hash that rows with the same response, unit and round share."""
        # Much faster than one hash of all columns; the seed makes the columns differ.
        hashes = (pl.col(name).hash(seed) for seed, name in enumerate(self._key))
        return reduce(xor, hashes).alias(_HASH)
