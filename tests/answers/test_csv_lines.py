"""Where rows of a CSV file begin and which are ragged: as its readers see it, for any text."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from digiramverk.answers.tabular_files.csv_lines import Layout, lines_of
from digiramverk.answers.tabular_files.csv_rows import cell_in, cells_of, open_file, read_header
from digiramverk.answers.tabular_files.table_files import open_table
from digiramverk.core.errors import InputError
from digiramverk.files.roots import located

CELLS = st.one_of(
    st.sampled_from(["", "1", "ja", " ", "å"]),
    st.sampled_from(['""', '"1;2"', '"1\n2"', '"\r\n"', '"a""b"', '"å\n\n;"', '" "']),
    st.sampled_from(['1"', 'a"b"c', '"1', '"1"2']),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=4).map(";".join), max_size=6)


def at(path: Path, text: str, expected: int = 2) -> Path:
    path.write_bytes(text.encode())
    assert len(next(csv.reader([text.partition("\n")[0]], delimiter=";"))) == expected
    return path


def lines_in(path: Path) -> Layout:
    """How the rows of a file are counted."""
    text = read_header(path.as_posix(), open_file(located(path)), lambda _: None)
    assert text is not None
    return lines_of(text)


def as_read(path: Path) -> list[tuple[str | None, ...]]:
    """The rows as they are read to be scored."""
    return open_table(path).frame.collect().rows()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, end=st.sampled_from(["\n", "\r\n"]), last=st.sampled_from(["", "\n"]))
def test_rows_are_counted_as_they_are_read(rows: list[str], end: str, last: str, tmp_path: Path) -> None:
    text = end.join(["a;b", *rows]) + last
    path = at(tmp_path / "a.csv", text)
    try:
        found = lines_in(path)
    except InputError:
        reject()
    lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
    reader = csv.reader(lines, delimiter=";", strict=True)
    next(reader)
    begins = [2]
    cells: list[list[str]] = []
    for row in reader:
        cells.append(row)
        begins.append(reader.line_num + 1)
    read = as_read(path)
    assert [found.number(position) for position in range(len(cells))] == begins[:-1]
    assert [tuple(c or None for c in row) for row in read] == [
        tuple(c or None for c in [*row, "", ""][:2]) for row in cells
    ]
    ragged = {p: len(row) for p, row in enumerate(cells) if len(row) != 2 and any(c.strip() for c in row)}
    assert dict(zip(found.ragged, found.cells, strict=True)) == ragged


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a;b\n1;2\n3;4\n", [2, 3]),
        ("a;b\n\n1;2\n\n3;4", [2, 3, 4, 5]),
        ('a;b\n1;"x\ny"\n3;4\n5;6', [2, 4, 5]),
        ('a;"b\nc"\r\n1;2\r\n3;4\r\n', [3, 4]),
    ],
)
def test_a_row_is_known_by_the_line_that_it_begins_in(tmp_path: Path, text: str, lines: list[int]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode())
    found = lines_in(path)
    assert [found.number(position) for position in range(len(lines))] == lines


def test_lines_before_the_header_count(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n \na;b\n1;2\n3\n", encoding="utf-8")
    found = lines_in(path)
    assert (found.number(0), [found.number(each) for each in found.ragged]) == (4, [5])


def test_what_has_no_column_stands_beside_the_row(tmp_path: Path) -> None:
    path = at(tmp_path / "a.csv", 'a;b\n1\n1;2;"x\ny"\n\n;;\n5;6\n;;7\n')
    found = lines_in(path)
    assert [found.reason(place) for place in range(3)] == [
        "cells: 1 of 2",
        'cells: 3 of 2: 1;2;"x\ny"',
        "cells: 3 of 2: ;;7",
    ]
    said = {
        each.code: (each.span and each.span.place, each.args["count"])
        for each in found.problems(path.as_posix())
    }
    assert said == {"DR411": (f"{path.as_posix()}:2:1", 1), "DR418": (f"{path.as_posix()}:3:1", 2)}


@pytest.mark.parametrize("rows", ['1;"2\n3;4\n', '1;"2" \n', '1;"2"3\n', '1;2"x;3\n4;5"y;6\n'])
def test_quotation_marks_that_do_not_stand_around_cells_are_said(tmp_path: Path, rows: str) -> None:
    path = at(tmp_path / "a.csv", f"a;b\n0;0\n{rows}")
    with pytest.raises(InputError) as caught:
        lines_in(path)
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.span and problem.span.line) == ("DR415", 3)


@pytest.mark.parametrize(
    ("row", "index", "columns"),
    [
        ("ja;nej;delvis\n", 0, (1, 3)),
        ("ja;nej;delvis\n", 1, (4, 7)),
        ("ja;nej;delvis\r\n", 2, (8, 14)),
        # An empty cell has no sign of its own: its separator is underlined, or what follows the row.
        ("ja;;delvis\n", 1, (4, 5)),
        ("ja;\n", 1, (4, 5)),
        ('"ja; nej";"en ""plan"""\n', 1, (11, 24)),
        # A cell over several lines ends with the first of them.
        ('ja;"två\nrader";x\n', 1, (4, 8)),
        # All of the first line: the cell begins later, is not there, or is not asked for.
        ('ja;"två\nrader";x\n', 2, (1, 8)),
        ("ja;nej\n", 2, (1, 7)),
        ("ja;nej\n", None, (1, 7)),
        ('ja;ne"j\n', 1, (4, 8)),
        # Quotation marks that do not enclose a whole cell leave no cells to point at.
        ('ja;"ne"j\n', 1, (1, 9)),
    ],
)
def test_a_cell_is_pointed_at_where_it_is(row: str, index: int | None, columns: tuple[int, int]) -> None:
    span = cell_in("a.csv", 3, row, ";", index)
    assert (span.line, span.end_line) == (3, 3)
    assert (span.column, span.end_column) == columns


def test_a_cell_in_quotation_marks_is_read_without_them() -> None:
    assert cells_of('a;"b;c";"d ""e"" f";""', ";") == ["a", "b;c", 'd "e" f', ""]
    assert cells_of('a;b"c', ";") == ["a", 'b"c']
    assert cells_of('"a"b;c', ";") is None
