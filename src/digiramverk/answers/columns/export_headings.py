"""Reads all the headings of an export at once."""

from collections.abc import Iterable

import attrs

from digiramverk.answers.headings import ColumnNames
from digiramverk.core import clean
from digiramverk.model import Framework


@attrs.frozen
class Headers:
    """The meanings of the columns of a table.

    Attributes:
        names: the framework's name of every known column, by the table's name.
        unknown: the columns that the framework has no name for.
        twice: columns with the meaning of an earlier one.
        absent: indicators without a column.
    """

    names: dict[str, str]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    absent: tuple[str, ...]


def read_headers(
    columns: Iterable[str], framework: Framework, headings: Iterable[str] | None = None
) -> Headers:
    """Find the meanings of columns. See :meth:`digiramverk.answers.headings.ColumnNames.meaning`.

    Args:
        columns: their names.
        framework: the framework that they answer.
        headings: the texts above them, if those differ from the names; an empty one is ignored.
    """
    every = tuple(columns)
    written = every if headings is None else tuple(headings)
    known = ColumnNames.of(framework).beside(written)
    names: dict[str, str] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for column, heading in zip(every, written, strict=True):
        meant = known.meaning(heading)
        if meant is None:
            unknown += filter(None, [clean(heading)])
        elif meant in names.values():
            twice.append(column)
        else:
            names[column] = meant
    found = set(names.values())
    absent = tuple(each for each in known.indicators if each not in found)
    return Headers(names, tuple(unknown), tuple(twice), absent)
