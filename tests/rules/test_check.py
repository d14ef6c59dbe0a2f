"""What the checker refuses: every code, at the right characters; all at once; and no cascades."""

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import attrs
import pytest
from tests.rules.oracle import Sheet
from tests.rules.running import compiled, run
from tests.rules.small import ITEMS, JA, diagnosed, item, ruleset, sheet, space, values
from tests.rules.strategies import POPULATION, POPULATION_DIMENSIONS
from tests.work import counted

from digiramverk.core.codes import CODES
from digiramverk.core.language import LANGUAGES
from digiramverk.rules.definition import Enough, Formula, MeasureText, Ruleset, Unanswered
from digiramverk.rules.functions import Band, Bound
from digiramverk.rules.parser import MOST_DEPTH
from digiramverk.rules.scalar.program import Program
from digiramverk.rules.space import ITEM, RESPONSE, Dimension, Item, ItemLevel, Space

Rule = str | dict[str, Any]

SHARE: Rule = {"per": ["area", "step"], "value": "mean(fraction)"}
REACHED: Rule = {"per": ["step"], "value": "all(fraction >= 0.8)"}


def only(rule: Rule, **others: Rule) -> tuple[str, str]:
    """The one finding about a rule called `asked` beside other rules."""
    ((code, text),) = diagnosed({**others, "asked": rule})
    return code, text


# --- one code at a time ------------------------------------------------------------------------------


def test_dr306_for_a_name_that_nothing_has() -> None:
    assert only("mean(fractoin)") == ("DR306", "fractoin")


def test_dr306_suggests_what_looks_alike() -> None:
    _, (found,) = compiled(ruleset({"asked": "mean(fractoin)"}))
    assert (found.near, found.replacement) == (("fraction",), "fraction")


def test_dr306_for_a_cyrillic_letter_that_looks_latin() -> None:
    assert only("mean(frаction)") == ("DR306", "frаction")


def test_dr307_for_a_function_that_does_not_exist() -> None:
    assert only("1 + avg(fraction)") == ("DR307", "avg(fraction)")


def test_dr308_for_a_dimension_that_does_not_exist() -> None:
    assert only({"per": ["area", "stpe"], "value": "mean(fraction)"}) == ("DR308", "stpe")
    assert only({"across": ["runda"], "value": "mean(fraction)"}) == ("DR308", "runda")


def test_dr308_for_a_framework_dimension_in_across() -> None:
    assert only({"across": ["round", "step"], "value": "mean(fraction)"}) == ("DR308", "step")


def test_dr309_for_a_fact_that_is_finer_than_the_measure() -> None:
    assert only("1 - fraction") == ("DR309", "fraction")
    assert only({"across": ["round"], "value": "count(step == 1) if published else 0"}) == (
        "DR309",
        "published",
    )


def test_dr309_for_a_dimension_that_the_measure_is_not_given_for() -> None:
    assert only("step == 1") == ("DR309", "step")
    assert only({"across": ["round"], "value": 'group == "ledning"'}) == ("DR309", "group")


def test_dr310_for_a_measure_that_is_finer() -> None:
    assert only({"per": ["area"], "value": "share * 2"}, share=SHARE) == ("DR310", "share")
    assert only("share(step=1)", share=SHARE) == ("DR310", "share(step=1)")
    assert only({"across": ["round"], "value": "share(area='ledning', step=1)"}, share=SHARE) == (
        "DR310",
        "share(area='ledning', step=1)",
    )


def test_dr311_for_a_fold_of_what_is_not_finer() -> None:
    assert only({"per": ["area", "step"], "value": "1 + mean(share)"}, share=SHARE) == (
        "DR311",
        "mean(share)",
    )
    assert only({"per": ["indicator"], "value": "all(step == 1)"}) == ("DR311", "all(step == 1)")
    assert only("mean(0.8)") == ("DR311", "mean(0.8)")


def test_dr312_for_values_that_cannot_be_compared() -> None:
    assert only("1 + mean(fraction) == published") == ("DR312", "1 + mean(fraction) == published")
    assert only("any(step == area)") == ("DR312", "step == area")
    assert only('"a" == "b"') == ("DR312", '"a" == "b"')
    assert only("1 if published else True") == ("DR312", "1 if published else True")


