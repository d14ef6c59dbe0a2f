"""Places in files: a source text and a span of it."""

import re
from functools import cached_property
from typing import Final

import attrs

_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@attrs.frozen
class Source:
    """A text and its name.

    Attributes:
        name: the name to print, usually a file path as the user wrote it.
        text: the decoded content, without a byte-order mark.
        above: the number of lines of the file before the text, if the text is only a part of the file.
        rows: whether the lines are rows of a table that is not text, so that only their numbers are known.
    """

    name: str
    text: str = attrs.field(default="", repr=False)
    above: int = 0
    rows: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines without line breaks."""
        return _LINE_BREAK.split(self.text)

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1, without its line break; "" if there is no such line."""
        number -= self.above
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def slice(self, span: "Span") -> str:
        """Return the text of a span, with line feeds between its lines."""
        first = span.line - 1 - self.above
        lines = self.lines[first : span.end_line - self.above] if first >= 0 else []
        if not lines:
            return ""
        if span.end_line - span.line + 1 == len(lines):
            lines[-1] = lines[-1][: span.end_column - 1]
        lines[0] = lines[0][span.column - 1 :]
        return "\n".join(lines)


@attrs.frozen
class Span:
    """A range of a source. Lines and columns count from 1, columns in characters; the end is exclusive."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def place(self) -> str:
        """`file:line:column`, which editors make clickable."""
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The text of the span."""
        return self.source.slice(self)


def character_at(source: Source, offset: int) -> Span:
    """Return the place of the character at `offset`, counted from 0."""
    before = _LINE_BREAK.split(source.text[:offset])
    line, column = len(before), len(before[-1]) + 1
    return Span(source, line, column, line, column + 1)


def whole_span(source: Source) -> Span:
    """Return the place for a problem of a file as a whole: its beginning."""
    return Span(source, 1, 1, 1, 1)
