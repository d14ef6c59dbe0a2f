"""LIKA as this package gives it: structure, languages, sources, examples and cases."""

import csv
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from digiramverk import Framework, Workspace
from digiramverk.definitions.crosswalk import read_crosswalk
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.crosswalk import Crosswalk
from digiramverk.model.text import Text
from digiramverk.planning.proposal import fitting
from digiramverk.scoring.migration import migrate

WORKSPACE = Workspace()
LIKA = WORKSPACE.framework("lika")
TEACHERS = WORKSPACE.framework("lika-larare")
OWN = WORKSPACE.framework(WORKSPACE.example("lika", "mittkoping"))
ANSWERS = WORKSPACE.example("lika", "mittkoping_answers")
LIKA_AREAS = {area.id: area.title.to("sv")[0] for (area,) in LIKA.area_paths()}
POINTS = {"ej_planerad": 0, "planerad": 1, "paborjad": 2, "nastan_dar": 3, "uppnadd": 4}
SCRIPT = Path(__file__).parents[1] / "scripts" / "make_examples.py"


def test_the_counts_per_area_and_step() -> None:
    counts = Counter(
        (area.id, indicator.step) for (area,) in LIKA.area_paths() for indicator in area.indicators
    )
    assert counts == {
        ("ledning", "1"): 6,
        ("ledning", "2"): 6,
        ("ledning", "3"): 6,
        ("infrastruktur", "1"): 14,
        ("infrastruktur", "2"): 6,
        ("kompetens", "1"): 6,
        ("kompetens", "2"): 6,
        ("kompetens", "3"): 6,
        ("anvandning", "1"): 6,
        ("anvandning", "2"): 8,
        ("anvandning", "3"): 5,
    }
    assert len(LIKA.indicators) == 75


def test_an_indicators_id_says_where_it_stands() -> None:
    for (area,) in LIKA.area_paths():
        for indicator in area.indicators:
            assert indicator.id.startswith(f"{area.title.to('sv')[0]}{indicator.step}-")


def test_the_scale() -> None:
    (scale,) = LIKA.scales
    names = ["ej_planerad", "planerad", "paborjad", "nastan_dar", "uppnadd"]
    assert [level.id for level in scale.levels] == names
    assert [int(level.points) for level in scale.levels] == [0, 1, 2, 3, 4]


def texts(framework: Framework) -> Iterator[Text | None]:
    """Every text that people read, apart from the titles of source documents."""
    yield from (framework.title, framework.description, framework.note)
    yield from (source.where for source in framework.sources)
    for scale in framework.scales:
        yield from (scale.title, scale.not_relevant)
        yield from (level.title for level in scale.levels)
    for named in (*framework.steps, *framework.school_forms, *framework.groups, *framework.roles):
        yield named.title
    for goal in framework.goals:
        yield from (goal.title, goal.description)
    for facet in framework.facets:
        yield facet.title
        for member in facet.members:
            yield from (member.title, member.description)
    for (area,) in framework.area_paths():
        yield from (area.title, area.description)
    for indicator in framework.indicators:
        yield from (indicator.text, indicator.help)
        yield from (proposal.text for proposal in (*indicator.suggestions, *indicator.measurable_goals))
    for param in framework.params:
        yield from (param.title, param.note)
    for rule in framework.rules:
        yield from (rule.title, rule.note)


def optional(framework: Framework) -> Iterator[Text | None]:
    """Texts that need not be there, but then in both languages."""
    for scale in framework.scales:
        yield from (level.description for level in scale.levels)
    for named in (*framework.steps, *framework.school_forms, *framework.groups, *framework.roles):
        yield named.description
    for (area,) in framework.area_paths():
        yield from (area.help, area.note)
    yield from (indicator.note for indicator in framework.indicators)


@pytest.mark.parametrize(("framework", "least"), [(LIKA, 400), (TEACHERS, 80)], ids=["lika", "lika-larare"])
def test_every_text_is_there_in_both_languages(framework: Framework, least: int) -> None:
    found = list(texts(framework))
    assert len(found) > least
    assert None not in found
    for text in (*found, *optional(framework)):
        if text is not None:
            assert [language for language, _ in text.forms] == ["sv", "en"]
            assert all(form == form.strip() and form for _, form in text.forms)


