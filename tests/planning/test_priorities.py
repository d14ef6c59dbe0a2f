"""What to do first, what a plan proposes, and who has not published."""

from collections.abc import Sequence
from fractions import Fraction

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.loading.definitions import STEPS, alone, loaded

from digiramverk.loading.answers.read import assessments_of
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.planning.action_plan import AHEAD, FIRST, action_plan
from digiramverk.planning.priorities import in_priority
from digiramverk.planning.publishing import rounds_in_order, unpublished
from digiramverk.planning.standing import Standing, standings_of_cells, standings_of_form
from digiramverk.rules.missing import Missing

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


def test_the_lowest_step_comes_first_then_what_is_furthest_from_reached() -> None:
    assert names(in_priority(FRAMEWORK, standings({"L1": "delvis", "L2": "nej", "K1": "nej"}))) == [
        "K1",
        "L1",
        "L2",
    ]


def test_unanswered_is_left_to_do_and_not_relevant_is_not() -> None:
    left = in_priority(FRAMEWORK, standings({"L1": None, "L2": "not_relevant", "K1": "ja"}))
    assert names(left) == ["L1"]
    assert left[0].missing is Missing.UNANSWERED
    assert left[0].share is None


def test_a_heavier_indicator_comes_before_a_lighter_one() -> None:
    own = standings({"L1": "nej", "L2": "nej", "K1": "nej"})
    heavier = [
        evolve(each, indicator=evolve(each.indicator, weight=Fraction(2)))
        if each.indicator.id == "K1"
        else each
        for each in own
    ]
    assert names(in_priority(FRAMEWORK, own))[0] == "L1"
    assert names(in_priority(FRAMEWORK, heavier))[0] == "K1"


@given(ANSWERS)
def test_what_is_left_is_what_is_neither_reached_nor_irrelevant(answers: dict[str, str | None]) -> None:
    left = in_priority(FRAMEWORK, standings(answers))
    assert sorted(names(left)) == sorted(i for i in IDS if answers[i] not in {"ja", "not_relevant"})
    steps = [int(each.indicator.step or 0) for each in left]
    assert steps == sorted(steps)


@given(ANSWERS, st.sampled_from([None, "1", "2"]))
def test_a_plan_proposes_what_is_left_and_nothing_twice(
    answers: dict[str, str | None], ambition: str | None
) -> None:
    found = standings(answers)
    plan = action_plan(FRAMEWORK, found, ambition)
    left = set(names(in_priority(FRAMEWORK, found)))
    assert [each.area.id for each in plan.areas] == [area.id for area in FRAMEWORK.areas]
    for area in plan.areas:
        proposed = names(area.first) + names(area.ahead)
        assert len(proposed) == len(set(proposed))
        assert set(proposed) <= left
        assert len(area.first) <= FIRST
        assert len(area.ahead) <= AHEAD
        aimed = plan.ambition
        assert all(aimed is not None and (each.indicator.step or "") <= aimed for each in area.first)


def test_without_an_ambition_the_lowest_step_with_something_left_is_aimed_for() -> None:
    assert action_plan(FRAMEWORK, standings({"L1": "ja", "L2": "nej", "K1": "ja"})).ambition == "2"
    assert action_plan(FRAMEWORK, standings({"L1": "ja", "L2": "ja", "K1": "ja"})).ambition is None


@given(ANSWERS)
def test_shares_are_those_of_the_scale_and_comments_come_along(answers: dict[str, str | None]) -> None:
    shares = {"nej": Fraction(0), "delvis": Fraction(1, 2), "ja": Fraction(1)}
    for each in standings(answers):
        level = answers[each.indicator.id]
        assert each.share == shares.get(level or "")
        assert (each.share is None) == (each.missing is not None)
        assert each.reached == (level == "ja")


def test_an_indicator_that_a_group_is_not_asked_about_is_not_there() -> None:
    framework = loaded(
        STEPS.replace("{text: Planen följs upp, step: 2}", "{text: Planen, step: 2, groups: [larare]}")
    )
    asked = read(framework, {"group": "larare", "answers": {}})
    other = read(framework, {"group": "ledning", "answers": {}})
    assert "L2" in names(standings_of_form(framework, asked))
    assert "L2" not in names(standings_of_form(framework, other))


def test_of_several_groups_the_lowest_counts() -> None:
    text = STEPS + "  item_mean: {across: [round, group], per: [indicator], value: mean(fraction)}\n"
    framework = loaded(text)
    high = {"round": "1", "group": "ledning", "answers": dict.fromkeys(IDS, "ja")}
    low = {"round": "1", "group": "larare", "answers": {**dict.fromkeys(IDS, "ja"), "K1": "nej"}}
    results = alone().score(framework, [high, low])
    found = {each.indicator.id: each for each in standings_of_cells(results, list(results["item_mean"]))}
    assert (found["K1"].share, found["L1"].share) == (Fraction(0), Fraction(1))
    assert found["K1"].display is not None
    assert "Ledning" in found["K1"].display["sv"]
    assert "Leadership" in found["K1"].display["en"]


def test_who_has_not_published_is_told_with_the_drafts() -> None:
    forms = [
        form({}, response="a", unit="Alfa", round="1", published=True),
        form({}, response="b", unit="Beta", round="1", published=False),
        form({}, response="c", unit="Beta", round="1", published=False, group="larare"),
        form({}, response="d", unit="Gamma", round="0", published=True, school_form="forskola"),
    ]
    missing = unpublished(forms, "1")
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
