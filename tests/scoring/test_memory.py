"""A table larger than memory is scored in what memory there is: slow, and run by night.

`DIGIRAMVERK_TABLE_GB` says how large a table is made, on the fly and through a pipe of its own making: 2 if not
given. `HYPOTHESIS_PROFILE=nightly` lets the test run.
"""

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from digiramverk.workspace import Workspace

GIGABYTE: Final = 1 << 30
MOST: Final = 2 * GIGABYTE
LINES: Final = 20_000
PROGRAM: Final = """
import resource, sys
from digiramverk.cli.app import run
code = run(sys.argv[1:], "en")
print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
sys.exit(code)
"""


def write_table(path: Path, size: int) -> int:
    """A table of LIKA's forms of about so many bytes; how many forms."""
    framework = Workspace().framework("lika")
    names = [each.id for each in framework.indicators]
    dice = random.Random(7)  # noqa: S311 - nothing secret
    known = [level.id for level in framework.scales[0].levels]
    levels = [*known, ""]
    block = [",".join(dice.choices(levels, k=len(names))) for _ in range(LINES)]
    forms = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(
            ",".join(["response", "unit", "school_form", "round", "group", "published", *names]) + "\n"
        )
        while file.tell() < size:
            file.writelines(
                f"f{forms + number},Skola {(forms + number) % 5000},grundskola,{2015 + number % 10},ledning,ja,{line}\n"
                for number, line in enumerate(block)
            )
            forms += LINES
    return forms


@pytest.mark.slow
@pytest.mark.parametrize("wide", [["--wide"], []], ids=["wide", "long"])
def test_two_gigabytes_of_memory_are_enough(tmp_path: Path, wide: list[str]) -> None:
    size = float(os.environ.get("DIGIRAMVERK_TABLE_GB", "2"))
    forms = write_table(tmp_path / "a.csv", int(size * GIGABYTE))
    out = tmp_path / "o.parquet"
    measure = [] if wide else ["--measure", "highest_step"]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "score", "lika", "a.csv", "--out", out.name, *wide, *measure],
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
