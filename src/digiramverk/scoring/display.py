"""Formats values for people. A display is rounded only here: half up, on exact numbers."""

from fractions import Fraction
from typing import Final

from digiramverk.core import Language, word
from digiramverk.model import Framework
from digiramverk.rules import NO_RUNG, Boolean, Member, Number, PlannedMeasure, Type, Value

NONE: Final = NO_RUNG
"""The value of a ladder if not even the lowest rung holds."""

ABSENT = "–"
"""Shown for every missing value and for cells that do not exist: never 0."""


def _scaled(value: Fraction, digits: int) -> int:
    """The absolute value in units of its last decimal, rounded half up."""
    scaled: Fraction = abs(value) * 10**digits
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def decimal(value: Fraction, digits: int, language: Language) -> str:
    """A number with at most `digits` decimals, rounded half up (away from zero), trailing zeros dropped.

    >>> decimal(Fraction(1, 16), 3, "sv")
    '0,063'
    """
    rounded = _scaled(value, digits)
    whole, part = divmod(rounded, 10**digits)
    decimals = str(part).zfill(digits).rstrip("0") if digits else ""
    sign = "-" if value < 0 and rounded else ""
    mark = "," if language == "sv" else "."
    return f"{sign}{whole}{mark}{decimals}" if decimals else f"{sign}{whole}"


def readable(value: Fraction, digits: int, language: Language) -> str:
    """As :func:`decimal`, with more decimals if a number that is not whole would look whole.

    >>> readable(Fraction(1999, 2000), 2, "en"), readable(Fraction(1, 3), 0, "en")
    ('0.9995', '0.3')
    """
    if value.denominator > 1:
        while _scaled(value, digits) % 10**digits == 0:
            digits += 1
    return decimal(value, digits, language)


def percent(value: Fraction, language: Language, digits: int = 1) -> str:
    """A share as percent with one decimal: `79,2 %` in Swedish, `79.2%` in English.

    >>> percent(Fraction(19, 24), "sv"), percent(Fraction(3, 4), "en"), percent(Fraction(9999, 10000), "en")
    ('79,2 %', '75%', '99.99%')
    """
    return readable(value * 100, digits, language) + (" %" if language == "sv" else "%")


STARS = 5


def stars(share: Fraction) -> str:
    """A share as a number of five stars, rounded half up.

    >>> stars(Fraction(1, 2))
    '★★★☆☆'
    """
    filled = min(STARS, max(0, int(share * STARS + Fraction(1, 2))))
    return "★" * filled + "☆" * (STARS - filled)


_DECIMALS = {"count": 2, "decimals": 4}
"""The decimals of some formats; the others have two. Whole numbers are shown without."""


def show_number(
    value: Fraction, style: str | None, unit: str | None, language: Language, decimals: int = 0
) -> str:
    """A number in the display format of its measure, or in that of its unit.

    Args:
        value: the number.
        style: the format; None leaves it to the unit.
        unit: the number's unit.
        language: decides the decimal sign.
        decimals: the decimals that its rule rounds to: no fewer are shown.
    """
    match style or {"fraction": "percent", "count": "count"}.get(unit or "", "points"):
        case "percent":
            return percent(value, language, max(1, decimals - 2))
        case "stars":
            return stars(value if unit == "fraction" else value / STARS)
        case other:
            return readable(value, max(_DECIMALS.get(other, 2), decimals), language)


def show(value: object, kind: Type, style: str | None, language: Language, decimals: int = 0) -> str:
    """Any known value; a member of a dimension by its id, which the caller may replace with a title."""
    if isinstance(kind, Number) and isinstance(value, Fraction):
        return show_number(value, style, kind.unit, language, decimals)
    if isinstance(kind, Boolean):
        return word("yes" if value else "no", language)
    return str(value)


def displayed(framework: Framework, measure: PlannedMeasure, value: Value | None, language: Language) -> str:
    """A value of a measure as text for people: members by their titles, – if it is missing."""
    if value is None:
        return ABSENT
    kind = measure.type
    if isinstance(kind, Member) and isinstance(value, str):
        if kind.ladder and value == NONE:
            return word("none", language)
        return framework.title_of(kind.dimension, value, language)
    return show(value, kind, measure.format, language, measure.decimals)
