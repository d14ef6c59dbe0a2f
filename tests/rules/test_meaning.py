"""What is proved to mean the same gives the same values; and what means the same is seen to."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.definitions.sections.framework import build_framework
from digiramverk.model.framework import Framework
from digiramverk.proving.formula_slips import edits
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
