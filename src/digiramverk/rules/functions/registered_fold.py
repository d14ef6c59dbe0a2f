"""A fold that a plugin registers."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import attrs

Table = Sequence[Sequence[Fraction | None]]
"""What a registered fold is given: a row per form or group of forms, a column per cell; None is missing."""


@attrs.frozen
class RegisteredFold:
    """A fold that a plugin registers.

    Attributes:
        name: how rules call it.
        compute: (table of exact values) → a number, or None for *undecided*. Called with what is folded: one
            row per member of the population, one column per framework cell.
        unit: the unit of its value, which decides how it is displayed.
        low, high: the range of its values, where it has one.
        monotone: whether it promises never to fall when a value that it is given rises. A promise is tested,
            never taken on trust.
        frame: the same over the cells of single forms, on columns; see `digiramverk.tables.fold_values`.
        distribution: who gives it; filled in by the host.
    """

    name: str
    compute: Callable[[Table], float | Fraction | None] = attrs.field(eq=False, repr=False)
    unit: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    monotone: bool = attrs.field(default=False, eq=False)
    frame: Callable[[Any], Any] | None = attrs.field(default=None, eq=False, repr=False)
    distribution: str = attrs.field(default="-", eq=False)
