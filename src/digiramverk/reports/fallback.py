"""Charts and grids as tables, for renderers that can only show tables."""

from typing import Final

from digiramverk.reports.document_tree import Figure, Grid, TableBlock, TableCell

MOST_COLUMNS: Final = 30
"""The number of narrow columns that fit on a page."""


def grid_tables(grid: Grid, most: int = MOST_COLUMNS) -> list[TableBlock]:
    """Return a grid as narrow tables, each with all rows.

    Args:
        grid: the grid.
        most: the greatest number of columns of a table.
    """
    found: list[TableBlock] = []
    for start in range(0, len(grid.columns), most):
        part = slice(start, start + most)
        rows: list[tuple[TableCell, ...]] = [
            (row.title, *(Figure(mark.sign, mark.value, "sign", mark.shade) for mark in marks[part]))
            for row, marks in zip(grid.rows, grid.marks, strict=True)
        ]
        columns = (grid.corner, *(column.title for column in grid.columns[part]))
        last = min(start + most, len(grid.columns))
        several = len(grid.columns) > most
        caption = f"{grid.caption} ({start + 1}–{last})" if several else grid.caption
        found.append(TableBlock(columns, tuple(rows), caption))
    return found
