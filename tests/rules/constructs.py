"""One rule for each construct of the language, with forms that give every kind of value and of missing.

Drawn rules meet what they happen to meet. These are met every time, by every engine.
"""

from fractions import Fraction
from random import Random
from typing import Any, Final

import attrs
from tests.rules.oracle import Sheet
from tests.rules.small import DECLINED, EMPTY, ITEMS, JA, NOT_RELEVANT, Written, ruleset, sheet, space
from tests.rules.strategies import BANDS, NUMBERS

from digiramverk.rules.definition import Enough, NotRelevant, Ruleset
from digiramverk.rules.functions.registered_fold import RegisteredFold, Table

_FORMS: Final = 24
_TOO_MUCH: Final = 500
_STATES: Final = (EMPTY, EMPTY, NOT_RELEVANT, DECLINED, *range(4, JA + 1), *range(4, JA + 1))
_FACTS: Final = {
    "of_points": "points * 2 - 1",
    "of_level": 'answer == "ja"',
    "of_several_levels": 'answer in ("nej", "delvis")',
    "of_no_level": 'answer not in ("nej", "delvis")',
    "of_those_who_said": "answered and not declined",
    "of_what_counts": "1 if relevant else 0",
    "of_bounds": "(points - min_points) / (max_points - min_points)",
    "of_place": 'weight if area == "ledning" else -weight',
    "of_step": 'step >= "2"',
    "of_table": "lookup(points, numbers)",
    "of_level_table": "lookup(answer, worth)",
    "of_level_table_or_none": "lookup(answer, worth, default=0.25)",
    "of_band": "band(points, heights)",
    "of_quotient": "1 / points",
    "of_none": "not_relevant if points == 0 else points",
}
_FOLDS: Final = {
    **{
        f"{fold}_of_{name}": f"{fold}({value})"
        for fold in ("mean", "sum", "min", "max", "median")
        for name, value in (("points", "points"), ("quotients", "1 / points"), ("fractions", "1 - fraction"))
    },
    **{
        f"{fold}_of_{name}": f"{fold}({value})"
        for fold in ("all", "any", "count", "share_of")
        for name, value in (("yes", "points > 0"), ("quotients", "1 / points > 0.6"), ("said", "answered"))
    },
    "weighed": "mean(points, weight=weight)",
    "weighed_by_points": "mean(fraction, weight=points)",
    "weighed_share": "share_of(points > 1, weight=weight)",
    "some": 'sum(points, where=area == "ledning" and step < "2")',
    "some_by_answer": "mean(points, where=points > 0)",
    "some_by_answer_or_none": "mean(points, where=points > 1, default=0.5)",
    "all_of_some": "all(points > 0, where=points < 2)",
    "least_of_some": "min(points, where=weight > 1, default=-1)",
    "often": 'mode(points, ties="lower")',
    "often_higher": 'mode(points, ties="higher")',
    "often_none": 'mode(points, ties="missing", default=7)',
    "declining": "count(declined)",
}
_FORM: Final = {
    "share": "mean(fraction)",
    "other": 'mean(fraction, where=step == "1")',
    "sums": "share + other * 2 - share / (other + 1)",
    "quotient": "share / other",
    "absolute": "abs(other - share)",
    "held": "clamp(share, 0.2, 0.7)",
    "first": "coalesce(other, share, 0)",
    "rounded": "round(share * 3, 1)",
    "least": "min(share, other)",
    "most": "max(share, other, p)",
    "chain": "0.2 < share <= 0.8",
    "logic": "(share > 0.5 or other > 0.5) and not other == 1",
    "choice": "share if other > 0.5 else other if known(other) else -1",
    "band_of": "band(share * 6, heights)",
    "band_at_least": 'band_of >= "middle"',
    "number_of_band": "lookup(band_of, scores, default=9)",
    "who": 'group == "ledning" and published',
}
_GROUPED: Final[Written] = {
    "by_step": {"per": ["step"], "value": "mean(fraction)"},
    "by_goal": {"per": ["goal"], "value": "mean(fraction, weight=weight)"},
    "by_both": {"per": ["area", "step"], "value": "mean(fraction) >= 0.5", "unanswered": "blocks"},
    "by_step_reached": {"per": ["step"], "value": "all(by_both)"},
    "highest_step": "highest(by_step_reached)",
    "lowest_step": "lowest(by_step_reached)",
    "of_first": "by_step(step=1)",
    "of_steps": "mean(by_step)",
    "zeros": {"value": "mean(fraction)", "unanswered": "zero"},
    "blocked": {"value": "mean(fraction)", "unanswered": "blocks"},
    "lowered": {"value": "mean(fraction)", "not_relevant": NotRelevant("nej")},
    "tenths": {"value": "mean(fraction)", "round": 1},
    "of_four": {"value": "mean(fraction)", "min_answered": Enough(Fraction(4), share=False)},
    "of_half": {
        "per": ["area"],
        "value": "all(points > 0)",
        "min_answered": Enough(Fraction(1, 2), share=True),
    },
    "of_most": {
        "across": ["unit"],
        "value": "mean(points)",
        "round": 0,
        "min_answered": Enough(Fraction(3, 5), share=True),
    },
    "picked": 'points(indicator="L1") + weight(indicator="L3")',
    "picked_answer": 'answer(indicator="I1") == "ja"',
    "picked_where": {"per": ["area"], "value": 'sum(points, where=answered(indicator="L2"))'},
    "picked_of_all": {"across": ["unit"], "value": 'mean(points, where=points(indicator="L1") > 0)'},
    "stated": "pupils * 2 - share",
    "of_pupils": {"across": ["unit"], "value": "sum(share * pupils) / sum(pupils, where=known(share))"},
    "by_pupils": {"across": ["round"], "value": "mean(share, weight=pupils)"},
    "placed_points": "placed(points)",
    "placed_some": {"per": ["area"], "value": "placed(points, where=points > 0)"},
    "placed_steps": "placed(by_step, where=step > 1) + 1",
    "placed_forms": {"across": ["unit"], "value": "placed(share, where=known(group))"},
    "placed_all": {"across": ["round"], "value": "placed(points)"},
    "unit_mean": {"across": ["unit", "round"], "value": "mean(share)"},
    "unit_before": {"across": ["unit", "round"], "value": "unit_mean - previous(unit_mean)"},
    "group_count": {"across": ["group"], "value": "count(share > 0.5)"},
    "group_spread": {"across": ["group"], "value": "max(share) - min(share)"},
    "group_middle": {"across": ["group"], "value": "median(share)"},
    "steps_of_all": {"across": [], "per": ["step"], "value": "share_of(by_step > 0.4)"},
    "everybody": {"across": [], "value": 'sum(points, where=group == "larare")'},
}


