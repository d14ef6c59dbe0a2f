"""The places of rows and cells of tables."""

from collections.abc import Iterable

from digiramverk.answers.tabular_files.csv_lines import Layout
from digiramverk.answers.tabular_files.csv_rows import (
    CsvText,
    cell_in,
    rows_of,
)
from digiramverk.core import Source, Span, whole_span
from digiramverk.files import TEXT_TABLES


def text_spans(
    text: CsvText, layout: Layout, wanted: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], Span]:
    """The places of cells of a CSV file; it is read up to the last of them."""
    places = set(wanted)
    positions = {row for row, _ in places}
    last = max(positions, default=-1)
    rows: dict[int, str] = {}
    with text.open() as file:
        file.seek(text.begins)
        for position, (row, _) in enumerate(rows_of(file)):
            if position in positions:
                rows[position] = row.decode("utf-8", errors="replace")
            if position >= last:
                break
    return {
        (row, index): cell_in(text.name, layout.number(row), rows[row], text.separator, index)
        for row, index in places
    }


def row_span(name: str, number: int, index: int = 0) -> Span:
    """A cell of a table that is not text, identified by the number of its row."""
    return Span(Source(name, rows=True), number, index + 1, number, index + 2)


def whole_table(name: str) -> Span:
    """The place of a problem that concerns the whole table."""
    return whole_span(Source(name)) if name.lower().endswith(TEXT_TABLES) else row_span(name, 0)


def row_spans(name: str, layout: Layout, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Span]:
    """The places of cells of such a table."""
    return {(row, index): row_span(name, layout.number(row), index) for row, index in wanted}
