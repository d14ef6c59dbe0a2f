"""Skoldigiguide as this package gives it: the guide's counts and numbers, languages, sources, the example."""

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

import digiramverk_skoldigiguide
from digiramverk import Cell, Workspace
from digiramverk.model.structure import Area, Goal, Indicator, Responsibility, SourceDocument
from digiramverk.model.text import Text
from digiramverk.planning.proposal import fitting
from digiramverk.rules.plan import Plan

WORKSPACE = Workspace()
GUIDE = WORKSPACE.framework("skoldigiguide")
DEFINITION = Path(digiramverk_skoldigiguide.__file__).parent / "definition"

# How many questions, and how many responsibilities in each list, the document has in each place.
QUESTIONS = {
    "overgripande": 2,
    "1.1": 8,
    "1.2": 10,
    "1.3": 5,
    "2.1": 4,
    "2.2": 7,
    "2.3": 5,
    "2.4": 5,
    "3.1": 3,
    "3.2": 3,
}
RESPONSIBILITIES = {
    "1.1": (4, 2),
    "1.2": (6, 5),
    "1.3": (3,),
    "2.1": (5,),
    "2.2": (6,),
    "2.3": (4,),
    "2.4": (3,),
    "3.1": (2,),
    "3.2": (1,),
}
OBJECTIVES = tuple(RESPONSIBILITIES)
FOCUS_AREAS = ("1", "2", "3")

ASKED = tuple(indicator for indicator in GUIDE.indicators if not indicator.responsibility)
RATED = tuple(each for each in GUIDE.responsibilities if each.scale)
LISTED = tuple(each for each in GUIDE.responsibilities if not each.scale)
SAID: tuple[Indicator | Responsibility, ...] = (*ASKED, *GUIDE.responsibilities)


