"""Converts columns of a Parquet file that have no form in a text file."""

import polars as pl

_OPEN = '{"v":'


def as_text(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A table with lists and structures as JSON text, and durations as ISO 8601 text."""
    schema = frame.collect_schema()
    texts = {
        name: _json(name) if kind.is_nested() else pl.col(name).dt.to_string("iso")
        for name, kind in schema.items()
        if kind.is_nested() or isinstance(kind, pl.Duration)
    }
    return frame.with_columns(**texts) if texts else frame


def _json(name: str) -> pl.Expr:
    """A column as JSON, cut from a structure that has it as its only field."""
    written = pl.struct(pl.col(name).alias("v")).struct.json_encode()
    return pl.when(pl.col(name).is_not_null()).then(written.str.slice(len(_OPEN)).str.head(-1))
