"""Exact numbers on their way out: as the nearest float, and as the text that loses nothing."""

import sys
from decimal import Decimal
from fractions import Fraction
from math import copysign


def nearest_float(value: Fraction | float) -> float:
    """The float nearest to a number; the greatest one, with its sign, for what is beyond all floats.

    Rules are refused at load where a value could be that large. What so many forms as nobody has thought of
    can still make of one must not end in an exception.

    >>> nearest_float(Fraction(1, 3)), nearest_float(-(Fraction(10) ** 400))
    (0.3333333333333333, -1.7976931348623157e+308)
    """
    try:
        return float(value)
    except OverflowError:
        return copysign(sys.float_info.max, 1 if value > 0 else -1)


def exact_text(value: Fraction) -> str:
    """A number as ``19/24`` or ``3``, however long: Python's own text ends at 4 300 digits.

    >>> exact_text(Fraction(19, 24)), exact_text(Fraction(3)), len(exact_text(Fraction(10) ** 5_000))
    ('19/24', '3', 5001)
    """
    # A Decimal is written without that limit, and is made of a whole number without rounding.
    above, below = (f"{Decimal(part):f}" for part in value.as_integer_ratio())
    return above if below == "1" else f"{above}/{below}"
