"""What a file really is, by its content: names of files say what somebody believed."""

from typing import Final

_SIGNATURES: Final = (
    (b"PAR1", "kind_parquet"),
    (b"\x1f\x8b", "kind_gzip"),
    (b"%PDF-", "kind_pdf"),
    (b"\x89PNG", "kind_picture"),
    (b"\xff\xd8\xff", "kind_picture"),
    (b"GIF8", "kind_picture"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""What the files of Office before 2007 begin with, and those that are encrypted."""
_WITHIN_ZIP: Final = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "kind_ods"),
    (b"xl/workbook.bin", "kind_xlsb"),
    (b"word/document.xml", "kind_docx"),
)
LOCKED: Final = "locked"
"""A workbook that is encrypted."""
XLSX: Final = "kind_xlsx"
PARQUET: Final = "kind_parquet"
_TEXT: Final = "kind_text"
_LOOKED_AT: Final = 4096


def kind_of(data: bytes) -> str:
    """The word for what a content is: `LOCKED`, `XLSX` or another one of the vocabulary.

    Args:
        data: all of it, for a zip archive has its list of files at its end.
    """
    if not data.strip():
        return "kind_empty"
    if data.startswith(_COMPOUND):
        return (
            LOCKED if _wide("EncryptedPackage") in data else "kind_xls" if _is_xls(data) else "kind_unknown"
        )
    if data.startswith(_ZIP):
        known = next((kind for mark, kind in _WITHIN_ZIP if mark in data), None)
        return known or (XLSX if b"_rels/.rels" in data and b"[Content_Types].xml" in data else "kind_zip")
    found = next((kind for mark, kind in _SIGNATURES if data.startswith(mark)), None)
    return found or _of_text(data[:_LOOKED_AT])


def is_other_than_text(data: bytes) -> bool:
    """Whether a content is known for something else than text."""
    return kind_of(data) not in {_TEXT, "kind_html", "kind_unknown", "kind_empty"}


def _of_text(start: bytes) -> str:
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower().startswith((b"<!doctype", b"<html")):
        return "kind_html"
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character may be cut in two.
        return _TEXT if error.start > len(start) - 4 else "kind_unknown"
    return "kind_unknown" if b"\0" in start else _TEXT


def _is_xls(data: bytes) -> bool:
    return _wide("Workbook") in data or _wide("Book") in data


def _wide(name: str) -> bytes:
    """A name as the list of streams in such a file has it."""
    return name.encode("utf-16-le")
