"""Write the example answers of this package: one school and one municipality.

The script reads nothing but its own constants, and every random number comes from a
seed, so the same files come out every time::

    python scripts/make_examples.py

All units are made up. The example school is built so that its points give the table
of results in the source (see SOURCES.md); the municipality is not built on any table.
"""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Final

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "src" / "digiramverk_lika" / "examples"
SEED: Final = "lika-2016"
LEVELS: Final = ("ej_planerad", "planerad", "paborjad", "nastan_dar", "uppnadd")
NOT_RELEVANT: Final = "not_relevant"
LEADERS: Final = "ledning"

# Indicators per step in each area: Ledning, Infrastruktur, Kompetens, Användning.
COUNTS: Final = {"L": (6, 6, 6), "I": (14, 6), "K": (6, 6, 6), "A": (6, 8, 5)}

# The example school: the points of each cell, in the order of the indicators.
EXAMPLE_POINTS: Final = {
    ("L", 1): "434341",
    ("L", 2): "434313",
    ("L", 3): "323142",
    ("I", 1): "44343343434434",
    ("I", 2): "434334",
    ("K", 1): "444444",
    ("K", 2): "434343",
    ("K", 3): "343344",
    ("A", 1): "344334",
    ("A", 2): "44443344",
    ("A", 3): "43323",
}
EXAMPLE_COMMENTS: Final = {
    "L1-06": "Beslutat på ledningsmötet, publiceras första gången i höst.",
    "L2-05": "Ligger i årshjulet från januari.",
    "I1-03": "Gymnastikhallen saknar fortfarande täckning.",
    "A2-05": "Igång i alla årskurser utom förskoleklassen.",
}

# The municipality. Points are drawn around an aim, which is the sum of these parts.
STEP_AIM: Final = {
    "grundskola": {1: 4.05, 2: 3.7, 3: 3.2},
    "forskola": {1: 3.75, 2: 3.3, 3: 2.95},
}
AREA_AIM: Final = {"L": -0.05, "I": 0.15, "K": 0.05, "A": 0.0}
ROUND_AIM: Final = {"2015": -0.55, "2016": 0.0}
GROUP_AIM: Final = {LEADERS: 0.0, "it_pedagog": -0.15, "arbetslag": -0.4}
UNIT_SPREAD: Final = 0.7
AREA_SPREAD: Final = 0.12
ANSWER_SPREAD: Final = 0.75

# How often things happen: a form exists, is published, a draft has a gap.
TAKES_PART: Final = {"2015": 0.86, "2016": 1.0}
PUBLISHED: Final = {"2015": 0.82, "2016": 0.92}
EXTRA_GROUP: Final = 0.22
EXTRA_PUBLISHED: Final = 0.4
GAP_IN_DRAFT: Final = 0.25
SELDOM_RELEVANT: Final = {
    "grundskola": {"I2-06": 0.05, "A2-07": 0.06},
    "forskola": {"I1-05": 0.35, "A2-07": 0.2, "A2-05": 0.12},
}

# What a school form is not asked, as the indicators' `school_forms` say: nothing to fill in.
NOT_ASKED: Final = {"forskola": ("I2-03",)}

# Two published forms still have gaps, so that "undecided" occurs, and in K3-02 a gap
# that does not matter because another area already misses the step.
GAPS: Final = {
    "2016-grundskola-12-ledning": ("K1-04", "K3-02"),
    "2016-forskola-07-ledning": ("L2-03", "A3-02"),
}

SCHOOLS: Final = """
Alkärrskolan Backsippeskolan Bergslättskolan Björkdungeskolan Blåklintsskolan
Brobackaskolan Dalängsskolan Ekhagsgårdsskolan Enbuskeskolan Flodstrandsskolan
Furuåsskolan Fågelängsskolan Granlidenskolan Gullviveskolan Hagtornsskolan
Hasselbrinksskolan Hedåkersskolan Humleängsskolan Höglidsbackeskolan Kaprifolskolan
Kastanjegårdsskolan Klockarängsskolan Klöverbackeskolan Kornhagsskolan Kvarnforsskolan
Liljekullsskolan Ljungåsskolan Lärkbackeskolan Mellanforsskolan Månskensskolan
Norrslättsskolan Nyponhagsskolan Plommonhagsskolan Rönnåsskolan Sjöglimtsskolan
Slånbärsskolan Smultronängsskolan Solrosskolan Stenåkersskolan Svalängsskolan
Tallmoskolan Uddängsskolan Videbäcksskolan Vitsippeskolan Åbrinksskolan
"""
PRESCHOOLS: Final = """
Blåbäret Citronfjärilen Daggkåpan Ekorren Fjällsippan Flygdraken Gläntan Grankotten
Guldbaggen Gullregnet Gärdsmygen Hallonet Igelkotten Jordgubben Kantarellen Knatten
Kullerstenen Lingontuvan Lyktan Maskrosen Myrstacken Nyckelpigan Pilträdet Regnbågen
Sandslottet Skogsgläntan Skattkistan Snigeln Solstrålen Stigen Tusenskönan Vattendroppen
Vindsnurran Ängsullen
"""


