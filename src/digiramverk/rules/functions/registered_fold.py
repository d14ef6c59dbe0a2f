"""Folds that plugins register."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import attrs

Table = Sequence[Sequence[Fraction | None]]
"""The argument of a registered fold: a row per form or group of forms, a column per cell; None is missing."""


@attrs.frozen
class RegisteredFold:
    """A fold that a plugin registers.

    Attributes:
        name: the name that rules call it by.
        compute: (table of exact values) → a number, or None for *undecided*. The table has one row per
            member of the population and one column per framework cell.
        unit: the unit of its result, which decides how reports display it.
        low, high: the bounds of its result; None means no bound.
        monotone: whether it promises that its result never falls when a value rises. `check` tests the
            promise.
        frame: the same for the cells of single forms, computed on columns; see
            `digiramverk.tables.fold_values`. None if the fold has no such form.
        distribution: the distribution that registers it. The plugin host fills it in.
    """

    name: str
    compute: Callable[[Table], float | Fraction | None] = attrs.field(eq=False, repr=False)
    unit: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    monotone: bool = attrs.field(default=False, eq=False)
    frame: Callable[[Any], Any] | None = attrs.field(default=None, eq=False, repr=False)
    distribution: str = attrs.field(default="-", eq=False)
