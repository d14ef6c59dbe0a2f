"""The lines of a CSV file: where every row begins, and which rows have a wrong number of cells."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Final

import attrs

from digiramverk.answers.tabular_files.csv_rows import (
    QUOTE,
    CsvText,
    cell_in,
    count_cells,
    is_blank,
    unreadable,
    whole_row,
)
from digiramverk.core import Diagnostic, InputError, Numbered

SHOWN_ROWS: Final = 3
LINE: Final = "line"
ROW: Final = "row"


def _positions() -> "array[int]":
    return array("Q")


@attrs.define
class Layout:
    """How the rows of a table are counted, and which of them are ragged.

    Attributes:
        word: the word for a row: `line` in a text file, `row` elsewhere.
        first: the number of the first row.
        expected: the number of cells in a row.
        ragged: the positions of rows with another number of cells, from 0, in order.
        cells: their numbers of cells.
        open: opens the file, if it is text.
    """

    word: str = ROW
    first: int = 1
    expected: int = 0
    ragged: "array[int]" = attrs.field(factory=_positions)
    cells: "array[int]" = attrs.field(factory=_positions)
    open: Callable[[], BinaryIO] = BytesIO
    _begins: "array[int]" = attrs.field(factory=_positions)
    _longer: "array[int]" = attrs.field(factory=_positions)
    _further: "array[int]" = attrs.field(factory=_positions)

    def number(self, position: int) -> int:
        """The number that users see for the row at a position from 0."""
        longer = bisect_left(self._longer, position)
        return self.first + position + (self._further[longer - 1] if longer else 0)

    def shown(self, positions: Iterable[int]) -> Numbered:
        """The first of some rows, for a sentence."""
        shown = islice(positions, SHOWN_ROWS)
        return Numbered(self.word, tuple(self.number(each) for each in shown))

    def ragged_between(self, first: int, end: int) -> range:
        """The indices, among the ragged rows, of those from position `first` up to `end` (excluded)."""
        return range(bisect_left(self.ragged, first), bisect_left(self.ragged, end))

    def add_ragged(self, position: int, cells: int, begins: int) -> None:
        """Record a ragged row, and the byte at which it begins."""
        self.ragged.append(position)
        self.cells.append(cells)
        self._begins.append(begins)

    def add_longer(self, position: int, lines: int) -> None:
        """Record a row that spans several lines."""
        self._longer.append(position)
        self._further.append((self._further[-1] if self._further else 0) + lines - 1)

    def reason(self, place: int) -> str:
        """The reason written next to a rejected ragged row; the whole row if cells have no column."""
        cells = self.cells[place]
        said = f"cells: {cells} of {self.expected}"
        return said if cells < self.expected else f"{said}: {self._text(place)}"

    def _text(self, place: int) -> str:
        with self.open() as file:
            file.seek(self._begins[place])
            return whole_row(file.readline(), file)[0].rstrip(b"\r\n").decode("utf-8", errors="replace")

    def problems(self, name: str) -> Iterator[Diagnostic]:
        """The findings about ragged rows: one for those with too few cells and one for the others."""
        counts = Counter(each < self.expected for each in self.cells)
        for few in counts:
            of_kind = (place for place, each in enumerate(self.cells) if (each < self.expected) is few)
            places = list(islice(of_kind, SHOWN_ROWS))
            args: dict[str, object] = {
                "found": self.cells[places[0]],
                "expected": self.expected,
                "count": counts[few],
                "rows": self.shown(self.ragged[place] for place in places),
            }
            number = self.number(self.ragged[places[0]])
            span = cell_in(name, number, self._text(places[0]), "", None)
            yield Diagnostic("DR411" if few else "DR418", args, span)


def lines_of(text: CsvText) -> Layout:
    """Scan the rows of a CSV file, which takes little time compared with reading their contents.

    Raises:
        InputError: DR415, quotation marks that do not enclose whole cells or are not closed.
    """
    expected = len(text.headings)
    between = text.separator.encode()
    found = Layout(LINE, text.blank + text.lines + 1, expected, open=text.open)
    separators = expected - 1
    begins = text.begins
    with text.open() as file:
        file.seek(begins)
        for position, row in enumerate(file):
            length = len(row)
            if QUOTE not in row:
                if row.count(between) != separators and not is_blank(row, between):
                    found.add_ragged(position, row.count(between) + 1, begins)
            else:
                row, lines = whole_row(row, file)  # noqa: PLW2901 - a row may go over several lines
                length = len(row)
                cells = count_cells(row, between, expected)
                if not cells:
                    said = row.decode("utf-8", errors="replace")
                    raise InputError([unreadable(text.name, found.number(position), said)])
                if cells != expected and not is_blank(row, between):
                    found.add_ragged(position, cells, begins)
                if lines > 1:
                    found.add_longer(position, lines)
            begins += length
    return found
