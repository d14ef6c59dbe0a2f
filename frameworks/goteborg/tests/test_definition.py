"""Göteborg's plan as this package gives it: structure, languages, sources, cases and examples."""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import as_file, files

import pytest

from digiramverk import Framework, Workspace
from digiramverk.model.structure import Indicator, SourceReference
from digiramverk.model.text import Text
from digiramverk.planning.proposal import fitting

WORKSPACE = Workspace()
PLAN = WORKSPACE.framework("goteborg")
AREAS = {"DK": "digital_kompetens", "SU": "samarbete", "MI": "infrastruktur", "SK": "kvalitetsarbete"}
OWN = {
    "P": ("personal", "undervisande"),
    "U": ("undervisande",),
    "C": ("chef", "rektor"),
    "R": ("rektor",),
    "F": ("forvaltning",),
}
"""The letter of a responsibility's id, and the roles that carry it."""

SLIP = ("SK-F1", "SK-F2", "SK-F3", "SK-F4", "SK-F5")
"""The points that the plan repeats from the managers' list."""


def efforts() -> list[Indicator]:
    """What is rated every year."""
    return [each for each in PLAN.indicators if not each.responsibility]


def test_four_areas() -> None:
    assert [path[-1].id for path in PLAN.area_paths()] == list(AREAS.values())
    for (area,) in PLAN.area_paths():
        assert area.help is not None
        assert area.source is not None
        assert len(area.references) >= 3


def test_18_desired_states() -> None:
    assert Counter(goal.area for goal in PLAN.goals) == {
        "digital_kompetens": 5,
        "samarbete": 4,
        "infrastruktur": 5,
        "kvalitetsarbete": 4,
    }
    assert all(AREAS[goal.id[:2]] == goal.area for goal in PLAN.goals)


def test_36_efforts() -> None:
    counts = {
        area.id: sum(not each.responsibility for each in area.indicators) for (area,) in PLAN.area_paths()
    }
    assert counts == {"digital_kompetens": 9, "samarbete": 11, "infrastruktur": 11, "kvalitetsarbete": 5}
    assert [each.id for each in efforts()] == [
        f"{area}-{number:02}"
        for area, total in zip(AREAS, counts.values(), strict=True)
        for number in range(1, total + 1)
    ]


def test_responsibilities_per_area_and_list() -> None:
    counts = Counter((each.id[:2], each.id[3]) for each in PLAN.responsibilities)
    lists = {
        "Personal": {area: counts[area, "P"] + counts[area, "U"] for area in AREAS},
        "Chef": {area: counts[area, "C"] + counts[area, "R"] for area in AREAS},
        "Förvaltningscentralt": {area: counts[area, "F"] for area in AREAS},
    }
    assert lists == {
        "Personal": {"DK": 5, "SU": 4, "MI": 4, "SK": 3},
        "Chef": {"DK": 6, "SU": 3, "MI": 6, "SK": 5},
        "Förvaltningscentralt": {"DK": 6, "SU": 5, "MI": 10, "SK": 5},
    }
    marked = {key: count for key, count in counts.items() if key[1] in "UR"}
    assert marked == {("DK", "U"): 2, ("MI", "U"): 1, ("SK", "U"): 1, ("MI", "R"): 2, ("SK", "R"): 4}
    assert len(PLAN.responsibilities) == 62


def test_an_id_says_where_a_responsibility_stands() -> None:
    for each in PLAN.responsibilities:
        assert each.area == AREAS[each.id[:2]]
        assert each.roles == OWN[each.id[3]]
        assert each.source is not None
        assert each.source.place is not None
        assert f"punkt {1 + order(each.id)}" in each.source.place


def order(responsibility: str) -> int:
    """The place of a responsibility in the list of the plan that it stands in, from 0."""
    lists = ("PU", "CR", "F")
    (mine,) = (letters for letters in lists if responsibility[3] in letters)
    in_list = [
        each.id for each in PLAN.responsibilities if each.id[:2] == responsibility[:2] and each.id[3] in mine
    ]
    return in_list.index(responsibility)


