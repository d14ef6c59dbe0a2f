"""A survey of the size of SELFIE's: seven million respondents, forty items, figures by school and group."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import numpy as np
import polars as pl
import yaml

from bench.forms import SEED

RESPONDENTS: Final = 7_000_000
SCHOOLS: Final = 20_000
ITEMS: Final = 40
GROUPS: Final = ("leader", "teacher", "pupil")
GIB: Final = 1 << 30
_PART: Final = 500_000
_UNANSWERED: Final = 0


def definition() -> dict[str, Any]:
    """Forty items on a scale from 1 to 5 in eight areas, pooled for each school and group."""
    points = ("first", "second", "third", "fourth", "fifth")
    return {
        "digiramverk": 1,
        "id": "survey",
        "edition": "1",
        "title": "Survey",
        "languages": ["en"],
        "scales": {"agreement": {"levels": {name: {"points": at} for at, name in enumerate(points, 1)}}},
        "groups": list(GROUPS),
        "scoring": {"unanswered": "exclude", "results_per": ["unit"]},
        "areas": {
            f"area_{area}": {"indicators": {f"q{area}_{item}": f"Item {area}.{item}" for item in range(5)}}
            for area in range(ITEMS // 5)
        },
        "rules": {
            "item_mean": {"across": ["unit", "group"], "per": ["indicator"], "value": "mean(points)"},
            "area_mean": {"across": ["unit", "group"], "per": ["area"], "value": "mean(points)"},
            "answers": {"across": ["unit", "group"], "value": "count(answered)"},
        },
    }


def write_table(path: Path) -> None:
    """Answers as points, written part by part."""
    draw = np.random.default_rng(SEED)
    names = [name for area in definition()["areas"].values() for name in area["indicators"]]
    parts = path.with_suffix("")
    parts.mkdir()
    for part in range(RESPONDENTS // _PART):
        unit = pl.Series(draw.integers(0, SCHOOLS, _PART)).cast(pl.String)
        group = pl.Series(draw.choice(np.array(GROUPS), _PART, p=(0.05, 0.25, 0.7)))
        codes = {name: draw.integers(0, 6, _PART, dtype=np.int8) for name in names}
        answers = pl.DataFrame(codes).select(pl.when(pl.all() > _UNANSWERED).then(pl.all()))
        answers.select(unit=unit, group=group, **{name: pl.col(name) for name in names}).write_parquet(
            parts / f"{part:03}.parquet"
        )
    pl.scan_parquet(parts / "*.parquet").sink_parquet(path)


def selfie_sized() -> Iterator[str]:
    """One command on one file, and what it took."""
    with TemporaryDirectory() as folder:
        table, framework, out = (Path(folder) / name for name in ("a.parquet", "survey.yaml", "out.parquet"))
        write_table(table)
        framework.write_text(yaml.safe_dump(definition(), sort_keys=False), encoding="utf-8")
        command = [sys.executable, "-m", "bench.peak", "score", str(framework), str(table), "--out", str(out)]
        start = perf_counter()
        root = Path(__file__).parents[1]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=root)
        if done.returncode:
            sys.exit(done.stderr)
        taken = perf_counter() - start
        peak = int(done.stderr.rsplit(maxsplit=1)[-1])
        size = table.stat().st_size
    yield "### A survey of SELFIE's size"
    yield ""
    yield (
        f"{RESPONDENTS:,} respondents × {ITEMS} items in a Parquet file of {size / GIB:.2f} GiB, figures for"
        f" each of {SCHOOLS:,} schools × {len(GROUPS)} groups, by one command, `digiramverk score survey.yaml"
        f" answers.parquet --out results.parquet`: {taken:.0f} s, {taken / RESPONDENTS * 1e6:.1f} µs per"
        f" respondent, {peak / GIB:.2f} GiB of memory at the peak."
    )
