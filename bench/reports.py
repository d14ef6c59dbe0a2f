"""How long reports take, as a process: against scoring the same answers as a process."""

import csv
import random
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench.table import report
from bench.timing import compare
from digiramverk.model.framework import Framework
from digiramverk.workspace import Workspace

UNITS = 100
ROUNDS = ("2015", "2016", "2017")


def reports(workspace: Workspace, framework: Framework) -> None:
    """One school, and a municipality of a hundred units in three rounds; and how large its page is."""
    with tempfile.TemporaryDirectory() as folder:
        school = str(workspace.example("lika", "exempelskolan"))
        units = Path(folder) / "units.csv"
        write_units(framework, units)
        page = Path(folder) / "page.html"
        for name, answers, kind in (
            ("one school", school, "assessment"),
            ("100 units in 3 rounds", str(units), "municipality"),
        ):
            scoring = partial(process, "score", "lika", answers, "--format", "json")
            making = partial(process, "report", "lika", answers, "--kind", kind, "--out", str(page))
            times = compare(making, scoring, calls=1, repetitions=5)
            report(f"report as HTML, {name} ({page.stat().st_size // 1000} kB), against score", times)


def write_units(framework: Framework, path: Path) -> None:
    """A table of random answers, the same every time."""
    chance = random.Random(1)  # noqa: S311 - examples, not secrets
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        indicators = framework.indicators
        head = ("response", "unit", "school_form", "round", "group", "published")
        writer.writerow([*head, *(each.id for each in indicators)])
        for round_ in ROUNDS:
            for number in range(UNITS):
                answers = [
                    ""
                    if each.school_forms or each.groups
                    else chance.choice(framework.scale_of(each).levels).id
                    for each in indicators
                ]
                own = (f"{round_}-{number}", f"Enhet {number}", "grundskola", round_, "ledning", "true")
                writer.writerow([*own, *answers])


def process(*arguments: str) -> None:
    """One command, its output thrown away."""
    command = [sys.executable, "-m", "digiramverk", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
