"""Where something stands: a source text and a stretch of it."""

import re
from functools import cached_property
from typing import Final

import attrs

_LINE_BREAK: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


@attrs.frozen
class Source:
    """A text with the name that people know it by.

    Attributes:
        name: what is printed, usually a file path as the user wrote it.
        text: the decoded content, without byte-order mark.
        above: how many lines of the file stand before the text, where that is not all of it.
        rows: whether its lines are rows of a table that is no text, known by their numbers alone.
    """

    name: str
    text: str = attrs.field(default="", repr=False)
    above: int = 0
    rows: bool = False

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their breaks."""
        return _LINE_BREAK.split(self.text)

    def line(self, number: int) -> str:
        """Line `number`, counted from 1, without its line break; "" where there is no such line."""
        number -= self.above
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def slice(self, span: "Span") -> str:
        """The text that a span covers, with line feeds between its lines."""
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
    """A stretch of a source. Lines and columns count from 1, columns in characters; the end is exclusive."""

    source: Source
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def place(self) -> str:
        """`file:line:column`, the form that editors make clickable."""
        return f"{self.source.name}:{self.line}:{self.column}"

    @property
    def text(self) -> str:
        """The covered text itself."""
        return self.source.slice(self)


def character_at(source: Source, offset: int) -> Span:
    """The place of the character at `offset` of the text, counted from 0."""
    before = _LINE_BREAK.split(source.text[:offset])
    line, column = len(before), len(before[-1]) + 1
    return Span(source, line, column, line, column + 1)


def whole_span(source: Source) -> Span:
    """The place to name when a problem belongs to a file as such: its very beginning."""
    return Span(source, 1, 1, 1, 1)
