"""What is proved to mean the same gives the same values; and what means the same is seen to."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.constructs import placed
from tests.rules.running import compiled
from tests.rules.small import Written, ruleset

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.definitions.sections.framework import build_framework
from digiramverk.model.framework import Framework
from digiramverk.proving.formula_slips import edits
from digiramverk.rules.definition import Enough
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.meaning import Meanings, changed
from digiramverk.scoring.engine import Scorer
from digiramverk.testing import expressions, frameworks, populations_for
from digiramverk.yamlsource.read import read_yaml

RULES: Final = """\
digiramverk: 1
id: prov
edition: "1"
title: Prov
scales:
  state: [no, partly, "yes"]
  proof: [lacking, there]
scoring: {unanswered: exclude}
areas:
  a: {indicators: {A1: {text: A, scale: state}, A2: {text: B, scale: state}}}
  b: {indicators: {B1: {text: C, scale: proof}}}
tables:
  only: {"0": 1, "1": 1, "2": 1}
  worth: {"0": 1, "1": 1, "2": 2}
rules:
  kept: mean(fraction)
  answers: count(answered)
  area_mean: {per: [area], value: mean(fraction)}
  area_answers: {per: [area], value: count(answered)}
"""


def framework_of(rule: str, extra: str = "") -> Framework:
    document = read_yaml(Source("prov.yaml", f"{RULES}  tried: {rule}\n{extra}"), findings := Findings())
    assert document is not None
    framework = build_framework(document.data, document, (), findings)
    assert framework is not None, list(findings)
    return framework


def moved(one: str, other: str) -> frozenset[str]:
    return changed(Meanings(framework_of(one).plan), framework_of(other).plan)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("count(answered) > 0", "count(answered) >= 1"),
        ("count(answered) > 0", "count(answered) > 0.05"),
        ('count(fraction == 1, where=scale == "proof")', 'count(fraction == 1 and scale == "proof")'),
        ('mean(fraction, where=scale == "proof")', 'mean(fraction, where=indicator == "B1")'),
        ('mean(fraction, where=scale == "proof")', 'max(fraction, where=scale == "proof")'),
        ('mean(fraction if scale == "state" else not_relevant)',
         'mean(fraction if indicator != "B1" else not_relevant)'),
        ("count(fraction >= 0.6)", "count(fraction >= 0.9)"),
        ("kept >= 0.5 and count(answered) > 1", "count(answered) >= 2 and kept >= 0.5"),
        ("kept", "kept + 0"),
        ("kept", "1 * kept"),
        ("kept", "kept / 1 - 0 * answers"),
        ("kept * lookup(answers, only)", "kept / lookup(answers, only)"),
        ("mean(area_mean)", "mean(area_mean, weight=2 + 0 * answers)"),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_and_means_the_same_is_seen(one: str, other: str) -> None:
    assert moved(one, other) == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mean(fraction)", "sum(fraction)"),
        ("mean(fraction)", 'mean(fraction, where=indicator != "A1")'),
        ("mean(fraction, where=answered)", "mean(fraction, where=relevant)"),
        ("count(fraction >= 0.4)", "count(fraction >= 0.6)"),
        ("kept > 0.5", "kept >= 0.5"),
        ("count(relevant)", "count(answered)"),
        ("mean(fraction if relevant else 0)", "mean(fraction)"),
        ("kept", "kept - 1"),
        ("kept", "0 - kept"),
        ("answers", "answers + 0 * kept"),
        ("kept * lookup(answers, worth)", "kept / lookup(answers, worth)"),
        ("mean(area_mean)", "mean(area_mean, weight=area_answers)"),
        ("sum(area_mean)", "sum(area_mean, weight=2)"),
        ("mean(area_mean)", "mean(area_mean, weight=0)"),
    ],
)
def test_what_means_something_else_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert moved(one, other) == {"tried"}


@given(st.data())
def test_what_is_proved_to_mean_the_same_gives_the_same_values(data: st.DataObject) -> None:
    framework = data.draw(frameworks())
    one = data.draw(expressions(framework))
    slips = [one[:start] + text + one[end:] for _, start, end, text in edits(one, framework)]
    again = data.draw(st.sampled_from([*slips, f"{one} + 0"]))
    before, after = (with_rule(framework, text) for text in (one, again))
    if before is None or after is None:
        return
    same = {rule.measure.name for rule in after.rules} - changed(Meanings(before.plan), after.plan)
    assert same >= {"share", "total"}
    forms = data.draw(populations_for(framework, most=3))
    first, second = Scorer(before).score(forms), Scorer(after).score(forms)
    for name in same:
        values = [[(c.members, c.value, c.missing) for c in each[name]] for each in (first, second)]
        assert values[0] == values[1], (name, one, again)


def with_rule(framework: Framework, text: str) -> Framework | None:
    written = to_yaml(framework).replace("rules:\n", f"rules:\n  last: {text!r}\n", 1)
    document = read_yaml(Source("drawn.yaml", written), Findings())
    return None if document is None else build_framework(document.data, document, (), Findings())


BESIDE: Final[Written] = {
    "share": "mean(fraction)",
    "answers": "count(answered)",
    "reached": {"per": ["step"], "value": "mean(fraction) >= 0.5"},
    "step_answers": {"per": ["step"], "value": "count(answered)"},
    "both": {"per": ["area", "step"], "value": "count(answered)"},
    "held": {"value": "count(answered)", "show_if": "share > 0.5"},
    "rounded": {"value": "count(answered) / 2", "round": 0},
    "enough": {"value": "count(answered)", "min_answered": Enough(Fraction(3), share=False)},
    "zeros": {"value": "share / (share - share)"},
}
FUNCTIONS: Final = (RegisteredFold("placed", placed), RegisteredFold("other", placed))
SAME: Final = [
    ("answers < 2", "answers <= 1"),
    ("2 > answers", "answers <= 1.5"),
    ("answers <= 2", "answers < 3"),
    ("0.5 < answers", "answers >= 1"),
    ("answers + 1 > 1", "answers + 1 >= 2"),
    ("answers * 3 - answers > 1", "answers * 3 - answers >= 2"),
    ("sum(step_answers) > 1", "sum(step_answers) >= 1.5"),
    ("max(step_answers) > 1", "max(step_answers) >= 2"),
    ("sum(step_answers, default=2) > 1", "sum(step_answers, default=2) >= 2"),
    ("max(answers, 2) > 3", "max(answers, 2) >= 4"),
    ("abs(answers - 3) > 1", "abs(answers - 3) >= 2"),
    ("(answers if share > 0.5 else 2) > 1", "(answers if share > 0.5 else 2) >= 2"),
    ("(answers if share > 0.5 else undecided) > 1", "(answers if share > 0.5 else undecided) >= 2"),
    ("enough > 1", "enough >= 2"),
    ("share == 0.5", "0.5 == share"),
    ("share != answers", "answers != share"),
    ("share > answers", "share > answers"),
    ("share > 0.5", "0.5 < share"),
    ("share >= 0.5", "0.5 <= share"),
    ("share < 0.5", "0.5 > share"),
    ("share > 0.5 and answers > 2", "answers > 2 and share > 0.5"),
    ("share > 0.5 or answers > 2", "answers > 2 or share > 0.5 or answers > 2"),
    ("share > 0.5 and True", "share > 0.5"),
    ("share > 0.5 or False", "share > 0.5"),
    ("share > 0.5 and False", "False"),
    ("share > 0.5 or True", "True"),
    ("True and True", "True"),
    ("False or False", "False"),
    ("share if True else 2", "share"),
    ("0 + round(share, 1)", "round(share, 1)"),
    ("1 * abs(share)", "abs(share)"),
    ("not (share > 0.5 and True)", "not share > 0.5"),
    ("0 + -share", "-share"),
    ("share * 0.5 if False else share", "share"),
    ("1 * share", "share"),
    ("share * 1", "share"),
    ("share / 1", "share"),
    ("0 + share", "share"),
    ("share - 0", "share"),
    ("0 * answers", "0 * count(relevant)"),
    ("points(indicator='L1')", "points(indicator='L1') + 0"),
    ("coalesce(both(area='ledning', step=1), 1)", "coalesce(both(area='ledning', step=1), 1)"),
    ("mean(fraction if answered else not_relevant, default=0)", "mean(fraction, default=0)"),
    ("count(points > 0 if answered else not_relevant)", "count(points > 0)"),
    ("count(points > 0, where=answered)", "count(points > 0)"),
    (
        "mean(fraction, where=area == 'infrastruktur' or step > 1)",
        "mean(fraction, where=step > 1 or area == 'infrastruktur')",
    ),
    ("sum(points, where=indicator == 'L1')", "max(points, where=indicator == 'L1')"),
    ("mean(points, where=step == 3)", "median(points, where=indicator == 'I2')"),
    ("highest(reached)", "highest(reached)"),
    ("placed(points)", "placed(points)"),
    ("mean(step_answers)", "mean(step_answers, weight=2)"),
]
OTHER: Final = [
    ("answers < 2", "answers <= 2"),
    ("answers > 2", "answers >= 2"),
    ("answers < 2.5", "answers < 2"),
    ("answers / 2 > 1", "answers / 2 >= 2"),
    ("answers + 0.5 > 1", "answers + 0.5 >= 2"),
    ("rounded > 1", "rounded >= 2"),
    ("median(step_answers) > 1", "median(step_answers) >= 2"),
    ("sum(step_answers, default=0.5) > 0", "sum(step_answers, default=0.5) >= 1"),
    ("max(answers, share) > 1", "max(answers, share) >= 2"),
    ("(answers if share > 0.5 else share) > 0", "(answers if share > 0.5 else share) >= 1"),
    ("share > 0.5", "share < 0.5"),
    ("share > answers", "share < answers"),
    ("share == 0.5", "share != 0.5"),
    ("share > 0.5 and answers > 2", "share > 0.5 or answers > 2"),
    ("share if share > 0.5 else 1", "share if share > 0.5 else 2"),
    ("share if share > 0.5 else 1", "1 if share > 0.5 else share"),
    ("share if True else 1 - share", "1 - share"),
    ("coalesce(zeros, share)", "coalesce(share, zeros)"),
    ("0 * held", "0 * answers"),
    ("0 * enough", "0 * answers"),
    ("0 - share", "share"),
    ("share / (1 + share)", "(1 + share) / share"),
    ("share - 1", "share"),
    ("points(indicator='L1')", "points(indicator='L2')"),
    ("points(indicator='L1')", "max_points(indicator='L1')"),
    ("share + answers", "share - answers"),
    ("mean(fraction if answered else not_relevant)", "mean(fraction)"),
    (
        "sum(points if points > 0 else undecided, default=0)",
        "sum(points if points > 0 else not_relevant, default=0)",
    ),
    ("count(points > 0 if answered else undecided)", "count(points > 0)"),
    ("sum(points, where=indicator == 'L1')", "sum(points, where=indicator == 'L2')"),
    ("sum(points, where=step == 1)", "max(points, where=step == 1)"),
    ("share_of(points > 1, where=step == 3)", "mean(fraction, where=step == 3)"),
    ("mean(points, where=step == 3, default=0)", "mean(points, where=step == 3)"),
    ("mean(points, weight=weight)", "mean(points)"),
    ("highest(reached)", "lowest(reached)"),
    ("placed(points)", "other(points)"),
    ("placed(points, where=step > 1)", "placed(points, where=step < 3)"),
    ("placed(step_answers)", "placed(step_answers + 1)"),
    ("mode(points, ties='lower')", "mode(points, ties='higher')"),
    ("round(share, 1)", "round(share, 2)"),
    ("clamp(share, 0, 1)", "clamp(share, 0, 0.5)"),
    ("known(share)", "known(answers)"),
    ("held", "answers"),
    ("mean(step_answers)", "mean(step_answers, weight=step_answers)"),
    ("mean(both)", "mean(step_answers)"),
]


@pytest.fixture(scope="module")
def meaning_of() -> Callable[[str], object]:
    texts = list(dict.fromkeys(text for pair in (*SAME, *OTHER) for text in pair))
    rules = {**BESIDE, **{f"asked_{number}": text for number, text in enumerate(texts)}}
    plan, findings = compiled(ruleset(rules, functions=FUNCTIONS))
    assert plan is not None, [each.message("en") for each in findings]
    meanings = Meanings(plan)
    return lambda text: meanings.of(f"asked_{texts.index(text)}")


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_have_one_meaning(one: str, other: str, meaning_of: Callable[[str], object]) -> None:
    assert meaning_of(one) == meaning_of(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_meanings_differ(one: str, other: str, meaning_of: Callable[[str], object]) -> None:
    assert meaning_of(one) != meaning_of(other)
