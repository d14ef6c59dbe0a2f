"""Whether checking a framework takes twice as long for twice as many indicators, and how long LIKA takes."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import linear_regression, median
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from bench.page import machine, write_section
from bench.plot import Points, write_plot
from digiramverk.workspace import Workspace

SIZES: Final = (100, 200, 500, 1000, 2000)
REPETITIONS: Final = 9
LIKA_LIMIT: Final = 0.5
LARGEST_LIMIT: Final = 5.0
PER_AREA: Final = 25

HEAD: Final = """\
digiramverk: 1
id: large
edition: "1"
title: {sv: Stort, en: Large}
languages: [sv, en]
scale:
  levels:
    no: {title: {sv: Nej, en: "No"}}
    partly: {title: {sv: Delvis, en: Partly}}
    yes: {title: {sv: Ja, en: "Yes"}}
steps: [1, 2, 3]
scoring: {unanswered: exclude}
rules:
  share: {per: [area, step], value: mean(fraction), format: percent}
  reached: {per: [area, step], value: share >= 0.8}
  step_reached: {per: [step], value: all(reached)}
  highest_step: highest(step_reached)
areas:
"""
PARSE: Final = (
    "import sys, yaml; yaml.load(open(sys.argv[1]), Loader=getattr(yaml, 'CSafeLoader', yaml.SafeLoader))"
)


class Found(NamedTuple):
    """What was measured of one framework, in seconds of processor time."""

    what: str
    indicators: int
    validating: float
    parsing: float


def write() -> None:
    """Measure and write the section."""
    with TemporaryDirectory() as folder:
        found = [_measured(f"{size:,} indicators", size, _written(Path(folder), size)) for size in SIZES]
        lika = Workspace().framework("lika")
        path = Path(folder) / "lika.yaml"
        path.write_text(Workspace().pack(lika), encoding="utf-8")
        whole = _measured("LIKA, its folder with cases and crosswalks", len(lika.indicators), path, "lika")
    slope, start = linear_regression([each.indicators for each in found], [each.validating for each in found])
    write_section("validating", _section(found, whole, slope, start))


def _section(found: Sequence[Found], whole: Found, slope: float, start: float) -> str:
    line: Points = [(size, start + slope * size) for size in (0, *SIZES)]
    series: dict[str, Points] = {
        "digiramverk validate": [(each.indicators, each.validating) for each in found],
        "the line through these": line,
        "only parsing the YAML": [(each.indicators, each.parsing) for each in found],
    }
    plot = write_plot("validating", series, x="Indicators", y="Processor time, s", logarithmic=False)
    rows = "\n".join(_row(each) for each in (whole, *found))
    off = max(abs(each.validating - start - slope * each.indicators) / each.validating for each in found)
    largest = found[-1]
    return f"""\
## Validating

{machine("PyYAML", "jsonschema")}

A framework in one file is checked by `digiramverk validate` as a process of its own: starting, reading,
structure, references, rules, compiling, and what is legal but suspicious. It is compared with a process that
only parses the same file with PyYAML's fast loader. Times are processor time, which is what a process takes
where nothing else runs; medians of {REPETITIONS}.

| framework | `validate` | only parsing | ratio |
|---|--:|--:|--:|
{rows}

LIKA was to take less than {LIKA_LIMIT:g} s: {_met(whole.validating, LIKA_LIMIT)}. {largest.what} were to take
less than {LARGEST_LIMIT:g} s: {_met(largest.validating, LARGEST_LIMIT)}. Time grows in a straight line with
size: {start:.2f} s to start, and {slope * 1e6:.0f} µs for each indicator; no size is further than {off:.1%}
from that line.

{plot}
"""


def _row(found: Found) -> str:
    ratio = found.validating / found.parsing
    return f"| {found.what} | {found.validating:.2f} s | {found.parsing:.2f} s | {ratio:.1f} |"


def _met(found: float, limit: float) -> str:
    return f"{'yes' if found < limit else 'NO'}, {found:.2f} s"


def _measured(what: str, indicators: int, path: Path, asked: str | None = None) -> Found:
    """Both processes in turns, so that what slows the machine down slows both."""
    ours = [sys.executable, "-m", "digiramverk", "validate", asked or str(path)]
    theirs = [sys.executable, "-c", PARSE, str(path)]
    times = [(_processor_time(ours), _processor_time(theirs)) for _ in range(REPETITIONS)]
    return Found(what, indicators, *(median(each) for each in zip(*times, strict=True)))


def _processor_time(command: Sequence[str]) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _written(folder: Path, size: int) -> Path:
    """A framework with so many indicators, with texts in two languages and help, each unlike the others."""
    lines: list[str] = []
    for number in range(size):
        area, place = divmod(number, PER_AREA)
        if not place:
            lines += [f"  a{area}:", f"    title: {{sv: Område {area}, en: Area {area}}}", "    indicators:"]
        lines += [
            f"      I{number}:",
            f"        text: {{sv: Skolan följer upp punkt {number}, en: Point {number} is followed up}}",
            f"        help: {{sv: Se avsnitt {number} i planen, en: See section {number} of the plan}}",
            f"        step: {number % 3 + 1}",
        ]
    path = folder / f"{size}.yaml"
    path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return path
