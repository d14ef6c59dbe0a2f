"""The examples in docstrings run, and answer what they say."""

import doctest
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest


def modules_with_examples() -> list[str]:
    """Dotted names of the modules that show an example; found by reading, without importing."""
    spec = find_spec("digiramverk")
    assert spec is not None
    assert spec.origin is not None
    house = Path(spec.origin).parent
    return sorted(
        ".".join(path.relative_to(house.parent).with_suffix("").parts).removesuffix(".__init__")
        for path in house.rglob("*.py")
        if ">>> " in path.read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_of_a_module_hold(name: str) -> None:
    outcome = doctest.testmod(import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0


def test_a_wrong_example_would_be_seen() -> None:
    assert doctest.testmod(ModuleType("wrong", ">>> 1 + 1\n3\n")).failed == 1
