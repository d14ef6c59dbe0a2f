"""A CSV file as rows and cells, read strictly: according to RFC 4180, or not at all."""

import csv
import re
from codecs import BOM_UTF8, getincrementaldecoder
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from itertools import count
from typing import BinaryIO, Final

import attrs

from digiramverk.core import Diagnostic, InputError, Source, Span, Word, clean, unguarded
from digiramverk.files import MOST_COLUMNS, MOST_LINE, Located

SEPARATORS: Final = (";", "\t", ",")
_EACH: Final = tuple(each.encode() for each in SEPARATORS)
_ALL: Final = b"".join(_EACH)
QUOTE: Final = b'"'
_BUFFER: Final = 1 << 20
_BLANKS: Final = b" \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
"""What `clean` takes for blanks, in ASCII."""
_FIRST_LINE: Final = re.compile(rb'\s*(?:"[^"]*"|[^"\r\n])*')
CellMeaning = Callable[[str], object]
"""The meaning of a heading; None if it is unknown."""


@attrs.frozen
class CsvText:
    """A CSV file whose header has been read.

    Attributes:
        name: the name to print.
        open: opens it at the beginning.
        separator: the separator of cells.
        blank: the number of lines before the header.
        lines: the number of lines of the header.
        begins: the byte at which the rows begin.
        header: the header's text.
        headings: the cells of the header, as written.
    """

    name: str
    open: Callable[[], BinaryIO]
    separator: str
    blank: int
    lines: int
    begins: int
    header: str
    headings: tuple[str, ...]

    def heading(self, index: int) -> Span:
        """The place of a cell of the header."""
        return cell_in(self.name, self.blank + 1, self.header, self.separator, index)


def open_file(file: Located) -> Callable[[], BinaryIO]:
    """A function that opens a file, with line feeds in place of the lone carriage returns of old programs.

    A file that the caller's file refers to is read at once: it is opened once, and cannot be replaced later.

    Raises:
        InputError: as :meth:`Located.open`; DR004, a file with carriage returns, or one referred to, is too
            large; DR441, a line in it is too long.
    """
    if not file.named:
        return in_memory(file.read())
    with file.open(0) as opened:
        start = opened.read(_BUFFER)
        _refuse_long_lines(file.name, opened)
    # Lone carriage returns have to be replaced before the file can be read line by line.
    return in_memory(file.read()) if _ends_with_return(start) else lambda: file.open(_BUFFER)


def in_memory(data: bytes) -> Callable[[], BinaryIO]:
    """The same for bytes in memory."""
    if _ends_with_return(data[:_BUFFER]):
        data = re.sub(rb"\r\n?", b"\n", data)
    return lambda: BytesIO(data)


def _refuse_long_lines(name: str, file: BinaryIO) -> None:
    """Refuse a line that would fill the memory: a chunk of the maximal line length without a line end.

    Reading line by line would have to read the line before it could refuse it. A line of at most twice the
    allowed length may pass. Searching one line end per chunk takes hardly longer than reading.
    """
    end = b"\n"
    while len(stretch := file.read(MOST_LINE)) == MOST_LINE:
        if end not in stretch and b"\r" not in stretch:
            raise too_much(name, "bytes_of_row", MOST_LINE)


def refuse_columns(name: str, count: int) -> None:
    """Refuse a table with too many columns.

    Raises:
        InputError: DR441.
    """
    if count > MOST_COLUMNS:
        raise too_much(name, "columns_of_table", MOST_COLUMNS)


def too_much(name: str, what: str, most: int) -> InputError:
    """The error about a file with too much of something (DR441)."""
    return InputError([Diagnostic("DR441", {"file": name, "what": Word(what), "most": most})])


def _ends_with_return(start: bytes) -> bool:
    found = _FIRST_LINE.match(start.removeprefix(BOM_UTF8))
    after = start.removeprefix(BOM_UTF8)[found.end() : found.end() + 2] if found else b""
    return after[:1] == b"\r" and after != b"\r\n"


