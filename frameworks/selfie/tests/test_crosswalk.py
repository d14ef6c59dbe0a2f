"""The crosswalk from SELFIE to Göteborg's plan: what it says, and how far its drafts go."""

from fractions import Fraction
from pathlib import Path

import pytest

from digiramverk import Workspace
from digiramverk.definitions.crosswalk import read_crosswalk
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.crosswalk import Crosswalk
from digiramverk.scoring.migration import Migrated, migrate

pytest.importorskip("digiramverk_goteborg")

WORKSPACE = Workspace()
SELFIE = WORKSPACE.framework("selfie")
FOLDER = WORKSPACE.catalogue.entry("selfie").path / "crosswalks"
LEVELS = ["strongly_disagree", "disagree", "slightly_agree", "agree", "strongly_agree"]


@pytest.fixture(scope="module")
def path() -> Path:
    (found,) = FOLDER.glob("*.yaml")
    return found


@pytest.fixture(scope="module")
def walk(path: Path) -> Crosswalk:
    return read_crosswalk(path, WORKSPACE.catalogue)


def moved(walk: Crosswalk, level: str) -> Migrated:
    """A form with the same answer to every item of the areas."""
    answers = tuple(Answer(item.id, level) for item in SELFIE.indicators if item.scale == "agreement")
    return migrate(Assessment(response="1", answers=answers), (walk,), "sv")


def test_it_is_read_and_gives_its_reasons_in_both_languages(walk: Crosswalk, path: Path) -> None:
    assert WORKSPACE.validate(path) == ()
    assert (walk.id, walk.first.id, walk.second.id) == ("selfie-goteborg", "selfie", "goteborg")
    for reason in (*(link.reason for link in walk.links), *(reason for _, reason in walk.unmapped)):
        assert reason is not None
        assert [language for language, _ in reason.forms] == ["sv", "en"]


def test_what_it_leaves_out_it_links_nowhere(walk: Crosswalk) -> None:
    unmapped = [name for name, _ in walk.unmapped]
    assert len(set(unmapped)) == len(unmapped)
    assert set(unmapped) <= {item.id for item in SELFIE.indicators}
    assert not set(unmapped) & {link.source for link in walk.links}


def test_every_level_leads_somewhere_and_coverage_is_in_quarters(walk: Crosswalk) -> None:
    for link in walk.links:
        assert list(link.levels) == LEVELS
        assert (link.coverage * 4).denominator == 1


def test_only_efforts_get_drafts_and_nothing_that_students_answer_leads_to_one(walk: Crosswalk) -> None:
    scales = {each.id: each.scale for each in walk.second.indicators}
    assert {scales[link.target] for link in walk.links} == {"insats"}
    groups = {item.id: item.groups for item in SELFIE.indicators}
    assert {groups[link.source] for link in walk.links} == {("leaders", "teachers")}


@pytest.mark.parametrize(
    ("level", "expected"),
    [*((level, "ej_paborjad") for level in LEVELS[:3]), *((level, "planerad") for level in LEVELS[3:])],
)
def test_a_draft_never_gets_further_than_planned(walk: Crosswalk, level: str, expected: str) -> None:
    found = moved(walk, level)
    assert len(found.provenance) == 10
    assert {each.level for each in found.provenance} == {expected}
    assert {each.coverage for each in found.provenance} == {Fraction(1, 2), Fraction(3, 4)}


def test_how_much_of_the_plan_is_covered(walk: Crosswalk) -> None:
    # Of 93 that are asked: 8 half and 2 three quarters.
    assert moved(walk, "agree").coverage == (8 * Fraction(1, 2) + 2 * Fraction(3, 4)) / 93


def test_there_is_no_way_back(walk: Crosswalk) -> None:
    assert walk.inverse().links == ()


def test_whose_answers_become_whose_rating(walk: Crosswalk) -> None:
    assert [walk.group(name) for name in ("leaders", "teachers", "students")] == [
        "skolenhet",
        "skolenhet",
        None,
    ]
    assert walk.school_forms is not None
    assert walk.school_forms.keys() == {each.id for each in SELFIE.school_forms}
