"""From how many forms on a table is scored sooner through Polars than form by form: `few_forms`.

Whole runs of the command are timed, since loading Polars is what few forms do not pay back. The command
chooses by the work, so the last column shows that it never takes much longer than the better way.
"""

import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from math import exp, log
from pathlib import Path
from typing import Final

import yaml

from bench import large, ninety
from bench.page import machine, write_section
from bench.timing import Comparison, compare
from digiramverk.model.framework import Framework
from digiramverk.scoring.tables.engines import few_forms
from digiramverk.workspace import Workspace

REPETITIONS: Final = 7
COMMAND: Final = (sys.executable, "-m", "digiramverk", "score")
MADE: Final = {"ninety": ninety.definition, "large": large.definition}
SIZES: Final[dict[str, Sequence[int]]] = {
    "lika": (250, 500, 1000, 2000, 4000),
    "ninety": (250, 500, 1000, 2000, 4000),
    "large": (125, 250, 500, 1000, 2000),
}


def measure(folder: Path, name: str) -> Iterator[tuple[int, Comparison, Comparison]]:
    """For each number of forms: Polars against form by form, and the command's choice against the better."""
    reference = _reference(folder, name)
    framework = Workspace().framework(reference)
    for size in SIZES[name]:
        path = folder / f"{name}-{size}.csv"
        path.write_text(_table(framework, size), encoding="utf-8")
        polars, scalar = (partial(_score, reference, path, "--engine", way) for way in ("polars", "scalar"))
        apart = compare(polars, scalar, calls=1, repetitions=REPETITIONS)
        better = polars if apart.ratio < 1 else scalar
        chosen = compare(partial(_score, reference, path), better, calls=1, repetitions=REPETITIONS)
        yield size, apart, chosen


def crossover(found: Sequence[tuple[int, Comparison, Comparison]]) -> float | None:
    """The number of forms at which both take equally long, between two measured ones; None without."""
    for (few, before, _), (many, after, _) in pairwise(found):
        if before.ratio > 1 >= after.ratio:
            share = log(before.ratio) / (log(before.ratio) - log(after.ratio))
            return exp(log(few) + share * (log(many) - log(few)))
    return None


def write() -> None:
    """The section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as folder:
        parts = "\n\n".join(_part(Path(folder), name) for name in SIZES)
    write_section(
        "crossover",
        f"""## Few forms and many

{machine("polars")}

`digiramverk score`, the whole command, through Polars and form by form, medians of {REPETITIONS} runs in
turns. The command chooses by the number of forms, of their answers and of the values asked for.

{parts}
""",
    )


def _part(folder: Path, name: str) -> str:
    found = list(measure(folder, name))
    plan = Workspace().framework(_reference(folder, name)).plan
    values = sum(len(each.cells) for each in plan.measures)
    rows = "\n".join(
        f"| {size} | {apart.ours:.2f} s | {apart.theirs:.2f} s | {apart.ratio:.2f} "
        f"| {chosen.ours:.2f} s | {chosen.ratio:.2f} |"
        for size, apart, chosen in found
    )
    equal = crossover(found)
    said = "at none of these sizes" if equal is None else f"at about {equal:.0f} forms"
    items = len(plan.space.items)
    return f"""### {name}: {items} indicators, {values} values

Both take equally long {said}; the command changes over after {few_forms(items, values)}.

| forms | Polars | form by form | ratio | the command | beside the better |
|---|---|---|---|---|---|
{rows}"""


def _reference(folder: Path, name: str) -> str:
    if name not in MADE:
        return name
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(MADE[name]()), encoding="utf-8")
    return str(path)


def _score(reference: str, path: Path, *options: str) -> None:
    subprocess.run([*COMMAND, reference, str(path), *options], check=True, capture_output=True)


def _table(framework: Framework, size: int) -> str:
    """So many forms, of ten schools a round."""
    dice = random.Random(size)  # noqa: S311 - nothing secret
    levels = [[level.id for level in framework.scale_of(each).levels] for each in framework.indicators]
    head = ["response", "unit", "round", *(each.id for each in framework.indicators)]
    rows = (
        [
            str(number),
            f"School {number % 10}",
            str(2000 + number // 10),
            *(dice.choice(own) for own in levels),
        ]
        for number in range(size)
    )
    return "\n".join(",".join(row) for row in (head, *rows)) + "\n"


if __name__ == "__main__":
    write()
