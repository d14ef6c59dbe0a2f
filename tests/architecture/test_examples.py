"""The municipalities in examples/: data alone, valid and whole in every language, with cases that hold."""

import inspect
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest
from tests.cli.running import run
from tests.docs.following import Follower
from tests.docs.pages import Page

from digiramverk import Framework, Workspace
from digiramverk.model.structure import SourceDocument
from digiramverk.model.text import Text

pytestmark = pytest.mark.repository

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path.parent for path in ROOT.glob("examples/*/framework.yaml"))
NAMES = [folder.name for folder in FOLDERS]
ANSWERS = sorted(path for path in ROOT.glob("examples/*/answers/*") if path.name != "lika.csv")
WORKSPACE = Workspace()

every_example = pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
both_languages = pytest.mark.parametrize("language", ["sv", "en"])


def answered(folder: Path, name: str) -> Path:
    """A file of answers."""
    return folder / "answers" / name


def lacking(framework: Framework) -> list[str]:
    """Every text that is not there in all of the framework's languages, with where it stands."""
    return [
        where for where, text in texts(framework) if {code for code, _ in text.forms} != languages(framework)
    ]


def languages(framework: Framework) -> set[str]:
    """The languages that a framework says it has."""
    return set(framework.languages)


def texts(thing: object, where: str = "") -> Iterator[tuple[str, Text]]:
    """Every text for people in a thing and its parts; but the name of a document is in its own language."""
    match thing:
        case Text():
            yield where, thing
        case tuple() | list():
            for index, part in enumerate(thing):
                yield from texts(part, f"{where}[{getattr(part, 'id', index)}]")
        case _ if attrs.has(type(thing)):
            for name in inspect.signature(type(thing)).parameters:
                if not (isinstance(thing, SourceDocument) and name == "title"):
                    yield from texts(getattr(thing, name), f"{where}.{name}")
        case _:
            pass


def test_the_examples_are_found() -> None:
    assert NAMES == ["halmstad", "mittkoping", "orebro", "vasteras"]
    assert {path.parents[1] for path in ANSWERS} == set(FOLDERS)


def test_an_example_is_data_and_a_page() -> None:
    files = [path for folder in FOLDERS for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".csv", ".md", ".yaml"}


# What is legal but suspicious, and meant.
MEANT = {
    "halmstad": {"DR270"},  # what stands beside LIKA's steps is not scored, and so has none
    "orebro": {"DR271"},  # the plan has a single goal under some of the national sub-goals
}


