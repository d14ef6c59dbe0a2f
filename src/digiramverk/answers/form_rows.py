"""Forms from a table with a row per form, a column per indicator, and columns that identify the form."""

from collections.abc import Iterator, Sequence
from typing import Final

from digiramverk.answers.forms import Once, WrittenCell, WrittenForm
from digiramverk.answers.headings import ColumnNames
from digiramverk.answers.table_problems import Told
from digiramverk.answers.tabular_files.csv_lines import SHOWN_ROWS, Layout
from digiramverk.answers.tabular_files.sheets import Sheet, whole_table
from digiramverk.core import Diagnostic, Findings, InputError, Names, Numbered, clean, near
from digiramverk.model import Framework

COLUMN: Final = "column"
COLUMN_NOTES: Final = frozenset({"DR422", "DR423", "DR437"})
"""The codes about columns that are errors if strict."""


def read_table(
    sheet: Sheet, framework: Framework, findings: Findings, notes: Findings, *, strict: bool
) -> list[WrittenForm]:
    """The forms of a table.

    Args:
        sheet: the table; its headings name the columns.
        framework: the framework that it answers.
        findings: collects DR411, DR412, DR413, DR415, DR418, DR447 and DR449.
        notes: collects DR422, unknown columns, DR423, indicators without a column, DR437, columns without a
            heading, and DR451, what is not read.
        strict: whether these are errors.
    """
    columns = ColumnNames.of(framework).beside(sheet.headings)
    names = [columns.meaning(each) for each in sheet.headings]
    told = findings if strict else notes
    absent = [each for each in columns.indicators if each not in names]
    noted = list(header_notes(_unknown(sheet, names), absent, framework))
    if not _fits(sheet, names, columns, framework, findings):
        return []
    notes.extend(sheet.notes)
    told.extend(noted)
    if strict and noted:
        return []
    try:
        layout = sheet.layout
    except InputError as error:
        findings.extend(error.diagnostics)
        return []
    at = {name: index for index, name in reversed(list(enumerate(names))) if name is not None}
    once = Once(Told(framework, at, layout, sheet.spans))
    forms: list[WrittenForm] = []
    nameless = [index for index, heading in enumerate(sheet.headings) if not clean(heading)]
    unnamed: dict[int, list[int]] = {}
    for row, cells in sheet.rows():
        forms.append(_form(sheet, row, names, cells, columns, once))
        for index in nameless:
            if clean(cells[index]):
                unnamed.setdefault(index, []).append(row)
    findings.extend(layout.problems(sheet.name))
    if not forms and not layout.ragged:
        findings.add("DR412", whole_table(sheet.name))
    told.extend(unnamed_columns(unnamed, layout))
    return forms


def _fits(
    sheet: Sheet, names: Sequence[str | None], columns: ColumnNames, framework: Framework, findings: Findings
) -> bool:
    """Whether the columns of a table can be read; reports the first kind of obstacle."""
    wrong = len(findings.items)
    for index in _twice(names):
        findings.add("DR413", sheet.heading(index), name=clean(sheet.headings[index]))
    answers = {*columns.indicators, *columns.numbers}
    if len(findings.items) == wrong and columns.indicators and answers.isdisjoint(names):
        known = (heading for heading, name in zip(sheet.headings, names, strict=True) if name is not None)
        headings = Names((*known, *_unknown(sheet, names)) or ("–",))
        known_names = Names(columns.indicators)
        findings.add("DR449", framework=framework.id, columns=headings, known=known_names)
    if len(findings.items) == wrong:
        for index, (kind, everywhere) in sheet.odd.items():
            if names[index] is not None and (everywhere or names[index] in columns.answers):
                findings.add("DR447", column=sheet.headings[index], kind=kind)
    return len(findings.items) == wrong


def _twice(names: Sequence[str | None]) -> list[int]:
    """The columns with the meaning of an earlier one."""
    return [index for index, name in enumerate(names) if name is not None and name in names[:index]]


def _unknown(sheet: Sheet, names: Sequence[str | None]) -> tuple[str, ...]:
    """The headings without a meaning."""
    every = zip(map(clean, sheet.headings), names, strict=True)
    return tuple(heading for heading, name in every if name is None and heading)


def header_notes(unknown: Sequence[str], absent: Sequence[str], framework: Framework) -> Iterator[Diagnostic]:
    """Warnings about columns, one for each kind: unknown ones, and indicators without one."""
    if unknown:
        columns = ColumnNames.of(framework)
        missing = (*columns.fields, *columns.numbers, *absent)
        alike = tuple(dict.fromkeys(name for each in unknown for name in near(each, missing)))
        yield Diagnostic("DR422", {"count": len(unknown), "columns": Names(tuple(unknown))}, near=alike)
    if absent:
        yield Diagnostic("DR423", {"count": len(absent), "indicators": Names(tuple(absent))})


def unnamed_columns(rows: dict[int, list[int]], layout: Layout) -> Iterator[Diagnostic]:
    """A warning about columns with values but no heading.

    Args:
        rows: the rows with values, by column, both from 0.
        layout: how to count rows.
    """
    if rows:
        every = sorted({row for those in rows.values() for row in those})
        shown = tuple(index + 1 for index in sorted(rows))[:SHOWN_ROWS]
        yield Diagnostic(
            "DR437", {"columns": Numbered(COLUMN, shown), "count": len(every), "rows": layout.shown(every)}
        )


def _form(
    sheet: Sheet,
    row: int,
    names: Sequence[str | None],
    cells: Sequence[str],
    columns: ColumnNames,
    once: Once,
) -> WrittenForm:
    fields: dict[str, WrittenCell] = {}
    answers: dict[str, tuple[WrittenCell, str | None]] = {}
    numbers: dict[str, WrittenCell] = {}
    for index, (name, text) in enumerate(zip(names, cells, strict=True)):
        if name is None:
            continue
        cell = WrittenCell(text, heading=sheet.headings[index])
        if name in columns.answers:
            answers[name] = cell, None
        elif name in columns.numbers:
            numbers[name] = cell
        else:
            fields[name] = cell
    return WrittenForm(fields, answers, numbers=numbers, row=row, once=once)
