"""Files that are there whole or not at all, however a run ends."""

import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import Final

_UNDER_WAY: Final[set[Path]] = set()
"""Files that are being written, to be removed if the program is told to stop."""
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
_FROM_SIGNAL: Final = 128


@contextmanager
def whole(path: Path, *, wanted: bool = True) -> Iterator[Path]:
    """A file to write to that takes its name only when all has gone well.

    It lies beside, hidden, and is called after the process that writes it: what a killed one has left is
    removed by the next that writes to the same place.
    """
    part = path.with_name(f".{path.name}.{_host()}-{os.getpid()}.part")
    _remove_stale(path)
    _UNDER_WAY.add(part)
    try:
        yield part
        if wanted and part.exists():
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)
        _UNDER_WAY.discard(part)


@contextmanager
def tidy_when_stopped() -> Iterator[None]:
    """Remove what is being written at once when the program is told to stop, even in the midst of long work.

    Python answers a signal only between two of its own steps, and an engine may work for minutes in one. So a
    thread waits for the note that the system leaves of every signal, removes the files and ends the process
    with 128 and the signal's number. Nothing of this happens outside the main thread.
    """
    if current_thread() is not main_thread():
        yield
        return
    here, there = socket.socketpair()
    there.settimeout(0)
    watcher = Thread(target=_watch, args=(here,), daemon=True)
    before = {number: signal.signal(number, lambda *_: None) for number in _STOPS}
    waking = signal.set_wakeup_fd(there.fileno(), warn_on_full_buffer=False)
    watcher.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(waking)
        for number, handler in before.items():
            signal.signal(number, handler)
        there.close()
        watcher.join()
        here.close()


def _watch(notes: socket.socket) -> None:
    while note := notes.recv(1):
        if note[0] in _STOPS:
            for part in tuple(_UNDER_WAY):
                with suppress(OSError):
                    part.unlink(missing_ok=True)
            os._exit(_FROM_SIGNAL + note[0])


def _host() -> str:
    """This machine's name as far as it may stand in a file's: a shared folder is written to by several."""
    return "".join(letter for letter in socket.gethostname() if letter.isalnum()) or "host"


def _remove_stale(path: Path) -> None:
    """Remove what a process of this machine has left that is no more."""
    start, end = f".{path.name}.{_host()}-", ".part"
    for each in path.parent.glob(".*.part"):
        number = each.name.removeprefix(start).removesuffix(end)
        if each.name.startswith(start) and number.isdecimal() and not _runs(int(number)):
            each.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process is there; on Windows, where asking would end it, every one is taken to be."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