_BESIDE_GUARDED: Final = ("unit_mean", "unit_before", "group_spread", "of_pupils", "placed_forms")
_SHOWN_IF: Final[Written] = {
    "unit_shown": {
        "across": ["unit", "round"],
        "per": ["area"],
        "value": "mean(fraction)",
        "show_if": "count(published) >= 3",
    },
    "all_shown": {"across": [], "value": "mean(share)", "show_if": "count(known(share)) > 99"},
    "form_shown": {"value": "mean(points)", "show_if": "count(answered) > 2"},
}


def placed(table: Table) -> Fraction | None:
    """What a plugin could fold: every value counts by where it stands, and too much is undecided."""
    total = sum(
        (2 * row + column + 1) * value
        for row, values in enumerate(table)
        for column, value in enumerate(values)
        if value is not None
    )
    return Fraction(total) if total < _TOO_MUCH else None


def of_items(written: dict[str, str]) -> Written:
    """The same for each indicator."""
    return {name: {"per": ["indicator"], "value": value} for name, value in written.items()}


def every_construct(*, guarded: bool = False) -> Ruleset:
    """A definition that has them all; `show_if` only beside few others, as it hides much of them."""
    rules: dict[str, Any] = {**of_items(_FACTS), **_FOLDS, **_FORM, **_GROUPED}
    if guarded:
        rules = {**_FORM, **{name: _GROUPED[name] for name in _BESIDE_GUARDED}, **_SHOWN_IF}
    return ruleset(
        rules,
        params={"p": "0.3"},
        about=attrs.evolve(
            space(), numbers=("pupils",), orders={"heights": tuple(band.id for band in BANDS)}
        ),
        bands={"heights": BANDS},
        tables={
            "numbers": NUMBERS,
            "worth": {"nej": Fraction(-1), "ja": Fraction(5, 2)},
            "scores": {"low": Fraction(1), "top": Fraction(2)},
        },
        functions=(RegisteredFold("placed", placed),),
    )


def forms() -> list[Sheet]:
    """Forms of two units, groups and rounds, the same ones each time; the first ones are extreme."""
    dice = Random(1)  # noqa: S311 - the same forms each time
    extreme = [sheet(*[state] * len(ITEMS), response=f"all {state}") for state in (EMPTY, 1, 3, 4, JA)]
    drawn = [
        attrs.evolve(
            sheet(
                *(dice.choice(_STATES) for _ in ITEMS),
                published=dice.random() < 0.7,
                response=str(number),
                unit=dice.choice(["Ask", "Björk"]),
                round=dice.choice(["2025", "2026", None]),
                group=dice.choice(["ledning", "larare", None]),
            ),
            numbers={"pupils": Fraction(dice.randint(1, 9), 2)} if number % 5 else {},
        )
        for number in range(_FORMS)
    ]
    return [*extreme, *drawn]
