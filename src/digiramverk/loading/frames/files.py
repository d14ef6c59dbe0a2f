"""Tables of any size in files, read part by part: CSV, Parquet, Excel."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.rules.frame.inputs import ROW

SUFFIXES: Final = (".csv", ".parquet", ".xlsx")
BATCH: Final = 100_000
"""Rows that are worked on at a time."""
_SEPARATORS: Final = (";", "\t", ",")


@attrs.frozen
class TableFile:
    """A file with a row per form.

    Attributes:
        path: where it lies.
        frame: all of it, not read yet; a workbook's first sheet is read, since it has to be.
    """

    path: Path
    frame: pl.LazyFrame

    @property
    def columns(self) -> list[str]:
        """The names of the columns, as they are written."""
        return self.frame.collect_schema().names()

    def batches(self) -> Iterator[nw.DataFrame[Any]]:
        """Its rows, part by part, each with its position.

        Raises:
            InputError: DR427, the file turns out to be broken.
        """
        start = 0
        try:
            for part in self.frame.collect_batches(chunk_size=BATCH, maintain_order=True):
                yield nw.from_native(part.with_row_index(ROW, offset=start), eager_only=True)
                start += len(part)
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error


def open_table(path: Path) -> TableFile:
    """A file of answers as a table of text, or of what a Parquet file has.

    Raises:
        InputError: DR001, there is no such file; DR006, of another kind; DR427, not readable.
    """
    if not path.is_file():
        raise InputError([Diagnostic("DR001", {"file": path.as_posix()})])
    try:
        match path.suffix.lower():
            case ".csv":
                frame = pl.scan_csv(path, separator=_separator(path), infer_schema=False)
            case ".parquet":
                frame = pl.scan_parquet(path)
            case _:
                frame = pl.read_excel(path, infer_schema_length=None).lazy()
        frame.collect_schema()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise _broken(path, error) from error
    return TableFile(path, frame)


def _separator(path: Path) -> str:
    """What separates cells: whichever occurs most often in the first line."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        first = file.readline()
    return max(_SEPARATORS, key=first.count)


def _broken(path: Path, error: Exception) -> InputError:
    cause = str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__
    return InputError([Diagnostic("DR427", {"file": path.as_posix(), "cause": cause})])
