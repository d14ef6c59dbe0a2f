"""What is said to be proved of directions and ranges holds, for any rules and answers."""

from fractions import Fraction
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.constructs import every_construct, forms
from tests.rules.oracle import FIRST_LEVEL, Absent, Named, Sheet
from tests.rules.running import compiled, everything, run
from tests.rules.small import Written, ruleset
from tests.rules.strategies import cases

from digiramverk.rules.directions import Directions
from digiramverk.rules.intervals import Interval
from digiramverk.rules.movement import Direction
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.reach import Reach


def raisable(sheets: list[Sheet], plan: Plan) -> list[tuple[int, int]]:
    """Forms and items of which the answer can be raised."""
    return [
        (form, item)
        for form, sheet in enumerate(sheets)
        for item, state in enumerate(sheet.states)
        if FIRST_LEVEL <= state < FIRST_LEVEL + len(plan.space.items[item].levels) - 1
    ]


def changed(sheets: list[Sheet], form: int, item: int, state: int) -> list[Sheet]:
    states = list(sheets[form].states)
    states[item] = state
    return [*sheets[:form], attrs.evolve(sheets[form], states=tuple(states)), *sheets[form + 1 :]]


def values(plan: Plan, sheets: list[Sheet]) -> dict[Any, Any]:
    return {(name, rows, cell): value for name, rows, cell, value in everything(run(plan, sheets))}


def rank(plan: Plan, measure: PlannedMeasure, value: Any) -> Fraction:  # noqa: ANN401 - a value of any type
    if isinstance(value, Named):
        order = plan.space.order_of(getattr(measure.type, "dimension", "")) or ()
        return Fraction(order.index(value.member) + 1 if value.member in order else 0)
    return Fraction(value)


@given(cases(most=4), st.data())
def test_a_proved_direction_is_kept_when_an_answer_is_raised(drawn: Any, data: st.DataObject) -> None:  # noqa: ANN401 - a ruleset and forms
    ruleset, sheets = drawn
    plan, _ = compiled(ruleset)
    choices = [] if plan is None else raisable(sheets, plan)
    if plan is None or not choices:
        return
    raised(plan, sheets, *data.draw(st.sampled_from(choices)))


def test_a_proved_direction_of_any_construct_is_kept() -> None:
    plan, _ = compiled(every_construct())
    assert plan is not None
    sheets = forms()
    for form, item in raisable(sheets, plan)[::15]:
        raised(plan, sheets, form, item)


def raised(plan: Plan, sheets: list[Sheet], form: int, item: int) -> None:
    """What is proved holds when one answer is raised by a level."""
    before = values(plan, sheets)
    after = values(plan, changed(sheets, form, item, sheets[form].states[item] + 1))
    directions = Directions.of(plan)
    for key, value in before.items():
        other = after.get(key)
        measure = plan.measure(key[0])
        direction = directions.direction(key[0])
        if directions.settled(key[0]):
            assert isinstance(value, Absent) == isinstance(other, Absent), (key, value, other)
        if isinstance(value, Absent) or isinstance(other, Absent) or other is None:
            continue
        moved = rank(plan, measure, other) - rank(plan, measure, value)
        match direction:
            case Direction.STILL:
                assert other == value, key
            case Direction.RISING:
                assert moved >= 0, key
            case Direction.FALLING:
                assert moved <= 0, key
            case _:
                pass


@given(cases(most=4))
def test_values_lie_in_the_ranges_that_are_worked_out(drawn: Any) -> None:  # noqa: ANN401 - a ruleset and forms
    ruleset, sheets = drawn
    plan, _ = compiled(ruleset)
    if plan is None:
        return
    directions = Directions.of(plan)
    for (name, _, _), value in values(plan, sheets).items():
        range_ = directions.range(name)
        if isinstance(range_, Interval) and isinstance(value, Fraction):
            assert range_.holds(value), (name, value, range_)


