"""Finds the real type of a file from its content: its name only tells what somebody believed."""

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
"""The signature of Office files before 2007, and of encrypted ones."""
_WITHIN_ZIP: Final = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "kind_ods"),
    (b"xl/workbook.bin", "kind_xlsb"),
    (b"word/document.xml", "kind_docx"),
)
LOCKED: Final = "locked"
"""An encrypted workbook."""
XLSX: Final = "kind_xlsx"
PARQUET: Final = "kind_parquet"
_TEXT: Final = "kind_text"
_LOOKED_AT: Final = 4096


def kind_of(data: bytes) -> str:
    """The word for the type of a content: `LOCKED`, `XLSX` or another one of the vocabulary.

    Args:
        data: the whole file, since a zip archive has its list of files at the end.
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
    """Whether a content is known to be something other than text."""
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
    """A name as it is stored in the list of streams of such a file."""
    return name.encode("utf-16-le")
