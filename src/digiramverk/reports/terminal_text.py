"""The document tree in a terminal, with rich. Text from frameworks and answers is never interpreted."""

import sys
from collections.abc import Sequence
from io import StringIO
from typing import IO, TYPE_CHECKING, Final

from digiramverk.core import needing, say, visible
from digiramverk.reports.document_tree import (
    Block,
    Chart,
    Document,
    FieldGroup,
    Grid,
    Heading,
    Items,
    Note,
    Paragraph,
    TableBlock,
    text_of,
)
from digiramverk.reports.fallback import grid_tables
from digiramverk.reports.renderer import Options

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDTH: Final = 110
"""The width for output that is not a terminal."""


def console(file: IO[str] | None = None, *, into: IO[str] | None = None) -> "Console":
    """Return a rich console that does not interpret markup in the text that it shows.

    Args:
        file: the stream that decides the width and the use of colours; standard output by default.
        into: where to write the text, if not to that stream.

    Raises:
        MissingExtraError: DR901 or DR912, rich is missing or broken.
    """
    with needing():
        from rich.console import Console  # noqa: PLC0415 - optional, and slow to import
    out = sys.stdout if file is None else file
    # Python sets a closed standard stream to None.
    terminal = out is not None and out.isatty()
    return Console(
        file=out if into is None else into,
        force_terminal=terminal or None,
        width=None if terminal else _WIDTH,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def print_document(document: Document, file: IO[str] | None = None) -> None:
    """Print a document with empty lines between its blocks.

    Raises:
        MissingExtraError: DR901 or DR912, rich is missing or broken.
    """
    text = as_printed(document, file)
    if file is None:
        say(text, end="", checked=True)
    else:
        file.write(text)


def as_printed(document: Document, file: IO[str] | None = None) -> str:
    """Return a document as it would be printed to a stream, standard output by default.

    All texts in it are escaped, so any control characters in the result are colours.

    Raises:
        MissingExtraError: DR901 or DR912, rich is missing or broken.
    """
    made = StringIO()
    out = console(file, into=made)
    for block in document.blocks:
        out.print(_rendered(block))
        out.print()
    return made.getvalue()


def terminal(documents: Sequence[Document], options: Options) -> bytes:
    """Return documents as plain text, for a file or a pipe."""
    del options
    out = StringIO()
    for document in documents:
        print_document(document, out)
    return out.getvalue().encode()


_GRID_COLUMNS: Final = 8


def _rendered(block: Block) -> "RenderableType":
    from rich.console import Group  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    match block:
        case Heading(text, level):
            return Text(visible(text), style="bold underline" if level == 1 else "bold")
        case Paragraph(text):
            return Text(visible(text))
        case Note(text):
            return Text(visible(text), style="dim")
        case Items(texts, ordered):
            marks = (f"{number}." if ordered else "•" for number in range(1, len(texts) + 1))
            return Text(
                "\n".join(f"{mark} {visible(text)}" for mark, text in zip(marks, texts, strict=False))
            )
        case FieldGroup(title, fields):
            lines = [visible(title)]
            lines += [
                f"  {visible(f.label)}: {visible(f.value.replace(chr(10), '; ') or '…')}" for f in fields
            ]
            return Text("\n".join(lines))
        case Chart():
            return _table(block.table())
        case Grid():
            legend = ", ".join(f"{mark.sign or '␣'} {mark.meaning}" for mark in block.legend)
            tables = (_table(table) for table in grid_tables(block, _GRID_COLUMNS))
            return Group(Text(visible(legend), style="dim"), *tables)
        case TableBlock():
            return _table(block)


def _table(block: TableBlock) -> "RenderableType":
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - as above
    from rich.console import Group  # noqa: PLC0415 - as above
    from rich.table import Table as RichTable  # noqa: PLC0415 - as above
    from rich.text import Text  # noqa: PLC0415 - as above

    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, column in enumerate(block.columns):
        stub = index < block.stubs
        table.add_column(
            Text(visible(column)), justify="left" if stub or block.prose else "right", overflow="fold"
        )
    for row in block.rows:
        table.add_row(*(Text(visible(text_of(cell))) for cell in row))
    if block.caption is None:
        return table
    # Print the caption above the table: inside, a long one is wrapped to the width of a narrow table.
    return Group(Text(visible(block.caption), style="italic"), table)
