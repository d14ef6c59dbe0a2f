"""Levels that are numbers are their points, however they are written and answered."""

from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest
from tests.definitions.definitions import alone, codes_of, loaded
from tests.definitions.overlay_files import extended
from tests.scoring.test_frames import given_to, rows

from digiramverk.core.errors import InputError
from digiramverk.definitions.plain_data import to_yaml

PLAN = """\
digiramverk: 1
id: numbers
edition: "1"
title: Numbers
languages: [en]
scale: SCALE
scoring: {unanswered: exclude}
areas: {a: {indicators: {Q1: One thing, Q2: Another thing}}}
rules: {average: mean(points), place: mean(fraction), most: max(max_points)}
"""
WORKSPACE = alone()


def plan(scale: str) -> str:
    return PLAN.replace("SCALE", scale)


@pytest.mark.parametrize(
    ("scale", "points"),
    [
        ("[1, 2, 3, 4, 5]", "1 2 3 4 5"),
        ("[0, 0.5, 1, 1.5]", "0 1/2 1 3/2"),
        ("[-2, -1, 0, 1, 2]", "-2 -1 0 1 2"),
        ('["-2", "0", "2"]', "-2 0 2"),
        ("[5, 3, 1]", "5 3 1"),
        ("[10, 20]", "10 20"),
        ("{levels: {1: Not at all, 2: {title: A little}, 4: {}}}", "1 2 4"),
        ("{levels: {-1: Worse, 1: Better}}", "-1 1"),
        ("{levels: {1: {title: Not at all, points: 0}, 2: A little}}", "0 2"),
        ("{levels: {1: {points: 10}, unknown: {points: 0}}}", "10 0"),
        ("[no, partly, yes]", "0 1 2"),
        ("{levels: {no: No, yes: Yes}}", "0 1"),
        ("[A1, A2, B1]", "0 1 2"),
    ],
)
def test_a_number_is_its_points_and_a_word_its_position(scale: str, points: str) -> None:
    framework = loaded(plan(scale))
    assert [level.points for level in framework.scales[0].levels] == [*map(Fraction, points.split())]
    assert loaded(to_yaml(framework)) == framework


