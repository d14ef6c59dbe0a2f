"""Exact numbers in output: the nearest float, and the exact text."""

import sys
from decimal import Decimal
from fractions import Fraction
from math import copysign


def nearest_float(value: Fraction | float) -> float:
    """Return the nearest float; for a number beyond all floats, the greatest float with its sign.

    Loading refuses rules whose values could be that large for any expected number of forms. More forms than
    that must still give a result, and not an OverflowError.

    >>> nearest_float(Fraction(1, 3)), nearest_float(-(Fraction(10) ** 400))
    (0.3333333333333333, -1.7976931348623157e+308)
    """
    try:
        return float(value)
    except OverflowError:
        return copysign(sys.float_info.max, 1 if value > 0 else -1)


def exact_text(value: Fraction) -> str:
    """Return a number as ``19/24`` or ``3``, of any length: `str` refuses more than 4 300 digits.

    >>> exact_text(Fraction(19, 24)), exact_text(Fraction(3)), len(exact_text(Fraction(10) ** 5_000))
    ('19/24', '3', 5001)
    """
    # `Decimal` has no such limit, and represents a whole number exactly.
    above, below = (f"{Decimal(part):f}" for part in value.as_integer_ratio())
    return above if below == "1" else f"{above}/{below}"
