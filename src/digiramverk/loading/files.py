"""Reading text from disk, and nothing else."""

from codecs import BOM_UTF8
from itertools import islice
from pathlib import Path
from typing import Final

from digiramverk.core.diagnostic import Findings
from digiramverk.core.language import Word
from digiramverk.core.place import Source, Span, character_at, whole

MOST_BYTES: Final = 64_000_000


def is_file(path: Path) -> bool:
    """As `Path.is_file`; False also for a name that no file can have."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """As `Path.is_dir`; False also for a name that no folder can have."""
    try:
        return path.is_dir()
    except OSError:
        return False


def more_lines(path: Path, most: int) -> bool:
    """Whether a file has more lines than that; not all of a large one is read to tell."""
    with path.open("rb") as file:
        return next(islice(file, most, None), None) is not None


def read_source(path: Path, findings: Findings) -> Source | None:
    """The text of a file without byte-order mark, or None with a finding.

    Findings: DR001, DR002, DR004, DR005, DR008.
    """
    name = path.as_posix()
    data = read_bytes(path, findings)
    if data is None:
        return None
    try:
        return Source(name, data.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        findings.add("DR002", _bad_byte(name, error))
        return None


def read_bytes(path: Path, findings: Findings) -> bytes | None:
    """What is in a file, or None with a finding.

    Findings: DR001, DR004, DR005, DR008.
    """
    name = path.as_posix()
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        findings.add("DR001", file=name)
        return None
    except IsADirectoryError:
        findings.add("DR008", file=name)
        return None
    except PermissionError:
        # Windows answers so for a folder, too.
        if path.is_dir():
            findings.add("DR008", file=name)
        else:
            findings.add("DR005", file=name, reason=Word("no_permission"))
        return None
    except (OSError, ValueError) as error:
        # ValueError: a name that no file can have.
        findings.add("DR005", file=name, reason=getattr(error, "strerror", None) or str(error))
        return None
    if len(data) > MOST_BYTES:
        findings.add("DR004", whole(Source(name)), most=MOST_BYTES)
        return None
    return data


def _bad_byte(name: str, error: UnicodeDecodeError) -> Span:
    """The place of the first byte that is not UTF-8, in the text as far as it can be read."""
    before = error.object[: error.start].decode("utf-8")
    return character_at(Source(name, error.object.decode("utf-8", errors="replace")), len(before))
