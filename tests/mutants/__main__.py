"""`make mutants`: how many mistakes in the product's own code the tests of the same room catch."""

# ruff: noqa: T201 - it is for its lines that this is run
import hashlib
import json
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final, TypeAlias

import attrs
from tests.mutants.drawing import CodeMutant, drawn
from tests.mutants.harmless import harmless
from tests.mutants.running import ROOT, Baseline, Fate, Room, copied, read

ROOMS: Final = ("rules", "scoring", "tables", "definitions", "answers", "planning")
LOADED: Final = (
    "coverage",
    "docx",
    "duckdb",
    "fastexcel",
    "hypothesis.strategies",
    "jsonschema",
    "narwhals",
    "openpyxl",
    "pandas",
    "pluggy",
    "polars",
    "pyarrow.parquet",
    "rich.console",
    "xlsxwriter",
    "yaml",
)
"""What takes long to import and starts no thread that a fork would miss."""
CACHE: Final = ROOT / ".mutants"
Fates: TypeAlias = dict[str, list[tuple[CodeMutant, Fate]]]
KINDS: Final = ("caught", "timeout", "not covered", "survived", "harmless")


def main() -> None:
    """Draw, run and report."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", default=",".join(ROOMS), help="which rooms, with commas between")
    parser.add_argument("--sample", type=int, default=300, help="how many mutants, in equal shares")
    parser.add_argument("--seed", default="1", help="another seed draws others")
    parser.add_argument("--report", type=Path, default=CACHE / "report.txt")
    parser.add_argument("--seconds", type=float, default=120, help="of tests for one mutant, at most")
    asked = parser.parse_args()
    rooms = asked.rooms.split(",")
    os.chdir(ROOT)
    os.environ.setdefault("HYPOTHESIS_PROFILE", "mutants")
    for name in LOADED:
        import_module(name)
    CACHE.mkdir(exist_ok=True)
    fates: Fates = {name: [] for name in rooms}
    with tempfile.TemporaryDirectory() as folder:
        copy = copied(Path(folder))
        for number, name in enumerate(rooms):
            share = asked.sample // len(rooms) + (number < asked.sample % len(rooms))
            room = Room(name, copy)
            baseline = _baseline(room)
            for mutant in islice(drawn(room.package, name, asked.seed), share):
                why = harmless(mutant)
                fate = Fate("harmless", why, 0) if why else room.fate(mutant, baseline, asked.seconds)
                fates[name].append((mutant, fate))
                where = f"{mutant.module}:{mutant.lines.start}"
                print(f"{name} {len(fates[name])}/{share} {where} {fate.kind} {fate.by}", file=sys.stderr)
                asked.report.write_text(report(asked.seed, fates), encoding="utf-8")
            _confirm(room, baseline, fates[name], asked.seconds)
            asked.report.write_text(report(asked.seed, fates), encoding="utf-8")
    print(report(asked.seed, fates))


def _baseline(room: Room) -> Baseline:
    """Kept until the room's code changes; of its tests, those in files that have changed are run anew."""
    code, tests = ROOT / "src" / "digiramverk" / room.name, ROOT / "tests" / room.name
    files = {path.relative_to(ROOT).as_posix(): _digest([path]) for path in sorted(tests.rglob("test_*.py"))}
    shared = sorted({*code.rglob("*.py"), *tests.rglob("*.py")} - {ROOT / file for file in files})
    kept = CACHE / f"{room.name}-{_digest(shared)}.json"
    known, baseline = {}, Baseline({}, [], {})
    if kept.exists():
        said = json.loads(kept.read_text(encoding="utf-8"))
        known, baseline = said["files"], read(said["baseline"])
    changed = [file for file, digest in files.items() if known.get(file) != digest]
    if changed:
        print(f"{room.name}: which test runs which line?", file=sys.stderr)
        baseline = baseline.without({*changed, *(known.keys() - files.keys())}).joined(room.baseline(changed))
        said = {"files": files, "baseline": attrs.asdict(baseline)}
        kept.write_text(json.dumps(said), encoding="utf-8")
    for test in baseline.left_out:
        print(f"{room.name}: left out, as it fails without a mistake or takes long: {test}", file=sys.stderr)
    return baseline


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256(os.environ["HYPOTHESIS_PROFILE"].encode())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _confirm(room: Room, baseline: Baseline, fates: list[tuple[CodeMutant, Fate]], most: float) -> None:
    """A test that fails here without any mistake has caught nothing: its mutants meet the others."""
    while caught := {fate.by: baseline.seconds[fate.by] for _, fate in fates if fate.by in baseline.seconds}:
        _, failed = room.failing(caught)
        if failed == []:
            return
        for wrong in failed or caught:
            print(f"{room.name}: fails without a mistake: {wrong}", file=sys.stderr)
            baseline.seconds.pop(wrong, None)
        for number, (mutant, fate) in enumerate(fates):
            if fate.kind == "caught" and fate.by in (failed or caught):
                fates[number] = (mutant, room.fate(mutant, baseline, most))


def report(seed: str, fates: Fates) -> str:
    """A table of the rooms, then each mutant that no test caught, as what was changed."""
    head = f"{'room':12} {'mutants':>8}" + "".join(f" {kind:>11}" for kind in KINDS) + f" {'score':>6}"
    lines = [f"Mutants of the product's own code, seed {seed}", "", head]
    for name, found in {**fates, "all": [each for room in fates.values() for each in room]}.items():
        count = Counter(fate.kind for _, fate in found)
        judged = len(found) - count["harmless"]
        score = f"{(count['caught'] + count['timeout']) / judged:.0%}" if judged else "–"
        row = "".join(f" {count[kind]:>11}" for kind in KINDS)
        lines.append(f"{name:12} {len(found):>8}{row} {score:>6}")
    shown = [each for kind in ("survived", "not covered", "timeout") for each in _of_kind(kind, fates)]
    for mutant, fate in shown:
        place = f"{mutant.module}:{mutant.lines.start} {mutant.function}"
        lines += ["", f"{fate.kind}: {place} ({fate.tests} tests)"]
        lines += [f"  - {line}" for line in mutant.before.splitlines()]
        lines += [f"  + {line}" for line in mutant.after.splitlines()]
    return "\n".join(lines) + "\n"


def _of_kind(kind: str, fates: Fates) -> Iterator[tuple[CodeMutant, Fate]]:
    for found in fates.values():
        yield from (each for each in found if each[1].kind == kind)


if __name__ == "__main__":
    main()
