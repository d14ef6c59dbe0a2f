"""Optional packages that are there and cannot be used: half an installation, a file that shadows one."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from xlsxwriter import Workbook

from digiramverk.core.errors import MissingExtraError
from digiramverk.core.extras import OPTIONAL, problem_of
from digiramverk.reports.charts.drawer import Here

PLAN = """digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en]
scale: [none, some, all]
scoring: {unanswered: exclude}
areas:
  a: {title: A, indicators: {L1: There is a plan, L2: It is followed up}}
rules: {share: {per: [area], value: mean(fraction), format: percent}}
"""
SCORE = ["score", "plan.yaml", "a.csv", "--out", "y.csv"]
REPORT = ["report", "plan.yaml", "a.csv", "--only", "unit=Alm", "--out"]
NEEDED_BY = {
    "click": ["list"],
    "rich": ["score", "plan.yaml", "a.csv"],
    "xlsxwriter": [*REPORT, "y.xlsx"],
    "jinja2": [*REPORT, "y.html"],
    "markupsafe": [*REPORT, "y.html"],
    "docx": [*REPORT, "y.docx"],
    "fastexcel": ["score", "plan.yaml", "a.xlsx"],
    "polars": SCORE,
}
BROKEN = {
    "raises": 'raise ImportError("no yaml")\n',
    "shadows": "x = 1\n",
    "fails": 'raise RuntimeError("half")\n',
    "unreadable": "def (\n",
}


def test_every_optional_package_is_tried_here() -> None:
    # No command uses the libraries of callers' tables. Charts are drawn by a process that no file of the
    # user's can shadow: see below.
    assert NEEDED_BY.keys() == OPTIONAL.keys() - {"duckdb", "pandas", "pyarrow", "pyspark", "vl_convert"}


@pytest.mark.parametrize(("broken", "language"), [("raises", "sv"), ("shadows", "en")])
@pytest.mark.parametrize("package", NEEDED_BY)
def test_a_broken_package_is_named_with_its_place(
    tmp_path: Path, package: str, broken: str, language: str
) -> None:
    done = run(tmp_path, package, broken, language)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "DR912" in done.stderr
    assert package in done.stderr
    assert (tmp_path / "ext" / f"{package}.py").as_posix() in done.stderr
    assert OPTIONAL[package][1] in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("broken", ["fails", "unreadable"])
@pytest.mark.parametrize("package", ["polars", "docx", "click"])
def test_whatever_a_package_raises_at_its_import_is_its_own(
    tmp_path: Path, package: str, broken: str
) -> None:
    done = run(tmp_path, package, broken, "en")
    assert (done.returncode, "DR912" in done.stderr) == (1, True), done.stderr


@pytest.mark.parametrize("broken", ["raises", "shadows"])
def test_charts_that_are_drawn_here_name_a_broken_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    place = tmp_path / "vl_convert.py"
    place.write_text(BROKEN[broken], encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "vl_convert", raising=False)
    try:
        for draw in (lambda: Here().svg({}), lambda: Here().png("", 1)):
            with pytest.raises(MissingExtraError) as raised:
                draw()
            (problem,) = raised.value.diagnostics
            assert (problem.code, problem.args["place"]) == ("DR912", place.as_posix())
    finally:
        sys.modules.pop("vl_convert", None)


def test_what_a_package_raises_when_it_is_used_is_not_told_as_broken() -> None:
    with pytest.raises(pl.exceptions.ColumnNotFoundError) as raised:
        pl.DataFrame({"a": [1]}).select("b")
    assert problem_of(raised.value) is None


def run(folder: Path, package: str, broken: str, language: str) -> subprocess.CompletedProcess[str]:
    """A command that needs a package, where a broken one comes first."""
    (folder / "ext").mkdir()
    (folder / "ext" / f"{package}.py").write_text(BROKEN[broken], encoding="utf-8")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "a.csv").write_text("unit,L1,L2\nAlm,some,all\n", encoding="utf-8")
    with Workbook(folder / "a.xlsx") as book:
        book.add_worksheet().write_row(0, 0, ["unit", "L1", "L2"])
    command = [sys.executable, "-m", "digiramverk", "--lang", language, *NEEDED_BY[package]]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "ext")},
        capture_output=True,
        text=True,
        check=False,
    )
