"""Inspects the files within an Excel workbook before a reader gets any of them.

Invariant: a reader gets a copy that holds only files that were read to their end here, each within the
limits. What the archive states about itself (sizes, counts, types of parts) is never trusted, so that it does
not matter what a reader does with it.

Why: the reader lays out a sheet as a rectangle up to its last cell. One cell in the last corner of Excel
makes that seventeen thousand million cells, and a process that runs out of memory in native code ends without
a message. Texts that cells share multiply likewise, and entities do in any XML. The cost is to unpack and
parse twice: about a second for half a million answers.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Any, Final
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import attrs

from digiramverk.answers.tabular_files.csv_rows import too_much
from digiramverk.core import Diagnostic, InputError, Word
from digiramverk.files import XLSX, limits

_CENTRAL: Final = b"PK\x01\x02"
"""The signature of each entry in an archive's list of files."""
_CHUNK: Final = 1 << 20
_ENCRYPTED: Final = 1
_WAYS: Final = frozenset({ZIP_STORED, ZIP_DEFLATED})
"""The allowed kinds of compression. Others unpack without a bound, and no workbook uses them."""
_ROOTS: Final = frozenset({"Types", "Relationships", "workbook", "styleSheet", "sst", "worksheet"})
"""The root elements of the files that a reader of values needs."""
_NO_CELLS: Final = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"})
"""Types of sheets without a table."""
_ROWS: Final = 1_048_576
_LETTERS: Final = 3
_CONTENT: Final = frozenset({"v", "is", "f", "t"})
_VALUES: Final = frozenset({"v", "t"})
SheetCell = tuple[int, int]
"""Row and column of a cell, both from 1."""
_TRUE: Final = frozenset({"1", "true"})


@attrs.frozen
class WorkbookParts:
    """The inspected contents of a workbook.

    Attributes:
        data: a workbook with the inspected files.
        hidden: the names of hidden sheets.
        others: the names of sheets without cells, such as charts.
        marks: what a reader of values does not tell, by the name of the sheet.
    """

    data: bytes
    hidden: frozenset[str]
    others: frozenset[str]
    marks: Mapping[str, "SheetMarks"]


@attrs.define
class SheetMarks:
    """What a worksheet holds apart from values. Rows and columns are counted from 1.

    Attributes:
        shared: how many of its cells show a shared text.
        left: the first column with content; 0 if there is none.
        formulas: whether any cell has a formula.
        unsaved: cells with a formula whose result is not saved, with their formulas.
        errors: cells that show an error instead of a value.
        rows: the rows that are hidden, or filtered away.
        columns: the first and last column of each hidden stretch.
    """

    shared: int = 0
    left: int = 0
    formulas: bool = False
    unsaved: set[SheetCell] = attrs.field(factory=set)
    errors: set[SheetCell] = attrs.field(factory=set)
    rows: set[int] = attrs.field(factory=set)
    columns: list[tuple[int, int]] = attrs.field(factory=list)


def looked_through(name: str, data: bytes) -> WorkbookParts:
    """Inspect a workbook.

    Args:
        name: the name to print.
        data: the whole file; it is known to be a workbook.

    Raises:
        InputError: DR440, it is encrypted; DR441, there is too much of it; DR442, it is damaged; DR443, it
            holds what no workbook holds.
    """
    try:
        return _Workbook(name).parts(data)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, ValueError) as error:
        # NotImplementedError: a compression or a version that no workbook has.
        if isinstance(error, InputError):
            raise
        raise InputError([Diagnostic("DR442", {"file": name, "kind": Word(XLSX)})]) from error