@pytest.mark.parametrize("name", ["lika", "lika-larare"])
def test_it_loads_without_warnings(name: str) -> None:
    assert WORKSPACE.validate(WORKSPACE.catalogue.entry(name).path) == ()


def test_every_indicator_has_help_a_suggestion_and_a_measurable_goal() -> None:
    ids: list[str] = []
    for indicator in LIKA.indicators:
        assert indicator.help is not None
        for letter, proposals in (("f", indicator.suggestions), ("m", indicator.measurable_goals)):
            assert proposals
            assert all(each.id.startswith(f"{indicator.id}-{letter}") for each in proposals)
            ids += [each.id for each in proposals]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_help_suggestion_or_measurable_goal_is_given_twice(language: str) -> None:
    counts = Counter(
        text.to(language)
        for each in LIKA.indicators
        for text in (each.help, *(one.text for one in (*each.suggestions, *each.measurable_goals)))
        if text is not None
    )
    assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("level", [*POINTS][:-1])
def test_every_status_below_reached_has_something_to_do_for_every_school_form(level: str) -> None:
    for indicator in LIKA.indicators:
        for form in indicator.school_forms or [each.id for each in LIKA.school_forms]:
            assert fitting(indicator.suggestions, level, "unit", {form}), (indicator.id, form)


def test_what_there_is_to_do_differs_by_how_far_the_unit_has_come() -> None:
    for indicator in LIKA.indicators:
        found = {fitting(indicator.suggestions, level, "unit", {"grundskola"}) for level in [*POINTS][:-1]}
        assert len(found) >= 2, indicator.id


def test_the_organiser_has_an_activity_and_a_goal_of_its_own_and_the_unit_two_goals() -> None:
    for indicator in LIKA.indicators:
        (activity,) = fitting(indicator.suggestions, None, "organiser", ())
        assert activity.addressee == "organiser"
        assert len(fitting(indicator.measurable_goals, None, "organiser", ())) == 1
        assert len(fitting(indicator.measurable_goals, "planerad", "unit", ())) == 2


def test_somebody_answers_for_every_indicator() -> None:
    assert all(indicator.roles for indicator in LIKA.indicators)
    used = {role for indicator in LIKA.indicators for role in indicator.roles}
    assert used == {role.id for role in LIKA.roles}


def test_seven_of_leadership_are_about_the_assessment_itself() -> None:
    marked = [each.id for each in LIKA.indicators if "handlar_om" in dict(each.facets)]
    assert marked == ["L1-05", "L1-06", "L2-01", "L2-02", "L2-03", "L2-06", "L3-02"]


def test_the_date_of_publication_is_the_municipalitys_own() -> None:
    assert not [each.id for each in LIKA.indicators if "oktober" in each.text.to("sv")]
    assert [each.id for each in OWN.indicators if "31 oktober" in each.text.to("sv")] == ["L1-06"]


def test_the_teachers_version_proposes_two_things_and_a_goal_per_statement() -> None:
    for indicator in TEACHERS.indicators:
        assert len(indicator.suggestions) == 2
        assert len(indicator.measurable_goals) == 1


def test_the_national_strategy() -> None:
    parents = {goal.id: goal.parent for goal in LIKA.goals}
    focus = [name for name, parent in parents.items() if parent is None]
    assert focus == ["1", "2", "3"]
    assert Counter(parent for parent in parents.values() if parent) == {"1": 3, "2": 4, "3": 2}
    assert all(goal.source is not None and goal.source.place for goal in LIKA.goals)
    used = {goal for indicator in LIKA.indicators for goal in indicator.goals}
    assert used == set(parents) - set(focus)
    assert all(indicator.goals for indicator in LIKA.indicators)


def test_the_few_that_are_not_asked_of_all_school_forms() -> None:
    everybody = {each.id for each in LIKA.school_forms}
    left_out = {each.id: everybody - set(each.school_forms) for each in LIKA.indicators if each.school_forms}
    assert left_out == {
        "I1-10": {"vuxenutbildning"},
        "I2-03": {"forskola", "forskoleklass", "fritidshem"},
        "A1-04": {"vuxenutbildning"},
    }


