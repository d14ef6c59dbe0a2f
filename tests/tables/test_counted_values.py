"""Folds over counted values: what their result can be follows from its own columns."""

from collections.abc import Sequence
from fractions import Fraction

import attrs
import pytest

from digiramverk.rules.functions.fold import Fold
from digiramverk.rules.functions.options import CallOptions
from digiramverk.rules.functions.registry import FOLDS
from digiramverk.tables import counted_values
from digiramverk.tables.column_expressions import Bools, Whole
from digiramverk.tables.column_values import constant
from digiramverk.tables.counted_values import ValueCounts, of_values
from digiramverk.tables.graph import column


@pytest.mark.parametrize("values", [(-60, 3), (0, 3), (-3, -3)])
def test_a_result_that_is_none_of_the_values_lies_within_its_bounds(
    values: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def distance(counts: ValueCounts, _: CallOptions) -> tuple[Whole, int, Whole]:
        there = [value for value, count in counts.items() if count]
        return max(there) - min(there), 1, 0

    monkeypatch.setitem(counted_values.COUNTED, "distance", distance)
    known = Bools(column("known"))
    median = FOLDS["median"]
    assert isinstance(median, Fold)
    fold = attrs.evolve(median, name="distance")
    found = of_values(fold, [(constant(Fraction(value)), known) for value in values], ())
    assert found.within.low <= max(values) - min(values) <= found.within.high
