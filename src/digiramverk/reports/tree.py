"""The neutral document: what is said, not how it looks."""

import attrs


@attrs.frozen
class Heading:
    """A heading; level 1 is the document's own."""

    text: str
    level: int = 1


@attrs.frozen
class Paragraph:
    """Running text."""

    text: str


@attrs.frozen
class Note:
    """A remark that belongs to what stands above it."""

    text: str


@attrs.frozen
class Table:
    """Rows under column headings. The first `stubs` columns name the row, the others hold values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str | None = None
    stubs: int = 1


Block = Heading | Paragraph | Note | Table


@attrs.frozen
class Document:
    """Blocks in reading order."""

    blocks: tuple[Block, ...]
