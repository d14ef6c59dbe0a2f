"""SELFIE's definition and cases: what it holds, and that it holds in both languages."""

from collections.abc import Iterator
from typing import Any

from digiramverk import Framework, Workspace
from digiramverk.definitions.plain_data import to_data
from digiramverk.model.structure import Area

CODES = {
    "A": "A1 A2 A3 A4* A5* A6",
    "B": "B1 B2 B3 B4*",
    "C": "C1 C2 C3 C5 C7 C8 C10* C11* C12* C13* C14* C15* C16* C17",
    "D": "D1 D2 D3",
    "E": "E1 E2 E3 E4 E5*",
    "F": "F1 F3 F4 F5 F6",
    "G": "G1 G3 G5 G6 G7* G8* G9* G10*",
    "H": "H1 H3 H4 H6 H7 H8 H10* H11* H13*",
}
"""All items by area; * is optional."""

LISTS = (("choice_list", "barriers"), ("rated_list", "confidence"), ("rated_list", "training"))
"""The lists outside the areas: facet and member."""

TEXT_KEYS = frozenset({"title", "description", "note", "help", "text", "not_relevant", "declined"})


def test_the_edition_says_which_selfie(framework: Framework) -> None:
    assert framework.reference == "selfie@2020.1"


def in_areas(framework: Framework) -> list[Area]:
    """The areas A to H, without the lists."""
    return [area for area in framework.areas if area.id != "lists"]


def test_items_and_their_kind_are_those_of_the_facts(framework: Framework) -> None:
    found = {
        area.id: " ".join(
            item.id + "*" * (dict(item.facets)["kind"] == ("optional",)) for item in area.indicators
        )
        for area in in_areas(framework)
    }
    assert found == CODES
    assert [len(area.indicators) for area in in_areas(framework)] == [6, 4, 14, 3, 5, 5, 8, 9]


def test_lists_are_on_scales_of_their_own_and_of_no_kind(framework: Framework) -> None:
    (lists,) = (area for area in framework.areas if area.id == "lists")
    assert {item.scale for area in in_areas(framework) for item in area.indicators} == {"agreement"}
    assert "agreement" not in {item.scale for item in lists.indicators}
    assert not [item.id for item in lists.indicators if "kind" in dict(item.facets)]
    found = [dict(item.facets) for item in lists.indicators]
    assert [sum(each == {facet: (member,)} for each in found) for facet, member in LISTS] == [7, 4, 4]


def test_no_figure_of_an_area_or_item_sees_the_lists(framework: Framework) -> None:
    listed = {item.id for area in framework.areas if area.id == "lists" for item in area.indicators}
    for measure in framework.plan.measures:
        members = {member for cell in measure.cells for member in cell}
        of_lists = measure.name.startswith(("barrier_", "list_"))
        assert members.isdisjoint(listed | {"lists"}) or of_lists, measure.name
        assert not of_lists or members <= listed


def test_items_of_vocational_programmes(framework: Framework) -> None:
    special = {item.id: item.school_forms for item in framework.indicators if item.school_forms}
    assert special == dict.fromkeys(("A6", "C17"), ("upper_secondary_vocational",))


def test_who_answers_as_far_as_it_is_known(framework: Framework) -> None:
    asked = {item.id: item.groups for area in in_areas(framework) for item in area.indicators}
    students = [code for code, groups in asked.items() if "students" in groups and not code.startswith("H")]
    assert students == ["B2", "C3", "C5", "C8"]
    assert all("students" in groups for code, groups in asked.items() if code.startswith("H"))
    # Most of F and G, but not which: nothing is said.
    assert [code for code, groups in asked.items() if not groups] == [*CODES["F"].split(), *codes("G")]
    assert all({"leaders", "teachers"} <= set(groups) for groups in asked.values() if groups)


def codes(area: str) -> list[str]:
    """The codes of one area."""
    return CODES[area].replace("*", "").split()


def test_the_scale_has_five_levels_and_no_neutral_middle(framework: Framework) -> None:
    scale = framework.scales[0]
    assert scale.id == "agreement"
    assert {level.id: int(level.points) for level in scale.levels} == {
        "strongly_disagree": 1,
        "disagree": 2,
        "slightly_agree": 3,
        "agree": 4,
        "strongly_agree": 5,
    }
    assert scale.not_relevant.to("en") == "N/A"
    assert [scale.declined.to("en") for scale in framework.scales if scale.declined] == [
        "Prefer not to say"
    ] * len(framework.scales)
    (agrees_at,) = (param.value for param in framework.params if param.id == "agrees_at")
    assert agrees_at == 3


def texts(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - YAML data is of any kind
    """Every text of the packed definition that people meet, with its place."""
    if not isinstance(data, dict):
        return
    for key, value in data.items():
        here = f"{place}/{key}"
        if key in TEXT_KEYS or place == "/numbers":
            yield here, value
        else:
            yield from texts(value, here)


def test_every_text_is_there_in_both_languages(framework: Framework) -> None:
    # Titles of works and where they were published are in one language.
    written = {key: value for key, value in to_data(framework).items() if key not in {"sources", "scoring"}}
    found = dict(texts(written))
    assert len(found) > len(framework.indicators)
    assert [place for place, text in found.items() if not isinstance(text, dict)] == []
    assert [place for place, text in found.items() if text.keys() != {"sv", "en"}] == []
    for rule in framework.rules:
        assert f"/rules/{rule.measure.name}/title" in found
    for param in framework.params:
        assert {f"/params/{param.id}/title", f"/params/{param.id}/note"} <= found.keys()


def test_statements_are_short_and_differ(framework: Framework) -> None:
    for language in ("sv", "en"):
        statements = [item.text.to(language) for item in framework.indicators]
        assert [text for text in statements if len(text.split()) > 14] == []
        assert len(set(statements)) == len(statements)


def test_what_could_not_be_checked_says_so(framework: Framework) -> None:
    sources = {item.id: item.source for item in framework.indicators if item.source and item.source.place}
    assert sources.keys() == {item.id for item in framework.indicators}
    checked = [code for code, source in sources.items() if not source.unverified]
    assert checked == [*codes("A"), *codes("B"), *codes("C"), "G6"]
    assert all(area.source for area in framework.areas)


# --- cases -------------------------------------------------------------------------------------------


def test_the_cases_hold_and_some_are_at_a_boundary(workspace: Workspace) -> None:
    outcomes = workspace.proving.run_cases("selfie")
    assert [outcome.case.id for outcome in outcomes if not outcome.holds] == []
    assert len(outcomes) >= 10
    assert sum(outcome.case.id.startswith("boundary-") for outcome in outcomes) >= 3
    assert all(
        outcome.case.title and outcome.case.title.to_data().keys() == {"sv", "en"} for outcome in outcomes
    )


def test_every_figure_but_helpers_is_in_some_case(workspace: Workspace, framework: Framework) -> None:
    tried = {
        measure for outcome in workspace.proving.run_cases("selfie") for measure, _ in outcome.case.expect
    }
    assert {rule.measure.name for rule in framework.rules} - tried == {"responded", "complete"}


def test_every_item_has_help_two_suggestions_and_a_goal(framework: Framework) -> None:
    for area in in_areas(framework):
        for item in area.indicators:
            assert item.help is not None
            assert (len(item.suggestions), len(item.measurable_goals)) == (2, 1), item.id
