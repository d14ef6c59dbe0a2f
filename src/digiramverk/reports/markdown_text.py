"""Documents as Markdown (CommonMark with tables). No text in it becomes markup."""

import re
from collections.abc import Sequence
from typing import Final

from digiramverk.reports.document_tree import (
    Chart,
    Document,
    FieldGroup,
    Figure,
    FormField,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    TableBlock,
    text_of,
)
from digiramverk.reports.fallback import grid_tables
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.renderer import Options

# A backslash makes these ordinary characters. Without one, `//` would turn addresses into links.
_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~&$]|(?<=:)/(?=/)|^[+\-=:])")
_BREAKS: Final = re.compile(r"\s*\n\s*")
_AT_START: Final = re.compile(r"^(\d+)([.)])")


def escaped(text: str) -> str:
    r"""Return a text as one line of Markdown.

    >>> escaped("<b> [x](y) | *z*")
    '\\<b\\> \\[x\\](y) \\| \\*z\\*'
    """
    shown = _BREAKS.sub("<br>", plain_text(text).strip())
    pieces = shown.split("<br>")
    return "<br>".join(_AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", piece)) for piece in pieces)


def markdown(document: Document) -> str:
    """Return a document as Markdown."""
    blocks = [_block(block) for block in document.blocks]
    return "\n\n".join(block for block in blocks if block) + "\n"


def markdown_file(documents: Sequence[Document], options: Options) -> bytes:
    """Return documents below one another."""
    del options
    return "\n".join(markdown(document) for document in documents).encode()


def _block(block: object) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"{'#' * level} {escaped(text)}"
        case Paragraph(text=text):
            return escaped(text)
        case Note(text=text):
            return f"*{escaped(text)}*" if text else ""
        case Items(texts=texts, ordered=ordered):
            marks = [f"{number}." if ordered else "-" for number in range(1, len(texts) + 1)]
            return "\n".join(f"{mark} {escaped(text)}" for mark, text in zip(marks, texts, strict=True))
        case Chart():
            return _table(block.table())
        case Grid():
            legend = "; ".join(f"{escaped(m.sign or ' ')} {escaped(m.meaning)}" for m in block.legend)
            return "\n\n".join([legend, *(_table(table) for table in grid_tables(block))])
        case FieldGroup(title=title, fields=fields):
            lines = [f"**{escaped(title)}**", "", *(_field(field) for field in fields)]
            return "\n".join(lines)
        case TableBlock():
            return _table(block)
        case _:
            return ""


def _field(field: FormField) -> str:
    hint = f"*{escaped(field.hint)}*" if field.hint else ""
    return f"- {escaped(field.label)}: {escaped(field.value) or hint}".rstrip()


def _table(table: TableBlock) -> str:
    aligned = ["---" if index < table.stubs or table.prose else "---:" for index in range(len(table.columns))]
    lines = [
        "| " + " | ".join(escaped(column) for column in table.columns) + " |",
        "| " + " | ".join(aligned) + " |",
    ]
    lines += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in table.rows]
    caption = "" if table.caption is None else f"*{escaped(table.caption)}*\n\n"
    return caption + "\n".join(lines)


def _cell(cell: str | Figure) -> str:
    return escaped(text_of(cell))
