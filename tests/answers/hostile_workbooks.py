"""Tables that are made to do harm: workbooks above all, written byte by byte, some of CSV and Parquet."""

import struct
import zlib
from collections.abc import Callable, Iterable
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import attrs

Piece = bytes | Iterable[bytes]
"""The content of a file in a workbook: all of it, or piece by piece where that is too much."""
HEAD: Final = b'<?xml version="1.0" encoding="UTF-8"?>'
SPACE: Final = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE: Final = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS: Final = b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
CONTENT: Final = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
ROWS: Final = (("unit", "A1", "A2"), ("Ask", "ja", "nej"))
MEGABYTE: Final = 1 << 20


def types(*sheets: str) -> bytes:
    defaults = ((b"rels", b"application/vnd.openxmlformats-package.relationships+xml"), (b"xml", b"text/xml"))
    own = [(b"xl/workbook.xml", b"sheet.main"), *((name.encode(), b"worksheet") for name in sheets)]
    inner = b"".join(b'<Default Extension="%s" ContentType="%s"/>' % each for each in defaults)
    inner += b"".join(
        b'<Override PartName="/%s" ContentType="%s%s+xml"/>' % (name, CONTENT, kind) for name, kind in own
    )
    space = b'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
    return HEAD + b"<Types %s>%s</Types>" % (space, inner)


def relations(*targets: tuple[str, str]) -> bytes:
    inner = b"".join(
        b'<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (number, OFFICE, kind.encode(), to.encode())
        for number, (kind, to) in enumerate(targets, 1)
    )
    return HEAD + b"<Relationships %s>%s</Relationships>" % (LINKS, inner)


def workbook(*names: str) -> bytes:
    inner = b"".join(
        b'<sheet name="%s" sheetId="%d" r:id="rId%d"/>' % (name.encode(), number, number)
        for number, name in enumerate(names, 1)
    )
    return HEAD + b'<workbook %s xmlns:r="%s"><sheets>%s</sheets></workbook>' % (SPACE, OFFICE, inner)


def cell(name: str, text: str) -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (name.encode(), text.encode())


def rows(more: bytes = b"") -> bytes:
    """The rows of an honest table, and what comes after them."""
    inner = b"".join(
        b'<row r="%d">%s</row>'
        % (number, b"".join(cell(f"{letter}{number}", text) for letter, text in zip("ABC", row, strict=True)))
        for number, row in enumerate(ROWS, 1)
    )
    return inner + more


def sheet(data: bytes, before: bytes = b"", after: bytes = b"") -> bytes:
    return HEAD + b"<worksheet %s>%s<sheetData>%s</sheetData>%s</worksheet>" % (SPACE, before, data, after)


def texts(inner: bytes) -> bytes:
    return HEAD + b"<sst %s>%s</sst>" % (SPACE, inner)


