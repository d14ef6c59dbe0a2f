"""Whole columns of cells that a spreadsheet might run, made harmless and read back: see `core.cell_text`."""

import polars as pl

from digiramverk.core.cell_text import GUARDED, NUMBER, RISKY, SIGN, unguarded


def guard(table: pl.DataFrame) -> tuple[pl.DataFrame, str | None]:
    """A table as it goes into a CSV file, and the first text that got an apostrophe, if any did."""
    example: str | None = None
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype != pl.String:
            continue
        risky = column.str.contains(RISKY).fill_null(value=False)
        # Few columns have any: the rest of the question is asked for these alone.
        if not risky.any():
            continue
        risky &= ~column.str.contains(NUMBER).fill_null(value=False)
        risky &= ~column.str.contains(SIGN).fill_null(value=False)
        if risky.any():
            example = example or str(column.filter(risky)[0])
            changed.append(
                pl.select(pl.when(risky).then(GUARDED + column).otherwise(column))
                .to_series()
                .alias(column.name)
            )
    return table.with_columns(changed), example


def unguard(table: pl.DataFrame) -> pl.DataFrame:
    """A table out of a CSV file with the texts that were meant."""
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype == pl.String and column.str.starts_with(GUARDED).any():
            texts = [None if each is None else unguarded(each) for each in column.to_list()]
            changed.append(pl.Series(column.name, texts, dtype=pl.String))
    return table.with_columns(changed)
