"""A table larger than memory is scored in what memory there is: slow, and run by night.

`DIGIRAMVERK_TABLE_GB` says how large a table is made: 2 if not given. `HYPOTHESIS_PROFILE=nightly` lets
the test run.
"""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from tests.thorough import NIGHTLY

GIGABYTE: Final = 1 << 30
MOST: Final = 2 * GIGABYTE
LINES: Final = 20_000
FRAMEWORK: Final = """
digiramverk: 1
id: country
edition: "1"
title: A country
languages: [en]
scale: [begun, planned, reached]
steps: {{"1": One, "2": Two, "3": Three}}
scoring: {{unanswered: exclude}}
areas:
{areas}
rules:
  share: {{per: [area, step], value: mean(fraction), format: percent}}
  reached: {{per: [step], value: mean(fraction) >= 0.5}}
  highest_step: highest(reached)
  of_round: {{across: [round, school_form], per: [step], value: share_of(reached)}}
  of_unit: {{across: [unit, round], value: mean(fraction)}}
"""
PROGRAM: Final = """
import resource, sys
from digiramverk.cli.app import run
code = run(sys.argv[1:], "en")
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
sys.exit(code)
"""


slow = pytest.mark.skipif(
    not NIGHTLY,
    reason="writes and scores gigabytes, which takes minutes: HYPOTHESIS_PROFILE=nightly runs it",
)


def write_framework(path: Path) -> list[str]:
    """A framework of 75 indicators in five areas and three steps; their ids."""
    names = [f"A{area}-{number:02}" for area in range(1, 6) for number in range(1, 16)]
    asked = {name: f"{name}: {{text: Question {name}, step: {1 + int(name[-2:]) % 3}}}" for name in names}
    own = [", ".join(text for name, text in asked.items() if name[1] == str(area)) for area in range(1, 6)]
    areas = "\n".join(f"  a{number}: {{indicators: {{{each}}}}}" for number, each in enumerate(own))
    path.write_text(FRAMEWORK.format(areas=areas), encoding="utf-8")
    return names


def write_table(path: Path, size: int, names: list[str]) -> int:
    """A table of forms of about so many bytes; how many forms."""
    dice = random.Random(7)  # noqa: S311 - nothing secret
    block = [",".join(dice.choices(["begun", "planned", "reached", ""], k=len(names))) for _ in range(LINES)]
    forms = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"response,unit,school_form,round,{','.join(names)}\n")
        while file.tell() < size:
            file.writelines(
                f"f{number},School {number % 5000},school,{2015 + number % 10},{line}\n"
                for number, line in enumerate(block, forms)
            )
            forms += LINES
    return forms


@slow
@pytest.mark.parametrize("wide", [["--wide"], []], ids=["wide", "long"])
def test_two_gigabytes_of_memory_are_enough(tmp_path: Path, wide: list[str]) -> None:
    size = float(os.environ.get("DIGIRAMVERK_TABLE_GB", "2"))
    names = write_framework(tmp_path / "country.yaml")
    forms = write_table(tmp_path / "a.csv", int(size * GIGABYTE), names)
    out = tmp_path / "o.parquet"
    measure = [] if wide else ["--measure", "highest_step"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "score", "country.yaml", "a.csv", "--out", out.name, *wide, *measure],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{forms} forms scored")
    peak = int(done.stdout.split()[-1])
    print(f"{size} GB, {forms} forms, peak {peak / GIGABYTE:.2f} GiB")  # noqa: T201 - what the night is for
    assert peak < MOST
