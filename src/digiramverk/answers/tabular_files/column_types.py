"""The types of columns that can be read."""

from typing import Any, Final

import polars as pl

_READABLE: Final = (pl.String, pl.Categorical, pl.Enum, pl.Boolean)


def can_be_read(kind: Any, *, answer: bool) -> bool:  # noqa: ANN401 - a dtype
    """Whether a column of a type can hold answers or, if not `answer`, the members of forms."""
    if kind.is_numeric() or isinstance(kind, _READABLE):
        return True
    return not answer and isinstance(kind, pl.Date | pl.Datetime)