def read_header(name: str, open_: Callable[[], BinaryIO], meaning: CellMeaning) -> CsvText | None:
    """Read the beginning of a CSV file, up to its header: the first row that is not blank.

    Args:
        name: the name to print.
        open_: opens the file.
        meaning: the separator is the one that gives most headings a meaning; else the most frequent one.

    Returns:
        None if the file is blank.

    Raises:
        InputError: DR002, the header is not UTF-8; DR441, it has too many columns; DR415, its quotation marks
            do not match up.
    """
    with open_() as file:
        blank, begins = 0, 0
        for line in file:
            begins += len(line)
            first = line.removeprefix(BOM_UTF8) if not blank else line
            if not any(is_blank(first.translate(None, _ALL.replace(each, b"")), each) for each in _EACH):
                break
            blank += 1
        else:
            return None
        row, lines = whole_row(first, file)
        begins += len(row) - len(first)
    try:
        text = row.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise InputError([Diagnostic("DR002", {}, not_text(name, open_))]) from error
    # Before it is split: ten million headings take a gigabyte.
    refuse_columns(name, max(map(text.count, SEPARATORS)) + 1)
    cut = {each: cells_of(text, each) for each in SEPARATORS}
    readable = {each: cells for each, cells in cut.items() if cells is not None}
    if not readable:
        raise InputError([unreadable(name, blank + 1, text)])
    outside = re.sub('"[^"]*"', "", text)
    separator = max(
        readable,
        key=lambda each: (sum(meaning(cell) is not None for cell in readable[each]), outside.count(each)),
    )
    return CsvText(
        name, open_, separator, blank, lines, begins, text, tuple(map(unguarded, readable[separator]))
    )


