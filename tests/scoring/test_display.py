"""Numbers as people read them."""

from fractions import Fraction

import pytest

from digiramverk.rules.types import Boolean, Number
from digiramverk.scoring.display import decimal, percent, show, show_number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("19/24", "79,2 %"),
        ("3/4", "75 %"),
        ("1", "100 %"),
        ("0", "0 %"),
        ("1/16", "6,3 %"),
        ("3/16", "18,8 %"),
        ("1/3", "33,3 %"),
        ("2/3", "66,7 %"),
        ("0.0005", "0,1 %"),
        ("0.00049999", "0 %"),
        ("-1/16", "-6,3 %"),
        ("-0.0004", "0 %"),
        ("0.9995", "100 %"),
        ("0.99949999", "99,9 %"),
        ("12.5", "1250 %"),
    ],
)
def test_percent_has_one_decimal_rounded_half_up_and_no_trailing_zero(value: str, shown: str) -> None:
    assert percent(Fraction(value), "sv") == shown
    assert percent(Fraction(value), "en") == shown.replace(",", ".").replace(" ", "")


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [("2.5", 0, "3"), ("-2.5", 0, "-3"), ("2.675", 2, "2,68"), ("2.60", 2, "2,6"), ("1000", 2, "1000")],
)
def test_ties_are_rounded_away_from_zero(value: str, digits: int, shown: str) -> None:
    assert decimal(Fraction(value), digits, "sv") == shown


@pytest.mark.parametrize(
    ("style", "unit", "shown"),
    [
        ("percent", None, "50 %"),
        ("points", None, "0,5"),
        ("count", None, "1"),
        (None, "fraction", "50 %"),
        (None, "count", "1"),
        (None, "points", "0,5"),
        (None, None, "0,5"),
        ("points", "fraction", "0,5"),
    ],
)
def test_the_format_comes_from_the_rule_and_else_from_the_unit(
    style: str | None, unit: str | None, shown: str
) -> None:
    assert show_number(Fraction(1, 2), style, unit, "sv") == shown


def test_other_values() -> None:
    assert show(value=True, kind=Boolean(), style=None, language="sv") == "ja"
    assert show(value=False, kind=Boolean(), style=None, language="en") == "no"
    assert show(Fraction(3, 4), Number("fraction"), None, "en") == "75%"
