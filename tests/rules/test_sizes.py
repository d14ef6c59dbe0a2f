"""What is claimed of the digits of values holds for all of them, and what may be long is refused at load."""

from collections.abc import Mapping
from fractions import Fraction
from math import log10
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.constructs import every_construct, forms
from tests.rules.oracle import Absent, Sheet, Value
from tests.rules.running import compiled, everything, run
from tests.rules.small import ITEMS, JA, Written, ruleset, sheet, space
from tests.rules.small import value as only
from tests.rules.strategies import cases, draw_sheet, rulesets

from digiramverk.rules.check import compiler
from digiramverk.rules.definition import Ruleset
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.plan import Plan
from digiramverk.rules.ranges import Ranges
from digiramverk.rules.sizes import Many, Size, Sizes, Varying, added, divided, either, exactly, multiplied
from digiramverk.rules.space import Dimension
from digiramverk.testing.dice import Dice, Draw

if TYPE_CHECKING:
    from digiramverk.rules.intervals import Range

TOO_LARGE = {"DR375", "DR376"}


def claimed(plan: Plan) -> Mapping[str, Size]:
    """The sizes of all number measures of a plan."""
    sizes: dict[str, Size] = {}
    ranges: dict[str, Range] = {}
    for measure in plan.measures:
        within = Ranges(plan.space, measure.policy, ranges.__getitem__, plan.functions)
        found = Sizes(plan.space, sizes.__getitem__, within).of(measure.node)
        if found is not None:
            sizes[measure.name] = found
        ranges[measure.name] = within.of(measure.node)
    return sizes


def check_claim(value: Fraction, size: Size) -> None:
    """A number is within what is claimed of it."""
    assert len(str(value.denominator)) <= size.digits
    assert len(str(abs(value.numerator))) <= size.digits
    assert len(str(abs(value.numerator) // value.denominator)) <= size.whole_digits
    assert value == 0 or log10(abs(value)) >= size.near - 1e-6


def check_claims(rules: Ruleset, sheets: list[Sheet]) -> None:
    """Every number that comes is within what was claimed of its measure."""
    plan, found = compiled(rules)
    assert not TOO_LARGE & {each.code for each in found}
    if plan is None:
        return
    sizes = claimed(plan)
    for name, _, _, value in everything(run(plan, sheets)):
        if isinstance(value, Fraction):
            check_claim(value, sizes[name])


@given(cases(5, 6, looking_back=True))
def test_no_value_of_drawn_rules_is_longer_than_claimed_and_none_is_refused(
    case: tuple[Ruleset, list[Sheet]],
) -> None:
    check_claims(*case)


def test_no_value_of_any_construct_is_longer_than_claimed() -> None:
    check_claims(every_construct(), forms())


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        ("a + b", True),
        ("a + 1", True),
        ("-a - b", True),
        ("a - b", False),
        ("b - a", False),
        ("1 - a", False),
    ],
)
def test_only_what_is_taken_from_a_number_of_its_sign_can_come_near_zero(rule: str, kept: bool) -> None:  # noqa: FBT001 - drawn from the table above
    rules = {"a": "mean(points) + 0.3", "b": "mean(fraction) + 0.7", "asked": rule}
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    assert (claimed(plan)["asked"].least > float("-inf")) == kept


LEAVES = ("mean(points)", "sum(1 / (points + 0.3))", "mean(fraction, weight=points + 1.1)", "median(points)")
WAYS = (
    "{0} * {1}",
    "{0} / {1}",
    "{0} + {1}",
    "{0} - {1} * 1.07",
    "{0} / ({1} + 2.5)",
    "round({0} * {1}, 2)",
    "min({0}, {1})",
    "abs({0}) / ({1} * {1})",
)
FOLDS = ("mean({})", "sum({})", "max({})", "median({})", "mean({}, weight=invited + 1)")
FINER = {"unit": "form", "all": "unit"}
"""What the measures of a grain fold; `all` may fold forms too, as all others."""
ACROSS: Mapping[str, Mapping[str, object]] = {"form": {}, "unit": {"across": ["unit"]}, "all": {"across": []}}


