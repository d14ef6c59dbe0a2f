"""What is said of a table: once for each kind, whoever asks."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pytest
from tests.answers.test_messy import form_by_form, plan, through

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.errors import DigiramverkError

NAMES: Final = "response unit round group school_form published size asked"
COLUMNS: Final = (*NAMES.split(), "L1-01", "L1-10", "L1-03", "L1-04")
LEVELS: Final = "Choose one of: “Not at all”, “Partly”, “Fully”, “Not relevant”. Or set the rows aside"
Said = Sequence[tuple[str, str]]
"""Code and place, and a part of what is said."""


def table(*rows: str) -> str:
    """A table of all columns; each row says what it has, as `unit=Ask L1-01=full`."""
    lines: list[Sequence[str]] = [COLUMNS]
    for number, row in enumerate(rows):
        given = {"response": f"r{number}"} | dict(cell.split("=") for cell in row.split())
        lines.append([given.get(name, "") for name in COLUMNS])
    return "".join(f"{';'.join(line)}\n" for line in lines)


TOGETHER: Final[Sequence[tuple[str, Said]]] = (
    (
        table("published=kanske"),
        [
            ("DR420 2:8", "“kanske” in the column “published” cannot be read. Number of rows: 1."),
            ("DR420 2:8", "Choose one of: “true”, “false”, “ja”, “nej”, “yes”, “no”."),
        ],
    ),
    (
        table("L1-01=often", "L1-01=nun", "L1-01=often"),
        [
            (
                "DR420 2:11",
                "in the column “L1-01” cannot be read. Number of rows: 2. The first ones: lines 2 and 4.",
            ),
            (
                "DR420 3:11",
                "“nun” in the column “L1-01” cannot be read. Number of rows: 1. The first ones: line 3.",
            ),
            ("DR420 3:11", LEVELS),
        ],
    ),
    (
        table("L1-10=7"),
        [("DR420 2:12", "Choose one of: “No, never”, “Yes, always”, “Not relevant”, “Prefer not to say”.")],
    ),
    (table("group=heds"), [("DR420 2:6", "“heds” in the column “group” cannot be read.")]),
    (table("group=heds"), [("DR420 2:6", "Did you mean “Heads”? Choose one of: “Heads”, “Pupils”.")]),
    (
        table("school_form=scool"),
        [("DR420 2:7", "Did you mean “School”? Choose one of: “School”, “Preschool”.")],
    ),
    (table("size=huge"), [("DR420 2:9", "“huge” in the column “size” cannot be read.")]),
    (table("size=huge"), [("DR420 2:9", "Choose one of: “Small”, “Large”.")]),
    (
        table("asked=many"),
        [("DR436 2:10", "“many” in the column “asked” is not a valid number. Number of rows: 1.")],
    ),
    (
        table("group=heads L1-03=half", "group=heads L1-03=full"),
        [
            (
                "DR433 2:18",
                "“L1-03” is answered for the group “heads”, but is asked of others. Number of rows: 2.",
            )
        ],
    ),
    (
        table("school_form=preschool group=heads L1-04=half"),
        [("DR433 2:28", "“L1-04” is answered for the school form “preschool”, but is asked of others.")],
    ),
    (
        "framework;L1-01\nlika;full\nplan;full\n",
        [
            (
                "DR431 2:1",
                "Rows are for the framework “lika”, but are scored against “plan”. Number of rows: 1.",
            )
        ],
    ),
    (
        table("response=a", "response=a", "response=b", "response=b", "response=a"),
        [
            ("DR430 3:1", "such as “a”, “b”. Number of rows: 3. The first ones: lines 3, 5 and 6."),
            ("DR430 3:1", "in the same unit and round"),
        ],
    ),
    (
        table(
            "unit=Ask school_form=school", "unit=Ask school_form=preschool", "unit=Ask school_form=preschool"
        ),
        [("DR432 3:10", "for school form, such as “Ask”: “school” and “preschool”. Number of rows: 2.")],
    ),
    (
        table("unit=Ask size=small", "unit=Ask size=large"),
        [("DR432 3:12", "for size, such as “Ask”: “small” and “large”.")],
    ),
    (
        table(*(f"L1-01=word{number}" for number in range(8))),
        [
            ("DR420 2:11", "“word0” in the column “L1-01”"),
            ("DR420 6:11", "“word4” in the column “L1-01”"),
            (
                "DR439 7:11",
                "3 more values in the column “L1-01” cannot be read, such as “word5”. Number of rows: 3.",
            ),
            ("DR439 7:11", "The first ones: lines 7, 8 and 9."),
        ],
    ),
    (
        table(*["L1-01=often"] * 5, *["L1-01=other"] * 2),
        [
            (
                "DR420 2:11",
                "in the column “L1-01” cannot be read. Number of rows: 5. The first ones: lines 2, 3 and 4.",
            ),
            (
                "DR420 7:11",
                "in the column “L1-01” cannot be read. Number of rows: 2. The first ones: lines 7 and 8.",
            ),
        ],
    ),
    (
        table("round=36526", "round=55152", "round=55153", "round=36525", "round=2026"),
        [
            (
                "DR434 ",
                "Rounds look like Excel's day numbers: “36526 = 2000-01-01”, “55152 = 2050-12-30”. They",
            )
        ],
    ),
    (
        table("unit=Björk", "unit=björk", "unit=Ask"),
        [("DR452 ", "The names “Björk”, “björk” differ only in capital letters")],
    ),
    (
        "unit;L1-01;Comment;Other\nA;full;x;y\n",
        [
            ("DR422 ", "do not belong to the framework are not scored (2): “Comment”, “Other”."),
            ("DR423 ", "without a column count as unanswered (3): “L1-10”, “L1-03”, “L1-04”."),
        ],
    ),
    ("unit;L1-01;Rund;Other\nA;full;x;y\n", [("DR422 ", "Did you mean “round”?")]),
    (
        "unit;;L1-01;;\nA;;full;x;\nB;;full;;\nC;;full;x;z\n",
        [
            (
                "DR437 ",
                "columns 4 and 5. Number of rows with content there: 2. The first ones: lines 2 and 4.",
            )
        ],
    ),
    (
        "unit;Comment\nA;x\n",
        [
            ("DR449 ", "No column is an indicator of “plan”. The columns are: “unit”, “Comment”."),
            ("DR449 ", "be the ids or texts of the indicators: “L1-01”, “L1-10”, “L1-03”, “L1-04”."),
        ],
    ),
    ("unit;Unit ;L1-01\nA;B;full\n", [("DR413 1:6", "The column “Unit” occurs twice.")]),
    (
        "unit;L1-01\nA\nB;full\nC;full;x\nD;full;x;y\n",
        [
            (
                "DR411 2:1",
                "fewer cells than the header, which has 2; the first has 1. Number of rows: 1.",
            ),
            (
                "DR418 4:1",
                "has 2; the first has 3. Number of rows: 2. The first ones: lines 4 and 5.",
            ),
        ],
    ),
    ("unit;L1-01\n", [("DR412 1:1", "The file contains no forms.")]),
    ('unit;L1-01\nA;full\n"B" x;full\n', [("DR415 3:1", "its quotation marks do not match")]),
)


def told(folder: Path, text: str) -> list[Diagnostic]:
    """Everything that is said of a table."""
    path, notes = folder / "a.csv", Findings()
    path.write_text(text, encoding="utf-8")
    try:
        read_answers([path], plan(), notes)
    except DigiramverkError as error:
        return [*error.diagnostics, *notes]
    return list(notes)


def in_words(found: Sequence[Diagnostic]) -> list[str]:
    """Code, place, sentence and remedy."""
    places = ["" if each.span is None else each.span.place.rpartition("a.csv:")[2] for each in found]
    return [
        f"{each.code} {place}: {each.message('en')} {each.hint('en')}"
        for each, place in zip(found, places, strict=True)
    ]


@pytest.mark.parametrize(("text", "said"), TOGETHER)
def test_each_kind_is_said_once(tmp_path: Path, text: str, said: Said) -> None:
    found = in_words(told(tmp_path, text))
    for where, words in said:
        assert [each for each in found if each.startswith(f"{where}:") and words in each], found
    assert {each[:5] for each in found} - {"DR423"} == {where[:5] for where, _ in said} - {"DR423"}


def test_what_is_only_noted_is_an_error_if_strict(tmp_path: Path) -> None:
    text = "unit;L1-01;Comment\nA;full;x\n"
    assert [each.is_error for each in told(tmp_path, text)] == [False, False]
    with pytest.raises(DigiramverkError) as caught:
        read_answers([tmp_path / "a.csv"], plan(), Findings(), strict=True)
    assert [each.code for each in caught.value.diagnostics] == ["DR422", "DR423"]


@pytest.mark.parametrize("text", [text for text, _ in TOGETHER])
def test_it_is_said_in_the_same_words_where_many_forms_are_scored(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    assert through(path, "polars") == form_by_form(path)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (table("L1-01=often L1-10=7", "L1-01=full"), {2: "L1-01: often; L1-10: 7"}),
        (table("L1-01=full", "group=heads L1-03=half"), {3: "L1-03: group heads"}),
        (table("response=a", "response=b", "response=a"), {4: "response: a"}),
        (table("unit=Ask size=small", "unit=Ask size=large L1-01=no"), {3: "L1-01: no"}),
        (table("unit=Ask size=small", "unit=Ask size=large"), {3: "size: large"}),
        (table("published=kanske asked=many", "size=small"), {2: "published: kanske; asked: many"}),
        ("unit;L1-01\nA\n\nB;full;x\nC;full\n", {2: "cells: 1 of 2", 4: "cells: 3 of 2: B;full;x"}),
        ("framework;L1-01\nlika;full\nplan;full\n", {2: "framework: lika"}),
    ],
)
def test_rows_are_put_aside_with_their_numbers_and_all_reasons(
    tmp_path: Path, text: str, reasons: dict[int, str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    found = through(path, "polars", skip=True)
    header, *rows = csv.reader(
        (tmp_path / "a.rejected.csv").read_text(encoding="utf-8-sig").splitlines(), delimiter=","
    )
    assert header[-2:] == ["line", "reason"]
    assert {int(number): reason for *_, number, reason in rows} == reasons
    assert f"DR424: {len(reasons)} " in found[2][0]
