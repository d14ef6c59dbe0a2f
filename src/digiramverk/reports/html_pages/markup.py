"""The document tree as HTML, with a Jinja2 template that escapes everything."""

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any, Final

from digiramverk.core import Language, nearest_float, needing
from digiramverk.reports.charts.drawer import Drawer
from digiramverk.reports.charts.drawing import svg
from digiramverk.reports.charts.palette import SCREEN
from digiramverk.reports.document_tree import (
    Block,
    Chart,
    Document,
    FieldGroup,
    Figure,
    Grid,
    GridLine,
    Heading,
    Items,
    Mark,
    Note,
    Paragraph,
    TableBlock,
)
from digiramverk.reports.plain_text import plain_text
from digiramverk.reports.renderer import Options

_WIDEST: Final = 60
"""The number of columns of a grid that can be read on a landscape A4 page."""

_WORDS: Final[Mapping[str, Mapping[Language, str]]] = {
    "all": {"sv": "Alla", "en": "All"},
    "status": {"sv": "Status", "en": "Status"},
    "legend": {"sv": "Teckenförklaring", "en": "Legend"},
}


def html(documents: Sequence[Document], options: Options) -> bytes:
    """Return documents as one page.

    Raises:
        MissingExtraError: DR901 or DR912, Jinja2 or vl-convert is missing or broken.
    """
    language: Language = "en" if documents[0].language == "en" else "sv"
    script, style = _asset("behaviour.js"), _asset("style.css")
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    blocks: list[dict[str, Any]] = []
    heading = ""
    for block in (block for document in documents for block in document.blocks):
        if isinstance(block, Heading):
            heading = plain_text(block.text)
        blocks.append(_shown(block, options.drawer, len(blocks) + 1, heading))
    template, markup = _template()
    text: str = template.render(
        language=language,
        title=plain_text(documents[0].title),
        style=markup(style),
        script=markup(script),
        script_hash=f"sha256-{digest}",
        blocks=blocks,
        words={key: forms[language] for key, forms in _WORDS.items()},
    )
    return text.encode()


def _asset(name: str) -> str:
    return files("digiramverk.reports.html_pages").joinpath(name).read_text(encoding="utf-8")


@cache
def _template() -> tuple[Any, Any]:
    """Return the compiled template, and the class that marks text as HTML."""
    with needing():
        from jinja2 import Environment, StrictUndefined  # noqa: PLC0415 - optional
        from markupsafe import Markup  # noqa: PLC0415 - comes with it
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(_asset("page.html")), Markup


def _shown(block: Block, drawer: Drawer, number: int, heading: str) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"is": "heading", "text": plain_text(text), "level": min(level, 6)}
        case Paragraph(text):
            return {"is": "paragraph", "text": plain_text(text)}
        case Note(text):
            return {"is": "note", "text": plain_text(text)}
        case Items(texts, ordered):
            return {"is": "items", "texts": [plain_text(text) for text in texts], "ordered": ordered}
        case TableBlock():
            return {"is": "table", "table": _table(block), "label": f"{heading} {number}"}
        case Chart():
            drawn = _template()[1](svg(block, drawer, SCREEN, f"c{number}"))
            return {"is": "chart", "svg": drawn, "table": _table(block.table())}
        case FieldGroup(title, fields):
            shown = [
                {"label": plain_text(f.label), "value": plain_text(f.value), "hint": f.hint} for f in fields
            ]
            return {"is": "form", "title": plain_text(title), "fields": shown}
        case Grid():
            return {"is": "grid", **_grid(block)}


def _table(table: TableBlock) -> dict[str, Any]:
    return {
        "caption": None if table.caption is None else plain_text(table.caption),
        "columns": [plain_text(column) for column in table.columns],
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "stubs": table.stubs,
        "prose": table.prose,
    }


def _cell(cell: str | Figure) -> dict[str, Any]:
    if isinstance(cell, str):
        return {"text": plain_text(cell), "value": None, "classes": ""}
    value = None if cell.value is None else nearest_float(cell.value)
    return {
        "text": plain_text(cell.text),
        "value": value if value is None else f"{value:.12g}",
        "classes": "" if cell.shade is None else f"s{cell.shade}",
    }


def _grid(grid: Grid) -> dict[str, Any]:
    parts = []
    for start in range(0, len(grid.columns), _WIDEST):
        part = slice(start, start + _WIDEST)
        columns = grid.columns[part]
        several = f" ({start + 1}–{start + len(columns)})" if len(grid.columns) > _WIDEST else ""
        parts.append(
            {
                "label": plain_text(grid.caption) + several,
                "columns": [_line(column) for column in columns],
                "rows": [
                    {**_line(row), "cells": _cells(marks[part])}
                    for row, marks in zip(grid.rows, grid.marks, strict=True)
                ],
            }
        )
    legend = [
        {"sign": mark.sign, "meaning": plain_text(mark.meaning), "shade": _class(mark, " ")}
        for mark in grid.legend
    ]
    return {
        "caption": plain_text(grid.caption),
        "corner": plain_text(grid.corner),
        "legend": legend,
        "filters": [*_filters(grid.rows, "row"), *_filters(grid.columns, "column")],
        "parts": parts,
    }


def _class(mark: Mark, before: str = "") -> str:
    return "" if mark.shade is None else f"{before}s{mark.shade}"


def _cells(marks: Sequence[Mark]) -> Any:  # noqa: ANN401 - jinja's own kind of text
    """Return the rows of a grid as HTML, without the end tags that HTML makes optional.

    A grid can have tens of thousands of squares, and a loop in the template would be slow.
    """
    texts = [
        f"<td class={_class(mark)}>{escape(mark.sign)}"
        if mark.shade is not None
        else f"<td>{escape(mark.sign)}"
        for mark in marks
    ]
    return _template()[1]("".join(texts))


def _line(line: GridLine) -> dict[str, str]:
    return {
        "title": plain_text(line.title),
        "tags": "\n".join(plain_text(member) for _, member in line.tags),
    }


def _filters(lines: Sequence[GridLine], axis: str) -> list[dict[str, Any]]:
    """Return a filter for each kind of tag that has at least two values."""
    names = list(dict.fromkeys(name for line in lines for name, _ in line.tags))
    found = []
    for name in names:
        at = {index for line in lines for index, (tag, _) in enumerate(line.tags) if tag == name}
        members = list(
            dict.fromkeys(plain_text(member) for line in lines for tag, member in line.tags if tag == name)
        )
        if len(members) > 1 and len(at) == 1:
            found.append({"title": plain_text(name), "axis": axis, "at": at.pop(), "options": members})
    return found
