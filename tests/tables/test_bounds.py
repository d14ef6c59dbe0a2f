"""Interval arithmetic holds what it stands for; and columns hold what they claim."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from operator import add, mul, neg, sub
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims import SEEN, BrokenClaimError
from tests.rules.oracle import FIRST_LEVEL, Sheet
from tests.rules.running import compiled
from tests.rules.small import ruleset, sheet, space
from tests.rules.test_oracle import agree_on
from tests.tables.frames import run_frames
from tests.tables.test_frames import agree

from digiramverk.rules.definition import Ruleset
from digiramverk.rules.plan import Plan
from digiramverk.rules.space import Item, ItemLevel
from digiramverk.tables import item_sums
from digiramverk.tables.bounds import Bounds, hull, inverses, quotients, whole_within
from digiramverk.tables.column_expressions import Ints

NUMBERS = st.integers(-9, 9) | st.sampled_from((-(1 << 31), -128, 127, 32_767, 1 << 40))
FRACTIONS = st.fractions(-9, 9, max_denominator=12)


@st.composite
def bounds(draw: Callable[..., Any], numbers: st.SearchStrategy[Any] = NUMBERS) -> tuple[Any, Any]:
    """Bounds and a number within them."""
    three = draw(st.lists(numbers, min_size=3, max_size=3))
    low, number, high = sorted(three)
    return Bounds(low, high), number


@given(one=bounds(), other=bounds())
def test_what_is_made_of_numbers_lies_where_bounds_say(one: Any, other: Any) -> None:  # noqa: ANN401 - pairs
    (own, a), (its, b) = one, other
    for way in (add, sub, mul):
        assert way(own, its).holds(way(a, b))
    assert neg(own).holds(-a)
    assert abs(own).holds(abs(a))
    assert own.least(its).holds(min(a, b))
    assert own.greatest(its).holds(max(a, b))
    assert own.join(its).holds(a)
    assert own.join(its).holds(b)
    assert own.furthest >= abs(a)
    assert own.meet(hull([a, b])).holds(a)


@given(one=bounds(), other=bounds())
def test_bounds_of_quotients_hold_them(one: Any, other: Any) -> None:  # noqa: ANN401 - pairs
    (own, a), (its, b) = one, other
    below, d = abs(its).greatest(Bounds(1, 1)), max(abs(b), 1)
    assert quotients(own, below).holds(Fraction(a, d))
    assert (abs(own) // below).holds(abs(a) // d)
    if a:
        assert inverses(own, below).holds(1 / Fraction(a, d))


@given(one=bounds(FRACTIONS), terms=st.integers(0, 6))
def test_bounds_of_sums_of_several_hold_them(one: Any, terms: int) -> None:  # noqa: ANN401 - a pair
    own, a = one
    assert all(own.repeated(terms).holds(a * some) for some in range(terms + 1))
    scaled = own * Bounds(Fraction(12), Fraction(12))
    assert (a * 12).denominator > 1 or whole_within(scaled).holds(a * 12)


def test_ends_are_met() -> None:
    """Bounds are no wider than they have to be."""
    own, its = Bounds(-3, 2), Bounds(-5, 4)
    every = list(product(range(-3, 3), range(-5, 5)))
    for way in (add, sub, mul):
        assert way(own, its) == hull([way(a, b) for a, b in every])
    assert own.least(its) == hull([min(a, b) for a, b in every])
    assert own.greatest(its) == hull([max(a, b) for a, b in every])
    assert abs(own) == Bounds(0, 3)
    assert abs(Bounds(-5, -2)) == Bounds(2, 5)


@pytest.mark.parametrize(
    "empty",
    [lambda: Bounds(1, 0), lambda: Bounds(0, 1).meet(Bounds(2, 3)), lambda: Bounds(-1, 1) // Bounds(1, 1)],
    ids=["turned about", "apart", "below zero"],
)
def test_what_cannot_be_is_refused(empty: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"no number|from numbers|numbers from"):
        empty()


# --- in tables -----------------------------------------------------------------------------------------

RULES: dict[str, Any] = {
    "average": "mean(points)",
    "added": "sum(points)",
    "apart": {"per": ["indicator"], "value": "points - average"},
    "turned": {"per": ["indicator"], "value": "-points"},
    "size_of": {"per": ["indicator"], "value": "abs(points)"},
    "least": "min(apart)",
    "most": "max(turned)",
    "below": "count(apart < 0)",
    "squared": "sum(points * points)",
    "shares": "average / (added - 1) + 1 / 127 - 1 / 32749",
    "rounded": "round(average, 1)",
    "weighed": "mean(points, weight=1 - points)",
    "of_unit": {"across": ["unit"], "value": "sum(added)"},
    "least_of_unit": {"across": ["unit"], "value": "min(average)"},
    "most_of_unit": {"across": ["unit"], "value": "max(average)"},
    "mean_of_unit": {"across": ["unit"], "value": "mean(apart)"},
    "off_unit": "added - of_unit",
    "before": "added - previous(added)",
    "of_units_before": {"across": ["unit", "round"], "value": "mean(added) - previous(in_round)"},
    "in_round": {"across": ["unit", "round"], "value": "mean(added)"},
}
SCALES = {
    "penalties": "0 -1 -2 -3",
    "reversed": "3 2 1 0",
    "below zero": "-4 -3 -2 -1",
    "large penalties": "0 -60 -120 -180",
    "barely 8 bits": "0 -30 -60 -90",
    "thirds down": "0 -1/3 -2/3 -1",
    "uneven": "5 -7 1/127 -300",
    "16 bits": "0 -30000 -60000",
    "32 bits": "0 -1000000000 -2000000000",
    "hundreds": "100 200 300 400",
}


def penalised(points: str, number: int = 4) -> tuple[Ruleset, list[Sheet]]:
    """Rules about some indicators on a scale, and a form with each answer to all, and some with others."""
    values = [Fraction(each) for each in points.split()]
    low, high = min(values), max(values)
    levels = tuple(ItemLevel(f"l{n}", each, (each - low) / (high - low)) for n, each in enumerate(values))
    members = {"area": ("ledning",), "step": ("1",), "goal": ()}
    about = space([Item(f"i{each}", levels, Fraction(1), members) for each in range(number)])
    states = [*range(FIRST_LEVEL + len(levels))]
    answers = [(state,) * number for state in states]
    answers += [tuple(states[(start + each) % len(states)] for each in range(number)) for start in states]
    whose = sheet().members
    own = [
        Sheet(each, {**whose, "unit": f"u{place % 3}", "round": year})
        for place, each in enumerate(answers)
        for year in ("2025", "2026")
    ]
    return ruleset(RULES, about=about), own


def planned(rules: Ruleset) -> Plan:
    plan, findings = compiled(rules)
    assert plan is not None, [each.message("en") for each in findings]
    return plan


@pytest.mark.parametrize("points", SCALES.values(), ids=SCALES.keys())
def test_points_of_any_sign_and_size_count_alike(points: str) -> None:
    rules, sheets = penalised(points)
    plan = planned(rules)
    before = SEEN.with_rows
    agree(plan, sheets)
    assert SEEN.with_rows > before, "nothing has been compared with what columns claim"


@pytest.mark.parametrize("points", SCALES.values(), ids=SCALES.keys())
def test_the_oracle_says_the_same(points: str) -> None:
    agree_on(*penalised(points))


def test_sums_of_32_bits_are_added_up_in_64() -> None:
    rules, sheets = penalised("0 -1000000000 -2000000000", number=1)
    few = {"of_unit": {"across": ["unit"], "value": "sum(points)"}}
    plan = planned(attrs.evolve(ruleset(few, about=rules.space)))
    agree(plan, sheets)


def test_a_column_that_claims_too_little_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fault that this is for: bounds by the greatest entry, where all others are below zero."""
    whole = item_sums.ItemColumns._read  # noqa: SLF001 - to break it

    def trusting(self: item_sums.ItemColumns, item: int, table: tuple[int, ...]) -> Any:  # noqa: ANN401 - a whole number
        found = whole(self, item, table)
        return attrs.evolve(found, within=Bounds(0, max(table))) if isinstance(found, Ints) else found

    monkeypatch.setattr(item_sums.ItemColumns, "_read", trusting)
    rules, sheets = penalised("0 -1 -2 -3")
    with pytest.raises((BrokenClaimError, ValueError), match=r"claimed|no number"):
        run_frames(planned(rules), sheets)