@attrs.define
class _Workbook:
    name: str
    texts: list[int] = attrs.field(factory=list)
    longest: int = 0
    inflated: int = 0
    hidden: set[str] = attrs.field(factory=set)
    sheets: list[tuple[str, str]] = attrs.field(factory=list)
    charts: set[str] = attrs.field(factory=set)
    numbers: dict[str, str] = attrs.field(factory=dict)
    marks: dict[str, SheetMarks] = attrs.field(factory=dict)

    def parts(self, data: bytes) -> WorkbookParts:
        # Before the list is read: reading a long one takes more than all the rest.
        if data.count(_CENTRAL) > limits.MOST_PARTS:
            raise self.too_much(limits.MOST_PARTS, "parts_of_workbook")
        made = BytesIO()
        with ZipFile(BytesIO(data)) as book, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as copy:
            infos = book.infolist()
            if sum(info.file_size for info in infos) > limits.MOST_INFLATED:
                raise self.too_much(limits.MOST_INFLATED, "bytes_unpacked")
            kept = {
                info.filename: (info, root) for info in infos if (root := self._root(book, info)) in _ROOTS
            }
            twice = next((info for info in infos if info is not kept.get(info.filename, (info,))[0]), None)
            if twice is not None:
                raise self.odd(twice.filename)
            # Texts come before the sheets that show them.
            for info, root in sorted(kept.values(), key=lambda each: each[1] == "worksheet"):
                self._look(book, info, root)
                with copy.open(info.filename, "w") as out:
                    for chunk in self._chunks(book, info):
                        out.write(chunk)
        others = frozenset(name for name, number in self.sheets if number in self.charts)
        marks = {
            name: self.marks.get(self.numbers.get(number, ""), SheetMarks()) for name, number in self.sheets
        }
        return WorkbookParts(made.getvalue(), frozenset(self.hidden), others, marks)

    def _chunks(self, book: ZipFile, info: ZipInfo) -> Iterator[bytes]:
        """The contents of a file; never more than its entry states, whatever is packed there."""
        if info.flag_bits & _ENCRYPTED:
            raise InputError([Diagnostic("DR440", {"file": self.name})])
        if info.compress_type not in _WAYS:
            raise self.odd(info.filename)
        with book.open(info) as part:
            while chunk := part.read(_CHUNK):
                yield chunk

    def _root(self, book: ZipFile, info: ZipInfo) -> str:
        """The name of the root element of a file; "" if it is not XML."""
        found: list[str] = []
        parser = expat.ParserCreate()

        def start(tag: str, _: object) -> None:
            found.append(_local(tag))
            parser.StartElementHandler = None

        def stop(*_: object) -> None:
            # A drawing may have a document type. It is left out, like everything that is not a table.
            if info.filename.lower().endswith((".xml", ".rels")):
                raise self.odd(info.filename)
            raise expat.ExpatError

        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = stop
        for chunk in self._chunks(book, info):
            try:
                parser.Parse(chunk[:_CHUNK], False)  # noqa: FBT003 - expat takes it by position
            except expat.ExpatError:
                # Whatever came first has been read, and a file that is not XML has no element.
                break
            break
        return found[0] if found else ""

    def _look(self, book: ZipFile, info: ZipInfo, root: str) -> None:
        match root:
            case "worksheet":
                sheet = self.marks[info.filename] = SheetMarks()
                self._parse(book, info, _cells(sheet, self))
                if sheet.formulas:
                    self._find_unsaved(book, info, sheet)
                if sheet.shared * self.longest > limits.MOST_TEXT:
                    self._count_text(book, info)
            case "sst":
                self._parse(book, info, self._text_starts, self._text)
            case "workbook":
                self._parse(book, info, self._sheet_named)
            case "Relationships":
                self._parse(book, info, partial(self._related, info.filename))
            case _:
                self._parse(book, info, lambda _tag, _fields: None)

    def _parse(
        self,
        book: ZipFile,
        info: ZipInfo,
        start: Callable[[str, dict[str, str]], object],
        text: Callable[[str], object] | None = None,
    ) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        count = depth = at = 0

        def element(tag: str, fields: dict[str, str]) -> None:
            nonlocal count, depth, at
            count += 1
            depth += 1
            # The parser would keep one huge tag or text in memory as a whole.
            if parser.CurrentByteIndex - at > limits.MOST_TOKEN:
                raise self.odd(info.filename)
            at = parser.CurrentByteIndex
            if count > limits.MOST_ELEMENTS:
                raise self.too_much(limits.MOST_ELEMENTS, "elements_of_workbook")
            if depth > limits.MOST_DEPTH:
                raise self.odd(info.filename)
            start(tag if ":" not in tag else _local(tag), fields)

        def end(_: str) -> None:
            nonlocal depth
            depth -= 1

        def stop(*_: object) -> None:
            raise self.odd(info.filename)

        parser.StartElementHandler, parser.EndElementHandler = element, end
        parser.StartDoctypeDeclHandler = stop
        if text is not None:
            parser.CharacterDataHandler = text
        given = 0
        for chunk in self._chunks(book, info):
            given += len(chunk)
            if given > limits.MOST_PART:
                raise self.too_much(limits.MOST_PART, "bytes_unpacked_of_one")
            self.inflated += len(chunk)
            if self.inflated > limits.MOST_INFLATED:
                raise self.too_much(limits.MOST_INFLATED, "bytes_unpacked")
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
            if given - at > limits.MOST_TOKEN + 2 * _CHUNK:
                raise self.odd(info.filename)
        parser.Parse(b"", True)  # noqa: FBT003 - likewise

    def _text_starts(self, tag: str, _: object) -> None:
        if tag == "si":
            self.texts.append(0)
            if len(self.texts) > limits.MOST_CELLS:
                raise self.too_much(limits.MOST_CELLS, "texts_of_workbook")

    def _text(self, text: str) -> None:
        if self.texts:
            self.texts[-1] += len(text.encode())
            self.longest = max(self.longest, self.texts[-1])

    def _sheet_named(self, tag: str, fields: dict[str, str]) -> None:
        if tag == "sheet":
            number = next((value for key, value in fields.items() if _local(key) == "id"), "")
            self.sheets.append((fields.get("name", ""), number))
            if len(self.sheets) > limits.MOST_SHEETS:
                raise self.too_much(limits.MOST_SHEETS, "sheets_of_workbook")
            if fields.get("state") in {"hidden", "veryHidden"}:
                self.hidden.add(fields.get("name", ""))

    def _related(self, part: str, tag: str, fields: dict[str, str]) -> None:
        # Only the workbook has sheets, so these are ids of its own relations.
        kind = fields.get("Type", "").rpartition("/")[2] if tag == "Relationship" else ""
        if kind in _NO_CELLS:
            self.charts.add(fields.get("Id", ""))
        elif kind == "worksheet":
            # The relations of a part are in a folder next to it.
            folder = dirname(dirname(part))
            self.numbers[fields.get("Id", "")] = normpath(join("/", folder, fields.get("Target", "")))[1:]

    def _find_unsaved(self, book: ZipFile, info: ZipInfo, sheet: SheetMarks) -> None:
        """Find formulas without a saved result. A result may be an empty text, which is one."""
        at = _Position()
        waiting: SheetCell | None = None
        left = 0

        def start(tag: str, fields: dict[str, str]) -> None:
            nonlocal waiting
            if tag == "c":
                waiting = None
            at.move(tag, fields)
            if tag == "f" and at.kind != "str":
                waiting = at.row, at.column
                sheet.unsaved.add(waiting)
            elif tag in _VALUES:
                at.within = True

        def text(value: str) -> None:
            nonlocal left
            if at.within and value:
                left = min(left or at.column, at.column)
                sheet.unsaved.discard((at.row, at.column))

        self._parse(book, info, start, text)
        sheet.left = left

    def _count_text(self, book: ZipFile, info: ZipInfo) -> None:
        """Add up the texts that the cells of a sheet show."""
        total = 0
        shared = False

        def start(tag: str, fields: dict[str, str]) -> None:
            nonlocal shared
            if tag == "c":
                shared = fields.get("t") == "s"

        def text(value: str) -> None:
            nonlocal total
            index = int(value) if shared and value.isdecimal() and len(value) < 10 else -1  # noqa: PLR2004 - of texts there are fewer
            if 0 <= index < len(self.texts):
                total += self.texts[index]
                if total > limits.MOST_TEXT:
                    raise self.too_much(limits.MOST_TEXT, "bytes_of_text")

        self._parse(book, info, start, text)

    def too_much(self, most: int, what: str) -> InputError:
        return too_much(self.name, what, most)

    def odd(self, part: str) -> InputError:
        return InputError([Diagnostic("DR443", {"file": self.name, "part": part})])


