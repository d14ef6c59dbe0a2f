"""Errors of the operating system in the reader's language. The system's own text is in the computer's."""

import errno
from collections.abc import Mapping
from typing import Final

from digiramverk.core.language import Word

_WORDS: Final[Mapping[int, str]] = {
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.ELOOP: "links_in_a_ring",
    errno.ENAMETOOLONG: "name_too_long",
    errno.EIO: "device_fails",
    errno.ENXIO: "device_fails",
    errno.ENODEV: "device_fails",
    errno.ETIMEDOUT: "device_fails",
    errno.EMFILE: "too_many_open",
    errno.ENFILE: "too_many_open",
    errno.ENOSPC: "no_room",
    errno.EDQUOT: "no_room",
    errno.EFBIG: "file_too_large",
    errno.EROFS: "all_read_only",
    errno.ENOENT: "no_such_place",
    errno.ENOTDIR: "no_such_place",
    errno.EBUSY: "in_use",
    errno.ETXTBSY: "in_use",
    errno.EBADF: "output_closed",
    errno.EAGAIN: "reader_slow",
    errno.EPIPE: "reader_gone",
    errno.ECONNRESET: "reader_gone",
}


def reason_of(error: OSError | ValueError) -> Word:
    """Return the reason for an error of the system, as a word of the vocabulary.

    Python raises ValueError for a closed stream.
    """
    if not isinstance(error, OSError):
        return Word("output_closed")
    return Word(_WORDS.get(error.errno or 0, "system_refuses"))
