"""From how many forms on a table is scored sooner through a frame than form by form: `FEW_FORMS`.

Whole runs of the command are timed, since loading Polars is what few forms do not pay back.
"""

import random
import subprocess
import sys
import tempfile
from functools import partial
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Final

import yaml

from bench.ninety import LEVELS, definition, ninety
from bench.page import machine, write_section
from bench.timing import Comparison, compare
from digiramverk.scoring.tables.engines import FEW_FORMS

SIZES: Final = (125, 250, 500, 1000, 2000, 4000)
REPETITIONS: Final = 7
COMMAND: Final = (sys.executable, "-m", "digiramverk", "score")


def measure() -> dict[int, Comparison]:
    """By number of forms: the command with Polars, against form by form."""
    with tempfile.TemporaryDirectory() as folder:
        found: dict[int, Comparison] = {}
        Path(folder, "ninety.yaml").write_text(yaml.safe_dump(definition()), encoding="utf-8")
        for size in SIZES:
            path = Path(folder, f"{size}.csv")
            path.write_text(_table(size), encoding="utf-8")
            by_frame, by_form = (partial(_score, path, engine) for engine in ("polars", "scalar"))
            found[size] = compare(by_frame, by_form, calls=1, repetitions=REPETITIONS)
        return found


def crossover(found: dict[int, Comparison]) -> float | None:
    """The number of forms at which both take equally long, between two measured ones; None without."""
    for (few, before), (many, after) in pairwise(found.items()):
        if before.ratio > 1 >= after.ratio:
            share = log(before.ratio) / (log(before.ratio) - log(after.ratio))
            return exp(log(few) + share * (log(many) - log(few)))
    return None


def write() -> None:
    """The section of docs/benchmarks.md."""
    found = measure()
    rows = "\n".join(
        f"| {size} | {times.ours:.2f} s | {times.theirs:.2f} s | {times.ratio:.2f} |"
        for size, times in found.items()
    )
    equal = crossover(found)
    said = "none of these sizes" if equal is None else f"about {equal:.0f} forms"
    write_section(
        "crossover",
        f"""## Few forms and many

{machine("polars")}

`digiramverk score` against 90 indicators and 82 cells, the whole command, through Polars and form by form,
medians of {REPETITIONS} runs in turns. Both take equally long at {said};
the command changes over after {FEW_FORMS}.

| forms | Polars | form by form | ratio |
|---|---|---|---|
{rows}
""",
    )


def _score(path: Path, engine: str) -> None:
    subprocess.run(
        [
            sys.executable,
            "-m",
            "digiramverk",
            "score",
            str(path.with_name("ninety.yaml")),
            str(path),
            "--engine",
            engine,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _table(size: int) -> str:
    """So many forms, of ten schools a round."""
    framework = ninety()
    dice = random.Random(size)  # noqa: S311 - nothing secret
    head = ["response", "unit", "round", *(each.id for each in framework.indicators)]
    rows = (
        [
            str(number),
            f"School {number % 10}",
            str(2000 + number // 10),
            *dice.choices(LEVELS, k=len(head) - 3),
        ]
        for number in range(size)
    )
    return "\n".join(",".join(row) for row in (head, *rows)) + "\n"


if __name__ == "__main__":
    write()