def test_dr313_for_a_value_of_the_wrong_kind() -> None:
    assert only("1 + published") == ("DR313", "published")
    assert only("-published") == ("DR313", "published")
    assert only("not mean(fraction)") == ("DR313", "mean(fraction)")
    assert only("published and 1") == ("DR313", "1")
    assert only("1 if 2 else 3") == ("DR313", "2")
    assert only("all(fraction)") == ("DR313", "fraction")
    assert only("mean(step)") == ("DR313", "step")
    assert only("mean(fraction, where=weight)") == ("DR313", "weight")
    assert only({"value": "mean(fraction)", "show_if": "count(answered)"}) == ("DR313", "count(answered)")


@pytest.mark.parametrize("rule", ["mean(fraction, where=weight)", "mean(fraction, weight=answered)"])
def test_dr313_names_the_keyword_that_the_value_is_given_to(rule: str) -> None:
    keyword = rule.partition(", ")[2].partition("=")[0]
    _, (found,) = compiled(ruleset({"asked": rule}))
    assert found.code == "DR313"
    assert all(re.search(rf"\b{keyword}\b", found.message(language)) for language in LANGUAGES)


def test_dr314_for_a_member_that_does_not_exist() -> None:
    assert only("mean(fraction, where=step == 4)") == ("DR314", "4")
    assert only('group == "elever"') == ("DR314", '"elever"')
    assert only('any("jaa" == answer)') == ("DR314", '"jaa"')
    assert only("share(area='ledn', step=1)", share=SHARE) == ("DR314", "'ledn'")
    assert only('any(indicator == "L9")') == ("DR314", '"L9"')


def test_any_member_goes_where_the_answers_bring_them() -> None:
    assert not diagnosed({"asked": 'unit == "Vilken skola som helst"'})


def test_dr315_for_a_text_that_belongs_to_nothing() -> None:
    assert only('"ledning"') == ("DR315", '"ledning"')
    assert only('known("ledning")') == ("DR315", '"ledning"')
    assert only('group if published else "x"') == ("DR315", '"x"')


def test_dr316_for_the_mean_of_yes_and_no() -> None:
    assert only("mean(answered)") == ("DR316", "answered")
    assert only("sum(fraction > 0.5)") == ("DR316", "fraction > 0.5")


def test_dr317_for_an_order_where_there_is_none() -> None:
    assert only("any(area < 'ledning')") == ("DR317", "area")
    assert only("any(answer >= 'delvis')") == ("DR317", "answer")
    assert only("published < True") == ("DR317", "published")


def test_dr318_for_a_division_by_zero_as_written() -> None:
    assert only("mean(fraction) / 0") == ("DR318", "0")
    assert diagnosed({"asked": "1 / p"}, params={"p": "0"}) == [("DR318", "p")]


def test_dr319_for_a_measure_called_like_a_function() -> None:
    assert only("share(fraction)", share=SHARE) == ("DR319", "share(fraction)")


def test_dr320_for_a_dimension_that_a_measure_cannot_be_picked_by() -> None:
    assert only("share(goal='kompetens')", share=SHARE) == ("DR320", "'kompetens'")
    assert only("share(unit='A')", share=SHARE) == ("DR320", "'A'")


def test_dr321_for_a_cell_without_indicators() -> None:
    assert only("share(area='infrastruktur', step=2)", share=SHARE) == (
        "DR321",
        "share(area='infrastruktur', step=2)",
    )


def test_dr322_for_a_call_that_does_not_fit() -> None:
    for call in (
        "mean()",
        "mean(fraction, weight)",
        "median(fraction, weight=points)",
        "known(fraction, where=answered)",
    ):
        assert only(call) == ("DR322", call)
    assert only("highest(reached, where=published)", reached=REACHED) == (
        "DR322",
        "highest(reached, where=published)",
    )


def test_dr322_for_an_option_that_a_fold_does_not_have() -> None:
    call = 'median(points, ties="lower")'
    assert only(call) == ("DR322", call)