def test_the_tags() -> None:
    tagged: dict[str, list[str]] = {"direct": [], "indirect": []}
    for indicator in LIKA.indicators:
        for member in dict(indicator.facets).get("dnp", ()):
            tagged[member].append(indicator.id)
    assert tagged["direct"] == ["I1-02", "I1-03", "I1-04", "I1-05", "I1-08", "I2-03"]
    assert len(tagged["indirect"]) == 9


def test_no_two_indicators_say_the_same() -> None:
    for language in LIKA.languages:
        counts = Counter(indicator.text.to(language) for indicator in LIKA.indicators)
        assert [text for text, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("framework", [LIKA, TEACHERS], ids=["lika", "lika-larare"])
def test_every_area_and_indicator_refers_to_a_place_in_a_source(framework: Framework) -> None:
    known = {source.id for source in framework.sources}
    areas = [area for (area,) in framework.area_paths()]
    for source in (*(area.source for area in areas), *(each.source for each in framework.indicators)):
        assert source is not None
        assert source.id in known
        assert source.place
    for reference in (each for area in areas for each in area.references):
        assert reference.id in known
        assert reference.place


@pytest.mark.parametrize("framework", [LIKA, TEACHERS], ids=["lika", "lika-larare"])
def test_every_source_is_used_or_stands_behind_the_structure(framework: Framework) -> None:
    places = [area.source for (area,) in framework.area_paths()]
    places += [indicator.source for indicator in framework.indicators]
    used = {place.id for place in places if place is not None}
    assert {source.id for source in framework.sources} - used <= {"lika_socialtjanst"}


def test_the_teachers_version() -> None:
    counts = Counter(area.id for (area,) in TEACHERS.area_paths() for _ in area.indicators)
    assert counts == dict.fromkeys(["ledarskap", "infrastruktur", "kompetensutveckling", "anvandning"], 5)
    (scale,) = TEACHERS.scales
    assert scale.levels[-1].title.to("sv") == "Stämmer helt"
    assert [int(level.points) for level in scale.levels] == [0, 1, 2, 3]
    assert TEACHERS.results_per == ("unit", "round")


@pytest.mark.parametrize("name", ["lika", "lika-larare"])
def test_the_cases(name: str) -> None:
    outcomes = WORKSPACE.proving.run_cases(name)
    assert len(outcomes) >= 10
    for outcome in outcomes:
        assert outcome.holds, outcome
        assert outcome.case.title is not None
        assert [language for language, _ in outcome.case.title.forms] == ["sv", "en"]


@pytest.mark.parametrize(
    ("name", "example"),
    [
        ("lika", "exempelskolan"),
        ("lika", "mittkoping_answers"),
        ("lika", "rutnatet"),
        ("lika-larare", "larare"),
    ],
)
def test_the_examples_are_valid(name: str, example: str) -> None:
    # The example of a grid answers some of the indicators, and is told so.
    expected = {"DR423"} if example == "rutnatet" else set()
    assert {each.code for each in WORKSPACE.validate(WORKSPACE.example(name, example), name)} == expected


def test_the_example_municipality() -> None:
    forms = WORKSPACE.read(OWN, [WORKSPACE.example("lika", "mittkoping_answers")])
    units = Counter(kind for _, kind in {(form.unit, form.school_form) for form in forms})
    assert units["grundskola"] >= 40
    assert units["forskola"] >= 30
    assert {form.round for form in forms} == {"2015", "2016"}
    assert any(not form.published for form in forms)
    assert max(Counter((form.unit, form.round) for form in forms).values()) > 1


def test_the_municipalitys_18_targets() -> None:
    goals = {
        "grundskola": {"2016": (80, 60, 50), "2017": (100, 80, 70), "2018": (100, 100, 80)},
        "forskola": {"2016": (60, 50, 40), "2017": (80, 70, 60), "2018": (100, 90, 80)},
    }
    expected = {
        (kind, year, str(step)): percent
        for kind, years in goals.items()
        for year, percents in years.items()
        for step, percent in enumerate(percents, 1)
    }
    assert len(OWN.targets) == 18
    assert {
        (dict(each.where)["school_form"], each.round, dict(each.where)["step"]): each.bound * 100
        for each in OWN.targets
    } == expected
    assert all(each.at_least and each.measure == "units_at_step" for each in OWN.targets)


def test_the_municipalitys_cases_tell_what_comes_of_every_target() -> None:
    found = WORKSPACE.proving.run_cases(WORKSPACE.example("lika", "mittkoping").parent)
    assert [len(each.case.targets) for each in found] == [18, 18]
    assert all(each.holds for each in found), found
    have = [sum(target.outcome is not None for target in each.case.targets) for each in found]
    assert have == [6, 18]


def counted(round_: str, school_form: str) -> list[dict[str, str]]:
    """The rows that count for the municipality, read without the library."""
    with ANSWERS.open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if (row["round"], row["school_form"]) == (round_, school_form)
            and (row["group"], row["published"]) == ("ledning", "true")
        ]


