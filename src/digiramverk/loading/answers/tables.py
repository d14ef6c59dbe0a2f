"""Forms out of a CSV table: a row per form, a column per indicator beside those that say whose it is."""

import csv
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.language import Names
from digiramverk.core.place import Source, Span, whole
from digiramverk.core.suggest import near
from digiramverk.loading.answers.forms import Cell, WrittenForm
from digiramverk.loading.answers.headers import Columns
from digiramverk.loading.lines import ragged_rows

_SEPARATORS: Final = (";", "\t", ",")


def read_table(
    source: Source, columns: Columns, findings: Findings, notes: Findings | None = None
) -> list[WrittenForm]:
    """The forms of a CSV text.

    Args:
        source: the text; commas, semicolons or tabs separate cells, the first row names the columns.
        columns: the names that columns may have.
        findings: takes DR406, DR411, DR412, DR413, DR415 and DR418.
        notes: takes DR422, columns that are not known, instead of DR406, and DR423, indicators without one;
            where it is not given, an unknown column is an error.
    """
    rows = _rows(source, findings)
    header = next(rows, None)
    if header is None:
        findings.add("DR412", whole(source))
        return []
    first, cells = header
    names = _names(source, first, cells, columns, findings, notes)
    forms: list[WrittenForm] = []
    ragged: list[tuple[int, int]] = []
    for line, cells in rows:
        if len(cells) == len(names):
            forms.append(_form(source, line, names, cells, columns))
        else:
            ragged.append((line, len(cells)))
    counts = [found for _, found in ragged]
    findings.extend(ragged_rows(counts, len(names), lambda place: ragged[place][0], lambda _: source))
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


def _names(
    source: Source,
    line: int,
    cells: list[str],
    columns: Columns,
    findings: Findings,
    notes: Findings | None,
) -> list[str | None]:
    """What every column is, in the framework's words; None for what it has no name for."""
    columns = columns.beside(cells)
    names = [columns.meaning(cell) for cell in cells]
    known = (*columns.fields, *columns.numbers, *columns.indicators)
    unknown: list[str] = []
    for index, (cell, name) in enumerate(zip(cells, names, strict=True)):
        written = cell.strip()
        if name is None and notes is None:
            place, alike = _place(source, line, index), near(written, known)
            replacement = alike[0] if alike else None
            findings.add("DR406", place, name=written, near=alike, replacement=replacement)
        elif name is None:
            unknown.append(written)
        elif name in names[:index]:
            findings.add("DR413", _place(source, line, index), name=written)
    if notes is not None:
        notes.extend(header_notes(unknown, [each for each in columns.indicators if each not in names]))
    return names


def header_notes(unknown: Sequence[str], absent: Sequence[str]) -> Iterator[Diagnostic]:
    """Warnings about columns, one for each kind: unknown ones, and indicators without one."""
    if unknown:
        yield Diagnostic("DR422", {"count": len(unknown), "columns": Names(tuple(unknown))})
    if absent:
        yield Diagnostic("DR423", {"count": len(absent), "indicators": Names(tuple(absent))})


def _form(
    source: Source, line: int, names: list[str | None], cells: list[str], columns: Columns
) -> WrittenForm:
    fields: dict[str, Cell] = {}
    answers: dict[str, tuple[Cell, str | None]] = {}
    numbers: dict[str, Cell] = {}
    for index, (name, text) in enumerate(zip(names, cells, strict=True)):
        if name is None:
            continue
        cell = Cell(text, partial(_place, source, line, index))
        if name in columns.answers:
            answers[name] = cell, None
        elif name in columns.numbers:
            numbers[name] = cell
        else:
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
