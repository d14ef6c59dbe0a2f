"""What headings mean: names, and what survey tools put around them, where that is beyond doubt."""

from unicodedata import normalize

import pytest

from digiramverk.answers.headings import ColumnNames
from digiramverk.workspace import Workspace

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
areas:
  ledning:
    title: Ledning
    indicators: {L1: Planen följs upp varje år, L2: Rektorer möts, L1-01: Möten - och beslut}
  teknik: {title: Teknik, indicators: {T1: Varje elev har en dator}}
rules: {total: mean(fraction)}
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> ColumnNames:
    """The names of a plan."""
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return ColumnNames.of(Workspace().framework(path))


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("ledning/L1", "L1"),
        ("a/b/l1", "L1"),
        ("ledning-L1", "L1"),
        ("ledning-L1-01", "L1-01"),
        ("grupp.T1", "T1"),
        ("data:ledning:L2", "L2"),
        ("Bedöm läget [Planen följs upp varje år]", "L1"),
        ("Bedöm läget [PLANEN  följs upp varje år]", "L1"),
        (normalize("NFD", "Bedöm läget [Planen följs upp varje år]"), "L1"),
        ("G01Q01[L1]. Bedöm [Planen följs upp varje år]", "L1"),
        ("G01Q01[T1]", "T1"),
        ("3. Rektorer möts", "L2"),
        ("12) Varje elev har en dator", "T1"),
        ("[L1] Planen följs upp varje år", "L1"),
        ("L1 något annat", "L1"),
        ("Möten - och beslut", "L1-01"),
    ],
)
def test_a_name_is_known_behind_a_group_in_brackets_and_behind_a_number(
    names: ColumnNames, heading: str, meant: str
) -> None:
    assert names.meaning(heading) == meant
    assert names.beside([heading, "unit", "Något"]).meaning(heading) == meant


@pytest.mark.parametrize(
    "heading",
    [
        "L1 kommentar",
        "L1_comment",
        "L1 - Kommentar",
        "Kommentar (L1)",
        "kommentar/L1",
        "Comments: L1",
        "Jämför [L1] med [L2]",
        "L2 Planen följs upp varje år",
        "ledning/L9",
        "XL1",
        "Bedöm [läget]",
        "4. Något annat",
    ],
)
def test_what_may_mean_something_else_means_nothing(names: ColumnNames, heading: str) -> None:
    assert names.meaning(heading) is None


@pytest.mark.parametrize("heading", ["L1 varför", "ledning/L1", "Bedöm [L1]", "1. Planen följs upp varje år"])
def test_beside_the_name_itself_what_contains_it_is_something_else(names: ColumnNames, heading: str) -> None:
    for own in ("L1", "l1", "Planen följs upp varje år", "L1. Planen följs upp varje år"):
        beside = names.beside([heading, own])
        assert (beside.meaning(own), beside.meaning(heading)) == ("L1", None)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Skola", "unit"),
        ("SKOLANS  NAMN", "unit"),
        ("School", "unit"),
        ("År", "round"),
        ("Läsår", "round"),
        ("Vilken enhet gäller svaren?", "unit"),
        ("2. Vilken skola avser skattningen?", "unit"),
        ("Vilket läsår gäller svaren", "round"),
        ("Which school are the answers about?", "unit"),
        ("Which year does the assessment concern?", "round"),
        ("Vilket år började du arbeta?", None),
        ("Vilken skola gick du i?", None),
        ("Vilken dator gäller svaren?", None),
        ("Skolas", None),
    ],
)
def test_people_have_headings_of_their_own_for_units_and_rounds(
    names: ColumnNames, heading: str, meant: str | None
) -> None:
    assert names.beside([heading]).meaning(heading) == meant


@pytest.mark.parametrize("other", ["unit", "Enhet"])
@pytest.mark.parametrize("heading", ["Skola", "Vilken enhet gäller svaren?"])
def test_they_do_not_count_beside_the_field_itself(names: ColumnNames, other: str, heading: str) -> None:
    beside = names.beside([heading, other])
    assert (beside.meaning(heading), beside.meaning(other)) == (None, "unit")