def points(row: dict[str, str], cell: str) -> list[int | None]:
    """The points of one cell, such as L1: None where unanswered, nothing where not relevant or not asked."""
    asked = [name for name in row if name.startswith(f"{cell}-")]
    if row["school_form"] == "forskola":
        asked = [name for name in asked if name != "I2-03"]
    return [POINTS.get(row[name]) for name in asked if row[name] != "not_relevant"]


def fraction(values: Sequence[int | None]) -> Fraction | None:
    """The share of the way of what is answered."""
    known = [value for value in values if value is not None]
    return Fraction(sum(known), 4 * len(known)) if known else None


def at_step(row: dict[str, str], step: int) -> bool | None:
    """Whether a form has reached a step; None while that is open."""
    cells = [values for area in "LIKA" if (values := points(row, f"{area}{step}"))]
    if any(None not in cell and (fraction(cell) or 0) < Fraction(4, 5) for cell in cells):
        return False
    return None if any(None in cell for cell in cells) else True


@pytest.mark.parametrize("round_", ["2015", "2016"])
@pytest.mark.parametrize("school_form", ["grundskola", "forskola"])
def test_the_municipalitys_figures_counted_without_the_library(round_: str, school_form: str) -> None:
    results = WORKSPACE.score("lika", ANSWERS)
    rows = counted(round_, school_form)
    where = {"round": round_, "school_form": school_form}
    for step in (1, 2, 3):
        reached = [known for row in rows if (known := at_step(row, step)) is not None]
        share = Fraction(sum(reached), len(reached))
        assert results.value("units_at_step", step=str(step), **where) == share
        assert results.value("units_counted", step=str(step), **where) == len(reached)
    for cell in results.select("pooled_share", **where):
        name = f"{LIKA_AREAS[cell.members['area']]}{cell.members['step']}"
        own = [points(row, name) for row in rows]
        shares = [each for each in map(fraction, own) if each is not None]
        assert cell.value == fraction([value for values in own for value in values])
        (mean,) = results.select("mean_of_units", **cell.members)
        assert mean.value == sum(shares, Fraction(0)) / len(shares)


def test_the_levels_of_a_form_add_up_to_75() -> None:
    results = WORKSPACE.score("lika", ANSWERS)
    totals = [name for name in results.measures if name.startswith("status_total_")]
    assert len(totals) == 7
    for coverage in results.coverage:
        response, unit = coverage.members["response"], coverage.members["unit"]
        counts = {name: results.value(name, response=response, unit=unit) for name in totals}
        assert sum(int(str(count)) for count in counts.values()) == 75
        assert counts["status_total_unanswered"] == coverage.relevant - coverage.answered


def test_the_municipality_measures_as_lika_does() -> None:
    assert OWN.plan.fingerprint == LIKA.plan.fingerprint
    assert OWN.lineage == (LIKA.reference,)


