"""People keep fingerprints beside the figures of a year: one changes when the meaning does, and only then."""

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
