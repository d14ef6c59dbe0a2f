"""What is missing is shown as – with its reason, and never as 0."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.language import LANGUAGES
from digiramverk.scoring.results import Results

FRAMEWORK = loaded(STEPS)


def score(answers: Mapping[str, str | None], **fields: Any) -> Results:  # noqa: ANN401 - as in an answer file
    """The results of one form."""
    return alone().score(FRAMEWORK, {"answers": dict(answers), **fields})


def reasons(results: Results, measure: str) -> list[str | None]:
    """Why the cells of a measure have no value; None where they have one."""
    return [None if cell.missing is None else cell.missing.key for cell in results[measure]]


def test_a_cell_without_indicators_does_not_exist() -> None:
    cells = [(cell.members["area"], cell.members["step"]) for cell in score({"L1": "ja"})["share"]]
    assert cells == [("ledning", "1"), ("ledning", "2"), ("kompetens", "1")]


def test_all_not_relevant() -> None:
    results = score({"L1": "not_relevant", "L2": "ja", "K1": "ja"})
    assert reasons(results, "share") == ["not_relevant", None, None]
    assert reasons(results, "reached") == ["not_relevant", None, None]
    # What is not relevant stops no step.
    assert results.value("step_reached", step="1") is True
    assert results.value("highest_step") == "2"


def test_unanswered_is_left_out_of_the_share_and_blocks_what_is_reached() -> None:
    results = score({"L1": None, "L2": "ja", "K1": "ja"})
    assert reasons(results, "share") == ["unanswered", None, None]
    assert reasons(results, "reached") == ["undecided", None, None]
    assert reasons(results, "step_reached") == ["undecided", None]
    assert reasons(results, "highest_step") == ["undecided"]


def test_a_gap_does_not_matter_where_the_step_is_missed_anyway() -> None:
    results = score({"L1": None, "L2": "ja", "K1": "nej"})
    assert results.value("step_reached", step="1") is False
    assert results.value("highest_step") == "none"


def test_not_even_the_lowest_step_is_a_value_and_not_a_gap() -> None:
    (cell,) = score({"L1": "nej", "L2": "ja", "K1": "ja"})["highest_step"]
    assert (cell.value, cell.missing) == ("none", None)
    results = score({"L1": "nej", "L2": "ja", "K1": "ja"})
    assert [results.display(cell, language) for language in LANGUAGES] == ["inget", "none"]


def test_the_lowest_level_is_a_share_of_nothing_and_not_missing() -> None:
    (cell, *_) = score({"L1": "nej", "L2": "ja", "K1": "ja"})["share"]
    assert (cell.value, cell.missing) == (Fraction(0), None)


@pytest.mark.parametrize("unanswered", ["exclude", "zero", "blocks"])
def test_the_frameworks_own_choice_about_unanswered_is_kept(unanswered: str) -> None:
    text = STEPS.replace("unanswered: exclude", f"unanswered: {unanswered}")
    results = alone().score(loaded(text + "  whole: {value: mean(fraction)}\n"), {"answers": {"L1": "ja"}})
    expected = {"exclude": Fraction(1), "zero": Fraction(1, 3), "blocks": None}
    assert results.value("whole") == expected[unanswered]


def missing_cells(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The cells that give a reason."""
    return (cell for cells in data["measures"].values() for cell in cells if "missing" in cell)


@pytest.mark.parametrize("level", [None, "not_relevant"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_missing_value_is_ever_shown_as_a_number(level: str | None, language: str) -> None:
    results = score(dict.fromkeys(("L1", "L2", "K1"), level))
    shown = list(missing_cells(results.to_dict("sv" if language == "sv" else "en")))
    assert len(shown) == len(results.cells)
    assert {(cell["value"], cell["display"]) for cell in shown} == {(None, "–")}
    assert all(results.display(cell) == "–" for cell in results.cells)
    assert all(cell.number is None for cell in results.cells)


def test_too_few_respondents_are_not_shown() -> None:
    text = STEPS + "  few: {across: [round], value: mean(share), show_if: count(published) >= 2}\n"
    forms = [
        {"response": name, "round": "1", "published": True, "answers": {"L1": "ja", "L2": "ja", "K1": "ja"}}
        for name in "ab"
    ]
    few = alone().score(loaded(text), forms[:1])
    assert reasons(few, "few") == ["withheld"]
    assert few.value("few") is None
    assert alone().score(loaded(text), forms).value("few") == 1


@pytest.mark.parametrize(
    ("answers", "answered", "relevant"),
    [
        ({}, 0, 3),
        ({"L1": "ja", "L2": None}, 1, 3),
        ({"L1": "not_relevant", "L2": "nej"}, 1, 2),
        ({"L1": "not_relevant", "L2": "not_relevant", "K1": "not_relevant"}, 0, 0),
    ],
)
def test_coverage_counts_answers_among_what_is_relevant(
    answers: dict[str, str | None], answered: int, relevant: int
) -> None:
    (coverage,) = score(answers, unit="Björk").coverage
    assert (coverage.answered, coverage.relevant) == (answered, relevant)
    assert coverage.members == {"response": "1", "unit": "Björk"}
