"""A table larger than memory is scored in what memory there is.

`HYPOTHESIS_PROFILE=nightly` lets gigabytes be scored; `DIGIRAMVERK_TABLE_GB` says how many: 2 if not given.
With `DIGIRAMVERK_TESTS=all`, as CI has it, two small tables are, one of which is twice the other, and two of
one size, one of which has many more units. What is kept of every unit and round is counted always.
"""

import gc
import os
import random
import subprocess
import sys
import tracemalloc
from pathlib import Path
from typing import Final

import polars as pl
import pytest
from tests.claims import not_held
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.scoring.tables.engines import POLARS
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.scoring.tables.table_runs import begin
from digiramverk.workspace import Workspace

GIGABYTE: Final = 1 << 30
MOST: Final = 2 * GIGABYTE
LINES: Final = 20_000
CELLS: Final = 90
"""So many values the framework has for a form: as many rows its results take, one for each value."""
SMALL: Final = 20_000
"""Forms of the smaller of two tables."""
KEPT: Final = CELLS * 48
"""The least number of bytes that the rows of a form take, texts not counted."""
FRAMEWORK: Final = """
digiramverk: 1
id: country
edition: "1"
title: A country
languages: [en]
scale: [begun, planned, reached]
steps: {{"1": One, "2": Two, "3": Three, "4": Four}}
scoring: {{unanswered: exclude}}
areas:
{areas}
rules:
  share: {{per: [area, step], value: mean(fraction), format: percent}}
  reached: {{per: [area, step], value: mean(fraction) >= 0.5}}
  collected: {{per: [area, step], value: sum(points)}}
  area_share: {{per: [area], value: mean(fraction)}}
  change: {{per: [area], value: area_share - previous(area_share)}}
  step_reached: {{per: [step], value: all(reached)}}
  highest_step: highest(step_reached)
  weakest: min(area_share)
  of_round: {{across: [round, school_form], per: [step], value: share_of(step_reached)}}
  of_unit: {{across: [unit, round], value: mean(fraction)}}
"""
GAP: Final = """  gap:
    across: [unit, round]
    per: [area, step]
    value: max(share) - min(share) if count(known(share)) >= 2 else undecided
"""
"""A figure for each unit and round that stands on many sums, as LIKA's `rater_gap`."""
FIGURES: Final = 25
"""So many figures a unit has in a round, with that rule."""
NARROW: Final = """
digiramverk: 1
id: country
edition: "1"
title: A country
languages: [en]
scale: [begun, planned, reached]
scoring: {unanswered: exclude}
areas: {a: {indicators: {L1: One, L2: Two}}}
rules: {share: mean(fraction), of_round: {across: [round, school_form], value: mean(share)}}
"""
FORMS_OF_20_GB: Final = 40_000_000
FORMS_OF_A_COUNTRY: Final = 800_000
MOST_OF_A_COUNTRY: Final = 3 * GIGABYTE // 2
GROWTH: Final = 60 * FIGURES
"""Bytes that one more unit and round may take: objects of Python for its figures take three times as many."""
OBJECT: Final = 48
"""Bytes that the smallest object of Python takes that holds another one."""
PACKED: Final = 8
"""Bytes that are kept of a figure, once all forms have been read."""
PROGRAM: Final = """
import resource, sys
from digiramverk.cli.app import run
from digiramverk.answers.tabular_files import table_files
how = sys.argv[3:]
if sys.argv[1]:
    table_files.BATCH = int(sys.argv[1])
for table in sys.argv[2].split(","):
    code = run(["score", "country.yaml", table, "--out", "o.parquet", *how], "en")
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
    if code:
        sys.exit(code)
"""

slow = pytest.mark.skipif(
    not NIGHTLY,
    reason="writes and scores gigabytes, which takes minutes: HYPOTHESIS_PROFILE=nightly runs it",
)