def test_dr366_for_an_option_that_is_not_stated() -> None:
    for call in ("mode(points)", "mode(points, default=0)"):
        assert only(call) == ("DR366", call)


@pytest.mark.parametrize("written", ['"lowest"', "lower", "1", '"Lower"'])
def test_dr334_for_a_word_that_an_option_does_not_have(written: str) -> None:
    assert only(f"mode(points, ties={written})") == ("DR334", written)


def test_the_nearest_word_of_an_option_is_named() -> None:
    _, (found,) = compiled(ruleset({"a": 'mode(points, ties="hihger")'}))
    assert found.near == ("higher",)


def test_an_option_is_part_of_the_fingerprint() -> None:
    plans = [compiled(ruleset({"a": f'mode(points, ties="{ties}")'}))[0] for ties in ("lower", "higher")]
    assert len({plan.fingerprint for plan in plans if plan is not None}) == 2


def test_a_measure_and_a_dimension_can_have_the_names_of_a_fold_and_of_its_option() -> None:
    rules: dict[str, Any] = {
        "mode": {"per": ["step"], "value": 'mode(points, ties="lower")'},
        "of_step": "mode(step=1)",
        "ties": 'mode(mode, ties="higher")',
    }
    assert diagnosed(rules) == []


def test_dr323_for_a_fold_inside_a_fold() -> None:
    assert only("mean(1 - mean(fraction))") == ("DR323", "mean(fraction)")
    assert only("mean(fraction, where=any(answered))") == ("DR323", "any(answered)")


def test_dr324_for_what_is_no_ladder() -> None:
    by_both = {"per": ["area", "step"], "value": "all(fraction >= 0.8)"}
    assert only("highest(reached)", reached=by_both) == ("DR324", "highest(reached)")
    assert only({"per": ["step"], "value": "highest(reached)"}, reached=by_both) == (
        "DR324",
        "highest(reached)",
    )


def test_dr325_for_a_choice_about_unanswered_without_effect() -> None:
    assert only({"value": "mean(share)", "unanswered": "zero"}, share=SHARE) == ("DR325", "zero")
    assert only({"value": "share_of(answered)", "unanswered": "zero"}) == ("DR325", "zero")


@pytest.mark.parametrize(
    ("rules", "ring", "place"),
    [
        ({"a": "a + 1"}, ("a", "a"), "a"),
        ({"a": "mean(fraction) + b", "b": "a"}, ("a", "b", "a"), "b"),
        ({"a": "b", "b": "c(step=1)", "c": {"per": ["step"], "value": "a"}}, ("a", "b", "c", "a"), "b"),
        ({"a": {"value": "mean(fraction)", "show_if": "b"}, "b": "a > 1"}, ("a", "b", "a"), "b"),
    ],
    ids=["one", "two", "three", "show_if"],
)
def test_dr326_for_measures_in_a_ring(rules: dict[str, Any], ring: tuple[str, ...], place: str) -> None:
    _, (found,) = compiled(ruleset(rules))
    assert found.code == "DR326"
    shown = found.args["ring"].names  # type: ignore[attr-defined] # the names of the ring
    assert shown[0] == shown[-1]
    assert set(pairwise(shown)) == set(pairwise(ring))
    assert found.span is not None
    assert found.span.text == shown[1]
    assert len(place) == 1


def test_two_rings_are_two_findings() -> None:
    found = diagnosed({"a": "b", "b": "a", "c": "d", "d": "c"})
    assert [code for code, _ in found] == ["DR326", "DR326"]


def test_thousands_of_rings_take_as_long_as_thousands_of_rules() -> None:
    def calls(count: int) -> int:
        pairs = {f"a{number}": f"b{number} + 1" for number in range(count)}
        rules = ruleset({**pairs, **{f"b{number}": f"a{number} + 1" for number in range(count)}})
        return counted(lambda: compiled(rules))[1]

    assert calls(200) < 2.2 * calls(100)


