"""Every type of a public signature has a public address: `digiramverk.types`.

Annotations are read from the sources and not while the program runs. So what is imported for type checkers
alone is found; generic types, unions, callables and quoted types are gone through; an alias has its name.
"""

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import pytest
from tests.architecture.test_doors import SOURCES, imported, nodes

from digiramverk import types

PUBLIC: Final = ("digiramverk", "digiramverk.errors", "digiramverk.plugin", "digiramverk.testing")
ENGINE: Final = ("answers", "files", "rules", "tables", "yamlsource")
"""Rooms whose types can be named, but what they are made of is nobody's business …"""
MACHINES: Final = {"FrameScorer", "Law", "Subject"}
"""… and so can these."""
GIVEN: Final = {"draw"}
"""Arguments that Hypothesis gives."""

Place = tuple[str, str]
"""A module and a name that it defines."""


@cache
def defined(module: str) -> dict[str, ast.stmt]:
    """What a module defines, by name."""
    tree = nodes(SOURCES[module])[0]
    assert isinstance(tree, ast.Module)
    found: dict[str, ast.stmt] = {}
    for each in tree.body:
        match each:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                found[name] = each
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = each
            case _:
                pass
    return found


@cache
def home(module: str, name: str) -> Place | None:
    """Where a name of a module is defined; None where that is not here."""
    if module not in SOURCES:
        return None
    if name in defined(module):
        return module, name
    # What a door offers it also imports, for type checkers.
    sources = (source for source, each in imported(SOURCES[module]) if each == name)
    return next(filter(None, (home(source, name) for source in sources)), None)


@cache
def modules_in(module: str) -> dict[str, str]:
    """The modules of the house that a module imports as such, by the name that it knows them by."""
    found = [full for full, each in imported(SOURCES[module]) if each is None]
    return {full.rpartition(".")[2]: full for full in found}


def meant(annotation: ast.AST, module: str) -> Iterator[Place]:
    """The types of the house that an annotation names."""
    match annotation:
        case ast.Constant(value=str(text)):
            yield from meant(ast.parse(text, mode="eval").body, module)
        case ast.Subscript(value=ast.Name(id="Literal")):
            pass
        case ast.Attribute(value=ast.Name(id=local), attr=name) if local in modules_in(module):
            place = home(modules_in(module)[local], name)
            assert place is not None, f"{local}.{name} in {module}"
            yield place
        case ast.Name(id=name):
            place = home(module, name)
            if place is not None:
                yield place
        case _:
            for part in ast.iter_child_nodes(annotation):
                yield from meant(part, module)


def annotations(definition: ast.AST) -> Iterator[ast.AST]:
    """What the signature of a function, the public part of a class, or an alias names."""
    match definition:
        case ast.FunctionDef(args=args, returns=returns):
            every = (*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg)
            told = [each.annotation for each in every if each is not None and each.arg not in GIVEN]
            yield from filter(None, (*told, returns))
        case ast.ClassDef(bases=bases, body=body):
            yield from bases
            for each in body:
                match each:
                    case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                        yield each.annotation
                    case ast.FunctionDef(name=name) if not name.startswith("_") or name.startswith("__"):
                        yield from annotations(each)
                    case _:
                        pass
        case ast.AnnAssign(annotation=annotation):
            yield annotation
        case ast.Assign(value=value):
            yield value
        case _:
            pass


def closed(start: Iterator[Place]) -> dict[Place, Place]:
    """What one comes to from public names: each type with what led to it."""
    found = {place: place for place in start}
    waiting = list(found)
    public = set(found)
    while waiting:
        module, name = place = waiting.pop()
        machine = place not in public and module.split(".")[1] in ENGINE
        if machine or name in MACHINES:
            continue
        for annotation in annotations(defined(module)[name]):
            for each in meant(annotation, module):
                if each not in found:
                    found[each] = place
                    waiting.append(each)
    return found


def public_names() -> Iterator[Place]:
    """What the public modules offer."""
    for module in PUBLIC:
        for name in importlib.import_module(module).__all__:
            place = home(module, name)
            assert place is not None, f"{module}.{name}"
            yield place


def is_type(place: Place) -> bool:
    """Whether a name is a type's, and not that of a function or mark."""
    module, name = place
    return name[0].isupper() and not isinstance(defined(module)[name], ast.FunctionDef)


def unreachable(found: Mapping[Place, Place], offered: Mapping[str, object]) -> list[str]:
    """The types among these that nobody can import from a public place."""
    return sorted(
        f"{name}, which {found[module, name][1]} takes or has"
        for module, name in filter(is_type, found)
        if offered.get(name) is not getattr(importlib.import_module(module), name)
    )


def offered() -> dict[str, object]:
    """What `digiramverk.types` offers."""
    return {name: getattr(types, name) for name in dir(types)}


def test_every_type_of_a_public_signature_can_be_imported() -> None:
    assert unreachable(closed(public_names()), offered()) == []


def test_nothing_else_is_offered() -> None:
    assert set(dir(types)) == {name for _, name in filter(is_type, closed(public_names()))}
    assert dir(types) == sorted(dir(types))


def test_type_checkers_read_what_is_loaded() -> None:
    read = {name: module for module, name in imported(SOURCES["digiramverk.types"]) if name in dir(types)}
    assert {name: home(module, name) for name, module in read.items()} == {
        name: (module, name) for module, name in filter(is_type, closed(public_names()))
    }


@pytest.mark.parametrize("lost", ["Answers", "CaseOutcome", "Origin", "Severity", "SheetName"])
def test_a_type_that_is_left_out_would_be_seen(lost: str) -> None:
    # An alias, a type for type checkers alone in a tuple, a quoted one, a property's, one inside a callable.
    rest = {name: found for name, found in offered().items() if name != lost}
    assert [each.partition(",")[0] for each in unreachable(closed(public_names()), rest)] == [lost]


def test_no_type_of_the_house_goes_by_another_name() -> None:
    renamed = [
        f"{module}: {each.name}"
        for module, path in SOURCES.items()
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("digiramverk")
        for each in node.names
        if each.asname not in {None, each.name} and not each.name.isupper() and each.name[0].isupper()
    ]
    assert renamed == []


def test_types_within_types_are_found() -> None:
    text = 'Mapping[str, "list[Results | None]"] | Callable[[Cell], Literal["Framework"]]'
    found = {name for _, name in meant(ast.parse(text, mode="eval").body, "digiramverk")}
    assert found == {"Results", "Cell"}


def test_importing_the_module_loads_no_room() -> None:
    code = "import sys, digiramverk; known = set(sys.modules); import digiramverk.types; "
    code += "print(*set(sys.modules) - known)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["digiramverk.types"]


def test_what_is_no_public_type_is_refused() -> None:
    with pytest.raises(AttributeError, match=r"module 'digiramverk\.types' has no attribute 'Catalogue'"):
        _ = types.Catalogue  # type: ignore[attr-defined]  # it is not there, which is what is tested
