"""The document tree as Markdown."""

from digiramverk.reports.tree import Document, Heading, Note, Paragraph, Table


def markdown(document: Document) -> str:
    """The document as Markdown that any reader of it shows: headings, paragraphs, pipe tables.

    Characters that mean something in Markdown are escaped: texts from frameworks are shown as they are.
    """
    return "\n\n".join(_block(block) for block in document.blocks) + "\n"


def _block(block: Heading | Paragraph | Note | Table) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {_plain(text)}"
        case Paragraph(text):
            return _plain(text)
        case Note(text):
            return f"*{_plain(text)}*"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    rules = ["---" if index < table.stubs else "---:" for index in range(len(table.columns))]
    rows = [list(table.columns), rules, *([_plain(cell) for cell in row] for row in table.rows)]
    text = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return text if table.caption is None else f"*{_plain(table.caption)}*\n\n{text}"


def _plain(text: str) -> str:
    flat = " ".join(text.split())
    return "".join(f"\\{character}" if character in "\\`*_[]<>|#" else character for character in flat)
