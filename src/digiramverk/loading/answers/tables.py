"""Forms out of a CSV table: a row per form, a column per indicator beside those that say whose it is."""

import csv
from collections.abc import Iterator
from functools import cached_property, partial
from typing import Final

import attrs

from digiramverk.core.diagnostic import Findings
from digiramverk.core.place import Source, Span, whole
from digiramverk.core.suggest import near
from digiramverk.loading.answers.forms import Cell, WrittenForm

FIELDS: Final = ("response", "unit", "school_form", "round", "group", "published", "framework")
_SEPARATORS: Final = (";", "\t", ",")


@attrs.frozen
class Columns:
    """The names that the columns of a table may have.

    Attributes:
        indicators: the ids of the indicators.
        attributes: the further attributes of units.
        numbers: what forms state in numbers.
    """

    indicators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The columns that say whose a form is."""
        return (*FIELDS, *self.attributes)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The indicators, to look them up in."""
        return frozenset(self.indicators)


def read_table(source: Source, columns: Columns, findings: Findings) -> list[WrittenForm]:
    """The forms of a CSV text.

    Args:
        source: the text; commas, semicolons or tabs separate cells, the first row names the columns.
        columns: the names that columns may have.
        findings: takes DR406, DR411, DR412, DR413 and DR415.
    """
    rows = _rows(source, findings)
    header = next(rows, None)
    if header is None:
        findings.add("DR412", whole(source))
        return []
    first, cells = header
    names = [name.strip() for name in cells]
    _check_header(source, first, names, columns, findings)
    forms: list[WrittenForm] = []
    for line, cells in rows:
        if len(cells) != len(names):
            findings.add("DR411", _line(source, line), found=len(cells), expected=len(names))
            continue
        forms.append(_form(source, line, names, cells, columns))
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
    columns: Columns,
    findings: Findings,
) -> None:
    known = (*columns.fields, *columns.numbers, *columns.indicators)
    for index, name in enumerate(names):
        place = _place(source, line, index)
        if name in names[:index]:
            findings.add("DR413", place, name=name)
        elif name not in known:
            alike = near(name, known)
            findings.add("DR406", place, name=name, near=alike, replacement=alike[0] if alike else None)


def _form(source: Source, line: int, names: list[str], cells: list[str], columns: Columns) -> WrittenForm:
    fields: dict[str, Cell] = {}
    answers: dict[str, tuple[Cell, str | None]] = {}
    numbers: dict[str, Cell] = {}
    for index, (name, text) in enumerate(zip(names, cells, strict=True)):
        cell = Cell(text, partial(_place, source, line, index))
        if name in columns.answers:
            answers[name] = cell, None
        elif name in columns.numbers:
            numbers[name] = cell
        elif name in columns.fields:
            fields[name] = cell
    return WrittenForm(fields, answers, numbers=numbers)


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
