"""How indicators stand, who is missing, and the order of rounds."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.answers.answer_files import assessments_of
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.planning.publishing import rounds_in_order, unpublished
from digiramverk.planning.standing import Standing, standings_of_cells, standings_of_form

FRAMEWORK = loaded(STEPS)
IDS = [each.id for each in FRAMEWORK.indicators]
LEVELS = st.sampled_from([None, "not_relevant", "nej", "delvis", "ja"])
ANSWERS = st.fixed_dictionaries(dict.fromkeys(IDS, LEVELS))


def form(answers: dict[str, str | None], **said: object) -> Assessment:
    """One form as it is read; None is a question without an answer."""
    given_ = {name: level for name, level in answers.items() if level is not None}
    return read(FRAMEWORK, {"answers": given_, **said})


def read(framework: Framework, said: dict[str, object]) -> Assessment:
    return assessments_of([said], framework)[0]


def standings(answers: dict[str, str | None]) -> tuple[Standing, ...]:
    return standings_of_form(FRAMEWORK, form(answers))


def names(found: Sequence[Standing]) -> list[str]:
    return [each.indicator.id for each in found]


@given(ANSWERS)
def test_shares_are_those_of_the_scale_and_comments_come_along(answers: dict[str, str | None]) -> None:
    shares = {"nej": Fraction(0), "delvis": Fraction(1, 2), "ja": Fraction(1)}
    for each in standings(answers):
        level = answers[each.indicator.id]
        assert each.share == shares.get(level or "")
        assert (each.share is None) == (each.missing is not None)


def test_an_indicator_that_a_group_is_not_asked_about_is_not_there() -> None:
    framework = loaded(
        STEPS.replace("{text: Planen följs upp, step: 2}", "{text: Planen, step: 2, groups: [larare]}")
    )
    asked = read(framework, {"group": "larare", "answers": {}})
    other = read(framework, {"group": "ledning", "answers": {}})
    assert "L2" in names(standings_of_form(framework, asked))
    assert "L2" not in names(standings_of_form(framework, other))


def test_of_several_groups_none_is_taken_for_the_whole() -> None:
    text = STEPS + "  item_mean: {across: [round, group], per: [indicator], value: mean(fraction)}\n"
    framework = loaded(text)
    high = {"round": "1", "group": "ledning", "answers": dict.fromkeys(IDS, "ja")}
    low = {"round": "1", "group": "larare", "answers": {**dict.fromkeys(IDS, "ja"), "K1": "nej"}}
    results = alone().score(framework, [high, low])
    found = {each.indicator.id: each for each in standings_of_cells(results, list(results["item_mean"]))}
    assert (found["K1"].share, found["L1"].share) == (None, None)
    assert found["K1"].missing is None
    assert found["K1"].display is not None
    assert "Ledning" in found["K1"].display["sv"]
    assert "Leadership" in found["K1"].display["en"]


def test_who_is_missing_is_told_with_the_forms_that_do_not_count() -> None:
    forms = [
        form({}, response="a", unit="Alfa", round="1", published=True),
        form({}, response="b", unit="Beta", round="1", published=False),
        form({}, response="c", unit="Beta", round="1", published=False, group="larare"),
        form({}, response="d", unit="Gamma", round="0", published=True, school_form="forskola"),
    ]
    missing = unpublished(forms, [each.published for each in forms], "1")
    assert [(each.unit, each.drafts, each.school_form) for each in missing] == [
        ("Beta", 2, None),
        ("Gamma", 0, "forskola"),
    ]


@given(st.lists(st.integers(0, 3000).map(str) | st.sampled_from(["ht", "vt"])))
def test_rounds_stand_in_order_each_once_numbers_as_numbers(rounds: list[str]) -> None:
    ordered = rounds_in_order(rounds)
    assert set(ordered) == set(rounds)
    assert len(ordered) == len(set(ordered))
    numbers = [int(name) for name in ordered if name.isdecimal()]
    assert numbers == sorted(numbers)
    assert [name.isdecimal() for name in ordered] == sorted((n.isdecimal() for n in ordered), reverse=True)
