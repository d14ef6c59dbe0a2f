"""Columns whose kind lists all that can stand in them, read by position in the list instead of as text."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from digiramverk.rules.forms import FIRST_LEVEL, UNANSWERED
from digiramverk.rules.frame.inputs import Frame

CODE: Final = "__code{}"
_MOST: Final = 127
"""The greatest position that fits into the bits of a state."""


def with_codes(frame: Frame, columns: Mapping[int, str]) -> tuple[Frame, dict[int, Sequence[str]]]:
    """A frame of Polars with the positions of what its enumerations hold, as narrow whole numbers.

    Args:
        frame: any frame.
        columns: the columns of answers, by number.

    Returns:
        The frame with a column :data:`CODE` for each that is an enumeration, and what such a one lists.
    """
    schema = frame.collect_schema()
    listed = {
        number: dtype.categories
        for number, column in columns.items()
        if isinstance(dtype := schema[column], nw.Enum) and len(dtype.categories) <= _MOST
    }
    if not listed or not frame.implementation.is_polars():
        return frame, {}
    import polars as pl  # noqa: PLC0415 - an engine is loaded when it is met

    native: Any = frame.to_native()
    # Positions are whole numbers without sign already; to see them as ones with a sign takes no time.
    codes = [
        pl.col(columns[number]).to_physical().reinterpret(signed=True).alias(CODE.format(number))
        for number in listed
    ]
    coded: Frame = nw.from_native(native.with_columns(codes))
    return coded, dict(listed)


def state_of_code(number: int, states: Sequence[int]) -> nw.Expr:
    """The state that stands for a position in a list; null is unanswered."""
    code = nw.col(CODE.format(number))
    kind = nw.Int8()
    blank = nw.lit(UNANSWERED, dtype=kind)
    levels = 0
    while levels < len(states) and states[levels] == FIRST_LEVEL + levels:
        levels += 1
    found = blank
    for position in reversed(range(levels, len(states))):
        if states[position] != UNANSWERED:
            found = nw.when(code == position).then(nw.lit(states[position], dtype=kind)).otherwise(found)
    if not levels:
        return found if found is not blank else nw.when(code.is_null()).then(blank).otherwise(blank)
    on_scale = code < levels if levels < len(states) else ~code.is_null()
    return nw.when(on_scale).then(code + nw.lit(FIRST_LEVEL, dtype=kind)).otherwise(found)
