"""Finds problems of a whole frame in memory, as in a table in a file."""

from collections.abc import Callable, Iterable, Sequence

import attrs
import polars as pl

from digiramverk.answers.columns.contradictions import WholeTable
from digiramverk.answers.columns.state_columns import StateReader
from digiramverk.answers.table_problems import Clash, Stray, clash_of
from digiramverk.answers.tabular_files.csv_lines import Layout
from digiramverk.core import Diagnostic
from digiramverk.tables import ROW


@attrs.frozen
class Together:
    """The contradictions between the forms of a frame.

    Attributes:
        errors: DR430, responses that occur twice; DR432, units with two members of one dimension.
        notes: DR434, rounds that look like Excel days.
    """

    errors: tuple[Diagnostic, ...] = ()
    notes: tuple[Diagnostic, ...] = ()


def looked_at(reader: StateReader, read: pl.DataFrame, strays: Sequence[Stray]) -> Together:
    """Find what is wrong with a frame that has been read, apart from rows with invalid values."""
    part = without(read, strays)
    together = WholeTable(reader)
    together.look(part)
    return settled(together, lambda: [part])


def without(read: pl.DataFrame, strays: Iterable[Stray]) -> pl.DataFrame:
    """A frame without the rows that have invalid values."""
    lost = [row for each in strays for row in each.rows]
    return read.filter(~pl.col(ROW).is_in(lost)) if lost else read


def settled(together: WholeTable, parts: Callable[[], Iterable[pl.DataFrame]]) -> Together:
    """Find what is wrong with parts that have all been scanned; scan them again if anything is.

    Args:
        together: has scanned them.
        parts: gives them in the same order.
    """
    clashes: dict[str, list[Clash]] = {}
    if together.settle():
        for part in parts():
            for clash in together.clashes(part):
                clashes.setdefault(clash.name, []).append(clash)
    errors = tuple(clash_of(name, those, Layout()) for name, those in clashes.items())
    return Together(errors, tuple(together.notes))
