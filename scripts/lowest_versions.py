"""The lowest versions that our projects allow, as constraints for pip: `name==version`, one a line.

Every requirement, extras included, needs a lower bound (`>=`). One without is an error: nobody would know
which versions it was tried with.

Usage: lowest_versions.py PYPROJECT…
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

# Spark comes as source and needs Java; it has an environment of its own (`make test-spark`).
APART = {"pyspark"}
_REQUIREMENT = re.compile(r"(?P<name>[\w.\-]+)(\[[\w,\-]+\])?\s*(>=\s*(?P<lowest>[\w.]+))?")


def lowest(pyproject: Path) -> Iterator[tuple[str, str]]:
    """Every requirement on somebody else's distribution, with the lowest version that is allowed."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    for written in (*project["dependencies"], *(each for extra in extras for each in extra)):
        found = _REQUIREMENT.match(written)
        if found is None:
            sys.exit(f"{pyproject}: {written} cannot be read")
        name = found["name"]
        if name.startswith("digiramverk") or name in APART:
            continue
        if found["lowest"] is None:
            sys.exit(f"{pyproject}: {written} has no lower bound")
        yield name, found["lowest"]


def main(paths: list[str]) -> None:
    """Print the constraints; of two bounds for one name the higher holds."""
    bounds: dict[str, str] = {}
    for path in paths:
        for name, version in lowest(Path(path)):
            bounds[name] = max(version, bounds.get(name, version), key=_numbers)
    for name, version in sorted(bounds.items()):
        print(f"{name}=={version}")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


if __name__ == "__main__":
    main(sys.argv[1:])
