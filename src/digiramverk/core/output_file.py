"""The only module that writes files.

The invariant: a file has either its old content or all of the new. Every file is written under a hidden name
in the same folder and renamed when it is complete, so a full disk, an error or a killed process leaves the
old content. The next run that writes the same file removes what a killed process left behind. A test reads
the source of all other modules to see that none of them opens a file for writing.

The cost is disk space for both files until the rename, and permission to create files in the folder. Writing
in place needs neither, but destroys the old content before the new content is known to fit.
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
"""Hidden files that are being written. They are removed if the program is asked to stop."""
_NUMBERS: Final = count(1)
_STOPS: Final = (signal.SIGINT, signal.SIGTERM)
_FROM_SIGNAL: Final = 128
_LONGEST_NAME: Final = 120
"""The number of bytes of a file's name that its hidden name includes: systems allow 255 in all."""
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
    """A file cannot or must not be written."""


@contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Raise UnwritableError, DR021 to DR025 or DR028, for an OSError while writing a file."""
    try:
        yield
    except OSError as error:
        raise UnwritableError([_said(path, error)]) from error
    except ValueError as error:
        if "\0" not in str(path):
            raise
        raise UnwritableError([Diagnostic("DR025", {"file": path.name})]) from error


def _said(path: Path, error: OSError) -> Diagnostic:
    # These functions return False for names that no file can have; methods of `Path` raise.
    folder = Path(os.path.realpath(path)).parent if os.path.islink(path) else path.parent  # noqa: PTH114
    code = "DR028" if os.path.isdir(folder) else "DR024"  # noqa: PTH112
    code = _CODES.get(error.errno or 0, code)
    name = path.name if code == "DR025" else path.as_posix()
    return Diagnostic(code, {"file": name, "folder": folder.as_posix(), "cause": reason_of(error)})


def refuse_inputs(path: Path, read: Iterable[Path]) -> None:
    """Check that no file to write is also one of the files to read.

    The system compares the files, so this sees through symbolic and hard links, and through different
    spellings on disks that ignore case.

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
    """Write files that people edit afterwards: all of them, or none.

    Args:
        files: the content of each file. Text becomes UTF-8 and keeps its line breaks.
        force: whether to overwrite files. Otherwise an existing file must be empty or have this content.
        folders: whether to create missing folders.

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
    """Write a generated file and replace an existing one.

    Args:
        path: the file.
        content: its content.
        mine: decides whether an existing file may be replaced. Not called if there is none.

    Raises:
        UnwritableError: DR021 to DR026 or DR028.
    """
    refuse_filled(path, mine)
    with whole(path) as out:
        out.write(content)


def refuse_filled(path: Path, mine: Callable[[Path], bool]) -> None:
    """Raise UnwritableError, DR026, if there is a file that is neither empty nor `mine`."""
    with errors_of(path):
        if path.is_file() and path.stat().st_size and not mine(path):
            raise UnwritableError([Diagnostic("DR026", {"file": path.as_posix()})])


@contextmanager
def whole(path: Path, *, keep_empty: bool = True) -> Iterator[BinaryIO]:
    """Open a file for writing that gets its name only if the block ends without an exception.

    Its hidden name includes the number of this process, so that a later run can tell whether the writer is
    still alive. A link stays a link: its target is replaced, and keeps its permissions. A device or a pipe
    is not replaced; the content is written to it.

    Args:
        path: the file.
        keep_empty: whether to create the file even if nothing was written.

    Raises:
        UnwritableError: DR021 to DR025 or DR028, also for errors while writing.
    """
    with errors_of(path):
        target = Path(os.path.realpath(path))
        before = _status(path)
        if before is not None and stat.S_ISDIR(before.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if before is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        # A device or a pipe (/dev/full) is not in a folder where we could create a hidden file.
        special = before is not None and not stat.S_ISREG(before.st_mode)
        beside = path if special else target
        _remove_stale(beside)
        part = beside.with_name(f"{_prefix(beside)}{os.getpid()}-{next(_NUMBERS)}.part")
        _UNDER_WAY.add(part)
        raw = _PartFile(part, path)
    try:
        # Of the exceptions raised in the block, only those from writing are about this file.
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
    """Return the status of a file, with links followed; None if there is no file."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


class _PartFile(FileIO):
    """A hidden file that is being written. Its errors name the file that it will become."""

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
            # Only root may change the owner: a file of another user that we may write becomes ours.
            with suppress(PermissionError):
                os.chown(part, before.st_uid, before.st_gid)
    part.replace(target)


@contextmanager
def tidy_when_stopped() -> Iterator[None]:
    """Remove hidden files at once when a signal stops the program, even during a long computation.

    Python runs signal handlers only between bytecode instructions, and one call of an engine may take
    minutes. So a thread waits on the wakeup file descriptor, removes the files and ends the process with
    exit code 128 plus the signal's number. Does nothing outside the main thread, where Python does not allow
    signal handlers.
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
    """Return this machine's name for a file name: several machines may write to a shared folder."""
    return "".join(letter for letter in socket.gethostname() if letter.isalnum()) or "host"


def _prefix(path: Path) -> str:
    """Return the prefix of the hidden names for a file."""
    name = path.name
    if len(name.encode()) > _LONGEST_NAME:
        kept = name.encode()[: _LONGEST_NAME // 2].decode(errors="ignore")
        name = f"{kept}-{sha256(name.encode()).hexdigest()[:16]}"
    return f".{name}.{_host()}-"


def _remove_stale(path: Path) -> None:
    """Remove hidden files that a dead process of this machine left behind."""
    start, end = _prefix(path), ".part"
    for each in path.parent.glob(".*.part"):
        process = each.name.removeprefix(start).removesuffix(end).partition("-")[0]
        if each.name.startswith(start) and process.isdecimal() and not _runs(int(process)):
            # In a folder like /tmp, only its owner may remove a file.
            with suppress(PermissionError):
                each.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Whether a process is alive. Always True on Windows, where `os.kill` would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
