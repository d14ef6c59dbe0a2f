"""Workbooks as survey tools and people make them: titles above, other sheets beside, some of them hidden."""

from pathlib import Path

import openpyxl
import openpyxl.chart
import pytest

from digiramverk.answers.tabular_files.table_files import TableFile, open_table
from digiramverk.core.errors import InputError

MEANING = {"L1": "L1", "L2": "L2", "Enhet": "unit"}.get
TABLE = (("Enhet", "L1", "L2"), ("Ask", "ja", "nej"), ("Björk", "nej", None))


def book(path: Path, **sheets: tuple[tuple[object, ...], ...]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name.startswith("hidden"):
            sheet.sheet_state = "hidden"
    made.save(path)
    return path


def read(table: TableFile) -> list[tuple[int, list[str | None]]]:
    """The rows with the numbers that the sheet shows."""
    return [(table.layout.number(row), cells) for part in table.batches() for row, *cells in part.iter_rows()]


def said(table: TableFile) -> list[tuple[object, object]]:
    return [(note.args["sheet"], note.args["row"]) for note in table.notes if note.code == "DR451"]


def test_a_table_that_begins_in_the_first_row_of_the_only_sheet_is_read_in_silence(tmp_path: Path) -> None:
    table = open_table(book(tmp_path / "a.xlsx", Svar=TABLE), MEANING)
    assert (read(table), said(table)) == ([(2, ["Ask", "ja", "nej"]), (3, ["Björk", "nej", None])], [])


def test_titles_above_the_headings_are_passed_over_and_told(tmp_path: Path) -> None:
    rows = (("Självskattning",), (), ("Enhet", "Export 2026"), *TABLE)
    table = open_table(book(tmp_path / "a.xlsx", Svar=rows), MEANING)
    assert table.headings == ("Enhet", "L1", "L2")
    assert (read(table)[0], said(table)) == ((5, ["Ask", "ja", "nej"]), [("Svar", 4)])


def test_the_sheet_with_headings_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    table = open_table(book(tmp_path / "a.xlsx", Readme=(("Om",),), Svar=TABLE, Old=TABLE), MEANING)
    assert (table.headings, said(table)) == (("Enhet", "L1", "L2"), [("Svar", 1)])


def test_hidden_sheets_are_not_read_and_need_no_word(tmp_path: Path) -> None:
    old = (("Enhet", "L1"), ("Gran", "ja"))
    table = open_table(book(tmp_path / "a.xlsx", hidden_å=old, Svar=TABLE), MEANING)
    assert (table.headings, said(table)) == (("Enhet", "L1", "L2"), [])


def test_where_no_heading_is_known_the_first_row_has_them(tmp_path: Path) -> None:
    rows = (("Skola", "Elever"), ("L1", 120))
    table = open_table(book(tmp_path / "a.xlsx", Svar=rows, Annat=((),)), MEANING)
    assert (table.headings, said(table)) == (("Skola", "Elever"), [("Svar", 1)])


def test_one_known_word_among_the_rows_is_no_heading(tmp_path: Path) -> None:
    rows = (("Skola", "L1"), ("Ask", "ja"), ("Enhet", "nej"))
    assert open_table(book(tmp_path / "a.xlsx", Svar=rows), MEANING).headings == ("Skola", "L1")


def test_a_workbook_with_nothing_in_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        open_table(book(tmp_path / "a.xlsx", Svar=(), Annat=()), MEANING)
    assert [each.code for each in caught.value.diagnostics] == ["DR412"]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("Enhet;L1", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_table(tmp_path / "a.xlsx", MEANING)
    assert [each.code for each in caught.value.diagnostics] == ["DR014"]


def test_a_sheet_that_is_a_chart_is_passed_over(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = book(tmp_path / "a.xlsx", Svar=TABLE)
    made = openpyxl.load_workbook(path)
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(made.worksheets[0], min_col=1, min_row=1, max_row=2))
    made.create_chartsheet("Diagram", 0).add_chart(chart)
    made.save(path)
    table = open_table(path, MEANING)
    assert (table.headings, said(table)) == (("Enhet", "L1", "L2"), [])
    assert capfd.readouterr() == ("", "")
