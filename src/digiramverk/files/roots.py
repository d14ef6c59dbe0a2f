"""The only way to open files: those that the caller names, and those that they refer to, within a root.

Invariant: text in a file opens nothing outside the folder of the file that the caller named. A reference is
first checked as text (no way up and out, no absolute path, nothing hidden), then resolved, and only what lies
in the root is examined; anything else is refused with the same message whether it exists or not. Only
ordinary files are opened. After opening, the path in the root is checked again to lead to the opened file, so
that a link placed there in between opens nothing either.

The cost is a few system calls for each file. Comparing paths alone would cost less, but trusts what may
change. No other module that reads others' texts opens a file; `tests/architecture/test_files.py` fails if one
does.
"""

import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import ExitStack
from itertools import islice
from os.path import realpath
from pathlib import Path
from typing import BinaryIO, Final, Self, TypeVar

import attrs

from digiramverk.core import Diagnostic, InputError, Names, Source, Word, reason_of, whole_span
from digiramverk.files.limits import MOST_BYTES, MOST_ENTRIES

ANY: Final[Collection[str]] = ()
"""Any suffix."""
T = TypeVar("T")
TEXT_TABLES: Final = (".csv", ".tsv", ".txt")
"""Endings of tables that are text. The text itself says what separates its cells."""
WORKBOOKS: Final = (".xlsx", ".xlsm")
_ENDINGS: Final = (".yaml", ".yml", ".json", *TEXT_TABLES, *WORKBOOKS, ".parquet")
"""Endings of the files that people name on the command line."""
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_FLAGS: Final = (
    os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
)
"""Non-blocking: opening a pipe without a writer would never return."""


@attrs.frozen
class Root:
    """A folder that bounds what may be referred to.

    Attributes:
        folder: its real path, without links.
        shown: its name in messages.
        links: whether to follow links out of it, such as those that an installer makes of a package's files.
    """

    folder: Path
    shown: str
    links: bool = False

    @classmethod
    def at(cls, folder: Path, *, links: bool = False) -> Self:
        """A folder as a root."""
        return cls(Path(_real(folder)), folder.as_posix(), links)

    @classmethod
    def around(cls, named: Path) -> Self:
        """The root of what the caller names: a folder itself, or the folder of a file.

        The root of a definition in a Python package is the package, which holds its examples.
        """
        folder = named if _is(named, stat.S_ISDIR) else named.parent
        package = folder.parent
        inside = bool(folder.name) and _is(package / "__init__.py", stat.S_ISREG)
        return cls.at(package if inside else folder)

    def holds(self, path: Path) -> bool:
        """Whether a path leads into the root. It need not exist."""
        return self.links or Path(_real(path)).is_relative_to(self.folder)

    def allows(self, folder: Path, parts: Sequence[str]) -> bool:
        """Whether a written path from a folder stays in the root all the way.

        A path that leaves and returns is refused too: it would reveal what lies outside. So are hidden names
        (`.ssh`, `.env`, `.git`), which belong to no definition.
        """
        start = Path(_real(folder))
        depth = len(start.relative_to(self.folder).parts) if start.is_relative_to(self.folder) else 0
        for part in parts:
            if part == "..":
                depth -= 1
            elif part not in ("", "."):
                depth += 1
            if depth < 0 or (part.startswith(".") and part not in (".", "..")):
                return False
        return True


