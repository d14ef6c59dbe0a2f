"""What the columns of an export are, all of them at once."""

from collections.abc import Iterable

import attrs

from digiramverk.answers.headings import ColumnNames
from digiramverk.model import Framework


@attrs.frozen
class Headers:
    """Which column of a table is what.

    Attributes:
        names: the framework's name of every column that has one, by the name that the table gives it.
        unknown: the columns that the framework has no name for.
        twice: columns that mean something that an earlier one means already.
        absent: indicators that no column is for.
    """

    names: dict[str, str]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    absent: tuple[str, ...]


def read_headers(
    columns: Iterable[str], framework: Framework, headings: Iterable[str] | None = None
) -> Headers:
    """Find out what columns are. See :meth:`digiramverk.answers.headings.Columns.meaning`.

    Args:
        columns: their names.
        framework: what they answer.
        headings: what is written above them, where that is something else; one without is passed over.
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
            unknown += [heading.strip()] if heading.strip() else []
        elif meant in names.values():
            twice.append(column)
        else:
            names[column] = meant
    found = set(names.values())
    absent = tuple(each for each in known.indicators if each not in found)
    return Headers(names, tuple(unknown), tuple(twice), absent)
