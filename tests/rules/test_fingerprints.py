"""People keep fingerprints beside the figures of a year: one changes when the meaning does, and only then."""

import pytest
from tests.definitions.definitions import loaded

PLAN = """\
digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, delvis, ja]
steps: {1: Ett, 2: Två}
areas:
  a: {title: A, indicators: {A1: {text: Finns en plan?, step: 1}, A2: {text: Följs den?, step: 2}}}
scoring: {unanswered: exclude}
rules:
  share: {per: [area], value: mean(fraction)}
  done: {value: 'count(answer == "delvis")'}
  all: {across: [round], value: mean(share)}
  to_go: {across: [round], value: target(all) - all}
targets: [{measure: all, at_least: 0.8, round: "2025"}]
"""


def test_a_plan_has_the_fingerprint_that_it_has_always_had() -> None:
    # Items, levels, targets, folds and comparisons are in it. A renamed class is no change of meaning.
    assert loaded(PLAN).plan.fingerprint == "55b124e68874f2e8"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[nej, delvis, ja]", "[nej, delvis, jo]"),
        ("[nej, delvis, ja]", "[nej, ja, delvis]"),
        ("{1: Ett, 2: Två}", "{2: Två, 1: Ett}"),
        ("step: 2", "step: 1"),
        ("step: 2}", "step: 2, weight: 2}"),
        ("A2:", "A3:"),
        ("unanswered: exclude", "unanswered: zero"),
        ("unanswered: exclude", "unanswered: exclude, interval: 0.2"),
        ("unanswered: exclude", "unanswered: exclude, results_per: [unit, round]"),
        ("mean(fraction)}\n", "sum(fraction)}\n"),
        ("mean(fraction)}\n", "mean(points)}\n"),
        ("per: [area]", "per: [step]"),
        ("value: mean(share)", "value: mean(share), show_if: count(answered) > 3"),
        ("value: mean(share)", "value: mean(share), round: 2"),
        ("at_least: 0.8", "at_least: 0.9"),
        ('"2025"', '"2026"'),
        ('"delvis"', '"nej"'),
    ],
)
def test_another_meaning_has_another_fingerprint(one: str, other: str) -> None:
    assert one in PLAN
    assert loaded(PLAN.replace(one, other)).plan.fingerprint != loaded(PLAN).plan.fingerprint


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("title: Plan", "title: En plan"),
        ("Följs den?", "Följs planen?"),
        ("Ett, 2: Två", "Först, 2: Sedan"),
        ("value: mean(share)", "value: mean( share ), format: percent"),
        ("unanswered: exclude", "unanswered: exclude, interval: 0.1"),
        ("unanswered: exclude", "unanswered: exclude, results_per: [response]"),
        (
            "{A1: {text: Finns en plan?, step: 1}, A2: {text: Följs den?, step: 2}}",
            "{A2: {step: 2, text: Följs den?}, A1: {text: Finns en plan?, step: 1}}",
        ),
    ],
)
def test_the_same_meaning_in_other_words_has_the_same_fingerprint(one: str, other: str) -> None:
    assert one in PLAN
    assert loaded(PLAN.replace(one, other)).plan.fingerprint == loaded(PLAN).plan.fingerprint
