"""The doors of rooms: the names that a room's `__init__` exports, each imported at its first use.

All modules of a room take a tenth of a second to load, and an importer of one name needs few of them. So a
door imports nothing and knows only which module has each name. Type checkers cannot follow that and read the
`TYPE_CHECKING` imports instead; `tests/architecture/test_doors.py` fails if the two lists differ.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


class UnopenedError(ImportError):
    """Importing a module behind a door raised an AttributeError, which is the cause of this error.

    `from room import name` would take an AttributeError to mean that the room has no such name, and hide the
    fault: usually an installed package of another version than expected.
    """


def opening(room: str, offers: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a room.

    Args:
        room: the `__name__` of the package.
        offers: for each module of the room, the names that other rooms may import, separated by blanks.

    Returns:
        A function from a name to its object. Like any module, it raises AttributeError for other names.

    >>> door = opening("digiramverk.core", {"place": "Source Span"})
    >>> door("Span").__name__
    'Span'
    """
    places = {name: module for module, names in offers.items() for name in names.split()}

    def find(name: str) -> object:
        if name not in places:
            message = f"module {room!r} has no attribute {name!r}"
            raise AttributeError(message)
        try:
            module = import_module(f"{room}.{places[name]}")
        except AttributeError as error:
            raise UnopenedError(str(error), name=f"{room}.{places[name]}") from error
        found: object = getattr(module, name)
        setattr(sys.modules[room], name, found)
        return found

    return find
