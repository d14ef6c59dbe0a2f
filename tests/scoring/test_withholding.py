"""Groups too small to show are withheld, and so is what would give them away."""

import pytest
from tests.loading.definitions import alone, loaded

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
