"""The forms of a table in a file, one by one, for those who want more than figures.

Invariant: they are made from the columns that tables are scored from. There is no second reader, which could
take a text for something else, or tell of a problem in other words.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import repeat
from typing import Any

import attrs
import polars as pl

from digiramverk.answers.column_notes import header_notes
from digiramverk.answers.columns.caller_frames import fit, readable
from digiramverk.answers.columns.contradictions import OF_MEMBERS
from digiramverk.answers.columns.export_headings import Headers, read_headers
from digiramverk.answers.columns.state_columns import MEMBER, NUMBER, PUBLISHED, STATE, StateReader
from digiramverk.answers.columns.survey import survey
from digiramverk.answers.forms import TableForm, TableSource
from digiramverk.answers.headings import ColumnNames
from digiramverk.answers.table_problems import Told
from digiramverk.answers.tabular_files.sheets import whole_table
from digiramverk.answers.tabular_files.table_files import TableFile, open_table, text_first
from digiramverk.core import Diagnostic, Findings, InputError, clean, folded
from digiramverk.files import MOST_BYTES, TEXT_TABLES, Located
from digiramverk.model import Answer, Assessment, Framework, bare
from digiramverk.tables import ROW


def known_table(
    file: Located, framework: Framework, *, strict: bool = False
) -> tuple[TableFile, Headers, tuple[Diagnostic, ...]]:
    """A table, the meanings of its columns, and warnings about them.

    Raises:
        InputError: DR001, DR002, DR412, DR413, DR415, DR440 to DR443, DR447, DR449 and, if strict, DR422 and
            DR423.
    """
    with text_first(file):
        table = open_table(file, ColumnNames.of(framework).meaning)
        headers = read_headers(table.columns, framework, table.headings)
        if headers.twice:
            raise InputError(_twice(table, column) for column in headers.twice)
        fit(headers, framework)
        table = attrs.evolve(table, frame=readable(table.frame, headers, framework))
        notes = tuple(header_notes(headers.unknown, headers.absent, framework))
        if strict and notes:
            raise InputError(notes)
    return table, headers, (*table.notes, *notes)


def read_table(
    file: Located, framework: Framework, notes: Findings, *, strict: bool = False
) -> list[TableForm]:
    """The forms of a table.

    Args:
        file: the table.
        framework: the framework that it answers.
        notes: collects DR363, DR364, DR422, DR423, DR437 and DR451.
        strict: whether warnings about columns are errors.

    Raises:
        InputError: DR004, it is too large; and as :func:`known_table` and :func:`survey`.
    """
    if file.path.suffix.lower() in TEXT_TABLES and file.size > MOST_BYTES:
        raise _too_large(file)
    table, headers, about = known_table(file, framework, strict=strict)
    notes.extend(about)
    reader = StateReader(framework, headers)
    with text_first(file):
        found = survey(table, reader, lambda _: None, strict=strict)
    # Names are compared in all files together.
    notes.extend(each for each in found.notes if each.code not in OF_MEMBERS)
    columns = {meant: table.columns.index(column) for meant, column in reader.columns.items()}
    source = TableSource(Told(framework, columns, table.layout, table.spans))
    forms: list[TableForm] = []
    size = 0.0
    for part in table.batches():
        if table.text is None:
            # Equal values pack to nearly nothing; what counts is what they become.
            size += part.select(pl.col(*headers.names).cast(pl.String)).estimated_size()
            if size > MOST_BYTES:
                raise _too_large(file)
        read, _ = reader.read(part, as_written=True)
        rows = zip(read[ROW].to_list(), _assessments(read, reader), strict=True)
        forms += (TableForm(assessment, row, source) for row, assessment in rows)
    return forms


def framework_in(file: Located) -> str:
    """The framework that the first row of a table names; "" if there is none, or the file cannot be read."""
    try:
        table = open_table(file, ColumnNames().meaning)
        pairs = zip(table.columns, table.headings, strict=True)
        column = next((name for name, heading in pairs if folded(heading) == "framework"), None)
        first = None if column is None else next((part for part in table.batches() if len(part)), None)
    except InputError:
        return ""
    return "" if first is None or column is None else bare(str(first[column][0] or ""))


def _assessments(read: pl.DataFrame, reader: StateReader) -> Iterator[Assessment]:
    """The forms of a part that has been read without problems."""

    def of(column: str) -> Iterator[Any]:
        return iter(read[column].to_list()) if column in read.columns else repeat(None, len(read))

    members = (of(MEMBER.format(name)) for name in ("unit", "school_form", "round", "group"))
    attributes = [each.id for each in reader.framework.attributes if each.id in reader.columns]
    yield from map(
        _assessment,
        of(MEMBER.format("response")),
        _rows([_answers(read, reader, name) for name in reader.answered], len(read)),
        *members,
        of(PUBLISHED),
        _rows([_pairs(name, of(MEMBER.format(name))) for name in attributes], len(read)),
        _rows([_pairs(name, _fractions(read, name)) for name in reader.stated], len(read)),
    )


def _assessment(response: str | None, answers: tuple[Answer, ...], *rest: Any) -> Assessment:  # noqa: ANN401 - members of any kind
    *members, published, attributes, numbers = rest
    whole = tuple(each for each in attributes if each is not None)
    stated = tuple(each for each in numbers if each is not None)
    unit, school_form, round_, group = members
    return Assessment(
        response or "", answers, unit, school_form, round_, group, bool(published), whole, stated
    )


def _answers(read: pl.DataFrame, reader: StateReader, name: str) -> list[Answer]:
    """A column of answers. Equal ones are one object."""
    answers = {state: Answer(name, level) for state, level in reader.levels(name).items()}
    return [answers[state] for state in read[STATE.format(reader.number(name))].to_list()]


def _pairs(name: str, values: Iterator[Any]) -> list[tuple[str, Any] | None]:
    return [None if value is None else (name, value) for value in values]


def _fractions(read: pl.DataFrame, name: str) -> Iterator[Fraction | None]:
    """A column of stated numbers."""
    above, below, kinds = (read[NUMBER.format(name, part)].to_list() for part in "ndk")
    for numerator, denominator, kind in zip(above, below, kinds, strict=True):
        yield None if kind else Fraction(numerator, denominator)


def _rows(columns: list[list[Any]], height: int) -> Iterator[tuple[Any, ...]]:
    return zip(*columns, strict=True) if columns else repeat((), height)


def _too_large(file: Located) -> InputError:
    return InputError([Diagnostic("DR004", {"most": MOST_BYTES}, whole_table(file.name))])


def _twice(table: TableFile, column: str) -> Diagnostic:
    index = table.columns.index(column)
    return Diagnostic("DR413", {"name": clean(table.headings[index])}, table.heading(index))
