"""Write the example answers of this package: two schools, one of which has few leaders, and one large run.

The script reads nothing but its own constants and the package's areas, and every random number comes from a
seed, so the same files come out every time::

    python scripts/make_examples.py

The schools are made up, and so is every answer. The large run has made-up answers too, but as many of them in
each group as a school group has published.
"""

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import yaml

PACKAGE: Final = Path(__file__).resolve().parents[1] / "src" / "digiramverk_selfie"
SEED: Final = "selfie-2026"
ROUND: Final = "2026"
GROUPS: Final = ("leaders", "teachers", "students")

# How many of each group are invited, how many answer, and how they lean.
SCHOOLS: Final = {
    "lovangsskolan": ("Lövängsskolan", {"leaders": (6, 6), "teachers": (15, 12), "students": (24, 20)}),
    "strandskolan": ("Strandskolan", {"leaders": (4, 3), "teachers": (9, 9), "students": (20, 14)}),
}
# The published numbers of a school group: unit, group, invited, respondents. Students have two numbers, so
# there are two units; in which of them leaders and teachers belong is not known.
RUN: Final = (
    ("Del 1", "leaders", 21, 21),
    ("Del 1", "teachers", 139, 117),
    ("Del 1", "students", 126, 123),
    ("Del 2", "students", 933, 863),
)
RUN_ROUND: Final = "1"
LEANING: Final = {"leaders": 0.4, "teachers": 0.0, "students": -0.1}
AREA_AIM: Final = {"A": 3.6, "B": 3.3, "C": 3.8, "D": 3.4, "E": 4.0, "F": 3.6, "G": 3.1, "H": 3.5}
PERSON_SPREAD: Final = 0.6
ITEM_SPREAD: Final = 0.4
ANSWER_SPREAD: Final = 0.7
NOT_APPLICABLE: Final = 0.02
UNANSWERED: Final = 0.01
DECLINED: Final = 0.01
LISTS: Final = "lists"
LEVELS: Final = {"named": (0, 1)}
OTHER_LEVELS: Final = (1, 2, 3, 4, 5)


@attrs.frozen
class Item:
    """An item: its code, the area, the groups that are asked, and the scale."""

    code: str
    area: str
    groups: tuple[str, ...]
    scale: str


def items() -> list[Item]:
    """All items but those for vocational programmes."""
    found: list[Item] = []
    for path in sorted((PACKAGE / "definition" / "areas").glob("*.yaml")):
        areas: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [
            Item(code, area, tuple(item.get("groups", GROUPS)), item["scale"])
            for area, written in areas.items()
            for code, item in written["indicators"].items()
            if "school_forms" not in item
        ]
    return found


def answers(asked: list[Item], group: str, draw: random.Random, listed: random.Random) -> list[str]:
    """One respondent's answers in points, N/A, a word for not wanting to say, or nothing."""
    person = draw.gauss(LEANING[group], PERSON_SPREAD)
    given: list[str] = []
    for item in asked:
        if item.area == LISTS:
            points = str(listed.choice(LEVELS.get(item.scale, OTHER_LEVELS)))
            given.append(points if group in item.groups else "")
            continue
        aim = random.Random(f"{SEED} {item.code}").gauss(AREA_AIM[item.area], ITEM_SPREAD)  # noqa: S311 - made-up answers
        points = str(min(5, max(1, round(draw.gauss(aim + person, ANSWER_SPREAD)))))
        chance = draw.random()
        given.append(points if group in item.groups else "")
        if group in item.groups and chance < UNANSWERED + NOT_APPLICABLE + DECLINED:
            given[-1] = "declined"
            if chance < UNANSWERED + NOT_APPLICABLE:
                given[-1] = "" if chance < UNANSWERED else "N/A"
    return given


def write(name: str, header: list[str], rows: Iterable[list[str]]) -> None:
    """Write one file."""
    path = PACKAGE / "examples" / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(path.relative_to(PACKAGE))


def school(name: str, asked: list[Item]) -> Iterator[list[str]]:
    """The rows of one school; the first of a group says how many were invited."""
    unit, sizes = SCHOOLS[name]
    draw = random.Random(f"{SEED} {name}")  # noqa: S311 - made-up answers
    listed = random.Random(f"{SEED} {name} {LISTS}")  # noqa: S311 - made-up answers
    for group, (invited, size) in sizes.items():
        for number in range(1, size + 1):
            row = ["selfie", f"{group}-{number}", unit, "lower_secondary", ROUND, group]
            stated = str(invited) if number == 1 else ""
            yield [*row, stated, *answers(asked, group, draw, listed)]


def run() -> Iterator[list[str]]:
    """The rows of the large run, with one answer each."""
    draw = random.Random(f"{SEED} run")  # noqa: S311 - made-up answers
    for unit, group, invited, respondents in RUN:
        for number in range(respondents):
            stated = str(invited) if number == 0 else ""
            yield ["selfie", unit, RUN_ROUND, group, stated, str(draw.choice(OTHER_LEVELS))]


def main() -> None:
    """Write all files."""
    asked = items()
    header = ["framework", "response", "unit", "school_form", "round", "group", "invited"]
    for name in SCHOOLS:
        write(name, [*header, *(item.code for item in asked)], school(name, asked))
    write("deltagande", ["framework", "unit", "round", "group", "invited", "C3"], run())


if __name__ == "__main__":
    main()
