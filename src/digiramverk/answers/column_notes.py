"""Warnings about the columns of a table."""

from collections.abc import Iterator, Sequence
from typing import Final

from digiramverk.answers.headings import ColumnNames
from digiramverk.answers.tabular_files.csv_lines import SHOWN_ROWS, Layout
from digiramverk.core import Diagnostic, Names, Numbered, near
from digiramverk.model import Framework

COLUMN: Final = "column"


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
