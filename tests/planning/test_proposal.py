"""What an action plan proposes, in which order, and how much of it in each area."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.model import Proposal, Text
from digiramverk.planning.proposal import ProposedIndicator, by_area, fitting, proposed
from digiramverk.scoring.results import Results

FRAMEWORK = loaded(
    STEPS + "  low: {per: [indicator], value: fraction < 1}\n  gap: {per: [indicator], value: 1 - fraction}\n"
)
IDS = ["L1", "L2", "K1"]
LEVELS = st.fixed_dictionaries(dict.fromkeys(IDS, st.sampled_from(["not_relevant", "nej", "delvis", "ja"])))
GAPS = {"nej": Fraction(1), "delvis": Fraction(1, 2), "ja": Fraction(0)}


def scored(answers: dict[str, str]) -> Results:
    return alone().score(FRAMEWORK, {"answers": answers})


def names(items: Sequence[ProposedIndicator]) -> list[str]:
    return [item.indicator.id for item in items]


@given(LEVELS)
def test_a_yes_proposes_in_the_order_of_the_framework_and_a_number_the_largest_first(
    answers: dict[str, str],
) -> None:
    results = scored(answers)
    wanted = [name for name in IDS if GAPS.get(answers[name], 0) > 0]
    assert names(proposed(FRAMEWORK, results["low"])) == wanted
    by_gap = sorted(wanted, key=lambda name: -GAPS[answers[name]])
    assert names(proposed(FRAMEWORK, results["gap"])) == by_gap


def test_what_is_proposed_comes_with_its_areas_and_the_values_that_say_so() -> None:
    (first, second) = proposed(FRAMEWORK, scored({"L1": "delvis", "L2": "ja", "K1": "nej"})["gap"])
    assert [area.id for area in first.areas] == ["kompetens"]
    assert [cell.value for cell in (*first.cells, *second.cells)] == [1, Fraction(1, 2)]


@pytest.mark.parametrize("most", [None, 0, 1, 2, 5])
def test_each_area_has_what_is_proposed_there_and_the_rest_beyond_the_most(most: int | None) -> None:
    items = proposed(FRAMEWORK, scored(dict.fromkeys(IDS, "nej"))["gap"])
    found = by_area(FRAMEWORK, items, most)
    assert [each.area.id for each in found] == ["ledning", "kompetens"]
    assert [names((*each.items, *each.rest)) for each in found] == [["L1", "L2"], ["K1"]]
    assert [len(each.items) for each in found] == [
        min(2, 5 if most is None else most),
        min(1, 5 if most is None else most),
    ]


def test_an_area_without_proposals_is_there_and_empty() -> None:
    assert [(each.items, each.rest) for each in by_area(FRAMEWORK, (), 3)] == [((), ()), ((), ())]


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ({}, True),
        ({"answers": ("nej",)}, True),
        ({"answers": ("delvis", "ja")}, False),
        ({"addressee": "unit"}, True),
        ({"addressee": "organiser"}, False),
        ({"school_forms": ("grundskola",)}, True),
        ({"school_forms": ("forskola",)}, False),
        ({"answers": ("nej",), "addressee": "organiser"}, False),
    ],
)
def test_what_fits_is_meant_for_the_answer_the_school_form_and_those_who_plan(
    said: dict[str, Any], *, fits: bool
) -> None:
    each = Proposal(id="f1", text=Text.of("Skriv en plan", "sv"), **said)
    assert fitting([each], "nej", "unit", {"grundskola"}) == ((each,) if fits else ())


def test_what_is_unknown_rules_out_what_is_meant_for_certain_answers_and_no_school_form() -> None:
    some = Proposal(id="f1", text=Text.of("Skriv en plan", "sv"), answers=("nej",))
    other = Proposal(id="f2", text=Text.of("Läs planen", "sv"), school_forms=("forskola",))
    assert fitting([some, other], None, "organiser", ()) == (other,)