def rows_of(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """The rows from the current position of a file, each with its number of lines."""
    for line in file:
        yield whole_row(line, file)


def whole_row(line: bytes, file: BinaryIO) -> tuple[bytes, int]:
    """A whole row from its first line, and its number of lines.

    It continues over line ends while the number of quotation marks is odd, as later readers do.
    """
    quotes = line.count(QUOTE)
    if quotes % 2 == 0:
        return line, 1
    row = bytearray(line)
    for number in count(2):
        more = file.readline()
        row += more
        quotes += more.count(QUOTE)
        if quotes % 2 == 0 or not more or len(row) > MOST_LINE:
            return bytes(row), number if more else number - 1
    raise AssertionError  # pragma: no cover - count has no end


def count_cells(row: bytes, between: bytes, expected: int) -> int:
    """The number of cells of a row with quotation marks; 0 if these do not enclose whole cells."""
    bare = row.rstrip(b"\r\n")
    quotes = bare.count(QUOTE)
    if (
        quotes == 2 * expected
        and bare.startswith(QUOTE)
        and bare.endswith(QUOTE)
        and bare.count(QUOTE + between + QUOTE, 1, -1) == expected - 1
    ):
        # Every cell is in quotation marks and contains none, as in many exports.
        return expected
    others, quoted = _plain_quotes(between).subn(b"", bare)
    if quotes == 2 * quoted:
        return others.count(between) + 1
    found = cells_of(bare.decode("utf-8", errors="replace"), between.decode())
    if found is None or quotes % 2:
        return 0
    cells = len(found)
    # Polars skips what is left over of a row up to its end, by counting the quotation marks in it alone.
    return 0 if cells > expected and not _whole_cells(between).fullmatch(bare) else cells


def cells_of(row: str, separator: str) -> list[str] | None:
    """The cells of a row without its line end; None if quotation marks do not enclose whole cells.

    A cell that does not begin with a quotation mark may contain some, which are then plain characters.

    >>> cells_of('1;"a;""b"";c";12" skärm', ";")
    ['1', 'a;"b";c', '12" skärm']
    >>> cells_of('1;"a" b;c', ";") is None
    True
    """
    if '"' not in row:
        return None if "\n" in row else row.split(separator)
    try:
        return next(csv.reader([row], delimiter=separator, strict=True))
    except csv.Error:
        # It has limits of its own: on the length of a cell, and on carriage returns in it.
        pass
    found = _cuts(row, separator)
    return None if found is None else [row_cell(row[start:end]) for start, end in found]


def row_cell(written: str) -> str:
    """The content of a cell, from its written form."""
    return written[1:-1].replace('""', '"') if written.startswith('"') else written


def _cuts(row: str, separator: str) -> list[tuple[int, int]] | None:
    """The start and end of each cell of a row."""
    pattern = _cell(separator)
    found: list[tuple[int, int]] = []
    at = 0
    while True:
        cell = pattern.match(row, at)
        if cell is None:
            return None
        found.append(cell.span())
        at = cell.end() + 1
        if at > len(row):
            return found


@cache
def _cell(separator: str) -> re.Pattern[str]:
    between = re.escape(separator)
    return re.compile(rf'(?:"[^"]*(?:""[^"]*)*"|(?!")[^{between}\n]*)(?={between}|\Z)')


@cache
def _plain_quotes(between: bytes) -> re.Pattern[bytes]:
    """A cell in quotation marks that contains none. It begins with one, which is fast to find."""
    outside = rb"[^%s]" % re.escape(between)
    return re.compile(rb'"(?<!%s")[^"]*"(?!%s)' % (outside, outside))


@cache
def _whole_cells(between: bytes) -> re.Pattern[bytes]:
    """A row whose quotation marks all enclose whole cells."""
    cell = rb'(?:"(?:[^"]|"")*"|[^"%s]*)' % re.escape(between)
    return re.compile(rb"%s(?:%s%s)*" % (cell, re.escape(between), cell))


def is_blank(row: bytes, between: bytes) -> bool:
    """Whether all cells of a row are blank."""
    bare = row.replace(between, b"").replace(QUOTE, b"")
    if bare.strip(_BLANKS) if bare.isascii() else clean(bare.decode("utf-8", errors="replace")):
        return False
    if QUOTE not in row:
        return True
    # A cell may consist of a quotation mark.
    cells = cells_of(row.decode("utf-8", errors="replace").rstrip("\r\n"), between.decode())
    return not any(map(clean, cells or []))


def cell_in(name: str, number: int, row: str, separator: str, index: int | None) -> Span:
    """The place of a cell; that of its row's first line if the cell begins later, or no cell is given.

    Args:
        name: of the file.
        number: the line in which the row begins.
        row: the whole row.
        separator: the separator of cells.
        index: the index of the cell, from 0.
    """
    line = row.partition("\n")[0].rstrip("\r")
    source = Source(name, line, number - 1)
    found = None if index is None else _cuts(row.rstrip("\r\n"), separator)
    if found is None or index is None or index >= len(found) or found[index][0] > len(line):
        return Span(source, number, 1, number, len(line) + 1)
    start, end = found[index]
    return Span(source, number, start + 1, number, max(start + 2, min(end, len(line)) + 1))


def unreadable(name: str, number: int, row: str) -> Diagnostic:
    """The finding about a row whose quotation marks do not enclose whole cells."""
    return Diagnostic("DR415", {}, cell_in(name, number, row, ";", None))


def _is_text(open_: Callable[[], BinaryIO]) -> bool:
    """Whether a file is UTF-8. Line by line this would take ten times as long."""
    decoder = getincrementaldecoder("utf-8")()
    with open_() as file:
        try:
            while chunk := file.read(_BUFFER):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def not_text(name: str, open_: Callable[[], BinaryIO]) -> Span | None:
    """The first byte of a file that is not UTF-8, in its line; None if there is none."""
    if _is_text(open_):
        return None
    with open_() as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                text = line.decode("utf-8", errors="replace").rstrip("\r\n")
                column = len(line[: error.start].decode("utf-8").removeprefix("\ufeff")) + 1
                source = Source(name, text.removeprefix("\ufeff"), number - 1)
                return Span(source, number, column, number, column + 1)
    return None