@dataclass(frozen=True)
class Unit:
    """One made-up school or preschool, with its number and how far it has come."""

    name: str
    school_form: str
    number: int
    ahead: float


@dataclass(frozen=True)
class Form:
    """One filled-in form: who answered for which unit and when."""

    unit: Unit
    round: str
    group: str
    published: bool

    @property
    def response(self) -> str:
        """The id of the form, the same in every run."""
        unit = f"{self.unit.school_form}-{self.unit.number:02}"
        return f"{self.round}-{unit}-{self.group}"


def dice(*words: object) -> random.Random:
    """Return a source of random numbers that belongs to these words alone."""
    return random.Random(" ".join(map(str, (SEED, *words))))  # noqa: S311


def indicators() -> list[str]:
    """Return the ids of all indicators, in the order of the framework."""
    return [
        f"{area}{step}-{number:02}"
        for area, counts in COUNTS.items()
        for step, count in enumerate(counts, start=1)
        for number in range(1, count + 1)
    ]


def example_answers() -> dict[str, str]:
    """Return the level of every indicator at the example school."""
    points = "".join(EXAMPLE_POINTS.values())
    return {indicator: LEVELS[int(point)] for indicator, point in zip(indicators(), points, strict=True)}


def example_text() -> str:
    """Return the form of the example school as YAML."""
    lines = [
        "# Påhittad skola, skriven av scripts/make_examples.py. Se SOURCES.md.",
        "framework: lika",
        "unit: Exempelskolan",
        "school_form: grundskola",
        'round: "2016"',
        f"group: {LEADERS}",
        "published: true",
        "answers:",
    ]
    for indicator, level in example_answers().items():
        comment = EXAMPLE_COMMENTS.get(indicator)
        answer = f'{{level: {level}, comment: "{comment}"}}' if comment else level
        lines.append(f"  {indicator}: {answer}")
    return "\n".join(lines) + "\n"


def units() -> list[Unit]:
    """Return every school and preschool of the municipality."""
    names = {
        "grundskola": SCHOOLS.split(),
        "forskola": [f"Förskolan {name}" for name in PRESCHOOLS.split()],
    }
    return [
        Unit(name, school_form, number, dice(name).gauss(0, UNIT_SPREAD))
        for school_form, members in names.items()
        for number, name in enumerate(members, start=1)
    ]


def forms_of(unit: Unit, round_: str) -> list[Form]:
    """Return the forms of one unit in one round; none when it did not take part."""
    chance = dice("forms", unit.name, round_)
    if chance.random() >= TAKES_PART[round_]:
        return []
    published = chance.random() < PUBLISHED[round_]
    forms = [Form(unit, round_, LEADERS, published)]
    for group in GROUP_AIM:
        wanted, open_to_all = chance.random(), chance.random()
        if group != LEADERS and wanted < EXTRA_GROUP:
            forms.append(Form(unit, round_, group, open_to_all < EXTRA_PUBLISHED))
    return forms


def aim_of(form: Form, indicator: str) -> float:
    """Return the points that the answers to an indicator are drawn around."""
    area, step = indicator[0], int(indicator[1])
    unit = form.unit
    return (
        STEP_AIM[unit.school_form][step]
        + AREA_AIM[area]
        + ROUND_AIM[form.round]
        + GROUP_AIM[form.group]
        + unit.ahead
        + dice("area", unit.name, area, step).gauss(0, AREA_SPREAD)
    )


def answer(form: Form, indicator: str, chance: random.Random) -> str:
    """Return the cell of one indicator: a level, not relevant or nothing."""
    gap, irrelevant = chance.random(), chance.random()
    drawn = round(chance.gauss(aim_of(form, indicator), ANSWER_SPREAD))
    if indicator in NOT_ASKED.get(form.unit.school_form, ()):
        return ""
    if indicator in GAPS.get(form.response, ()):
        return ""
    if not form.published and gap < GAP_IN_DRAFT:
        return ""
    if irrelevant < SELDOM_RELEVANT[form.unit.school_form].get(indicator, 0.0):
        return NOT_RELEVANT
    return LEVELS[min(max(drawn, 0), len(LEVELS) - 1)]


def row_of(form: Form) -> list[str]:
    """Return the table row of one form."""
    chance = dice("answers", form.response)
    return [
        form.response,
        form.unit.name,
        form.unit.school_form,
        form.round,
        form.group,
        "true" if form.published else "false",
        *(answer(form, indicator, chance) for indicator in indicators()),
    ]


def write_municipality(path: Path) -> None:
    """Write the table of every form in the municipality."""
    header = ["response", "unit", "school_form", "round", "group", "published"]
    everyone = units()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header + indicators())
        for round_ in ROUND_AIM:
            for unit in everyone:
                writer.writerows(row_of(form) for form in forms_of(unit, round_))


def main() -> None:
    """Write both examples."""
    municipality = EXAMPLES / "mittkoping"
    municipality.mkdir(parents=True, exist_ok=True)
    example = EXAMPLES / "exempelskolan.yaml"
    example.write_text(example_text(), encoding="utf-8", newline="\n")
    write_municipality(municipality / "answers.csv")


if __name__ == "__main__":
    main()
