"""A table of any kind, row by row, as text: what forms are read from one by one."""

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
from digiramverk.files import is_other_than_text, other_kind

TextRow = tuple[int, list[str]]
"""Position of a row from 0, and its cells."""


@attrs.frozen
class Sheet:
    """A table with a row per form.

    Attributes:
        name: what is printed.
        headings: of its columns; "" for one without.
        find_layout: how its rows are counted, and which are ragged.
        rows: gives those that hold something and are not ragged.
        spans: where cells stand.
        heading: where a heading stands.
        odd: of what kind columns are that cannot hold answers, and whether they cannot hold what says whose a
            form is, either.
        notes: what of the file is not read.
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
        """See `find_layout`.

        Raises:
            InputError: DR415, quotation marks that do not stand around whole cells.
        """
        return self.find_layout()

    def place(self, row: int, index: int) -> Span:
        """Where one cell stands."""
        return self.spans([(row, index)])[row, index]


def csv_sheet(name: str, data: bytes, meaning: CellMeaning) -> Sheet:
    """The sheet that a CSV file in memory is.

    Args:
        name: what is printed.
        data: the bytes of the file.
        meaning: what headings mean: see `read_header`.

    Raises:
        InputError: DR002, it is not UTF-8; DR014 and DR440, it is no text; DR412, nothing in it; DR415,
            quotation marks in the header that do not stand around cells.
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
    """Where cells of a CSV file stand; it is read as far as the last of them."""
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
    """A cell of a table that is no text, which is known by the number of its row."""
    return Span(Source(name, rows=True), number, index + 1, number, index + 2)


def whole_table(name: str) -> Span:
    """The place to name when a problem belongs to a table as such."""
    return whole_span(Source(name)) if name.lower().endswith(".csv") else row_span(name, 0)


def row_spans(name: str, layout: Layout, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Span]:
    """Where cells of such a table stand."""
    return {(row, index): row_span(name, layout.number(row), index) for row, index in wanted}