def write_framework(path: Path, rules: str = "") -> list[str]:
    """A framework of 90 indicators in six areas and four steps, with further rules; their ids."""
    names = [f"A{area}-{number:02}" for area in range(1, 7) for number in range(1, 16)]
    asked = {name: f"{name}: {{text: Question {name}, step: {1 + int(name[-2:]) % 4}}}" for name in names}
    own = [", ".join(text for name, text in asked.items() if name[1] == str(area)) for area in range(1, 7)]
    areas = "\n".join(f"  a{number}: {{indicators: {{{each}}}}}" for number, each in enumerate(own))
    path.write_text(FRAMEWORK.format(areas=areas) + rules, encoding="utf-8")
    return names


def write_table(path: Path, names: list[str], *, size: int = 0, forms: int = 0, units: int = 5000) -> int:
    """A table of about so many bytes, or of at least so many forms; how many forms."""
    dice = random.Random(7)  # noqa: S311 - nothing secret
    lines = min(LINES, forms or LINES)
    block = [",".join(dice.choices(["begun", "planned", "reached", ""], k=len(names))) for _ in range(lines)]
    made = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(f"response,unit,school_form,round,{','.join(names)}\n")
        while file.tell() < size or made < forms:
            file.writelines(
                f"f{number},School {number % units},school,{2015 + number % 10},{line}\n"
                for number, line in enumerate(block, made)
            )
            made += lines
    return made


