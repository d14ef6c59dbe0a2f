"""Docstrings, comments, messages and pages are plain English: rewritten phrases do not come back."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import pytest
from tests.docs.pages import Page, page_names

from digiramverk.core.codes import CODES

FINISHED: Final = (
    "answers",
    "cli",
    "core",
    "definitions",
    "files",
    "model",
    "planning",
    "plugins",
    "proving",
    "reports",
    "rules",
    "scoring",
    "tables",
    "testing",
    "workspace",
    "yamlsource",
)
"""The rooms that have been rewritten. Add a room when it has been."""

UNFINISHED: Final = {"docs/explanation/decisions.md"}
"""The English pages that have not been rewritten."""

DISCOURAGED: Final[Mapping[str, str]] = {
    r"\b(is|are|was|were|be) told\b(?! apart)": "receives, is called with",
    r"\bheld (to|against)\b": "compared with, checked against",
    r"\bstands?\b": "is, means, holds",
    r"\bsaid of\b|\b(is|be) said\b": "reported, claimed, declared",
    r"\bis to be (said|known|done|shown)\b": "must be",
    r"\ba like beside\b": "a counterpart",
    r"\bof which each\b": "each of which",
    r"(?<!`)\bbeside\b(?![`:])": "next to, in addition to",
    r"\blets? go of\b": "drop",
    r"\bgoes by\b": "is identified by",
    r"\bgone (by|through|over)\b": "passed, scanned",
    r"\bas far as\b": "up to, if",
    r"\b(take|takes|took) note of\b": "record",
    r"\bhangs? on\b": "depends on",
    r"\bat the (most|least)\b": "at most, at least",
    r"\bhanded (back|over)\b": "returned",
    r"\bat hand\b": "in scope, in memory",
    r"\bwhose (it|a form|each) is\b": "the members of the form",
    r"\bround before\b": "previous round",
    r"\bwhat (became|becomes|came) of\b": "the result of",
    r"\bwhosever\b": "of any form",
    r"\b(do|does|did) wrong\b": "fails, failures",
    r"\b(is|are) called (by|as|so)\b": "is named",
    r"\bmend(s|ed)?\b": "correct",
    r"\bby way of\b": "with, through",
    r"\bfor ever\b": "without limit",
}
"""Phrases that are Swedish in English words, and what the documentation of other libraries says instead."""

# One sentence for each phrase, in the same order: a phrase that finds nothing would not be noticed.
SAID: Final = (
    "It is told how much is done.",
    "The two are held against each other.",
    "What stands in a cell.",
    "What is said of measures.",
    "What is to be done about a law.",
    "There is a like beside it.",
    "Columns of which each has bounds.",
    "It is put beside the table.",
    "Columns are let go of.",
    "What it goes by.",
    "The table is gone through.",
    "As far as anybody looks.",
    "Take note of a row.",
    "It hangs on the answers.",
    "Twelve at the most.",
    "The columns that are handed back.",
    "The members at hand.",
    "Whose a form is.",
    "What the round before had.",
    "What became of a mutant.",
    "The same, whosever the forms are.",
    "What registered folds did wrong.",
    "What it is called by.",
    "Mend the id.",
    "By way of rich.",
    "It is open for ever.",
)


def house() -> Path:
    """The folder of the package, found without importing it."""
    spec = find_spec("digiramverk")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


HOUSE: Final = house()
MODULES: Final = sorted(path for room in FINISHED for path in (HOUSE / room).rglob("*.py"))


def remarks(source: str) -> Iterator[tuple[int, str]]:
    """The docstrings and comments of a module, each with its first line. Comment lines in a row are one."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str(text))):
                yield node.lineno, text
            case _:
                pass
    block: list[str] = []
    last = 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line = token.start[0]
        if block and line != last + 1:
            yield last - len(block) + 1, " ".join(block)
            block = []
        block.append(token.string.lstrip("# "))
        last = line
    if block:
        yield last - len(block) + 1, " ".join(block)


def hits(text: str) -> Iterator[str]:
    """`phrase → instead` for every discouraged phrase in a text."""
    for phrase, instead in DISCOURAGED.items():
        for hit in re.finditer(phrase, " ".join(text.split()), re.IGNORECASE):
            yield f"{hit[0]} → {instead}"


def found_in(source: str) -> list[str]:
    """`line: phrase → instead` for every discouraged phrase in docstrings and comments."""
    return [f"{line}: {hit}" for line, text in remarks(source) for hit in hits(text)]


PAGES: Final = [name for name in page_names() if name not in UNFINISHED and Page.read(name).language == "en"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_docstrings_and_comments_are_plain_english(path: Path) -> None:
    assert found_in(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", sorted(CODES))
def test_messages_are_plain_english(name: str) -> None:
    code = CODES[name]
    assert [*hits(code.message["en"]), *hits(code.hint["en"])] == []


@pytest.mark.repository
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_plain_english(name: str) -> None:
    prose = re.sub("`[^`]*`", "`code`", Page.read(name).prose())
    assert [*hits(prose)] == []


def test_the_finished_rooms_are_read() -> None:
    assert {path.relative_to(HOUSE).parts[0] for path in MODULES} == set(FINISHED)


@pytest.mark.parametrize(("phrase", "said"), list(zip(DISCOURAGED, SAID, strict=True)))
def test_every_phrase_is_found(phrase: str, said: str) -> None:
    wanted = re.compile(phrase, re.IGNORECASE)
    for source in (f'"""{said}"""\n', f"x = 1  # {said}\n", f'x = 1\n"""One line.\n\n{said}\n"""\n'):
        assert any(wanted.search(text) for _, text in remarks(source)), source
        assert found_in(source) != []


def test_a_phrase_across_lines_is_found() -> None:
    assert found_in("# What the round\n# before had.\nx = 1\n") == ["1: round before → previous round"]
    assert found_in('"""What the round\nbefore had.\n"""\n') == ["1: round before → previous round"]


def test_code_and_messages_are_not_read() -> None:
    assert found_in('beside = "as far as"\n') == []
    assert found_in('def f() -> str:\n    """Plain."""\n    return "what stands in a cell"\n') == []
    assert found_in('"""The row `beside`.\n\nAttributes:\n    beside: another row.\n"""\n') == []
