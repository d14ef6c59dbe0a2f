"""Values as people read them. Rounding happens here and only here: half up, on exact numbers."""

from fractions import Fraction

from digiramverk.core.language import Language
from digiramverk.core.vocabulary import word
from digiramverk.rules.types import Boolean, Number, Type

ABSENT = "–"
"""Shown for every missing value and for cells that do not exist: never 0."""


def decimal(value: Fraction, digits: int, language: Language) -> str:
    """A number with at most `digits` decimals, rounded half up (away from zero), trailing zeros dropped.

    >>> decimal(Fraction(1, 16), 3, "sv")
    '0,063'
    """
    scaled = abs(value) * 10**digits
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    whole, part = divmod(rounded, 10**digits)
    decimals = str(part).zfill(digits).rstrip("0") if digits else ""
    sign = "-" if value < 0 and rounded else ""
    mark = "," if language == "sv" else "."
    return f"{sign}{whole}{mark}{decimals}" if decimals else f"{sign}{whole}"


def percent(value: Fraction, language: Language) -> str:
    """A share as percent with one decimal: `79,2 %` in Swedish, `79.2%` in English.

    >>> percent(Fraction(19, 24), "sv"), percent(Fraction(3, 4), "en")
    ('79,2 %', '75%')
    """
    return decimal(value * 100, 1, language) + (" %" if language == "sv" else "%")


STARS = 5


def stars(share: Fraction) -> str:
    """A share as so many of five stars, rounded half up.

    >>> stars(Fraction(1, 2))
    '★★★☆☆'
    """
    filled = min(STARS, max(0, int(share * STARS + Fraction(1, 2))))
    return "★" * filled + "☆" * (STARS - filled)


def show_number(value: Fraction, style: str | None, unit: str | None, language: Language) -> str:
    """A number in the display format of its measure, or in the one that its unit asks for."""
    match style or {"fraction": "percent", "count": "count"}.get(unit or "", "points"):
        case "percent":
            return percent(value, language)
        case "count":
            return decimal(value, 0, language)
        case "decimals":
            return decimal(value, 4, language)
        case "stars":
            return stars(value if unit == "fraction" else value / STARS)
        case _:
            return decimal(value, 2, language)


def show(value: object, kind: Type, style: str | None, language: Language) -> str:
    """Any known value; a member of a dimension by its id, which the caller may replace by a title."""
    if isinstance(kind, Number) and isinstance(value, Fraction):
        return show_number(value, style, kind.unit, language)
    if isinstance(kind, Boolean):
        return word("yes" if value else "no", language)
    return str(value)
