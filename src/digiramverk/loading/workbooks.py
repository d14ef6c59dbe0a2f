"""Where the table of a workbook is: on which sheet, and below which row."""

import re
from html import unescape
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import attrs
import fastexcel
import polars as pl

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.loading.rows import Meaning

_LOOKED_AT: Final = 50
"""Rows in which headings are looked for."""
_ENOUGH: Final = 2
"""Headings that have to be known for a row below others to be taken for theirs."""
_SHEETS: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_NAME: Final = re.compile(r'\bname="([^"]*)"')
_HIDDEN: Final = re.compile(r'\bstate="(hidden|veryHidden)"')


@attrs.frozen
class Found:
    """The table of a workbook.

    Attributes:
        sheet: all of its sheet as text, row by row as the sheet numbers them.
        header: the row with the headings, from 0; None where nothing stands on the sheet.
        notes: DR451, what else the workbook has is not read.
    """

    sheet: pl.DataFrame
    header: int | None
    notes: tuple[Diagnostic, ...] = ()


def find_table(path: Path, meaning: Meaning) -> Found:
    """Find the table: on the first sheet that shows headings which mean something, else on the first one.

    Args:
        path: the workbook.
        meaning: what a heading means; None where that is nothing.

    Raises:
        ValueError: it is no workbook that can be opened.
    """
    try:
        return _found(path, meaning)
    except (BadZipFile, KeyError, fastexcel.FastExcelError) as error:
        raise ValueError(*error.args) from error


def _found(path: Path, meaning: Meaning) -> Found:
    names = _shown(path)
    first: Found | None = None
    for name in names:
        sheet = _read(path, name)
        filled = [number for number, row in enumerate(sheet.iter_rows()) if any(map(is_filled, row))][
            :_LOOKED_AT
        ]
        header, known = _header(sheet, filled, meaning)
        notes = () if len(names) == 1 and filled[:1] == [header] else (_note(name, header),)
        found = Found(sheet, header, notes if header is not None else ())
        if known:
            return found
        first = first or found
    return first or Found(pl.DataFrame(), None)


def is_filled(cell: str | None) -> bool:
    """Whether anything stands in a cell."""
    return cell is not None and bool(cell.strip())


def _note(sheet: str, header: int | None) -> Diagnostic:
    return Diagnostic("DR451", {"sheet": sheet, "row": 1 + (header or 0)})


def _header(sheet: pl.DataFrame, rows: list[int], meaning: Meaning) -> tuple[int | None, bool]:
    """The row with the headings out of some, and whether any of them means something.

    It is the first, unless one further down says clearly more: exports begin with a title and a date.
    """
    counts = {
        number: sum(1 for cell in sheet.row(number) if is_filled(cell) and meaning(str(cell)))
        for number in rows
    }
    best = max(counts, key=counts.__getitem__, default=None)
    if best is None:
        return None, False
    if best != rows[0] and counts[best] < _ENOUGH:
        best = rows[0]
    return best, bool(counts[best])


def _shown(path: Path) -> list[str]:
    """The names of the sheets that a reader sees."""
    with ZipFile(path) as book:
        tags = [tag.decode("utf-8") for tag in _SHEETS.findall(book.read("xl/workbook.xml"))]
    hidden = {unescape(name[1]) for tag in tags if _HIDDEN.search(tag) and (name := _NAME.search(tag))}
    every = fastexcel.read_excel(path).sheet_names
    return [name for name in every if name not in hidden] or every


def _read(path: Path, name: str) -> pl.DataFrame:
    """A sheet as text, so that columns of more than one kind stay as they are written."""
    return pl.read_excel(
        path,
        sheet_name=name,
        has_header=False,
        infer_schema_length=0,
        drop_empty_rows=False,
        raise_if_empty=False,
        # Not even empty rows at the beginning are left out: rows keep the numbers that the sheet shows.
        read_options={"skip_rows": 0},
    )
