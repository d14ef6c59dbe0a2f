"""Checks a caller's table before it is read: whether it is one, the types and the names of its columns."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from digiramverk.answers.columns.export_headings import Headers
from digiramverk.answers.tabular_files.column_types import can_be_read
from digiramverk.answers.tabular_files.table_files import HIDDEN
from digiramverk.core import Diagnostic, InputError, Names
from digiramverk.model import Framework
from digiramverk.tables import Frame

_OURS: Final = re.compile(
    r"__(row|published|answered|relevant|hash|count|size|first|times|all|b|code\d+|[a-z]\d+(_\w+)?|[bmx]_.+)"
)


def taken(native: Any) -> Frame:  # noqa: ANN401 - anything
    """A table as a frame.

    Raises:
        InputError: DR446, it is no table; DR413, two columns of one name.
    """
    try:
        frame: Frame = nw.from_native(native)
    except TypeError as error:
        kind = type(native)
        name = f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}".removeprefix("builtins.")
        raise InputError([Diagnostic("DR446", {"kind": name})]) from error
    except nw.exceptions.DuplicateError:
        names: Iterable[Any] = getattr(native, "column_names", None) or native.columns
        refuse_twice(map(str, names))
        raise
    return frame


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


def readable(frame: Frame, headers: Headers, framework: Framework) -> Frame:
    """A frame whose columns can be read; columns without any value become text.

    Raises:
        InputError: DR447, columns of types that can hold neither answers nor the members of forms.
    """
    frame = _as_text(frame, headers.names)
    schema = frame.collect_schema()
    items = framework.plan.space.item_index
    odd = [
        Diagnostic("DR447", {"column": column, "kind": type(schema[column]).__name__})
        for column, meant in headers.names.items()
        if not can_be_read(schema[column], answer=meant in items)
    ]
    if odd:
        raise InputError(odd)
    return frame


def _as_text(frame: Frame, names: Iterable[str]) -> Frame:
    """Convert columns that their engine cannot compare with text: columns of nulls, or of views."""
    native: Any = frame.to_native()
    if frame.implementation.is_polars():
        import polars as pl  # noqa: PLC0415 - an engine is loaded when it is met

        kinds = native.collect_schema()
        empty = [name for name in names if kinds[name] == pl.Null]
        made = native.with_columns(pl.col(empty).cast(pl.String)) if empty else native
    elif frame.implementation.is_pyarrow():
        arrow: Any = nw.get_native_namespace(frame)
        made = native
        for name in names:
            kind = native.schema.field(name).type
            if arrow.types.is_null(kind) or arrow.types.is_string_view(kind):
                column = native.column(name).cast(arrow.large_string())
                made = made.set_column(native.schema.get_field_index(name), name, column)
    else:
        # Types that narwhals does not know, such as DuckDB's null columns and identifiers.
        schema = frame.collect_schema()
        odd = [name for name in names if schema[name] == nw.Unknown]
        return frame.with_columns(nw.col(*odd).cast(nw.String)) if odd else frame
    text: Frame = nw.from_native(made)
    return text


def refuse_names(kept: Iterable[str], made: Iterable[str], *, cased: bool = True) -> None:
    """Check that no column to keep has the name of a column of results.

    Args:
        kept: the names of the columns to keep.
        made: the names of the columns of results.
        cased: whether the engine distinguishes upper and lower case; SQL engines do not.

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
