"""Files are opened through one door: no module that reads what others wrote opens any by itself."""

import ast
from pathlib import Path
from typing import Final

import pytest

import digiramverk

ROOT: Final = Path(digiramverk.__file__).parent
DOOR: Final = "files/roots.py"
OPENING: Final = frozenset(
    {"open", "read_text", "read_bytes", "scandir", "iterdir", "glob", "rglob", "listdir", "fdopen"}
)
"""What methods are called that open a file or look into a folder."""
ALLOWED: Final = {
    # What is ours, inside the package.
    ("definitions/schemas.py", "read_text"),
    ("definitions/sections/rulebook.py", "read_text"),
    ("definitions/templates.py", "read_text"),
    # Bytes that have come through the door already.
    ("answers/tabular_files/workbook_parts.py", "open"),
    # What comes through the door is asked to open itself.
    ("files/texts.py", "open"),
    ("answers/tabular_files/csv_rows.py", "open"),
    ("answers/tabular_files/csv_lines.py", "open"),
    ("answers/tabular_files/sheets.py", "open"),
    ("answers/tabular_files/table_files.py", "open"),
    # Names only, of folders that have come through the door: files that no output may overwrite.
    ("definitions/catalogue.py", "rglob"),
}
"""By module and name. Each of these is an object of our own, save the names."""
READERS: Final = frozenset(
    {"scan_csv", "scan_parquet", "read_excel", "read_csv", "read_parquet", "ZipFile", "read_ipc", "scan_ipc"}
)
"""What reads a file of its own accord, given its path."""
READING: Final = {
    "answers/tabular_files/table_files.py": {"scan_csv", "scan_parquet"},
    "answers/tabular_files/workbooks.py": {"read_excel"},
    "answers/tabular_files/workbook_parts.py": {"ZipFile"},
}


def called(module: Path) -> tuple[set[str], set[str]]:
    """The methods and the functions that a module calls, by name."""
    methods: set[str] = set()
    functions: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)):
                methods.add(name)
            case ast.Call(func=ast.Name(id=name)):
                functions.add(name)
            case _:
                pass
    return methods, functions


def modules() -> list[str]:
    """All that reads what others wrote, and what wires it together."""
    facade = [path for path in (ROOT / "workspace.py", ROOT / "workspace") if path.exists()]
    assert facade
    rooms = (ROOT / room for room in ("answers", "definitions", "files", "proving", "yamlsource"))
    places = (*rooms, *facade)
    files = (file for each in places for file in ([each] if each.is_file() else each.rglob("*.py")))
    return [file.relative_to(ROOT).as_posix() for file in files]


@pytest.mark.parametrize("module", modules())
def test_a_module_opens_no_file_by_itself(module: str) -> None:
    methods, functions = called(ROOT / module)
    opened = {name for name in methods & OPENING if (module, name) not in ALLOWED}
    assert module == DOOR or not opened
    assert "open" not in functions
    assert (methods | functions) & READERS <= READING.get(module, set())


def test_what_is_allowed_is_still_needed() -> None:
    used = {(module, name) for module in modules() for name in called(ROOT / module)[0]}
    assert used >= ALLOWED


def test_the_test_finds_what_it_looks_for(tmp_path: Path) -> None:
    text = "from pathlib import Path\nPath('a').read_text()\nopen('b')\n"
    (tmp_path / "a.py").write_text(text, encoding="utf-8")
    methods, functions = called(tmp_path / "a.py")
    assert (methods & OPENING, "open" in functions) == ({"read_text"}, True)