def test_a_long_row_of_measures_is_no_ring() -> None:
    rules = {f"m{number}": f"m{number + 1} + 1" for number in range(70)}
    assert not diagnosed({**rules, "m70": "mean(fraction)"})


@pytest.mark.parametrize(
    "name", ["fraction", "step", "indicator", "if", "två ord", "9", "a-b", "", "p", "where"]
)
def test_dr327_for_a_name_that_a_measure_cannot_have(name: str) -> None:
    rules = {name: "mean(fraction) + p"}
    assert diagnosed(rules, params={"p": "1"}) == [("DR327", name)]


def test_dr328_for_what_is_no_name_of_a_member() -> None:
    assert only("share(area='ledning', step=1 + 1)", share=SHARE) == ("DR328", "1 + 1")
    assert only("share(area=ledning, step=1)", share=SHARE) == ("DR328", "ledning")
    assert only("any(step == 1.5)") == ("DR328", "1.5")
    assert only("any(step == True)") == ("DR328", "True")


def test_dr329_warns_of_a_param_that_no_rule_uses() -> None:
    plan, (found,) = compiled(ruleset({"asked": "mean(fraction)"}, params={"limit": "0.8"}))
    assert plan is not None
    assert (found.code, found.is_error, found.span and found.span.text) == ("DR329", False, "limit")


@pytest.mark.parametrize("name", ["fraction", "step", "if", "två ord", "default"])
def test_dr330_for_a_name_that_a_param_cannot_have(name: str) -> None:
    found = diagnosed({"asked": "mean(points)"}, params={name: "0.8"})
    assert ("DR330", name) in found


def test_dr333_for_a_number_of_decimals_that_is_none() -> None:
    assert only("round(mean(fraction), 0.5)") == ("DR333", "0.5")
    assert only("round(mean(fraction), 13)") == ("DR333", "13")


def test_dr334_for_a_way_of_rounding_that_is_none() -> None:
    assert only('round(mean(fraction), 1, "sideways")') == ("DR334", '"sideways"')


HEIGHTS: dict[str, Any] = {
    "bands": {
        "heights": (
            Band("low", None, Bound(Fraction(1, 2), included=False)),
            Band("top", Bound(Fraction(1, 2), included=True), None),
        )
    }
}


def test_dr335_for_bands_that_do_not_exist() -> None:
    assert diagnosed({"asked": "band(mean(fraction), widths)"}) == [("DR335", "widths")]
    assert not diagnosed({"asked": "band(mean(fraction), heights)"}, **HEIGHTS)


def test_dr336_for_a_table_that_does_not_exist() -> None:
    assert only("lookup(mean(fraction), prices)") == ("DR336", "prices")


def test_dr337_for_a_table_without_numbers() -> None:
    table = {"tables": {"prices": {"1": Fraction(2), "dear": Fraction(3)}}}
    assert diagnosed({"asked": "lookup(mean(fraction), prices)"}, **table) == [("DR337", "prices")]


def test_dr338_for_a_default_that_is_not_known_at_load() -> None:
    assert only("mean(fraction, default=weight)") == ("DR338", "weight")


def test_dr339_for_the_round_before_of_what_has_no_round() -> None:
    assert only({"across": ["group"], "value": "previous(all_groups)"}, all_groups=ACROSS_GROUPS) == (
        "DR339",
        "previous(all_groups)",
    )


ACROSS_GROUPS: Rule = {"across": ["group"], "value": "mean(fraction)"}


def test_dr340_for_the_target_of_what_is_no_measure() -> None:
    assert only("target(fraction)") == ("DR340", "fraction")


def test_dr341_for_a_rounded_yes_or_no() -> None:
    assert [code for code, _ in diagnosed({"asked": {"value": "any(answered)", "round": 1}})] == ["DR341"]


def test_dr342_warns_of_what_is_always_true() -> None:
    assert only("mean(fraction) >= 0") == ("DR342", "mean(fraction) >= 0")


def test_dr343_warns_of_what_is_never_true() -> None:
    assert only("mean(fraction) > 1") == ("DR343", "mean(fraction) > 1")


