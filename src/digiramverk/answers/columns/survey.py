"""Scans a whole table before any of it is scored: how many rows it has, and which cannot be scored."""

import csv
import io
from bisect import bisect_left
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

import attrs
import polars as pl

from digiramverk.answers.column_notes import unnamed_columns
from digiramverk.answers.columns.contradictions import WholeTable
from digiramverk.answers.columns.frame_problems import without
from digiramverk.answers.columns.state_columns import MEMBER, StateReader
from digiramverk.answers.table_problems import Clash, Stray, Told, gathered
from digiramverk.answers.tabular_files.csv_lines import Layout
from digiramverk.answers.tabular_files.guarded_cells import guard
from digiramverk.answers.tabular_files.sheets import whole_table
from digiramverk.answers.tabular_files.table_files import UNREADABLE, TableFile, blank_cells
from digiramverk.core import Diagnostic, InputError, SafeCells
from digiramverk.tables import ROW

_MOST_KEPT: Final = 1 << 27
"""Bytes of parts that are kept, so that a table of a million forms is read once and not for every use."""

FormProgress = Callable[[int], None]
"""Called with the number of forms processed since the last call."""


@attrs.define
class Survey:
    """The findings about a table.

    Attributes:
        table: the table.
        reader: reads it.
        total: the number of rows that are not blank.
        bad: the positions of those that cannot be scored, in order.
        notes: warnings.
        dimensions: the dimensions of the population of which some row has a member.
        kept: the parts as they were read; None if they are too large to keep.
    """

    table: TableFile
    reader: StateReader
    total: int = 0
    bad: list[int] = attrs.field(factory=list)
    notes: list[Diagnostic] = attrs.field(factory=list)
    dimensions: set[str] = attrs.field(factory=set)
    kept: list[pl.DataFrame] | None = attrs.field(factory=list, repr=False)

    def batches(self) -> Iterator[pl.DataFrame]:
        """The parts of the table, read, without the rows that cannot be scored.

        Answers are included as states only, not as written: the texts take most of the memory.
        """
        if self.kept is not None:
            return map(self._scored, self.kept)
        return map(self._read, self.table.batches())

    def keep(self, read: pl.DataFrame) -> None:
        """Keep a part that has been read, unless the parts become too large."""
        if self.kept is not None:
            self.kept.append(self._without_texts(read))
            if sum(each.estimated_size() for each in self.kept) > _MOST_KEPT:
                self.kept = None

    def _read(self, part: pl.DataFrame) -> pl.DataFrame:
        read, _ = self.reader.read(part)
        return self._scored(self._without_texts(read))

    def _without_texts(self, read: pl.DataFrame) -> pl.DataFrame:
        columns, indicators = self.reader.columns, self.reader.framework.indicators
        return read.drop([columns[each.id] for each in indicators if each.id in columns])

    def _scored(self, read: pl.DataFrame) -> pl.DataFrame:
        if not self.bad or not len(read):
            return read
        rows = read.get_column(ROW)
        own = self.bad[bisect_left(self.bad, rows[0]) : bisect_left(self.bad, rows[-1] + 1)]
        return read.filter(~pl.col(ROW).is_in(own)) if own else read


def survey(
    table: TableFile,
    reader: StateReader,
    progress: FormProgress,
    rejected: BinaryIO | None = None,
    named: str = "",
    *,
    strict: bool = False,
) -> Survey:
    """Scan a table.

    Args:
        table: the table to score.
        reader: reads it.
        rejected: receives the rows that cannot be scored; without it they are errors.
        named: the name of that file.
        progress: called with the number of rows processed.
        strict: whether values in columns without a heading are errors.

    Raises:
        InputError: DR411, DR412, DR415, DR418, DR420, DR430 to DR433, DR436 and DR437, each kind of problem
            once.
    """
    found = Survey(table, reader)
    together = WholeTable(reader)
    strays: list[Stray] = []
    unnamed: dict[int, list[int]] = {}
    layout = table.layout
    for part in table.batches():
        even = _even(part, layout)
        read, own = reader.read(even)
        found.total += len(part)
        strays = gathered((*strays, *own))
        _look_for_unnamed(table, even, unnamed)
        good = without(read, own)
        together.look(good)
        _look_for_members(good, found)
        found.keep(read)
        progress(len(part))
    if not found.total:
        raise InputError([Diagnostic("DR412", {}, whole_table(table.file.name))])
    notes = list(unnamed_columns(unnamed, layout))
    if together.settle() or strays or layout.ragged or (strict and notes):
        aside = None if strict and notes else rejected
        clashing = _second_look(found, together, aside)
        if aside is None:
            columns = {meant: table.columns.index(column) for meant, column in reader.columns.items()}
            told = Told(reader.framework, columns, layout, table.spans).findings(strays, clashing)
            raise InputError([*layout.problems(table.file.name), *told, *(notes if strict else ())])
    if found.bad:
        args = {"count": len(found.bad), "total": found.total, "file": named}
        found.notes.append(Diagnostic("DR424", args))
    found.notes[:0] = notes
    found.notes += together.notes
    return found


