"""Tables of any size in files, read part by part: CSV, Parquet, Excel."""

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.place import Source, Span, whole
from digiramverk.loading.files import MOST_BYTES
from digiramverk.loading.lines import Layout, lines_of
from digiramverk.loading.nested import as_text
from digiramverk.rules.frame.inputs import ROW

BATCH: Final = 100_000
"""Rows that are worked on at a time."""
_SEPARATORS: Final = (";", "\t", ",")
_LINES: Final = 2
"""The first row stands in the second line of a table that has nothing above it."""
_MIDNIGHT: Final = r"[ T]00:00:00(\.0+)?$"
_WHOLE: Final = 1e15
"""Floating-point numbers below this are whole exactly when they look so."""


@attrs.frozen
class TableFile:
    """A file with a row per form.

    Attributes:
        path: where it lies.
        frame: all of it, not read yet; a workbook's first sheet is read, since it has to be. Of rows of text
            that are ragged, cells are missing or too many ones left out: see `layout`.
        find_layout: gives that.
    """

    path: Path
    frame: pl.LazyFrame
    find_layout: Callable[[], Layout]

    @cached_property
    def layout(self) -> Layout:
        """How its rows are counted, and which are ragged. A CSV file is gone through for it.

        Raises:
            InputError: DR415, quotation marks that do not stand around whole cells.
        """
        return self.find_layout()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as they are written."""
        return self.frame.collect_schema().names()

    def batches(self) -> Iterator[nw.DataFrame[Any]]:
        """Its rows, part by part, each with its position from 0; rows that hold nothing are left out.

        Raises:
            InputError: DR002, DR427, the file turns out to be broken.
        """
        start = 0
        try:
            for part in self.frame.collect_batches(chunk_size=BATCH, maintain_order=True):
                whole_rows = [self._without_blank_rows(part.with_row_index(ROW, offset=start), start)]
                start += len(part)
                # Nothing here holds on to a part while somebody works on it.
                del part
                yield nw.from_native(whole_rows.pop(), eager_only=True)
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error

    def _without_blank_rows(self, part: pl.DataFrame, start: int) -> pl.DataFrame:
        """The rows that hold something. Only those are looked at whose first cell is empty."""
        doubtful = part.filter(_is_blank(part.to_series(1)))
        if not len(doubtful):
            return part
        # A ragged row may hold something beyond the columns.
        layout = self.layout
        ragged = layout.ragged_between(start, start + len(part))
        blank = pl.all_horizontal(
            *(_is_blank(doubtful[name]) for name in part.columns[1:]),
            ~pl.col(ROW).is_in([layout.ragged[place] for place in ragged]),
        )
        rows = doubtful.filter(blank)[ROW]
        return part.filter(~pl.col(ROW).is_in(rows.implode())) if len(rows) else part

    def more_than(self, rows: int) -> bool:
        """Whether there are more rows than that."""
        try:
            return len(self.frame.select(pl.first()).head(rows + 1).collect()) > rows
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error

    def as_csv(self) -> Source:
        """All of it as the text of a CSV table, a line per row as far as cells hold no line ends.

        What is in a row of a sheet is in the line of that number.

        Raises:
            InputError: DR004, the text is too large; DR427, the file turns out to be broken.
        """
        try:
            text = self.frame.select(_as_text(*each) for each in self.frame.collect_schema().items())
            written = text.collect().write_csv(separator=";")
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error
        if len(written) > MOST_BYTES:
            raise InputError([Diagnostic("DR004", {"most": MOST_BYTES}, whole(Source(self.path.as_posix())))])
        above = "\n" * (self.layout.first - _LINES)
        return Source(self.path.as_posix(), above + written.rstrip("\n"))


def open_table(path: Path) -> TableFile:
    """A file of answers as a table of text, or of what a Parquet file has.

    Raises:
        InputError: DR001, there is no such file; DR412, nothing in it; DR413, two columns of one name; DR427,
            not readable.
    """
    if not path.is_file():
        raise InputError([Diagnostic("DR001", {"file": path.as_posix()})])
    try:
        match path.suffix.lower():
            case ".csv":
                frame, find_layout = _open_csv(path)
            case ".parquet":
                frame, find_layout = as_text(pl.scan_parquet(path)), Layout
            case _:
                frame, find_layout = _open_workbook(path)
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise _broken(path, error) from error
    return TableFile(path, frame, find_layout)


def _open_csv(path: Path) -> tuple[pl.LazyFrame, Callable[[], Layout]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        blank = 0
        for first in file:
            if first.strip():
                break
            blank += 1
        else:
            raise _empty(path)
        separator = max(_SEPARATORS, key=first.count)
        # A header may go on over line ends within quotation marks.
        header = next(csv.reader([first, *(file.readline() for _ in range(20))], delimiter=separator))
    _check_header(path, header)
    frame = pl.scan_csv(
        path, separator=separator, infer_schema=False, skip_lines=blank, truncate_ragged_lines=True
    )
    return frame, partial(lines_of, path, separator, blank, len(header))


def _open_workbook(path: Path) -> tuple[pl.LazyFrame, Callable[[], Layout]]:
    """The first sheet as text, so that columns of more than one kind stay as they are written."""
    sheet = pl.read_excel(
        path,
        has_header=False,
        infer_schema_length=0,
        drop_empty_rows=False,
        # Not even empty rows at the beginning are left out: rows keep the numbers that the sheet shows.
        read_options={"skip_rows": 0},
    )
    rows = sheet.iter_rows()
    blank, header = next(((n, row) for n, row in enumerate(rows) if any(map(_filled, row))), (0, ()))
    kept = [number for number, name in enumerate(header) if _filled(name)]
    if not kept:
        raise _empty(path)
    names = [str(header[number]) for number in kept]
    _check_header(path, names)
    body = sheet.slice(blank + 1)
    cells = [
        body.to_series(number).str.replace(_MIDNIGHT, "").alias(name)
        for number, name in zip(kept, names, strict=True)
    ]
    return pl.DataFrame(cells).lazy(), partial(Layout, first=blank + 2)


def _filled(cell: str | None) -> bool:
    return cell is not None and bool(cell.strip())


def _check_header(path: Path, header: list[str]) -> None:
    counts = Counter(header)
    place = whole(Source(path.as_posix()))
    twice = [Diagnostic("DR413", {"name": name}, place) for name, number in counts.items() if number > 1]
    if twice:
        raise InputError(twice)


def _is_blank(cells: pl.Series) -> pl.Series:
    return (
        (cells.str.strip_chars() == "").fill_null(value=True) if cells.dtype == pl.String else cells.is_null()
    )


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as it would be written by hand: whole numbers without decimals, midnight as a date."""
    column = pl.col(name)
    if kind.is_float():
        whole_number = (column == column.round()) & (column.abs() < _WHOLE)
        as_whole = column.cast(pl.Int64, strict=False).cast(pl.String)
        return pl.when(whole_number).then(as_whole).otherwise(column.cast(pl.String)).alias(name)
    if isinstance(kind, pl.Datetime):
        return column.dt.strftime("%Y-%m-%d %H:%M:%S").str.replace(_MIDNIGHT, "")
    return column.cast(pl.String, strict=False).str.replace(_MIDNIGHT, "")


def _empty(path: Path) -> InputError:
    return InputError([Diagnostic("DR412", {}, whole(Source(path.as_posix())))])


def _broken(path: Path, error: Exception) -> InputError:
    cause = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    if "utf-8" in cause.lower() or "utf8" in cause.lower():
        return InputError([Diagnostic("DR002", {}, _not_text(path))])
    return InputError([Diagnostic("DR427", {"file": path.as_posix(), "cause": cause})])


def _not_text(path: Path) -> Span:
    """The first line with a byte that is not UTF-8."""
    name = path.as_posix()
    with path.open("rb") as file:
        for number, line in zip(count(1), file, strict=False):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                text = "\n" * (number - 1) + line.decode("utf-8", errors="replace").rstrip("\r\n")
                source = Source(name, text)
                column = len(line[: error.start].decode("utf-8")) + 1
                return attrs.evolve(
                    whole(source), line=number, column=column, end_line=number, end_column=column + 1
                )
    return whole(Source(name))
