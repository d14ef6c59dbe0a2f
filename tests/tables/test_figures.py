"""Figures of groups come out of their columns as they went in."""

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.rules.oracle import Sheet
from tests.rules.small import sheet
from tests.rules.test_oracle import STATES
from tests.tables.frames import run_frames
from tests.tables.test_frames import planned

from digiramverk.tables.column_values import MemberName, Num
from digiramverk.tables.figures import Figures
from digiramverk.tables.value_shapes import is_beyond

SORTS = {0: Num, 2: MemberName}
whole = st.one_of(st.integers(-4, 300), st.integers(), st.integers(-(10**60), 10**60))
number = st.one_of(
    st.tuples(whole, st.integers(1, 300) | st.integers(1, 10**60)), st.tuples(st.integers(1, 4), st.just(0))
)
code = st.one_of(st.integers(-4, -1), st.text(max_size=3))
outputs = st.lists(st.builds(lambda pair, own: (*pair, own), number, code), max_size=6)
several = st.lists(outputs, max_size=3)


@given(several)
@example([[((1 << 63) - 1, 1, "")], [(1 << 63, 1 << 127, "-3")], [(1, 10**50, -3)], [(-(1 << 63), 1, "")]])
def test_packed_parts_together_hold_what_was_packed(parts: list[list[tuple[int, int, int | str]]]) -> None:
    found = Figures.joined([Figures.of(part, SORTS) for part in parts], SORTS)
    rows = [row for part in parts for row in part]
    assert found.outputs() == rows
    assert found.count == len(rows)
    assert found.sliced(1, 2).outputs() == rows[1:3]


@given(outputs.filter(bool), st.data())
def test_figures_are_found_by_place(rows: list[tuple[int, int, int | str]], data: st.DataObject) -> None:
    nothing = (3, 0, -3)
    wanted = data.draw(st.lists(st.one_of(st.none(), st.integers(0, len(rows) - 1))))
    found = Figures.of(rows, SORTS).at(pl.Series(wanted, dtype=pl.UInt32), nothing)
    assert found == [nothing if place is None else rows[place] for place in wanted]


@given(outputs.filter(bool), st.data())
def test_withheld_figures_are_gone_and_the_others_stay(
    rows: list[tuple[int, int, int | str]], data: st.DataObject
) -> None:
    places = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    found = Figures.of(rows, SORTS).without({2: sorted(places)})
    assert found.outputs() == [
        (n, d, -4 if place in places else own) for place, (n, d, own) in enumerate(rows)
    ]
    every = found.without({0: range(len(rows))})
    assert [row[:2] for row in every.outputs()] == [(4, 0)] * len(rows)


@given(st.lists(st.tuples(whole, st.integers(1, 1 << 70))))
def test_numbers_are_columns_where_64_bits_hold_them(pairs: list[tuple[int, int]]) -> None:
    values = Figures.of(pairs, {0: Num}).cells[0]
    fits = all(-(1 << 63) <= part < 1 << 63 for pair in pairs for part in pair)
    assert is_beyond(values) != fits
    if fits:
        assert values.select("n", "d").rows() == pairs
        assert set(values["k"]) <= {0}


def test_small_numbers_take_a_byte() -> None:
    one, other = ([(1, 1)], [(300, 2)])
    assert Figures.of(one, {0: Num}).cells[0]["n"].dtype == pl.Int8
    both = Figures.joined([Figures.of(part, {0: Num}) for part in (one, other)], {0: Num})
    assert both.cells[0]["n"].dtype == pl.Int16


@pytest.mark.parametrize("size", [1, 2, 3, 9])
def test_a_table_of_groups_in_parts_has_each_group_once(size: int) -> None:
    plan = planned({"of_unit": {"across": ["unit"], "value": "mean(fraction)"}}, "1")
    sheets = [Sheet((state,), {**sheet().members, "unit": f"u{state}"}) for state in STATES]
    (table,) = run_frames(plan, sheets)[2].tables
    parts = list(table.parts(size))
    assert [len(part) for part in parts[:-1]] == [size] * (len(parts) - 1)
    assert 0 < len(parts[-1]) <= size
    assert [row for part in parts for row in part.figures.outputs()] == table.figures.outputs()
    assert [unit for part in parts for unit in part.members("unit")] == table.members("unit").to_list()
