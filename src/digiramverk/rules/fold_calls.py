"""Calls what plugins register: a failure there is recorded as a problem, and nothing else is lost."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from typing import Final

import attrs

from digiramverk.core import cause_of, from_keyboard
from digiramverk.rules.forms import Pair
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.missing import Missing

_UNDECIDED = int(Missing.UNDECIDED), 0

LONGEST: Final = 330
"""The digits allowed in a numerator or denominator from a registered fold: every float has fewer."""
MOST_WHOLE: Final = 100
"""The digits allowed before the decimal point. Rules multiply such values, and floats end at 308."""


@attrs.frozen
class Problem:
    """The failure of a registered fold, or of its form for tables, for one measure, in words."""

    function: RegisteredFold
    measure: str
    cause: str
    of_tables: bool = False


def call_registered(
    function: RegisteredFold, noted: list[Problem], elements: Sequence[Sequence[Pair]], measure: str
) -> Pair:
    """The value of a registered fold; undecided, with a problem recorded, if it fails."""
    absent = [a for row in elements for a, b in row if not b]
    # A plugin never computes from withheld values.
    if Missing.WITHHELD in absent:
        return int(Missing.WITHHELD), 0
    exact = [[Fraction(a, b) if b else None for a, b in row] for row in elements]
    if all(value is None for row in exact for value in row):
        return max(absent, default=int(Missing.UNDECIDED)), 0
    try:
        value = function.compute(exact)
    except BaseException as error:
        # Even a plugin that calls exit() loses only its own value.
        if from_keyboard(error):
            raise
        noted.append(Problem(function, measure, cause_of(error)))
        return _UNDECIDED
    if value is None:
        return _UNDECIDED
    cause = _unusable(value)
    if cause is not None:
        noted.append(Problem(function, measure, cause))
        return _UNDECIDED
    return Fraction(value).as_integer_ratio()


def _unusable(value: object) -> str | None:
    """Why rules cannot use a value as a number; None if they can."""
    if isinstance(value, bool) or not isinstance(value, int | float | Fraction):
        return f"TypeError: a number or None, not {type(value).__name__}"
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    above, below = Fraction(value).as_integer_ratio()
    if max(abs(above), below) >= 10**LONGEST or abs(above) >= 10**MOST_WHOLE * below:
        return f"OverflowError: more than {LONGEST} digits, or than {MOST_WHOLE} before the point"
    return None