@st.composite
def multiplying(draw: Draw) -> tuple[Ruleset, list[Sheet]]:
    """Rules that multiply, divide and average one another over cells and forms: what makes digits grow."""
    dice = Dice(draw)
    space = draw(rulesets(1)).space
    rules: dict[str, Mapping[str, Any]] = {"cells": {"per": ["area"], "value": dice.pick(LEAVES)}}
    known: dict[str, list[str]] = {"form": [dice.pick(LEAVES), "mean(cells)"], "unit": [], "all": []}
    for number in range(dice.between(2, 8)):
        grain = dice.pick([each for each in ACROSS if known["form"][2:] or each == "form"])
        finer = known[FINER.get(grain, "form")] or known["form"]
        if known[grain] and (grain == "form" or not dice.one_in(3)):
            text = dice.pick(WAYS).format(dice.pick(known[grain]), dice.pick(known[grain]))
        else:
            folded = dice.pick([each for each in finer if "(" not in each])
            # Only forms state how many are invited.
            text = dice.pick(FOLDS if finer is known["form"] else FOLDS[:-1]).format(folded)
        rules[f"m{number}"] = {"value": text, **ACROSS[grain]}
        known[grain].append(f"m{number}")
    sheets = [draw_sheet(dice, space) for _ in range(dice.between(1, 6))]
    return ruleset(rules, about=space), sheets


@given(multiplying())
def test_no_value_of_rules_that_multiply_is_longer_than_claimed(case: tuple[Ruleset, list[Sheet]]) -> None:
    plan, found = compiled(case[0])
    assert (plan is None) == any(each.is_error for each in found)
    assert {each.code for each in found if each.is_error} <= TOO_LARGE
    if plan is not None:
        check_claims(*case)


@st.composite
def sized(draw: Draw, depth: int) -> tuple[Fraction, Size]:
    """A number with the size of what it is one of, and how the parts of sums and products become those."""
    dice = Dice(draw)
    if not depth:
        bound = dice.pick([1, 7, 40, 97, 10_000])
        value = Fraction(dice.between(1 - bound, bound), dice.between(1, bound))
        return value, Size(log10(bound), 1, {log10(bound): Varying(1, 1)})
    several = [draw(sized(depth - 1)) for _ in range(dice.between(2, 5))]
    (one, size), (other, another) = several[:2]
    match dice.below(5):
        case 0:
            return one + other, added([size, another])
        case 1:
            return one * other, multiplied(size, another)
        case 2 if other:
            return one / other, divided(size, another)
        case 3:
            known = Fraction(dice.between(-99, 99), dice.between(1, 30))
            return one * known, multiplied(size, exactly([known, Fraction(1, 7)]))
        case _:
            # Numbers that one and the same rule gives for several cells have one size.
            alike = either([each for _, each in several])
            return sum((each for each, _ in several), Fraction(0)), Many(5, log10(5), alike=False).sum(alike)


@given(st.integers(1, 4).flatmap(sized))
def test_sums_products_and_quotients_of_sized_numbers_are_within_their_sizes(
    case: tuple[Fraction, Size],
) -> None:
    check_claim(*case)


def digits_of(rule: str) -> int:
    """What is claimed of the one rule."""
    plan, found = compiled(ruleset({"asked": rule}))
    assert plan is not None, [each.message("en") for each in found]
    return claimed(plan)["asked"].digits


def chain(first: str, rest: str, count: int) -> dict[str, str]:
    """Rules of which each is computed from the one before."""
    return {"m0": first, **{f"m{number + 1}": rest.format(f"m{number}") for number in range(count)}}


