"""The trace says of every value what the scalar engine says: two implementations of one meaning."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, seed, settings
from tests.rules.constructs import every_construct, forms
from tests.rules.oracle import Absent, Named, Sheet, Value
from tests.rules.running import compiled, decoded, form
from tests.rules.small import DELVIS, JA, NEJ, ruleset, sheet
from tests.rules.strategies import cases

from digiramverk.rules.definition import Aim, Ruleset
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.program import Program, cells_of
from digiramverk.rules.types import Member, Type
from digiramverk.scoring.explanation import tracer_of


def in_words(value: Any, kind: Type) -> Value:  # noqa: ANN401 - whatever a trace holds
    """A traced value in the words of the oracle."""
    match value:
        case Missing():
            return Absent(value.key)
        case bool() | Fraction():
            return value
        case str() if isinstance(kind, Member):
            return Named(kind.dimension, None if kind.ladder and value == "none" else value)
        case _:
            raise TypeError(value, kind)


def traced_alike(plan: Plan, sheets: list[Sheet]) -> None:
    """Every cell of every group, traced, has the value that the scalar engine gives it."""
    program = Program(plan)
    read = [form(sheet, program) for sheet in sheets]
    groups = program.run(read).groups
    tracer = tracer_of(plan, read, groups)
    for group in groups:
        for measure, cell, slot in cells_of(group):
            members = dict(zip(measure.per, cell, strict=True))
            trace = tracer.shown(measure.name, members, group.form)
            found = in_words(trace.value, measure.type)
            expected = decoded(measure.type, group, slot, plan.space)
            where = (measure.name, members, group.form, group.members)
            assert (type(found), found) == (type(expected), expected), where


@pytest.mark.parametrize(
    "rules",
    [
        {"asked": {"across": ["unit"], "value": 'any(response != "1")'}},
        {
            "share": {"per": ["area", "step"], "value": "mean(fraction)"},
            "asked": {"per": ["area"], "value": "share(step=1) > 0.5 and share(step=2) > 0.5"},
        },
        {
            "heavy": {"per": ["indicator"], "value": 'sum(points if goal == "kompetens" else 1)'},
            "asked": "mean(points, weight=heavy)",
        },
    ],
    ids=["response", "one_part_exists", "weight_exists_for_some"],
)
def test_trace_and_engine_agree_where_they_once_did_not(rules: dict[str, Any]) -> None:
    plan, findings = compiled(ruleset(rules))
    assert plan is not None, findings
    traced_alike(plan, [sheet(JA, DELVIS, NEJ, JA, DELVIS, JA)])


def test_trace_and_engine_choose_the_same_of_what_is_as_common() -> None:
    words = ("lower", "higher", "missing")
    rules: dict[str, Any] = {ties: f'mode(points, ties="{ties}")' for ties in words}
    rules |= {f"{ties}_of_all": {"across": ["round"], "value": rules[ties]} for ties in words}
    plan, findings = compiled(ruleset(rules))
    assert plan is not None, findings
    traced_alike(plan, [sheet(JA, NEJ, JA, NEJ, DELVIS), sheet(JA, JA, NEJ, NEJ, NEJ, JA)])


def test_trace_and_engine_agree_on_every_construct() -> None:
    plan, findings = compiled(every_construct())
    assert plan is not None, findings
    traced_alike(plan, forms())


def test_trace_and_engine_agree_on_targets() -> None:
    rules: dict[str, Any] = {
        "by_area": {"across": ["unit", "round"], "per": ["area"], "value": "mean(fraction)"},
        "to_go": {"across": ["unit", "round"], "per": ["area"], "value": "target(by_area) - by_area"},
    }
    members = {"unit": "Ask", "round": "2026", "area": "ledning"}
    aims = (
        Aim("by_area", members, Fraction(3, 4)),
        Aim("by_area", {**members, "unit": "Björk"}, Fraction(1)),
    )
    plan, findings = compiled(ruleset(rules, aims=aims))
    assert plan is not None, findings
    traced_alike(plan, forms())


# Parts of a profile's examples each, so that they can run beside one another.
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_trace_and_engine_agree(part: int) -> None:
    @settings(max_examples=max(settings().max_examples * 3 // 4, 1))
    @given(case=cases(most=4, forms=3, looking_back=part % 2 == 1))
    def holds(case: tuple[Ruleset, list[Sheet]]) -> None:
        rules, sheets = case
        plan, _ = compiled(rules)
        assume(plan is not None)
        assert plan is not None
        traced_alike(plan, sheets)

    # Where every run is the same, the parts must be told apart; elsewhere each finds its own examples.
    told_apart = seed(100 + part)(holds) if settings().derandomize else holds
    told_apart()
