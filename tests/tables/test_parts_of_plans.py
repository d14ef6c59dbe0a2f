"""A measure is the same however few others are computed with it."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.rules.oracle import Sheet
from tests.rules.running import compiled
from tests.rules.small import ruleset, sheet, space
from tests.rules.strategies import cases
from tests.rules.test_oracle import STATES, items
from tests.tables.frames import Found, run_frames, run_scalar

from digiramverk.rules.definition import Ruleset
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan


def of_measures(found: Found, names: set[str]) -> Found:
    return {key: value for key, value in found.items() if key[0] in names}


def held(plan: Plan, names: set[str], sheets: list[Sheet]) -> None:
    part = plan.only(names)
    there = {measure.name for measure in part.measures}
    assert names <= there
    expected, groups = run_scalar(plan, sheets)
    for found, own, *_ in (run_scalar(part, sheets), run_frames(part, sheets)):
        assert found == of_measures(expected, there)
        assert sorted(own) == sorted(each for each in groups if each[0] in there)


@given(case=cases(), data=st.data())
def test_a_part_of_a_plan_gives_what_the_whole_gives(
    case: tuple[Ruleset, list[Sheet]], data: st.DataObject
) -> None:
    rules, sheets = case
    plan, _ = compiled(rules)
    assume(plan is not None and plan.measures)
    assert plan is not None
    names = data.draw(st.sets(st.sampled_from([measure.name for measure in plan.measures]), min_size=1))
    held(plan, names, sheets)


def test_what_the_total_would_give_away_is_withheld_though_nobody_asks_for_the_total() -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "own": {"across": ["unit", "group"], "value": "mean(share)", "show_if": "count(known(share)) >= 3"},
        "total": {"across": ["unit"], "value": "mean(share)"},
    }
    plan, _ = compiled(ruleset(rules, about=space(items("1"))))
    assert plan is not None
    sizes = {"ledning": 2, "larare": 3}
    sheets = [
        Sheet((STATES[-1 - number % 3],), {**sheet().members, "unit": "u", "group": group})
        for group, size in sizes.items()
        for number in range(size)
    ]
    held(plan, {"own"}, sheets)
    found, _ = run_scalar(plan.only({"own"}), sheets)
    withheld = {key[2] for key, (_, kind) in found.items() if key[0] == "own" and kind == Missing.WITHHELD}
    assert withheld == {("u", "ledning"), ("u", "larare")}
