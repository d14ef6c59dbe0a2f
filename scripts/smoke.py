"""A smoke test of everything that uses a dependency: engines, tables, reports, checks, the test plugin.

Run it with the interpreter whose packages are to be tried. Warnings are errors, as in the tests, so that a
deprecation in a new version shows here first. Prints one line per step; the exit code says how it went.
"""

import json
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import docx
import duckdb
import polars as pl
import xlsxwriter

from digiramverk.cli.app import run
from digiramverk.workspace import Workspace

ENGINES = ("scalar", "polars")
SUFFIXES = ("md", "html", "xlsx", "docx", "svg", "png")
SHIPPED = ("lika", "goteborg", "selfie", "skoldigiguide")
FORMS = 40
PLAN = """
digiramverk: 1
id: smoke
edition: "1"
title: Smoke
languages: [en]
scale: [no, partly, yes]
scoring: {unanswered: exclude}
bands: {colours: {red: {below: 1}, green: {}}}
areas: {a: {indicators: {L1: one thing, L2: another thing}}}
rules:
  item: {per: [indicator], value: points}
  share: mean(fraction)
  fine: share >= 0.5
  colour: "band(mean(points), colours)"
  of_round: {across: [round], value: mean(share)}
"""
CASE = """
one:
  forms: [{answers: {}}]
"""
TEST = """
from hypothesis import given, settings
from digiramverk.testing import answers_for, check_framework
from digiramverk.workspace import Workspace

FRAMEWORK = Workspace().framework({definition!r})


def test_laws():
    check_framework({definition!r}, examples=5)


# The first form loads what scores; how long that takes says nothing of the versions.
@settings(deadline=None)
@given(answers_for(FRAMEWORK))
def test_drawn_answers(answers):
    Workspace().score(FRAMEWORK, answers)
"""


def command(*arguments: str) -> str:
    """What one command prints; the test ends where a command fails."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(list(arguments), "en")
    if code:
        sys.exit(f"digiramverk {' '.join(arguments)} ended with {code}\n{out.getvalue()}{err.getvalue()}")
    return out.getvalue()


def table(folder: Path) -> tuple[str, Path]:
    """A small framework with every type of value, and a table of answers to it."""
    plan = folder / "plan.yaml"
    plan.write_text(PLAN, encoding="utf-8")
    levels = ("no", "partly", "yes", "")
    rows = [f"School {form};{2025 + form % 2};{levels[form % 4]};{levels[form % 3]}" for form in range(FORMS)]
    answers = folder / "answers.csv"
    answers.write_text("\n".join(["unit;round;L1;L2", *rows]) + "\n", encoding="utf-8")
    return str(plan), answers


def engines(folder: Path) -> None:
    """Both engines give the same figures, and tables of every library are scored."""
    plan, answers = table(folder)
    found: dict[str, object] = {}
    for engine in ENGINES:
        out = folder / f"{engine}.{'csv' if engine == 'scalar' else 'parquet'}"
        command("score", plan, str(answers), "--out", str(out), "--engine", engine)
        arguments = ("score", plan, str(answers), "--engine", engine, "--format", "json")
        found[engine] = json.loads(command(*arguments))["measures"]
        if found[engine] != found["scalar"]:
            sys.exit(f"{engine} gives other figures than form by form")
    frame = pl.read_csv(answers, separator=";", infer_schema=False)
    frame.write_parquet(folder / "answers.parquet")
    command("score", plan, str(folder / "answers.parquet"), "--out", str(folder / "wide.csv"), "--wide")
    workspace = Workspace()
    kinds = {
        "polars": frame,
        "lazy": frame.lazy(),
        "pandas": frame.to_pandas(),
        "pyarrow": frame.to_arrow(),
        "duckdb": duckdb.from_arrow(frame.to_arrow()),
    }
    for name, each in kinds.items():
        scored = workspace.score_frame(plan, each).forms
        size = scored.collect().height if name == "lazy" else len(scored)
        if size != FORMS:
            sys.exit(f"a frame of {name} gives {size} rows")


def workbooks(folder: Path) -> None:
    """A workbook is written and read back."""
    framework = Workspace().framework("lika")
    path = folder / "answers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["unit", *(each.id for each in framework.indicators)])
        sheet.write_row(1, 0, ["Ash", *("2" for _ in framework.indicators)])
    command("score", "lika", str(path), "--format", "csv")


def reports(folder: Path) -> None:
    """A report in every format, a plan in those of documents, and a Word template."""
    school = str(Workspace().example("lika", "exempelskolan"))
    for suffix in SUFFIXES:
        command("report", "lika", school, "--out", str(folder / f"assessment.{suffix}"))
    template = folder / "template.docx"
    docx.Document().save(str(template))
    out = str(folder / "from-template.docx")
    command("report", "lika", school, "--kind", "plan", "--template", str(template), "--out", out)


def definitions(folder: Path) -> None:
    """What is shipped is valid and holds; a new framework is written, validated, scored."""
    del folder
    for name in SHIPPED:
        command("show", name, "--format", "yaml")
    command("demo")
    command("schema", "framework")
    command("list", "--format", "json")


def plugin(folder: Path) -> None:
    """A package that `new` has written passes a test, run by pytest with our plugin and Hypothesis."""
    new = [sys.executable, "-W", "error", "-m", "digiramverk", "new", "smoke", "--package"]
    subprocess.run(new, cwd=folder, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    definition = folder / "digiramverk-smoke" / "src" / "digiramverk_smoke" / "definition"
    cases = definition / "cases"
    cases.mkdir()
    (cases / "one.yaml").write_text(CASE, encoding="utf-8")
    (folder / "test_smoke.py").write_text(TEST.format(definition=str(definition)), encoding="utf-8")
    tests = [sys.executable, "-W", "error", "-m", "pytest", "-q", "test_smoke.py", str(definition)]
    done = subprocess.run(tests, cwd=folder, check=False, capture_output=True, text=True)  # noqa: S603 - likewise
    if done.returncode or "3 passed" not in done.stdout:
        sys.exit(done.stdout + done.stderr)


STEPS: tuple[Callable[[Path], None], ...] = (engines, workbooks, reports, definitions, plugin)


def main(names: list[str]) -> None:
    """Take the steps that are named, or all, each in a folder that is thrown away."""
    warnings.simplefilter("error")
    for step in STEPS:
        if names and step.__name__ not in names:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as name:
            step(Path(name))
        print(f"{step.__name__}: fine ({time.monotonic() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
