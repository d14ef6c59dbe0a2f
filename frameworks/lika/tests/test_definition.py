"""LIKA as this package gives it: structure, languages, sources and examples."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from digiramverk import Framework, Workspace
from digiramverk.model.text import Text

WORKSPACE = Workspace()
LIKA = WORKSPACE.framework("lika")
OWN = WORKSPACE.framework(WORKSPACE.example("lika", "mittkoping"))
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
    yield from (framework.title, framework.description)
    for scale in framework.scales:
        yield from (scale.title, scale.not_relevant)
        for level in scale.levels:
            yield from (level.title, level.description)
    for named in (*framework.steps, *framework.school_forms, *framework.groups, *framework.roles):
        yield named.title
    for (area,) in framework.area_paths():
        yield from (area.title, area.description)
    yield from (indicator.text for indicator in framework.indicators)
    for param in framework.params:
        yield from (param.title, param.note)
    for rule in framework.rules:
        yield from (rule.title, rule.note)


def test_every_text_is_there_in_both_languages() -> None:
    found = list(texts(LIKA))
    assert len(found) > 120
    for text in found:
        assert text is not None
        assert [language for language, _ in text.forms] == ["sv", "en"]
        assert all(form == form.strip() and form for _, form in text.forms)


def test_no_two_indicators_say_the_same() -> None:
    for language in LIKA.languages:
        counts = Counter(indicator.text.to(language) for indicator in LIKA.indicators)
        assert [text for text, count in counts.items() if count > 1] == []


def test_every_indicator_refers_to_a_place_in_a_source() -> None:
    known = {source.id for source in LIKA.sources}
    for indicator in LIKA.indicators:
        assert indicator.source is not None
        assert indicator.source.id in known
        assert indicator.source.place


def test_every_source_is_used_or_stands_behind_the_structure() -> None:
    used = {indicator.source.id for indicator in LIKA.indicators if indicator.source}
    assert {source.id for source in LIKA.sources} - used <= {"lika_socialtjanst"}


@pytest.mark.parametrize("example", ["exempelskolan", "mittkoping_answers"])
def test_the_examples_are_valid(example: str) -> None:
    assert WORKSPACE.validate(WORKSPACE.example("lika", example), "lika") == ()


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
