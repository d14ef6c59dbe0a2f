"""The values that a framework and an assessment consist of."""

from fractions import Fraction

import attrs
import pytest
from tests.definitions.definitions import PLAN, STEPS, loaded

from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.scale import Level, Scale
from digiramverk.model.text import Text


def test_a_text_falls_back_on_its_first_language() -> None:
    text = Text((("sv", "Ledning"), ("en", "Leadership")))
    assert (text.to("sv"), text.to("en"), text.to("fi")) == ("Ledning", "Leadership", "Ledning")


def test_a_plain_text_is_in_the_frameworks_first_language() -> None:
    assert Text.of("Ledning", "sv").to_data() == {"sv": "Ledning"}
    framework = loaded(PLAN.replace("title: Vår digitala plan", "title: Our plan\nlanguages: [en, sv]"))
    assert framework.title.to_data() == {"en": "Our plan"}


@pytest.mark.parametrize(
    ("points", "fractions"),
    [
        (["0", "1", "2"], ["0", "1/2", "1"]),
        (["-2", "-0.7", "0.7", "2"], ["0", "13/40", "27/40", "1"]),
        (["1", "3", "2"], ["0", "1", "1/2"]),
    ],
)
def test_points_are_placed_between_the_lowest_and_the_highest(
    points: list[str], fractions: list[str]
) -> None:
    title = Text((("sv", "x"),))
    levels = tuple(Level(f"l{i}", title, Fraction(value)) for i, value in enumerate(points))
    scale = Scale("s", levels, title)
    assert [scale.fraction(level) for level in levels] == [Fraction(value) for value in fractions]


def test_a_level_without_points_gets_its_position() -> None:
    assert [level.points for level in loaded(PLAN).scales[0].levels] == [0, 1, 2]


def test_values_cannot_be_changed() -> None:
    framework = loaded(PLAN)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        framework.id = "x"  # type: ignore[misc]


def test_a_framework_finds_its_parts() -> None:
    framework = loaded(STEPS)
    assert framework.reference == "steg@1"
    assert [indicator.id for indicator in framework.indicators] == ["L1", "L2", "K1"]
    assert framework.scale_of(framework.indicators[0]) is framework.scales[0]
    assert framework.rule("share").measure.value.text == "mean(fraction)"
    with pytest.raises(KeyError):
        framework.rule("okänd")


@pytest.mark.parametrize(
    ("dimension", "member", "title"),
    [
        ("area", "ledning", "Ledning"),
        ("group", "ledning", "Leadership"),
        ("step", "1", "1"),
        ("school_form", "forskola", "Förskola"),
        ("indicator", "L1", "Det finns en plan"),
        ("level", "ja", "Yes"),
        ("unit", "Björkskolan", "Björkskolan"),
    ],
)
def test_everything_has_a_title_or_is_called_by_its_id(dimension: str, member: str, title: str) -> None:
    assert loaded(STEPS).title_of(dimension, member, "en") == title


def test_an_assessment_knows_its_levels() -> None:
    form = Assessment("r", (Answer("L1", "ja"), Answer("L2", None)))
    assert form.levels == {"L1": "ja", "L2": None}
    assert not form.published