@attrs.frozen
class Located:
    """A file or folder, with the root that bounds it and its references.

    Attributes:
        path: its path, as shown.
        root: bounds what it may refer to.
        named: whether the caller named it, or a file did. What the caller names may be a link to anywhere.
    """

    path: Path
    root: Root
    named: bool = True

    @property
    def name(self) -> str:
        """Its name in messages."""
        return self.path.as_posix()

    @property
    def real(self) -> Path:
        """Its path without links."""
        return Path(_real(self.path))

    @property
    def is_file(self) -> bool:
        """Whether it is an ordinary file that may be opened."""
        return self._reachable and _is(self.path, stat.S_ISREG)

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder that may be looked into."""
        return self._reachable and _is(self.path, stat.S_ISDIR)

    @property
    def is_there(self) -> bool:
        """Whether its name is taken, if only by a broken link."""
        return "\0" not in str(self.path) and os.path.lexists(self.path)

    @property
    def _reachable(self) -> bool:
        return self.named or self.root.holds(self.path)

    def child(self, *parts: str) -> "Located":
        """An entry of this folder whose name is ours, not from a file."""
        return Located(self.path.joinpath(*parts), self.root, named=False)

    def children(self, suffixes: Collection[str]) -> list["Located"]:
        """The entries of this folder by suffix, sorted by name; none if the folder does not exist.

        Raises:
            InputError: DR010, it leads out of the root; DR013, it holds too much.
        """
        if not self.is_there:
            return []
        self.check()
        if not self.is_folder:
            return []
        try:
            with os.scandir(self.path) as entries:
                found = [each.name for each in islice(entries, MOST_ENTRIES + 1)]
        except OSError as error:
            raise InputError([_refused(self.name, error)]) from error
        if len(found) > MOST_ENTRIES:
            raise InputError([Diagnostic("DR013", {"file": self.name, "most": MOST_ENTRIES})])
        return [self.child(name) for name in sorted(found) if Path(name).suffix in suffixes]

    def refer(self, reference: str, suffixes: Collection[str] = ANY) -> "Located":
        """The file that a path in a file refers to, from the file's folder, or from here if this is a folder.

        Args:
            reference: as written; both kinds of slashes separate folders.
            suffixes: the allowed suffixes of files; a folder may have any name.

        Raises:
            InputError: DR010, it leads out of the root; DR006, a file of another type.
        """
        parts = reference.replace("\\", "/").split("/")
        folder = self.path if self.is_folder else self.path.parent
        found = Located(folder.joinpath(*parts), self.root, named=False)
        unfit = "\0" in reference or parts[0][:1] in ("", "~") or _DRIVE.match(reference)
        if unfit or not self.root.allows(folder, parts) or not found._reachable:
            raise self._outside(reference)
        # By the real file: a link called `a.yaml` must not lead to a key or a password.
        kind = found.real.suffix.lower()
        if suffixes and kind not in suffixes and not found.is_folder:
            raise InputError([Diagnostic("DR006", {"file": found.name, "known": Names(tuple(suffixes))})])
        return found

    def check(self) -> None:
        """Check that it may be opened.

        Raises:
            InputError: DR010, it leads out of the root.
        """
        if not self._reachable:
            raise self._outside(self.name)

    def open(self, buffering: int = -1) -> BinaryIO:
        """Open it for reading bytes.

        Args:
            buffering: as for Python's own `open`.

        Raises:
            InputError: DR001, it does not exist; DR005, the system does not open it; DR008, it is a folder;
                DR010, it leads out of the root; DR012, it is no ordinary file.
        """
        self.check()
        path = self.path if self.named else self.real
        # Checked before opening: opening a device may have an effect.
        self._look(self._asked(path.stat))
        file = self._asked(lambda: os.fdopen(os.open(path, _FLAGS), "rb", buffering))
        with ExitStack() as opened:
            opened.callback(file.close)
            self._look(os.fstat(file.fileno()))
            if not self.named and not self._is_still(os.fstat(file.fileno())):
                raise self._outside(self.name)
            opened.pop_all()
        return file

    @property
    def size(self) -> int:
        """Its size in bytes. Raises InputError as :meth:`open`."""
        with self.open() as file:
            return os.fstat(file.fileno()).st_size

    def read(self) -> bytes:
        """All of its bytes.

        Raises:
            InputError: as :meth:`open`; DR004, it is too large.
        """
        with self.open() as file:
            data = self._asked(lambda: file.read(MOST_BYTES + 1))
        if len(data) > MOST_BYTES:
            raise InputError([Diagnostic("DR004", {"most": MOST_BYTES}, whole_span(Source(self.name)))])
        return data

    def _asked(self, ask: Callable[[], T]) -> T:
        """Call the system, and turn its errors into ours."""
        try:
            return ask()
        except OSError as error:
            refused = _refused(self.name, error)
            # Only the caller hears which other files there are; a file that refers to others never does.
            if refused.code == "DR001" and self.named:
                refused = attrs.evolve(refused, near=completed(self.path))
            raise InputError([refused]) from error
        except ValueError as error:
            # A name that no file can have.
            args = {"file": self.name, "reason": Word("no_such_name")}
            raise InputError([Diagnostic("DR005", args)]) from error

    def _look(self, state: os.stat_result) -> None:
        if stat.S_ISDIR(state.st_mode):
            raise InputError([Diagnostic("DR008", {"file": self.name})])
        if not stat.S_ISREG(state.st_mode):
            raise InputError([Diagnostic("DR012", {"file": self.name})])

    def _is_still(self, opened: os.stat_result) -> bool:
        """Whether the path still leads to the opened file, within the root."""
        try:
            return self._reachable and os.path.samestat(opened, os.lstat(self.real))
        except OSError:
            return False

    def _outside(self, reference: str) -> InputError:
        return InputError([Diagnostic("DR010", {"reference": reference, "root": self.root.shown})])


def located(where: Path | Located, roots: Iterable[Root] = ()) -> Located:
    """Locate what a caller names.

    Args:
        where: a path, or what has been located already.
        roots: roots stated by the caller. The first one that contains the path bounds it; else its own folder
            does.
    """
    if isinstance(where, Located):
        return where
    folder = where if _is(where, stat.S_ISDIR) else where.parent
    stated = next((each for each in roots if each.holds(folder)), None)
    return Located(where, stated or Root.around(where))


def _real(path: Path) -> str:
    """A path without links; unchanged if no file can have that name.

    Not `Path.resolve`: it fails on names that no file can have, which opening reports.
    """
    return realpath(path) if "\0" not in str(path) else str(path)


def _is(path: Path, kind: Callable[[int], bool]) -> bool:
    try:
        return kind(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def completed(path: Path, endings: Iterable[str] = _ENDINGS) -> tuple[str, ...]:
    """The files that a path without ending, or with another one, may mean: `plan.yaml` for `plan`."""
    stems = dict.fromkeys((path, path.with_suffix("")) if path.name else ())
    files = (stem.with_name(stem.name + ending) for stem in stems for ending in endings)
    return tuple(file.as_posix() for file in files if _is(file, stat.S_ISREG))


def _refused(name: str, error: OSError) -> Diagnostic:
    """Why the system does not open a file, in our own words."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Diagnostic("DR001", {"file": name})
    return Diagnostic("DR005", {"file": name, "reason": reason_of(error)})
