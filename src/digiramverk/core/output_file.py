"""The one place that writes files. A file is complete or not there, and nobody's work is lost.

Every file is written beside its place under a hidden name, and renamed when it is complete, so that a full
disk, an error or a killed process leaves what was there before. The next run that writes to the same place
removes what a killed one has left. Nothing else in the library opens a file for writing: a test reads the
source for it.

The cost is room for both files until the rename, and a folder that new files can be made in. Writing in
place needs neither, but loses the old content before the new one is known to fit.
"""

import errno
import os
import signal
import socket
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from hashlib import sha256
from io import BufferedRandom, FileIO
from itertools import count
from pathlib import Path
from threading import Thread, current_thread, main_thread
from typing import TYPE_CHECKING, BinaryIO, Final

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.core.system_words import reason_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

_UNDER_WAY: Final[set[Path]] = set()
"""Files that are being written, to be removed if the program is asked to stop."""
_NUMBERS: Final = count(1)
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
_FROM_SIGNAL: Final = 128
_LONGEST_NAME: Final = 120
"""Bytes of a file's name that go into the hidden one: systems allow 255 in all."""
_CODES: Final = {
    errno.ENOSPC: "DR021",
    errno.EDQUOT: "DR021",
    errno.EFBIG: "DR021",
    errno.EACCES: "DR022",
    errno.EPERM: "DR022",
    errno.EROFS: "DR022",
    errno.EISDIR: "DR023",
    errno.ENAMETOOLONG: "DR025",
    errno.EINVAL: "DR025",
}


class UnwritableError(InputError):
    """A file cannot be written, or must not be."""


@contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Raise UnwritableError, DR021 to DR025 or DR028, for what the system says of a file that is written."""
    try:
        yield
    except OSError as error:
        raise UnwritableError([_said(path, error)]) from error
    except ValueError as error:
        if "\0" not in str(path):
            raise
        raise UnwritableError([Diagnostic("DR025", {"file": path.name})]) from error


def _said(path: Path, error: OSError) -> Diagnostic:
    # These answer no, where methods of paths raise for names that no file can have.
    folder = Path(os.path.realpath(path)).parent if os.path.islink(path) else path.parent  # noqa: PTH114
    code = "DR028" if os.path.isdir(folder) else "DR024"  # noqa: PTH112
    code = _CODES.get(error.errno or 0, code)
    name = path.name if code == "DR025" else path.as_posix()
    return Diagnostic(code, {"file": name, "folder": folder.as_posix(), "cause": reason_of(error)})


def refuse_inputs(path: Path, read: Iterable[Path]) -> None:
    """See that a file to write is none of those that are read, whatever it is called by.

    Files are compared as the system does, so that links of both kinds are seen through, and other spellings
    on disks that do not tell capitals apart.

    Raises:
        UnwritableError: DR020.
    """
    with errors_of(path):
        if path.exists():
            for each in read:
                if each.exists() and path.samefile(each):
                    args = {"file": path.as_posix(), "other": each.as_posix()}
                    raise UnwritableError([Diagnostic("DR020", args)])


def write_files(files: Mapping[Path, bytes | str], *, force: bool, folders: bool = False) -> None:
    """Write files that people fill in or change: all of them, or none.

    Args:
        files: what goes where; text as UTF-8 with the line ends that it has.
        force: whether files may be overwritten. Without it a file that is there must say the same already,
            or be empty.
        folders: whether folders that are not there are made.

    Raises:
        UnwritableError: DR021 to DR026 or DR028.
    """
    contents = {path: each.encode() if isinstance(each, str) else each for path, each in files.items()}
    if not force:
        filled = [path for path, content in contents.items() if _says_other(path, content)]
        if filled:
            raise UnwritableError(Diagnostic("DR026", {"file": path.as_posix()}) for path in filled)
    with ExitStack() as every:
        for path, content in contents.items():
            if folders:
                with errors_of(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
            out = every.enter_context(whole(path))
            with errors_of(path):
                out.write(content)


def _says_other(path: Path, content: bytes) -> bool:
    with errors_of(path):
        if not path.is_file():
            return False
        size = path.stat().st_size
        return bool(size) and (size != len(content) or path.read_bytes() != content)


def replace_file(path: Path, content: bytes, *, mine: Callable[[Path], bool] = lambda _: True) -> None:
    """Write a generated file in place of what is there.

    Args:
        path: where it goes.
        content: all of it.
        mine: whether a file that is there may be replaced; asked only where there is one.

    Raises:
        UnwritableError: DR021 to DR026 or DR028.
    """
    refuse_filled(path, mine)
    with whole(path) as out:
        out.write(content)


def refuse_filled(path: Path, mine: Callable[[Path], bool]) -> None:
    """Raise UnwritableError, DR026, where a file is there that is not empty and not `mine`."""
    with errors_of(path):
        if path.is_file() and path.stat().st_size and not mine(path):
            raise UnwritableError([Diagnostic("DR026", {"file": path.as_posix()})])


@contextmanager
def whole(path: Path, *, keep_empty: bool = True) -> Iterator[BinaryIO]:
    """A file to write to that takes its name only when all has gone well.

    It is written beside its place under a hidden name with the number of this process: what a killed one has
    left is removed by the next that writes to the same place. A link stays a link: the file that it leads to
    is replaced, and keeps who may read and write it. A device or a pipe is not replaced but written to.

    Args:
        path: where the file goes.
        keep_empty: whether a file in which nothing has been written takes its name, too.

    Raises:
        UnwritableError: DR021 to DR025 or DR028, also for what the system says while it is written.
    """
    with errors_of(path):
        target = Path(os.path.realpath(path))
        before = _status(path)
        if before is not None and stat.S_ISDIR(before.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # What is no file has no place for others beside it: /dev/full, a pipe.
        special = before is not None and not stat.S_ISREG(before.st_mode)
        beside = path if special else target
        _remove_stale(beside)
        part = beside.with_name(f"{_prefix(beside)}{os.getpid()}-{next(_NUMBERS)}.part")
        _UNDER_WAY.add(part)
        raw = _PartFile(part, path)
    try:
        # What is raised in between is not about this file, but for what writing to it raises.
        with BufferedRandom(raw) as out:
            yield out
            out.flush()
            with errors_of(path):
                os.fsync(out.fileno())
                size = out.seek(0, os.SEEK_END)
        if size or keep_empty:
            with errors_of(path):
                _put_in_place(part, target, before, special=special)
    finally:
        part.unlink(missing_ok=True)
        _UNDER_WAY.discard(part)


def _status(path: Path) -> os.stat_result | None:
    """What is at a place, links followed; None where there is nothing yet."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


