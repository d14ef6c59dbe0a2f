"""Measures of groups have the same values whichever way they take: columns, or one group at a time."""

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from tests.rules.oracle import Sheet
from tests.rules.small import sheet
from tests.rules.test_oracle import STATES
from tests.tables.differential import TABLES, several
from tests.tables.frames import run_frames
from tests.tables.test_frames import agree, planned

from digiramverk.tables import column_expressions, outcome
from digiramverk.tables.bounds import Bounds
from digiramverk.tables.column_expressions import Unfit
from digiramverk.tables.gathering import Gathered
from digiramverk.tables.single_groups import SingleGroup

WIDTH_OF = column_expressions.width_of


@pytest.fixture(name="ways")
def ways_are_counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many values have been computed for single groups, and noted of single finer groups."""
    found: Counter[str] = Counter()
    for owner, name in ((SingleGroup, "outputs"), (Gathered, "note")):
        whole = getattr(owner, name)

        def counted(self: Any, *given: Any, whole: Any = whole, name: str = name) -> Any:  # noqa: ANN401 - any method
            found[name] += 1
            return whole(self, *given)

        monkeypatch.setattr(owner, name, counted)
    return found


@pytest.fixture(name="never_together")
def all_forms_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever would be given to the scalar engine as a whole fails."""
    monkeypatch.setattr(outcome, "_all_together", None)


def narrow(monkeypatch: pytest.MonkeyPatch, bits: int) -> None:
    """Whole numbers of few bits are all that columns hold."""

    def width_of(within: Bounds[int]) -> int:
        if within.high - within.low >= 1 << bits:
            raise Unfit
        return WIDTH_OF(within)

    monkeypatch.setattr(column_expressions, "width_of", width_of)


@pytest.mark.parametrize(("bits", "part"), [(4, 0), (5, 1), (7, 2)])
def test_groups_that_do_not_fit_columns_have_the_same_values(
    bits: int, part: int, monkeypatch: pytest.MonkeyPatch, ways: Counter[str]
) -> None:
    narrow(monkeypatch, bits)
    tally = several(range(part, 90, 3), (TABLES,))
    assert tally.different == []
    assert ways["outputs"] > 0


SHEETS = [
    Sheet((state,), {**sheet().members, "unit": f"u{unit}", "school_form": f"s{unit % 2}"})
    for unit in range(4)
    for state in STATES[unit:]
]
LARGE = 10**12 + 39
OVER_LARGE = f"mean(points) / ({LARGE} + 2 * sum(points))"
SCALED = f"mean(points) / {LARGE} + sum(points) / {LARGE + 2}"


@pytest.mark.usefixtures("never_together")
def test_a_figure_beyond_64_bits_is_exact_and_later_stages_read_it() -> None:
    rules = {
        "scaled": {"across": ["unit"], "value": SCALED},
        "twice": {"across": ["unit"], "value": "scaled * scaled"},
        "of_all": {"across": [], "value": "max(twice) - min(scaled)"},
        "above": {"across": ["unit"], "value": "scaled > 0"},
    }
    agree(planned(rules, "1"), SHEETS)


@pytest.mark.usefixtures("never_together")
def test_folds_of_figures_beyond_64_bits_are_exact() -> None:
    rules = {
        "scaled": {
            "across": ["unit"],
            "per": ["step"],
            "value": f"mean(points) / ({LARGE} + 2 * sum(points))",
        },
        "mean_of_steps": {"across": ["unit"], "value": "mean(scaled)"},
        "middle_of_steps": {"across": ["unit"], "value": "median(scaled)"},
        "sum_of_weighted": {"across": ["unit"], "value": "mean(scaled, weight=scaled)"},
    }
    sheets = [Sheet((*each.states, 3, 2), each.members) for each in SHEETS]
    agree(planned(rules, *"123"), sheets)


@pytest.mark.usefixtures("never_together")
def test_what_is_missing_everywhere_is_missing_for_the_same_reason() -> None:
    rules = {
        "share": "mean(fraction)",
        "scaled": {
            "across": ["unit", "round"],
            "value": f"mean(points) / {LARGE} + sum(points) / {LARGE + 2}",
        },
        "risen": {"across": ["unit", "round"], "value": "mean(previous(share)) * scaled * scaled"},
    }
    agree(planned(rules, "1"), SHEETS)


@pytest.mark.usefixtures("never_together")
def test_finer_groups_that_do_not_fit_are_folded_one_by_one(ways: Counter[str]) -> None:
    rules = {
        "scaled": {"across": ["unit"], "value": SCALED},
        "of_all": {"across": [], "value": f"mean(scaled / {LARGE + 4} + scaled / {LARGE + 6})"},
        "highest_of_all": {"across": [], "value": f"max(scaled / {LARGE + 4} + scaled / {LARGE + 6})"},
        "middle": {"across": [], "value": f"median(scaled / {LARGE + 4} + scaled / {LARGE + 6})"},
    }
    agree(planned(rules, "1"), SHEETS)
    assert ways["note"] > 0


@pytest.mark.usefixtures("never_together")
def test_rules_over_folds_are_columns(ways: Counter[str]) -> None:
    rules = {
        "share": {"across": ["unit"], "value": "mean(fraction)"},
        "enough": {"across": ["unit"], "value": "share >= 0.5 and count(answered) > 2"},
        "rounded": {"across": ["unit"], "value": "round(share, 1)"},
        "middle": {"across": ["unit"], "value": "median(points) + 1"},
        "share_of_units": {"across": [], "value": "share_of(enough)"},
        "mean_of_units": {"across": [], "value": "mean(share)"},
        "spread": {"across": [], "value": "max(share) - min(share)"},
    }
    agree(planned(rules, "1"), SHEETS, parts=3)
    assert ways == {}


def test_a_group_table_tells_its_values_as_columns() -> None:
    plan = planned({"share": {"across": ["unit"], "value": "mean(fraction)"}}, "1")
    (table,) = run_frames(plan, SHEETS)[2].tables
    values = table.values("share", ())
    assert values.columns == ["n", "d", "k"]
    outputs = [group.outputs for group in table.groups()]
    known = [Fraction(n, d) if d else None for n, d in outputs]
    assert [None if k else Fraction(n, d) for n, d, k in values.rows()] == known
    assert None not in known
