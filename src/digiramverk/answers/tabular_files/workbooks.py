"""Finds the table of a workbook: on which sheet, and below which row."""

from collections.abc import Iterator, Sequence
from typing import Final

import attrs
import fastexcel
import polars as pl

from digiramverk.answers.tabular_files.csv_lines import SHOWN_ROWS
from digiramverk.answers.tabular_files.csv_rows import CellMeaning, too_much
from digiramverk.answers.tabular_files.reader_faults import reading
from digiramverk.answers.tabular_files.workbook_parts import (
    SheetCell,
    SheetMarks,
    WorkbookParts,
    looked_through,
)
from digiramverk.core import Diagnostic, InputError, Names, Numbered, clean
from digiramverk.files import XLSX, Located, kind_of, limits, other_kind

_LOOKED_AT: Final = 50
"""The number of rows to search for headings."""
_ENOUGH: Final = 2
"""The number of known headings that make a lower row the header."""


@attrs.frozen
class SheetTable:
    """The table of a workbook.

    Attributes:
        sheet: the whole sheet as text, with the sheet's own row numbers.
        header: the row with the headings, from 0; None for a blank sheet.
        notes: DR451, the parts of the workbook that are not read.
    """

    sheet: pl.DataFrame
    header: int | None
    notes: tuple[Diagnostic, ...] = ()


def find_table(file: Located, meaning: CellMeaning) -> SheetTable:
    """Find the table: on the first sheet with known headings, else on the first one.

    Args:
        file: the workbook.
        meaning: the meaning of a heading; None if it is unknown.

    Raises:
        InputError: DR014, it is no workbook; DR440 to DR443, it cannot be opened, or there is too much of it.
    """
    data = file.read()
    if kind_of(data) != XLSX:
        raise InputError([other_kind(file.name, data, (".xlsx", ".csv"))])
    parts = looked_through(file.name, data)
    del data
    with reading(file.name, XLSX):
        return _found(file.name, parts, meaning)


def _found(file: str, parts: WorkbookParts, meaning: CellMeaning) -> SheetTable:
    every = [name for name in fastexcel.read_excel(parts.data).sheet_names if name not in parts.others]
    names = [name for name in every if name not in parts.hidden] or every
    first: SheetTable | None = None
    cells = 0
    for name in names:
        sheet = _read(parts.data, name)
        cells += sheet.height * sheet.width
        # Sheets may share one part, which was inspected once but is read for each of them.
        if cells > limits.MOST_CELLS:
            raise too_much(file, "cells_of_sheet", limits.MOST_CELLS)
        filled = [number for number, row in enumerate(sheet.iter_rows()) if any(map(is_filled, row))][
            :_LOOKED_AT
        ]
        header, known = _header(sheet, filled, meaning)
        notes = () if len(names) == 1 and filled[:1] == [header] else (_note(name, header),)
        found = SheetTable(sheet, header, notes if header is not None else ())
        if known and header is not None:
            marks = SheetColumns(file, name, found, parts.marks[name], meaning)
            marks.refuse_lost()
            return attrs.evolve(found, notes=(*found.notes, *marks.hidden()))
        first = first or found
    return first or SheetTable(pl.DataFrame(), None)


@attrs.frozen
class SheetColumns:
    """The part of a sheet that is read: the columns with a meaning, below the headings.

    Attributes:
        file: the name to print.
        name: the name of the sheet.
        table: the sheet.
        marks: what it holds apart from values.
        meaning: the meaning of a heading.
    """

    file: str
    name: str
    table: SheetTable
    marks: SheetMarks
    meaning: CellMeaning

    def refuse_lost(self) -> None:
        """Refuse cells whose value is not there. They are not empty, so they are not unanswered.

        Raises:
            InputError: DR361, formulas without a saved result; DR362, cells that show an error.
        """
        lost = (("DR361", self.marks.unsaved), ("DR362", self.marks.errors))
        found = [
            self._told(code, those) for code, cells in lost if (those := sorted(filter(self._is_read, cells)))
        ]
        if found:
            raise InputError(found)

    def hidden(self) -> Iterator[Diagnostic]:
        """Warnings about rows and columns that are read although nobody sees them: DR363 and DR364."""
        rows = sorted(row for row in self.marks.rows if row > self._header and self._filled(row))
        if rows:
            shown = Numbered("row", tuple(rows[:SHOWN_ROWS]))
            yield Diagnostic("DR363", {"sheet": self.name, "count": len(rows), "rows": shown})
        headings = tuple(
            clean(heading or "")
            for column, heading in enumerate(self.table.sheet.row(self._header - 1), self.marks.left)
            if any(first <= column <= last for first, last in self.marks.columns) and self._means(column)
        )
        if headings:
            yield Diagnostic("DR364", {"sheet": self.name, "columns": Names(headings)})

    @property
    def _header(self) -> int:
        return 1 + (self.table.header or 0)

    def _filled(self, row: int) -> bool:
        sheet = self.table.sheet
        return row <= sheet.height and any(map(is_filled, sheet.row(row - 1)))

    def _means(self, column: int) -> bool:
        """Whether a column has a heading that is known."""
        index = column - self.marks.left
        headings = self.table.sheet.row(self._header - 1)
        return (
            0 <= index < len(headings)
            and is_filled(headings[index])
            and self.meaning(str(headings[index])) is not None
        )

    def _is_read(self, cell: SheetCell) -> bool:
        """Whether a cell is a heading, or below one that is known."""
        row, column = cell
        return row == self._header or (row > self._header and self._means(column))

    def _told(self, code: str, cells: Sequence[SheetCell]) -> Diagnostic:
        shown = Names(tuple(f"{_letters(column)}{row}" for row, column in cells))
        return Diagnostic(code, {"file": self.file, "sheet": self.name, "count": len(cells), "cells": shown})


def _letters(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> _letters(1), _letters(28)
    ('A', 'AB')
    """
    rest, last = divmod(column - 1, 26)
    return (_letters(rest) if rest else "") + chr(ord("A") + last)


def is_filled(cell: str | None) -> bool:
    """Whether a cell is not blank."""
    return cell is not None and bool(clean(cell))


def _note(sheet: str, header: int | None) -> Diagnostic:
    return Diagnostic("DR451", {"sheet": sheet, "row": 1 + (header or 0)})


def _header(sheet: pl.DataFrame, rows: list[int], meaning: CellMeaning) -> tuple[int | None, bool]:
    """The row with the headings among some rows, and whether any of them is known.

    It is the first row, unless a lower one clearly has more known headings: exports begin with a title and a
    date.
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


def _read(data: bytes, name: str) -> pl.DataFrame:
    """A sheet as text, so that columns of mixed types keep their written form."""
    return pl.read_excel(
        data,
        sheet_name=name,
        has_header=False,
        infer_schema_length=0,
        drop_empty_rows=False,
        raise_if_empty=False,
        # Empty rows at the beginning are kept, so that rows have the numbers that the sheet shows.
        read_options={"skip_rows": 0},
    )