@pytest.mark.parametrize(
    "rule",
    [
        "0.8 <= mean(fraction) < 0.5",
        "mean(fraction) > 0.5 and mean(fraction) < 0.5",
        "mean(fraction) >= 0.5 and 0.5 > mean(fraction)",
    ],
)
def test_dr622_warns_of_bounds_that_exclude_each_other(rule: str) -> None:
    assert only(rule) == ("DR622", rule)


def test_dr623_warns_of_a_part_that_is_never_chosen() -> None:
    assert only("max(mean(fraction), 1)") == ("DR623", "mean(fraction)")
    assert only("min(mean(fraction), 2)") == ("DR623", "2")


@pytest.mark.parametrize(
    "rule",
    [
        "0.5 <= mean(fraction) <= 0.5",
        "mean(fraction) < 0.5 or mean(fraction) > 0.8",
        "mean(fraction) > 0.5 and min(fraction) < 0.5",
        "max(mean(fraction), 0.5)",
        "min(mean(fraction), 0.5)",
    ],
)
def test_what_can_hold_and_what_can_be_chosen_is_not_warned_of(rule: str) -> None:
    assert diagnosed({"asked": rule}) == []


def test_dr344_warns_of_a_condition_that_never_holds() -> None:
    found = diagnosed({"asked": "mean(fraction, where=points > 2)"})
    assert ("DR344", "points > 2") in found


def test_dr345_warns_of_a_division_by_what_may_be_zero() -> None:
    assert only("1 / mean(fraction)") == ("DR345", "mean(fraction)")
    assert not diagnosed({"asked": "1 / (1 + mean(fraction))"})


def test_dr346_for_a_bound_out_of_reach() -> None:
    assert only("mean(fraction) >= 80") == ("DR346", "80")
    assert only("3 <= mean(points)") == ("DR284", "3")
    assert not diagnosed({"asked": "mean(fraction) >= 0.8"})


def test_dr347_warns_of_a_band_that_nothing_is_in() -> None:
    assert only_with_bands("2 + mean(fraction)") == [("DR347", "band(2 + mean(fraction), heights)")]


def test_dr348_warns_of_values_that_no_band_holds() -> None:
    bands = (Band("low", Bound(Fraction(0), included=False), None),)
    found = diagnosed({"asked": "band(mean(fraction), heights)"}, bands={"heights": bands})
    assert found == [("DR348", "band(mean(fraction), heights)")]


def only_with_bands(number: str) -> list[tuple[str, str]]:
    return diagnosed({"asked": f"band({number}, heights)"}, **HEIGHTS)


def test_dr349_warns_of_a_total_that_reveals_what_is_withheld() -> None:
    rules: dict[str, Any] = {
        "groups": {**ACROSS_GROUPS, "show_if": "count(answered) >= 5"},  # type: ignore[dict-item]
        "total": {"across": [], "value": "mean(fraction)"},
    }
    assert diagnosed(rules) == [("DR349", "total")]


def test_dr350_warns_of_a_target_that_is_not_set() -> None:
    assert only("target(share)", share="mean(fraction)") == ("DR350", "target(share)")


def test_dr351_for_min_answered_of_one_indicator() -> None:
    enough = Enough(Fraction(1, 2), share=True)
    found = diagnosed({"asked": {"per": [ITEM], "value": "points", "min_answered": enough}})
    assert [code for code, _ in found] == ["DR351"]


@pytest.mark.parametrize(
    "formula",
    [
        "1 / max(-0.5, sum(2, weight=weight))",
        "1 / (count(answered) - 1)",
        "1 / min(3, sum(max_points) - 4)",
        "1 / (sum(min_points) + 1)",
        "max(points) / clamp(sum(1, weight=weight), 1, 9) > 2",
    ],
)
def test_dr321_for_a_draft_of_which_no_indicator_has_a_step_and_not_what_its_values_would_be(
    formula: str,
) -> None:
    draft = space([attrs.evolve(each, members={**each.members, "step": ()}) for each in ITEMS])
    found = diagnosed({"asked": {"per": ["step"], "value": formula}}, about=draft)
    assert [code for code, _ in found] == ["DR321"]


