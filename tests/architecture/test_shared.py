"""What threads share holds nothing of a call.

A faulty method is easily written: it notes something on its object, and another thread's call finds it there.
So the classes of which one object serves all threads are frozen. What they keep in order to be quick is a
cache that is found by what went into it; each of these is named here, with why it does no harm.
"""

import ast
import importlib
import re
from pathlib import Path

import attrs
import pytest
from tests.architecture.test_modules import HOUSE, MODULES, name

SHARED = {
    "digiramverk.definitions.catalogue": ("Catalogue", "Registered"),
    "digiramverk.definitions.overlay.layer": ("Layer",),
    "digiramverk.model.framework": ("Framework",),
    "digiramverk.tables.program": ("FrameProgram",),
    "digiramverk.rules.functions": ("RegisteredFold",),
    "digiramverk.rules.plan": ("Plan", "PlannedMeasure"),
    "digiramverk.rules.scalar.generator": ("Generated",),
    "digiramverk.rules.scalar.program": ("Program",),
    "digiramverk.rules.space": ("Space",),
    "digiramverk.scoring.engine": ("Scorer",),
    "digiramverk.scoring.tables.frames": ("FrameScorer",),
}
"""The classes whose objects a workspace hands to all threads."""

CACHES = {
    ("Catalogue", "_kept"): "definitions by the content of their files",
    ("Catalogue", "_loading"): "a lock",
    ("Layer", "marks"): "filled in by whoever makes the layer, before anybody else has it",
    ("Layer", "gone"): "as marks",
    ("FrameProgram", "_kept"): "columns by what they are made of",
    ("FrameProgram", "_settled"): "columns by what they are made of",
}
OF_THE_PROCESS = {"_UNDER_WAY": "what is being written, which a process that is stopped removes"}
"""What belongs to the process and not to a call, by the name of the variable."""
MUTABLE = re.compile(r"\b(?<!frozen)(dict|list|set|Findings|Latest|RLock|Lock|deque|Counter)\b")


@pytest.mark.parametrize(("module", "kind"), [(m, k) for m, kinds in SHARED.items() for k in kinds])
def test_a_class_that_threads_share_is_frozen_and_what_it_keeps_is_known(module: str, kind: str) -> None:
    made = getattr(importlib.import_module(module), kind)
    # A frozen class of attrs refuses to set what it declares.
    assert made.__setattr__ is not object.__setattr__, f"{kind} is not frozen"
    assert [field for field in changeable(made) if (kind, field) not in CACHES] == []


def changeable(made: type[attrs.AttrsInstance]) -> list[str]:
    """The fields that hold what can be changed, though the object cannot."""
    # What a function is given is its caller's.
    held = [field for field in attrs.fields(made) if "Callable[" not in str(field.type)]
    return [field.name for field in held if MUTABLE.search(str(field.type))]


def test_every_cache_that_is_named_is_there() -> None:
    kinds = {k: getattr(importlib.import_module(m), k) for m, kinds in SHARED.items() for k in kinds}
    assert all(field in {each.name for each in attrs.fields(kinds[kind])} for kind, field in CACHES)


def changes_of_own(path: Path) -> list[str]:
    """Where a method of a frozen class gets round its being frozen, or a function sets a global."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[str] = []
    for node in ast.walk(tree):
        match node:
            case ast.Global():
                found.append(f"{node.lineno} global")
            case ast.Call(func=ast.Attribute(value=ast.Name(id="object"), attr="__setattr__")):
                found.append(f"{node.lineno} object.__setattr__")
            case _:
                pass
    return found


def filled_by_functions(path: Path) -> list[str]:
    """Lists, dicts and sets of a module that one of its functions changes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    holders = {
        target.id
        for each in tree.body
        if isinstance(each, ast.Assign | ast.AnnAssign)
        and isinstance(each.value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp | ast.Call)
        for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
        if isinstance(target, ast.Name)
    }
    found: list[str] = []
    for function in (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)):
        own = {arg.arg for arg in (*function.args.args, *function.args.kwonlyargs)}
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=changed), attr=word)) if word in {
                    "append",
                    "add",
                    "extend",
                    "update",
                    "setdefault",
                    "pop",
                    "clear",
                    "insert",
                }:
                    pass
                case ast.Subscript(value=ast.Name(id=changed), ctx=ast.Store() | ast.Del()):
                    pass
                case _:
                    continue
            if changed in holders - own - OF_THE_PROCESS.keys():
                found.append(f"{node.lineno} {changed}")
    return found


@pytest.mark.parametrize("path", [path for path in MODULES if path.is_relative_to(HOUSE)], ids=name)
def test_no_module_holds_what_calls_change(path: Path) -> None:
    assert changes_of_own(path) == []
    assert filled_by_functions(path) == []


WRONG = """\
seen: list[int] = []
KNOWN = dict()

def note(x):
    global last
    last = x
    seen.append(x)
    KNOWN[x] = 1
    object.__setattr__(x, "y", 1)

def fine(seen):
    own = []
    own.append(seen)
    seen.append(own)
"""


def test_what_calls_change_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(WRONG, encoding="utf-8")
    assert changes_of_own(path) == ["5 global", "9 object.__setattr__"]
    assert filled_by_functions(path) == ["7 seen", "8 KNOWN"]


def test_a_field_that_every_thread_can_change_would_be_found() -> None:
    @attrs.frozen
    class Wrong:
        notes: list[str]
        kept: "tuple[dict[str, int], ...]"
        fine: tuple[str, ...]

    assert changeable(Wrong) == ["notes", "kept"]
