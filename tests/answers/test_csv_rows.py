"""A CSV file as rows and cells: what separates them, where they are, and what is no CSV."""

import csv
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digiramverk.answers.tabular_files import csv_rows
from digiramverk.answers.tabular_files.csv_rows import (
    CsvText,
    cells_of,
    count_cells,
    in_memory,
    is_blank,
    not_text,
    open_file,
    read_header,
    row_cell,
    rows_of,
    unreadable,
    whole_row,
)
from digiramverk.core import InputError
from digiramverk.files import located

KNOWN: Final = {"L1": "L1", "unit": "unit"}.get


def header(data: bytes) -> CsvText | None:
    return read_header("a.csv", in_memory(data), KNOWN)


@pytest.mark.parametrize(
    ("data", "separator", "headings"),
    [
        (b"unit;L1\n", ";", ("unit", "L1")),
        (b"unit,L1\n", ",", ("unit", "L1")),
        (b"unit\tL1\n", "\t", ("unit", "L1")),
        # The separator that gives most headings a meaning, not the most frequent one.
        (b"unit,L1;a;b\n", ",", ("unit", "L1;a;b")),
        (b"unit;L1;a,b,c,d\n", ";", ("unit", "L1", "a,b,c,d")),
        # Where none has one: the most frequent, outside of quotation marks.
        (b"a;b,c,d\n", ",", ("a;b", "c", "d")),
        (b'"a,b,c,d";e\n', ";", ("a,b,c,d", "e")),
        (b"a\n", ";", ("a",)),
        (b'"unit";"L1"\r\n', ";", ("unit", "L1")),
        (b"unit;L1", ";", ("unit", "L1")),
        (b"\xef\xbb\xbfunit;L1\n", ";", ("unit", "L1")),
        (b"'=unit;L1\n", ";", ("=unit", "L1")),
    ],
)
def test_the_header_says_what_separates_cells(data: bytes, separator: str, headings: tuple[str, ...]) -> None:
    found = header(data)
    assert found is not None
    assert (found.separator, found.headings) == (separator, headings)


@pytest.mark.parametrize(
    ("data", "blank", "lines", "begins"),
    [
        (b"a;b\n1;2\n", 0, 1, 4),
        (b"\n;;\n \t\na;b\n1;2\n", 3, 1, 11),
        (b'"a\nb";c\n1;2\n', 0, 2, 8),
        (b'\n""\r\n"a\r\nb";c\r\n1;2', 2, 2, 15),
        (b"\xef\xbb\xbfa;b\n1;2\n", 0, 1, 7),
        (b"\xef\xbb\xbf\na;b\n1;2\n", 1, 1, 8),
    ],
)
def test_rows_begin_after_the_header(data: bytes, blank: int, lines: int, begins: int) -> None:
    found = header(data)
    assert found is not None
    assert (found.blank, found.lines, found.begins) == (blank, lines, begins)
    assert data[begins:].startswith(b"1;2")


@pytest.mark.parametrize("data", [b"", b"\n", b" \n;;,\t\n", b'""\n"";""\n', b"\xef\xbb\xbf\n"])
def test_a_file_of_blanks_has_no_header(data: bytes) -> None:
    assert header(data) is None


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b'"a" b;"c" d\n1;2\n', "DR415", (1, 1)),
        (b'\n\n"a" b;"c" d\n1;2\n', "DR415", (3, 1)),
        (b"a;b\xe5\n1;2\n", "DR002", (1, 4)),
        (b"\xef\xbb\xbfa;\xe5\n1;2\n", "DR002", (1, 3)),
    ],
)
def test_a_header_that_cannot_be_read_is_pointed_at(data: bytes, code: str, place: tuple[int, int]) -> None:
    with pytest.raises(InputError) as caught:
        header(data)
    (found,) = caught.value.diagnostics
    assert (found.code, found.span and (found.span.line, found.span.column)) == (code, place)


def test_so_many_columns_are_read_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "MOST_COLUMNS", 3)
    assert header(b"a;b;c\n") is not None
    with pytest.raises(InputError) as caught:
        header(b"a;b;c;d\n")
    assert [each.code for each in caught.value.diagnostics] == ["DR441"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"x" * 30, "DR441"),
        (b"1234567\n" * 4, ""),
        (b"1234567\r" * 4, ""),
        (b"\n" + b"x" * 16 + b"\n", "DR441"),
    ],
)
def test_a_line_without_end_is_refused(
    line: bytes, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_rows, "MOST_LINE", 8)
    monkeypatch.setattr(csv_rows, "_BUFFER", 4)
    (tmp_path / "a.csv").write_bytes(b"a;b\n" + line)
    try:
        open_file(located(tmp_path / "a.csv"))
    except InputError as error:
        assert [each.code for each in error.diagnostics] == [code]  # noqa: PT017 - for lines of both kinds
    else:
        assert code == ""


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (b"a\rb\rc", [b"a\n", b"b\n", b"c"]),
        (b'"a\r\nb"\rc\r', [b'"a\n', b'b"\n', b"c\n"]),
        (b"a\r\nb\r\n", [b"a\r\n", b"b\r\n"]),
        (b"a\nb\r\n", [b"a\n", b"b\r\n"]),
        (b'"a\rb"\nc\n', [b'"a\rb"\n', b"c\n"]),
        (b"\xef\xbb\xbfa\rb", [b"\xef\xbb\xbfa\n", b"b"]),
    ],
)
def test_lone_carriage_returns_end_lines_where_the_first_line_ends_so(data: bytes, rows: list[bytes]) -> None:
    with in_memory(data)() as file:
        assert list(file) == rows


