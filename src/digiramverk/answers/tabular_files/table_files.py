"""Tables of any size in files, read part by part: CSV, Parquet, Excel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property, partial
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.answers.tabular_files.csv_lines import Layout, lines_of
from digiramverk.answers.tabular_files.csv_rows import (
    CellMeaning,
    CsvText,
    not_text,
    open_file,
    read_header,
    refuse_columns,
    too_much,
    unreadable,
)
from digiramverk.answers.tabular_files.guarded_cells import unguard
from digiramverk.answers.tabular_files.nested_columns import as_text
from digiramverk.answers.tabular_files.reader_faults import reading
from digiramverk.answers.tabular_files.sheets import (
    row_span,
    row_spans,
    text_spans,
    whole_table,
)
from digiramverk.answers.tabular_files.workbooks import find_table, is_filled
from digiramverk.core import FILLED, Diagnostic, InputError, Span, clean
from digiramverk.files import (
    MOST_BYTES,
    MOST_ROWS_PACKED,
    PARQUET,
    TEXT_TABLES,
    XLSX,
    Located,
    is_other_than_text,
    kind_of,
    located,
    other_kind,
)
from digiramverk.model import MIDNIGHT
from digiramverk.tables import ROW

BATCH: Final = 100_000
"""The number of rows to process at a time."""
NO_DECIMALS: Final = r"\.0+$"
HIDDEN: Final = "__"
"""The prefix of internal columns."""
UNREADABLE: Final = (pl.Binary, pl.Object)
"""Types of columns that cannot be read."""
_START: Final = 1 << 16
"""The number of bytes that identify the type of a file."""
_SAVED_AS: Final = (".csv", ".xlsx")
_NOT_OPENED: Final = frozenset({"DR012", "DR014", "DR440", "DR441"})
"""The codes about files that are not text, or whose text is not read."""


@attrs.frozen
class TableFile:
    """A file with a row per form.

    Attributes:
        file: the file.
        frame: all of it, lazily; the sheet of a workbook has been read. In ragged rows of text, missing cells
            are null and extra ones are dropped: see `layout`. Its columns have the names that
            :func:`_distinct` makes of headings.
        headings: of its columns, as written; "" for one without.
        find_layout: finds `layout`.
        text: a CSV file's text; None for others.
        header: the number of the row with the headings; 0 if there is none.
        notes: the parts of the file that are not read.
    """

    file: Located
    frame: pl.LazyFrame
    headings: tuple[str, ...]
    find_layout: Callable[[], Layout]
    text: CsvText | None = None
    header: int = 0
    notes: tuple[Diagnostic, ...] = ()

    @cached_property
    def layout(self) -> Layout:
        """How its rows are counted, and which are ragged. A CSV file is scanned for this.

        Raises:
            InputError: DR415, quotation marks that do not enclose whole cells.
        """
        return self.find_layout()

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.frame.collect_schema().names()

    @cached_property
    def unnamed(self) -> dict[str, int]:
        """The columns without a heading, with their indices from 0."""
        pairs = enumerate(zip(self.columns, self.headings, strict=True))
        return {column: number for number, (column, heading) in pairs if not clean(heading)}

    def heading(self, index: int) -> Span:
        """The place of a heading."""
        if self.text is not None:
            return self.text.heading(index)
        return row_span(self.file.name, self.header, index)

    def spans(self, cells: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], Span]:
        """The places of cells. A CSV file is read again, up to the last of them."""
        if self.text is not None:
            return text_spans(self.text, self.layout, cells)
        return row_spans(self.file.name, self.layout, cells)

    def batches(self) -> Iterator[pl.DataFrame]:
        """Its rows, part by part, each with its position from 0, without blank rows.

        Raises:
            InputError: DR002, DR442, the file turns out to be damaged.
        """
        start = 0
        with self._reading():
            for part in self.frame.collect_batches(chunk_size=BATCH, maintain_order=True):
                read = part if self.text is None else unguard(part)
                whole_rows = [self._without_blank_rows(read.with_row_index(ROW, offset=start), start)]
                start += len(part)
                # Do not hold a reference to a part while the caller works on it.
                del part, read
                yield whole_rows.pop()

    def _without_blank_rows(self, part: pl.DataFrame, start: int) -> pl.DataFrame:
        """The rows that are not blank. Only rows whose first cell is empty need a look."""
        doubtful = part.filter(blank_cells(part.to_series(1)))
        if not len(doubtful):
            return part
        # A ragged row may have values beyond the columns.
        layout = self.layout
        ragged = layout.ragged_between(start, start + len(part))
        blank = pl.all_horizontal(
            *(blank_cells(doubtful[name]) for name in part.columns[1:]),
            ~pl.col(ROW).is_in([layout.ragged[place] for place in ragged]),
        )
        rows = doubtful.filter(blank)[ROW]
        return part.filter(~pl.col(ROW).is_in(rows.implode())) if len(rows) else part

    def more_than(self, rows: int) -> bool:
        """Whether there are more than `rows` rows."""
        with self._reading():
            return len(self.frame.select(pl.first()).head(rows + 1).collect()) > rows

    def _reading(self) -> AbstractContextManager[None]:
        return _reading(self.file)


def open_table(where: Path | Located, meaning: CellMeaning = lambda _: None) -> TableFile:
    """A file of answers as a table of text, or of a Parquet file's own types.

    Args:
        where: the file.
        meaning: the meanings of headings, which decide the separator of a CSV file, and the sheet of a
            workbook.

    Raises:
        InputError: DR001, there is no such file; DR010, it may not be opened; DR012, it is no ordinary one;
            DR014, its content is of another type; DR412, nothing in it; DR415, quotation marks in the header
            that do not enclose cells; DR440 to DR443, not readable, or too much of it.
    """
    file = located(where)
    with _reading(file):
        match file.path.suffix.lower():
            case suffix if suffix in TEXT_TABLES:
                table = _open_csv(file, meaning)
            case ".parquet":
                table = _open_parquet(file)
            case _:
                table = _open_workbook(file, meaning)
        table.frame.collect_schema()
    return table


def _open_csv(file: Located, meaning: CellMeaning) -> TableFile:
    open_ = open_file(file)
    with open_() as opened:
        start = opened.read(_START)
        if is_other_than_text(start):
            raise InputError([other_kind(file.name, start + opened.read(MOST_BYTES), _SAVED_AS)])
    text = read_header(file.name, open_, meaning)
    if text is None:
        raise _empty(file)
    with open_() as opened:
        source: Any = opened.read() if isinstance(opened, BytesIO) else file.path
    frame = pl.scan_csv(
        source,
        separator=text.separator,
        infer_schema=False,
        skip_lines=text.blank,
        truncate_ragged_lines=True,
        # File names are taken literally, not as patterns.
        glob=False,
    )
    found = frame.collect_schema().names()
    if len(found) != len(text.headings):
        raise InputError([unreadable(text.name, text.blank + 1, text.header)])
    named = frame.rename(dict(zip(found, _distinct(text.headings), strict=True)))
    return TableFile(file, named, text.headings, partial(lines_of, text), text)


def _open_parquet(file: Located) -> TableFile:
    with file.open() as opened:
        start = opened.read(_START)
        if kind_of(start) != PARQUET:
            raise InputError([other_kind(file.name, start + opened.read(MOST_BYTES), _SAVED_AS)])
    source: Any = file.path if file.named else BytesIO(file.read())
    frame = as_text(pl.scan_parquet(source, glob=False))
    headings = tuple(frame.collect_schema().names())
    rows = frame.select(pl.len()).collect().item()
    # Equal values pack to nearly nothing: a small file can hold thousands of millions of rows.
    if rows > MOST_ROWS_PACKED and rows > file.size:
        raise too_much(file.name, "rows_of_table", MOST_ROWS_PACKED)
    refuse_columns(file.name, len(headings))
    named = frame.rename(dict(zip(headings, _distinct(headings), strict=True)))
    return TableFile(file, named, headings, Layout)


def _distinct(headings: Iterable[str]) -> list[str]:
    """Names for columns: their headings, or others if they have none or one that another column has."""
    every = tuple(headings)
    taken = {each for each in every if clean(each)}
    names: list[str] = []
    for number, heading in enumerate(every, 1):
        if clean(heading) and heading not in names and not heading.startswith(HIDDEN):
            names.append(heading)
            continue
        # Internal columns have names with another prefix.
        free = (f"{heading.strip(HIDDEN) or '#'} {extra}".strip() for extra in count(number))
        names.append(next(each for each in free if each not in taken))
        taken.add(names[-1])
    return names


def _open_workbook(file: Located, meaning: CellMeaning) -> TableFile:
    found = find_table(file, meaning)
    if found.header is None:
        raise _empty(file)
    sheet, blank = found.sheet, found.header
    headings = tuple(str(each) if is_filled(each) else "" for each in sheet.row(blank))
    body = sheet.slice(blank + 1)
    cells = [
        body.to_series(number).str.replace(MIDNIGHT, "").alias(name)
        for number, name in enumerate(_distinct(headings))
    ]
    layout = partial(Layout, first=blank + 2)
    return TableFile(file, pl.DataFrame(cells).lazy(), headings, layout, header=blank + 1, notes=found.notes)


def blank_cells(cells: pl.Series) -> pl.Series:
    """Which cells of a column are blank."""
    if isinstance(cells.dtype, (pl.Enum, pl.Categorical)):
        cells = cells.cast(pl.String)
    if cells.dtype == pl.String:
        return ~cells.str.contains(FILLED).fill_null(value=False)
    return cells.is_null() | cells.is_nan() if cells.dtype.is_float() else cells.is_null()


def _empty(file: Located) -> InputError:
    return InputError([Diagnostic("DR412", {}, whole_table(file.name))])


@contextmanager
def _reading(file: Located) -> Iterator[None]:
    """Treat whatever Polars raises as damage to the file; a text file may be in another encoding.

    Raises:
        InputError: DR002, DR442, or what is raised within.
    """
    suffix = file.path.suffix.lower()
    is_text = suffix in TEXT_TABLES
    kind = "kind_text" if is_text else PARQUET if suffix == ".parquet" else XLSX
    try:
        with reading(file.name, kind):
            yield
    except InputError as error:
        damaged = any(each.code == "DR442" for each in error.diagnostics)
        place = not_text(file.name, open_file(file)) if is_text and damaged else None
        if place is None:
            raise
        raise InputError([Diagnostic("DR002", {}, place)]) from error


@contextmanager
def text_first(where: Path | Located) -> Iterator[None]:
    """Report a CSV file that is not UTF-8 as that, whatever else seems wrong with it.

    Raises:
        InputError: DR002, or what is raised within.
    """
    file = located(where)
    try:
        yield
    except InputError as error:
        refused = any(each.code in _NOT_OPENED for each in error.diagnostics)
        if file.path.suffix.lower() not in TEXT_TABLES or refused or not file.is_file:
            raise
        place = not_text(file.name, open_file(file))
        if place is None:
            raise
        raise InputError([Diagnostic("DR002", {}, place)]) from error
