"""Texts in cells: no formula is run, numbers stay numbers, and what is read is what was written."""

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.answers.tabular_files.guarded_cells import guard, unguard
from digiramverk.answers.tabular_files.table_files import open_table
from digiramverk.core.cell_text import SafeCells, guarded, is_guarded, unguarded
from digiramverk.core.output_stream import harmless

SIGNS = "=+-@＝＋－＠'\t\r\n \x0b\x1c\x85\xa0\u200b\ufeff0123,.%eÅa|!"
TEXTS = st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "＋a",
        "－a",
        "＠a",
        " =1",
        "\u200b=1",
        "'=1",
        "-a",
        "--5",
        "-5",
        "+46",
        "+46 70 123",
        "-79 %",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["1e-05", "46", "-", "–", "", "Ash", "'s-Hertogenbosch", "a=b"])
def test_other_texts_stay(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


@pytest.mark.parametrize("text", ["-5", "-5,2", "+46 70 123", "-79 %"])
def test_figures_stay_in_their_columns(text: str) -> None:
    assert guarded(text, figures=True) == text
    assert unguarded(text) == text


@given(TEXTS, st.booleans())
def test_a_text_comes_back(text: str, figures: bool) -> None:  # noqa: FBT001 - drawn
    assert unguarded(guarded(text, figures=figures)) == text
    assert not is_guarded(guarded(text)) or guarded(text).startswith("'") or figures


@given(st.lists(st.none() | TEXTS, max_size=20), st.booleans())
def test_columns_are_treated_as_texts_are(texts: list[str | None], figures: bool) -> None:  # noqa: FBT001 - drawn
    table = pl.DataFrame({"a": texts}, schema={"a": pl.String})
    cells, one_by_one = SafeCells(), SafeCells()
    safe = guard(table, cells, ["a"] if figures else [])
    expected = [None if each is None else one_by_one.text(each, figures=figures) for each in texts]
    assert safe["a"].to_list() == expected
    assert cells == one_by_one
    assert unguard(safe)["a"].to_list() == [None if each is None else harmless(each) for each in texts]


def test_a_csv_file_is_read_as_it_was_meant_by_both_readers(tmp_path: Path) -> None:
    rows = [["- unit", "=L1"], ["=HYPERLINK(1)", "'=a"], ["-5", "@b"], ["+x\ny", "'s"]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
    data = out.getvalue().encode()
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    table = open_table(path)
    (part,) = table.batches()
    assert [list(table.headings), *map(list, part.drop("__row").rows())] == rows
