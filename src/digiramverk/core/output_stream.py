"""The only module that prints.

The invariants: no text from input controls the terminal, and a failed write is an error with a code. `print`
gives neither, and a stream that fails when Python flushes it at exit prints a traceback.
"""

import errno
import os
import re
import sys
from typing import Final, TextIO

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import DigiramverkError
from digiramverk.core.system_words import reason_of

STEERS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff"
"""Control characters but line feeds and tabs, and marks that turn the direction of text, as in a class of a
regular expression."""
STEERING: Final = re.compile(f"[{STEERS}\ud800-\udfff]")
"""The same and lone surrogates, which Polars cannot store."""


class ReaderGoneError(Exception):
    """The reader has closed the pipe. That is no fault, and no more can be printed."""


class PrintingError(DigiramverkError):
    """Output cannot be printed."""


def harmless(text: str) -> str:
    r"""Return lines of text with control characters as escapes, except line feeds and tabs.

    Use :func:`~digiramverk.core.language.visible` for names inside a line: it escapes line feeds too.

    >>> harmless("a\x1b[31m\r\u202eb")
    'a\\x1b[31m\\r\\u202eb'
    """
    return STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def say(text: str, *, end: str = "\n", err: bool = False, checked: bool = False) -> None:
    """Print text and flush it.

    Args:
        text: the text.
        end: the text after it.
        err: whether to print to standard error. A failure there is ignored: there is nowhere to report it.
        checked: whether the control characters in the text are intended: our colours, or raw data.

    Raises:
        PrintingError: DR027, standard output is closed or full.
        ReaderGoneError: the reader closed the pipe, as in `… | head`.
    """
    stream = sys.stderr if err else sys.stdout
    shown = (text if checked else harmless(text)) + end
    try:
        _write(stream, shown)
    except BrokenPipeError as error:
        # No OSError, which click would take for its own.
        _silence(stream)
        raise ReaderGoneError from error
    except (OSError, ValueError) as error:
        # ValueError: the stream was closed by ourselves or by whoever called us.
        _silence(stream)
        if not err:
            raise PrintingError([Diagnostic("DR027", {"cause": reason_of(error)})]) from error


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    stream.write(text)
    stream.flush()


def _silence(stream: TextIO | None) -> None:
    """Discard what is left in the buffer of a stream, so that Python does not fail to flush it at exit."""
    try:
        number = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):
        # A stream in memory or a closed one has no buffer to discard.
        return
    if number >= 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def reserve_streams() -> None:
    """Occupy the file descriptors of closed standard streams.

    Otherwise the next file to be opened would get such a descriptor, and anything that a library or a child
    process prints would be written into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
