"""What `show_if` costs: the same forms scored with and without it, in units, districts and groups.

`python -m bench.withholding` prints a table; with numbers of units after it, of these.
"""

import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import polars as pl

from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.workspace import Workspace

SIZES: Final = (1_000, 5_000, 20_000)
UNITS_OF_A_DISTRICT: Final = 12
FORMS: Final = (("a", 3, 6), ("b", 2, 5), ("c", 1, 4))
"""By group, the least and the greatest number of forms of a unit."""
FRAMEWORK: Final = """
digiramverk: 1
id: units
edition: "1"
title: Units
languages: [en]
scale: [no, partly, yes]
attributes: {{district: {{title: District}}}}
groups: {{a: A, b: B, c: C}}
scoring: {{unanswered: exclude}}
areas: {{t: {{title: T, indicators: {{T0: Question}}}}}}
params: {{fewest: 3}}
rules:
  responded: any(answered)
  n_unit_group: {{across: [unit, group], value: count(responded)}}
  n_unit: {{across: [unit], value: count(responded)}}
  n_district: {{across: [district], value: count(responded)}}
  of_unit_group: {{across: [unit, group], value: mean(fraction){unit_group}}}
  of_unit: {{across: [unit], value: mean(fraction){unit}}}
  of_district: {{across: [district], value: mean(fraction){district}}}
  of_group: {{across: [group], value: mean(fraction)}}
  of_all: {{across: [], value: mean(fraction)}}
"""


def scorer(folder: Path, *, guarded: bool) -> FrameScorer:
    """The framework, with a minimum for what is shown or without."""
    names = ("unit_group", "unit", "district")
    rules = {name: f", show_if: n_{name} >= fewest" if guarded else "" for name in names}
    path = folder / f"{guarded}.yaml"
    path.write_text(FRAMEWORK.format(**rules), encoding="utf-8")
    return FrameScorer(Workspace().framework(path))


def forms(units: int) -> pl.DataFrame:
    """Some forms of every unit and group."""
    dice = random.Random(1)  # noqa: S311 - nothing secret
    districts = max(1, units // UNITS_OF_A_DISTRICT)
    return pl.DataFrame(
        [
            {
                "unit": f"u{unit}",
                "district": f"d{unit % districts}",
                "group": group,
                "T0": dice.choice(["no", "partly", "yes"]),
            }
            for unit in range(units)
            for group, least, most in FORMS
            for _ in range(dice.randint(least, most))
        ]
    )


def seconds(own: FrameScorer, table: pl.DataFrame) -> float:
    """Seconds of processor time that scoring a table takes, the framework being ready."""
    own.score(table[:50])
    start = time.process_time()
    own.score(table)
    return time.process_time() - start


def main(sizes: list[int]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        plain, guarded = (scorer(Path(folder), guarded=each) for each in (False, True))
        sys.stdout.write("| units | forms | without | with `show_if` | ratio |\n|---|---|---|---|---|\n")
        for units in sizes:
            table = forms(units)
            without, beside = seconds(plain, table), seconds(guarded, table)
            numbers = f"{without:.2f} s | {beside:.2f} s | {beside / without:.1f}"
            sys.stdout.write(f"| {units} | {len(table)} | {numbers} |\n")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or list(SIZES))