def peaks(folder: Path, tables: list[str], how: list[str], batch: int | None = None) -> list[int]:
    """Score tables one after the other in one process; how much memory it had taken after each."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "" if batch is None else str(batch), ",".join(tables), *how],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [int(line.split()[-1]) for line in done.stdout.splitlines() if line.startswith("peak")]


def check_rows(folder: Path, forms: int, wide: list[str]) -> None:
    """The results are all there: a row per form, or one per value of a form and of a group."""
    result = pl.scan_parquet(folder / "o.parquet")
    if wide:
        assert result.select(pl.len()).collect().item() == forms
    else:
        of_forms = result.filter(~pl.col("measure").is_in(["of_round", "of_unit", "gap"]))
        assert of_forms.select(pl.len()).collect().item() == forms * CELLS


@slow
@pytest.mark.parametrize("wide", [["--wide"], []], ids=["wide", "long"])
def test_two_gigabytes_of_memory_are_enough(tmp_path: Path, wide: list[str]) -> None:
    size = float(os.environ.get("DIGIRAMVERK_TABLE_GB", "2"))
    names = write_framework(tmp_path / "country.yaml")
    forms = write_table(tmp_path / "a.csv", names, size=int(size * GIGABYTE))
    (peak,) = peaks(tmp_path, ["a.csv"], wide)
    (tmp_path / "a.csv").unlink()
    print(f"{size} GB, {forms} forms, peak {peak / GIGABYTE:.2f} GiB")  # noqa: T201 - what the night is for
    check_rows(tmp_path, forms, wide)
    (tmp_path / "o.parquet").unlink()
    assert peak < MOST


@slow
def test_two_gigabytes_of_memory_are_enough_for_as_many_forms_as_in_twenty_of_csv(tmp_path: Path) -> None:
    """What is remembered of every form, for all of them: short ones, so that disk and night suffice."""
    (tmp_path / "country.yaml").write_text(NARROW, encoding="utf-8")
    write_table(tmp_path / "a.csv", ["L1", "L2"], forms=FORMS_OF_20_GB)
    (peak,) = peaks(tmp_path, ["a.csv"], ["--wide"])
    (tmp_path / "a.csv").unlink()
    print(f"{FORMS_OF_20_GB} forms, peak {peak / GIGABYTE:.2f} GiB")  # noqa: T201 - what the night is for
    check_rows(tmp_path, FORMS_OF_20_GB, ["--wide"])
    assert peak < MOST


@pytest.mark.skipif(not THOROUGH, reason="takes seconds: DIGIRAMVERK_TESTS=all runs it, as CI does")
def test_a_table_twice_as_large_takes_no_more_memory(tmp_path: Path) -> None:
    names = write_framework(tmp_path / "country.yaml")
    write_table(tmp_path / "half.csv", names, forms=SMALL)
    forms = write_table(tmp_path / "whole.csv", names, forms=2 * SMALL)
    half, whole = peaks(tmp_path, ["half.csv", "whole.csv"], [], batch=5_000)
    check_rows(tmp_path, forms, [])
    print(f"{half / GIGABYTE:.3f} GiB, then {whole / GIGABYTE:.3f}")  # noqa: T201 - shown where it fails
    # Polars reads ahead, a little more in the larger table; whoever keeps all rows needs more than this.
    assert whole - half < SMALL * KEPT


@pytest.mark.skipif(not THOROUGH, reason="takes seconds: DIGIRAMVERK_TESTS=all runs it, as CI does")
@pytest.mark.parametrize("wide", [["--wide"], []], ids=["wide", "long"])
def test_units_with_figures_of_their_own_take_little_memory(tmp_path: Path, wide: list[str]) -> None:
    names = write_framework(tmp_path / "country.yaml", GAP)
    write_table(tmp_path / "few.csv", names, forms=2 * SMALL, units=50)
    forms = write_table(tmp_path / "many.csv", names, forms=2 * SMALL, units=2 * SMALL)
    few, many = peaks(tmp_path, ["few.csv", "many.csv"], ["--measure", "gap", *wide], batch=5_000)
    written = tmp_path / ("o.by-unit-round.parquet" if wide else "o.parquet")
    rows = pl.scan_parquet(written).select(pl.len()).collect().item()
    assert rows == forms * (1 if wide else FIGURES - 1)
    print(f"{few / GIGABYTE:.3f} GiB, then {many / GIGABYTE:.3f}")  # noqa: T201 - shown where it fails
    assert many - few < forms * GROWTH


@slow
@pytest.mark.parametrize("wide", [["--wide"], []], ids=["wide", "long"])
def test_half_a_country_of_units_fits_into_memory(tmp_path: Path, wide: list[str]) -> None:
    """Every form is of a unit and round of its own, with figures of their own."""
    names = write_framework(tmp_path / "country.yaml", GAP)
    forms = write_table(tmp_path / "a.csv", names, forms=FORMS_OF_A_COUNTRY, units=FORMS_OF_A_COUNTRY)
    (peak,) = peaks(tmp_path, ["a.csv"], wide)
    (tmp_path / "a.csv").unlink()
    print(f"{forms} units, peak {peak / GIGABYTE:.2f} GiB")  # noqa: T201 - what the night is for
    check_rows(tmp_path, forms, wide)
    (tmp_path / "o.parquet").unlink()
    assert peak < MOST_OF_A_COUNTRY


def kept_of(scorer: FrameScorer, folder: Path, units: int) -> tuple[int, int]:
    """What running a table of so many units leaves: bytes of Python's objects, and of the units' figures."""
    write_table(folder / "a.csv", ["L1", "L2"], forms=units, units=units)
    run = begin(scorer, folder / "a.csv", POLARS, lambda _: None)
    run.survey(None, "")
    with not_held():
        gc.collect()
        tracemalloc.start()
        try:
            tables = run.outcome.tables
            # Python keeps thousands of freed tuples to be used again, until it collects: these are not held.
            gc.collect()
            objects, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    (table,) = (each for each in tables if each.stage.population == ("unit", "round"))
    assert len(table) == units
    return objects, sum(int(values.estimated_size()) for values in table.figures.cells.values())


def test_of_a_unit_only_packed_figures_are_kept(tmp_path: Path) -> None:
    value = "max(share) - min(share) if count(known(share)) >= 2 else max(share)"
    gap = f", gap: {{across: [unit, round], value: {value}}}}}"
    rules = NARROW.strip().removesuffix("}") + gap
    (tmp_path / "country.yaml").write_text(rules, encoding="utf-8")
    scorer = FrameScorer(Workspace().framework(tmp_path / "country.yaml"))
    # Python keeps what is made at first use, and some thousands of small objects to be used again.
    kept_of(scorer, tmp_path, 3_000)
    few, few_packed = kept_of(scorer, tmp_path, 3_000)
    many, many_packed = kept_of(scorer, tmp_path, 8_000)
    assert many - few < 5_000 * OBJECT // 2
    assert 0 < many_packed - few_packed <= 5_000 * PACKED
