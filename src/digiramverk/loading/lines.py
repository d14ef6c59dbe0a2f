"""The lines of a CSV file: where every row begins, and which rows have not as many cells as the header."""

import csv
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO, Final

import attrs

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.language import Numbered
from digiramverk.core.place import Source, Span

SHOWN_ROWS: Final = 3
LINE: Final = "line"
ROW: Final = "row"
_QUOTE: Final = b'"'
_BUFFER: Final = 1 << 20
_LONGEST: Final = 1 << 24
"""A row of more bytes than this is none: somewhere before it a quotation mark was not closed."""


def _positions() -> "array[int]":
    return array("Q")


@attrs.define
class Layout:
    """How the rows of a table are counted, and which of them are ragged.

    Attributes:
        word: what a row is known by, `line` in a text file, `row` elsewhere.
        ordered: whether rows have positions at all.
        first: the number of the first row.
        expected: how many cells a row has.
        ragged: the positions of those that have another number of cells, from 0, in order.
        cells: how many these have.
    """

    word: str = ROW
    first: int = 1
    expected: int = 0
    ordered: bool = True
    ragged: "array[int]" = attrs.field(factory=_positions)
    cells: "array[int]" = attrs.field(factory=_positions)
    _begins: "array[int]" = attrs.field(factory=_positions)
    _longer: "array[int]" = attrs.field(factory=_positions)
    _further: "array[int]" = attrs.field(factory=_positions)

    def number(self, position: int) -> int:
        """The number by which people know the row at a position from 0."""
        longer = bisect_left(self._longer, position)
        return self.first + position + (self._further[longer - 1] if longer else 0)

    def shown(self, positions: Iterable[int]) -> Numbered:
        """The first of some rows as they stand in a sentence."""
        shown = islice(positions, SHOWN_ROWS if self.ordered else 0)
        return Numbered(self.word, tuple(self.number(each) for each in shown))

    def ragged_between(self, first: int, end: int) -> range:
        """The places among the ragged rows of those from one position to another, which is not included."""
        return range(bisect_left(self.ragged, first), bisect_left(self.ragged, end))

    def add_ragged(self, position: int, cells: int, begins: int) -> None:
        """Take note of a row that is ragged, and of the byte that it begins with."""
        self.ragged.append(position)
        self.cells.append(cells)
        self._begins.append(begins)

    def add_longer(self, position: int, lines: int) -> None:
        """Take note of a row that goes over several lines."""
        self._longer.append(position)
        self._further.append((self._further[-1] if self._further else 0) + lines - 1)

    def reason(self, place: int, path: Path) -> str:
        """What stands beside a ragged row that is put aside; all of it, where cells have no column."""
        cells = self.cells[place]
        said = f"cells: {cells} of {self.expected}"
        return said if cells < self.expected else f"{said}: {self._text(place, path)}"

    def _text(self, place: int, path: Path) -> str:
        with path.open("rb") as file:
            file.seek(self._begins[place])
            return _whole(file.readline(), file)[0].rstrip(b"\r\n").decode("utf-8", errors="replace")

    def problems(self, path: Path) -> Iterator[Diagnostic]:
        """What is wrong with the ragged rows, once for those with too few cells and once for the others."""

        def source(place: int) -> Source:
            return _at(path, self.number(self.ragged[place]), self._text(place, path))

        def number(place: int) -> int:
            return self.number(self.ragged[place])

        return ragged_rows(self.cells, self.expected, number, source)


def ragged_rows(
    cells: Sequence[int], expected: int, number: Callable[[int], int], source: Callable[[int], Source]
) -> Iterator[Diagnostic]:
    """The findings about rows with another number of cells than the header, of either kind one.

    Args:
        cells: how many each such row has.
        expected: how many the header has.
        number: in which line the row at a place among these begins.
        source: the text with that line.
    """
    counts = Counter(each < expected for each in cells)
    for few in counts:
        of_kind = (place for place, each in enumerate(cells) if (each < expected) is few)
        places = list(islice(of_kind, SHOWN_ROWS))
        line, text = number(places[0]), source(places[0])
        args: dict[str, object] = {
            "found": cells[places[0]],
            "expected": expected,
            "count": counts[few],
            "rows": Numbered(LINE, tuple(number(place) for place in places)),
        }
        yield Diagnostic("DR411" if few else "DR418", args, _line_of(text, line))


