"""The house stays easy to walk in: small modules, quiet `__init__` files, names that say something."""

import ast
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

import pytest

MOST_LINES = 500
EMPTY_NAMES = {"common", "helpers", "manager", "misc", "utils"}
# What module-level code a package may have beside its docstring and imports (PEP 562 for lazy names).


def folder(package: str) -> Path:
    """Where a package is installed, found without importing it."""
    spec = find_spec(package)
    assert spec is not None, package
    assert spec.origin is not None, package
    return Path(spec.origin).parent


HOUSE = folder("digiramverk")
FRAMEWORKS = sorted(
    folder(entry.module)
    for entry in entry_points(group="digiramverk")
    if entry.module.startswith("digiramverk_")
)
MODULES = sorted(path for place in (HOUSE, *FRAMEWORKS) for path in place.rglob("*.py"))
PACKAGES = sorted(HOUSE.rglob("__init__.py"))


def name(path: Path) -> str:
    """A module's file as it is called inside its distribution."""
    start = next(place.parent for place in (HOUSE, *FRAMEWORKS) if path.is_relative_to(place))
    return path.relative_to(start).as_posix()


def is_quiet(statement: ast.stmt) -> bool:
    """Whether a statement may stand in an `__init__` file."""
    match statement:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant(value=str())):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.AnnAssign(target=ast.Name(id="__all__")):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body, orelse=orelse):
            return all(map(is_quiet, body)) and all(map(is_quiet, orelse))
        case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="__getattr__"), ast.Name(id="__dir__")])]):
            return True
        case _:
            return False


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_at_most_500_lines(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{lines} lines: divide it"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_named_for_what_it_is_about(path: Path) -> None:
    parts = {part.strip("_") for part in Path(name(path)).with_suffix("").parts}
    assert not parts & EMPTY_NAMES


@pytest.mark.parametrize("path", PACKAGES, ids=name)
def test_an_init_file_has_a_docstring_imports_and_public_names_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    loud = [ast.unparse(statement) for statement in tree.body if not is_quiet(statement)]
    assert loud == []


@pytest.mark.parametrize("path", PACKAGES, ids=name)
def test_a_room_says_what_lives_there(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", sorted(HOUSE.rglob("*.py")), ids=name)
def test_the_house_knows_no_framework_by_name(path: Path) -> None:
    imported: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names=names):
                imported += [alias.name for alias in names]
            case ast.ImportFrom(module=str(module)):
                imported.append(module)
            case _:
                pass
    assert [module for module in imported if module.startswith("digiramverk_")] == []


@pytest.mark.parametrize(
    "loud",
    ["x = 1", "def load(): ...", "class Framework: ...", "if x: import y", "print(1)", "__version__ = '1'"],
)
def test_code_in_an_init_file_would_be_seen(loud: str) -> None:
    assert not is_quiet(ast.parse(loud).body[0])
