"""Indicators that ask the same are found, those that only look alike are not."""

import pytest
from tests.definitions.definitions import PLAN, loaded

from digiramverk.definitions.similar_indicators import twins
from digiramverk.workspace import Workspace

LONG = "Det finns en plan som följs upp varje år"


def found(one: str, other: str, more: str = "", end: str = "") -> list[tuple[str, str]]:
    """The twins of a framework with two questions."""
    text = PLAN.partition("areas:")[0] + more + "areas:\n  a:\n    title: A\n    indicators:\n"
    for name, asked in (("L1", one), ("L2", other)):
        text += f"      {name}: {{text: {asked!r}{end.format(name=name)}}}\n"
    framework = loaded(text)
    return [(each.id, first.id) for each, first in twins(framework.indicators, "sv")]


@pytest.mark.parametrize(
    "other",
    [
        LONG,
        "Varje år följs en plan upp, som det finns!",
        "Det finns en plan som följts upp varje år",
        "Det finns planer som en följs upp varje år",
        "Det finns en planen som följer upp varje år",
    ],
)
def test_the_same_question_is_found(other: str) -> None:
    assert found(LONG, other) == [("L2", "L1")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG, "Det finns ingen plan som följs upp varje år"),
        (LONG, "Det finns en budget som följs upp varje år"),
        (LONG, "Det finns en plan som inte följs upp varje år"),
        ("Alla i grundskolan har en dator", "Alla i grundsärskolan har en dator"),
        ("Det är möjligt att låna en dator", "Det är omöjligt att låna en dator"),
        ("Mål 1 går före mål 2 i planen", "Mål 2 går före mål 1 i planen"),
        ("Planen är antagen", "Planer är antagna"),
        ("Lärarna leder elevernas lärande", "Lärarna leder elevernas lärare"),
    ],
)
def test_questions_that_only_look_alike_are_left_alone(one: str, other: str) -> None:
    assert found(one, other) == []


def test_what_different_people_are_asked_is_no_twin() -> None:
    groups = "groups: {L1: Lärare, L2: Elever}\n"
    assert found(LONG, LONG, groups, ", groups: [{name}]") == []
    assert found(LONG, LONG, groups, ", groups: [L1]") == [("L2", "L1")]


def test_the_frameworks_here_have_no_twins() -> None:
    workspace = Workspace()
    for entry in workspace.frameworks.list():
        framework = workspace.framework(entry.id)
        for language in framework.languages:
            assert [(each.id, first.id) for each, first in twins(framework.indicators, language)] == []


def test_each_is_compared_with_a_few_only(monkeypatch: pytest.MonkeyPatch) -> None:
    # All begin alike and are told apart further on: without an end to it, each would be held against all.
    names = [f"{a}{b}{c}" for a in "abcdefgh" for b in "abcdefgh" for c in "abcdefgh"]
    lines = [f"      {name}: Det stora ord{name} finns" for name in names]
    head = PLAN.partition("areas:")[0] + "areas:\n  a:\n    title: A\n    indicators:\n"
    framework = loaded(head + "\n".join(lines))
    compared: list[object] = []
    monkeypatch.setattr(
        "digiramverk.definitions.similar_indicators._alike", lambda *pair: compared.append(pair)
    )
    assert list(twins(framework.indicators, "sv")) == []
    assert len(names) < len(compared) <= 20 * len(names)
