"""Forms that measures across forms cannot place, because their unit, round … is missing: DR408."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import attrs
import polars as pl

from digiramverk.core import Diagnostic
from digiramverk.model import Framework
from digiramverk.rules import RESPONSE
from digiramverk.scoring.engine import left_out_notes


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

    def count(self, part: pl.DataFrame) -> None:
        """Count a part of a table."""
        if not self._dimensions:
            return
        lacks = part.select(
            (
                pl.col(self.columns[name]).is_null()
                if name in self.columns
                else pl.repeat(value=True, n=pl.len())
            ).alias(name)
            for name in self._dimensions
        )
        for *lacking, number in lacks.group_by(self._dimensions).len().iter_rows():
            names = zip(self._dimensions, lacking, strict=True)
            self._lacking[frozenset(name for name, lacks in names if lacks)] += number
        self.total += len(part)

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
