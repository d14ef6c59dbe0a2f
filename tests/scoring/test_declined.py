"""Preferring not to say: scores as unanswered, is counted apart, and is not the same as not relevant."""

from fractions import Fraction
from pathlib import Path

import pytest
from tests.definitions.definitions import alone, loaded

from digiramverk.core.errors import DefinitionError, InputError
from digiramverk.core.language import Language
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.reports.document_tree import TableBlock
from digiramverk.reports.explain import explanation_document
from digiramverk.scoring.results import Results

SURVEY = """\
digiramverk: 1
id: enkat
edition: "1"
title: Enkät
languages: [sv, en]
scales:
  often:
    levels: [aldrig, ofta, alltid]
    declined: {sv: Vill inte svara, en: Prefer not to say}
  plain:
    levels: [nej, ja]
scoring: {unanswered: exclude, results_per: [unit]}
areas: {a: {title: A, indicators: {F1: {text: Trivs du, scale: often}, F2: {text: Äter du, scale: plain}}}}
rules:
  level: {per: [indicator], value: mean(points)}
  declining: {per: [indicator], value: count(declined)}
  answers: count(answered)
  all_in: {value: mean(points), unanswered: blocks}
  nothing: {value: mean(points), unanswered: zero}
"""


def score(**answers: str | None) -> Results:
    """The results of one form."""
    return alone().score(loaded(SURVEY), {"unit": "Ek", "answers": answers})


def test_it_is_counted_apart_and_scores_as_unanswered() -> None:
    results, empty = score(F1="declined", F2="ja"), score(F2="ja")
    for measure in ("level", "answers", "all_in", "nothing"):
        assert [(cell.value, cell.missing) for cell in results[measure]] == [
            (cell.value, cell.missing) for cell in empty[measure]
        ]
    assert results.value("declining", indicator="F1") == 1
    assert empty.value("declining", indicator="F1") == 0
    assert results.value("nothing") == Fraction(1, 2)


def test_it_is_not_the_same_as_not_relevant() -> None:
    declined, irrelevant = score(F1="declined", F2="ja"), score(F1="not_relevant", F2="ja")
    assert irrelevant.value("declining", indicator="F1") == 0
    reasons = [
        next(iter(results.select("level", indicator="F1"))).missing for results in (declined, irrelevant)
    ]
    assert [None if each is None else each.key for each in reasons] == ["unanswered", "not_relevant"]
    assert irrelevant.value("all_in") == 1


def test_in_the_coverage_it_is_relevant_and_not_answered() -> None:
    (coverage,) = score(F1="Vill inte svara", F2="ja").coverage
    assert (coverage.answered, coverage.relevant) == (1, 2)


def test_it_is_kept_beside_a_comment(tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text("answers: {F1: {level: prefer not to say, comment: Fråga mig}}", encoding="utf-8")
    (form,) = alone().read(loaded(SURVEY), [path])
    assert form.levels == {"F1": "declined"}
    assert form.answers[0].comment == "Fråga mig"


def test_only_where_the_scale_offers_it() -> None:
    with pytest.raises(InputError) as caught:
        score(F2="declined")
    assert [each.code for each in caught.value.diagnostics] == ["DR402"]


def test_no_level_may_have_its_name_where_it_is_offered() -> None:
    with pytest.raises(DefinitionError) as caught:
        loaded(SURVEY.replace("[aldrig, ofta, alltid]", "[aldrig, declined]"))
    assert [each.code for each in caught.value.diagnostics] == ["DR229"]
    loaded(SURVEY.replace("[nej, ja]", "[declined, ja]"))


def test_it_survives_packing() -> None:
    framework = loaded(SURVEY)
    assert loaded(to_yaml(framework)).scales == framework.scales


@pytest.mark.parametrize(("language", "words"), [("sv", "Vill inte svara"), ("en", "Prefer not to say")])
def test_an_explanation_says_it_in_the_words_of_the_scale(language: Language, words: str) -> None:
    explanation = alone().explain(
        loaded(SURVEY), {"unit": "Ek", "answers": {"F1": "declined", "F2": "ja"}}, "nothing"
    )
    tables = [
        block for block in explanation_document(explanation, language).blocks if isinstance(block, TableBlock)
    ]
    assert any(words in row for table in tables for row in table.rows)