def test_a_row_goes_on_while_a_quotation_mark_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'a;b\n1;"x\ny\n""z"\n2;"\n'
    assert list(rows_of(BytesIO(data))) == [(b"a;b\n", 1), (b'1;"x\ny\n""z"\n', 3), (b'2;"\n', 1)]
    monkeypatch.setattr(csv_rows, "MOST_LINE", 6)
    file = BytesIO(b"y\nz\nw\n" * 9)
    assert whole_row(b'"x\n', file) == (b'"x\ny\nz\n', 3)


CELLS: Final = st.sampled_from(
    ["", "1", " ", "å", '""', '"1;2"', '"a""b"', '1"', 'a"b"c', '"1', '"1"2', '"', '"å\n;"']
)


@given(st.lists(CELLS, min_size=1, max_size=4))
@example(['"1"', '"2"'])
@example(['"1;2"', '"a""b"', "x"])
@example(['"1"', '"2"', '"3"'])
@example(['"1"2', "3"])
@example(['1"', '2"'])
@example(['""', '""'])
@example(["1", "2", '"a""b"', '"c"'])
def test_cells_are_counted_as_they_are_read(written: list[str]) -> None:
    row = ";".join(written)
    found = cells_of(row, ";")
    for expected in (1, 2, 3):
        for end in (b"", b"\n", b"\r\n"):
            count = count_cells(row.encode() + end, b";", expected)
            if '"' not in row:
                continue
            if found is None:
                assert count == 0
            elif count:
                assert count == len(found)
            else:
                # What Polars would cut in two where there are too many cells.
                assert len(found) > expected or row.count('"') % 2


@given(st.lists(st.text('ab;" å', max_size=4), min_size=1, max_size=4))
@example(['a"b', "", ' "x" '])
def test_what_a_program_writes_is_read_as_it_was(cells: list[str]) -> None:
    written = ";".join(f'"{each.replace(chr(34), chr(34) * 2)}"' for each in cells)
    assert cells_of(written, ";") == cells
    assert count_cells(written.encode(), b";", len(cells)) == len(cells)
    assert next(csv.reader([written], delimiter=";")) == cells


def test_long_cells_and_returns_in_cells_are_read_all_the_same() -> None:
    long = "x" * 140_000
    assert cells_of(f'{long};"a""b";c\rd', ";") == [long, 'a"b', "c\rd"]
    assert cells_of(f'{long};"a"b', ";") is None
    assert [row_cell(each) for each in ('"a""b"', "a", 'a"b"')] == ['a"b', "a", 'a"b"']


@pytest.mark.parametrize(
    ("row", "blank"),
    [
        (b"", True),
        (b";;\n", True),
        (b" ; \t\r\n", True),
        (b'"";" "\n', True),
        ("\xa0;\u200b\n".encode(), True),
        (b"0;\n", False),
        ("å;\n".encode(), False),
        (b'"""";\n', False),
        (b'";";\n', False),
        (b"\x00;\n", False),
    ],
)
def test_a_row_is_blank_if_all_of_its_cells_are(row: bytes, *, blank: bool) -> None:
    assert is_blank(row, b";") == blank


@pytest.mark.parametrize(
    ("data", "place", "line"),
    [
        (b"a;b\n1;2\n", None, ""),
        ("å\n".encode(), None, ""),
        (b"a;b\n1;\xe5 x\n", (2, 3), "1;\ufffd x"),
        (b"\xef\xbb\xbf\xe5\n", (1, 1), "\ufffd"),
        ("åä".encode() + b"\xf6\r\n", (1, 3), "åä\ufffd"),
        (b"a\nb\n\xc3", (3, 1), "\ufffd"),
    ],
)
def test_the_first_sign_that_is_no_text_is_pointed_at(
    data: bytes, place: tuple[int, int] | None, line: str
) -> None:
    found = not_text("a.csv", in_memory(data))
    assert (found and (found.line, found.column)) == place
    if found is not None:
        assert found.end_column == found.column + 1
        assert found.source.text == line


def test_a_row_that_cannot_be_read_is_shown_as_a_whole() -> None:
    found = unreadable("a.csv", 4, '"a" b;c\n')
    assert found.span is not None
    assert (found.code, found.span.line, found.span.column, found.span.end_column) == ("DR415", 4, 1, 8)
