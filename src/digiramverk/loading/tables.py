"""Tables of any size in files, read part by part: CSV, Parquet, Excel."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from itertools import count
from pathlib import Path
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.place import Span
from digiramverk.loading.files import MOST_BYTES
from digiramverk.loading.kinds import can_be_read
from digiramverk.loading.lines import Layout, lines_of
from digiramverk.loading.nested import as_text
from digiramverk.loading.rows import CsvText, Meaning, not_text, open_file, read_header, unreadable
from digiramverk.loading.sheets import Row, Sheet, row_span, row_spans, text_spans, whole_table
from digiramverk.loading.workbooks import find_table, is_filled
from digiramverk.rules.frame.inputs import ROW

BATCH: Final = 100_000
"""Rows that are worked on at a time."""
MIDNIGHT: Final = r"[ T]00:00:00(\.0+)?$"
NO_DECIMALS: Final = r"\.0+$"
HIDDEN: Final = "__"
"""What columns that are made on the way begin with."""
UNREADABLE: Final = (pl.Binary, pl.Object)
"""Kinds of columns that nothing can be read from."""


@attrs.frozen
class TableFile:
    """A file with a row per form.

    Attributes:
        path: where it lies.
        frame: all of it, not read yet; a workbook's sheet is read, since it has to be. Of rows of text
            that are ragged, cells are missing or too many ones left out: see `layout`. Its columns have the
            names that :func:`_distinct` makes of headings.
        headings: of its columns, as they are written; "" for one without.
        find_layout: gives `layout`.
        text: a CSV file's text; None for others.
        header: the number of the row with the headings; 0 where none has them.
        notes: what of the file is not read.
    """

    path: Path
    frame: pl.LazyFrame
    headings: tuple[str, ...]
    find_layout: Callable[[], Layout]
    text: CsvText | None = None
    header: int = 0
    notes: tuple[Diagnostic, ...] = ()

    @cached_property
    def layout(self) -> Layout:
        """How its rows are counted, and which are ragged. A CSV file is gone through for it.

        Raises:
            InputError: DR415, quotation marks that do not stand around whole cells.
        """
        return self.find_layout()

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.frame.collect_schema().names()

    @cached_property
    def unnamed(self) -> dict[str, int]:
        """The columns without a heading, and which ones these are, from 0."""
        pairs = enumerate(zip(self.columns, self.headings, strict=True))
        return {column: number for number, (column, heading) in pairs if not heading.strip()}

    def heading(self, index: int) -> Span:
        """Where a heading stands."""
        if self.text is not None:
            return self.text.heading(index)
        return row_span(self.path.as_posix(), self.header, index)

    def spans(self, cells: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], Span]:
        """Where cells stand. A CSV file is read again for it, as far as the last of them."""
        if self.text is not None:
            return text_spans(self.text, self.layout, cells)
        return row_spans(self.path.as_posix(), self.layout, cells)

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
        doubtful = part.filter(blank_cells(part.to_series(1)))
        if not len(doubtful):
            return part
        # A ragged row may hold something beyond the columns.
        layout = self.layout
        ragged = layout.ragged_between(start, start + len(part))
        blank = pl.all_horizontal(
            *(blank_cells(doubtful[name]) for name in part.columns[1:]),
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

    def sheet(self) -> Sheet:
        """All of it row by row, as text.

        Raises:
            InputError: DR004, it is too large; DR427, the file turns out to be broken.
        """
        try:
            text = self.frame.select(
                _as_text(*each) for each in self.frame.collect_schema().items()
            ).collect()
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error
        name = self.path.as_posix()
        if text.estimated_size() > MOST_BYTES:
            raise InputError([Diagnostic("DR004", {"most": MOST_BYTES}, whole_table(name))])

        def rows() -> Iterator[Row]:
            for position, cells in enumerate(text.iter_rows()):
                if any(cell is not None and cell.strip() for cell in cells):
                    yield position, ["" if cell is None else cell for cell in cells]

        return Sheet(
            name, self.headings, self.find_layout, rows, self.spans, self.heading, self._odd, self.notes
        )

    @property
    def _odd(self) -> dict[int, tuple[str, bool]]:
        """See :class:`Sheet`. Columns of nothing are as good as text."""
        natives = self.frame.collect_schema().values()
        kinds = nw.from_native(self.frame).collect_schema().values()
        return {
            index: (type(kind).__name__, not can_be_read(kind, answer=False))
            for index, (native, kind) in enumerate(zip(natives, kinds, strict=True))
            if native != pl.Null and not can_be_read(kind, answer=True)
        }


def open_table(path: Path, meaning: Meaning = lambda _: None) -> TableFile:
    """A file of answers as a table of text, or of what a Parquet file has.

    Args:
        path: where it lies.
        meaning: what headings mean, by which the separator of a CSV file is known, and a workbook's sheet.

    Raises:
        InputError: DR001, there is no such file; DR412, nothing in it; DR415, quotation marks in the header
            that do not stand around cells; DR427, not readable.
    """
    if not path.is_file():
        raise InputError([Diagnostic("DR001", {"file": path.as_posix()})])
    try:
        match path.suffix.lower():
            case ".csv":
                table = _open_csv(path, meaning)
            case ".parquet":
                frame = as_text(pl.scan_parquet(path))
                headings = tuple(frame.collect_schema().names())
                named = frame.rename(dict(zip(headings, _distinct(headings), strict=True)))
                table = TableFile(path, named, headings, Layout)
            case _:
                table = _open_workbook(path, meaning)
        table.frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise _broken(path, error) from error
    return table


def _open_csv(path: Path, meaning: Meaning) -> TableFile:
    open_ = open_file(path)
    text = read_header(path.as_posix(), open_, meaning)
    if text is None:
        raise _empty(path)
    with open_() as file:
        source: Any = path if getattr(file, "name", None) is not None else file.read()
    frame = pl.scan_csv(
        source,
        separator=text.separator,
        infer_schema=False,
        skip_lines=text.blank,
        truncate_ragged_lines=True,
    )
    found = frame.collect_schema().names()
    if len(found) != len(text.headings):
        raise InputError([unreadable(text.name, text.blank + 1, text.header)])
    named = frame.rename(dict(zip(found, _distinct(text.headings), strict=True)))
    return TableFile(path, named, text.headings, partial(lines_of, text), text)


def _distinct(headings: Iterable[str]) -> list[str]:
    """Names for columns: their headings, but for those that have none or one that another column has."""
    every = tuple(headings)
    taken = {each for each in every if each.strip()}
    names: list[str] = []
    for number, heading in enumerate(every, 1):
        if heading.strip() and heading not in names and not heading.startswith(HIDDEN):
            names.append(heading)
            continue
        # What is made on the way has names that begin otherwise.
        free = (f"{heading.strip(HIDDEN) or '#'} {extra}".strip() for extra in count(number))
        names.append(next(each for each in free if each not in taken))
        taken.add(names[-1])
    return names


def _open_workbook(path: Path, meaning: Meaning) -> TableFile:
    found = find_table(path, meaning)
    if found.header is None:
        raise _empty(path)
    sheet, blank = found.sheet, found.header
    headings = tuple(str(each) if is_filled(each) else "" for each in sheet.row(blank))
    body = sheet.slice(blank + 1)
    cells = [
        body.to_series(number).str.replace(MIDNIGHT, "").alias(name)
        for number, name in enumerate(_distinct(headings))
    ]
    layout = partial(Layout, first=blank + 2)
    return TableFile(path, pl.DataFrame(cells).lazy(), headings, layout, header=blank + 1, notes=found.notes)


def blank_cells(cells: pl.Series) -> pl.Series:
    """Which cells of a column hold nothing."""
    if isinstance(cells.dtype, (pl.Enum, pl.Categorical)):
        cells = cells.cast(pl.String)
    if cells.dtype == pl.String:
        return (cells.str.strip_chars() == "").fill_null(value=True)
    return cells.is_null() | cells.is_nan() if cells.dtype.is_float() else cells.is_null()


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """A column as :meth:`StateReader.text` gives it."""
    column = pl.col(name)
    if isinstance(kind, UNREADABLE):
        return pl.when(column.is_not_null()).then(pl.lit(kind.__class__.__name__)).alias(name)
    if kind.is_float():
        return column.fill_nan(None).cast(pl.String).str.replace(NO_DECIMALS, "")
    if kind.is_temporal():
        return column.cast(pl.String).str.replace(NO_DECIMALS, "").str.replace(MIDNIGHT, "")
    return column.cast(pl.String, strict=False)


def _empty(path: Path) -> InputError:
    return InputError([Diagnostic("DR412", {}, whole_table(path.as_posix()))])


def _broken(path: Path, error: Exception) -> InputError:
    cause = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    if path.suffix.lower() == ".csv" and ("utf-8" in cause.lower() or "utf8" in cause.lower()):
        return InputError([Diagnostic("DR002", {}, not_text(path.as_posix(), open_file(path)))])
    return InputError([Diagnostic("DR427", {"file": path.as_posix(), "cause": cause})])


@contextmanager
def text_first(path: Path) -> Iterator[None]:
    """What is wrong with a CSV file that is not UTF-8 is that, whatever else may seem so.

    Raises:
        InputError: DR002, or what is raised within.
    """
    try:
        yield
    except InputError as error:
        if path.suffix.lower() != ".csv" or not path.is_file():
            raise
        place = not_text(path.as_posix(), open_file(path))
        if place is None:
            raise
        raise InputError([Diagnostic("DR002", {}, place)]) from error