def parts(**changed: Piece) -> dict[str, Piece]:
    """The files of a workbook, some of them changed: `sheet`, `texts`, `workbook` and `relations`."""
    targets = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    return {
        "[Content_Types].xml": types("xl/worksheets/sheet1.xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": changed.get("workbook", workbook("Svar")),
        "xl/_rels/workbook.xml.rels": changed.get("relations", relations(*targets)),
        "xl/sharedStrings.xml": changed.get("texts", texts(b"<si><t>ja</t></si>")),
        "xl/worksheets/sheet1.xml": changed.get("sheet", sheet(rows())),
    }


def archive(path: Path, files: dict[str, Piece], way: int = ZIP_DEFLATED) -> None:
    with ZipFile(path, "w", way) as book:
        for name, content in files.items():
            with book.open(name, "w") as part:
                for piece in (content,) if isinstance(content, bytes) else content:
                    part.write(piece)


def repeated(before: bytes, piece: bytes, count: int, after: bytes) -> Iterable[bytes]:
    """A long content that is never in memory as one."""
    at_once = max(1, MEGABYTE // len(piece))
    yield before
    for _ in range(count // at_once):
        yield piece * at_once
    yield piece * (count % at_once)
    yield after


def around(marker: bytes = b"@") -> tuple[bytes, bytes]:
    """What stands before and after a place among the rows of the honest table."""
    before, _, after = sheet(rows(marker)).partition(marker)
    return before, after


def _plain(**changed: Piece) -> Callable[[Path], None]:
    return lambda path: archive(path, parts(**changed))


def _lying(path: Path, *, declared: int) -> None:
    """A sheet of a gigabyte whose entry says otherwise."""
    before, after = around()
    archive(path, parts(sheet=repeated(before, b" " * 1000, 1_000_000, after)))
    data = bytearray(path.read_bytes())
    for signature, name_at, size_at in ((b"PK\x01\x02", 46, 24), (b"PK\x03\x04", 30, 22)):
        at = 0
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at + name_at :].startswith(b"xl/worksheets/sheet1.xml"):
                struct.pack_into("<I", data, at + size_at, declared)
    path.write_bytes(bytes(data))


def _cut_and_sealed(path: Path) -> None:
    """The same with the checksum of what the entry says: the rest is nobody's."""
    honest = sheet(rows())
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = packed.compress(honest) + b"".join(packed.compress(b" " * MEGABYTE) for _ in range(1000))
    squeezed += packed.flush()
    files = parts()
    files["xl/worksheets/sheet1.xml"] = squeezed
    with ZipFile(path, "w", ZIP_STORED) as book:
        for name, content in files.items():
            assert isinstance(content, bytes)
            book.writestr(name, content)
    data = bytearray(path.read_bytes())
    for signature, name_at, way_at, sum_at, size_at in (
        (b"PK\x01\x02", 46, 10, 16, 24),
        (b"PK\x03\x04", 30, 8, 14, 22),
    ):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            if data[at + name_at :].startswith(b"xl/worksheets/sheet1.xml"):
                struct.pack_into("<H", data, at + way_at, ZIP_DEFLATED)
                struct.pack_into("<I", data, at + sum_at, zlib.crc32(honest))
                struct.pack_into("<I", data, at + size_at, len(honest))
    path.write_bytes(bytes(data))


def _many_files(path: Path) -> None:
    archive(path, {**parts(), **{f"xl/media/{number}.png": b"" for number in range(50_000)}})


def _one_place(path: Path) -> None:
    """Entries that all lie at one place of the archive."""
    archive(path, parts(), ZIP_STORED)
    with ZipFile(path, "a") as book:
        first = book.getinfo("xl/worksheets/sheet1.xml")
        for number in range(1500):
            info = ZipInfo(f"xl/worksheets/sheet{number + 2}.xml")
            info.header_offset, info.CRC = first.header_offset, first.CRC
            info.file_size, info.compress_size = first.file_size, first.compress_size
            book.filelist.append(info)
            book.NameToInfo[info.filename] = info
        book.writestr("xl/media/a.png", b"")


def _nested(path: Path) -> None:
    inner = BytesIO()
    with ZipFile(inner, "w", ZIP_DEFLATED) as book, book.open("a", "w") as part:
        for _ in range(1000):
            part.write(bytes(MEGABYTE))
    archive(path, {**parts(), "xl/media/a.zip": inner.getvalue(), "xl/media/b.zip": inner.getvalue()})


def _twice(path: Path) -> None:
    import warnings  # noqa: PLC0415 - the one place where it warns

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive(path, parts())
        with ZipFile(path, "a") as book:
            book.writestr("xl/worksheets/sheet1.xml", sheet(rows(row_of("XFD1048576"))))


def _encrypted(path: Path) -> None:
    archive(path, parts())
    data = bytearray(path.read_bytes())
    for signature, flags_at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + flags_at] |= 1
    path.write_bytes(bytes(data))


def _compound(name: str) -> Callable[[Path], None]:
    """What Office encrypts in, and what it wrote before 2007, as far as anybody looks."""
    start = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return lambda path: _write(path, start + bytes(2000) + name.encode("utf-16-le") + bytes(2000))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _half(path: Path) -> None:
    archive(path, parts())
    path.write_bytes(path.read_bytes()[:-400])


def _same_sheet(path: Path) -> None:
    """Two hundred sheets that are all one file, which just may be read once."""
    names = [f"B{number}" for number in range(200)]
    targets = [("worksheet", "worksheets/sheet1.xml")] * 200
    wide = sheet(b'<row r="1">%s</row>%s' % (cell("A1", "Om"), row_of("A900000")))
    archive(path, parts(workbook=workbook(*names), relations=relations(*targets), sheet=wide))


def row_of(name: str) -> bytes:
    """A row with one cell."""
    number = name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return b'<row r="%s">%s</row>' % (number.encode(), cell(name, "ja"))


def _shared_often(path: Path) -> None:
    """One text of a hundred thousand characters in three hundred thousand cells: thirty gigabytes."""
    before, after = around()
    one = b'<row><c t="s"><v>0</v></c></row>'
    long = texts(b"<si><t>" + b"a" * 100_000 + b"</t></si>")
    archive(path, parts(sheet=repeated(before, one, 300_000, after), texts=long))


def _unnamed_corner(path: Path) -> None:
    """Cells that do not say where they are: a row of many, and many rows."""
    before, after = around()
    wide = b"<row>" + b"<c><v>1</v></c>" * 10_000 + b"</row>"
    archive(path, parts(sheet=repeated(before + wide, b"<row><c><v>1</v></c></row>", 100_000, after)))


def _entities(path: Path) -> None:
    lines = [b'<!ENTITY a0 "hahaha">']
    lines += [b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)]
    start = HEAD + b"<!DOCTYPE sst [" + b"".join(lines) + b"]>"
    archive(path, parts(texts=start + texts(b"<si><t>&a11;</t></si>").removeprefix(HEAD)))


