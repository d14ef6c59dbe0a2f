"""A threshold decides as exact arithmetic would, wherever its two sides come from."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.oracle import FIRST_LEVEL, Absent, Named, Sheet
from tests.rules.small import DELVIS, JA, NEJ, NOT_RELEVANT, item, sheet, space, value, values

from digiramverk.rules.space import Item, ItemLevel

FOUR_OF_FIVE = sheet(JA, JA, JA, JA, NEJ, NOT_RELEVANT)
TWO_OF_THREE = sheet(JA, JA, NEJ)
PARAMS = {"much": "0.7", "little": "0.1", "limit": "0.8"}


@pytest.mark.parametrize(
    "rule",
    [
        "0.7 + 0.1 >= 0.8",
        "0.8 <= 0.7 + 0.1",
        "0.7 + 0.1 == 0.8",
        "0.8 - 0.1 == 0.7",
        "1.1 + 2.2 == 3.3",
        "not 0.7 + 0.1 < 0.8",
        "0.7 <= 0.8 - 0.1 < 0.7000000000000001",
        "0.1 * 3 == 0.3",
        "0.3 / 0.1 == 3",
        "1 / 3 + 1 / 3 + 1 / 3 == 1",
        "-0.1 - 0.7 == -0.8",
        "much + little >= limit",
        "limit <= much + little",
        "limit - little == much",
        "much + 0.1 == limit and 0.7 + little == 0.8",
        "(much + little if limit > 0 else 0) >= limit",
    ],
)
def test_sums_of_literals_and_params_reach_their_sum(rule: str) -> None:
    used = {name: number for name, number in PARAMS.items() if name in rule}
    assert value(rule, sheet(), params=used) is True


@pytest.mark.parametrize(
    "rule",
    [
        "mean(fraction) >= 0.8",
        "0.8 <= mean(fraction)",
        "mean(fraction) == limit",
        "mean(fraction) - 0.1 == 0.7",
        "mean(fraction) >= 0.7 + 0.1",
        "not mean(fraction) < 0.8",
        "share_of(fraction == 1) >= 0.8",
        "share_of(points >= 2, where=answered) == limit",
        "count(fraction == 1) / count(relevant and answered) >= 0.8",
        "sum(points) / (2 * count(answered)) >= limit",
        "sum(fraction) == 4",
        "mean(points) >= 1.6",
        "mean(-fraction) <= -0.8",
        "mean(fraction - 0.1) == 0.7",
        "mean(fraction * 0.1) == 0.08",
        "mean(fraction / 3) * 3 == 0.8",
    ],
)
def test_four_of_five_reaches_eight_tenths(rule: str) -> None:
    assert value(rule, FOUR_OF_FIVE, params={"limit": "0.8"} if "limit" in rule else {}) is True


@pytest.mark.parametrize(
    ("limit", "reached"),
    [
        ("0.6666", True),
        ("0.666666666666666666666666666666", True),
        ("0.6667", False),
        ("0.666666666666666666666666666667", False),
    ],
)
@pytest.mark.parametrize("figure", ["mean(fraction)", "share_of(fraction == 1)", "2 / 3", "sum(points) / 6"])
def test_two_of_three_is_just_two_thirds(figure: str, limit: str, *, reached: bool) -> None:
    assert value(f"{figure} >= {limit}", TWO_OF_THREE) is reached
    assert value(f"{limit} > {figure}", TWO_OF_THREE) is not reached
    assert value(f"{figure} >= limit", TWO_OF_THREE, params={"limit": limit}) is reached


def test_a_threshold_on_a_measure_is_the_threshold_on_its_rule() -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "other": "0.7 + 0.1",
        "reached": "share >= 0.8",
        "same": "share == other",
        "apart": "share - other != 0",
        "back": "-(-share) >= 0.8",
    }
    found = values(rules, FOUR_OF_FIVE)
    assert [found[name,] for name in ("reached", "same", "apart", "back")] == [
        [True],
        [True],
        [False],
        [True],
    ]


def test_a_mean_of_means_is_exact_too() -> None:
    rules: dict[str, Any] = {
        "share": {"per": ["area"], "value": "mean(fraction)"},
        "whole": "mean(share)",
        "reached": "whole >= 0.75",
        "pooled": "mean(fraction) >= 0.75",
    }
    found = values(rules, sheet(JA, JA, JA, JA, NEJ, JA))
    assert found["whole",] == [Fraction(3, 4)]
    assert found["reached",] == [True]
    assert found["pooled",] == [True]


def test_over_many_forms_as_over_one() -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "reached": {"across": ["round"], "value": "share_of(share >= 1) >= 0.8"},
        "close": {"across": ["round"], "value": "share_of(share >= 1) >= 0.8000000001"},
        "mean_of": {"across": ["round"], "value": "mean(share) == 0.7 + 0.1"},
        "pooled": {"across": ["round"], "value": "mean(fraction) == 0.8"},
    }
    found = values(rules, *[sheet(JA)] * 4, sheet(NEJ))
    assert (found["reached",], found["close",]) == ([True], [False])
    assert (found["mean_of",], found["pooled",]) == ([True], [True])


DIGITS = "123456789012345678901234567890"


def test_thirty_digits_before_and_after_the_point_all_count() -> None:
    one, next_one = f"{DIGITS}.{DIGITS}", f"{DIGITS}.{DIGITS[:-1]}1"
    assert value(f"{one} < {next_one}", sheet()) is True
    assert value(f"{one} == {next_one}", sheet()) is False
    assert value(f"{next_one} - {one} == 0.{'0' * 29}1", sheet()) is True


def test_a_difference_in_the_thirtieth_digit_of_an_answer_counts() -> None:
    tiny = Fraction(f"0.{'0' * 29}1")
    levels = (ItemLevel("a", Fraction(0), Fraction(0)), ItemLevel("b", Fraction(1, 3) + tiny, Fraction(1)))
    about = space([Item("L1", levels, Fraction(1), {"area": ("ledning",), "step": ("1",), "goal": ()})])
    assert value("sum(points) > 1 / 3", sheet(FIRST_LEVEL + 1), about=about) is True
    assert value("sum(points) - 1 / 3", sheet(FIRST_LEVEL + 1), about=about) == tiny


def test_products_of_large_numbers_stay_exact() -> None:
    factors = 12
    rules = {"m0": f"mean(fraction) * 0 + 1 / {DIGITS}"} | {
        f"m{number}": f"m{number - 1} / {DIGITS} + 0.{DIGITS}" for number in range(1, factors)
    }
    expected = Fraction(1, int(DIGITS))
    for _ in range(1, factors):
        expected = expected / int(DIGITS) + Fraction(f"0.{DIGITS}")
    assert values(rules, FOUR_OF_FIVE)[f"m{factors - 1}",] == [expected]


def test_sums_over_many_uneven_denominators_stay_exact() -> None:
    primes = [7, 11, 13, 17, 19, 23, 29, 31]
    items = []
    for prime in primes:
        levels = (
            ItemLevel("a", Fraction(0), Fraction(0)),
            ItemLevel("b", Fraction(prime), Fraction(1, prime)),
        )
        items.append(
            Item(f"i{prime}", levels, Fraction(1, prime), {"area": ("ledning",), "step": ("1",), "goal": ()})
        )
    rules: dict[str, Any] = {
        "packed": "sum(fraction)",
        "cell": {"per": ["indicator"], "value": "fraction"},
        "folded": "sum(cell)",
        "weighted": "sum(fraction * weight) / sum(weight)",
    }
    found = values(rules, Sheet((FIRST_LEVEL + 1,) * len(items), sheet().members), about=space(items))
    total = sum((Fraction(1, prime) for prime in primes), Fraction(0))
    assert found["packed",] == found["folded",] == [total]
    assert found["weighted",] == [sum((Fraction(1, prime**2) for prime in primes), Fraction(0)) / total]


def test_thousands_of_indicators_fold_like_few() -> None:
    many = 4_000
    about = space([item(f"i{number}", "ledning", "1") for number in range(many)])
    form = Sheet((JA,) * (many - 1) + (DELVIS,), sheet().members)
    assert value("mean(fraction)", form, about=about) == 1 - Fraction(1, 2 * many)


def test_division_by_zero_is_undecided() -> None:
    rules: dict[str, Any] = {
        "zero": "sum(points)",
        "ratio": "1 / zero",
        "reached": "ratio > 0",
        "open": "known(ratio)",
    }
    found = values(rules, sheet(NEJ, NEJ))
    assert found["ratio",] == found["reached",] == [Absent("undecided")]
    assert found["open",] == [False]
    assert value(
        {"per": ["indicator"], "value": "1 / points"}, sheet(NEJ), about=space([item("L1", "ledning", "1")])
    ) == (Absent("undecided"))


def test_division_by_a_negative_number_keeps_the_order() -> None:
    rules: dict[str, Any] = {
        "minus": "-mean(fraction)",
        "ratio": "1 / minus",
        "below": "ratio < -1",
        "at": "ratio == -1.25",
    }
    found = values(rules, FOUR_OF_FIVE)
    assert (found["ratio",], found["below",], found["at",]) == ([Fraction(-5, 4)], [True], [True])


def test_a_ladder_decides_at_the_threshold() -> None:
    rules: dict[str, Any] = {
        "reached": {"per": ["step"], "value": "mean(fraction) >= 0.5"},
        "top": "highest(reached)",
        "beyond": "top >= 2",
    }
    found = values(rules, sheet(DELVIS, DELVIS, JA, NEJ, DELVIS, NEJ))
    assert (found["top",], found["beyond",]) == ([Named("step", "2")], [True])
    found = values(rules, sheet(DELVIS, NEJ, JA, NEJ, DELVIS, JA))
    assert (found["top",], found["beyond",]) == ([Named("step", None)], [False])
    found = values(rules, sheet(JA, JA, NOT_RELEVANT, NOT_RELEVANT, JA, DELVIS))
    assert found["top",] == [Named("step", "3")]


FRACTIONS = st.fractions(-50, 50, max_denominator=1000)


@given(
    FRACTIONS,
    FRACTIONS,
    st.sampled_from(["+", "-", "*", "/"]),
    st.sampled_from(["<", "<=", "==", "!=", ">", ">="]),
)
def test_any_two_params_compare_as_fractions_do(
    left: Fraction, right: Fraction, sign: str, order: str
) -> None:
    params = {"p": str(left), "q": str(right)}
    exact: dict[str, Any] = {"p": left, "q": right}
    rules: dict[str, Any] = {
        "one": f"p {sign} q" if sign != "/" or right else "p * q",
        # Through a measure too, so that it happens when the rule runs and not when it is loaded.
        "p_measure": "p * count(answered)",
        "q_measure": "q * count(answered)",
        "two": f"p_measure {sign} q_measure",
        "three": f"two {order} p_measure",
    }
    found = values(rules, sheet(JA), params=params)
    if sign == "/" and not right:
        assert found["two",] == found["three",] == [Absent("undecided")]
        return
    expected = eval(f"p {sign} q", {}, exact)  # noqa: S307 - the text is ours
    assert found["one",] == found["two",] == [expected]
    assert found["three",] == [eval(f"x {order} p", {}, {**exact, "x": expected})]  # noqa: S307 - the text is ours
