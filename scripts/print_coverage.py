"""Prints what tests cover, room by room, from what slipcover has measured: the end of `make wheels`.

The lines that no test runs are listed for the rooms that compute: there each of them is a figure that nobody
has compared. A branch is written as the line that decides and the line that never follows.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

PACKAGE = "digiramverk"
LISTED = ("rules", "definitions", "answers", "scoring", "tables")


def main(path: str) -> None:
    """Print the table, then the lists."""
    measured = json.loads(Path(path).read_text(encoding="utf-8"))
    files = {module(name): found for name, found in measured["files"].items()}
    rooms: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name, found in files.items():
        rooms[name.partition("/")[0]].append(found)
    print(f"{'room':24} {'lines':>7} {'run':>7} {'branches':>9} {'run':>7}")
    for room, those in [*sorted(rooms.items()), ("all", [*files.values()])]:
        lines, branches = covered(those, "lines"), covered(those, "branches")
        print(f"{room:24} {lines[1]:7} {share(*lines):>7} {branches[1]:9} {share(*branches):>7}")
    print()
    for name, found in sorted(files.items()):
        # A branch of a line that no test runs says nothing new. Line 0 is the end of the function.
        missing = [
            f"{one}→{other or 'end'}"
            for one, other in found["missing_branches"]
            if one in found["executed_lines"]
        ]
        if name.partition("/")[0] in LISTED and (found["missing_lines"] or missing):
            print(f"{name}: {', '.join([*runs(found['missing_lines']), *missing])}")


def module(name: str) -> str:
    """The path of a module below the package."""
    parts = PurePath(name).parts
    return "/".join(parts[parts.index(PACKAGE) + 1 :])


def covered(files: Iterable[Mapping[str, Any]], what: str) -> tuple[int, int]:
    """How many lines or branches are run, and how many there are."""
    pairs = [(len(each[f"executed_{what}"]), len(each[f"missing_{what}"])) for each in files]
    run = sum(run for run, _ in pairs)
    return run, run + sum(missing for _, missing in pairs)


def share(run: int, there: int) -> str:
    """A share in percent."""
    return f"{100 * run / there:.1f} %" if there else "–"


def runs(lines: Iterable[int]) -> list[str]:
    """Line numbers, with those that follow one another as `first-last`."""
    found: list[str] = []
    for _, those in groupby(enumerate(sorted(lines)), key=lambda pair: pair[1] - pair[0]):
        numbers = [line for _, line in those]
        found.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    return found


if __name__ == "__main__":
    main(sys.argv[1])
