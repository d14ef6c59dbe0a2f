"""Checks a caller's table before it is read: whether it is one, the types and the names of its columns."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import polars as pl

from digiramverk.answers.columns.export_headings import Headers
from digiramverk.answers.tabular_files.column_types import can_be_read
from digiramverk.answers.tabular_files.table_files import HIDDEN
from digiramverk.core import Diagnostic, InputError, Names
from digiramverk.model import Framework

Table = TypeVar("Table", pl.DataFrame, pl.LazyFrame)
_OURS: Final = re.compile(
    r"__(row|published|answered|relevant|hash|count|size|first|times|all|b|code\d+|[a-z]\d+(_\w+)?|[bmx]_.+)"
)


def refuse_twice(names: Iterable[str]) -> None:
    """Raise InputError, DR413, if columns have the same name."""
    twice = [Diagnostic("DR413", {"name": name}) for name, number in Counter(names).items() if number > 1]
    if twice:
        raise InputError(twice)


def fit(headers: Headers, framework: Framework) -> None:
    """Check that some columns have a meaning, and no two have the same.

    Raises:
        InputError: DR413, two columns with one meaning; DR449, none that is an indicator or a number.
    """
    if headers.twice:
        raise InputError([Diagnostic("DR413", {"name": name}) for name in headers.twice])
    space = framework.plan.space
    answers = {*space.item_index, *space.numbers}
    if space.item_index and answers.isdisjoint(headers.names.values()):
        args = {
            "framework": framework.id,
            "columns": Names((*headers.names, *headers.unknown) or ("–",)),
            "known": Names(tuple(space.item_index)),
        }
        raise InputError([Diagnostic("DR449", args)])


def readable(frame: Table, headers: Headers, framework: Framework) -> Table:
    """A frame whose columns can be read; columns without any value become text.

    Raises:
        InputError: DR447, columns of types that can hold neither answers nor the members of forms.
    """
    schema = frame.collect_schema()
    items = framework.plan.space.item_index
    odd = [
        Diagnostic("DR447", {"column": column, "kind": type(schema[column]).__name__})
        for column, meant in headers.names.items()
        if schema[column] != pl.Null and not can_be_read(schema[column], answer=meant in items)
    ]
    if odd:
        raise InputError(odd)
    return frame.with_columns(
        pl.col(name).cast(pl.String) for name in headers.names if schema[name] == pl.Null
    )


def refuse_names(kept: Iterable[str], made: Iterable[str], *, cased: bool = True) -> None:
    """Check that no column to keep has the name of a column of results.

    Args:
        kept: the names of the columns to keep.
        made: the names of the columns of results.
        cased: whether the caller's library distinguishes upper and lower case; SQL does not.

    Raises:
        InputError: DR448.
    """

    def name_of(column: str) -> str:
        return column if cased else column.casefold()

    taken_names = set(map(name_of, made))
    _refuse([name for name in kept if name_of(name) in taken_names])


def refuse_hidden(kept: Iterable[str]) -> None:
    """Raise InputError, DR448, if columns of a file have the names of internal columns."""
    _refuse([name for name in kept if _OURS.fullmatch(name)])


def _refuse(names: Sequence[str]) -> None:
    if names:
        raise InputError([Diagnostic("DR448", {"columns": Names(tuple(names))})])


def out_of_the_way(columns: Sequence[str], headers: Headers) -> Mapping[str, str]:
    """New names for carried columns whose names could be those of internal columns."""
    found: dict[str, str] = {}
    for name in columns:
        if name.startswith(HIDDEN) and name not in headers.names:
            other = f"={name}"
            while other in columns or other in found.values():
                other = f"={other}"
            found[name] = other
    return found
