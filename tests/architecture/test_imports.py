"""Starting is quick: nothing is loaded before it is needed."""

import json
import subprocess
import sys

OWN = {"digiramverk"}
CORE = {"attr", "attrs", "pluggy"}

IMPORT = """
import json, sys
before = set(sys.modules)  # what the environment itself loads at start-up is not ours to answer for
import digiramverk
print(json.dumps(sorted(set(sys.modules) - before)))
"""

PRINT_VERSION = """
import json, sys
sys.argv = ["digiramverk", "--version"]
from digiramverk.cli import main
try:
    main()
except SystemExit as end:
    assert end.code in (None, 0), end.code
print(json.dumps(sorted(sys.modules)))
"""


def loaded_after(code: str) -> list[str]:
    """The modules that a fresh interpreter names on its last line of output."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded: list[str] = json.loads(done.stdout.splitlines()[-1])
    return loaded


def modules_after(code: str) -> set[str]:
    """The top-level ones among these."""
    return {module.partition(".")[0] for module in loaded_after(code)}


def foreign(modules: set[str]) -> set[str]:
    """The modules among these that come neither from the standard library nor from here."""
    outside = modules - sys.stdlib_module_names - OWN
    return {module for module in outside if not module.startswith("_sysconfigdata")}


def test_importing_digiramverk_loads_the_standard_library_and_the_core_dependencies_only() -> None:
    loaded = modules_after(IMPORT)
    assert loaded >= OWN
    assert foreign(loaded) <= CORE


def test_printing_the_version_loads_neither_yaml_nor_jsonschema() -> None:
    loaded = modules_after(PRINT_VERSION)
    assert loaded >= OWN
    assert loaded.isdisjoint({"_yaml", "jsonschema", "yaml"})


def test_a_foreign_module_would_be_seen() -> None:
    assert foreign({"digiramverk", "json", "attr", "yaml"}) == {"attr", "yaml"}
    assert modules_after(IMPORT.replace("import digiramverk", "import digiramverk, yaml")) >= {"yaml"}


WITHOUT_EXTRAS = """
import json, sys
import digiramverk.cli.check, digiramverk.cli.validate, digiramverk.testing.conformance
from digiramverk.plugin import Column, Columns, fold
print(json.dumps(sorted(sys.modules)))
"""


def test_checking_validating_and_writing_folds_load_no_library_for_tables() -> None:
    assert modules_after(WITHOUT_EXTRAS).isdisjoint({"polars"})


LISTING = """
import json, sys
from digiramverk import Workspace
assert Workspace().frameworks.list()
print(json.dumps(sorted(sys.modules)))
"""


def test_loading_plugins_loads_neither_columns_nor_what_writes_files() -> None:
    loaded = loaded_after(LISTING)
    assert "digiramverk_selfie" in loaded
    rooms = ("digiramverk.tables.", "digiramverk.reports.html", "digiramverk.reports.word")
    assert not [name for name in loaded if name.startswith(rooms)]
