"""Rounding of exact numbers."""

from fractions import Fraction
from typing import Final

ROUNDINGS: Final = ("half_up", "half_even", "up", "down")
"""The modes of `round`. `up` is away from zero and `down` is towards it."""


def rounded(value: Fraction, digits: int, mode: str) -> Fraction:
    """Return a number rounded to `digits` decimals.

    >>> rounded(Fraction(5, 2), 0, "half_even"), rounded(Fraction(-5, 2), 0, "half_up")
    (Fraction(2, 1), Fraction(-3, 1))
    """
    scaled = abs(value) * Fraction(10) ** digits
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    twice = 2 * rest - scaled.denominator
    up = {
        "half_up": twice >= 0,
        "half_even": twice > 0 or (twice == 0 and whole % 2 == 1),
        "up": rest > 0,
        "down": False,
    }[mode]
    result = Fraction(whole + up) / Fraction(10) ** digits
    return -result if value < 0 else result