def test_a_part_that_does_not_exist_does_not_stop_what_stands_beside_it() -> None:
    draft = space([attrs.evolve(each, members={**each.members, "goal": ()}) for each in ITEMS])
    none = "1 / sum(1, weight=weight if goal == 'kompetens' else 2)"
    assert diagnosed({"asked": f"coalesce({none}, mean(points))"}, about=draft) == []


def test_dr352_for_branches_without_value() -> None:
    assert only("undecided if published else not_relevant") == (
        "DR352",
        "undecided if published else not_relevant",
    )


def test_dr353_warns_of_a_share_beside_points() -> None:
    assert only("mean(fraction) + sum(points)") == ("DR353", "mean(fraction) + sum(points)")
    assert not diagnosed({"asked": "mean(fraction) + sum(points) / sum(max_points)"})


@pytest.mark.parametrize(
    ("counted", "warned"),
    [
        ("count(answered) >= 5", False),
        ("answers >= 5 or answers == 0", False),
        ("count(known(own)) >= 5", False),
        # Forms that answered something else, all forms, and questions that might have been answered.
        ("respondents >= 5", True),
        ("count(published) >= 5", True),
        ("count(known(response)) >= 5", True),
        ("count(relevant) >= 5", True),
        # More forms than are in the group.
        ("everyone >= 5", True),
        # One that fits is enough; what counts nothing sets no minimum.
        ("respondents >= 5 and answers >= 5", False),
        ("known(answers)", False),
    ],
)
def test_dr365_warns_of_a_minimum_of_something_else(counted: str, warned: bool) -> None:  # noqa: FBT001
    rules: dict[str, Any] = {
        "responded": {"value": "any(answered)"},
        "own": {"per": [ITEM], "value": "points"},
        "respondents": {"across": ["group"], "value": "count(responded)"},
        "answers": {"across": ["group"], "per": [ITEM], "value": "count(answered)"},
        "everyone": {"across": [], "per": [ITEM], "value": "count(answered)"},
        "level": {"across": ["group"], "per": [ITEM], "value": "mean(points)", "show_if": counted},
    }
    found = diagnosed(rules)
    assert found == ([("DR365", counted)] if warned else [])


def test_dr365_is_silent_about_a_sum_of_what_forms_say() -> None:
    rules: dict[str, Any] = {
        "own": {"value": "mean(fraction)"},
        "level": {"across": ["unit"], "value": "mean(own)", "show_if": "count(known(own)) >= 5"},
        "reached": {"value": "own > 0.5"},
        "share": {"across": ["unit"], "value": "share_of(reached)", "show_if": "count(published) >= 5"},
    }
    assert diagnosed(rules) == [("DR365", "count(published) >= 5")]


def test_every_code_of_rules_is_shown_here_or_with_the_parser() -> None:
    beside = Path(__file__).parent
    names = ("test_check.py", "test_parse.py", "test_sizes.py")
    here = "".join((beside / name).read_text(encoding="utf-8") for name in names)
    shown = set(re.findall(r"def test_dr(3\d{2})_", here))
    # What a plan names is part of a definition: tests/definitions/test_action_plan.py shows these.
    of_plans = {"380", "381", "382"}
    # What rounds and workbooks say: tests/scoring/test_rounds.py and tests/answers show these.
    of_others = {"360", "361", "362", "363", "364"}
    assert shown | of_plans | of_others == {code[2:] for code in CODES if code.startswith("DR3")}


# --- all at once, and nothing twice ------------------------------------------------------------------

WRONG: dict[str, Any] = {
    "unread": "mean(fraction",
    "unknown": "mean(fractoin) + nothing",
    "finer": "share",
    "share": SHARE,
    "ring": "gnir",
    "gnir": "ring",
    "per": {"per": ["stpe"], "value": "mean(fraction)"},
    "kinds": {"value": "published + 1", "show_if": "mean(weight)"},
    "choice": {"value": "mean(share)", "unanswered": "blocks"},
}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert sorted(diagnosed(WRONG)) == sorted(
        [
            ("DR358", "("),
            ("DR306", "fractoin"),
            ("DR306", "nothing"),
            ("DR310", "share"),
            ("DR326", "gnir"),
            ("DR308", "stpe"),
            ("DR313", "published"),
            ("DR313", "mean(weight)"),
            ("DR325", "blocks"),
        ]
    )


