"""What is said to be proved of directions and ranges holds, for any rules and answers."""

from fractions import Fraction
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.oracle import FIRST_LEVEL, Absent, Named, Sheet
from tests.rules.running import compiled, everything, run
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
    form, item = data.draw(st.sampled_from(choices))
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
