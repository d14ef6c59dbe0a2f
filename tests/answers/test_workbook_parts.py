"""What a workbook may hold: so much and no more, however its parts are written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from openpyxl.utils import get_column_letter
from tests.answers.hostile_workbooks import (
    BOMBS,
    HEAD,
    Piece,
    archive,
    parts,
    relations,
    rows,
    sheet,
    texts,
    workbook,
)

from digiramverk.answers.tabular_files import workbook_parts
from digiramverk.answers.tabular_files.table_files import open_table
from digiramverk.answers.tabular_files.workbook_parts import looked_through
from digiramverk.core import InputError
from digiramverk.files import limits

SHARED: Final = b'<c t="s"><v>%d</v></c>'


def refused(folder: Path, files: Mapping[str, Piece]) -> tuple[str, ...]:
    """The codes that a workbook is refused with, and what of it is too much."""
    archive(folder / "a.xlsx", dict(files))
    try:
        looked_through("a.xlsx", (folder / "a.xlsx").read_bytes())
    except InputError as error:
        (found,) = error.diagnostics
        return (found.code, getattr(found.args.get("what"), "key", ""))
    return ()


def length(files: Mapping[str, Piece]) -> list[int]:
    return [len(each) for each in files.values() if isinstance(each, bytes)]


PLAIN: Final = parts()
DEEP: Final = parts(sheet=sheet(rows(), b"<a><b><c><d><e><f/></e></d></c></b></a>"))
TEXTS: Final = parts(
    texts=texts(b"<si><t>1234567</t></si><si><t>12</t><t>3</t></si><si><t>\xc3\xa5</t></si>"),
    sheet=sheet(b"<row>%s</row>" % b"".join(SHARED % each for each in (0, 1, 1, 2, 9))),
)
LIMITS: Final = (
    ("MOST_PARTS", PLAIN, len(PLAIN), "parts_of_workbook"),
    ("MOST_SHEETS", parts(workbook=workbook("A", "B", "C")), 3, "sheets_of_workbook"),
    ("MOST_INFLATED", PLAIN, sum(length(PLAIN)), "bytes_unpacked"),
    ("MOST_PART", PLAIN, max(length(PLAIN)), "bytes_unpacked_of_one"),
    # The sheet and its data, two rows, six cells, each with its text in two elements.
    ("MOST_ELEMENTS", PLAIN, 2 + 2 + 6 * 3, "elements_of_workbook"),
    ("MOST_DEPTH", DEEP, 7, None),
    ("MOST_CELLS", PLAIN, 2 * 3, "cells_of_sheet"),
    ("MOST_CELLS", parts(texts=texts(b"<si/>" * 9)), 9, "texts_of_workbook"),
    # Seven, two times three, and two bytes; there is no tenth text.
    ("MOST_TEXT", TEXTS, 7 + 2 * 3 + 2, "bytes_of_text"),
)


@pytest.mark.parametrize(("limit", "files", "most", "what"), LIMITS)
def test_so_much_is_let_through_and_no_more(
    limit: str,
    files: Mapping[str, Piece],
    most: int,
    what: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, limit, most)
    assert refused(tmp_path, files) == ()
    monkeypatch.setattr(limits, limit, most - 1)
    assert refused(tmp_path, files) == (("DR443", "") if what is None else ("DR441", what))


@pytest.mark.parametrize(
    "inner",
    [b'<a b="%s"/>', b"<a>%s</a>", b"<!--%s--><a/>", b"%s"],
    ids=["attribute", "text", "comment", "end"],
)
def test_a_tag_or_text_is_not_longer_than_so_much(
    inner: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_TOKEN", 3000)
    monkeypatch.setattr(workbook_parts, "_CHUNK", 500)
    short, long = (inner % (b"x" * count) for count in (2500, 5000))
    assert refused(tmp_path, parts(sheet=sheet(rows(), after=short))) == ()
    assert refused(tmp_path, parts(sheet=sheet(rows(), after=long))) == ("DR443", "")


@pytest.mark.parametrize(
    ("data", "area"),
    [
        (b'<row r="2"><c r="B2"><v>1</v></c></row>', 4),
        (b'<row r="3"><c r="C3"/><c r="B3"><v>1</v></c></row>', 6),
        (b"<row><c><v>1</v></c></row><row><c/><c><v>1</v></c></row>", 4),
        (b"<row><c/><c/><c><is/></c></row><row><c><f/></c></row>", 6),
        (b'<row><c/><c r="D1"/><c><t/></c></row>', 5),
        (b'<row r="4"/><row><c><v>1</v></c></row>', 5),
        (b'<row r="2"><c><v>1</v></c></row><row r="1"><c r="C1"><v>1</v></c></row>', 6),
        (b'<row r="9"><c r="Z9"/><c r="Z9"><x/></c></row><row r="1"><c r="A1"><v/></c></row>', 1),
        (b"<row><c/></row>", 0),
    ],
)
def test_the_extent_of_a_sheet_ends_with_its_last_cell_with_content(
    data: bytes, area: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = parts(sheet=sheet(data))
    monkeypatch.setattr(limits, "MOST_CELLS", max(area, 1))
    assert refused(tmp_path, files) == ()
    if area > 1:
        monkeypatch.setattr(limits, "MOST_CELLS", area - 1)
        assert refused(tmp_path, files) == ("DR441", "cells_of_sheet")


@pytest.mark.parametrize("number", [1, 2, 25, 26, 27, 52, 53, 702, 703, 728, 16_384])
@pytest.mark.parametrize("row", [1, 9, 10, 1_048_576])
def test_a_cell_is_where_its_name_says(number: int, row: int) -> None:
    name = f"{get_column_letter(number)}{row}"
    assert workbook_parts._place(name) == workbook_parts._place(name.lower()) == (row, number)  # noqa: SLF001 - what everything else rests on


@pytest.mark.parametrize(
    "name", ["", "A", "7", "A0", "A1048577", "AAAA1", "Å1", "A1B", "1A", "A-1", "A 1", "$A$1"]
)
def test_what_is_no_name_of_a_cell_is_none(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        workbook_parts._place(name)  # noqa: SLF001 - likewise


SMALL: Final = (
    "a cell in the last corner",
    "a cell in the last row",
    "a cell in the last corner, spelt small",
    "a cell in the last corner, with prefixes",
    "a cell in the last corner, under another name",
    "a cell beyond all sheets",
    "two files of one name",
    "packed in another way",
    "encrypted files",
    "a workbook with a password",
    "a workbook of an older Excel",
    "half a workbook",
    "text that is called a workbook",
    "nothing",
    "entities in entities",
    "an entity from a foreign file",
    "a sheet that is a foreign file",
    "a size that is not so",
    "ten thousand sheets",
)


def told(path: Path) -> tuple[str, ...]:
    """The codes that a file is refused with, all of which can be told."""
    try:
        open_table(path)
    except InputError as error:
        return tuple(each.code for each in error.diagnostics if each.message("en") and each.hint("en"))
    return ()


@pytest.mark.parametrize("name", SMALL)
def test_what_is_wrong_with_a_small_file_is_told(name: str, tmp_path: Path) -> None:
    each = BOMBS[name]
    path = tmp_path / f"a{each.suffix}"
    each.make(path)
    assert told(path) == each.codes


def test_hidden_sheets_and_those_without_cells_are_named(tmp_path: Path) -> None:
    book = workbook("Svar", "Gömd", "Mycket", "Diagram", "Makro")
    for name, state in (("Gömd", b"hidden"), ("Mycket", b"veryHidden"), ("Svar", b"visible")):
        book = book.replace(b'name="%s"' % name.encode(), b'name="%s" state="%s"' % (name.encode(), state))
    kinds = ("worksheet", "worksheet", "worksheet", "chartsheet", "xlMacrosheet")
    links = relations(*((kind, f"worksheets/sheet{number}.xml") for number, kind in enumerate(kinds, 1)))
    drawing = HEAD + b"<!DOCTYPE svg><svg/>"
    archive(
        tmp_path / "a.xlsx",
        {**parts(workbook=book, relations=links), "xl/drawing.svg": drawing, "xl/media/a.png": b"\x89PNG"},
    )
    found = looked_through("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert (sorted(found.hidden), sorted(found.others)) == (["Gömd", "Mycket"], ["Diagram", "Makro"])