@pytest.mark.repository
def test_the_script_writes_the_examples_that_are_kept(tmp_path: Path) -> None:
    kept = SCRIPT.parents[1] / "src" / "digiramverk_lika" / "examples"
    code = (
        "import runpy, pathlib, sys\n"
        "script = runpy.run_path(sys.argv[1])\n"
        "script['main'].__globals__['EXAMPLES'] = pathlib.Path(sys.argv[2])\n"
        "script['main']()\n"
    )
    subprocess.run([sys.executable, "-c", code, str(SCRIPT), str(tmp_path)], check=True)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [path.as_posix() for path in written] == ["exempelskolan.yaml", "mittkoping/answers.csv"]
    for path in written:
        assert (tmp_path / path).read_bytes() == (kept / path).read_bytes()


WALKS = sorted((WORKSPACE.catalogue.entry("lika").path / "crosswalks").glob("*.yaml"))


def walk(path: Path) -> Crosswalk:
    """A crosswalk of this package, if the framework that it leads to is installed."""
    pytest.importorskip(f"digiramverk_{path.stem.removeprefix('lika-')}")
    return read_crosswalk(path, WORKSPACE.catalogue)


def test_there_are_two_crosswalks() -> None:
    assert [path.stem for path in WALKS] == ["lika-goteborg", "lika-skoldigiguide"]


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_a_crosswalk_is_read_and_gives_its_reasons_in_both_languages(path: Path) -> None:
    read = walk(path)
    assert WORKSPACE.validate(path) == ()
    assert f"{read.first.id}-{read.second.id}" == read.id == path.stem
    assert read.first.reference == LIKA.reference
    for reason in (*(link.reason for link in read.links), *(reason for _, reason in read.unmapped)):
        assert reason is not None
        assert [language for language, _ in reason.forms] == ["sv", "en"]


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_what_a_crosswalk_leaves_out_it_links_nowhere(path: Path) -> None:
    read = walk(path)
    unmapped = [name for name, _ in read.unmapped]
    assert len(set(unmapped)) == len(unmapped)
    assert set(unmapped) <= {indicator.id for indicator in LIKA.indicators}
    assert not set(unmapped) & {link.source for link in read.links}


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
def test_every_level_leads_somewhere_and_coverage_is_in_quarters(path: Path) -> None:
    for link in walk(path).links:
        assert list(link.levels) == list(POINTS)
        assert (link.coverage * 4).denominator == 1


@pytest.mark.parametrize("path", WALKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("level", POINTS)
def test_there_and_back_nothing_comes_out_higher(path: Path, level: str) -> None:
    read = walk(path)
    answers = tuple(Answer(indicator.id, level) for indicator in LIKA.indicators)
    back = migrate(Assessment(response="1", answers=answers), (read, read.inverse()), "sv")
    assert all(POINTS[each.level] <= POINTS[level] for each in back.provenance)


def test_a_link_to_skoldigiguide_stays_within_the_objectives_of_the_statement() -> None:
    read = walk(WALKS[1])
    objectives = {one.id: path[-1].id for path in read.second.area_paths() for one in path[-1].indicators}
    goals = {indicator.id: indicator.goals for indicator in LIKA.indicators}
    outside = [link for link in read.links if objectives[link.target] not in goals[link.source]]
    assert {link.target for link in outside} == {"F02"}
    assert objectives["F02"] == "overgripande"
    assert all(link.target.startswith("F") for link in read.links)


@pytest.mark.parametrize(
    ("level", "expected"), [(level, "ej_paborjat") for level in [*POINTS][:-1]] + [("uppnadd", "paborjat")]
)
def test_one_unit_never_takes_the_organiser_further_than_begun(level: str, expected: str) -> None:
    read = walk(WALKS[1])
    answers = tuple(Answer(indicator.id, level) for indicator in LIKA.indicators)
    moved = migrate(Assessment(response="1", answers=answers), (read,), "sv")
    assert len(moved.provenance) == 25
    assert {each.level for each in moved.provenance} == {expected}
    assert {each.coverage for each in moved.provenance} == {Fraction(1, 2), Fraction(3, 4)}
    # Of 93 that are asked: 17 half and 8 three quarters.
    assert moved.coverage == (17 * Fraction(1, 2) + 8 * Fraction(3, 4)) / 93
    assert read.inverse().links == ()
