"""Results with a row per value as tables of Polars and PyArrow."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import polars as pl

from digiramverk.scoring.exports import EXACT, VALUE


def polars_table(columns: Mapping[str, Sequence[Any]]) -> pl.DataFrame:
    """The columns of an export, with the same types whatever is in them."""
    return pl.DataFrame([_series(name, column) for name, column in columns.items()])


def _series(name: str, column: Sequence[Any]) -> pl.Series:
    if name not in EXACT:
        return pl.Series(name, column, pl.Float64 if name == VALUE else pl.String, strict=False)
    try:
        return pl.Series(name, column, pl.Int64)
    except (TypeError, OverflowError):
        # Whole numbers beyond 64 bits are exact only as text.
        return pl.Series(name, [None if each is None else str(each) for each in column], pl.String)


def as_arrow(table: pl.DataFrame) -> Any:  # noqa: ANN401 - a table of Arrow
    """A table of PyArrow, with the types of text that its own readers give."""
    pa = import_module("pyarrow")
    arrow = table.to_arrow(compat_level=pl.CompatLevel.oldest())
    fields = [pa.field(f.name, pa.string() if f.type == pa.large_string() else f.type) for f in arrow.schema]
    return arrow.cast(pa.schema(fields))