@pytest.mark.parametrize(
    "rules",
    [
        chain("mean(points) * 1.23456789", "{0} * {0}", 14),
        chain("mean(fraction) / 7", "{0} * {0} * {0}", 10),
        chain("mean(points) + 0.123456789", "1 / ({0} * {0} + 0.3)", 14),
        chain("mean(fraction)", "{0} * {0} * 0.333333333333333333333333333333", 9),
        {"asked": " * ".join(["(mean(points) / 7.777777)"] * 38), "other": " * ".join(["asked"] * 38)},
    ],
)
def test_dr375_for_a_rule_that_may_need_too_many_digits(rules: dict[str, str]) -> None:
    check_refused(rules, "DR375")


@pytest.mark.parametrize(
    "rules",
    [
        chain("mean(points) + 10", "{0} * {0}", 14),
        chain("sum(points) + 0.5", "{0} * {0} - 1", 14),
        chain("mean(points)", "{0} * 999999999999999999999999999999", 12),
        chain("mean(points)", "{0} / 0.000000000000000000000000000001", 12),
    ],
)
def test_dr376_for_a_rule_that_may_be_too_large(rules: dict[str, str]) -> None:
    check_refused(rules, "DR376")


def check_refused(rules: dict[str, str], code: str) -> None:
    """The first rule that is too large is refused where it is, and no later one for building on it."""
    plan, found = compiled(ruleset(rules))
    errors = [each for each in found if each.is_error]
    assert plan is None
    assert [each.code for each in errors] == [code]
    assert int(str(errors[0].args["digits"])) > int(str(errors[0].args["most"]))
    span = errors[0].span
    assert span is not None
    assert span.text in rules[str(errors[0].path[-1])]


def test_what_is_rounded_on_the_way_stays_short() -> None:
    plan, _ = compiled(ruleset(chain("mean(fraction) * 0.123456789", "round({0} * {0}, 9)", 13)))
    assert plan is not None
    assert claimed(plan)["m13"].digits <= 10


def test_rounding_keeps_what_is_known_of_a_value_short_too() -> None:
    # Enough to tell, and few enough that the test ends where this is forgotten.
    rules = ruleset(chain("mean(fraction) * 0.123456789", "round({0} * {0}, 9)", 9))
    plan, _ = compiled(rules)
    assert plan is not None
    ranges: dict[str, Range] = {}
    for measure in plan.measures:
        within = Ranges(plan.space, measure.policy, ranges.__getitem__)
        ranges[measure.name] = within.of(measure.node)
        interval = within.interval(measure.node)
        assert all(len(str(end)) < 260 for end in (interval.low, interval.high))


def test_means_of_means_need_the_digits_of_common_denominators_and_not_of_their_product() -> None:
    rules: Written = {
        "of_area": {"per": ["area"], "value": "mean(fraction)"},
        "own": "mean(of_area)",
        "of_unit": {"across": ["unit"], "value": "mean(own)"},
        "of_forms": {"across": ["school_form"], "value": "mean(of_unit)"},
        "of_all": {"across": [], "value": "mean(of_forms)"},
        "far_off": {"across": [], "value": "(of_all - mean(of_unit)) / of_all"},
    }
    plan, found = compiled(ruleset(rules))
    assert plan is not None, [each.message("en") for each in found]
    assert claimed(plan)["of_all"].digits < 1_000


def test_a_fold_over_items_takes_the_lesser_of_product_and_common_multiple() -> None:
    # Six divisors of at most 23 tenths each: their least common multiple is that of 1 … 23 at the most.
    assert digits_of("sum(1 / (points + 0.3))") <= 13
    assert digits_of("mean(points)") <= 2
    assert digits_of("12345 * 12345") == 9


