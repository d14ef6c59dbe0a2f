"""Reads columns by position in a list of their possible texts, many times as fast as by text."""

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import UNANSWERED

CODE: Final = "__code{}"
STATE: Final = "__s{}"
_MOST: Final = 127
"""The greatest position that fits the type of a state."""


@attrs.frozen
class Coded:
    """A column read by position.

    Attributes:
        column: its name.
        texts: the listed texts.
        all_of: whether the type of the column guarantees that it holds nothing else.
    """

    column: str
    texts: Sequence[str]
    all_of: bool


def with_codes(
    frame: pl.DataFrame, columns: Mapping[int, str], spellings: Mapping[int, Sequence[str]]
) -> tuple[pl.DataFrame, dict[int, Coded]]:
    """A frame with positions of answers as narrow whole numbers.

    Args:
        frame: any frame.
        columns: the columns of answers, by number.
        spellings: the texts to expect in text columns.

    Returns:
        The frame with a column :data:`CODE` for each enumeration or text column, null for texts that are not
        listed; and how each has been read.
    """
    schema = frame.schema
    listed: dict[int, Coded] = {}
    for number, column in columns.items():
        dtype = schema[column]
        if isinstance(dtype, pl.Enum):
            listed[number] = Coded(column, dtype.categories.to_list(), all_of=True)
        elif isinstance(dtype, pl.String) and spellings[number]:
            listed[number] = Coded(column, spellings[number], all_of=False)
    listed = {number: coded for number, coded in listed.items() if len(coded.texts) <= _MOST}
    if not listed:
        return frame, {}
    # Positions are unsigned whole numbers; reinterpreting them as signed ones takes no time.
    codes: list[pl.Expr] = []
    for number, each in listed.items():
        text = pl.col(each.column)
        if not each.all_of:
            text = text.cast(pl.Enum(each.texts), strict=False)
        codes.append(text.to_physical().reinterpret(signed=True).alias(CODE.format(number)))
    return frame.with_columns(codes), listed


def with_states(
    frame: pl.DataFrame, listed: Mapping[int, Coded], states: Mapping[int, Sequence[int]], unknown: int
) -> pl.DataFrame:
    """A frame with the states of answers that have been read by position.

    Args:
        frame: the result of :func:`with_codes`.
        listed: how each column has been read.
        states: the state of each listed text, by number.
        unknown: the state of any other text.

    Returns:
        The frame with a column :data:`STATE` for each; null is unanswered.
    """
    if not listed:
        return frame
    blank, other = pl.lit(UNANSWERED, pl.Int8()), pl.lit(unknown, pl.Int8())
    made: list[pl.Expr] = []
    for number, each in listed.items():
        code = pl.col(CODE.format(number))
        *before, (_, last) = _runs(states[number]) or [(0, 0)]
        state = code + pl.lit(last, pl.Int8())
        for end, shift in reversed(before):
            state = pl.when(code < end).then(code + pl.lit(shift, pl.Int8())).otherwise(state)
        state = state.fill_null(blank)
        if not each.all_of:
            strange = code.is_null() & pl.col(each.column).is_not_null()
            state = pl.when(strange).then(other).otherwise(state)
        made.append(state.alias(STATE.format(number)))
    return frame.with_columns(made)


def in_runs(spelt: Mapping[str, int]) -> dict[str, int]:
    """Spellings in an order in which states form few ascending runs, so that few steps read them."""
    texts: dict[int, list[str]] = {}
    for text, state in spelt.items():
        texts.setdefault(state, []).append(text)
    rounds = zip_longest(*(texts[state] for state in sorted(texts)))
    return {text: spelt[text] for text in chain.from_iterable(rounds) if text is not None}


def _runs(states: Sequence[int]) -> list[tuple[int, int]]:
    """Where runs of consecutive states end, and their distances from the positions."""
    shifts = [state - position for position, state in enumerate(states)]
    ends = [at for at in range(1, len(shifts)) if shifts[at] != shifts[at - 1]]
    return [(end, shifts[end - 1]) for end in (*ends, len(shifts)) if shifts]
