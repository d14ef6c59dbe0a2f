"""What an explanation says of other answers is true of all of them: each is tried here once more."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import alone, loaded

from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.framework import Framework
from digiramverk.reports.explain import explanation_document
from digiramverk.reports.markdown_text import markdown
from digiramverk.rules.missing import Value
from digiramverk.scoring.explanation import Explanation, Search, explain

FRAMEWORK = """\
digiramverk: 1
id: prov
edition: "1"
title: Prov
scale: [nej, delvis, ja]
scoring: {unanswered: exclude}
areas:
  a:
    title: A
    indicators: {A1: Ett, A2: Två, A3: {text: Tre, weight: 2}}
rules:
  share: {value: mean(fraction)}
  gap: {value: 1 - mean(fraction)}
  spread: {value: max(points) - min(points)}
  enough: {value: mean(fraction) >= 0.6, unanswered: blocks}
  heavy: {value: sum(points * weight) / sum(max_points * weight)}
  known_all: {value: count(answered)}
  best: {across: [round], value: max(share)}
  of_best: {value: share - best}
"""
OWN = ("share", "gap", "spread", "enough", "heavy", "known_all")
LEVELS = ("nej", "delvis", "ja")


@pytest.fixture(scope="module")
def framework() -> Framework:
    return loaded(FRAMEWORK)


def form_of(levels: tuple[str | None, ...]) -> Assessment:
    named = zip(("A1", "A2", "A3"), levels, strict=True)
    answers = tuple(Answer(name, level) for name, level in named if level is not None)
    return Assessment("1", answers, unit="Askskolan", round="2026")


def told(framework: Framework, form: Assessment, measure: str) -> tuple[Explanation, str]:
    explanation = explain(alone().scorer(framework), [form], measure, {})
    return explanation, markdown(explanation_document(explanation, "en"))


def others(framework: Framework, form: Assessment, measure: str) -> list[Value | None]:
    """The values with every other level of every answer, one at a time."""
    found: list[Value | None] = []
    for name in ("A1", "A2", "A3"):
        for level in LEVELS:
            if form.levels.get(name) != level:
                rest = tuple(answer for answer in form.answers if answer.indicator != name)
                changed = attrs.evolve(form, answers=(*rest, Answer(name, level)))
                found.append(alone().scorer(framework).score([changed])[measure][0].value)
    return found


@given(
    levels=st.tuples(*[st.sampled_from([*LEVELS, "not_relevant", None])] * 3),
    measure=st.sampled_from(OWN),
)
def test_sentences_are_true_of_all_single_answers(
    framework: Framework, levels: tuple[str | None, ...], measure: str
) -> None:
    form = form_of(levels)
    explanation, text = told(framework, form, measure)
    value, there = explanation.cell.value, others(framework, form, measure)
    known = [each for each in there if each is not None]
    search = explanation.search
    assert search is not None
    assert search.tried == len(there)
    if "gives another value" in text:
        assert all(each == value for each in known)
    if "enough to give a value" in text:
        assert value is None
        assert not known
    if "gives a higher value" in text or "cannot be higher" in text:
        assert all(Fraction(str(each)) <= Fraction(str(value)) for each in known)
    if "the result becomes" not in text:
        assert all(each == value for each in known)
    for change in (search.change, search.lower):
        assert change is None or change.value in known


def test_the_best_cannot_be_higher_and_says_what_lowers_it(framework: Framework) -> None:
    explanation, text = told(framework, form_of(("ja", "ja", "ja")), "share")
    assert explanation.change is None
    assert "It cannot be higher." in text
    assert "is lowered from ja to nej, the result becomes 66.7%" in text
    assert "No single" not in text


def test_nothing_is_said_of_what_was_not_tried(framework: Framework) -> None:
    explanation, text = told(framework, form_of(("ja", "ja", "ja")), "of_best")
    assert explanation.search is None
    assert "single answer" not in text
    assert "higher" not in text


def test_an_unanswered_question_is_a_change_too(framework: Framework) -> None:
    _, text = told(framework, form_of(("ja", None, "ja")), "enough")
    assert "If A2 is answered with nej, the result becomes yes." in text


def test_machines_are_told_how_many_were_tried(framework: Framework) -> None:
    explanation, _ = told(framework, form_of(("ja", "ja", "ja")), "share")
    data = explanation.to_dict("en")
    assert (data["tried"], data["change"], data["lower"]["to"]) == (6, None, "nej")
    assert isinstance(explanation.search, Search)
    assert data["lower"]["value"] == pytest.approx(2 / 3)
    assert (data["lower"]["exact"], data["lower"]["from"]) == ("2/3", "ja")


def test_machines_are_told_a_change_with_the_value_it_gives(framework: Framework) -> None:
    explanation, _ = told(framework, form_of(("ja", None, "ja")), "enough")
    change = explanation.to_dict("en")["change"]
    assert (change["indicator"], change["from"], change["to"], change["value"]) == ("A2", None, "nej", True)
    assert change["text"]
