"""Makes cells harmless that a spreadsheet or a terminal would execute, and restores them on reading.

See `core.cell_text`.
"""

from collections.abc import Collection

import polars as pl

from digiramverk.core import CONTROLS, GUARDED, RISKY, SafeCells, unguarded


def guard(table: pl.DataFrame, cells: SafeCells, figures: Collection[str] = ()) -> pl.DataFrame:
    """A table as it is written into a CSV file.

    Args:
        table: columns other than text are unchanged.
        cells: records the first changed texts.
        figures: the text columns in which a text that looks like a number is one.
    """
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype != pl.String:
            continue
        # Few columns have any, so checking the doubtful cells one by one is fast enough.
        doubtful = (column.str.contains(RISKY) | column.str.contains(CONTROLS)).fill_null(value=False)
        if not doubtful.any():
            continue
        asked = pl.DataFrame({"cell": column.filter(doubtful).unique(maintain_order=True)})
        holds_figures = column.name in figures
        safe = [cells.text(each, figures=holds_figures) for each in asked["cell"].to_list()]
        changed.append(column.replace(asked["cell"], pl.Series(safe, dtype=pl.String)))
    return table.with_columns(changed)


def unguard(table: pl.DataFrame) -> pl.DataFrame:
    """A table from a CSV file with its original texts."""
    changed: list[pl.Series] = []
    for column in table.iter_columns():
        if column.dtype == pl.String and column.str.starts_with(GUARDED).any():
            texts = [None if each is None else unguarded(each) for each in column.to_list()]
            changed.append(pl.Series(column.name, texts, dtype=pl.String))
    return table.with_columns(changed)
