"""A user's own Word template: checks what kind of file it is, and finds the place for the report.

Templates come from many programs, and the ending .docx says little about their content. So the content
decides. A file that cannot be filled in is an error that says how to save one that can.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from digiramverk.core import Diagnostic, Findings, InputError, Word, near
from digiramverk.files import read_bytes

MARK: Final = "report"
"""`{{report}}` marks the place of the report; blanks within it are allowed."""
MOST_UNPACKED: Final = 256_000_000
_MARKS: Final = re.compile(r"\{\{([^{}]*)\}\}")
_HALF_MARKS: Final = re.compile(
    rf"\{{\{{\s*(\w*)\s*\}}?|\{{?\s*(\w*)\s*\}}\}}|\{{\s*({MARK})\s*\}}", re.IGNORECASE
)
"""Marks without one of their braces, in a text whose complete marks have been removed."""
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "_rels/.rels"
_DOCUMENT: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LIKE_DOCUMENTS: Final = re.compile(
    rb"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml\.template"
    rb"|ms-word\.(?:document|template)\.macroEnabled(?:Template)?)\.main\+xml"
    rb"|application/vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml",
    re.IGNORECASE,
)
# LibreOffice names this part differently, and python-docx would add a second one of the same name.
_LIKE_PROPERTIES: Final = re.compile(rb'(?<=Type=")[^"]*/metadata/core-properties(?=")')
_PROPERTIES: Final = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OF_MACROS: Final = ("/vbaProject", "/wordVbaData", "/keyMapCustomizations", "/attachedToolbars")
_BEGINS: Final = (
    (b"\xd0\xcf\x11\xe0", "template_old_word"),
    (b"%pdf", "template_pdf"),
    (b"{\\rtf", "template_rtf"),
    (b"<!doctype html", "template_html"),
    (b"<html", "template_html"),
    (b"<?xml", "template_xml"),
)


def opened(path: Path) -> Any:  # noqa: ANN401 - the library has no public type for it
    """Open a template with python-docx. Documents with macros and .dotx templates are opened as documents.

    Raises:
        InputError: DR001, DR005 and DR008, the file cannot be read; DR816, it is not a Word document; DR828,
            it is of another known kind, or a document that cannot be filled in.
    """
    from docx import Document as open_docx  # noqa: N813, PLC0415 - optional; a function in spite of its name

    findings = Findings()
    data = read_bytes(path, findings)
    if data is None:
        raise InputError(findings)
    made: Any
    try:
        made = open_docx(BytesIO(_as_document(data, path)))
        body = made.element.body
    except InputError:
        raise
    except Exception as error:  # whatever the library makes of a file that is something else
        raise InputError([Diagnostic("DR816", {"file": str(path)})]) from error
    if body is None:
        raise unfit(path, "template_odd")
    relationships = made.part.rels
    for name in [name for name, each in relationships.items() if each.reltype.endswith(_OF_MACROS)]:
        # Word refuses to open a .docx file that has macros.
        del relationships[name]
    return made


def unfit(path: Path, kind: str) -> InputError:
    """Return the error for a template of another kind; `kind` is a word of the vocabulary."""
    return InputError([Diagnostic("DR828", {"file": str(path), "kind": Word(kind)})])


def _as_document(data: bytes, path: Path) -> bytes:
    """Return the content of a file as that of a Word document, if it is one or nearly one."""
    start = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:20].lower()
    for begin, kind in _BEGINS:
        if start.startswith(begin):
            raise unfit(path, kind)
    if not data.startswith(b"PK"):
        return data
    try:
        archive = ZipFile(BytesIO(data))
    except BadZipFile as error:
        raise unfit(path, "template_cut") from error
    with archive:
        names = set(archive.namelist())
        if sum(each.file_size for each in archive.infolist()) > MOST_UNPACKED:
            raise unfit(path, "template_large")
        if "mimetype" in names and archive.read("mimetype").startswith(b"application/vnd.oasis."):
            raise unfit(path, "template_opendocument")
        types, relations = (archive.read(name) if name in names else b"" for name in (_TYPES, _RELATIONS))
        if b"spreadsheetml." in types or b"presentationml." in types:
            raise unfit(path, "template_office")
        if b"purl.oclc.org/ooxml" in relations:
            raise unfit(path, "template_strict")
        changed = {
            _TYPES: _LIKE_DOCUMENTS.sub(_DOCUMENT, types),
            _RELATIONS: _LIKE_PROPERTIES.sub(_PROPERTIES, relations),
        }
        if changed == {_TYPES: types, _RELATIONS: relations}:
            return data
        out = BytesIO()
        with ZipFile(out, "w") as copy:
            for name in archive.namelist():
                copy.writestr(name, changed[name] if name in changed else archive.read(name), ZIP_DEFLATED)
    return out.getvalue()


def whole(content: bytes) -> bytes:
    """Return the content of a document. Raises ValueError if two parts have the same name."""
    with ZipFile(BytesIO(content)) as archive:
        names = archive.namelist()
    if len(names) > len(set(names)):
        raise ValueError(names)
    return content


def spot_of(made: Any, path: Path, notes: Findings) -> Any:  # noqa: ANN401 - an element of lxml
    """Return the paragraph of a template that the report replaces; None means that the report comes last.

    Args:
        made: the template.
        path: its file, for messages.
        notes: collects DR823 (an unknown mark, or one without a brace), DR827 (a mark where a report does not
            fit) and DR829 (several marks).
    """
    spots: list[tuple[str, Any]] = []
    # Report each unknown mark once, and each unsuitable place once with its first mark.
    strange: dict[tuple[str, str], str] = {}
    for paragraph, where in _paragraphs(made):
        text = "".join(paragraph.itertext(f"{_W}t"))
        for found in _MARKS.finditer(text):
            written, name = found[0], found[1].strip()
            if name.casefold() != MARK:
                strange["DR823", written] = name
            elif where is None and text.strip() == written:
                spots.append((written, paragraph))
            else:
                place = where or "template_sentence"
                strange.setdefault(("DR827", place), written)
        for found in _HALF_MARKS.finditer(_MARKS.sub("\0", text)):
            strange["DR823", found[0].strip()] = found[found.lastindex or 0]
    for (code, about), said in strange.items():
        if code == "DR823":
            close = tuple("{{" + each + "}}" for each in near(said.casefold(), [MARK]))
            notes.add(code, file=str(path), written=about, near=close)
        else:
            notes.add(code, file=str(path), written=said, where=Word(about))
    if len(spots) > 1:
        notes.add("DR829", file=str(path), written=spots[0][0], count=len(spots))
    return spots[0][1] if spots else None


def _paragraphs(made: Any) -> Iterator[tuple[Any, str | None]]:  # noqa: ANN401 - as above
    """Yield all paragraphs, with the word for their place; None for those that a report can replace."""
    for paragraph in made.element.body.iter(f"{_W}p"):
        above = [each.tag for each in paragraph.iterancestors()]
        if _FALLBACK in above:
            # Word stores the same content a second time, for older programs.
            continue
        if f"{_W}txbxContent" in above:
            yield paragraph, "template_box"
        elif f"{_W}tc" in above:
            yield paragraph, "template_cell"
        else:
            yield paragraph, None
    for part in _margins(made):
        for paragraph in part.iter(f"{_W}p"):
            yield paragraph, "template_margin"


def _margins(made: Any) -> Sequence[Any]:  # noqa: ANN401 - as above
    """Yield the headers, footers and footnotes."""
    kinds = ("/header", "/footer", "/footnotes", "/endnotes")
    related = (each for each in made.part.rels.values() if not each.is_external)
    parts = (each.target_part for each in related if each.reltype.endswith(kinds))
    found = [getattr(part, "element", None) for part in parts]
    return [each for each in found if each is not None]