def _foreign_entity(path: Path) -> None:
    start = HEAD + b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    inner = sheet(rows(row_of("A3"))).replace(b">ja<", b">&a;<").removeprefix(HEAD)
    archive(path, parts(sheet=start + inner))


def _foreign_part(path: Path) -> None:
    targets = relations(("worksheet", "../../../../../../etc/passwd"))
    archive(path, parts(relations=targets))


def _deep(path: Path) -> None:
    before, after = around()
    archive(path, parts(sheet=repeated(before, b"<a>", 5_000_000, after)))


def _many_elements(path: Path) -> None:
    before, after = around()
    archive(path, parts(sheet=repeated(before, b"<a/>", 20_000_000, after)))


def _long_attribute(path: Path) -> None:
    before, after = around()
    archive(path, parts(sheet=repeated(before + b'<a b="', b"a" * 1000, 100_000, b'"/>' + after)))


def _long_text(path: Path) -> None:
    before, after = around()
    one = b'<row r="3"><c r="A3" t="inlineStr"><is><t>'
    archive(path, parts(sheet=repeated(before + one, b"a" * 1000, 60_000, b"</t></is></c></row>" + after)))


def _long_texts(path: Path) -> None:
    before, after = around()
    long = b"a" * 999_000
    more = (b'<row r="%d">%s</row>' % (n, cell(f"A{n}", long.decode())) for n in range(3, 63))
    archive(path, parts(sheet=(before, *more, after)))


def _formulas(path: Path) -> None:
    deep = b"(" * 4000 + b"1" + b")" * 4000
    inner = b'<row r="3"><c r="A3"><f>%s</f><v>1</v></c></row>' % deep
    archive(path, parts(sheet=sheet(rows(inner))))


def _merged(path: Path) -> None:
    before, after = around()
    head, _, tail = after.partition(b"</sheetData>")
    start = before + head + b"</sheetData><mergeCells>"
    archive(
        path,
        parts(sheet=repeated(start, b'<mergeCell ref="A1:XFD1048576"/>', 500_000, b"</mergeCells>" + tail)),
    )


def _columns(path: Path) -> None:
    with path.open("wb") as file:
        for number in range(500):
            file.write(b"".join(b"k%d," % (number * 10_000 + each) for each in range(10_000)))
        file.write(b"A1\n" + b"," * 5_000_000 + b"ja\n")


def _late_line(path: Path) -> None:
    _line(path, b"Ask,ja\n" * 100_000)


def _line(path: Path, before: bytes = b"") -> None:
    with path.open("wb") as file:
        file.write(b"unit,A1\n" + before)
        for _ in range(1000):
            file.write(b"a" * MEGABYTE)