class _PartFile(FileIO):
    """A hidden file that is being written, whose errors name the place that it is written for."""

    def __init__(self, part: Path, path: Path) -> None:
        super().__init__(part, "x+")
        self._path = path

    def write(self, data: "Buffer", /) -> int:
        with errors_of(self._path):
            return super().write(data)


def _put_in_place(part: Path, target: Path, before: os.stat_result | None, *, special: bool) -> None:
    if special:
        with part.open("rb") as source, target.open("wb", buffering=0) as out:
            while data := source.read(1 << 20):
                out.write(data)
        return
    if before is not None:
        part.chmod(stat.S_IMODE(before.st_mode))
        if sys.platform != "win32":
            # Only root may give files away: another's file that we may write becomes ours.
            with suppress(PermissionError):
                os.chown(part, before.st_uid, before.st_gid)
    part.replace(target)


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


def _prefix(path: Path) -> str:
    """What the hidden names of files begin with that are written to a place."""
    name = path.name
    if len(name.encode()) > _LONGEST_NAME:
        kept = name.encode()[: _LONGEST_NAME // 2].decode(errors="ignore")
        name = f"{kept}-{sha256(name.encode()).hexdigest()[:16]}"
    return f".{name}.{_host()}-"


def _remove_stale(path: Path) -> None:
    """Remove what a process of this machine has left that is no more."""
    start, end = _prefix(path), ".part"
    for each in path.parent.glob(".*.part"):
        process = each.name.removeprefix(start).removesuffix(end).partition("-")[0]
        if each.name.startswith(start) and process.isdecimal() and not _runs(int(process)):
            # Another user's stays, where only they may remove it.
            with suppress(PermissionError):
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