def test_a_ring_hides_nothing_else_in_its_rules() -> None:
    assert sorted(diagnosed({"a": "b + nonsense", "b": "a"})) == [("DR306", "nonsense"), ("DR326", "b")]


def test_a_wrong_grain_hides_nothing_else_in_its_rule() -> None:
    rule = {"per": ["stpe"], "value": "mean(fractoin)"}
    assert sorted(diagnosed({"a": rule})) == [("DR306", "fractoin"), ("DR308", "stpe")]


def test_all_findings_can_be_said_in_every_language() -> None:
    _, found = compiled(ruleset(WRONG))
    for each in found:
        for language in LANGUAGES:
            assert each.message(language)
            assert "{" not in each.message(language) + each.hint(language)


@pytest.mark.parametrize("wrong", ["mean(fractoin)", "mean(fraction", "mean(answered)", "broken_itself"])
def test_what_names_a_wrong_rule_is_not_blamed_for_it(wrong: str) -> None:
    rules: dict[str, Any] = {
        "first": wrong,
        "second": "first + 1",
        "third": "second if known(first) else 2",
        "fourth": {"across": ["round"], "value": "mean(third, where=first > 1)"},
        "fifth": {"across": [], "value": "mean(fourth)", "show_if": "count(second > 1) > 4"},
    }
    assert len(diagnosed(rules)) == 1


def test_what_names_a_wrong_grain_or_name_is_not_blamed_for_it() -> None:
    rules: dict[str, Any] = {
        "first": {"per": ["stpe"], "value": "mean(fraction)"},
        "points": "2",
        "second": "mean(first)",
        "third": "first(step=1) + second + sum(fraction) + mean(fraction)",
    }
    assert sorted(code for code, _ in diagnosed(rules)) == ["DR308", "DR327"]


def test_what_names_a_ring_is_not_blamed_for_it() -> None:
    assert [code for code, _ in diagnosed({"a": "b", "b": "a", "c": "a + b"})] == ["DR326"]


def test_what_is_reported_as_broken_elsewhere_is_not_reported_again() -> None:
    rules = {"asked": "gone + gone(step=1) + mean(lost)"}
    assert not diagnosed(rules, broken=["gone", "lost"])
    assert compiled(ruleset(rules, broken=["gone", "lost"]))[0] is None


def test_a_param_used_by_a_rule_that_cannot_be_read_counts_as_used() -> None:
    assert diagnosed({"asked": "mean(fraction) >= (p"}, params={"p": "1"}) == [("DR358", "(")]


def test_a_param_used_by_a_rule_with_a_wrong_grain_counts_as_used() -> None:
    rules = {"asked": {"per": ["stpe"], "value": "mean(fraction) + p"}}
    assert diagnosed(rules, params={"p": "1"}) == [("DR308", "stpe")]


def test_a_param_used_in_a_ring_counts_as_used() -> None:
    found = diagnosed({"a": "b + p", "b": "a"}, params={"p": "1"})
    assert [code for code, _ in found] == ["DR326"]


# --- nothing of the definition becomes program text --------------------------------------------------

EVIL = (
    '"); __import__("os").abort() #',
    "'''\nraise SystemExit\n'''",
    "__import__('os').abort()",
    "\\",
    "{row}",
    "T_0",
    "\u2028import os\u2029",
    "a\0b",
)


