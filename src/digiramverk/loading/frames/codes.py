"""Columns read by position in a list of what can stand in them, which is many times as fast as by text."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from digiramverk.rules.forms import FIRST_LEVEL, UNANSWERED
from digiramverk.rules.frame.inputs import Frame

CODE: Final = "__code{}"
_MOST: Final = 127
"""The greatest position that fits into the bits of a state."""


@attrs.frozen
class Coded:
    """A column read by position.

    Attributes:
        column: its name.
        texts: what is listed.
        all_of: whether nothing else can stand there, since the kind of column says so.
    """

    column: str
    texts: Sequence[str]
    all_of: bool


def with_codes(
    frame: Frame, columns: Mapping[int, str], spellings: Mapping[int, Sequence[str]]
) -> tuple[Frame, dict[int, Coded]]:
    """A frame of Polars with positions of answers as narrow whole numbers.

    Args:
        frame: any frame.
        columns: the columns of answers, by number.
        spellings: what has to be expected in columns of text.

    Returns:
        The frame with a column :data:`CODE` for each that is an enumeration or text, null where nothing of
        what is listed stands; and how each has been read.
    """
    if not frame.implementation.is_polars():
        return frame, {}
    schema = frame.collect_schema()
    listed: dict[int, Coded] = {}
    for number, column in columns.items():
        dtype = schema[column]
        if isinstance(dtype, nw.Enum):
            listed[number] = Coded(column, dtype.categories, all_of=True)
        elif isinstance(dtype, nw.String) and spellings[number]:
            listed[number] = Coded(column, spellings[number], all_of=False)
    listed = {number: coded for number, coded in listed.items() if len(coded.texts) <= _MOST}
    if not listed:
        return frame, {}
    import polars as pl  # noqa: PLC0415 - an engine is loaded when it is met

    native: Any = frame.to_native()
    # Positions are whole numbers without sign already; to see them as ones with a sign takes no time.
    codes: list[pl.Expr] = []
    for number, each in listed.items():
        text = pl.col(each.column)
        if not each.all_of:
            text = text.cast(pl.Enum(each.texts), strict=False)
        codes.append(text.to_physical().reinterpret(signed=True).alias(CODE.format(number)))
    made: Frame = nw.from_native(native.with_columns(codes))
    return made, listed


def state_of(number: int, coded: Coded, states: Sequence[int], unknown: int) -> nw.Expr:
    """The state of an answer read by position, with the states that are listed, or that it is not known."""
    state = _state_of_code(number, states)
    if coded.all_of:
        return state
    text = nw.col(coded.column)
    other = nw.col(CODE.format(number)).is_null() & ~text.is_null()
    return nw.when(other).then(nw.lit(unknown, dtype=nw.Int8())).otherwise(state)


def _state_of_code(number: int, states: Sequence[int]) -> nw.Expr:
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
