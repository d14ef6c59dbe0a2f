"""Text that YAML silently takes for something else: comments, anchors, escapes.

The result is valid YAML, so no later step can notice the loss: only the places lead back to the text as
written. Each check costs at most the length of what it checks, even where one line is a whole file. A check
that copied its line would take quadratic time there.
"""

import re
from collections.abc import Iterator
from typing import Final

import attrs

from digiramverk.core import Diagnostic, Source, Span

_LONGEST: Final = 60
_COMMENT: Final = re.compile(r"[ \t]+(#[^\s#].*)")
_ESCAPE: Final = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_INVISIBLE: Final = frozenset("PLN_abefv0")
"""The escapes of one letter that make signs nobody sees; line feeds and tabs are written so on purpose."""
_INVISIBLE_SIGNS: Final = frozenset(
    (0x0085, 0x200B, 0x200E, 0x200F, *range(0x2028, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
"""Of the escapes by number: ends of lines, blanks without width, signs that reverse the direction of text.

Joiners, as in emojis and Persian words, and hard blanks are left out: who knows their numbers means them.
"""


def cut_off(source: Source, span: Span) -> Diagnostic | None:
    """DR127 where a text without quotes ends at a # that has no blank behind it, as in *Plan #1*."""
    line, start = source.line(span.end_line), span.end_column - 1
    found = _COMMENT.match(line, start, start + _LONGEST)
    if found is None:
        return None
    place = Span(source, span.end_line, found.start(1) + 1, span.end_line, found.end(1) + 1)
    return Diagnostic("DR127", {"cut": found[1].rstrip()}, place)


def invisible(source: Source, span: Span) -> Iterator[Diagnostic]:
    r"""DR129 for each escape in a text in double quotes that makes a sign nobody sees, as in *C:\Plan*."""
    for number in range(span.line, span.end_line + 1):
        line = source.line(number)
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else len(line)
        for found in _ESCAPE.finditer(line, start, end):
            code = found[1] or found[2] or found[3]
            if found[4] in _INVISIBLE if code is None else int(code, 16) in _INVISIBLE_SIGNS:
                place = Span(source, number, found.start() + 1, number, found.end() + 1)
                yield Diagnostic("DR129", {"written": found[0], "fixed": f"\\{found[0]}"}, place)


@attrs.define
class Anchors:
    """The anchors of a text and which of them something refers to."""

    source: Source
    _names: dict[str, Span] = attrs.field(factory=dict)
    _idle: list[tuple[str, Span]] = attrs.field(factory=list)

    def add(self, name: str, span: Span) -> None:
        """An anchor; from here on it hides an earlier one of its name."""
        if name in self._names:
            self._idle.append((name, self._names[name]))
        self._names[name] = span

    def use(self, name: str) -> None:
        """Something refers to an anchor."""
        self._names.pop(name, None)

    def idle(self) -> Iterator[Diagnostic]:
        """DR128 for each that nothing refers to, as in *&Ledning och styrning*."""
        for name, span in (*self._idle, *self._names.items()):
            end = span.column + len(name) + 1
            place = attrs.evolve(span, end_line=span.line, end_column=end)
            yield Diagnostic("DR128", {"written": f"&{name}"}, place)
