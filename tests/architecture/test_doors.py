"""Rooms are entered through their doors: what a door offers, and who goes past one."""

import ast
import importlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from tests.architecture.test_modules import HOUSE, PACKAGES, name

from digiramverk.core.door import places

MOST: Final = 45
"""How many modules may be imported from another room."""
OPEN: Final = {
    "digiramverk.core.door": "what doors are made of",
    "digiramverk.files.limits": "limits are read as `limits.MOST_CELLS`",
    "digiramverk.reports.pictures": "its functions share their names with kinds of files",
    "digiramverk.rules.check": "the door to the checker, which back ends must not reach",
    "digiramverk.rules.disclosure": "a door of its own",
    "digiramverk.rules.functions": "a door of its own",
    "digiramverk.rules.nodes": "nodes are told apart as `nodes.Binary`",
    "digiramverk.rules.parser": "the parser, which back ends must not reach",
    "digiramverk.rules.scalar": "a door of its own",
    "digiramverk.rules.syntax": "syntax is told apart as `syntax.Call`, and back ends must not reach it",
    "digiramverk.rules.trace": "a door of its own",
}
"""What other rooms import beside the doors of rooms, and why."""
BESIDE: Final = {"", "__main__", "errors", "plugin", "testing", "types"}
"""What is in no room: the front door, and what stands beside the house."""


def dotted(path: Path) -> str:
    """A module's full name."""
    parts = ("digiramverk", *path.relative_to(HOUSE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES: Final = {dotted(path): path for path in sorted(HOUSE.rglob("*.py"))}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """A file, read once for all tests."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def room(module: str) -> str:
    """The room that a module is in; the front door is in none."""
    return module.split(".")[1] if "." in module else ""


def imported(path: Path) -> Iterator[tuple[str, str | None]]:
    """Each module of the house that a file imports from, with the name."""
    for node in nodes(path):
        match node:
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("digiramverk"):
                for each in names:
                    full = f"{module}.{each.name}"
                    yield (full, None) if full in SOURCES else (module, each.name)
            case ast.Import(names=names):
                yield from ((each.name, None) for each in names if each.name in SOURCES)
            case _:
                pass


def from_other_rooms() -> dict[str, set[str]]:
    """The modules that other rooms import, each with who does."""
    found: dict[str, set[str]] = defaultdict(set)
    for module, path in SOURCES.items():
        for source, _ in imported(path):
            if room(source) != room(module):
                found[source].add(module)
    return found


def offers(path: Path) -> Mapping[str, str]:
    """What the door in a file offers: names, each with its module. An ordinary package is no door."""
    door = importlib.import_module(dotted(path))
    return places(dotted(path)) if "__getattr__" in vars(door) else {}


def asked_of(package: str, source: Path) -> Iterator[str]:
    """The names that a file imports from a door, or reads from it as `scoring.explain`."""
    local = package.rpartition(".")[2]
    for node in nodes(source):
        match node:
            case ast.ImportFrom(module=str(module), names=names):
                yield from (each.name for each in names if module == package)
                aliases = (each.asname for each in names if f"{module}.{each.name}" == package)
                local = next(filter(None, aliases), local)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == local:
                yield attribute
            case ast.Constant(value=str(text)) if text.startswith(f"{local}."):
                yield text.removeprefix(f"{local}.")
            case _:
                pass


DOORS: Final = [path for path in PACKAGES if offers(path)]


def test_few_modules_are_imported_from_other_rooms(capsys: pytest.CaptureFixture[str]) -> None:
    found = from_other_rooms()
    with capsys.disabled():
        print(f"\nmodules imported from other rooms: {len(found)}")  # noqa: T201 - the figure is to be seen
    assert len(found) <= MOST
    rooms = {f"digiramverk.{each}" if each else "digiramverk" for each in map(room, SOURCES)}
    assert found.keys() - rooms == OPEN.keys()


@pytest.mark.parametrize("path", DOORS, ids=name)
def test_what_a_door_offers_it_also_lists(path: Path) -> None:
    door = importlib.import_module(dotted(path))
    assert door.__all__ == sorted(offers(path)) == dir(door)


# What the front door offers, users ask for.
@pytest.mark.parametrize("path", [path for path in DOORS if path.parent != HOUSE], ids=name)
def test_what_a_door_offers_is_there_and_is_asked_for(path: Path) -> None:
    package = dotted(path)
    door = importlib.import_module(package)
    assert [each for each in offers(path) if not hasattr(door, each)] == []
    asked = {
        each
        for module, source in SOURCES.items()
        if not module.startswith(f"{package}.")
        for each in asked_of(package, source)
    }
    assert offers(path).keys() - asked == set()


def test_a_door_refuses_what_it_does_not_offer() -> None:
    with pytest.raises(AttributeError, match=r"module 'digiramverk\.tables' has no attribute 'nothing'"):
        _ = importlib.import_module("digiramverk.tables").nothing