def texts(value: Any, path: str = "") -> Iterator[tuple[str, Text]]:  # noqa: ANN401 - whatever a model holds
    """Every text below a value, with where it stands; titles of documents are names and left out."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from texts(each, f"{path}[{getattr(each, 'id', number)}]")
    elif attrs.has(type(value)) and not isinstance(value, Plan):
        for field in attrs.fields(type(value)):
            if not (isinstance(value, SourceDocument) and field.name == "title"):
                yield from texts(getattr(value, field.name), f"{path}.{field.name}")


def test_it_loads_without_warnings() -> None:
    assert Workspace().validate("skoldigiguide") == ()
    assert Workspace().validate(DEFINITION) == ()


# --- structure ---------------------------------------------------------------------------------------


def test_three_focus_areas_with_nine_objectives_and_the_overarching_questions_beside_them() -> None:
    assert GUIDE.area_levels == ("focus_area", "objective")
    assert [area.id for area in GUIDE.areas] == ["overgripande", *FOCUS_AREAS]
    assert [area.id for top in GUIDE.areas for area in top.areas] == list(OBJECTIVES)
    assert all(area.id.startswith(f"{top.id}.") for top in GUIDE.areas for area in top.areas)


def test_52_questions_with_the_guides_numbers() -> None:
    assert [question.id for question in ASKED] == [f"F{number:02}" for number in range(1, 53)]
    found = {
        path[-1].id: sum(not indicator.responsibility for indicator in path[-1].indicators)
        for path in GUIDE.area_paths()
        if path[-1].indicators
    }
    assert found == QUESTIONS
    assert sum(QUESTIONS.values()) == 52


def test_every_responsibility_of_every_list_is_rated() -> None:
    assert Counter(each.area for each in RATED) == {
        area: sum(lists) for area, lists in RESPONSIBILITIES.items()
    }
    assert len(RATED) == 41
    for area, lists in RESPONSIBILITIES.items():
        here = [each for each in RATED if each.area == area]
        assert [each.id for each in here] == [f"A{area}-{number}" for number in range(1, sum(lists) + 1)]
        points = [point for length in lists for point in range(1, length + 1)]
        places = [each.source.place for each in here if each.source and each.source.place]
        assert [int(place.rpartition("punkt ")[2]) for place in places] == points


def test_the_organiser_answers_for_all_of_them() -> None:
    assert [role.id for role in GUIDE.roles] == ["huvudman"]
    assert all(each.roles == ("huvudman",) for each in GUIDE.responsibilities)
    assert {each.scale for each in RATED} == {"evidence"}
    assert {question.scale for question in ASKED} == {"state"}


def test_three_points_and_five_fields_are_listed_and_are_what_questions_are_sorted_by() -> None:
    points, fields = ("P1", "P2", "P3"), ("S1", "S2", "S3", "S4", "S5")
    assert tuple(each.id for each in LISTED) == points + fields
    assert {each.area for each in LISTED} == {"overgripande"}
    assert {facet.id: tuple(member.id for member in facet.members) for facet in GUIDE.facets} == {
        "crosscutting": points,
        "duty_field": fields,
    }
    used = {member for question in ASKED for _, members in question.facets for member in members}
    assert used == set(points + fields)


def test_the_goals_follow_the_areas() -> None:
    parents = {goal.id: goal.parent for goal in GUIDE.goals}
    expected: dict[str, str | None] = {"M": None}
    expected |= {f"M{area}": "M" for area in FOCUS_AREAS}
    expected |= {f"M{area}": f"M{area[0]}" for area in OBJECTIVES}
    assert parents == expected
    assert all(goal.id == f"M{goal.area or ''}" for goal in GUIDE.goals)


def test_the_scales() -> None:
    assert {
        scale.id: [(level.id, int(level.points)) for level in scale.levels] for scale in GUIDE.scales
    } == {
        "state": [("ej_paborjat", 0), ("paborjat", 1), ("pa_plats", 2), ("foljs_upp", 3)],
        "evidence": [("saknas", 0), ("delvis", 1), ("dokumenterat", 2)],
    }
    assert all(level.description for scale in GUIDE.scales for level in scale.levels)


def test_the_params_that_hold_assumptions() -> None:
    assert {param.id: param.value for param in GUIDE.params} == {
        "weak_margin": Fraction(1, 20),
        "compared_at": Fraction(3, 4),
        "evidenced_at": 1,
    }
    assert all(param.title and param.note for param in GUIDE.params)


# --- texts -------------------------------------------------------------------------------------------


def test_every_text_is_there_in_both_languages() -> None:
    found = list(texts(GUIDE))
    assert len(found) > 400
    for path, text in found:
        assert [language for language, _ in text.forms] == ["sv", "en"], path
        assert all(form == form.strip() and form for _, form in text.forms), path


def test_rules_areas_goals_and_questions_say_enough() -> None:
    assert all(rule.title and rule.note for rule in GUIDE.rules)
    assert all(goal.description for goal in GUIDE.goals)
    assert all(area.description and area.help for (*_, area) in GUIDE.area_paths())
    assert all(question.help for question in ASKED)


def test_no_two_say_the_same() -> None:
    for language in GUIDE.languages:
        said = Counter(each.text.to(language) for each in SAID)
        assert [text for text, count in said.items() if count > 1] == []


def test_no_text_is_long() -> None:
    for each in SAID:
        for language in GUIDE.languages:
            assert len(each.text.to(language)) <= 130, each.id


# --- sources -----------------------------------------------------------------------------------------


def test_every_element_refers_to_a_place_in_the_guide() -> None:
    elements: tuple[Indicator | Responsibility | Goal | Area, ...] = (
        *SAID,
        *GUIDE.goals,
        *(path[-1] for path in GUIDE.area_paths()),
    )
    assert len(elements) == 52 + 49 + 13 + 13
    for each in elements:
        assert each.source is not None, each.id
        assert each.source.id == "skoldigiguide", each.id
        assert each.source.place, each.id


def test_a_question_refers_to_its_own_number() -> None:
    for *_, area in GUIDE.area_paths():
        for question in area.indicators:
            if question.source and not question.responsibility:
                where = "Övergripande frågor" if area.id == "overgripande" else f"Delmål {area.id}"
                assert question.source.place == f"{where}, fråga {int(question.id[1:])}"


def test_every_resource_is_named_where_the_guide_names_it() -> None:
    named = [reference for (*_, area) in GUIDE.area_paths() for reference in area.references]
    assert all(reference.place for reference in named)
    assert {reference.id for reference in named} == {source.id for source in GUIDE.sources} - {
        "skoldigiguide"
    }
    for *_, area in GUIDE.area_paths():
        assert area.references, area.id
        assert len({reference.id for reference in area.references}) == len(area.references)


# --- cases and example -------------------------------------------------------------------------------


def test_every_case_holds_and_every_rule_is_in_one() -> None:
    outcomes = WORKSPACE.proving.run_cases("skoldigiguide")
    assert [outcome.case.id for outcome in outcomes if not outcome.holds] == []
    cases = [outcome.case for outcome in outcomes]
    assert len(cases) >= 10
    assert sum(case.id.startswith("grans-") for case in cases) >= 3
    assert all(case.title and set(case.title.to_data()) == {"sv", "en"} for case in cases)
    touched = {measure for case in cases for measure, _ in case.expect}
    assert touched == {rule.measure.name for rule in GUIDE.rules}


def test_the_example_is_valid() -> None:
    example = WORKSPACE.example("skoldigiguide", "exempelkommunen")
    assert WORKSPACE.validate(example) == ()
    results = WORKSPACE.score(GUIDE, example)
    assert results.notes == ()
    assert [(each.answered, each.relevant) for each in results.coverage] == [(93, 93), (51, 93)]


def one(measure: str, **members: str) -> Cell:
    """One value of the leadership's form in the example."""
    results = WORKSPACE.score(GUIDE, WORKSPACE.example("skoldigiguide", "exempelkommunen"))
    (cell,) = results.select(measure, response="ledning", **members)
    return cell


