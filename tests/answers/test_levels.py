"""What may be written as an answer."""

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from digiramverk.model.scale import Level, Scale
from digiramverk.model.spellings import LevelNames
from digiramverk.model.text import Text


def scale(*levels: tuple[str, str, str, str]) -> Scale:
    """A scale of (id, Swedish label, English label, points)."""
    return Scale(
        "s",
        tuple(
            Level(name, Text((("sv", sv), ("en", en))), Fraction(points)) for name, sv, en, points in levels
        ),
        Text((("sv", "Ej relevant"), ("en", "Not relevant"))),
    )


STATUS = scale(
    ("nej", "Nej, inte alls", "No", "0"), ("delvis", "Delvis", "Partly", "0.5"), ("ja", "Ja", "Yes", "4")
)


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("ja", "ja"),
        (" JA ", "ja"),
        ("Yes", "ja"),
        ("nej, inte alls", "nej"),
        ("Partly", "delvis"),
        pytest.param(4, "ja", id="a number"),
        ("4", "ja"),
        ("4.0", "ja"),
        (Decimal("0.50"), "delvis"),
        ("0,5", "delvis"),
        (" 0,5 ", "delvis"),
        ("0", "nej"),
        ("-0", "nej"),
        ("not_relevant", "not_relevant"),
        ("Not_Relevant", "not_relevant"),
        ("Ej relevant", "not_relevant"),
        ("not relevant", "not_relevant"),
    ],
)
def test_a_level_can_be_written_as_id_label_or_points(written: str | int | Decimal, level: str) -> None:
    assert LevelNames.of(STATUS).find(written) == level


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("c. Ja", "ja"),
        ("a) ja", "ja"),
        ("B: Nej, inte alls", "nej"),
        ("4 - Ja", "ja"),
        ("3. Ja", "ja"),
        ("2 Partly", "delvis"),
        ("0,5 – Delvis", "delvis"),
        ("0.5) delvis", "delvis"),
        ("1.Nej, inte alls", "nej"),
        ("9. Ej relevant", "not_relevant"),
    ],
)
def test_a_label_may_follow_the_mark_of_a_list(written: str, level: str) -> None:
    assert LevelNames.of(STATUS).find(written) == level


@pytest.mark.parametrize(
    "written",
    [
        "2 - Ja",
        "4. Delvis",
        "1 Ja",
        "7. Ja",
        "0 - Ej relevant",
        "ab. Ja",
        "c Ja",
        "c.",
        "4 -",
        "c. jaa",
        "2. 4 - Ja",
    ],
)
def test_a_mark_that_says_something_else_is_no_level(written: str) -> None:
    assert LevelNames.of(STATUS).find(written) is None


def test_a_letter_that_names_a_level_has_to_be_that_of_the_label() -> None:
    names = LevelNames.of(scale(("a", "Ja", "Yes", "0"), ("b", "Nej", "No", "1")))
    assert names.find("a. Ja") == "a"
    assert names.find("b. Ja") is None


@pytest.mark.parametrize("written", ["declined", "Vill inte svara", "prefer NOT to say"])
def test_declining_is_an_answer_where_the_scale_offers_it(written: str) -> None:
    offered = attrs.evolve(STATUS, declined=Text((("sv", "Vill inte svara"), ("en", "Prefer not to say"))))
    assert LevelNames.of(offered).find(written) == "declined"
    assert LevelNames.of(STATUS).find(written) is None


@pytest.mark.parametrize(
    "written",
    ["", " ", "jaa", "3", "1.000.0", "0,5,0", "--4", "4e0", "½", "٤", ".", ",", "-", "9" * 30, "true"],
)
def test_nothing_else_is_a_level(written: str) -> None:
    assert LevelNames.of(STATUS).find(written) is None


def test_points_that_two_levels_share_name_neither() -> None:
    names = LevelNames.of(scale(("a", "A", "A", "1"), ("b", "B", "B", "1"), ("c", "C", "C", "2")))
    assert names.find("1") is None
    assert names.find("2") == "c"


def test_a_label_that_two_levels_share_names_neither() -> None:
    names = LevelNames.of(scale(("a", "Ja", "Yes", "0"), ("b", "Ja", "Indeed", "1")))
    assert names.find("ja") is None
    assert names.find("yes") == "a"


def test_where_ids_are_numbers_points_are_not_guessed_at() -> None:
    names = LevelNames.of(scale(("1", "Ett", "One", "0"), ("2", "Två", "Two", "1")))
    assert names.find("1") == "1"
    assert names.find("0") is None


def test_an_id_wins_over_the_label_of_another_level() -> None:
    names = LevelNames.of(scale(("nej", "Ja", "Yes", "0"), ("ja", "Nej", "No", "1")))
    assert (names.find("ja"), names.find("nej"), names.find("yes")) == ("ja", "nej", "nej")


def test_negative_points() -> None:
    names = LevelNames.of(scale(("a", "A", "A", "-2.0"), ("b", "B", "B", "-0.7"), ("c", "C", "C", "0.7")))
    assert [names.find(text) for text in ("-2", "-0,7", "0.7", "2")] == ["a", "b", "c", None]
