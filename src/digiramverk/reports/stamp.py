"""A mark in Word and Excel files that says whether somebody has written in them since.

People fill in action plans in these files, and a new run must not overwrite that. The mark is the comment
that a ZIP archive may have at its end, which every reader ignores (ISO/IEC 29500-2): a digest of all that
stands before it. Who saves the file anew, or changes a byte, removes or breaks it. A date would say nothing
of what was written.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MARK: Final = b"digiramverk "


def stamped(content: bytes) -> bytes:
    """A file with the mark; what is no ZIP archive, or has a comment, stays as it is."""
    if content[-_END_SIZE:][:4] != _END:
        return content
    comment = _MARK + sha256(content).hexdigest().encode()
    return content[:-2] + len(comment).to_bytes(2, "little") + comment


def untouched(path: Path) -> bool:
    """Whether nobody has written in a file: it is as we wrote it, or no Word or Excel file at all."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return True
    return stamped(content[: content.rfind(_END) + _END_SIZE - 2] + b"\0\0") == content
