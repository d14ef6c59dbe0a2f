"""Which tests a mutant meets, and that a fork is bounded."""

import pytest

pytest.importorskip("libcst", reason="make mutants installs what mutants are made with")
pytest.importorskip("mutmut", reason="make mutants installs what mutants are made with")

from pathlib import Path

from tests.mutants.__main__ import report
from tests.mutants.drawing import CodeMutant, drawn, places
from tests.mutants.running import Baseline, Fate

BASELINE = Baseline(
    seconds={"quick": 0.1, "slow": 2.0, "other": 0.5},
    left_out=["broken"],
    lines={"room/a.py": {3: ["slow", "quick", "broken"], 4: ["slow"], 5: ["", "slow"]}},
)
MODULE = '''"""Of no room."""

MOST = 3


def chosen(found: list[int], least: int) -> str:
    """Words."""
    match found:
        case [first, *_] if first < least:
            return "few"
        case _:
            return "many" if len(found) > MOST else "none"
'''


def mutant(*lines: int, once: bool = False) -> CodeMutant:
    """A mutant of these lines."""
    return CodeMutant("room/a.py", "f", range(lines[0], lines[-1] + 1), once, "a", "b", "")


def test_a_mutant_meets_the_tests_that_run_its_lines_the_fastest_first() -> None:
    assert BASELINE.chosen(mutant(3)) == ["quick", "slow"]
    assert BASELINE.chosen(mutant(4)) == ["slow"]


def test_a_mutant_that_no_test_runs_meets_none() -> None:
    assert BASELINE.chosen(mutant(9)) == []


def test_what_runs_while_modules_are_loaded_meets_all_tests_those_of_the_module_first() -> None:
    assert BASELINE.chosen(mutant(9, once=True)) == ["quick", "slow", "other"]
    assert BASELINE.chosen(mutant(5)) == ["slow", "quick", "other"]


def test_a_file_of_tests_that_has_changed_is_run_anew_and_the_others_stay() -> None:
    old = Baseline({"a::x": 1.0, "b::y": 2.0}, ["a::z"], {"room/a.py": {3: ["", "a::x", "b::y"]}})
    new = Baseline({"a::x": 3.0}, [], {"room/a.py": {3: ["a::x"], 4: ["a::x"]}})
    assert old.without({"a"}).joined(new) == Baseline(
        {"a::x": 3.0, "b::y": 2.0}, [], {"room/a.py": {3: ["", "a::x", "b::y"], 4: ["a::x"]}}
    )


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one room of one module."""
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "a.py").write_text(MODULE, encoding="utf-8")
    (tmp_path / "room" / "__init__.py").write_text("MOST = 3\n", encoding="utf-8")
    return tmp_path


def test_a_seed_draws_the_same_mutants_each_time_and_another_seed_others(package: Path) -> None:
    once, again, other = (list(drawn(package, "room", seed)) for seed in ("1", "1", "2"))
    assert once == again
    assert once != other


def test_mistakes_are_found_in_all_that_decides_something_and_in_nothing_else(package: Path) -> None:
    seen = {mutant.before for seed in range(9) for mutant in drawn(package, "room", str(seed))}
    assert seen >= {
        "MOST = 3",
        "case [first, *_] if first < least:",
        'return "few"',
        'return "many" if len(found) > MOST else "none"',
    }
    assert not any("def chosen" in text or '"""' in text for text in seen)


def test_a_mutant_says_where_it_is(package: Path) -> None:
    places_of = {mutant.before: mutant for mutant in drawn(package, "room", "1")}
    inside, outside = places_of['return "few"'], places_of["MOST = 3"]
    assert (inside.function, list(inside.lines), inside.once) == ("chosen", [10], False)
    assert (outside.function, list(outside.lines), outside.once) == ("", [3], True)


def test_the_head_of_a_statement_is_not_its_body() -> None:
    text = "def f(found):\n    if (\n        found\n    ):\n        g(found)\n        h(found)\n"
    assert {tuple(place.lines) for place in places("a.py", text)} == {(2,), (5,), (6,)}


def test_the_score_leaves_out_what_is_harmless_and_shows_what_was_not_caught() -> None:
    kinds = ("caught", "caught", "timeout", "survived", "harmless")
    text = report("1", {"room": [(mutant(3), Fate(kind, "", 1)) for kind in kinds]})
    assert "75%" in text
    assert "survived: room/a.py:3 f (1 tests)\n  - a\n  + b\n" in text
