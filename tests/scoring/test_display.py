"""Numbers as people read them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import alone, loaded

from digiramverk.reports.explain import explanation_document
from digiramverk.reports.markdown_text import markdown
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
        ("0.00049999", "0,05 %"),
        ("-1/16", "-6,3 %"),
        ("-0.0004", "-0,04 %"),
        ("0.9995", "99,95 %"),
        ("0.99949999", "99,9 %"),
        ("12.5", "1250 %"),
    ],
)
def test_percent_has_one_decimal_or_as_many_as_it_takes_not_to_look_whole(value: str, shown: str) -> None:
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
        ("count", None, "0,5"),
        (None, "fraction", "50 %"),
        (None, "count", "0,5"),
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


@given(
    st.fractions(-1000, 1000, max_denominator=10**7),
    st.sampled_from([None, "percent", "points", "count", "decimals"]),
)
def test_what_is_not_whole_is_never_shown_as_whole(value: Fraction, style: str | None) -> None:
    for unit in ("fraction", "count", "points", None):
        shown = show_number(value, style, unit, "en").removesuffix("%")
        hundredfold = style == "percent" or (style is None and unit == "fraction")
        whole = value * (100 if hundredfold else 1)
        assert (Fraction(shown).denominator == 1) == (whole.denominator == 1)
        assert abs(Fraction(shown) - whole) <= Fraction(1, 20)


STATED = """\
digiramverk: 1
id: stated
edition: "1"
title: Stated
languages: [en]
scoring: {unanswered: exclude}
scale: [no, yes]
numbers: {merit: Merit value}
params: {low: 200, high: 250}
areas: {a: {indicators: {Q1: One thing}}}
rules:
  place: (merit - low) / (high - low)
  rounded: {value: merit / 7, round: 3}
  in_formula: round(merit / 7, 4, "half_up")
  share: {value: mean(fraction) / 3, round: 5}
  everybody: {across: [], value: mean(merit / 2)}
"""
FORMS = [
    {"unit": "Ash", "numbers": {"merit": 230.5}, "answers": {"Q1": "yes"}},
    {"unit": "Birch", "numbers": {"merit": 221}, "answers": {}},
]


def test_the_rounding_of_the_rule_decides_how_many_decimals_are_shown() -> None:
    framework = loaded(STATED)
    results = alone().score(framework, FORMS[:1])
    shown = {cell.measure.name: results.display(cell, "en") for cell in results.cells}
    assert shown == {
        "place": "0.61",
        "rounded": "32.929",
        "in_formula": "32.9286",
        "share": "33.333%",
        "everybody": "115.25",
    }


@pytest.mark.parametrize(
    ("measure", "members", "said"),
    [
        ("place", {"unit": "Ash"}, ["Merit value is stated as 230.5.", "merit - low is 30.5."]),
        ("everybody", {}, ["115.25 (Merit value: 230.5)", "110.5 (Merit value: 221)"]),
    ],
)
def test_an_explanation_shows_every_stated_number_that_it_reads(
    measure: str, members: dict[str, str], said: list[str]
) -> None:
    explanation = alone().explain(loaded(STATED), FORMS, measure, **members)
    text = markdown(explanation_document(explanation, "en")).replace("\\", "")
    assert all(each in text for each in said), text
