"""Forms that measures across forms cannot place, because their unit, round … is missing: DR408."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs
import narwhals as nw

from digiramverk.answers import StateReader, collected
from digiramverk.core import Diagnostic
from digiramverk.model import Framework
from digiramverk.rules import RESPONSE
from digiramverk.scoring.engine import left_out_notes
from digiramverk.tables import Frame

_COUNT: Final = "__count"


@attrs.define
class Unplaced:
    """Counts such forms, as the scalar engine does.

    Attributes:
        framework: the framework of the measures.
        asked: the names of the measures to check.
        columns: the column of every population dimension that the table has, after reading.
        total: the number of forms.
    """

    framework: Framework
    asked: Collection[str]
    columns: Mapping[str, str]
    total: int = 0
    _lacking: Counter[frozenset[str]] = attrs.field(factory=Counter)
    """The number of forms by the dimensions that they lack."""

    @cached_property
    def _measures(self) -> dict[tuple[str, frozenset[str]], list[str]]:
        """Measures by the dimension that a form may lack, together with the dimensions checked before it."""
        found: dict[tuple[str, frozenset[str]], list[str]] = {}
        for rule in (each for each in self.framework.rules if each.measure.name in self.asked):
            population = self.framework.plan.measure(rule.measure.name).population
            if population != (RESPONSE,):
                for number, name in enumerate(population):
                    key = name, frozenset(population[:number])
                    found.setdefault(key, []).append(rule.measure.name)
        return found

    @cached_property
    def _dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for name, _ in self._measures))

    def query(self, frame: Frame) -> Frame | None:
        """A row for every set of dimensions that forms lack, and how many do; None if no measure needs it."""
        there = [name for name in self._dimensions if name in self.columns]
        if not self._dimensions:
            return None
        if not there:
            return frame.select(nw.len().alias(_COUNT))
        lacks = frame.select(*(nw.col(self.columns[name]).is_null().alias(name) for name in there))
        return lacks.group_by(*there).agg(nw.len().alias(_COUNT))

    def take(self, found: nw.DataFrame[Any]) -> None:
        """Add the result of such a query."""
        absent = frozenset(name for name in self._dimensions if name not in self.columns)
        for row in found.iter_rows(named=True):
            lacking = absent | {name for name, lacks in row.items() if name != _COUNT and lacks}
            self._lacking[lacking] += row[_COUNT]
            self.total += row[_COUNT]

    def count(self, part: nw.DataFrame[Any]) -> None:
        """Count a part of a table."""
        found = self.query(part)
        if isinstance(found, nw.DataFrame):
            self.take(found)

    def notes(self) -> Iterator[Diagnostic]:
        """One warning for each dimension and set of forms without it, with the measures that omit them."""
        told: dict[tuple[str, frozenset[frozenset[str]]], list[str]] = {}
        for (name, before), measures in self._measures.items():
            # The same sets of dimensions are the same forms, and share a warning.
            those = frozenset(each for each in self._lacking if name in each and not before & each)
            if those and self.total > 1:
                told.setdefault((name, those), []).extend(measures)
        counted = (
            (name, sum(self._lacking[each] for each in those), names) for (name, those), names in told.items()
        )
        return left_out_notes(self.framework, counted, self.total)


def unplaced(
    framework: Framework, reader: StateReader, read: Frame, asked: Collection[str]
) -> Iterator[Diagnostic]:
    """The warnings about a whole frame that has been read; of a lazy one only counts are collected."""
    found = Unplaced(framework, asked, reader.inputs(ordered=True).members)
    query = found.query(read)
    if isinstance(query, nw.LazyFrame):
        found.take(*collected([query]))
    elif isinstance(query, nw.DataFrame):
        found.take(query)
    return found.notes()