@attrs.define
class _Position:
    """Where a parser of a worksheet is.

    A cell without a reference follows the one before, a row without one follows below, as a reader places
    them.
    """

    row: int = 0
    column: int = 0
    kind: str = ""
    within: bool = False

    def move(self, tag: str, fields: Mapping[str, str]) -> None:
        """Follow an element."""
        self.within = False
        if tag == "c":
            at = fields.get("r")
            self.row, self.column = (self.row, self.column + 1) if at is None else _place(at)
            self.kind = fields.get("t", "")
        elif tag == "row":
            self.row = int(fields["r"][:9]) if "r" in fields else self.row + 1
            self.column = 0


def _cells(sheet: SheetMarks, book: _Workbook) -> Callable[[str, dict[str, Any]], None]:
    """A handler that records a worksheet's elements. Cells count up to the last one with content."""
    at = _Position()
    bottom = right = 0
    empty = False
    most = limits.MOST_CELLS

    def start(tag: str, fields: dict[str, Any]) -> None:
        nonlocal bottom, right, empty
        if tag in {"c", "row"}:
            at.move(tag, fields)
            empty = tag == "c"
            if at.kind == "s" and empty:
                sheet.shared += 1
            elif at.kind == "e" and empty:
                sheet.errors.add((at.row, at.column))
            elif tag == "row" and fields.get("hidden") in _TRUE:
                sheet.rows.add(at.row)
        elif tag == "col" and fields.get("hidden") in _TRUE:
            sheet.columns.append((int(fields["min"][:9]), int(fields["max"][:9])))
        elif tag in _CONTENT:
            sheet.formulas = sheet.formulas or tag == "f"
            if empty:
                empty = False
                bottom, right = max(bottom, at.row), max(right, at.column)
                sheet.left = min(sheet.left or at.column, at.column)
                if bottom * right > most:
                    raise book.too_much(most, "cells_of_sheet")

    return start


def _place(name: str) -> tuple[int, int]:
    """Row and column of a cell, both from 1.

    Raises:
        ValueError: it is no name of a cell.

    >>> _place("AB12")
    (12, 28)
    """
    letters = name.rstrip("0123456789")
    row = int(name[len(letters) :][:9])
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    if not (0 < len(letters) <= _LETTERS and letters.isalpha() and letters.isascii() and 0 < row <= _ROWS):
        raise ValueError(name)
    return row, number


def _local(tag: str) -> str:
    """The name of an element without its namespace prefix."""
    return tag.rpartition(":")[2]
