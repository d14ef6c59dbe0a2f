"""A plan cut into stages: in however many, each measure comes after what it needs, with the same values."""

from typing import Any, Final

import pytest
from tests.rules.constructs import every_construct, forms
from tests.rules.running import compiled, decoded, form
from tests.rules.small import Written, ruleset

from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.program import Program, cells_of
from digiramverk.rules.scalar.stage import asked_before, stages

OF_GROUPS: Final[Written] = {
    "share": "mean(fraction)",
    "shown": {"value": "share", "show_if": "share > 0.2"},
    "above": "share > shown",
    "unit_mean": {"across": ["unit"], "value": "mean(share)"},
    "unit_more": {"across": ["unit"], "value": "unit_mean + 1"},
    "unit_below": {"across": ["unit"], "value": "share_of(share < unit_mean)"},
    "own_change": "share - previous(share)",
    "unit_change": {"across": ["unit", "round"], "value": "mean(own_change)"},
}


def planned(rules: Written) -> Plan:
    plan, findings = compiled(ruleset(rules))
    assert plan is not None, [each.message("en") for each in findings]
    return plan


def names(plan: Plan, *, apart: bool) -> list[str]:
    return [" ".join(each.name for each in stage.measures) for stage in stages(plan, apart=apart)]


def test_stages_are_as_few_as_the_order_allows() -> None:
    assert names(planned(OF_GROUPS), apart=False) == [
        "share shown",
        "own_change above",
        "unit_mean unit_more unit_below",
        "unit_change",
    ]


def test_what_a_fold_over_forms_reads_is_of_an_earlier_stage_where_forms_are_added_up_first() -> None:
    assert names(planned(OF_GROUPS), apart=True) == [
        "share shown",
        "own_change above",
        "unit_mean unit_more",
        "unit_below",
        "unit_change",
    ]


def test_what_rules_ask_of_the_round_before_is_known_by_stage() -> None:
    plan = planned(OF_GROUPS)
    found = asked_before(plan, stages(plan))
    assert {number: [each.name for each in own] for number, own in found.items()} == {0: ["share"]}


@pytest.mark.parametrize("guarded", [False, True])
def test_values_are_the_same_in_any_stages(*, guarded: bool) -> None:
    plan, _ = compiled(every_construct(guarded=guarded))
    assert plan is not None

    def found(program: Program) -> dict[Any, Any]:
        run = program.run([form(each, program) for each in forms()])
        return {
            (measure.name, cell, group.members, group.form): decoded(measure.type, group, slot, plan.space)
            for group in run.groups
            for measure, cell, slot in cells_of(group)
        }

    assert found(Program(plan, apart=True)) == found(Program(plan))
