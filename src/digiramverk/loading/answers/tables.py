"""Forms out of a CSV table: a row per form, a column per indicator beside those that say whose it is."""

import csv
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Final

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source, Span, whole
from digiramverk.core.suggest import near
from digiramverk.loading.answers.forms import Cell, WrittenForm

FIELDS: Final = ("response", "unit", "school_form", "round", "group", "published", "framework")
_SEPARATORS: Final = (";", "\t", ",")


def read_table(
    source: Source, indicators: Sequence[str], findings: Findings, attributes: Sequence[str] = ()
) -> list[WrittenForm]:
    """The forms of a CSV text.

    Args:
        source: the text; commas, semicolons or tabs separate cells, the first row names the columns.
        indicators: the ids that columns may have.
        findings: takes DR403, DR406, DR411, DR412, DR413 and DR415.
        attributes: the further attributes of units that columns may hold.
    """
    fields = (*FIELDS, *attributes)
    rows = _rows(source, findings)
    header = next(rows, None)
    if header is None:
        findings.add("DR412", whole(source))
        return []
    first, cells = header
    names = [name.strip() for name in cells]
    _check_header(source, first, names, (fields, indicators), findings)
    forms: list[WrittenForm] = []
    for line, cells in rows:
        if len(cells) != len(names):
            findings.add("DR411", _line(source, line), found=len(cells), expected=len(names))
            continue
        forms.append(_form(source, line, names, cells, (fields, frozenset(indicators))))
    return forms


def _rows(source: Source, findings: Findings) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the number of the line that each begins in."""
    reader = csv.reader((line + "\n" for line in source.lines), delimiter=_separator(source))
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error:
        findings.add("DR415", _line(source, begins))


def _separator(source: Source) -> str:
    """What separates cells: whichever occurs most often in the first line that holds something."""
    first = next((line for line in source.lines if line.strip()), "")
    return max(_SEPARATORS, key=first.count)


def _check_header(
    source: Source,
    line: int,
    names: list[str],
    columns: tuple[Sequence[str], Sequence[str]],
    findings: Findings,
) -> None:
    fields, indicators = columns
    known = (*fields, *indicators)
    for index, name in enumerate(names):
        place = _place(source, line, index)
        if name in names[:index]:
            # Answers under one name twice would be one answer too many in every row.
            findings.add("DR403" if name in indicators else "DR413", place, name=name)
        elif name not in known:
            alike = near(name, known)
            findings.add("DR406", place, name=name, near=alike, replacement=alike[0] if alike else None)


def _form(
    source: Source,
    line: int,
    names: list[str],
    cells: list[str],
    columns: tuple[Sequence[str], Collection[str]],
) -> WrittenForm:
    own, indicators = columns
    fields: dict[str, Cell] = {}
    answers: dict[str, tuple[Cell, str | None]] = {}
    for index, (name, text) in enumerate(zip(names, cells, strict=True)):
        cell = Cell(text, partial(_place, source, line, index))
        if name in indicators:
            answers[name] = cell, None
        elif name in own:
            fields[name] = cell
    return WrittenForm(fields, answers)


def _line(source: Source, line: int) -> Span:
    return Span(source, line, 1, line, len(source.line(line)) + 1)


def _place(source: Source, line: int, index: int) -> Span:
    """The place of a cell in its line; the whole line where a quoted cell makes counting uncertain."""
    text = source.line(line)
    if '"' in text:
        return _line(source, line)
    parts = text.split(_separator(source))
    if index >= len(parts):
        return _line(source, line)
    start = sum(len(part) + 1 for part in parts[:index]) + 1
    return Span(source, line, start, line, start + max(1, len(parts[index])))