def _quote(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'unit,A1\nAsk,"ja\n')
        for _ in range(100):
            file.write(b"a,b\n" * (MEGABYTE // 4))


def _packed_rows(path: Path) -> None:
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")

    one = pa.table({"unit": pa.array(["Ask"] * 1_000_000).dictionary_encode()})
    with parquet.ParquetWriter(path, one.schema) as out:
        for _ in range(300):
            out.write_table(one)


def _packed_lie(path: Path) -> None:
    pa, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")

    parquet.write_table(pa.table({"unit": ["Ask"], "A1": ["ja"]}), path)
    data = path.read_bytes()
    # What stands at the end says how long the description of the file is.
    path.write_bytes(data[:-8] + struct.pack("<I", 0xFFFFFFF0) + b"PAR1")


@attrs.frozen
class Bomb:
    """One of them.

    Attributes:
        make: writes it.
        codes: which answers are right; none where it is read after all, and does no harm.
        suffix: of its name.
    """

    make: Callable[[Path], None]
    codes: tuple[str, ...]
    suffix: str = ".xlsx"


TOO_MUCH: Final = ("DR441",)
DAMAGED: Final = ("DR442",)
ODD: Final = ("DR443",)
READ: Final = ()

BOMBS: Final = {
    "a cell in the last corner": Bomb(_plain(sheet=sheet(rows(row_of("XFD1048576")))), TOO_MUCH),
    "a cell in the last row": Bomb(_plain(sheet=sheet(rows(row_of("CB1048576")))), TOO_MUCH),
    "a cell in the last corner, spelt small": Bomb(
        _plain(sheet=sheet(rows(row_of("XFD1048576").replace(b"XFD", b"xfd")))), TOO_MUCH
    ),
    "a cell in the last corner, with prefixes": Bomb(
        _plain(
            sheet=HEAD
            + b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
            + b'<x:row><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
            + b"</x:sheetData></x:worksheet>"
        ),
        TOO_MUCH,
    ),
    "a cell in the last corner, under another name": Bomb(
        _plain(sheet=sheet(rows(row_of("XFD1048576"))).replace(b"worksheet", b"other")), DAMAGED
    ),
    "a cell beyond all sheets": Bomb(_plain(sheet=sheet(rows(row_of("ZZZZZZ99999999999999")))), DAMAGED),
    "cells that do not say where they are": Bomb(_unnamed_corner, TOO_MUCH),
    "a gigabyte of blanks": Bomb(
        lambda path: archive(path, parts(sheet=repeated(around()[0], b" " * 1000, 1_000_000, around()[1]))),
        TOO_MUCH,
    ),
    "a gigabyte that says it is small": Bomb(lambda path: _lying(path, declared=1000), DAMAGED),
    "a gigabyte behind a sealed beginning": Bomb(_cut_and_sealed, READ),
    "a kilobyte that says it is large": Bomb(lambda path: _lying(path, declared=0xFFFFFFF0), TOO_MUCH),
    "fifty thousand files": Bomb(_many_files, TOO_MUCH),
    "files at one place": Bomb(_one_place, (*DAMAGED, *READ)),
    "archives within the archive": Bomb(_nested, READ),
    "two files of one name": Bomb(_twice, ODD),
    "packed in another way": Bomb(lambda path: archive(path, parts(), ZIP_BZIP2), ODD),
    "encrypted files": Bomb(_encrypted, ("DR440",)),
    "a workbook with a password": Bomb(_compound("EncryptedPackage"), ("DR440",)),
    "a workbook of an older Excel": Bomb(_compound("Workbook"), ("DR014",)),
    "half a workbook": Bomb(_half, DAMAGED),
    "text that is called a workbook": Bomb(lambda path: _write(path, b"unit;A1\nAsk;ja\n"), ("DR014",)),
    "nothing": Bomb(lambda path: _write(path, b""), ("DR014",)),
    "entities in entities": Bomb(_entities, ODD),
    "an entity from a foreign file": Bomb(_foreign_entity, ODD),
    "a sheet that is a foreign file": Bomb(_foreign_part, DAMAGED),
    "four million texts": Bomb(
        lambda path: archive(path, parts(texts=repeated(HEAD + b"<sst>", b"<si/>", 4_000_000, b"</sst>"))),
        TOO_MUCH,
    ),
    "a long text in many cells": Bomb(_shared_often, TOO_MUCH),
    "a text of sixty megabytes": Bomb(_long_text, ODD),
    "sixty texts of a megabyte": Bomb(_long_texts, READ),
    "a tag of a hundred megabytes": Bomb(_long_attribute, ODD),
    "five million elements within one another": Bomb(_deep, ODD),
    "twenty million elements": Bomb(_many_elements, TOO_MUCH),
    "half a million merged ranges": Bomb(_merged, READ),
    "a size that is not so": Bomb(_plain(sheet=sheet(rows(), b'<dimension ref="A1:XFD1048576"/>')), READ),
    "a formula of four thousand brackets": Bomb(_formulas, READ),
    "ten thousand sheets": Bomb(_plain(workbook=workbook(*(f"B{n}" for n in range(10_000)))), TOO_MUCH),
    "two hundred sheets that are one file": Bomb(_same_sheet, TOO_MUCH),
    "five million columns": Bomb(_columns, TOO_MUCH, ".csv"),
    "a line of a gigabyte": Bomb(_line, ("DR004",), ".csv"),
    "a line of a gigabyte below others": Bomb(_late_line, TOO_MUCH, ".csv"),
    "a quotation mark that is never closed": Bomb(_quote, ("DR415",), ".csv"),
    "signs of no text": Bomb(lambda path: _write(path, b"unit,A1\nA\0sk,j\0a\n"), ("DR420",), ".csv"),
    "three hundred million rows in a small file": Bomb(_packed_rows, TOO_MUCH, ".parquet"),
    "a Parquet file with a wrong end": Bomb(_packed_lie, DAMAGED, ".parquet"),
}
