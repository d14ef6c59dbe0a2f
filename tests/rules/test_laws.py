"""Small laws that hold for every ruleset, or for every set of answers."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.rules.oracle import DECLINED, FIRST_LEVEL, UNANSWERED, Absent, Outcome, Sheet, Value
from tests.rules.running import compiled, everything, form, run
from tests.rules.small import ITEMS, JA, LEVELS, NEJ, ruleset, sheet, space, values
from tests.rules.strategies import cases

from digiramverk.rules.definition import Formula, MeasureText, Ruleset, Unanswered
from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.program import Program
from digiramverk.rules.space import ITEM, RESPONSE
from digiramverk.rules.types import Member, Type

Case = tuple[Ruleset, list[Sheet]]


def planned(rules: Ruleset) -> Plan:
    plan, findings = compiled(rules)
    assume(plan is not None)
    assert plan is not None, findings
    return plan


def moved(outcomes: Mapping[str, Outcome], order: Sequence[int]) -> dict[str, dict[frozenset[int], Any]]:
    """Values by the set of forms they are for, the forms called as they were before reordering."""
    return {
        name: {frozenset(order[row] for row in rows): cells for rows, cells in outcome.groups.items()}
        for name, outcome in outcomes.items()
    }


# --- order does not matter ---------------------------------------------------------------------------


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_forms_does_not_matter(case: Case, random: Any) -> None:  # noqa: ANN401 - Hypothesis' own random
    rules, sheets = case
    plan = planned(rules)
    order = list(range(len(sheets)))
    before = moved(run(plan, sheets), order)
    random.shuffle(order)
    assert moved(run(plan, [sheets[row] for row in order]), order) == before


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rules_params_and_items_does_not_matter(case: Case, random: Any) -> None:  # noqa: ANN401 - Hypothesis' own random
    rules, sheets = case
    plan = planned(rules)
    order = list(range(len(rules.space.items)))
    random.shuffle(order)
    other = attrs.evolve(
        rules,
        space=attrs.evolve(rules.space, items=tuple(rules.space.items[index] for index in order)),
        measures=tuple(random.sample(rules.measures, len(rules.measures))),
        params=dict(reversed(list(rules.params.items()))),
    )
    again = planned(other)
    turned = [attrs.evolve(each, states=tuple(each.states[index] for index in order)) for each in sheets]
    assert again.fingerprint == plan.fingerprint
    assert run(again, turned) == run(plan, sheets)


@given(cases())
def test_a_rule_more_leaves_the_others_as_they_were(case: Case) -> None:
    rules, sheets = case
    plan = planned(rules)
    more = (
        MeasureText("more", Formula("mean(fraction * points)"), ("area",)),
        MeasureText("still_more", Formula("mean(more, where=published)"), across=("round",)),
    )
    before = run(plan, sheets)
    for measures in ((*more, *rules.measures), (*rules.measures, *more)):
        after = run(planned(attrs.evolve(rules, measures=measures)), sheets)
        assert {name: after[name] for name in before} == before


def test_what_is_withheld_beside_others_does_not_depend_on_the_order_of_forms() -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "of_group": {
            "across": ["group"],
            "value": "mean(share)",
            "show_if": "count(known(share)) >= 2",
        },
        "total": {"across": [], "value": "mean(share)"},
    }
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    chosen: list[set[str | None]] = []
    for groups in ("AABBC", "BBAAC", "CBABA"):
        # Yes and no in each group of two: where all say yes, what is over all forms gives everybody away.
        answers = [(JA, NEJ)[groups[:number].count(group)] for number, group in enumerate(groups)]
        sheets = [
            sheet(answer, response=str(number), group=group)
            for number, (answer, group) in enumerate(zip(answers, groups, strict=True))
        ]
        found = run(plan, sheets)
        hidden = Absent("withheld")
        withheld = [rows for rows, cells in found["of_group"].groups.items() if cells[()] == hidden]
        whole = {"all" for cells in found["total"].groups.values() if cells[()] == hidden}
        chosen.append({sheets[rows[0]].members["group"] for rows in withheld} | whole)
    assert chosen == [chosen[0]] * 3
    assert "C" in chosen[0]
    assert len(chosen[0]) == 2


# --- what a form says depends on that form -----------------------------------------------------------


@given(cases())
def test_a_form_alone_says_what_it_says_in_a_crowd(case: Case) -> None:
    rules, sheets = case
    alone = [measure for measure in rules.measures if measure.across is None]
    named = {measure.name for measure in rules.measures} - {measure.name for measure in alone}
    kept = tuple(measure for measure in alone if not any(name in measure.value.text for name in named))
    plan, _ = compiled(attrs.evolve(rules, measures=kept, results_per=(RESPONSE,)))
    assume(plan is not None and plan.measures and not any(measure.show_if for measure in kept))
    assert plan is not None
    crowd = run(plan, sheets)
    for row, each in enumerate(sheets):
        own = run(plan, [each])
        for name, outcome in own.items():
            assert outcome.groups[0,] == crowd[name].groups[row,]


def plain(value: Value) -> object:
    """A value as the quick way to one form gives it."""
    if isinstance(value, Absent):
        return None
    return float(value) if isinstance(value, Fraction) else getattr(value, "member", value)


@given(cases())
def test_the_quick_way_to_one_form_gives_the_same_values(case: Case) -> None:
    rules, sheets = case
    plan = planned(attrs.evolve(rules, results_per=(RESPONSE,)))
    program = Program(plan)
    first = program.generated[0].stage
    assume(first.population == (RESPONSE,))

    def meanings(kind: Type) -> tuple[object, ...] | None:
        order = plan.space.order_of(kind.dimension) if isinstance(kind, Member) else ()
        return None if order is None else (None, *order) if order else (False, True)

    quick = program.values_function(meanings)
    for row, each in enumerate(sheets):
        state = form(each, program)
        found: Any = quick((state.codes, state.population, {}), (), [])
        exact = run(plan, sheets)
        expected = {
            (measure.name, cell): plain(exact[measure.name].groups[row,][cell])
            for measure in first.measures
            for cell in measure.cells
        }
        assert found == expected


@given(cases(most=3), st.data())
def test_an_answer_elsewhere_changes_nothing_here(case: Case, data: st.DataObject) -> None:
    rules, sheets = case
    assume(len(rules.space.items) > 1)
    cells = MeasureText("here", Formula("points - fraction * weight"), (ITEM, "area"))
    plan = planned(attrs.evolve(rules, measures=(cells,), results_per=(RESPONSE,), params={}))
    changed = data.draw(st.integers(0, len(rules.space.items) - 1))
    state = data.draw(st.integers(0, 1 + len(rules.space.items[changed].levels)))
    others = [
        attrs.evolve(each, states=(*each.states[:changed], state, *each.states[changed + 1 :]))
        for each in sheets
    ]
    before, after = everything(run(plan, sheets)), everything(run(plan, others))
    elsewhere = rules.space.items[changed].id
    assert [each for each in before if each[2][0] != elsewhere] == [
        each for each in after if each[2][0] != elsewhere
    ]


def test_a_units_figure_over_one_form_is_the_forms() -> None:
    rules: dict[str, Any] = {
        "share": {"per": ["area"], "value": "mean(fraction)"},
        "unit_mean": {"across": ["unit"], "per": ["area"], "value": "mean(share)"},
        "unit_sum": {"across": ["unit"], "per": ["area"], "value": "sum(share)"},
        "unit_pooled": {"across": ["unit"], "per": ["area"], "value": "mean(fraction)"},
    }
    for states in [(JA, NEJ, JA, NEJ, DECLINED, 1), (0, 0, JA), (1, 1, 1, 1, 0, 0), (NEJ,) * 6]:
        found = values(rules, sheet(*states))
        for area in ("ledning", "infrastruktur"):
            assert found["unit_mean", area] == found["share", area]
            assert found["unit_sum", area] == found["share", area]
            assert found["unit_pooled", area] == found["share", area]


# --- the mean of fractions ---------------------------------------------------------------------------

STATES = st.lists(st.integers(0, JA), min_size=len(ITEMS), max_size=len(ITEMS)).map(tuple)
AREAS: dict[str, Any] = {
    "whole": "mean(fraction)",
    "by_area": {"per": ["area", "step"], "value": "mean(fraction)"},
}
CHOICES = st.sampled_from([each.value for each in Unanswered])


@pytest.mark.parametrize("choice", [each.value for each in Unanswered])
def test_all_lowest_is_nothing_and_all_highest_is_everything(choice: str) -> None:
    for state, expected in ((NEJ, Fraction(0)), (JA, Fraction(1))):
        found = values(AREAS, sheet(*[state] * len(ITEMS)), unanswered=choice)
        assert len(found) == 5
        assert all(each == [expected] for each in found.values())


@given(cases(most=1))
def test_lowest_and_highest_of_any_scale(case: Case) -> None:
    rules, _ = case
    plan = planned(
        attrs.evolve(rules, measures=(MeasureText("share", Formula("mean(fraction)"), ("area",)),), params={})
    )
    for chosen, expected in ((min, 0), (max, 1)):
        states = tuple(
            FIRST_LEVEL
            + [level.points for level in item.levels].index(chosen(level.points for level in item.levels))
            for item in rules.space.items
        )
        for _, _, _, value in everything(run(plan, [Sheet(states, sheet().members)])):
            assert value == expected


@given(STATES, st.integers(0, len(ITEMS) - 1), CHOICES)
def test_raising_an_answer_never_lowers_the_mean(states: tuple[int, ...], index: int, choice: str) -> None:
    assume(FIRST_LEVEL <= states[index] < FIRST_LEVEL - 1 + len(LEVELS))
    raised = (*states[:index], states[index] + 1, *states[index + 1 :])
    before, after = (values(AREAS, sheet(*each), unanswered=choice) for each in (states, raised))
    for cell, (value,) in before.items():
        (higher,) = after[cell]
        assert isinstance(value, Absent) == isinstance(higher, Absent)
        if isinstance(value, Fraction) and isinstance(higher, Fraction):
            assert higher >= value
    assert before["whole",] != after["whole",] or isinstance(before["whole",][0], Absent)


@given(STATES, st.integers(0, len(ITEMS) - 1), CHOICES)
def test_what_is_not_relevant_counts_as_if_it_were_not_there(
    states: tuple[int, ...], index: int, choice: str
) -> None:
    rules: dict[str, Any] = {
        "a": "mean(fraction)",
        "b": "sum(points)",
        "c": "count(fraction > 0)",
        "d": "share_of(answered)",
        "e": "all(points >= 1)",
        "f": "any(answer == 'ja')",
        "g": {"per": [ITEM], "value": "points"},
        "h": "mean(g)",
        "i": "all(g > 1)",
    }
    left = [item for item in ITEMS if item is not ITEMS[index]]
    neutral = values(rules, sheet(*states[:index], 1, *states[index + 1 :]), unanswered=choice)
    gone = Sheet((*states[:index], *states[index + 1 :]), sheet().members)
    without = values(rules, gone, unanswered=choice, about=space(left))
    del neutral["g", ITEMS[index].id]
    assert neutral == without


@given(STATES, CHOICES)
def test_declining_scores_as_leaving_unanswered_and_is_counted_apart(
    states: tuple[int, ...], choice: str
) -> None:
    rules: dict[str, Any] = {
        **AREAS,
        "answers": "count(answered)",
        "each": {"per": [ITEM], "value": "points"},
    }
    left_empty = tuple(UNANSWERED if state == DECLINED else state for state in states)
    assert values(rules, sheet(*states), unanswered=choice) == values(
        rules, sheet(*left_empty), unanswered=choice
    )
    counted = values({"declining": "count(declined)"}, sheet(*states), unanswered=choice)
    assert counted["declining",] == [states.count(DECLINED)]


@given(STATES)
def test_zero_is_the_lowest_level_for_figures_and_blocks_is_undecided(states: tuple[int, ...]) -> None:
    lowest = tuple(NEJ if state in {0, DECLINED} else state for state in states)
    assert values(AREAS, sheet(*states), unanswered="zero") == values(
        AREAS, sheet(*lowest), unanswered="blocks"
    )
    blocked = values(AREAS, sheet(*states), unanswered="blocks")["whole",]
    assert (blocked == [Absent("undecided")]) == (not {0, DECLINED}.isdisjoint(states))


@given(STATES)
def test_and_is_min_and_all_is_and(states: tuple[int, ...]) -> None:
    """Folding named cells one by one and folding them all at once is the same."""
    rules: dict[str, Any] = {
        "reached": {"per": ["step"], "value": "all(fraction >= 0.5)", "unanswered": "blocks"},
        "everything": "all(reached)",
        "anything": "any(reached)",
        "none_open": "not any(not reached)",
    }
    found = values(rules, sheet(*states))
    parts = [found["reached", step][0] for step in ("1", "2", "3")]
    known = [part for part in parts if isinstance(part, bool)]
    assert found["everything",] == found["none_open",]
    expected: Value = all(known) if len(known) == len(parts) or not all(known) else Absent("undecided")
    if all(isinstance(part, bool) or part == Absent("undecided") for part in parts):
        assert found["everything",] == [expected]
    if any(part is True for part in parts):
        assert found["anything",] == [True]


# --- the fingerprint ---------------------------------------------------------------------------------

BASE: dict[str, Any] = {
    "share": {"per": ["area", "step"], "value": "mean(fraction, where=answered)"},
    "reached": {"per": ["step"], "value": "all(share >= limit)"},
    "top": {"value": "highest(reached)", "show_if": "count(answered) > 2"},
    "many": {"across": ["round"], "value": "share_of(top >= 1)"},
}
PARAMS = {"limit": "0.8"}


def fingerprint(rules: Mapping[str, Any] = BASE, **rest: Any) -> str:  # noqa: ANN401 - as for ruleset
    plan, findings = compiled(ruleset(rules, **{"params": PARAMS, **rest}))
    assert plan is not None, findings
    return plan.fingerprint


def with_rule(name: str, **change: Any) -> dict[str, Any]:  # noqa: ANN401 - values of any kind
    return {**BASE, name: {**BASE[name], **change}}


@pytest.mark.parametrize(
    "rules",
    [
        dict(reversed(BASE.items())),
        with_rule("reached", value=" all((share)\n>= (limit)) "),
        with_rule("share", per=["step", "area"]),
        with_rule("share", format="percent"),
        with_rule("share", unanswered="exclude"),
        with_rule("reached", value="all(share >= 0.8)"),
        with_rule("reached", value="all(share >= 0.80)"),
    ],
)
def test_what_means_the_same_has_the_same_fingerprint(rules: dict[str, Any]) -> None:
    used = PARAMS if "limit" in rules["reached"]["value"] else {}
    assert fingerprint(rules, params=used) == fingerprint()


@pytest.mark.parametrize(
    "rules",
    [
        with_rule("reached", value="all(share > limit)"),
        with_rule("reached", value="any(share >= limit)"),
        with_rule("reached", value="all(share >= limit or False)"),
        with_rule("share", value="mean(fraction, where=relevant)"),
        with_rule("share", value="mean(fraction)"),
        with_rule("share", value="mean(points, where=answered)"),
        with_rule("share", unanswered="blocks"),
        with_rule("top", show_if="count(answered) > 3"),
        {**BASE, "top": "highest(reached)"},
        with_rule("many", across=["school_form"]),
        with_rule("many", across=[]),
        {**BASE, "more": "mean(fraction)"},
        {**{name: rule for name, rule in BASE.items() if name != "many"}, "plenty": BASE["many"]},
    ],
)
def test_what_means_something_else_has_another_fingerprint(rules: dict[str, Any]) -> None:
    assert fingerprint(rules) != fingerprint()


def test_params_choices_and_items_are_part_of_the_meaning() -> None:
    def with_first(**change: Any) -> str:  # noqa: ANN401 - values of any kind
        return fingerprint(about=space([attrs.evolve(ITEMS[0], **change), *ITEMS[1:]]))

    first = ITEMS[0]
    levels = (attrs.evolve(LEVELS[0], points=Fraction(-1)), *LEVELS[1:])
    found = [
        fingerprint(),
        fingerprint(params={"limit": "0.81"}),
        fingerprint(unanswered="zero"),
        fingerprint(results_per=("unit", "round")),
        with_first(id="L0"),
        with_first(weight=Fraction(2)),
        with_first(levels=levels),
        with_first(members={**first.members, "step": ("2",)}),
        with_first(members={**first.members, "goal": ("kompetens",)}),
        fingerprint(about=space(ITEMS[:-1])),
    ]
    assert len(set(found)) == len(found)


def test_the_order_of_steps_is_meant_and_that_of_areas_is_not() -> None:
    def turned(name: str) -> str:
        about = space()
        dimensions = tuple(
            attrs.evolve(each, members=tuple(reversed(each.members or ()))) if each.name == name else each
            for each in about.dimensions
        )
        return fingerprint(about=attrs.evolve(about, dimensions=dimensions))

    assert turned("area") == fingerprint()
    assert turned("goal") == fingerprint()
    assert turned("step") != fingerprint()


@given(cases(most=3), cases(most=3))
def test_one_fingerprint_is_one_meaning(case: Case, other: Case) -> None:
    """Definitions with one fingerprint give the same values; here one is the other, written differently."""
    (rules, sheets), (others, _) = case, other
    plan = planned(rules)
    spaced = attrs.evolve(
        rules,
        measures=tuple(
            attrs.evolve(
                measure,
                value=Formula(f" ( {measure.value.text.replace('(', '( ').replace(',', ' , ')} ) "),
                format="count",
                per=tuple(reversed(measure.per)),
            )
            for measure in rules.measures
        ),
    )
    again = planned(spaced)
    assert again.fingerprint == plan.fingerprint
    assert run(again, sheets) == run(plan, sheets)
    different = planned(others)
    if different.fingerprint == plan.fingerprint:
        assert run(different, sheets) == run(plan, sheets)


def test_the_fingerprint_is_the_same_in_every_process() -> None:
    ask = "from tests.rules.test_laws import fingerprint; print(fingerprint())"
    found = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {fingerprint()}
