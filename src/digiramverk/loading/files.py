"""Reading text from disk, and nothing else."""

from pathlib import Path
from typing import Final

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source, Span, whole

MOST_BYTES: Final = 64_000_000


def read_source(path: Path, findings: Findings) -> Source | None:
    """The text of a file without byte-order mark, or None with a finding (DR001, DR002, DR004, DR005)."""
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        findings.add("DR001", file=name)
        return None
    except OSError as error:
        findings.add("DR005", file=name, reason=error.strerror or type(error).__name__)
        return None
    if len(data) > MOST_BYTES:
        findings.add("DR004", whole(Source(name)), most=MOST_BYTES)
        return None
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        findings.add("DR002", _bad_byte(name, data, error.start))
        return None


def _bad_byte(name: str, data: bytes, start: int) -> Span:
    """The place of the first byte that is not UTF-8, in the text as far as it can be read."""
    before = data[:start].decode("utf-8-sig", errors="replace")
    source = Source(name, data.decode("utf-8-sig", errors="replace"))
    line = before.count("\n") + 1
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Span(source, line, column, line, column + 1)
