"""What messages say about a wrong rule: its name, what it can be instead, and what looks like it."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs
import pytest
from tests.rules.running import compiled
from tests.rules.small import ruleset, space
from tests.rules.test_check import HEIGHTS, REACHED, SHARE, Rule

from digiramverk.rules.definition import Enough, NotRelevant
from digiramverk.rules.space import ITEM

PRICES: Final[Mapping[str, Any]] = {"tables": {"prices": {"1": Fraction(2)}}}
BY_BOTH: Final[Rule] = {"per": ["area", "step"], "value": "all(fraction >= 0.8)"}
OF_GROUP: Final[dict[str, Any]] = {
    "across": ["unit"],
    "value": "mean(own)",
    "show_if": "count(published) >= 5",
}
SAID: Final[Sequence[tuple[Rule, str]]] = (
    ("avg(fraction)", "no function “avg”. Functions: “mean”, “sum”,"),
    ("avgs(fraction) + shaer(step=1)", "Did you mean “share”?"),
    ({"per": ["stpe"], "value": "mean(fraction)"}, "“per” cannot group by “stpe”. Did you mean “step”?"),
    (
        {"per": ["stpe"], "value": "mean(fraction)"},
        "Possible: “indicator”, “area”, “step”, “goal”, “response”,",
    ),
    ({"across": ["step"], "value": "mean(fraction)"}, "Possible: “response”, “unit”, “round”,"),
    (
        "1 - fraction",
        "“fraction” exists per indicator and response, but the measure “asked” is for response.",
    ),
    (
        {"per": ["area"], "value": "share"},
        "“share” exists per area, step and response, but “asked” is for area and response",
    ),
    ({"per": ["area"], "value": "share"}, "so step must be folded"),
    (
        {"across": [], "value": "mean(0.8)"},
        "“mean” has nothing to fold: everything in the brackets is already for the whole result",
    ),
    ("1 + mean(fraction) == published", "With “==”, a number cannot be compared with a yes/no value"),
    ("published if published else 2", "With “if … else”, a yes/no value cannot be compared with a number"),
    (
        "coalesce(mean(fraction), any(answered))",
        "With “coalesce”, a number cannot be compared with a yes/no value",
    ),
    ("any(step == area)", "With “==”, a name from a list cannot be compared with a name from a list"),
    ("-published", "“-” needs a number, but this is a yes/no value"),
    ("1 * published", "“*” needs a number, but this is a yes/no value"),
    ("not mean(fraction)", "“not” needs a yes/no value, but this is a number"),
    ("published or 1", "“or” needs a yes/no value, but this is a number"),
    ("1 if 2 else 3", "“if” needs a yes/no value, but this is a number"),
    ("max(1, published)", "“max” needs a number, but this is a yes/no value"),
    ("round(published)", "“round” needs a number, but this is a yes/no value"),
    ("band(published, heights)", "“band” needs a number, but this is a yes/no value"),
    ({"value": "mean(fraction)", "show_if": "2"}, "“show_if” needs a yes/no value, but this is a number"),
    ("mean(answered)", "“mean” works on numbers, but this is a yes/no value"),
    ('any(answer == "jaa")', "no level “jaa”. Did you mean “ja”? Possible: “nej”, “delvis”, “ja”."),
    ('any(step == "4")', "no step “4”. Possible: “1”, “2”, “3”."),
    ("points(indicator='L9')", "no indicator “L9”. Possible: “L1”, “L2”,"),
    ('"ledning"', "The text “ledning” is not compared with anything"),
    ("any(area <= 'ledning')", "“<=” needs an order, but this has none"),
    ("share(fraction)", "“share” is a measure, not a function"),
    (
        "share(arae='ledning')",
        "“share” cannot be picked by “arae”. Did you mean “area”? It can be picked by: “area”, “step”.",
    ),
    ("share(area='infrastruktur', step=2)", "The measure “asked” has nothing to compute from"),
    (
        "median(fraction, weight=points)",
        "call of “median” is not valid. The brackets may contain: “x”, “where=”, “default=”.",
    ),
    ("highest(reached, where=published)", "call of “highest” is not valid. The brackets may contain: “x”."),
    (
        'mode(points, ways=1, ties="lower")',
        'contain: “x”, “ties="lower"”, “ties="higher"”, “ties="missing"”, “where=”, “default=”.',
    ),
    ("mode(points)", 'call of “mode” must state “ties=”. Add one of: “ties="lower"”, “ties="higher"”,'),
    ("known()", "call of “known” is not valid. The brackets may contain: “x”."),
    ("abs(1, 2)", "call of “abs” is not valid. The brackets may contain: “x”."),
    ("previous()", "call of “previous” is not valid. The brackets may contain: “x”."),
    ("band(1)", "call of “band” is not valid. The brackets may contain: “x”, “y”."),
    ("lookup(1)", "call of “lookup” is not valid. The brackets may contain: “x”, “y”, “default=”."),
    (
        "lookup(1, prices, where=2)",
        "call of “lookup” is not valid. The brackets may contain: “x”, “y”, “default=”.",
    ),
    ("clamp(1, 2)", "call of “clamp” is not valid. The brackets may contain: “x”, “y”, “z”."),
    ('round(1, 2, "up", 4)', "call of “round” is not valid. The brackets may contain: “x”, “y”, “…”."),
    ("coalesce()", "call of “coalesce” is not valid. The brackets may contain: “x”, “y”, “…”."),
    ("target(1)", "call of “target” is not valid. The brackets may contain: “measure”."),
    ("target(share, share)", "call of “target” is not valid"),
    ("points(area='ledning')", "call of “points” is not valid. The brackets may contain: “indicator=”."),
    ("points(fraction, indicator='L1')", "call of “points” is not valid"),
    ("published(indicator='L1')", "call of “published” is not valid. The brackets may contain: none."),
    ("mean(1 - median(fraction))", "“median” is inside another fold"),
    (
        "highest(by_both)",
        "needs a yes/no measure per a single ordered dimension (such as step), not per area and step",
    ),
    (
        {"value": "mean(share)", "unanswered": "zero"},
        "“asked” does not read answers itself, so unanswered has no effect",
    ),
    (
        {"value": "count(weight > 1)", "not_relevant": NotRelevant("nej")},
        "“asked” does not read answers itself, so not_relevant has no effect",
    ),
    (
        {"value": "mean(fraction)", "not_relevant": NotRelevant("nejj")},
        "no level “nejj”. Did you mean “nej”? Defined: “delvis”, “ja”, “nej”.",
    ),
    ("share(area='ledning', step=1 + 1)", "A name for step is needed here"),
    ("round(mean(fraction), 0.5)", "must be a whole number from -3 to 12"),
    (
        'round(mean(fraction), 1, "half_upp")',
        "no such choice. Did you mean “half_up”? Choose one of: “half_up”, “half_even”, “up”, “down”.",
    ),
    ("round(mean(fraction), 1, half_upp)", "“round” has no such choice. Did you mean “half_up”?"),
    (
        'mode(points, ties="hihger")',
        "“mode” has no such choice. Did you mean “higher”? Choose one of: “lower”, “higher”, “missing”.",
    ),
    (
        "band(mean(fraction), hieghts)",
        "no bands “hieghts”. Did you mean “heights”? Defined under bands: “heights”.",
    ),
    (
        'lookup(mean(fraction), "price")',
        "no table “price”. Did you mean “prices”? Defined under tables: “prices”.",
    ),
    ("lookup(published, prices)", "The table “prices” has the row “1”, which is not a number"),
    ("mean(fraction, default=weight)", "A number must follow default="),
    ("lookup(1, prices, default=kept)", "A number must follow default="),
    ("target(fraction)", "and “fraction” is not a measure"),
    ("target(kept)", "No target is set for “kept”"),
    ({"value": "any(answered)", "round": 1}, "“asked” is not a number, so it cannot be rounded"),
    ("max(mean(fraction), 1)", "This part of “max” is never chosen"),
    ("mean(fraction, where=points > 2)", "so “mean” never has anything to fold"),
    (
        "mean(fraction) >= 80",
        "“80” cannot be reached: the value compared with it is between “0” and “1”. Did you mean “0.8”?",
    ),
    (
        "3 <= mean(points)",
        "The bound “3” is never reached: the value compared with it is between “0” and “2”",
    ),
    ("band(2 + mean(fraction), heights)", "in the band “low”: all values are between “2” and “3”"),
    ("band(mean(fraction) - 2, heights)", "in the band “top”: all values are between “-2” and “-1”"),
    (
        {"per": [ITEM], "value": "points", "min_answered": Enough(Fraction(1, 2), share=True)},
        "but “asked” is for one at a time",
    ),
    ("mean(fraction) + sum(points)", "“+” mixes a share and points"),
    ("sum(points) > count(answered)", "“>” mixes points and a count"),
    (OF_GROUP, "show_if of “asked” does not count the answers"),
    (OF_GROUP, "write count(known(own)) >= and the smallest number"),
    ({**OF_GROUP, "value": "mean(fraction)"}, "write count(answered) >= and the smallest number"),
)


@pytest.mark.parametrize(("rule", "said"), SAID)
def test_what_is_said_names_what_is_meant(rule: Rule, said: str) -> None:
    beside: dict[str, Any] = {
        "share": SHARE,
        "reached": REACHED,
        "by_both": BY_BOTH,
        "kept": "mean(points)",
        "own": "mean(fraction)",
    }
    about = attrs.evolve(space(), numbers=("pupils",))
    _, found = compiled(ruleset({**beside, "asked": rule}, about=about, **HEIGHTS, **PRICES))
    told = [f"{each.message('en')} {each.hint('en')}" for each in found]
    assert any(said in each for each in told), told
