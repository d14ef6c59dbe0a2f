"""What others' readers of files raise, as problems of ours.

A reader in Rust that meets what its author thought impossible panics. In Python that is no `Exception`, so
that nobody who catches errors catches it; here it is what it means: the file cannot be read. Its own words go
to standard error from native code. They are left there: to turn standard error elsewhere is done for all
threads of a process at once, and what other threads say in that moment would be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from digiramverk.core import Diagnostic, DigiramverkError, InputError, Word, needing

_PANIC: Final = "PanicException"
"""Every extension in Rust has a class of its own by that name."""


@contextmanager
def reading(name: str, kind: str) -> Iterator[None]:
    """Whatever a reader raises within means that the file is damaged.

    Args:
        name: of the file, as it is printed.
        kind: the word for what it is read as.

    Raises:
        InputError: DR442.
        MissingExtraError: DR901 or DR912, what is wrong is the reader's package.
    """
    try:
        with needing():
            yield
    except DigiramverkError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != _PANIC:
            raise
        raise InputError([Diagnostic("DR442", {"file": name, "kind": Word(kind)})]) from error
