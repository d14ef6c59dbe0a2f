"""The doors of rooms: the names that a room's `__init__` exports, each imported at its first use.

All modules of a room take a tenth of a second to load, and an importer of one name needs few of them. So
the imports of a door are under `if TYPE_CHECKING`, and the program reads from the same lines which module has
each name. A second list for the program would repeat them. Reading takes a millisecond per door and needs the
source: a program that is frozen without sources cannot open a door.
"""

import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module


class UnopenedError(ImportError):
    """Importing a module behind a door raised an AttributeError, which is the cause of this error.

    `from room import name` would take an AttributeError to mean that the room has no such name, and hide the
    fault: usually an installed package of another version than expected.
    """


@cache
def places(room: str) -> Mapping[str, str]:
    """Return the names that a door imports for type checkers, each with its module.

    >>> places("digiramverk.core")["Span"]
    'digiramverk.core.place'
    """
    # A process that opens no door needs neither.
    import ast  # noqa: PLC0415
    import inspect  # noqa: PLC0415

    for block in ast.parse(inspect.getsource(sys.modules[room])).body:
        match block:
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=lines):
                imports = [line for line in lines if isinstance(line, ast.ImportFrom)]
                return {each.name: str(line.module) for line in imports for each in line.names}
            case _:
                pass
    return {}


def opening(room: str) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a door.

    Args:
        room: the `__name__` of the package or module.

    Returns:
        A function from a name to its object, and one that lists the names. Like any module, the first raises
        AttributeError for other names.

    >>> find, names = opening("digiramverk.core")
    >>> find("Span").__name__, "Span" in names()
    ('Span', True)
    """

    def find(name: str) -> object:
        if name == "__all__":
            return names()
        # Python looks up names such as `__path__` in every module; no door exports one.
        module = None if name.startswith("__") else places(room).get(name)
        if module is None:
            message = f"module {room!r} has no attribute {name!r}"
            raise AttributeError(message)
        try:
            found: object = getattr(import_module(module), name)
        except AttributeError as error:
            raise UnopenedError(str(error), name=module) from error
        setattr(sys.modules[room], name, found)
        return found

    def names() -> list[str]:
        return sorted(places(room))

    return find, names
