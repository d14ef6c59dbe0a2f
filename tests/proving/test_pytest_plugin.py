"""The plugin of pytest: cases are tests, a failing one tells why, and it costs nothing without any."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

FRAMEWORK: Final = """\
digiramverk: 1
id: var
edition: "1"
title: Vår plan
scale: [nej, delvis, ja]
scoring: {unanswered: exclude}
areas: {ledning: {title: Ledning, indicators: {L1: Det finns en plan, L2: Den följs upp}}}
rules: {share: {per: [area], value: mean(fraction), title: Andel}}
"""
CASES: Final = """\
håller:
  forms: [{answers: {L1: ja, L2: delvis}}]
  expect: {share: [{area: ledning, value: 3/4}]}
håller inte:
  forms: [{answers: {L1: ja, L2: nej}}]
  expect: {share: [{area: ledning, value: 3/4}]}
"""
STARTING: Final = """\
import sys
from pathlib import Path
import pytest

opened = []

def note(event, arguments):
    if event == "open" and str(arguments[0]).endswith(".yaml") and "cases" in Path(arguments[0]).parts:
        opened.append(Path(arguments[0]).name)

class Seen:
    def pytest_collection_finish(self):
        print("LOADED", sorted(name for name in sys.modules if name.split(".")[0] == "digiramverk"))
        print("OPENED", sorted(opened))

sys.addaudithook(note)
sys.exit(pytest.main(["-q", "-p", "no:cacheprovider"], plugins=[Seen()]))
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**environment, "DIGIRAMVERK_LANG": "sv", "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_case_that_does_not_hold_shows_expected_found_and_why(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "cases" / "hand.yaml").write_text(CASES, encoding="utf-8")
    done = run(tmp_path, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", ".")
    assert done.returncode == pytest.ExitCode.TESTS_FAILED, done.stdout + done.stderr
    assert "1 failed, 1 passed" in done.stdout
    assert "cases/hand.yaml:4" in done.stdout.replace("\\", "/") or "håller inte" in done.stdout
    for told in ("75", "50", "L1", "L2", "mean(fraction)"):
        assert told in done.stdout, done.stdout
    assert "Traceback" not in done.stdout


def test_nothing_of_the_library_is_loaded_where_there_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "other.yaml").write_text("not: ours\n", encoding="utf-8")
    done = run(tmp_path, "-c", STARTING)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "LOADED []" in done.stdout


def test_a_file_of_cases_is_read_once_however_many_there_are(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    names = [f"{number}.yaml" for number in range(3)]
    for name in names:
        cases = CASES.partition("håller inte")[0].replace("håller", f"håller {name}")
        (tmp_path / "cases" / name).write_text(cases, encoding="utf-8")
    done = run(tmp_path, "-c", STARTING)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"OPENED {names}" in done.stdout
    assert "3 passed" in done.stdout
