"""The doors of rooms: what a room's `__init__` offers, each loaded when somebody first asks for it.

A room's modules together take a tenth of a second to load, and whoever imports one name needs few of them.
So a door imports nothing: it knows in which module each name is. Type checkers read the imports beside it;
`tests/architecture/test_doors.py` fails where the two differ.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


class UnopenedError(ImportError):
    """A module behind a door ended in an AttributeError while it was imported; that is the cause.

    To `from room import name` an AttributeError means that the room does not offer the name, so it would hide
    what is wrong: a package around us that is not the one we know.
    """


def opening(room: str, offers: Mapping[str, str]) -> Callable[[str], object]:
    """The `__getattr__` of a room.

    Args:
        room: the package, as its `__name__` has it.
        offers: by module of the room, the names that other rooms may import, with blanks between them.

    Returns:
        A function from a name to what it names. It raises AttributeError for a name that the room does not
        offer, as any module does.

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