def test_a_role_has_what_its_parent_has() -> None:
    parents = {role.id: role.parent for role in PLAN.roles}
    assert parents == {
        "personal": None,
        "undervisande": "personal",
        "chef": None,
        "rektor": "chef",
        "forvaltning": None,
    }
    rated = [each for each in PLAN.indicators if each.responsibility]
    assert Counter(role for each in rated for role in each.roles) == {
        "personal": 12,
        "undervisande": 16,
        "chef": 14,
        "rektor": 20,
        "forvaltning": 21,
    }
    for each in rated:
        for role, parent in parents.items():
            assert parent not in each.roles or role in each.roles


def test_every_role_has_a_checklist() -> None:
    results = WORKSPACE.score(PLAN, WORKSPACE.example("goteborg", "exempelgymnasiet"))
    first = {
        role.id: [cell.members["indicator"] for cell in results.select(f"checklist_{role.id}", response="1")]
        for role in PLAN.roles
    }
    assert first == {
        role.id: [each.id for each in PLAN.indicators if role.id in each.roles] for role in PLAN.roles
    }


def test_the_slip_is_shown_and_not_rated() -> None:
    by_id = {each.id: each for each in PLAN.responsibilities}
    repeated = ("SK-C1", "SK-R1", "SK-R2", "SK-R3", "SK-R4")
    for slip, original in zip(SLIP, repeated, strict=True):
        assert by_id[slip].text == by_id[original].text
        assert by_id[slip].scale is None
        assert by_id[slip].note is not None
    unrated = [each.id for each in PLAN.responsibilities if each.scale is None]
    assert tuple(unrated) == SLIP
    notes = {area.id: area.note is not None for (area,) in PLAN.area_paths()}
    assert [area for area, noted in notes.items() if noted] == ["kvalitetsarbete"]


def test_the_scales() -> None:
    levels = {scale.id: {level.id: int(level.points) for level in scale.levels} for scale in PLAN.scales}
    assert levels == {
        "insats": {"ej_paborjad": 0, "planerad": 1, "pagar": 2, "uppfoljd": 3},
        "ansvar": {"nej": 0, "delvis": 1, "ja": 2},
    }
    assert {each.scale for each in efforts()} == {"insats"}
    assert {each.scale for each in PLAN.indicators if each.responsibility} == {"ansvar"}


def test_every_desired_state_has_an_effort_or_a_responsibility() -> None:
    goals = {goal.id for goal in PLAN.goals}
    by_efforts = {goal for each in efforts() for goal in each.goals}
    by_responsibilities = {goal for each in PLAN.indicators if each.responsibility for goal in each.goals}
    assert goals - by_efforts == {"DK-L4", "DK-L5"}
    assert goals - by_responsibilities == {"SK-L1", "SK-L2"}


def test_the_time_it_is_valid() -> None:
    assert PLAN.valid == ("2021", "2023")
    assert PLAN.edition == "2021.1"


def texts(framework: Framework) -> Iterator[Text | None]:
    """Every text that people read, apart from the titles of source documents."""
    yield from (framework.title, framework.description, framework.note)
    yield from (source.where for source in framework.sources)
    for scale in framework.scales:
        yield from (scale.title, scale.not_relevant)
        for level in scale.levels:
            yield from (level.title, level.description)
    for group in framework.groups:
        yield from (group.title, group.description)
    for role in framework.roles:
        yield from (role.title, role.description)
    for goal in framework.goals:
        yield from (goal.title, goal.description)
    yield from (form.title for form in framework.school_forms)
    for (area,) in framework.area_paths():
        yield from (area.title, area.description, area.help)
        if area.note is not None:
            yield area.note
    yield from (indicator.text for indicator in framework.indicators)
    for responsibility in framework.responsibilities:
        yield responsibility.text
        if responsibility.note is not None:
            yield responsibility.note
    for param in framework.params:
        yield from (param.title, param.note)
    for rule in framework.rules:
        yield from (rule.title, rule.note)


