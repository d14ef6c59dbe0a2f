"""Nested areas, and the names of their levels."""

from fractions import Fraction

import pytest
from tests.definitions.definitions import STEPS, alone, codes_of, loaded

NESTED = """\
digiramverk: 1
id: fokus
edition: "1"
title: Fokus
scale: [nej, ja]
scoring: {unanswered: exclude}
area_levels: [focus_area, objective]
areas:
  kompetens:
    title: Digital kompetens
    areas:
      k1: {title: Delmål 1, indicators: {A: Ett, B: Två}}
      k2: {title: Delmål 2, indicators: {C: Tre}}
  tillgang:
    title: Likvärdig tillgång
    areas:
      t1: {title: Delmål 3, indicators: {D: Fyra}}
rules:
  by_objective: {per: [objective], value: mean(fraction)}
  by_focus: {per: [focus_area], value: mean(fraction)}
  of_objectives: {per: [focus_area], value: mean(by_objective)}
"""


def test_each_level_can_be_grouped_by() -> None:
    answers = {"A": "ja", "B": "nej", "C": "ja", "D": "nej"}
    results = alone().score(loaded(NESTED), {"answers": answers})
    half, all_of_it, nothing = Fraction(1, 2), Fraction(1), Fraction(0)
    for objective, value in {"k1": half, "k2": all_of_it, "t1": nothing}.items():
        assert results.value("by_objective", objective=objective) == value
    # Pooled over all indicators, or every objective weighing the same: two measures, never mixed up.
    assert results.value("by_focus", focus_area="kompetens") == Fraction(2, 3)
    assert results.value("of_objectives", focus_area="kompetens") == Fraction(3, 4)


def test_the_titles_are_found_by_the_name_of_the_level() -> None:
    framework = loaded(NESTED)
    assert framework.title_of("focus_area", "kompetens", "sv") == "Digital kompetens"
    assert framework.title_of("objective", "k2", "sv") == "Delmål 2"
    assert framework.title_of("objective", "okänd", "sv") == "okänd"


def test_an_area_can_have_indicators_and_areas() -> None:
    mixed = NESTED.replace("    areas:\n      t1", "    indicators: {E: Fem}\n    areas:\n      t1")
    assert [indicator.id for indicator in loaded(mixed).indicators] == ["A", "B", "C", "E", "D"]


def test_levels_without_names_are_asked_for() -> None:
    assert "DR215" in codes_of(NESTED.replace("[focus_area, objective]", "[focus_area]"))


def test_a_level_cannot_have_a_name_that_means_something_else() -> None:
    for name in ("step", "response", "fraction", "focus_area"):
        assert "DR226" in codes_of(NESTED.replace("objective]", f"{name}]"))


def test_an_area_id_is_used_once_in_the_whole_tree() -> None:
    assert codes_of(NESTED.replace("t1:", "k1:")) == ["DR213"]


LISTED = """\
digiramverk: 1
id: ansvar
edition: "1"
title: Ansvar
scale: [nej, ja]
roles: {rektor: Rektor}
groups: {ledning: Ledning}
goals: {g1: Likvärdig tillgång}
facets: {tema: [etik]}
scoring: {use: area_means, unanswered: exclude}
areas: {plan: {indicators: {A: Ett, B: Två}}}
responsibilities:
  leda: {text: Leder arbetet, roles: [rektor], goals: [g1], groups: [ledning], facets: {tema: etik}}
"""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("[g1]", "[g2]"), ("[ledning]", "[larare]"), ("tema: etik", "tema: kod"), ("tema: etik", "temm: etik")],
)
def test_what_a_responsibility_refers_to_is_looked_up_though_it_is_only_listed(
    right: str, wrong: str
) -> None:
    assert not codes_of(LISTED)
    assert codes_of(LISTED.replace(right, wrong)) == ["DR212"]


@pytest.mark.parametrize(
    "names", ["[area, area]", "[indicator]", "[area, step]", "{area: Område, group: Grupp}", "[x, x, x]"]
)
def test_a_level_called_what_something_else_is_called_is_all_that_is_wrong(names: str) -> None:
    found = codes_of(STEPS.replace("areas:\n", f"area_levels: {names}\nareas:\n", 1))
    assert set(found) - {"DR308"} == {"DR226"}


@pytest.mark.parametrize("key", ["suggestions", "measurable_goals"])
def test_what_is_proposed_is_meant_for_answers_that_the_indicators_scale_has(key: str) -> None:
    one = "{text: Det finns en plan, step: 1"
    text = STEPS.replace(one, one + f", {key}: {{f1: {{text: Skriv, answers: [nej, delviss]}}}}")
    assert codes_of(text) == ["DR212"]
    assert codes_of(text.replace("delviss", "delvis")) == []
    assert codes_of(text.replace("delviss", "not_relevant")) == ["DR212"]


def test_an_addressee_is_one_of_two() -> None:
    one = "{text: Det finns en plan, step: 1"
    text = STEPS.replace(one, one + ", suggestions: {f1: {text: Skriv, addressee: huvudman}}")
    assert codes_of(text) == ["DR204"]
