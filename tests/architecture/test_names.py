"""One name, one meaning: no class or type alias of the house is called what another one is called."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tests.architecture.test_doors import SOURCES, nodes

REPEATED: Final[dict[str, str]] = {}
"""Names that mean two things, each with why it has to."""


def is_alias(statement: ast.stmt) -> bool:
    """Whether a statement gives a type a name. A type variable means something in one signature only."""
    match statement:
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar" | "ParamSpec"))):
            return False
        case ast.Assign(targets=[ast.Name(id=str(name))]):
            # Constants are capitals throughout.
            return name.lstrip("_")[:1].isupper() and not name.isupper()
        case _:
            return False


def named(tree: Iterable[ast.AST]) -> Iterator[str]:
    """What a file calls its types; that a name is private makes it no other name."""
    for node in tree:
        match node:
            case ast.ClassDef(name=name):
                yield name.lstrip("_")
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]) if (
                is_alias(node)
            ):
                yield name.lstrip("_")
            case _:
                pass


def repeated(trees: Mapping[str, Iterable[ast.AST]]) -> dict[str, list[str]]:
    """The names that are defined more than once, with the modules that do."""
    found: dict[str, list[str]] = defaultdict(list)
    for module, tree in trees.items():
        for name in named(tree):
            found[name].append(module)
    return {name: modules for name, modules in found.items() if len(modules) > 1}


def test_a_type_of_the_house_has_a_name_of_its_own() -> None:
    found = repeated({module: nodes(path) for module, path in SOURCES.items()})
    assert {name: modules for name, modules in found.items() if name not in REPEATED} == {}
    assert REPEATED.keys() <= found.keys(), "named as repeated, and is not"


def test_a_repeated_name_would_be_found() -> None:
    one = "class Cell: ...\nRow = list[int]\nKey = TypeVar('Key')\nMOST = 3\n"
    other = "class _Cell: ...\nRow: TypeAlias = tuple[str]\nKey = TypeVar('Key')\nMOST = 4\n"
    trees = {name: tuple(ast.walk(ast.parse(text))) for name, text in (("one", one), ("other", other))}
    assert repeated(trees) == {"Cell": ["one", "other"], "Row": ["one", "other"]}
