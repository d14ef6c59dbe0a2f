"""A table of any type as rows of text, from which forms are read one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial

import attrs

from digiramverk.answers.tabular_files.csv_lines import Layout, lines_of
from digiramverk.answers.tabular_files.csv_rows import (
    CellMeaning,
    CsvText,
    cell_in,
    cells_of,
    in_memory,
    is_blank,
    not_text,
    read_header,
    rows_of,
)
from digiramverk.core import Diagnostic, InputError, Source, Span, unguarded, whole_span
from digiramverk.files import TEXT_TABLES, is_other_than_text, other_kind

TextRow = tuple[int, list[str]]
"""The position of a row from 0, and its cells."""


@attrs.frozen
class Sheet:
    """A table with a row per form.

    Attributes:
        name: the name to print.
        headings: of its columns; "" for one without.
        find_layout: finds how its rows are counted, and which are ragged.
        rows: gives those that are neither blank nor ragged.
        spans: finds the places of cells.
        heading: finds the place of a heading.
        odd: the types of columns that cannot hold answers, and whether they cannot hold the members of forms
            either.
        notes: the parts of the file that are not read.
    """

    name: str
    headings: tuple[str, ...]
    find_layout: Callable[[], Layout]
    rows: Callable[[], Iterator[TextRow]]
    spans: Callable[[Iterable[tuple[int, int]]], Mapping[tuple[int, int], Span]]
    heading: Callable[[int], Span]
    odd: Mapping[int, tuple[str, bool]] = attrs.field(factory=dict)
    notes: tuple[Diagnostic, ...] = ()

    @cached_property
    def layout(self) -> Layout:
        """The result of `find_layout`.

        Raises:
            InputError: DR415, quotation marks that do not enclose whole cells.
        """
        return self.find_layout()


def csv_sheet(name: str, data: bytes, meaning: CellMeaning) -> Sheet:
    """A CSV file in memory as a sheet.

    Args:
        name: the name to print.
        data: the bytes of the file.
        meaning: the meanings of headings: see `read_header`.

    Raises:
        InputError: DR002, it is not UTF-8; DR014 and DR440, it is no text; DR412, nothing in it; DR415,
            quotation marks in the header that do not enclose cells.
    """
    if is_other_than_text(data):
        raise InputError([other_kind(name, data, (".csv", ".xlsx"))])
    open_ = in_memory(data)
    wrong = not_text(name, open_)
    if wrong is not None:
        raise InputError([Diagnostic("DR002", {}, wrong)])
    text = read_header(name, open_, meaning)
    if text is None:
        raise InputError([Diagnostic("DR412", {}, whole_table(name))])
    found: list[Layout] = []

    def layout() -> Layout:
        if not found:
            found.append(lines_of(text))
        return found[0]

    def spans(wanted: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], Span]:
        return text_spans(text, layout(), wanted)

    return Sheet(name, text.headings, layout, partial(_rows, text, layout), spans, text.heading)


def _rows(text: CsvText, layout: Callable[[], Layout]) -> Iterator[TextRow]:
    ragged = frozenset(layout().ragged)
    between = text.separator.encode()
    with text.open() as file:
        file.seek(text.begins)
        for position, (row, _) in enumerate(rows_of(file)):
            if position not in ragged and not is_blank(row, between):
                bare = row.rstrip(b"\r\n").decode("utf-8", errors="replace")
                yield position, [unguarded(each) for each in cells_of(bare, text.separator) or ()]


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
