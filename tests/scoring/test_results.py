"""Results: finding values, and the shapes that other programs read."""

from typing import Any

import pytest
from tests.definitions.definitions import STEPS, alone, loaded

ACROSS = """\
  units:
    across: [round]
    per: [step]
    value: share_of(step_reached, where=published)
    format: percent
  counted: {across: [round], value: count(published), format: count}
"""
FRAMEWORK = loaded(STEPS + ACROSS)
FORMS: list[dict[str, Any]] = [
    {
        "response": "a",
        "unit": "A",
        "round": "1",
        "group": "ledning",
        "school_form": "grundskola",
        "published": True,
    }
    | {"answers": {"L1": "ja", "L2": "nej", "K1": "ja"}},
    {
        "response": "b",
        "unit": "B",
        "round": "1",
        "published": True,
        "answers": {"L1": "nej", "L2": "ja", "K1": "ja"},
    },
    {"response": "c", "unit": "C", "round": "1", "answers": {"L1": "ja", "L2": "ja", "K1": "ja"}},
    {"response": "d", "unit": "D", "published": True, "answers": {"L1": "ja", "L2": "ja", "K1": "ja"}},
]
RESULTS = alone().score(FRAMEWORK, FORMS)


def test_one_value_is_picked_by_its_members() -> None:
    assert RESULTS.value("share", response="a", area="ledning", step="2") == 0
    assert RESULTS.value("highest_step", response="a") == "1"


def test_no_cell_or_several_are_not_one_value() -> None:
    for members in ({}, {"response": "okänd"}):
        with pytest.raises(LookupError):
            RESULTS.value("share", **members)
    with pytest.raises(KeyError):
        RESULTS.value("okänt")


def test_drafts_do_not_count_across_forms() -> None:
    assert RESULTS.value("units", step="1") == 0.5
    published = [dict(form, published=form["response"] != "b") for form in FORMS]
    assert alone().score(FRAMEWORK, published).value("units", step="1") == 1


def test_a_form_that_cannot_be_placed_is_left_out_with_a_warning() -> None:
    (note,) = RESULTS.notes
    assert note.code == "DR408"
    assert "1 av 4 formulär saknar omgång" in note.message("sv")
    assert "“units”, “counted”" in note.message("en")


def test_measures_come_in_the_order_of_the_rules() -> None:
    assert list(RESULTS.measures) == [rule.measure.name for rule in FRAMEWORK.rules]


def test_the_shape_of_a_cell() -> None:
    data = RESULTS.to_dict("en")
    assert data["measures"]["share"][0] == {
        "response": "a",
        "unit": "A",
        "round": "1",
        "group": "ledning",
        "school_form": "grundskola",
        "area": "ledning",
        "step": "1",
        "value": 1.0,
        "display": "100%",
    }
    assert data["measures"]["reached"][1]["value"] is False
    assert data["measures"]["units"][0] == {"round": "1", "step": "1", "value": 0.5, "display": "50%"}


def test_counts_are_whole_numbers() -> None:
    (cell,) = RESULTS.to_dict("sv")["measures"]["counted"]
    assert cell == {"round": "1", "value": 2, "display": "2"}
    assert type(cell["value"]) is int


def test_the_framework_is_named_with_its_fingerprint() -> None:
    assert RESULTS.to_dict()["framework"] == {
        "id": "steg",
        "edition": "1",
        "fingerprint": FRAMEWORK.plan.fingerprint,
    }
    assert len(FRAMEWORK.plan.fingerprint) == 16


def test_the_quick_way_gives_the_same_numbers() -> None:
    levels = FORMS[0]["answers"]
    quick = alone().scorer(FRAMEWORK).score_form(levels)
    slow = {
        (cell.measure.name, tuple(cell.members[name] for name in cell.measure.per)): (
            cell.number if cell.number is not None else cell.value
        )
        for cell in alone().score(FRAMEWORK, FORMS[0]).cells
        if "response" in cell.measure.population
    }
    assert quick == slow
