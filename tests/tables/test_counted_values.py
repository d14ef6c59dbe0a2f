"""Folds over counted values: what their result can be follows from its own columns."""

from collections.abc import Sequence
from fractions import Fraction

import pytest

from digiramverk.rules.functions.options import CallOptions
from digiramverk.tables import counted_values
from digiramverk.tables.column_expressions import Whole
from digiramverk.tables.column_values import constant
from digiramverk.tables.counted_values import ValueCounts, of_values


@pytest.mark.parametrize("values", [(-60, 3), (0, 3), (-3, -3)])
def test_a_result_that_is_none_of_the_values_lies_within_its_bounds(
    values: Sequence[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def distance(counts: ValueCounts, _: CallOptions) -> tuple[Whole, int, Whole]:
        there = [value for value, count in counts.items() if count]
        return max(there) - min(there), 1, 0

    monkeypatch.setitem(counted_values.COUNTED, "distance", distance)
    found = of_values("distance", [(constant(Fraction(value)), True) for value in values], ())
    assert found.within.low <= max(values) - min(values) <= found.within.high