@pytest.mark.parametrize(
    ("measure", "members", "value"),
    [
        ("state", {}, Fraction(6, 13)),
        ("focus_area_state", {"focus_area": "2"}, Fraction(32, 63)),
        ("objective_state", {"objective": "1.1"}, Fraction(11, 24)),
        ("weakest", {"objective": "3.1"}, True),
        ("weakest", {"objective": "3.2"}, False),
        ("evidence", {}, Fraction(18, 41)),
        ("objective_evidence", {"objective": "2.1"}, Fraction(4, 5)),
    ],
)
def test_the_example_gives_what_was_worked_out_by_hand(
    measure: str, members: dict[str, str], value: object
) -> None:
    assert one(measure, **members).value == value


def test_a_municipality_may_count_partly_as_evidence(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "digiramverk: 1\nid: own\nedition: '1'\nextends: skoldigiguide\nparams: {evidenced_at: 0.5}\n",
        encoding="utf-8",
    )
    results = WORKSPACE.score(WORKSPACE.framework(own), WORKSPACE.example("skoldigiguide", "exempelkommunen"))
    (cell,) = results.select("evidence", response="ledning")
    # No evidence: one in 1.1, one in 1.3 and one in 3.1.
    assert cell.value == Fraction(38, 41)


@pytest.mark.parametrize("level", ["ej_paborjat", "paborjat", "pa_plats"])
def test_every_question_has_something_to_do_at_every_state_and_a_goal(level: str) -> None:
    for each in ASKED:
        assert fitting(each.suggestions, level, "unit", ()), each.id
        assert each.measurable_goals


def test_what_is_in_place_is_proposed_something_else_than_what_is_not_begun() -> None:
    for each in ASKED:
        begun, in_place = (
            fitting(each.suggestions, level, "unit", ()) for level in ("ej_paborjat", "pa_plats")
        )
        assert not set(begun) & set(in_place), each.id