@every_example
@both_languages
def test_an_example_is_valid(folder: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "validate", str(folder), "--lang", language, "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert done.data["ok"] is True
    assert {each["code"] for each in done.data["diagnostics"]} == MEANT.get(folder.name, set())


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: f"{path.parents[1].name}-{path.name}")
@both_languages
def test_answers_are_valid_and_scored(path: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    folder = path.parents[1]
    assert WORKSPACE.validate(path, folder) == ()
    done = run(capsys, "score", str(folder), str(path), "--lang", language)
    assert done.code == 0
    # Some forms of the municipalities are drafts; that is said, and nothing else.
    assert set(re.findall(r"DR\d{3}", done.err)) <= {"DR458"}
    assert done.out


@every_example
def test_the_cases_of_an_example_hold(folder: Path) -> None:
    outcomes = WORKSPACE.proving.run_cases(folder)
    assert len(outcomes) >= 10
    boundaries = 0
    for outcome in outcomes:
        assert outcome.holds, outcome
        assert outcome.case.title is not None
        assert [language for language, _ in outcome.case.title.forms] == ["sv", "en"]
        boundaries += outcome.case.title.to("sv").startswith("Gräns. ")
    assert boundaries >= 3


@every_example
def test_no_text_of_an_example_is_missing(folder: Path) -> None:
    framework = WORKSPACE.framework(folder)
    assert framework.languages == ("sv", "en")
    assert len(list(texts(framework))) > 100
    assert lacking(framework) == []


@pytest.mark.parametrize("name", [entry.id for entry in WORKSPACE.frameworks.list()])
def test_no_text_of_a_framework_is_missing(name: str) -> None:
    found = lacking(WORKSPACE.framework(name))
    # A bibliographic reference reads the same in every language.
    assert [where for where in found if not where.startswith(".sources[")] == []


def test_a_missing_text_would_be_seen() -> None:
    whole = WORKSPACE.framework(FOLDERS[0])
    half = Text((("sv", "Bara svenska"),))
    (area, *others) = whole.areas
    (indicator, *more) = area.indicators
    poorer = attrs.evolve(indicator, suggestions=(attrs.evolve(indicator.suggestions[0], text=half),))
    broken = attrs.evolve(
        whole,
        note=half,
        areas=(attrs.evolve(area, indicators=(poorer, *more)), *others),
        rules=(attrs.evolve(whole.rules[0], title=half), *whole.rules[1:]),
    )
    assert lacking(broken) == [
        ".note",
        ".areas[ledning].indicators[L1-01].suggestions[L1-01-f1].text",
        ".rules[counted].title",
    ]


@every_example
def test_the_page_of_an_example_does_what_it_says(folder: Path, tmp_path: Path) -> None:
    page = Page.read(f"examples/{folder.name}/README.md")
    assert page.language == "sv"
    assert "\n## In English\n" in page.text
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    Follower(page, tmp_path).follow()


@every_example
def test_the_documentation_leads_to_an_example(folder: Path) -> None:
    assert f"../examples/{folder.name}/README.md" in Page.read("docs/README.md").links()
    for name in ("README.md", "README.sv.md"):
        assert f"examples/{folder.name}/README.md" in Page.read(name).links()


def test_mittkoping_has_the_eighteen_targets_and_leaves_likas_measures_as_they_are() -> None:
    folder = ROOT / "examples" / "mittkoping"
    goals = {
        "grundskola": {"2016": (80, 60, 50), "2017": (100, 80, 70), "2018": (100, 100, 80)},
        "forskola": {"2016": (60, 50, 40), "2017": (80, 70, 60), "2018": (100, 90, 80)},
    }
    found = {
        (where["school_form"], each.round, where["step"]): each.bound * 100
        for each in WORKSPACE.framework(folder).targets
        for where in [dict(each.where)]
    }
    assert found == {
        (kind, year, str(step)): percent
        for kind, years in goals.items()
        for year, percents in years.items()
        for step, percent in enumerate(percents, 1)
    }
    assert {each.state for each in WORKSPACE.compare("lika", folder).measures} == {"same", "added"}


def test_mittkopings_first_case_tells_what_comes_of_every_target() -> None:
    outcomes = WORKSPACE.proving.run_cases(ROOT / "examples" / "mittkoping")
    (case,) = (each.case for each in outcomes if each.case.id == "alla-arton")
    assert len(case.targets) == 18
    assert [each.met for each in case.targets].count(None) == 6
    assert {each.round for each in case.targets if each.outcome is None} == {"2018"}


def test_halmstads_free_text_gives_no_points() -> None:
    folder = ROOT / "examples" / "halmstad"
    assert [area.id for area in WORKSPACE.framework(folder).areas][4:] == ["olika", "tankvart"]
    lika = WORKSPACE.score("lika", ROOT / "examples" / "mittkoping" / "answers" / "exempelskolan.yaml")
    forms = WORKSPACE.read("lika", [ROOT / "examples" / "mittkoping" / "answers" / "exempelskolan.yaml"])
    answers = dict(forms[0].levels)
    free = dict.fromkeys(("O-01", "O-02", "T-01", "T-02", "T-03"), "skrivet")
    own = WORKSPACE.score(folder, {"unit": "Exempelskolan", "answers": answers | free})
    for measure in ("share", "highest_step", "ambition", "status_total_planned", "status_total_unanswered"):
        expected = {cell.members.get("area"): cell.value for cell in lika[measure]}
        assert {cell.members.get("area"): cell.value for cell in own[measure]} == expected
    areas = {cell.members["area"]: cell.value for cell in own["area_share"]}
    assert areas == {cell.members["area"]: cell.value for cell in lika["area_share"]} | {
        "olika": None,
        "tankvart": None,
    }


def test_orebro_is_a_plan_of_its_own() -> None:
    plan = WORKSPACE.framework(ROOT / "examples" / "orebro")
    assert plan.lineage == ()
    focus = [path for path in plan.area_paths() if len(path) == 1 and path[0].areas]
    objectives = [path for path in plan.area_paths() if len(path) == 2]
    ways = [each for each in plan.indicators if not each.responsibility]
    assert (len(focus), len(objectives), len(plan.goals)) == (3, 9, 10)
    assert len(plan.responsibilities) == 5
    assert [sum(goal.id in way.goals for way in ways) for goal in plan.goals] == [
        5,
        2,
        4,
        2,
        2,
        2,
        3,
        2,
        1,
        3,
    ]


def test_orebros_mapping_figures_are_those_of_lika() -> None:
    folder = ROOT / "examples" / "orebro"
    measured = WORKSPACE.score("lika", answered(folder, "lika.csv"))
    forms = WORKSPACE.read(folder, [answered(folder, "plan.yaml")])
    areas = {
        "lika_kompetens": "kompetens",
        "lika_tillgang": "infrastruktur",
        "lika_anvandning": "anvandning",
    }
    stated = {(form.unit, form.round, areas[name]): number for form in forms for name, number in form.numbers}
    assert len(stated) == 24
    assert stated == {
        (cell.members["unit"], cell.members["round"], cell.members["area"]): cell.value
        for cell in measured["area_share"]
        if cell.members["area"] in areas.values()
    }


def test_vasteras_shows_eighteen_schools() -> None:
    folder = ROOT / "examples" / "vasteras"
    results = WORKSPACE.score(folder, answered(folder, "2014.csv"))
    grid = {(cell.members["unit"], cell.members["indicator"]): cell.value for cell in results["colour"]}
    assert len({unit for unit, _ in grid}) == 18
    assert len({indicator for _, indicator in grid}) == 75
    first = {indicator for _, indicator in grid if indicator[1] == "1"}
    yellow = {name: sum(grid[unit, name] == "gul" for unit in {unit for unit, _ in grid}) for name in first}
    assert {cell.members["indicator"]: cell.value for cell in results["yellow_ones"]} == yellow
