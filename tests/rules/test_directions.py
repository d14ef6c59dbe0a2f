"""What is said to be proved of directions and ranges holds, for any rules and answers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.constructs import every_construct, forms, placed
from tests.rules.oracle import FIRST_LEVEL, Absent, Named, Sheet
from tests.rules.running import compiled, everything, run
from tests.rules.small import ITEMS, LEVELS, Written, ruleset, space
from tests.rules.strategies import cases

from digiramverk.rules.definition import Aim, Enough
from digiramverk.rules.directions import Directions
from digiramverk.rules.functions import Band, Bound, RegisteredFold
from digiramverk.rules.intervals import Interval
from digiramverk.rules.movement import Direction
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.reach import Reach
from digiramverk.rules.space import ItemLevel


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
    "count_answered": "count(answered)",
    "count_per": {"per": ["step"], "value": "count(answered)"},
    "shown": {"value": "share", "show_if": "share > 0.5"},
}
TABLES: Final = {
    name: {str(points): Fraction(value) for points, value in enumerate(values)}
    for name, values in (("rising", (-1, 0, 3)), ("falling", (3, 0, -1)), ("mixed", (0, 3, 1)))
} | {
    "levels": {"nej": Fraction(0), "delvis": Fraction(1), "ja": Fraction(1)},
    "turned": {"nej": Fraction(1), "delvis": Fraction(0), "ja": Fraction(0)},
    "some": {"nej": Fraction(0), "ja": Fraction(3)},
    "of_bands": {"low": Fraction(0), "top": Fraction(1)},
}
HALF: Final = Fraction(1, 2)
BANDS: Final = {
    name: (Band("low", low, Bound(HALF, included=False)), Band("top", Bound(HALF, included=True), high))
    for name, low, high in (
        ("whole", None, None),
        ("part", Bound(Fraction(0), included=False), None),
        ("ends", Bound(Fraction(0), included=True), Bound(Fraction(1), included=True)),
    )
}
FUNCTIONS: Final = (
    RegisteredFold("placed", placed, low=Fraction(0)),
    RegisteredFold("promised", placed, monotone=True, high=Fraction(9)),
)
AIMS: Final = tuple(
    Aim("share", {"unit": unit, "round": "2026"}, bound)
    for unit, bound in (("A", HALF), ("B", Fraction(3, 4)))
)
KNOWN: Final[Sequence[tuple[str | Mapping[str, Any], str, str, str]]] = [
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
    (
        {"value": "mean(fraction)", "min_answered": Enough(Fraction(1, 2), share=True)},
        "rising",
        "settled",
        "0..1",
    ),
    (
        {"value": "1 - mean(fraction)", "min_answered": Enough(Fraction(3, 1), share=False)},
        "falling",
        "settled",
        "0..1",
    ),
    ("previous(share)", "either", "settled", "0..1"),
    ("share - previous(share)", "either", "settled", "-1..1"),
    ("known(previous(share))", "still", "settled", ""),
    ("previous(count_answered)", "still", "settled", "0..6"),
    ("pupils", "still", "settled", "None..None"),
    ("pupils * share", "either", "settled", "None..None"),
    ("target(share)", "still", "settled", "1/2..3/4"),
    ("share - target(share)", "rising", "settled", "-3/4..1/2"),
    ("count(declined)", "still", "settled", "0..6"),
    ("count(relevant)", "still", "settled", "0..6"),
    ("mean(max_points)", "still", "settled", "2..2"),
    ("mean(min_points)", "still", "settled", "0..0"),
    ("sum(max_points - points)", "falling", "settled", "0..12"),
    ("count(answer == 'ja')", "rising", "settled", "0..6"),
    ("count(answer == 'nej')", "falling", "settled", "0..6"),
    ("count(answer == 'delvis')", "either", "settled", "0..6"),
    ("count(answer != 'ja')", "falling", "settled", "0..6"),
    ("count(answer != 'nej')", "rising", "settled", "0..6"),
    ("count('ja' == answer)", "rising", "settled", "0..6"),
    ("count(answer in ('ja', 'delvis'))", "either", "open", "0..6"),
    ("sum(lookup(answer, levels))", "either", "open", "0..6"),
    ("sum(lookup(answer, turned))", "either", "open", "0..6"),
    ("sum(lookup(answer, some))", "either", "open", "0..18"),
    ("sum(lookup(answer, some, default=1))", "rising", "settled", "0..18"),
    ("sum(lookup(answer, some, default=-1))", "either", "settled", "-6..18"),
    ("band(share, whole) == 'top'", "either", "settled", ""),
    ("band(share, whole) >= 'top'", "rising", "settled", ""),
    ("band(share, part) >= 'top'", "rising", "open", ""),
    ("band(share, ends) >= 'top'", "rising", "settled", ""),
    ("band(1 - share, ends) >= 'top'", "falling", "settled", ""),
    ("band(count(answered), whole) >= 'top'", "still", "settled", ""),
    ("band(count(answered)/6, part) >= 'top'", "still", "settled", ""),
    ("band(share * 2, ends) >= 'top'", "rising", "open", ""),
    ("band(0 - share, ends) >= 'top'", "falling", "open", ""),
    ("lookup(band(share, whole), of_bands)", "either", "open", "0..1"),
    ("placed(points)", "either", "open", "0..None"),
    ("promised(points)", "either", "open", "None..9"),
    ("promised(points, where=points > 1)", "either", "open", "None..9"),
    ("promised(weight)", "still", "open", "None..9"),
    ("placed(weight)", "still", "open", "0..None"),
    ("share > 0.5 if steps(step=1) > 0.5 else False", "rising", "open", ""),
    ("share > 0.5 if steps(step=1) < 0.5 else True", "rising", "open", ""),
    ("True if steps(step=1) > 0.5 else share > 0.5", "rising", "open", ""),
    ("False if steps(step=1) > 0.5 else share > 0.5", "either", "open", ""),
    ("True if share > 0.5 else False", "rising", "settled", ""),
    ("False if share > 0.5 else True", "falling", "settled", ""),
    ("highest if share > 0.5 else highest", "either", "open", ""),
    ("undecided if share > 0.5 else 1", "still", "open", "1..1"),
    ("share if share > 0.5 else undecided", "rising", "open", "0..1"),
    ("not_relevant if count(answered) > 3 else share", "rising", "settled", "0..1"),
    ("share if count(answered) > 3 else not_relevant", "rising", "settled", "0..1"),
    ("1 if share > 0.5 else 1", "still", "settled", "1..1"),
    ("1 / share", "either", "open", "None..None"),
    ("share / share", "either", "open", "None..None"),
    ("1 / (share - 2)", "falling", "settled", "-1..-1/2"),
    ("share / (share + 1)", "either", "settled", "0..1"),
    ("(share + 1) / (share - 2)", "falling", "settled", "-2..-1/2"),
    ("(0 - 1 - share) / (share + 1)", "either", "settled", "-2..-1/2"),
    ("1 / (0 - 1 - share)", "rising", "settled", "-1..-1/2"),
    ("all(answered)", "still", "settled", ""),
    ("any(answered)", "still", "settled", ""),
    ("all(points > 0 or answered)", "rising", "open", ""),
    ("all(known(points))", "still", "settled", ""),
    ("all(points > 0 and relevant)", "rising", "open", ""),
    ("any(weight > 1 and points > 0)", "rising", "open", ""),
    ("all(weight > 1)", "still", "settled", ""),
    ("all(not relevant)", "still", "settled", ""),
    ("all(points > 0 if weight > 1 else True)", "rising", "open", ""),
    ("all(points > 0 if points < 2 else undecided)", "either", "open", ""),
    ("all(points > 0 if points < 2 else not_relevant)", "either", "open", ""),
    ("count(points > 0 if points < 2 else not_relevant)", "either", "open", "0..6"),
    ("all(coalesce(1 / points, 0) > 0)", "either", "open", ""),
    ("all(coalesce(points, 0) > 0)", "rising", "open", ""),
    ("all(lookup(points, rising) > 0)", "either", "open", ""),
    ("all(lookup(weight, rising) > 0)", "still", "settled", ""),
    ("any(count_per > 0)", "still", "settled", ""),
    ("all(reached)", "rising", "open", ""),
    ("any(reached)", "rising", "open", ""),
    ("share > 0.5 and count(answered) > 2", "rising", "open", ""),
    ("published and count(answered) > 2", "still", "settled", ""),
    ("published and share > 0.5", "rising", "open", ""),
    ("published or share > 0.5", "rising", "open", ""),
    ("count(answered) > 2 or share < 0.5", "falling", "open", ""),
    ("median(points, where=points > 0)", "either", "open", "0..2"),
    ("mode(points, ties='lower')", "either", "settled", "0..2"),
    ("mode(points, ties='missing')", "either", "open", "0..2"),
    ("mode(weight, ties='missing')", "still", "settled", "1..3"),
    ("mode(points, ties='missing', default=0)", "either", "open", "0..2"),
    ("min(share, 1 - share)", "either", "settled", "0..1"),
    ("max(count(answered), share)", "rising", "settled", "0..6"),
    ("clamp(share, 0, share)", "rising", "settled", "0..1"),
    ("coalesce(previous(share), share)", "either", "settled", "0..1"),
    ("coalesce(1 / share, 0)", "either", "open", "None..None"),
    ("coalesce(share if count(answered) > 3 else undecided, 0)", "rising", "settled", "0..1"),
    ("round(share, 1, 'down')", "rising", "settled", "0..1"),
    ("count(answered) == 3", "still", "settled", ""),
    ("count(answered) != 3", "still", "settled", ""),
    ("count(answered) == share", "either", "settled", ""),
    ("highest == '2'", "either", "open", ""),
    ("highest < '2'", "falling", "open", ""),
    ("lowest(reached) >= '2'", "either", "open", ""),
    ("known(highest)", "either", "settled", ""),
    ("known(share) and share > 0.5", "rising", "open", ""),
    ("known(1 / share)", "either", "settled", ""),
    ("known(shown)", "either", "settled", ""),
    ("shown", "rising", "open", "0..1"),
    ("known(known(share))", "still", "settled", ""),
    ("shown > 0.5 and published", "rising", "open", ""),
    ("not known(share)", "still", "settled", ""),
    ("mean(points, weight=-weight)", "either", "settled", "None..None"),
    ("mean(points, weight=1 - weight)", "either", "settled", "None..None"),
    ("sum(points, weight=points)", "either", "open", "0..24"),
    ("sum(-points, weight=weight)", "falling", "settled", "-36..0"),
    ("sum(weight, weight=points)", "either", "open", "0..36"),
    ("share_of(points > 0, where=weight > 1)", "rising", "settled", "0..1"),
    ("share_of(points > 0, where=points < 2)", "either", "open", "0..1"),
    ("sum(points, where=points > 0, default=1)", "rising", "open", "0..12"),
    ("mean(points, default=0)", "rising", "settled", "0..2"),
    ("min(points, where=relevant)", "rising", "settled", "0..2"),
    ("max(1 - points, where=answered)", "falling", "settled", "-1..1"),
    ("min(points, where=points > 0)", "either", "open", "0..2"),
    ("max(points, where=points > 0)", "either", "open", "0..2"),
    ("all(points > 0, where=answered)", "rising", "open", ""),
    ("any(points > 0, where=points > 1)", "either", "open", ""),
    ("any(points < 2, where=points > 0)", "either", "open", ""),
    ("abs(share + 1)", "rising", "settled", "1..2"),
    ("abs(0 - 1 - share)", "rising", "settled", "1..2"),
    ("abs(count(answered) - 3)", "still", "settled", "0..3"),
    ({"per": ["indicator"], "value": "lookup(answer, levels)"}, "rising", "open", "0..1"),
    ({"per": ["indicator"], "value": "lookup(answer, turned)"}, "either", "open", "0..1"),
    ({"per": ["indicator"], "value": "lookup(answer, some)"}, "rising", "open", "0..3"),
]
"""Rules with what is known of each before any answer is: where a raised answer can move it, whether who has
answered what decides that there is a value, and between which numbers it lies. `either` is always true, so
that only a table can say that more is known."""


@pytest.fixture(scope="module")
def known() -> Directions:
    """What is known of all of them, called by their numbers."""
    rules = {**BESIDE, **{f"asked_{number}": rule for number, (rule, *_) in enumerate(KNOWN)}}
    about = attrs.evolve(
        space(),
        numbers=("pupils",),
        orders={name: tuple(each.id for each in bands) for name, bands in BANDS.items()},
    )
    written = ruleset(
        rules, params={"p": "1"}, tables=TABLES, bands=BANDS, functions=FUNCTIONS, aims=AIMS, about=about
    )
    plan, findings = compiled(written)
    assert plan is not None, [each.message("en") for each in findings if each.is_error]
    return Directions.of(plan)


@pytest.mark.parametrize("number", range(len(KNOWN)), ids=[str(rule) for rule, *_ in KNOWN])
def test_as_much_is_known_of_a_rule_as_can_be(number: int, known: Directions) -> None:
    _, direction, settled, between = KNOWN[number]
    name = f"asked_{number}"
    range_ = known.range(name)
    assert known.direction(name).name.lower() == direction
    assert known.settled(name) == (settled == "settled")
    assert (f"{range_.low}..{range_.high}" if isinstance(range_, Interval) else "") == between


OF_WHAT_IS_MEANT: Final = [
    ("mean(points)", "either", "rising"),
    ("sum(fraction)", "falling", "rising"),
    ("sum(points, weight=weight)", "either", "rising"),
    ("sum(2 - points)", "either", "falling"),
    ("promised(points)", "either", "rising"),
    ("promised(2 - points)", "either", "falling"),
    ("promised(points, where=points > 1)", "either", "either"),
    ("placed(points)", "either", "either"),
    ("1 / sum(weight)", "still", "still"),
]


@pytest.mark.parametrize(("rule", "computed", "meant"), OF_WHAT_IS_MEANT)
def test_a_rule_means_that_higher_levels_count_for_more(rule: str, computed: str, meant: str) -> None:
    mixed = zip((0, 2, 1), (Fraction(1), Fraction(1, 2), Fraction(0)), strict=True)
    levels = tuple(
        ItemLevel(level.id, Fraction(points), fraction)
        for level, (points, fraction) in zip(LEVELS, mixed, strict=True)
    )
    items = [
        attrs.evolve(item, levels=levels, weight=Fraction(weight))
        for item, weight in zip(ITEMS, (1, -2, 0, 1, 1, 1), strict=True)
    ]
    plan, _ = compiled(ruleset({"asked": rule}, about=space(items), functions=FUNCTIONS))
    assert plan is not None
    assert Directions.of(plan).direction("asked").name.lower() == computed
    assert Directions.meant(plan).direction("asked").name.lower() == meant