def _look_for_members(part: pl.DataFrame, found: Survey) -> None:
    """Record the dimensions of the population of which rows have members."""
    for name in found.reader.inputs.members:
        if name not in found.dimensions and part.get_column(MEMBER.format(name)).is_null().all() is False:
            found.dimensions.add(name)


def _look_for_unnamed(table: TableFile, part: pl.DataFrame, found: dict[int, list[int]]) -> None:
    """Record the rows with values below no heading."""
    for column, index in table.unnamed.items():
        rows = part.filter(~blank_cells(part[column]))[ROW].to_list()
        if rows:
            found.setdefault(index, []).extend(rows)


def _second_look(found: Survey, together: WholeTable, rejected: BinaryIO | None) -> dict[str, list[Clash]]:
    """Find every row that cannot be scored, and write it to `rejected` with its reasons, if given."""
    clashes: dict[str, list[Clash]] = {}
    first = True
    layout = found.table.layout
    cells = SafeCells()
    for part in found.table.batches():
        read, strays = found.reader.read(_even(part, layout))
        texts = {layout.ragged[place]: [layout.reason(place)] for place in _ragged(part, layout)}
        for each in strays:
            for row in each.rows:
                texts.setdefault(row, []).append(each.reason)
        good = read.filter(~pl.col(ROW).is_in(list(texts))) if texts else read
        for clash in together.clashes(good):
            texts.setdefault(clash.row, []).append(clash.reason)
            clashes.setdefault(clash.name, []).append(clash)
        if texts and rejected is not None:
            _put_aside(found, part, texts, rejected, cells, first=first)
            first = False
            found.bad += sorted(texts)
    found.notes += cells.notes
    return clashes


def _ragged(part: pl.DataFrame, layout: Layout) -> range:
    """The ragged rows of a part: their positions among all ragged rows."""
    if not len(part):
        return range(0)
    rows = part.get_column(ROW)
    return layout.ragged_between(rows[0], rows[-1] + 1)


def _even(part: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """A part without ragged rows, whose cells belong to no known column."""
    ragged = _ragged(part, layout)
    return part.filter(~pl.col(ROW).is_in([layout.ragged[place] for place in ragged])) if ragged else part


def _put_aside(
    found: Survey,
    part: pl.DataFrame,
    texts: dict[int, list[str]],
    out: BinaryIO,
    cells: SafeCells,
    *,
    first: bool,
) -> None:
    """Write rows that cannot be scored, each with its number and the reasons."""
    table, reader, rows = found.table, found.reader, sorted(texts)
    native = part.filter(pl.col(ROW).is_in(rows))
    for column in native:
        if isinstance(column.dtype, UNREADABLE):
            written = [None if each is None else str(each) for each in column.to_list()]
            native = native.with_columns(pl.Series(column.name, written, dtype=pl.String))
    made = native.drop(ROW).with_columns(
        pl.Series(_free(table.layout.word, native), [table.layout.number(row) for row in rows]),
        pl.Series(_free("reason", native), ["; ".join(texts[row]) for row in rows]),
    )
    if first:
        # Columns may have equal headings, or none.
        header = io.StringIO(newline="")
        names = map(cells.text, (*table.headings, *made.columns[-2:]))
        csv.writer(header, lineterminator="\n").writerow(names)
        out.write(BOM_UTF8 + header.getvalue().encode())
    asked = [each.id for each in reader.framework.indicators]
    asked += [each.id for each in reader.framework.numbers]
    figures = {reader.columns[name] for name in asked if name in reader.columns}
    guard(made, cells, figures).write_csv(out, include_header=False)


def _free(name: str, table: pl.DataFrame) -> str:
    """A free name for one more column of a table."""
    return _free(f"{name}_", table) if name in table.columns else name
