"""Which unquoted values are something else than text."""

from decimal import Decimal

import pytest

from digiramverk.yamlsource.scalars import Scalar, resolve


@pytest.mark.parametrize(
    "text",
    [
        *["Nej", "No", "no", "on", "Off", "yes", "y", "nUll", "True!", "<<", "=", "-", ".inf", ".nan"],
        *["2016-09-27", "12:30", "007", "+5", "1e3", ".5", "5.", "0x1F", "1_000", "1,5", "٣", "9" * 31],
    ],
)
def test_this_stays_text(text: str) -> None:
    assert resolve(text) == text
    assert type(resolve(text)) is str


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("FALSE", False),
        ("", None),
        ("~", None),
        ("null", None),
        ("0", 0),
        ("-12", -12),
        ("2026", 2026),
        ("1.10", Decimal("1.10")),
        ("-0.7", Decimal("-0.7")),
    ],
)
def test_this_is_something_else(text: str, value: Scalar) -> None:
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_numbers_keep_their_digits() -> None:
    assert str(resolve("1.10")) == "1.10"
    assert str(resolve("0.80")) == "0.80"
