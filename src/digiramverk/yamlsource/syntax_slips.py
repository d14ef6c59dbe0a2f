"""Frequent causes of a syntax error, recognised in the lines around it: hard spaces, tabs, comments.

The parser reports where it gave up, often a line or more after the mistake. These functions look at the text
instead and return a diagnostic that names the cause. They run only after a syntax error, so they may scan
lines that the parser has read already.
"""

import re
from collections.abc import Iterator
from typing import Final

from digiramverk.core import Diagnostic, Source, Span
from digiramverk.yamlsource.intended_values import curly, straightened

# Spaces that look like plain ones: no-break, figure, narrow no-break. Word processors insert them.
HARD: Final = "\u00a0\u2007\u202f"
_HARD: Final = (
    re.compile(f"^ *([{HARD}][ {HARD}]*)"),
    re.compile(f"^[ -]*[^ :#][^:#]*:([{HARD}][ {HARD}]*)"),
    re.compile(rf"^[ -]*[\w.\-]+([{HARD}][ {HARD}]*):(?: |$)"),
)
_GLUED: Final = re.compile(r"^\s*(?:- )?([\w.\-]+):(?=[^\s:/\\])")
_KEY: Final = re.compile(r"( *)[\w.\-]+:(?: |$)")
_NO_KEY: Final = re.compile(r"( *)(?!- )([\w.\-]+)(?: [^#]|$)(?!.*:(?: |$))")
_COMMENT: Final = re.compile(r"\s(#.*)")


def slip(source: Source, line: int, code: str) -> Diagnostic | None:
    """The diagnostic that names the cause, where the lines show it; else None.

    Args:
        source: the text.
        line: where the parser gave up.
        code: the code that its wording alone would give.
    """
    hard = next(iter([*_hard_spaces(source, line)][-1:]), None)
    if hard is not None:
        return hard
    if code == "DR114" and "\t" in source.line(line):
        column = source.line(line).index("\t") + 1
        return Diagnostic("DR123", {}, _span(source, line, column, column + 1))
    if code in {"DR110", "DR111"}:
        first = _first_key(source, line) if code == "DR110" else None
        return _quotes(source, line) or _glued(source, line) or first
    return None


def _span(source: Source, line: int, column: int, end: int) -> Span:
    return Span(source, line, column, line, end)


def _hard_spaces(source: Source, last: int) -> Iterator[Diagnostic]:
    for line in range(1, last + 1):
        found = hard_space(source, line)
        if found is not None:
            yield found


def hard_space(source: Source, line: int) -> Diagnostic | None:
    """The first hard space of a line where YAML needs a plain one: before a key, or around its colon."""
    for pattern in _HARD:
        found = pattern.search(source.line(line))
        if found is not None:
            start, end = found.span(1)
            # In the indentation each space counts. After a colon one is enough, before it there is none.
            plain = {0: " " * (end - start), 1: " ", 2: ""}[_HARD.index(pattern)]
            return Diagnostic("DR121", {}, _span(source, line, start + 1, end + 1), replacement=plain)
    return None


def _quotes(source: Source, line: int) -> Diagnostic | None:
    found = curly(source.line(line))
    fixed = None if found is None else straightened(found[0])
    if found is None or fixed is None:
        return None
    span = _span(source, line, found.start() + 1, found.end() + 1)
    return Diagnostic("DR125", {"written": found[0], "fixed": fixed}, span, replacement=fixed)


def _glued(source: Source, last: int) -> Diagnostic | None:
    """A colon without the space after it, here or in the nearest line above that holds something."""
    above = (line for line in range(last - 1, 0, -1) if source.line(line).strip())
    for line in (last, *[*above][:1]):
        found = _GLUED.search(source.line(line))
        if found is not None:
            column = found.end() + 1
            return Diagnostic("DR122", {"key": found[1]}, _span(source, line, column, column + 1))
    return None


def _first_key(source: Source, line: int) -> Diagnostic | None:
    """DR111 for the line above where it lacks its colon and is the first of its block.

    The parser takes such a line for the beginning of a text, and gives up at the colon of the next one.
    """
    key = _KEY.match(source.line(line))
    above = next((each for each in range(line - 1, 0, -1) if source.line(each).strip()), line)
    word = _NO_KEY.match(source.line(above))
    if key is None or word is None or word[1] != key[1]:
        return None
    column = len(word[1]) + 1
    return Diagnostic("DR111", {}, _span(source, above, column, column + len(word[2])))


def comment(source: Source, line: int, column: int, within: int | None = None) -> Span | None:
    """The comment that begins in a line at a column or later, within so many characters of it."""
    text, start = source.line(line), max(column - 2, 0)
    found = _COMMENT.search(text, start, len(text) if within is None else start + within)
    return None if found is None else _span(source, line, found.start(1) + 1, len(text) + 1)
