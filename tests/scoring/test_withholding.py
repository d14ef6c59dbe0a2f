"""Groups too small to show are withheld, and so is what would give them away."""

import pytest
from tests.definitions.definitions import alone, loaded

from digiramverk.rules.missing import Missing
from digiramverk.scoring.results import Results

GROUPS = """\
digiramverk: 1
id: enkat
edition: "1"
title: Enkät
scale: [nej, delvis, ja]
groups: {g1: Ett, g2: Två, g3: Tre}
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {F1: Trivs du}}}
rules:
  n: {across: [unit], per: [group], value: count(answered)}
  level: {across: [unit], per: [group], value: mean(fraction), show_if: n >= 5}
  high: {across: [unit], per: [group], value: level >= 0.5}
"""
TOTAL = "  total: {across: [unit], value: mean(fraction), show_if: count(answered) >= 5}\n"
LEVELS = ("ja", "nej", "delvis")


def score(text: str, **sizes: int) -> Results:
    """The results of one school with so many forms of each group."""
    forms = [
        {"response": f"{group}-{n}", "unit": "Ek", "group": group, "answers": {"F1": LEVELS[n % 3]}}
        for group, size in sizes.items()
        for n in range(size)
    ]
    return alone().score(loaded(text), forms)


def withheld(results: Results, measure: str) -> list[str]:
    """The groups whose value is withheld; no value is shown beside a reason to have none."""
    cells = results[measure]
    assert all((cell.value is None) == (cell.missing is not None) for cell in cells)
    return [
        cell.members["group"] for cell in cells if cell.missing is not None and cell.missing.key == "withheld"
    ]


def test_without_a_total_only_the_small_group_is_withheld() -> None:
    results = score(GROUPS, g1=3, g2=8, g3=9)
    assert withheld(results, "level") == ["g1"]
    assert withheld(results, "high") == ["g1"]


def test_with_a_total_the_smallest_of_the_others_is_withheld_too() -> None:
    results = score(GROUPS + TOTAL, g1=3, g2=8, g3=9)
    assert withheld(results, "level") == ["g1", "g2"]
    assert withheld(results, "high") == ["g1", "g2"]
    assert results.value("total") is not None


def test_the_smallest_is_found_wherever_it_stands() -> None:
    assert withheld(score(GROUPS + TOTAL, g1=9, g2=3, g3=8), "level") == ["g2", "g3"]


@pytest.mark.parametrize("sizes", [(3, 4, 9), (5, 5, 5), (1, 2, 3)], ids=["two small", "none", "all"])
def test_where_no_single_group_is_withheld_nothing_more_is(sizes: tuple[int, ...]) -> None:
    names = ("g1", "g2", "g3")
    results = score(GROUPS + TOTAL, **dict(zip(names, sizes, strict=True)))
    small = [name for name, size in zip(names, sizes, strict=True) if size < 5]
    assert withheld(results, "level") == small


def test_how_many_answered_is_no_secret() -> None:
    assert withheld(score(GROUPS + TOTAL, g1=3, g2=8, g3=9), "n") == []


def test_a_total_of_counts_gives_no_group_away() -> None:
    # How many answered, and how many were invited, in all groups together.
    text = GROUPS.replace("rules:\n", "numbers: [invited]\nrules:\n")
    counts = (
        "  answers: {across: [unit], value: sum(n)}\n"
        "  asked: {across: [unit], per: [group], value: max(invited)}\n"
        "  all_asked: {across: [unit], value: sum(asked) if all(known(asked)) else undecided}\n"
    )
    assert withheld(score(text + counts, g1=3, g2=8, g3=9), "level") == ["g1"]
    assert withheld(score(text + counts + TOTAL, g1=3, g2=8, g3=9), "level") == ["g1", "g2"]


YES_OR_NO = """\
digiramverk: 1
id: enkat
edition: "1"
title: Enkät
scale: [nej, ja]
groups: {g1: Ett, g2: Två, g3: Tre}
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {F1: Trivs du, F2: Blir du hörd}}}
bands: {läge: {lågt: {below: 0.5}, högt: {at_least: 0.5}}}
rules:
  own: mean(fraction)
  good: own >= 0.5
  place: band(own, läge)
  some: any(answer == "ja")
  high: {across: [unit, group], value: VALUE, show_if: count(known(own)) >= 3}
  high_all: {across: [unit], value: VALUE, show_if: count(known(own)) >= 3}
"""


@pytest.mark.parametrize(
    "value", ["count(good)", "share_of(good)", 'share_of(place == "högt")', "count(some)", "count(not good)"]
)
@pytest.mark.parametrize("small", ["ja", "nej"])
def test_all_or_none_of_those_withheld_does_not_follow_from_a_total(value: str, small: str) -> None:
    # Three of the small groups say the same. Beside the large group a total would say so of each of them.
    answers = [("g1", small)] * 2 + [("g2", "ja"), ("g2", "nej")] * 2 + [("g3", small)]
    forms = [
        {"response": str(n), "unit": "Ek", "group": group, "answers": {"F1": level, "F2": level}}
        for n, (group, level) in enumerate(answers)
    ]
    results = alone().score(loaded(YES_OR_NO.replace("VALUE", value)), forms)
    assert {"g1", "g3"} <= set(withheld(results, "high"))
    assert "g2" in withheld(results, "high") or results["high_all"][0].value is None


@pytest.mark.parametrize(
    "rule",
    [
        '(step_reached < "1") == all(points == 0)',
        'step_reached == "1" or any(points > 1)',
        "told and any(points > 0)",
    ],
)
def test_what_is_said_of_steps_and_of_yes_can_be_withheld(rule: str) -> None:
    framework = loaded(
        f"""digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en]
scale: [no, partly, yes]
steps: [1, 2]
scoring: {{unanswered: exclude, results_per: [unit]}}
areas: {{a: {{title: A, indicators: {{A1: {{text: One, step: 1}}, A2: {{text: Two, step: 2}}}}}}}}
rules:
  step_reached: highest(step == "1")
  told: any(answered)
  held: {{value: '{rule}', show_if: count(answered) >= 9}}
"""
    )
    forms = [{"unit": "u1", "answers": {"A1": level, "A2": "no"}} for level in ("yes", "no", "partly")]
    results = alone().score(framework, forms)
    assert [cell.missing for cell in results["held"]] == [Missing.WITHHELD]
