"""Whole columns of cells that a spreadsheet or a terminal would obey, made harmless and read back.

See `core.cell_text`.
"""

from collections.abc import Collection

import polars as pl

from digiramverk.core import CONTROLS, GUARDED, RISKY, SafeCells, unguarded


def guard(table: pl.DataFrame, cells: SafeCells, figures: Collection[str] = ()) -> pl.DataFrame:
    """A table as it goes into a CSV file.

    Args:
        table: columns that are no texts stay as they are.
        cells: notes the first texts that are changed.
        figures: the columns of texts in which what looks like a number is one.
    """
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype != pl.String:
            continue
        # Few columns have any: one by one is soon enough for the cells in question.
        doubtful = (column.str.contains(RISKY) | column.str.contains(CONTROLS)).fill_null(value=False)
        if not doubtful.any():
            continue
        asked = pl.DataFrame({"cell": column.filter(doubtful).unique(maintain_order=True)})
        holds_figures = column.name in figures
        safe = [cells.text(each, figures=holds_figures) for each in asked["cell"].to_list()]
        changed.append(column.replace(asked["cell"], pl.Series(safe, dtype=pl.String)))
    return table.with_columns(changed)


def unguard(table: pl.DataFrame) -> pl.DataFrame:
    """A table out of a CSV file with the texts that were meant."""
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype == pl.String and column.str.starts_with(GUARDED).any():
            texts = [None if each is None else unguarded(each) for each in column.to_list()]
            changed.append(pl.Series(column.name, texts, dtype=pl.String))
    return table.with_columns(changed)
