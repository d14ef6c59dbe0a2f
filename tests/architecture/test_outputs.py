"""All writing of files and all printing goes through one module each; nothing else writes or prints."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

SPEC = find_spec("digiramverk")
assert SPEC is not None
assert SPEC.origin is not None
HOUSE = Path(SPEC.origin).parent
MODULES = sorted(HOUSE.rglob("*.py"))
WRITER = HOUSE / "core" / "output_file.py"
PRINTER = HOUSE / "core" / "output_stream.py"
# A program of its own, which answers its parent on a pipe; it never sees a terminal.
PRINTERS = {PRINTER, HOUSE / "reports" / "charts" / "easel.py"}

METHODS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "touch",
    "unlink",
    "rmdir",
    "symlink_to",
    "hardlink_to",
    "chmod",
}
"""Methods of paths that change what is on a disk."""
FUNCTIONS = {
    "os": {"open", "replace", "rename", "remove", "unlink", "mkdir", "makedirs", "rmdir", "write"},
    "shutil": {"copy", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {"NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp"},
}
SINKS = {"write_csv", "write_parquet", "sink_csv", "sink_parquet", "save", "savefig"}
"""Methods of libraries that write to a path or to an open file: ours are given an open one."""
OPEN_FILES = {"out"}
"""What an open file is called where it is handed on."""


READS = {
    "os.open(path, _FLAGS)": "opens what is read, without waiting for a pipe",
    "copy.open(info.filename, 'w')": "writes into an archive in memory",
}
"""What looks like writing and is not."""


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def mode_of(call: ast.Call, at: int) -> str:
    """The mode that a file is opened with; reading where none is given."""
    given = [word.value for word in call.keywords if word.arg == "mode"] + call.args[at : at + 1]
    if not given:
        return "r"
    if isinstance(given[0], ast.Constant):
        # A size of a buffer is no mode.
        return given[0].value if isinstance(given[0].value, str) else "r"
    return "w?" if "mode" in ast.unparse(given[0]) else "r"


def writes(tree: ast.AST) -> list[str]:
    """What in a module writes to a disk."""
    found: list[str] = []
    for call in calls(tree):
        match call.func:
            case ast.Name("open"):
                wrong = set(mode_of(call, 1)) & set("wax+?")
            case ast.Attribute(ast.Name("os"), "open") if ast.unparse(call.args[0]) == "os.devnull":
                wrong = set[str]()
            case ast.Attribute(ast.Name(module), name) if module in FUNCTIONS:
                wrong = {name} & FUNCTIONS[module]
            case ast.Attribute(_, "open"):
                wrong = set(mode_of(call, 0)) & set("wax+?")
            case ast.Attribute(_, name) if name in SINKS:
                first = call.args[0] if call.args else None
                wrong = set() if isinstance(first, ast.Name) and first.id in OPEN_FILES else {name}
            case ast.Attribute(_, name):
                wrong = {name} & METHODS
            case _:
                wrong = set[str]()
        if wrong:
            found.append(ast.unparse(call))
    return found


def prints(tree: ast.AST) -> list[str]:
    """What in a module prints."""
    found: list[str] = []
    for call in calls(tree):
        match call.func:
            case ast.Name("print") | ast.Attribute(ast.Name("click"), "echo" | "secho"):
                found.append(ast.unparse(call))
            case ast.Attribute(ast.Attribute(ast.Name("sys"), "stdout" | "stderr"), "write"):
                found.append(ast.unparse(call))
            case _:
                pass
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_one_module_writes_files_and_one_prints(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path != WRITER:
        assert [each for each in writes(tree) if each not in READS] == []
    if path not in PRINTERS:
        assert prints(tree) == []


@pytest.mark.parametrize(
    "code",
    [
        "open('a', 'w')",
        "open('a', mode=mode)",
        "path.open('ab')",
        "path.write_bytes(b'')",
        "os.replace(a, b)",
        "frame.write_csv('a.csv')",
        "lazy.sink_parquet(path)",
    ],
)
def test_what_writes_would_be_seen(code: str) -> None:
    assert writes(ast.parse(code)) == [ast.unparse(ast.parse(code))]


@pytest.mark.parametrize(
    "code", ["path.open('rb')", "open('a')", "text.replace('a', 'b')", "frame.write_csv(out)"]
)
def test_what_reads_is_no_writing(code: str) -> None:
    assert writes(ast.parse(code)) == []


@pytest.mark.parametrize("code", ["print('a')", "click.echo('a')", "sys.stderr.write('a')"])
def test_what_prints_would_be_seen(code: str) -> None:
    assert prints(ast.parse(code)) == [ast.unparse(ast.parse(code))]
