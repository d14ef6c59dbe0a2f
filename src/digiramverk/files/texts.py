"""Reads text from disk, and nothing else."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

from digiramverk.core import Diagnostic, Findings, InputError, Names, Source, Span, Word, character_at
from digiramverk.files.roots import Located, located
from digiramverk.files.signatures import LOCKED, is_other_than_text, kind_of

_CHUNK: Final = 1 << 20


def more_lines(where: Path | Located, most: int) -> bool:
    """Whether a file has more than `most` lines; a large file is not read to its end.

    Raises:
        InputError: as :meth:`Located.open`.
    """
    lines = 0
    last = b"\n"
    # Not line by line: the first line may be the whole file, and larger than the memory.
    with located(where).open(0) as file:
        while lines <= most and (chunk := file.read(_CHUNK)):
            lines += chunk.count(b"\n")
            last = chunk
    return lines + (not last.endswith(b"\n")) > most


def read_source(where: Path | Located, findings: Findings) -> Source | None:
    """The text of a file without byte-order mark, or None with a finding.

    Findings: DR001, DR002, DR004, DR005, DR008, DR010, DR012, DR014.
    """
    name = located(where).name
    data = read_bytes(where, findings)
    if data is None:
        return None
    try:
        return Source(name, data.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        if is_other_than_text(data):
            findings.extend([other_kind(name, data, (".yaml", ".json"))])
            return None
        findings.add("DR002", _bad_byte(name, error))
        return None


def read_bytes(where: Path | Located, findings: Findings) -> bytes | None:
    """The bytes of a file, or None with a finding.

    Findings: DR001, DR004, DR005, DR008, DR010, DR012.
    """
    try:
        return located(where).read()
    except InputError as error:
        findings.extend(error.diagnostics)
        return None


def other_kind(name: str, data: bytes, known: tuple[str, ...]) -> Diagnostic:
    """The finding about a file whose content is of another type than its name says (DR440 or DR014).

    Args:
        name: the name to print.
        data: its content.
        known: the types to save it as instead.
    """
    kind = kind_of(data)
    if kind == LOCKED:
        return Diagnostic("DR440", {"file": name})
    return Diagnostic("DR014", {"file": name, "kind": Word(kind), "known": Names(known)})


def _bad_byte(name: str, error: UnicodeDecodeError) -> Span:
    """The place of the first byte that is not UTF-8, in the text up to there."""
    before = error.object[: error.start].decode("utf-8")
    return character_at(Source(name, error.object.decode("utf-8", errors="replace")), len(before))