def test_no_name_of_the_definition_stands_in_generated_source() -> None:
    levels = tuple(ItemLevel(name, Fraction(index), Fraction(index, 7)) for index, name in enumerate(EVIL))
    items = tuple(
        Item(name, levels, Fraction(1), {"area": (name,), "step": (name,), "tag": EVIL}) for name in EVIL
    )
    about = Space(
        items,
        (
            Dimension("area", members=EVIL, determined_by=(ITEM,)),
            Dimension("step", members=EVIL, ordered=True, determined_by=(ITEM,)),
            Dimension("tag", members=EVIL),
            *POPULATION_DIMENSIONS,
        ),
    )
    rules = (
        MeasureText("evil_measure", Formula("mean(fraction)"), ("area", "step")),
        MeasureText("evil_answer", Formula("answer"), (ITEM,)),
        MeasureText("evil_test", Formula('any(answer == "T_0" or area == "{row}" or unit == "__import__")')),
        MeasureText("evil_where", Formula('mean(points * evil_param, where=area == "T_0")')),
        MeasureText("evil_ladder", Formula("highest(evil_rung)")),
        MeasureText("evil_rung", Formula("all(evil_measure > 0)"), ("step",)),
        MeasureText("evil_group", Formula("group if published else group")),
        MeasureText(
            "evil_all",
            Formula("count(known(evil_ladder))"),
            across=("round",),
            show_if=Formula('round == "x"'),
        ),
    )
    plan, findings = compiled(
        Ruleset(about, rules, Unanswered.ZERO, params={"evil_param": Fraction(7_654_321, 1_234_567)})
    )
    assert plan is not None, findings
    sources = [each.source for each in Program(plan).generated]
    for source in sources:
        assert re.fullmatch(r"[a-zA-Z0-9_\s()\[\],.=+\-*/<>!&:]+", source)
        names = set(re.findall(r"[A-Za-z_]\w*", source))
        assert not {
            name for name in names if re.search("evil|import|row_|os$|abort|raise|answer$|round", name)
        }
    form = Sheet((2,) * len(EVIL), dict.fromkeys(POPULATION, "'; raise"))
    assert run(plan, [form])["evil_answer"].groups


@pytest.mark.parametrize(
    "rule",
    [
        "-" * MOST_DEPTH + "share",
        "not " * (MOST_DEPTH - 1) + "share > 0",
        "(" * 38 + "share" + " + share)" * 38,
        "(" * 38 + "share" + " * share - share)" * 19 + ")" * 19,
        "share if share > 1 else " * 38 + "share",
        "share > 0 and " * 100 + "share < 1",
        "0 < " + "share < " * 200 + "1",
    ],
    ids=["minus", "not", "sum", "product", "choice", "and", "chain"],
)
def test_programs_grow_no_faster_than_their_rules(rule: str) -> None:
    rules = ruleset({"share": "mean(fraction)", "asked": rule})
    (plan, findings), calls = counted(lambda: compiled(rules))
    assert plan is not None, [each.message("en") for each in findings]
    (generated,) = Program(plan).generated
    assert len(generated.source) < 100 * len(rule)
    # How many digits a value can need is asked of every part, and each asks its parts again for their range.
    assert calls < 400 * len(rule)


def test_a_space_of_its_own_has_every_dimension_known() -> None:
    assert space(ITEMS).by_name[RESPONSE].population
    assert item("X", "ledning", "1").members["goal"] == ()


def test_a_measure_can_have_the_name_of_a_function() -> None:
    rules: dict[str, Any] = {
        "mean": {"per": ["step"], "value": "mean(fraction)"},
        "abs": "abs(mean(mean) - mean(step=1))",
        "sum": "sum(points, where=mean > 0.5 and abs < 1) + median",
        "median": "p",
    }
    assert diagnosed(rules, params={"p": "1"}) == []
    assert diagnosed({"mean": "mean(fraction)", "other": "mean + mean()"}) == []
    assert diagnosed({"share": "mean(fraction)", "other": "share(points)"}) == [("DR319", "share(points)")]


def test_a_measure_with_the_name_of_a_function_has_its_own_value() -> None:
    rules: dict[str, Any] = {
        "sum": {"per": ["step"], "value": "mean(fraction)"},
        "of_one": "sum(step=1)",
        "of_all": "sum(sum)",
        "plainly": "sum(points)",
    }
    found = values(rules, sheet(*[JA] * 6))
    assert [found[name,] for name in ("of_one", "of_all", "plainly")] == [[1], [3], [12]]
