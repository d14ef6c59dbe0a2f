"""Mutants of the product's own code: each is one module with one small mistake.

The mistakes are those of mutmut, whose list we did not choose, and one more: a condition the other way
round. mutmut's own runner is not used: it takes no sample, and cannot say which tests belong to a room.
"""

import ast
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

import attrs
from tests.mutants.meaning import meaning

# Installed by `make mutants` and nothing else, so that type checkers need not find them.
cst: Any = import_module("libcst")
positions: Any = import_module("libcst.metadata")
mutmut: Any = import_module("mutmut.mutation.mutators")


@attrs.frozen
class CodeMutant:
    """A module with one mistake.

    Attributes:
        module: its path inside the package.
        function: the function or class that the mistake is in, by its qualified name; empty outside of all.
        lines: the lines of the statement that the mistake is in.
        once: whether the statement runs when the module is imported, and not when a test calls something.
        before, after: the changed lines, as they are and with the mistake.
        text: the whole module with the mistake.
    """

    module: str
    function: str
    lines: range
    once: bool
    before: str
    after: str
    text: str = attrs.field(repr=False)


@attrs.frozen
class Place:
    """A node of a module that can hold a mistake."""

    module: str
    function: str
    lines: range
    once: bool
    node: Any = attrs.field(repr=False)
    tree: Any = attrs.field(repr=False)


def _condition_turned(node: Any) -> Iterator[Any]:  # noqa: ANN401 - libcst is not there for type checkers
    negated = cst.UnaryOperation(
        cst.Not(),
        node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()]),
    )
    yield node.with_changes(test=negated)


SLIPS: Final[Sequence[tuple[type, Callable[[Any], Iterable[Any]]]]] = (
    *mutmut.mutation_operators,
    (cst.If, _condition_turned),
    (cst.While, _condition_turned),
    (cst.CompIf, _condition_turned),
)
"""What can go wrong, by the type of node that it can go wrong at."""


def slips(node: Any) -> list[Any]:  # noqa: ANN401 - libcst is not there for type checkers
    """What a node can become by one mistake."""
    return [wrong for kind, slip in SLIPS if isinstance(node, kind) for wrong in slip(node)]


def places(module: str, text: str) -> Iterator[Place]:
    """Every node of a module that can hold a mistake."""
    wrapper = cst.MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    found = wrapper.resolve(positions.PositionProvider)

    def walk(node: Any, names: tuple[str, ...], start: int, rest: range, once: bool) -> Iterator[Place]:  # noqa: ANN401, FBT001 - a recursion's own state
        here = found.get(node)
        if isinstance(node, cst.SimpleStatementLine):
            rest = range(here.start.line, here.end.line + 1)
        elif _has_body(node):
            start, rest = here.start.line, range(0)
        if slips(node):
            # A mistake in the first line of an `if` or a `for` is run by the tests that run that line.
            lines = rest or range(start, (start if here is None or _has_body(node) else here.end.line) + 1)
            yield Place(module, ".".join(names), lines, once, node, wrapper.module)
        named = isinstance(node, cst.FunctionDef | cst.ClassDef)
        for child in node.children:
            inner = named and child is node.body
            yield from walk(
                child,
                (*names, node.name.value) if inner else names,
                start,
                rest,
                once and not (inner and isinstance(node, cst.FunctionDef)),
            )

    yield from walk(wrapper.module, (), 1, range(0), once=True)


def _has_body(node: Any) -> bool:  # noqa: ANN401 - libcst is not there for type checkers
    return isinstance(node, cst.BaseCompoundStatement | cst.MatchCase | cst.ExceptHandler)


def changed(before: str, after: str) -> tuple[str, str]:
    """The lines that differ, without what they are indented by."""
    old, new = before.splitlines(), after.splitlines()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    edits = [edit for edit in matcher.get_opcodes() if edit[0] != "equal"]
    first, last = edits[0], edits[-1]

    def joined(lines: list[str]) -> str:
        return "\n".join(line.strip() for line in lines)

    return joined(old[first[1] : last[2]]), joined(new[first[3] : last[4]])


@cache
def _meaning_of(text: str) -> str:
    return meaning(ast.parse(text))


def mutant(place: Place, wrong: Any, text: str) -> CodeMutant | None:  # noqa: ANN401 - libcst is not there for type checkers
    """The module with a mistake at a place, or None if that is no Python or means the same."""
    faulty: str = place.tree.deep_replace(place.node, wrong).code
    try:
        tree = ast.parse(faulty)
        compile(tree, place.module, "exec")
    except SyntaxError:
        return None
    if meaning(tree) == _meaning_of(text):
        return None
    before, after = changed(text, faulty)
    return CodeMutant(place.module, place.function, place.lines, place.once, before, after, faulty)


def drawn(package: Path, room: str, seed: str) -> Iterator[CodeMutant]:
    """The mutants of a room in the order that a seed puts them in: one for each place, each place once."""
    dice = Random(f"{seed} {room}")  # noqa: S311 - nobody guesses
    texts = {
        path.relative_to(package).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((package / room).rglob("*.py"))
        # A door has no code of its own.
        if path.name != "__init__.py"
    }
    found = [place for module, text in texts.items() for place in places(module, text)]
    dice.shuffle(found)
    for place in found:
        made = mutant(place, dice.choice(slips(place.node)), texts[place.module])
        if made is not None:
            yield made
