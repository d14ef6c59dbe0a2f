"""What a workbook holds apart from values: formulas without a result, errors, hidden rows and columns."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import InputError
from digiramverk.model.framework import Framework
from digiramverk.scoring.tables.bulk import BulkOptions, score_table
from digiramverk.workspace import Workspace

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {L1: Ett, L2: Två}}}
rules: {total: mean(fraction)}
"""
ROWS: list[list[str | None]] = [
    ["Enhet", "L1", "Kommentar", "L2"],
    ["Ash", "ja", "x", "nej"],
    ["Ek", "nej", None, "ja"],
    ["Lind", None, "y", "ja"],
]


@pytest.fixture
def plan(tmp_path: Path) -> Framework:
    """What the workbooks answer."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return Workspace().framework(path)


def book(folder: Path, change: Callable[[Any], object], first: tuple[int, int] = (1, 1)) -> Path:
    """A workbook whose table begins in a cell, changed."""
    made = openpyxl.Workbook()
    sheet: Any = made.active
    for row, cells in enumerate(ROWS, first[0]):
        for column, cell in enumerate(cells, first[1]):
            sheet.cell(row, column, cell)
    change(sheet)
    path = folder / "answers.xlsx"
    made.save(path)
    return path


def told(plan: Framework, path: Path) -> tuple[list[tuple[str, str]], int]:
    """What is said of a workbook in either way of reading, and the number of forms."""
    notes = Findings()
    found: list[tuple[list[tuple[str, str]], int]] = []
    for way in (
        lambda: (len(read_answers([path], plan, notes)), notes),
        lambda: (
            len((r := score_table(Workspace().scoring.frame_scorer(plan), path, BulkOptions())).coverage),
            r.notes,
        ),
    ):
        try:
            forms, said = way()
        except InputError as error:
            forms, said = 0, error.diagnostics
        found.append(([(each.code, each.message("en")) for each in said if each.code in CODES], forms))
    assert found[0] == found[1]
    return found[0]


CODES = {"DR361", "DR362", "DR363", "DR364"}


@pytest.mark.parametrize("first", [(1, 1), (1, 3), (4, 2)])
@pytest.mark.parametrize("shift", [(0, 1), (1, 0), (1, 1), (2, 3)])
def test_a_formula_without_a_result_is_not_unanswered(
    plan: Framework, tmp_path: Path, first: tuple[int, int], shift: tuple[int, int]
) -> None:
    at = first[0] + shift[0], first[1] + shift[1]
    path = book(tmp_path, lambda sheet: sheet.cell(*at, '=IF(1=1,"ja","nej")'), first)
    if shift == (0, 1):
        # Without its heading the column means nothing; the heading itself is lost.
        path = book(tmp_path, lambda sheet: sheet.cell(first[0], first[1] + 1, '="L1"'), first)
    said, forms = told(plan, path)
    name = " ABCDEF"[at[1]] + str(at[0])
    assert ([code for code, _ in said], forms) == (["DR361"], 0)
    assert f"“{name}”" in said[0][1]


def test_formulas_in_columns_that_are_not_read_may_lack_a_result(plan: Framework, tmp_path: Path) -> None:
    path = book(tmp_path, lambda sheet: sheet.cell(2, 3, '="x"'))
    assert told(plan, path) == ([], 3)


def saved(path: Path, new: str) -> None:
    """Give the cell B2 another form in the file, as another program saves it."""
    made = BytesIO()
    with ZipFile(path) as book, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        for info in book.infolist():
            text = book.read(info)
            if info.filename.endswith("sheet1.xml"):
                text, count = re.subn(rb'<c r="B2">.*?</c>', new.encode(), text)
                assert count == 1
            copy.writestr(info.filename, text)
    path.write_bytes(made.getvalue())


def test_a_saved_result_is_an_answer_and_an_empty_text_is_none(plan: Framework, tmp_path: Path) -> None:
    path = book(tmp_path, lambda sheet: sheet.cell(2, 2, "=A1"))
    saved(path, '<c r="B2" t="str"><f>A1</f><v>ja</v></c>')
    assert told(plan, path) == ([], 3)
    assert read_answers([path], plan, Findings())[0].levels["L1"] == "ja"
    path = book(tmp_path, lambda sheet: sheet.cell(2, 2, "=A1"))
    saved(path, '<c r="B2" t="str"><f>A1</f><v></v></c>')
    assert told(plan, path) == ([], 3)
    assert read_answers([path], plan, Findings())[0].levels.get("L1") is None


def test_a_cell_that_shows_an_error_is_not_unanswered(plan: Framework, tmp_path: Path) -> None:
    path = book(tmp_path, lambda sheet: sheet.cell(3, 4, "#N/A"))
    said, forms = told(plan, path)
    assert ([code for code, _ in said], forms) == (["DR362"], 0)
    assert "“D3”" in said[0][1]


def hide(sheet: Any) -> None:  # noqa: ANN401 - a sheet of openpyxl
    """Hide a row, a column that is read, one that is not, and a row below the table."""
    for row in (3, 9):
        sheet.row_dimensions[row].hidden = True
    for letter in "CD":
        sheet.column_dimensions[letter].hidden = True


def test_what_is_hidden_counts_and_is_told(plan: Framework, tmp_path: Path) -> None:
    said, forms = told(plan, book(tmp_path, hide))
    assert forms == 3
    assert [code for code, _ in said] == ["DR363", "DR364"]
    assert "(1): row 3" in said[0][1]
    assert said[1][1].endswith("are scored: “L2”.")


def test_parts_may_lie_elsewhere(plan: Framework, tmp_path: Path) -> None:
    path = book(tmp_path, hide)
    made = BytesIO()
    with ZipFile(path) as old, ZipFile(made, "w") as copy:
        for info in old.infolist():
            text = old.read(info).replace(b"/xl/", b"/").replace(b'Target="xl/', b'Target="')
            copy.writestr(info.filename.removeprefix("xl/"), text)
    path.write_bytes(made.getvalue())
    said, forms = told(plan, path)
    assert ([code for code, _ in said], forms) == (["DR363", "DR364"], 3)
