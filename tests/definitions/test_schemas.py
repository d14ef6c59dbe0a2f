"""The published schemas: what follows from another is what it follows to, and every one is a valid schema."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator

from digiramverk.definitions.schemas import SchemaName, schema

ROOT = Path(__file__).parents[2]
NAMES: tuple[SchemaName, ...] = ("framework", "overlay", "answers")


def generator() -> ModuleType:
    """The script that writes schemas, as a module."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "scripts" / "make_overlay_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.repository
@pytest.mark.parametrize("name", ["framework", "overlay"])
def test_the_written_schema_is_what_the_script_gives(name: str) -> None:
    folder = ROOT / "src" / "digiramverk" / "definitions" / "schema"
    written = (folder / f"{name}.schema.json").read_text(encoding="utf-8")
    assert generator().schemas()[name] == written, "run scripts/make_overlay_schema.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_a_schema(name: SchemaName) -> None:
    Draft202012Validator.check_schema(schema(name))
