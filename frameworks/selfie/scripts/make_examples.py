"""Write the example answers of this package: two schools, one of which has few leaders.

The script reads nothing but its own constants and the package's areas, and every random number comes from a
seed, so the same files come out every time::

    python scripts/make_examples.py

The schools are made up, and so is every answer.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any, Final

import yaml

PACKAGE: Final = Path(__file__).resolve().parents[1] / "src" / "digiramverk_selfie"
SEED: Final = "selfie-2026"
ROUND: Final = "2026"
GROUPS: Final = ("leaders", "teachers", "students")

# How many of each group answer, and how they lean.
SCHOOLS: Final = {
    "lovangsskolan": ("Lövängsskolan", {"leaders": 6, "teachers": 12, "students": 20}),
    "strandskolan": ("Strandskolan", {"leaders": 3, "teachers": 9, "students": 14}),
}
LEANING: Final = {"leaders": 0.4, "teachers": 0.0, "students": -0.1}
AREA_AIM: Final = {"A": 3.6, "B": 3.3, "C": 3.8, "D": 3.4, "E": 4.0, "F": 3.6, "G": 3.1, "H": 3.5}
PERSON_SPREAD: Final = 0.6
ITEM_SPREAD: Final = 0.4
ANSWER_SPREAD: Final = 0.7
NOT_APPLICABLE: Final = 0.02
UNANSWERED: Final = 0.01


def items() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Code → area and the groups that are asked, without the items for vocational programmes."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for path in sorted((PACKAGE / "definition" / "areas").glob("*.yaml")):
        areas: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for area, written in areas.items():
            for code, item in written["indicators"].items():
                if "school_forms" not in item:
                    found[code] = area, tuple(item.get("groups", GROUPS))
    return found


def answers(asked: dict[str, tuple[str, tuple[str, ...]]], group: str, draw: random.Random) -> list[str]:
    """One respondent's answers in points, N/A or nothing."""
    person = draw.gauss(LEANING[group], PERSON_SPREAD)
    given: list[str] = []
    for code, (area, groups) in asked.items():
        item = random.Random(f"{SEED} {code}").gauss(AREA_AIM[area], ITEM_SPREAD)  # noqa: S311 - made-up answers
        points = min(5, max(1, round(draw.gauss(item + person, ANSWER_SPREAD))))
        chance = draw.random()
        if group not in groups or chance < UNANSWERED:
            given.append("")
        else:
            given.append("N/A" if chance < UNANSWERED + NOT_APPLICABLE else str(points))
    return given


def main() -> None:
    """Write both files."""
    asked = items()
    for name, (unit, sizes) in SCHOOLS.items():
        draw = random.Random(f"{SEED} {name}")  # noqa: S311 - made-up answers
        path = PACKAGE / "examples" / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["framework", "response", "unit", "school_form", "round", "group", *asked])
            for group, size in sizes.items():
                for number in range(1, size + 1):
                    row = ["selfie", f"{group}-{number}", unit, "lower_secondary", ROUND, group]
                    writer.writerow([*row, *answers(asked, group, draw)])
        print(path.relative_to(PACKAGE))


if __name__ == "__main__":
    main()
