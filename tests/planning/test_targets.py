"""Targets held against outcomes."""

from fractions import Fraction

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.planning.targets import TargetOutcome, outcomes
from digiramverk.reports.explain import explanation_document
from digiramverk.reports.markdown_text import markdown


def outcome(target: str, **levels: str) -> TargetOutcome:
    """What came of one target for one form of round 1."""
    text = STEPS + "  whole: {across: [round], value: mean(fraction)}\n" + f"targets:\n  - {target}\n"
    form = {"round": "1", "answers": levels}
    (found,) = outcomes(alone().score(loaded(text), form))
    return found


HALF = {"L1": "ja", "L2": "nej", "K1": "delvis"}


@pytest.mark.parametrize(
    ("target", "met"),
    [
        ("{measure: whole, round: 1, at_least: 0.5}", True),
        ("{measure: whole, round: 1, at_least: 0.5000000001}", False),
        ("{measure: whole, round: 1, at_most: 0.5}", True),
        ("{measure: whole, round: 1, at_most: 0.4999999999}", False),
        ("{measure: whole, where: {round: 1}, at_least: 0.5}", True),
    ],
)
def test_a_bound_is_kept_or_not_exactly(target: str, *, met: bool) -> None:
    found = outcome(target, **HALF)
    assert (found.outcome, found.met) == (Fraction(1, 2), met)


def test_a_round_without_forms_has_no_outcome() -> None:
    found = outcome("{measure: whole, round: 2, at_least: 0.5}", **HALF)
    assert (found.outcome, found.met, found.missing) == (None, None, None)
    assert found.to_dict() == {
        "measure": "whole",
        "where": {},
        "round": "2",
        "target": 0.5,
        "outcome": None,
        "met": None,
        "missing": "no_outcome",
    }


@pytest.mark.parametrize(("written", "shown"), [("round: 1", {}), ("where: {round: 1}", {"round": "1"})])
def test_a_target_is_written_as_what_it_asks_for_and_what_came_of_it(
    written: str, shown: dict[str, str]
) -> None:
    found = outcome(f"{{measure: whole, {written}, at_least: 0.75}}", **HALF)
    asked = {"measure": "whole", "where": shown, "target": 0.75, "outcome": 0.5, "met": False}
    assert found.to_dict() == (asked if shown else {**asked, "round": "1"})


def test_targets_that_are_given_stand_for_those_of_the_framework() -> None:
    whole = "  whole: {across: [round], value: mean(fraction)}\n"
    framework = loaded(STEPS + whole + "targets: [{measure: whole, round: 1, at_least: 0.5}]\n")
    results = alone().score(framework, {"answers": HALF})
    assert [each.target for each in outcomes(results)] == list(framework.targets)
    assert outcomes(results, ()) == ()


def test_a_missing_value_is_no_outcome_and_says_why() -> None:
    found = outcome("{measure: whole, round: 1, at_most: 0.5}", L1="not_relevant")
    assert found.to_dict() == {
        "measure": "whole",
        "where": {},
        "round": "1",
        "target": 0.5,
        "bound": "at_most",
        "outcome": None,
        "met": None,
        "missing": "unanswered",
    }


@pytest.mark.parametrize(
    ("target", "held_back"),
    [
        ("{measure: whole, round: 1, at_least: 0.6}", True),
        ("{measure: whole, round: 1, at_least: 0.5}", False),
        ("{measure: whole, round: 1, at_most: 0.5}", False),
        ("{measure: whole, round: 1, at_most: 0.4}", False),
        ("{measure: whole, round: 2, at_least: 0.5}", True),
    ],
)
def test_a_value_that_meets_its_target_is_not_held_back(target: str, *, held_back: bool) -> None:
    text = STEPS + "  whole: {across: [round], value: mean(fraction)}\n" + f"targets:\n  - {target}\n"
    form = {"round": "1", "answers": HALF}
    told = markdown(explanation_document(alone().explain(loaded(text), form, "whole"), "en"))
    assert ("What holds it back: " in told) is held_back
