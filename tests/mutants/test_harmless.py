"""What is called harmless is still there, and somebody said why."""

import ast
from pathlib import Path

from tests.mutants.harmless import entries

import digiramverk

PACKAGE = Path(digiramverk.__file__).parent


def body(text: str, function: str) -> str:
    """The lines of a function or class by its qualified name, without what they are indented by."""
    found: ast.AST = ast.parse(text)
    lines = text.splitlines()
    for name in filter(None, function.split(".")):
        found = next(
            node
            for node in ast.walk(found)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        )
        assert isinstance(found, ast.FunctionDef | ast.ClassDef)
        lines = text.splitlines()[found.lineno - 1 : found.end_lineno]
    return "\n".join(line.strip() for line in lines)


def test_a_harmless_mistake_is_still_where_it_was() -> None:
    assert [
        entry
        for entry in entries()
        if entry.before not in body((PACKAGE / entry.module).read_text(encoding="utf-8"), entry.function)
    ] == []


def test_each_is_there_once_with_a_reason() -> None:
    assert len(set(entries())) == len(entries())
    assert [entry for entry in entries() if len(entry.why.split()) < 4] == []


def test_code_that_has_changed_would_be_seen() -> None:
    text = "class A:\n    def f(self):\n        return 1\n\n    def g(self):\n        return 2\n"
    assert "return 1" in body(text, "A.f")
    assert "return 2" not in body(text, "A.f")
    assert "return 2" in body(text, "")