@pytest.mark.parametrize(
    ("scale", "codes"),
    [
        ("[1, 2, unknown]", ["DR281"]),
        ("{levels: {1: One, 2: Two, unknown: Do not know}}", ["DR281"]),
        ("{levels: {no: {points: 5}, yes: Yes}}", ["DR281"]),
        ("[1, 1.0, 2]", ["DR282"]),
        ("[1, 1.0]", ["DR282"]),
        ("{levels: {1: {points: 1}, 1.0: {points: 1}}}", ["DR282"]),
        ("[1, unknown]", ["DR281"]),
        ("[1, 1234567890123456789012345678901]", ["DR288"]),
        ("[0.1234567890123456789012345678901, one]", ["DR288"]),
        ("{levels: {1: {points: 1234567890123456789012345678901}, 2: {points: 1}}}", ["DR288"]),
        ("[-no, yes]", ["DR205"]),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(scale: str, codes: list[str]) -> None:
    assert codes_of(plan(scale)) == codes


@pytest.mark.parametrize(
    ("levels", "codes"),
    [
        ('{low: "1", high: "2"}', ["DR283", "DR283"]),
        ('{low: "0", high: {title: {en: "1", sv: "2"}}}', ["DR283"]),
        ('{low: "0", high: {title: "1"}}', []),
        ('{low: {title: "1", points: 0}, high: {title: "2", points: 4}}', []),
    ],
)
def test_a_level_that_is_called_a_number_and_gives_others_is_warned_of(
    levels: str, codes: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(plan(f"{{levels: {levels}}}"), encoding="utf-8")
    assert [each.code for each in WORKSPACE.validate(path)] == codes


@pytest.mark.parametrize("written", [5, "5", "5.0", 5.0, "5,0", " 5 "], ids=repr)
def test_an_answer_is_the_number_however_it_is_written(written: object) -> None:
    results = WORKSPACE.score(loaded(plan("[1, 2, 3, 4, 5]")), {"answers": {"Q1": written, "Q2": 4}})
    assert [cell.value for cell in results.cells] == [Fraction(9, 2), Fraction(7, 8), 5]


@pytest.mark.parametrize("written", [4.5, "4,5", "0", 6, "-1"], ids=repr)
def test_a_number_that_is_no_level_is_none(written: object) -> None:
    with pytest.raises(InputError):
        WORKSPACE.score(loaded(plan("[1, 2, 3, 4, 5]")), {"answers": {"Q1": written}})


@pytest.mark.parametrize(
    ("scale", "first", "second", "values"),
    [
        ("[1, 2, 3, 4, 5]", [5, 4], [4, None], [(Fraction(9, 2), Fraction(7, 8)), (4, Fraction(3, 4))]),
        ("[5, 4, 3, 2, 1]", [5, 4], [4, None], [(Fraction(9, 2), Fraction(7, 8)), (4, Fraction(3, 4))]),
        (
            "[0, 0.5, 1, 1.5, 2]",
            [2, 1.5],
            [0.5, 0],
            [(Fraction(5, 4), Fraction(5, 8)), (Fraction(3, 4), Fraction(3, 8))],
        ),
        ("[-2, -1, 0, 1, 2]", [-2, -1], [2, 0], [(0, Fraction(1, 2)), (Fraction(-1, 2), Fraction(3, 8))]),
    ],
)
def test_columns_of_numbers_give_the_same_for_every_library(
    scale: str,
    first: list[float],
    second: list[float | None],
    values: list[tuple[object, object]],
    library: str,
) -> None:
    frame = pl.DataFrame({"unit": ["Ash", "Birch"], "Q1": first, "Q2": second}, strict=False)
    found = rows(WORKSPACE.score_frame(loaded(plan(scale)), given_to(library, frame)).forms)
    assert [(row["average"], row["place"]) for row in found] == values


def test_an_overlay_adds_a_number_as_its_points_and_has_to_say_those_of_a_word(tmp_path: Path) -> None:
    base = plan("[1, 2, 3]")
    more = "add: {scales: {scale: {levels: {5: Most of all}}}}\n"
    framework = extended(tmp_path, more, base=base)
    assert [level.points for level in framework.scales[0].levels] == [1, 2, 3, 5]


def test_an_explanation_raises_by_points_and_not_by_place() -> None:
    found = WORKSPACE.explain(loaded(plan("[3, 2, 1]")), {"answers": {"Q1": 2, "Q2": 3}}, "average")
    assert found.change is not None
    assert (found.change.after.id, found.change.value) == ("3", 3)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('scale: {levels: {2: {title: "1"}, 1: {title: "2"}}}', [("2", "1"), ("1", "2")]),
        ('scale: {levels: {2: {title: "1.0"}, 1: {title: One}}}', [("2", "1")]),
        ("scale: {levels: {no: {title: {en: YES, sv: Nej}}, yes: {title: Maybe}}}", [("no", "yes")]),
        ('scale: {levels: {1: {title: "1"}, 2: {title: Two}}}', []),
        ("scale: {levels: {no: {title: Same}, yes: {title: Same}}}", []),
        ("groups: {teachers: Heads, heads: Leaders}", [("teachers", "heads")]),
        ("school_forms: {a: Same, b: same}", [("a", "b")]),
        ("attributes: {owner: {members: {x: Y, y: Z}}}", [("x", "y")]),
        ("groups: {teachers: Teachers, heads: Heads}", []),
    ],
)
def test_a_label_that_another_is_called_is_warned_of(
    more: str, said: list[tuple[str, str]], tmp_path: Path
) -> None:
    base = plan("[no, partly, yes]")
    text = base.replace("scale: [no, partly, yes]", more) if "scale" in more else f"{base}{more}\n"
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    found = [each for each in WORKSPACE.validate(path) if each.code == "DR287"]
    assert [(each.args["name"], each.args["other"]) for each in found] == said
    assert all(each.span is not None and each.span.text == each.args["name"] for each in found)
