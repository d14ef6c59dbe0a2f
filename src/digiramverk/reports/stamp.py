"""A stamp in Word and Excel files that tells whether anybody has edited them.

People fill in action plans in these files, and a new run must not overwrite their work. The stamp is the
comment that a ZIP archive may have at its end, which every reader ignores (ISO/IEC 29500-2): a digest of all
bytes before it. Saving the file again removes the stamp, and changing a byte breaks it. The time of the last
change would not do: copying or synchronising a file changes it too.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MARK: Final = b"digiramverk "


def stamped(content: bytes) -> bytes:
    """Return a file with the stamp. A file that is not a ZIP archive, or has a comment, is unchanged."""
    if content[-_END_SIZE:][:4] != _END:
        return content
    comment = _MARK + sha256(content).hexdigest().encode()
    return content[:-2] + len(comment).to_bytes(2, "little") + comment


def untouched(path: Path) -> bool:
    """Whether nobody has edited a file. Always true for a file that is not a ZIP archive."""
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        return True
    return stamped(content[: content.rfind(_END) + _END_SIZE - 2] + b"\0\0") == content