def test_every_text_is_there_in_both_languages() -> None:
    found = list(texts(PLAN))
    assert len(found) > 300
    for text in found:
        assert text is not None
        assert [language for language, _ in text.forms] == ["sv", "en"]
        assert all(form == form.strip() and form for _, form in text.forms)


def test_no_two_items_say_the_same() -> None:
    for language in PLAN.languages:
        counts = Counter(each.text.to(language) for each in PLAN.indicators)
        assert [text for text, count in counts.items() if count > 1] == []


def references() -> Iterator[SourceReference | None]:
    """Every reference to a source."""
    for (area,) in PLAN.area_paths():
        yield area.source
        yield from area.references
    yield from (goal.source for goal in PLAN.goals)
    yield from (effort.source for effort in efforts())
    yield from (each.source for each in PLAN.responsibilities)


def test_everything_refers_to_a_place_in_a_source() -> None:
    found = list(references())
    known = {source.id for source in PLAN.sources}
    for reference in found:
        assert reference is not None
        assert reference.id in known
        assert reference.place
    assert {reference.id for reference in found if reference} == known


def test_no_two_items_come_from_the_same_place() -> None:
    for sources in (
        [goal.source for goal in PLAN.goals],
        [effort.source for effort in efforts()],
        [each.source for each in PLAN.responsibilities],
    ):
        assert max(Counter((each.id, each.place) for each in sources if each).values()) == 1


def test_it_loads_without_a_word() -> None:
    with as_file(files("digiramverk_goteborg") / "definition") as definition:
        assert WORKSPACE.validate(definition) == ()


def test_the_cases_hold() -> None:
    outcomes = WORKSPACE.proving.run_cases("goteborg")
    assert len(outcomes) >= 10
    for outcome in outcomes:
        assert outcome.case.title is not None
        assert [language for language, _ in outcome.case.title.forms] == ["sv", "en"]
        assert outcome.holds, outcome.case.id


def test_the_example_is_valid() -> None:
    example = WORKSPACE.example("goteborg", "exempelgymnasiet")
    assert WORKSPACE.validate(example, "goteborg") == ()
    forms = WORKSPACE.read(PLAN, [example])
    assert [(form.unit, form.round, form.published) for form in forms] == [
        ("Exempelgymnasiet", "2021", True),
        ("Exempelgymnasiet", "2022", True),
        ("Exempelgymnasiet", "2023", False),
        ("Central stödfunktion", "2022", True),
    ]


@pytest.mark.parametrize(("limit", "share"), [("1", 0.75), ("0.5", 1.0)])
def test_an_overlay_can_count_partly(
    tmp_path_factory: pytest.TempPathFactory, limit: str, share: float
) -> None:
    own = tmp_path_factory.mktemp("own") / "own.yaml"
    own.write_text(
        f'digiramverk: 1\nid: own\nedition: "1"\nextends: goteborg\nparams: {{carried_at: {limit}}}\n',
        encoding="utf-8",
    )
    results = WORKSPACE.score(own, WORKSPACE.example("goteborg", "exempelgymnasiet"))
    (cell,) = results.select("role_carried", role="personal", unit="Exempelgymnasiet", round="2022")
    assert cell.value == share


def carried_out_by(effort: Indicator) -> str:
    """The one member of the facet."""
    (member,) = dict(effort.facets)["genomfors_av"]
    return member


def test_every_effort_has_help_and_a_goal_and_somebody_who_carries_it_out() -> None:
    assert all(each.help and each.measurable_goals for each in efforts())
    assert Counter(map(carried_out_by, efforts())) == {"enhet": 18, "bada": 14, "forvaltning": 4}


@pytest.mark.parametrize("level", ["ej_paborjad", "planerad", "pagar"])
def test_a_school_and_the_administration_are_proposed_what_they_can_carry_out(level: str) -> None:
    for each in efforts():
        school = fitting(each.suggestions, level, "unit", ())
        central = fitting(each.suggestions, None, "organiser", ())
        assert (bool(school), bool(central)) == {
            "enhet": (True, False),
            "bada": (True, True),
            "forvaltning": (False, True),
        }[carried_out_by(each)], each.id
