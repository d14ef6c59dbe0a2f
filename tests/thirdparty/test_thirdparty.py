"""A third party's view: a plugin as a wheel in an environment of its own, whose own test tells what is wrong.

Everything is installed out of two folders, without a network: `DIGIRAMVERK_DIST` with our own wheels and
`DIGIRAMVERK_WHEELHOUSE` with what they need. `make wheels` names them.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

PROJECT: Final = Path(__file__).parent / "sveavik"
FOLDERS: Final = ("DIGIRAMVERK_DIST", "DIGIRAMVERK_WHEELHOUSE")
WORDS: Final = {
    "sv": r"Höjs L\d från \w+ till \w+ sjunker Jämn utveckling \(Ledning\) från .+ % till .+ %\. Regeln",
    "en": r"If L\d is raised from \w+ to \w+, Even progress \(Leadership\) falls from .+% to .+%\. The rule",
}


def run(*command: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program to its end; what it prints is text."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    return subprocess.run(
        [str(part) for part in command],
        env={**outside, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of a clean environment that the plugin's wheel is installed in."""
    folders = [os.environ.get(name, "") for name in FOLDERS]
    if not all(folders):
        pytest.skip(
            f"no folders of wheels to install from: {' and '.join(FOLDERS)} are not set (make wheels)"
        )
    found = [part for folder in folders for part in ("--find-links", folder)]
    place = tmp_path_factory.mktemp("thirdparty")
    project = place / "sveavik"
    shutil.copytree(PROJECT, project, ignore=shutil.ignore_patterns("__pycache__"))
    pip = (sys.executable, "-m", "pip")
    built = run(*pip, "wheel", "--no-index", *found, "--no-deps", "--wheel-dir", place, project)
    assert built.returncode == 0, built.stderr
    (wheel,) = place.glob("digiramverk_sveavik-*.whl")
    made = run(sys.executable, "-m", "venv", place / "venv")
    assert made.returncode == 0, made.stderr
    own = place / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    installed = run(own, "-m", "pip", "install", "--no-index", *found, wheel)
    assert installed.returncode == 0, installed.stderr
    shutil.copytree(project / "tests", place / "tests")
    return own


@pytest.mark.parametrize("language", sorted(WORDS))
def test_its_own_three_lines_tell_that_the_function_is_not_monotone(python: Path, language: str) -> None:
    tests = python.parents[2] / "tests"
    ran = run(
        python, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", tests, tests, DIGIRAMVERK_LANG=language
    )
    assert ran.returncode == pytest.ExitCode.TESTS_FAILED, ran.stdout + ran.stderr
    assert re.search(WORDS[language], ran.stdout), ran.stdout


def test_the_clean_environment_has_no_more_than_it_needs(python: Path) -> None:
    listed = run(python, "-c", "import hypothesis, sveavik, digiramverk; print(digiramverk.__file__)")
    assert listed.returncode == 0, listed.stderr
    assert "site-packages" in listed.stdout
    assert run(python, "-c", "import polars").returncode != 0
