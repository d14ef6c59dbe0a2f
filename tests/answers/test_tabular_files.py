"""Answers in tables."""

from pathlib import Path

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.model.assessment import Assessment

FRAMEWORK = loaded(STEPS)


def read(folder: Path, text: str | bytes) -> tuple[Assessment, ...]:
    """The assessments of a table."""
    path = folder / "svar.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return alone().read(FRAMEWORK, [path])


def problems(folder: Path, text: str) -> list[tuple[str, str]]:
    """Code and `line:column` of everything that is wrong with a table."""
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [
        (each.code, each.span.place.partition("svar.csv:")[2] if each.span else "")
        for each in caught.value.diagnostics
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"], ids=["semicolon", "comma", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n"], ids=["plain", "byte-order mark", "blank lines"])
def test_however_a_program_saves_a_table(tmp_path: Path, separator: str, end: str, start: str) -> None:
    rows = [
        ["response", "unit", "published", "L1", "L2"],
        ["a", "Björk", "ja", "Yes", ""],
        ["b", "Ek", "", "0", "2"],
    ]
    first, second = read(tmp_path, start + "".join(separator.join(row) + end for row in rows))
    assert (first.response, first.unit, first.published, first.levels) == (
        "a",
        "Björk",
        True,
        {"L1": "ja", "L2": None},
    )
    assert (second.published, second.levels) == (False, {"L1": "nej", "L2": "ja"})


def test_points_with_a_decimal_comma(tmp_path: Path) -> None:
    (form,) = read(tmp_path, "L1;L2\n1,0;2,00\n")
    assert form.levels == {"L1": "delvis", "L2": "ja"}


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path: Path) -> None:
    first, second = read(tmp_path, 'unit,L1\n"Björk, ""Norr""\nhus 2",ja\nEk,nej\n')
    assert first.unit == 'Björk, "Norr" hus 2'
    assert second.levels == {"L1": "nej"}


def test_cells_may_be_long_and_hold_signs_that_other_programs_end_lines_with(tmp_path: Path) -> None:
    units = ["x" * 140_000, "a\u2028b\x85c", "a\rb"]
    forms = read(tmp_path, "unit;L1\n" + "".join(f"{unit};ja\n" for unit in units))
    assert [form.unit for form in forms] == [units[0], "a b c", "a b"]


def test_columns_may_be_missing_and_stand_in_any_order(tmp_path: Path) -> None:
    (form,) = read(tmp_path, "K1;unit\nja;Björk\n")
    assert (form.response, form.levels) == ("1", {"K1": "ja"})


def test_rows_without_content_are_skipped(tmp_path: Path) -> None:
    assert [form.unit for form in read(tmp_path, "unit;L1\n;\nA;ja\n\n ; \nB;ja\n")] == ["A", "B"]


def test_every_row_may_say_which_framework_it_answers(tmp_path: Path) -> None:
    assert len(read(tmp_path, "framework;L1\nsteg;ja\nsteg@1;ja\n")) == 2
    assert problems(tmp_path, "framework;L1\nlika;ja\n") == [("DR431", "2:1")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("unit;unit;L1\nA;B;ja\n", [("DR413", "1:6")]),
        ("L1;L1\nja;nej\n", [("DR413", "1:4")]),
        ("unit;L1\nA\n", [("DR411", "2:1")]),
        ("unit;L1\nA;ja;ja\nB;jo\n", [("DR418", "2:1"), ("DR420", "3:3")]),
        ("unit;L1\nA;jo\n", [("DR420", "2:3")]),
        ('unit;L1\n"A";jo\n', [("DR420", "2:5")]),
        ('unit;L1\n"A\nB";jo\n', [("DR420", "2:1")]),
        ("unit;published;L1\nA;kanske;ja\n", [("DR420", "2:3")]),
        ("response;L1\na;ja\na;nej\n", [("DR430", "3:1")]),
        ("unit;L1\n", [("DR412", "1:1")]),
        ("", [("DR412", "1:1")]),
        ("\n\nunit;L1;x\nA;jo;b\n", [("DR420", "4:3")]),
        ('unit;L1\nA;ja\n"B;ja\nC;ja\n', [("DR415", "3:1")]),
        ('unit;L1\nA;ja\n"B" C;ja\n', [("DR415", "3:1")]),
    ],
)
def test_what_is_wrong_is_named_at_its_place(tmp_path: Path, text: str, found: list[tuple[str, str]]) -> None:
    assert problems(tmp_path, text) == found


def test_a_column_that_almost_has_the_right_name_gets_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "svar.csv").write_text("shcool_form;L1\ngrundskola;ja\n", encoding="utf-8")
    notes = Findings()
    alone().read(FRAMEWORK, [tmp_path / "svar.csv"], notes=notes)
    assert [(each.code, each.near) for each in notes] == [("DR422", ("school_form",)), ("DR423", ())]