def test_what_a_plugin_gives_is_held_to_what_is_claimed_of_it() -> None:
    def fold(given: float | Fraction) -> Value:
        function = RegisteredFold("odd", lambda _: given)
        return only("odd(points)", sheet(JA), functions=(function,))

    assert fold(1e-300) == Fraction(1e-300)
    assert fold(1e99) == Fraction(1e99)
    for long in (1e101, Fraction(10**101), Fraction(1, 10**331), Fraction(10**400 + 1, 10**390)):
        assert isinstance(fold(long), Absent), long


def test_dr377_for_rules_that_build_on_one_another_too_deep() -> None:
    plan, found = compiled(ruleset(chain("mean(points)", "{0} + 1", 3_000)))
    assert plan is None
    assert [each.code for each in found if each.is_error] == ["DR377"]
    assert compiled(ruleset(chain("mean(points)", "{0} + 1", 70)))[0] is not None


def test_dr379_for_rules_that_build_on_one_another_in_too_many_ways() -> None:
    rules = chain("mean(points)", "{0} + {0}", 40)
    found = [each for each in compiled(ruleset(rules))[1] if each.is_error]
    assert [(each.code, each.path[-1]) for each in found] == [("DR379", "m14")]
    fine = chain("mean(points)", "2 * {0} if {0} > 1 else 1", 8)
    assert compiled(ruleset(fine))[0] is not None


def test_dr378_for_rules_of_too_many_cells() -> None:
    many = tuple(f"g{number}" for number in range(60))
    items = [
        attrs.evolve(each, members={**each.members, "goal": many, "role": many, "theme": many})
        for each in ITEMS
    ]
    new = [Dimension(name, members=many) for name in ("role", "theme")]
    about = space(items)
    about = attrs.evolve(about, dimensions=(*(_with(each, many) for each in about.dimensions), *new))
    for rule in (
        {"per": ["goal", "role", "theme"], "value": "mean(points)"},
        {"value": "sum(1 if goal == 'g1' and role == 'g2' and theme == 'g3' else weight)"},
    ):
        found = compiled(ruleset({"asked": rule}, about=about))[1]
        assert [each.code for each in found if each.is_error] == ["DR378"]


def _with(dimension: Dimension, goals: tuple[str, ...]) -> Dimension:
    return attrs.evolve(dimension, members=goals) if dimension.name == "goal" else dimension


@pytest.mark.parametrize(
    ("rules", "cells"),
    [
        ({"a": {"per": ["step"], "value": "mean(points)"}}, 6 + 6),
        ({"a": {"per": ["step"], "value": "mean(points)"}, "b": {"per": ["area"], "value": "2"}}, 6 + 6 + 6),
        ({"a": {"value": "mean(points)", "show_if": "any(answered)"}}, 6 + 6),
        ({"a": {"value": "mean(points)", "show_if": "2 > 1"}, "b": "3"}, 6 + 6 + 6),
    ],
)
def test_so_many_cells_are_allowed_and_no_more(
    rules: Written, cells: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many as the six indicators could at most have: for each rule, and for each fold.
    monkeypatch.setattr(compiler, "MOST_CELLS", cells)
    assert compiled(ruleset(rules))[0] is not None
    monkeypatch.setattr(compiler, "MOST_CELLS", cells - 1)
    plan, found = compiled(ruleset(rules))
    assert plan is None
    assert [each.args["count"] for each in found if each.code == "DR378"] == [cells]


@pytest.mark.parametrize(
    ("limit", "formula", "each"),
    [("MOST_LEVELS", "{0} + 1", 1), ("MOST_LEVELS", "-({0} + 1)", 2), ("MOST_WAYS", "{0} + {0}", None)],
)
def test_so_deep_and_in_so_many_ways_and_no_more(
    limit: str, formula: str, each: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def least(length: int) -> int:
        for number in range(1, 99):
            monkeypatch.setattr(compiler, limit, number)
            if compiled(ruleset(chain("mean(points)", formula, length)))[0] is not None:
                return number
        raise AssertionError

    two, three = least(2), least(3)
    assert three == (two * 2 if each is None else two + each + 1)
