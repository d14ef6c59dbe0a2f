"""A workspace for one run of the program, in which code of others can neither spoil its output nor its place.

What packages print while they are loaded, or while a function or a format of theirs is at work, goes to
standard error: standard output is what other programs read. What they change for the whole process is put
back.

The library leaves the process as it is: a service that it is built into has its own folder, its own streams
and other threads. The program has the process to itself, and paths on its command line start where it did.
"""

import atexit
import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TextIO, cast

import click

from digiramverk.cli.options import ROOTS
from digiramverk.core import say
from digiramverk.plugins import PluginHost
from digiramverk.workspace import Workspace

_OUTPUT, _ERRORS = 1, 2


def new_workspace() -> Workspace:
    """A workspace with everything that is installed, and the roots that the command line states."""
    roots = click.get_current_context().meta.get(ROOTS, ())
    with _put_back(), warnings.catch_warnings():
        made = Workspace(PluginHost(around=Detour()), roots=roots)
    if _is_output(sys.stdout):
        # What packages print when the program ends comes after this: the last to be registered runs first.
        atexit.register(_to_errors)
    return made


class Aside(io.TextIOBase):
    """Standard output for code of others: it writes to standard error, and closing it does nothing."""

    @property
    def encoding(self) -> str:  # type: ignore[override] # a field of the class above, which none can set
        """That of standard error."""
        return getattr(sys.stderr, "encoding", None) or "utf-8"

    @property
    def buffer(self) -> object:
        """Where bytes go."""
        return sys.stderr.buffer

    def writable(self) -> bool:
        """It is there to be written to."""
        return True

    def write(self, text: str, /) -> int:
        """Pass it on, shown and not obeyed."""
        say(text, end="", err=True)
        return len(text)

    def flush(self) -> None:
        """Pass that on too."""
        sys.stderr.flush()

    def fileno(self) -> int:
        """The number of standard error, for what is written without Python."""
        return sys.stderr.fileno()

    def isatty(self) -> bool:
        """Whether somebody watches."""
        return sys.stderr.isatty()

    def close(self) -> None:
        """Stay open: it is not theirs to close."""


class Detour:
    """Leads what is printed to standard error, where possible also what is printed without Python.

    Engines call functions in threads of their own, and code of others calls more of it: the first to come
    changes the stream, and the last to go puts it back.
    """

    def __init__(self) -> None:
        """Change nothing yet."""
        self._lock = Lock()
        self._within = 0
        self._own: TextIO | None = None
        self._kept: int | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """One stretch of work by code of others."""
        with self._lock:
            if not self._within:
                self._begin()
            self._within += 1
        try:
            yield
        finally:
            with self._lock:
                self._within -= 1
                if not self._within:
                    self._end()

    def _begin(self) -> None:
        self._own = sys.stdout
        if _is_output(self._own):
            self._kept = os.dup(_OUTPUT)
            _to_errors()
        sys.stdout = Aside()

    def _end(self) -> None:
        # A stream that was closed before the program began is None.
        sys.stdout = cast("TextIO", self._own)
        if self._kept is not None:
            os.dup2(self._kept, _OUTPUT)
            os.close(self._kept)
            self._kept = None


def _is_output(stream: TextIO | None) -> bool:
    """Whether a stream is the process's own standard output, with standard error beside it."""
    try:
        if stream is not sys.__stdout__ or stream is None or stream.fileno() != _OUTPUT:
            return False
        os.fstat(_ERRORS)
    except (OSError, ValueError):
        return False
    return True


def _to_errors() -> None:
    if sys.__stdout__ is not None:
        sys.__stdout__.flush()
    os.dup2(_ERRORS, _OUTPUT)


@contextmanager
def _put_back() -> Iterator[None]:
    """The working folder and the standard streams as they were."""
    try:
        folder = os.getcwd()  # noqa: PTH109 - a folder that is gone has no path
    except OSError:
        folder = None
    streams = sys.stdout, sys.stderr
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        if folder is not None:
            os.chdir(folder)
