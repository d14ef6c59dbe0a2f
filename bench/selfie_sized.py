"""A survey of the size of SELFIE's: seven million respondents, forty items, figures by school and group.

`python -m bench.selfie_sized 200000 4000` measures a smaller one: 200,000 respondents, 4,000 schools.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import attrs
import numpy as np
import polars as pl
import yaml

from bench.forms import SEED

RESPONDENTS: Final = 7_000_000
SCHOOLS: Final = 20_000
ITEMS: Final = 40
GROUPS: Final = ("leader", "teacher", "pupil")
GIB: Final = 1 << 30
TURNS: Final = 7
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


def areas() -> dict[str, list[str]]:
    """The items of each area."""
    return {name: list(area["indicators"]) for name, area in definition()["areas"].items()}


def write_table(path: Path, respondents: int, schools: int) -> None:
    """Answers as points, written part by part."""
    draw = np.random.default_rng(SEED)
    names = [name for own in areas().values() for name in own]
    parts = path.with_suffix("")
    parts.mkdir()
    for start in range(0, respondents, _PART):
        size = min(_PART, respondents - start)
        unit = pl.Series(draw.integers(0, schools, size)).cast(pl.String)
        group = pl.Series(draw.choice(np.array(GROUPS), size, p=(0.05, 0.25, 0.7)))
        codes = {name: draw.integers(0, 6, size, dtype=np.int8) for name in names}
        answers = pl.DataFrame(codes).select(pl.when(pl.all() > _UNANSWERED).then(pl.all()))
        answers.select(unit=unit, group=group, **{name: pl.col(name) for name in names}).write_parquet(
            parts / f"{start // _PART:03}.parquet"
        )
    pl.scan_parquet(parts / "*.parquet").sink_parquet(path)


@attrs.frozen
class Taken:
    """What one command took: seconds, and bytes of memory at the peak."""

    seconds: float
    peak: int


def measured(respondents: int, schools: int, turns: int) -> Iterator[tuple[Taken, Taken]]:
    """Our command and the query by hand, in turns, each in a process of its own.

    Raises:
        ValueError: the two have not written the same rows.
    """
    with TemporaryDirectory() as folder:
        table, framework, own, other = (
            Path(folder) / name for name in ("a.parquet", "survey.yaml", "own.parquet", "other.parquet")
        )
        write_table(table, respondents, schools)
        framework.write_text(yaml.safe_dump(definition(), sort_keys=False), encoding="utf-8")
        ours = ["bench.peak", "score", str(framework), str(table), "--out", str(own), "--force"]
        items = [f"{name}={','.join(names)}" for name, names in areas().items()]
        theirs = ["bench.selfie_by_hand", str(table), str(other), *items]
        for turn in range(turns):
            pair = _run(ours), _run(theirs)
            if turn == 0 and not _same_rows(own, other):
                raise ValueError(respondents, schools)
            yield pair


def _run(command: list[str]) -> Taken:
    # An installed package has its modules compiled.
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", *command],
        env=variables,
        check=False,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    if done.returncode:
        sys.exit(done.stderr)
    return Taken(perf_counter() - start, int(done.stderr.rsplit(maxsplit=1)[-1]))


def _same_rows(one: Path, other: Path) -> bool:
    key = ("measure", "indicator", "area", "unit", "group")
    own, its = (pl.read_parquet(path).sort(key) for path in (one, other))
    return own.schema == its.schema and own.equals(its)


def compared(respondents: int, schools: int, turns: int) -> str:
    """One sentence about how long both took."""
    pairs = list(measured(respondents, schools, turns))
    ratios = sorted(own.seconds / other.seconds for own, other in pairs)
    own, other = (median(pair[at].seconds for pair in pairs) for at in (0, 1))
    peaks = [max(pair[at].peak for pair in pairs) / GIB for at in (0, 1)]
    return (
        f"{own:.1f} s and {peaks[0]:.2f} GiB of memory at the peak, {median(ratios):.2f} times as long"
        f" ({ratios[0]:.2f} – {ratios[-1]:.2f} in {turns} turns) as a query written by hand in Polars for"
        f" this survey alone that writes the same rows ({other:.1f} s, {peaks[1]:.2f} GiB)."
    )


def selfie_sized() -> Iterator[str]:
    """Two sizes of one command on one file, and what it took."""
    yield "### A survey of SELFIE's size"
    yield ""
    yield (
        f"{ITEMS} items, figures for each of {SCHOOLS:,} schools × {len(GROUPS)} groups in a long Parquet"
        " file, by one command, `digiramverk score survey.yaml answers.parquet --out results.parquet`,"
        " start of the process included:"
    )
    yield ""
    for respondents in (RESPONDENTS // 7, RESPONDENTS):
        yield f"- {respondents:,} respondents: {compared(respondents, SCHOOLS, TURNS)}"


if __name__ == "__main__":
    _respondents, _schools, *_turns = map(int, sys.argv[1:])
    print(compared(_respondents, _schools, _turns[0] if _turns else TURNS))
