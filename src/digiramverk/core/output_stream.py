"""The one place that prints. Input cannot steer a terminal, and a failed write is an error with a code."""

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
"""The same and lone surrogates, which tables of Polars cannot have."""


class ReaderGoneError(Exception):
    """Whoever read the output has gone: nothing is wrong, and nothing more can be printed."""


class PrintingError(DigiramverkError):
    """What should be printed cannot be."""


def harmless(text: str) -> str:
    r"""Lines of text with what steers a terminal written out; line feeds and tabs stay.

    Names inside a line go through :func:`~digiramverk.core.language.visible` first: it shows line feeds too.

    >>> harmless("a\x1b[31m\r\u202eb")
    'a\\x1b[31m\\r\\u202eb'
    """
    return STEERING.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def say(text: str, *, end: str = "\n", err: bool = False, checked: bool = False) -> None:
    """Print text, and see that it has arrived.

    Args:
        text: what is printed.
        end: what follows it.
        err: whether it goes to standard error. Nobody can be told that this does not work.
        checked: whether the text holds control characters that are meant: colours of ours, raw data that was
            asked for.

    Raises:
        PrintingError: DR027, standard output is closed or takes no more.
        ReaderGoneError: as in `… | head`.
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
    """Lead what is still waiting in a stream nowhere, so that the end of the program does not fail on it."""
    try:
        number = -1 if stream is None else stream.fileno()
    except (OSError, ValueError):
        # A stream in memory, or a closed one: nothing waits in it.
        return
    if number >= 0:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


def reserve_streams() -> None:
    """Take the numbers of standard streams that are closed.

    Otherwise the next file that is opened would get one, and whatever writes to a standard stream (a child
    process, a library) would write into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