def lines_of(path: Path, separator: str, blank: int, expected: int) -> Layout:
    """Go through a CSV file, which takes little time beside reading what stands in it.

    Quotation marks are what decides where a row ends: one goes on over line ends while the number of them is
    odd, as for who reads the file afterwards.

    Args:
        path: where it lies.
        separator: what separates cells.
        blank: how many lines there are before the header.
        expected: how many cells the header has.

    Raises:
        InputError: DR415, quotation marks that do not stand around whole cells or are not closed.
    """
    between = separator.encode()
    with path.open("rb", buffering=_BUFFER) as file:
        begins = sum(len(file.readline()) for _ in range(blank))
        header, lines = _whole(file.readline(), file)
        begins += len(header)
        found = Layout(LINE, blank + lines + 1, expected)
        separators = expected - 1
        for position, row in enumerate(file):
            length = len(row)
            if _QUOTE not in row:
                if row.count(between) != separators and not _is_blank(row, between):
                    found.add_ragged(position, row.count(between) + 1, begins)
            else:
                row, lines = _whole(row, file)  # noqa: PLW2901 - a row may go over several lines
                length = len(row)
                cells = _cells(row, between, expected)
                if not cells:
                    raise InputError([_unreadable(path, found.number(position), row)])
                if cells != expected and not _is_blank(row, between):
                    found.add_ragged(position, cells, begins)
                if lines > 1:
                    found.add_longer(position, lines)
            begins += length
    return found


def _whole(line: bytes, file: BinaryIO) -> tuple[bytes, int]:
    """A row out of its first line, and how many lines it has."""
    quotes = line.count(_QUOTE)
    if quotes % 2 == 0:
        return line, 1
    parts = [line]
    size = len(line)
    for number in count(2):
        more = file.readline()
        parts.append(more)
        size += len(more)
        quotes += more.count(_QUOTE)
        if quotes % 2 == 0 or not more or size > _LONGEST:
            return b"".join(parts), number
    raise AssertionError  # pragma: no cover - count has no end


def _cells(row: bytes, between: bytes, expected: int) -> int:
    """How many cells a row with quotation marks has; 0 where these do not stand around whole cells."""
    bare = row.rstrip(b"\r\n")
    quotes = bare.count(_QUOTE)
    if (
        quotes == 2 * expected
        and bare.startswith(_QUOTE)
        and bare.endswith(_QUOTE)
        and bare.count(_QUOTE + between + _QUOTE, 1, -1) == expected - 1
    ):
        # Every cell is in quotation marks and holds none, as many an export has it.
        return expected
    others, quoted = _plain_quotes(between).subn(b"", bare)
    if quotes == 2 * quoted:
        return others.count(between) + 1
    lines = row.decode("utf-8", errors="replace").removesuffix("\n").split("\n")
    try:
        found = list(csv.reader([f"{line}\n" for line in lines], delimiter=between.decode(), strict=True))
    except csv.Error:
        return 0
    if len(found) != 1 or quotes % 2:
        return 0
    cells = len(found[0])
    # What is left over of a row is passed by up to its end, by counting the quotation marks in it alone.
    return 0 if cells > expected and not _whole_cells(between).fullmatch(bare) else cells


@cache
def _plain_quotes(between: bytes) -> re.Pattern[bytes]:
    """A cell in quotation marks that holds none. It begins with one, which is quickly found."""
    outside = rb"[^%s]" % re.escape(between)
    return re.compile(rb'"(?<!%s")[^"]*"(?!%s)' % (outside, outside))


@cache
def _whole_cells(between: bytes) -> re.Pattern[bytes]:
    """A row whose quotation marks all stand around whole cells."""
    cell = rb'(?:"(?:[^"]|"")*"|[^"%s]*)' % re.escape(between)
    return re.compile(rb"%s(?:%s%s)*" % (cell, re.escape(between), cell))


def _is_blank(row: bytes, between: bytes) -> bool:
    """Whether no cell of a row holds anything."""
    return not row.replace(between, b"").replace(_QUOTE, b"").decode("utf-8", errors="replace").strip()


def _at(path: Path, number: int, row: str) -> Source:
    """A text that has the first line of a row where the file has it."""
    return Source(path.as_posix(), "\n" * (number - 1) + row.partition("\n")[0].rstrip("\r"))


def _line_of(source: Source, line: int) -> Span:
    return Span(source, line, 1, line, len(source.line(line)) + 1)


def _unreadable(path: Path, number: int, row: bytes) -> Diagnostic:
    source = _at(path, number, row.decode("utf-8", errors="replace"))
    return Diagnostic("DR415", {}, _line_of(source, number))
