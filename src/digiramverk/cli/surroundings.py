"""The workspace of one run of the program, protected from side effects of plugins.

Other programs read standard output. So everything that plugins print, while they are imported or while a
function or renderer of theirs runs, goes to standard error. The working folder and the streams are restored
after plugins have been loaded.

Only the program does this. The library must not: it shares the process with a service that has streams, a
working folder and threads of its own. In the program, paths on the command line are relative to the folder
where it started.
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
    """A workspace with all installed plugins, and the roots from the command line."""
    roots = click.get_current_context().meta.get(ROOTS, ())
    with _put_back(), warnings.catch_warnings():
        made = Workspace(PluginHost(around=Detour()), roots=roots)
    if _is_output(sys.stdout):
        # Packages may print at exit too. Exit functions run in reverse order, so this one is registered last.
        atexit.register(_to_errors)
    return made


class Aside(io.TextIOBase):
    """The standard output of plugins: it writes to standard error and cannot be closed."""

    @property
    def encoding(self) -> str:  # type: ignore[override] # a field of the class above, which none can set
        """The encoding of standard error."""
        return getattr(sys.stderr, "encoding", None) or "utf-8"

    @property
    def buffer(self) -> object:
        """The byte stream of standard error."""
        return sys.stderr.buffer

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, text: str, /) -> int:
        """Write to standard error, with control characters escaped."""
        say(text, end="", err=True)
        return len(text)

    def flush(self) -> None:
        """Flush standard error."""
        sys.stderr.flush()

    def fileno(self) -> int:
        """The descriptor of standard error, for output from outside Python."""
        return sys.stderr.fileno()

    def isatty(self) -> bool:
        """Whether standard error is a terminal."""
        return sys.stderr.isatty()

    def close(self) -> None:
        """Do nothing: plugins must not close standard error."""


class Detour:
    """Redirects standard output to standard error, if possible also for output from outside Python.

    Plugins may run in several threads of an engine at once, and may call one another. So entries are counted:
    the first one redirects the stream, and the last one to leave restores it.
    """

    def __init__(self) -> None:
        """Redirect nothing yet."""
        self._lock = Lock()
        self._within = 0
        self._own: TextIO | None = None
        self._kept: int | None = None

    @contextmanager
    def __call__(self) -> Iterator[None]:
        """The context in which code of a plugin runs."""
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
        # None if the stream was closed before the program started.
        sys.stdout = cast("TextIO", self._own)
        if self._kept is not None:
            os.dup2(self._kept, _OUTPUT)
            os.close(self._kept)
            self._kept = None


def _is_output(stream: TextIO | None) -> bool:
    """Whether a stream is the standard output of the process, and the process has a standard error too."""
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
    """Restore the working folder and the standard streams afterwards."""
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