@given(cases(most=4), st.data())
def test_an_answer_moves_only_what_reads_it(drawn: Any, data: st.DataObject) -> None:  # noqa: ANN401 - a ruleset and forms
    ruleset, sheets = drawn
    plan, _ = compiled(ruleset)
    if plan is None or not sheets:
        return
    form = data.draw(st.integers(0, len(sheets) - 1))
    item = data.draw(st.integers(0, len(plan.space.items) - 1))
    state = data.draw(st.integers(0, FIRST_LEVEL + len(plan.space.items[item].levels) - 1))
    before, after = values(plan, sheets), values(plan, changed(sheets, form, item, state))
    reach = Reach(plan)
    for key, value in before.items():
        if plan.space.items[item].id not in reach.items(key[0], key[2]):
            assert after.get(key) == value, key


BESIDE: Final[Written] = {
    "share": "mean(fraction)",
    "steps": {"per": ["step"], "value": "mean(fraction)"},
    "reached": {"per": ["step"], "value": "mean(fraction) >= 0.5", "unanswered": "blocks"},
    "highest": "highest(reached)",
}
TABLES: Final = {
    name: {str(points): Fraction(value) for points, value in enumerate(values)}
    for name, values in (("rising", (-1, 0, 3)), ("falling", (3, 0, -1)), ("mixed", (0, 3, 1)))
}
KNOWN: Final = [
    ("mean(points)", "rising", "settled", "0..2"),
    ("1 - mean(fraction)", "falling", "settled", "0..1"),
    ("-mean(points)", "falling", "settled", "-2..0"),
    ("count(answered)", "still", "settled", "0..6"),
    ("count(points > 1)", "rising", "settled", "0..6"),
    ("count(points < 1)", "falling", "settled", "0..6"),
    ("count(points >= 1)", "rising", "settled", "0..6"),
    ("count(points <= 1)", "falling", "settled", "0..6"),
    ("count(points == 1)", "either", "settled", "0..6"),
    ("count(not points > 1)", "falling", "settled", "0..6"),
    ("count(points > 1 and weight > 1)", "either", "open", "0..6"),
    ("count(points > 1 or points > 0)", "either", "open", "0..6"),
    ("count(points > 1 and points < 2)", "either", "open", "0..6"),
    ("sum(points)", "rising", "settled", "0..12"),
    ("sum(points * weight)", "rising", "settled", "0..36"),
    ("sum(points, where=weight > 1)", "rising", "settled", "0..12"),
    ("sum(points, where=answered)", "rising", "settled", "0..12"),
    ("sum(points, where=points > 0)", "rising", "open", "0..12"),
    ("sum(1 - fraction, where=points > 0)", "either", "open", "0..6"),
    ("sum(1 - fraction, where=points < 2)", "falling", "open", "0..6"),
    ("sum(weight, where=points > 0)", "rising", "open", "1..18"),
    ("sum(weight, where=points < 1)", "falling", "open", "1..18"),
    ("mean(points, weight=weight)", "rising", "settled", "0..2"),
    ('mean(points, weight=weight, where=area == "ledning")', "rising", "settled", "0..2"),
    ("mean(fraction, where=points > 0)", "either", "open", "0..1"),
    ("mean(points, weight=fraction)", "either", "open", "0..2"),
    ("min(points)", "rising", "settled", "0..2"),
    ("max(points)", "rising", "settled", "0..2"),
    ("min(1 - points)", "falling", "settled", "-1..1"),
    ("median(points)", "rising", "settled", "0..2"),
    ("share_of(points > 0)", "rising", "settled", "0..1"),
    ("share_of(points > 0, weight=weight)", "rising", "settled", "0..1"),
    ("any(points > 1)", "rising", "open", ""),
    ("all(points > 0)", "rising", "open", ""),
    ("all(points < 2)", "falling", "open", ""),
    ('any(points > 0, where=area == "ledning")', "rising", "open", ""),
    ("all(points > 0, where=points < 2)", "either", "open", ""),
    ("share >= 0.5", "rising", "settled", ""),
    ("share < 0.5", "falling", "settled", ""),
    ("0.5 <= share", "rising", "settled", ""),
    ("0.5 > share", "falling", "settled", ""),
    ("share == 0.5", "either", "settled", ""),
    ("share != 0.5", "either", "settled", ""),
    ("0.2 < share < 0.8", "either", "open", ""),
    ("not share > 0.5", "falling", "settled", ""),
    ("share > 0.5 and steps(step=1) > 0.5", "rising", "open", ""),
    ("share > 0.5 and steps(step=1) < 0.5", "either", "open", ""),
    ("share if steps(step=1) > 0.5 else 0", "rising", "open", "0..1"),
    ("share if steps(step=1) < 0.5 else 0", "either", "open", "0..1"),
    ("0 if steps(step=1) < 0.5 else share", "rising", "open", "0..1"),
    ("1 if share > 0.5 else 0", "rising", "settled", "0..1"),
    ("0 if share > 0.5 else 1", "falling", "settled", "0..1"),
    ("share if p > 0 else 0", "rising", "settled", "0..1"),
    ("share + steps(step=1)", "rising", "settled", "0..2"),
    ("share - steps(step=1)", "either", "settled", "-1..1"),
    ("share * steps(step=1)", "rising", "settled", "0..1"),
    ("share * 2", "rising", "settled", "0..2"),
    ("share * -2", "falling", "settled", "-2..0"),
    ("share / 2", "rising", "settled", "0..1/2"),
    ("2 / (share + 1)", "falling", "settled", "1..2"),
    ("share / -2", "falling", "settled", "-1/2..0"),
    ("share * (share - 1)", "either", "settled", "-1..0"),
    ("(share - 1) * (share - 1)", "falling", "settled", "0..1"),
    ("(share - 1) / 2", "rising", "settled", "-1/2..0"),
    ("(0 - 1) / (share + 1)", "rising", "settled", "-1..-1/2"),
    ("abs(share)", "rising", "settled", "0..1"),
    ("abs(share - 1)", "falling", "settled", "0..1"),
    ("abs(share - 0.5)", "either", "settled", "0..1/2"),
    ("clamp(share, 0.2, 0.8)", "rising", "settled", "1/5..4/5"),
    ("clamp(0 - share, -0.8, 0)", "falling", "settled", "-4/5..0"),
    ("coalesce(share, 0)", "rising", "settled", "0..1"),
    ("coalesce(steps(step=1), share)", "rising", "settled", "0..1"),
    ("round(share, 1)", "rising", "settled", "0..1"),
    ("round(1 - share, 1)", "falling", "settled", "0..1"),
    ('highest == "1"', "either", "open", ""),
    ('highest >= "2"', "rising", "open", ""),
    ("known(share)", "still", "settled", ""),
    ("known(min(points, where=points > 0))", "either", "settled", ""),
    ("share in (0, 1)", "either", "open", ""),
    ("count(answered) in (3, 4)", "still", "settled", ""),
    ("lookup(count(points > 0), rising)", "rising", "open", "-1..3"),
    ("lookup(count(points > 0), falling)", "either", "open", "-1..3"),
    ("lookup(count(points > 0), mixed)", "either", "open", "0..3"),
    ("lookup(count(points > 0), rising, default=0)", "either", "settled", "-1..3"),
    ("lookup(count(answered), mixed)", "still", "settled", "0..3"),
    ("2", "still", "settled", "2..2"),
    ("mean(weight)", "still", "settled", "1..3"),
    ("p", "still", "settled", "1..1"),
    ("max(share, steps(step=1))", "rising", "settled", "0..1"),
    ("min(share, 0.5)", "rising", "settled", "0..1/2"),
    ("coalesce(mean(points), 0) - count(answered)", "rising", "settled", "-6..2"),
]
"""Rules with what is known of each before any answer is: where a raised answer can move it, whether who has
answered what decides that there is a value, and between which numbers it lies. `either` is always true, so
that only a table can say that more is known."""


@pytest.mark.parametrize(("rule", "direction", "settled", "between"), KNOWN, ids=[each[0] for each in KNOWN])
def test_as_much_is_known_of_a_rule_as_can_be(rule: str, direction: str, settled: str, between: str) -> None:
    plan, _ = compiled(ruleset({**BESIDE, "asked": rule}, params={"p": "1"}, tables=TABLES))
    assert plan is not None
    directions = Directions.of(plan)
    range_ = directions.range("asked")
    assert directions.direction("asked").name.lower() == direction
    assert directions.settled("asked") == (settled == "settled")
    assert (f"{range_.low}..{range_.high}" if isinstance(range_, Interval) else "") == between
