"""Turns exceptions of third-party file readers into our own errors.

A reader in Rust panics when it meets a case that its author thought impossible. In Python a panic is no
`Exception`, so ordinary handlers miss it; here it becomes the error that the file cannot be read. The panic's
own message goes to standard error from native code, and stays there: redirecting standard error affects all
threads of the process, and their messages would be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from digiramverk.core import Diagnostic, DigiramverkError, InputError, Word, needing

_PANIC: Final = "PanicException"
"""Every extension in Rust has a class of its own by that name."""


@contextmanager
def reading(name: str, kind: str) -> Iterator[None]:
    """Treat whatever a reader raises as damage to the file.

    Args:
        name: of the file, as it is printed.
        kind: the word for its type.

    Raises:
        InputError: DR442.
        MissingExtraError: DR901 or DR912, the reader's package is at fault.
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
