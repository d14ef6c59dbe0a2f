"""The functions for rules: values computed by hand, published ones, and the laws that they keep."""

from fractions import Fraction
from math import isclose, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk_selfie.folds import consensus, cronbach_alpha, second_lowest, third_lowest

Table = list[list[Fraction | None]]

POINTS = st.integers(1, 5).map(Fraction)
ANSWERS = st.lists(POINTS, min_size=1, max_size=30)


def table(*rows: list[int | None]) -> Table:
    """A table of exact points."""
    return [[None if value is None else Fraction(value) for value in row] for row in rows]


def column(values: list[Fraction]) -> Table:
    """The values of one item, a row per respondent."""
    return [[value] for value in values]


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Rows of equal length, with gaps."""
    width = draw(st.integers(1, 5))
    row = st.lists(st.none() | POINTS, min_size=width, max_size=width)
    return draw(st.lists(row, max_size=8))


# --- Cronbach's alpha --------------------------------------------------------------------------------


def test_alpha_by_hand() -> None:
    # Items 1 2 3 (variance 1) and 1 3 2 (variance 1); totals 2 5 5: mean 4, variance (4 + 1 + 1) / 2 = 3.
    # 2/1 * (1 - 2/3) = 2/3.
    assert cronbach_alpha(table([1, 1], [2, 3], [3, 2])) == Fraction(2, 3)


def test_alpha_of_three_items_by_hand() -> None:
    # Items 1 2 3 4, 2 2 4 4, 1 3 3 5: means 5/2, 3, 3; squares 5, 4, 8, so variances 5/3, 4/3, 8/3: 17/3.
    # Totals 4 7 10 13: mean 17/2, squares 2 * (81 + 9) / 4 = 45, variance 15. 3/2 * (1 - 17/45) = 14/15.
    rows = table([1, 2, 1], [2, 2, 3], [3, 4, 3], [4, 4, 5])
    assert cronbach_alpha(rows) == Fraction(14, 15)


def test_alpha_below_zero_where_items_vary_against_each_other() -> None:
    # Items 1 2 3 (variance 1) and 4 2 1 (mean 7/3, squares 42/9, variance 7/3); totals 5 4 4: variance 1/3.
    # 2/1 * (1 - (10/3) / (1/3)) = -18.
    assert cronbach_alpha(table([1, 4], [2, 2], [3, 1])) == -18


def test_alpha_leaves_out_a_respondent_with_a_gap() -> None:
    assert cronbach_alpha(table([1, 1], [5, None], [2, 3], [None, 1], [3, 2])) == Fraction(2, 3)


def test_alpha_takes_no_notice_of_an_item_that_nobody_was_asked() -> None:
    assert cronbach_alpha(table([1, None, 1], [2, None, 3], [3, None, 2])) == Fraction(2, 3)


@pytest.mark.parametrize(
    "rows",
    [
        table(),
        table([], []),
        table([1], [2], [3]),
        table([1, 2]),
        table([1, None], [2, None], [3, None]),
        table([1, 2], [2, None], [None, 3]),
        table([1, 5], [5, 1], [3, 3]),
        table([None, None], [None, None]),
    ],
    ids=[
        "nothing",
        "no items",
        "one item",
        "one respondent",
        "one item asked",
        "one complete row",
        "totals all the same",
        "no answers",
    ],
)
def test_alpha_is_undecided(rows: Table) -> None:
    assert cronbach_alpha(rows) is None


@given(ANSWERS, st.integers(2, 6))
def test_alpha_of_identical_items_is_one(answers: list[Fraction], items: int) -> None:
    found = cronbach_alpha([[value] * items for value in answers])
    assert found == (1 if len(set(answers)) > 1 else None)


@given(tables(), st.fractions())
def test_alpha_does_not_change_when_all_points_are_shifted(rows: Table, shift: Fraction) -> None:
    shifted = [[None if value is None else value + shift for value in row] for row in rows]
    assert cronbach_alpha(shifted) == cronbach_alpha(rows)


@given(tables(), st.fractions(min_value=Fraction(1, 100)))
def test_alpha_does_not_change_when_all_points_are_stretched(rows: Table, factor: Fraction) -> None:
    stretched = [[None if value is None else value * factor for value in row] for row in rows]
    assert cronbach_alpha(stretched) == cronbach_alpha(rows)


@given(tables())
def test_alpha_is_at_most_one(rows: Table) -> None:
    found = cronbach_alpha(rows)
    assert found is None or found <= 1


@given(st.data(), tables())
def test_alpha_does_not_mind_the_order_of_respondents(data: st.DataObject, rows: Table) -> None:
    assert cronbach_alpha(data.draw(st.permutations(rows))) == cronbach_alpha(rows)


# --- consensus ---------------------------------------------------------------------------------------


def test_consensus_of_one_of_each_by_hand() -> None:
    # Mean 3; distances 2 1 0 1 2 of a width of 4: 1 + (2 log2(1/2) + 2 log2(3/4)) / 5 = 3/5 + 2/5 log2(3/4).
    found = consensus(table([1], [2], [3], [4], [5]))
    assert found is not None
    assert isclose(found, 0.6 + 0.4 * log2(0.75))
    assert round(found, 4) == 0.434


def test_consensus_of_uneven_ends_by_hand() -> None:
    # 1 once and 5 three times: mean 4; 1 + 1/4 log2(1 - 3/4) + 3/4 log2(1 - 1/4) = 1/2 + 3/4 log2(3/4).
    found = consensus(table([1], [5], [5], [5]))
    assert found is not None
    assert isclose(found, 0.5 + 0.75 * log2(0.75))


def test_consensus_of_a_published_example() -> None:
    # The example of `consensus` in the R package agrmt: how many chose each of seven levels, and 0.7256876.
    # Only distances in parts of the width matter, so seven levels fit between 1 and 5.
    chosen = [30, 40, 210, 130, 530, 50, 10]
    values = [Fraction(3 + 2 * level, 3) for level, times in enumerate(chosen) for _ in range(times)]
    assert (min(values), max(values)) == (Fraction(1), Fraction(5))
    found = consensus(column(values))
    assert found is not None
    assert isclose(found, 0.7256876, abs_tol=5e-8)


def test_consensus_takes_all_values_of_a_table_and_passes_over_gaps() -> None:
    one = consensus(table([1, None, 2], [None, 5, 5]))
    assert one == consensus(table([1], [2], [5], [5]))


@pytest.mark.parametrize("rows", [table(), table([]), table([None], [None])])
def test_consensus_over_nothing_is_undecided(rows: Table) -> None:
    assert consensus(rows) is None


def test_consensus_of_points_outside_the_scale_is_an_error_and_no_number() -> None:
    with pytest.raises(ValueError, match="further apart than 4"):
        consensus(table([0], [5]))


@given(POINTS, st.integers(1, 50))
def test_consensus_of_equal_answers_is_one(value: Fraction, times: int) -> None:
    assert consensus(column([value] * times)) == 1


@given(st.integers(1, 50))
def test_consensus_of_half_at_each_end_is_nothing(times: int) -> None:
    assert consensus(column([Fraction(1), Fraction(5)] * times)) == 0


@given(ANSWERS)
def test_consensus_is_from_nothing_to_one(answers: list[Fraction]) -> None:
    found = consensus(column(answers))
    assert found is not None
    assert 0 <= found <= 1
    assert (found == 1) == (len(set(answers)) == 1)


@given(st.data(), ANSWERS)
def test_consensus_does_not_mind_the_order_of_answers(data: st.DataObject, answers: list[Fraction]) -> None:
    assert consensus(column(data.draw(st.permutations(answers)))) == consensus(column(answers))


@given(ANSWERS)
def test_consensus_is_the_same_seen_from_the_other_end(answers: list[Fraction]) -> None:
    one, other = consensus(column(answers)), consensus(column([6 - value for value in answers]))
    assert one is not None
    assert other is not None
    assert isclose(one, other, abs_tol=1e-12)


@given(ANSWERS, st.integers(2, 5))
def test_consensus_does_not_mind_everybody_being_counted_twice(answers: list[Fraction], times: int) -> None:
    one, other = consensus(column(answers)), consensus(column(answers * times))
    assert one is not None
    assert other is not None
    assert isclose(one, other, abs_tol=1e-12)


# --- the lowest few ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "second", "third"),
    [([3, 1, 2, 5], 2, 3), ([1, 1, 2, 3], 1, 2), ([1, 1, 1, 1], 1, 1), ([4, 2], 4, 4), ([4], 4, 4)],
    ids=["all different", "two equal", "all equal", "two", "one"],
)
def test_the_lowest_few_by_hand(values: list[int], second: int, third: int) -> None:
    rows = table(*[[value, None] for value in values])
    assert (second_lowest(rows), third_lowest(rows)) == (Fraction(second), Fraction(third))


@pytest.mark.parametrize("rows", [table(), table([]), table([None], [None])])
def test_the_lowest_few_of_nothing_are_undecided(rows: Table) -> None:
    assert (second_lowest(rows), third_lowest(rows)) == (None, None)


@given(ANSWERS)
def test_at_most_as_many_as_asked_for_lie_below(answers: list[Fraction]) -> None:
    for lowest, place in ((second_lowest, 2), (third_lowest, 3)):
        bound = lowest(column(answers))
        assert bound is not None
        assert bound in answers
        assert sum(value < bound for value in answers) < place
        assert sum(value <= bound for value in answers) >= min(place, len(answers))
