"""From one school to a country: all forms at once, against other ways of computing the same."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import attrs

from bench.page import machine, write_section
from bench.plot import write_plot
from bench.selfie_sized import selfie_sized

SIZES = (1, 290, 20_000, 1_000_000)
FEW = (1, 290)
TURNS = 7
TITLES = {"lika": "LIKA: 75 indicators, 30 cells of a form", "ninety": "90 indicators, 82 cells of a form"}
MIB = 1 << 20


@attrs.frozen
class Way:
    """A way of computing: its name for `bench.alone`, what the page calls it, for which sizes it is run."""

    name: str
    title: str
    sizes: tuple[int, ...] = SIZES


WAYS = (
    Way("forms", "digiramverk, form by form", FEW),
    Way("table", "digiramverk, `score_frame`"),
    Way("table_values", "digiramverk, `score_frame(…, reasons=False)`"),
    Way("polars", "Polars by hand, all columns"),
    Way("polars_values", "Polars by hand, values only"),
    Way("numpy", "NumPy by hand, values only"),
    Way("openfisca", "openfisca-core, values only"),
    Way("zen_batch", "zen-engine, `evaluate_batch`", FEW),
    Way("zen_expression", "zen-engine, one expression", FEW),
    Way("rust_cel", "common-expression-language", FEW),
    Way("json_logic_rules", "panzi-json-logic", FEW),
)
HEAD = """## Scoring a table

Every way computes *all* measures of every form and is checked to give what `digiramverk` gives form by form.
`score_frame` also says why each value that is missing is so, and how many of the relevant indicators are
answered, and Polars by hand does too in the first of its lines; in the second one of each that is left out.
What is done once (loading, compiling, putting a query together) is apart under *ready*. Times are medians,
per form, each way in a process of its own; peaks of memory are of that process with its tables. Answers
are enumerations (Polars), arrays of codes (NumPy, openfisca-core) or forms of ids. The engines that take
forms one by one are measured up to 290 forms: more take as much longer as there are more.
"""


def write() -> None:
    """Measure and write the section."""
    parts = [HEAD, machine("narwhals", "polars", "numpy", "openfisca-core", "zen-engine", *_OTHERS), ""]
    for case, title in TITLES.items():
        found = {way: _measured(case, way) for way in WAYS}
        parts += [f"### {title}", "", *_table({way: each for way, each in found.items() if each}), ""]
        lines = {
            way.title.replace("`", ""): [(int(size), taken) for size, taken in each["seconds"].items()]
            for way, each in found.items()
            if each
        }
        parts += [write_plot(f"scoring-{case}", lines, x="forms", y="seconds"), "", *_goals(case, found), ""]
    parts += [*selfie_sized()]
    write_section("country", "\n".join(parts))


_OTHERS = ("common-expression-language", "panzi-json-logic")


def _measured(case: str, way: Way) -> dict[str, Any] | None:
    """Small tables in one process and the greatest in another, whose peak of memory is told."""
    few, many = [size for size in way.sizes if size < SIZES[-1]], [s for s in way.sizes if s == SIZES[-1]]
    found: dict[str, Any] | None = _alone(case, way.name, *few)
    if found is None:
        return None
    for size in many:
        greatest = _alone(case, way.name, size)
        if greatest is not None:
            found["seconds"] |= greatest["seconds"]
            found["peak"] = greatest["peak"]
    return found


def _alone(case: str, way: str, *sizes: int) -> Any:  # noqa: ANN401 - what the process prints as JSON
    print(f"{case}: {way} {sizes}", file=sys.stderr, flush=True)
    command = [sys.executable, "-m", "bench.alone", case, way, *map(str, sizes)]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=root)
    if done.returncode == 0:
        return json.loads(done.stdout)
    if "ModuleNotFoundError" in done.stderr:
        print(f"{way}: not installed (make bench-engines)", file=sys.stderr)
        return None
    sys.exit(done.stderr)


def _table(found: dict[Way, dict[str, Any]]) -> Iterator[str]:
    yield f"| | ready | {' | '.join(f'N = {size:,}' for size in SIZES)} | peak |"
    yield "|---|--:|" + "--:|" * (len(SIZES) + 1)
    for way, each in found.items():
        times = [
            _time(each["seconds"][str(size)] / size) if str(size) in each["seconds"] else "" for size in SIZES
        ]
        peak = f"{each['peak'] / MIB:,.0f} MiB" if SIZES[-1] in way.sizes else ""
        yield f"| {way.title} | {_time(each['compile'])} | {' | '.join(times)} | {peak} |"


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def _goals(case: str, found: dict[Way, dict[str, Any] | None]) -> Iterator[str]:
    """What the times say about one another."""
    by_name = {way.name: each["seconds"] for way, each in found.items() if each}
    ours = by_name["table"]
    greatest = SIZES[-1]
    best = min(float(taken) / int(size) for size, taken in ours.items())
    for own, other in (("table", "polars"), ("table_values", "polars_values")):
        turns = _alone(case, f"{own},{other}", greatest, TURNS)
        ratios = [mine / theirs for mine, theirs in zip(turns[own], turns[other], strict=True)]
        title = next(way.title for way in WAYS if way.name == other)
        yield (
            f"- {greatest:,} forms, in turns in one process: {median(ratios):.2f} times as long as"
            f" {title} ({min(ratios):.2f} – {max(ratios):.2f} in {TURNS} turns)."
        )
    for other in ("openfisca", "zen_batch", "zen_expression"):
        if other in by_name:
            title = next(way.title for way in WAYS if way.name == other)
            theirs = min(float(taken) / int(size) for size, taken in by_name[other].items())
            yield f"- Per form, each at its best N: {theirs / best:,.1f} times as fast as {title}."
    slope = (ours[str(greatest)] / greatest) / (ours["20000"] / 20_000)
    yield f"- A form among {greatest:,} takes {slope:.2f} times what a form among 20,000 takes."
