"""Nothing withheld follows from all that is shown together: drawn populations, attacked by rank."""

import json
from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import Any, Final

import pytest
from tests.definitions.definitions import alone, loaded
from tests.rules import worlds
from tests.rules.running import compiled, withheld
from tests.rules.small import JA, NEJ, ruleset, sheet
from tests.rules.worlds import Asked, Key, Row, World
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.rules.definition import Enough
from digiramverk.rules.disclosure import first_choice
from digiramverk.rules.disclosure.secrets import Secrets, fewest
from digiramverk.rules.disclosure.suppression import Suppression, Withheld
from digiramverk.scoring.results import Results

WORLDS: Final = 500 if NIGHTLY else 40 if THOROUGH else 12
SMALL: Final = 8 if THOROUGH else 4
"""So many worlds of each shape are compared with the least that could be withheld."""
MOST_TRIED: Final = 14
MOST_MORE: Final = 1.3


def drawn(shape: str, number: int) -> World:
    return worlds.world(shape, Random(f"{shape} {number}"))  # noqa: S311 - the same worlds in every run


def key_of(asked: Asked, members: Mapping[str, str]) -> Key:
    named = {*asked.across, "indicator"}
    return asked.name, tuple(sorted((name, member) for name, member in members.items() if name in named))


def told(world: World, results: Results) -> tuple[dict[Key, Row], dict[Key, Row]]:
    """What is shown and what is withheld, as the JSON of the results has it."""
    asked = {each.name: each for each in world.asked}
    shown: dict[Key, Row] = {}
    hidden: dict[Key, Row] = {}
    for name, cells in json.loads(json.dumps(results.to_dict("en")))["measures"].items():
        for cell in cells:
            if name == "own":
                if cell["value"] is not None:
                    shown["own", (("response", cell["response"]),)] = own_row(world, cell["response"])
            elif name in asked:
                row = world.row(asked[name], cell)
                key = key_of(asked[name], {k: v for k, v in cell.items() if isinstance(v, str)})
                if cell["value"] is not None:
                    shown[key] = row
                elif cell["missing"] == "withheld":
                    hidden[key] = row
    return shown, hidden


def own_row(world: World, response: str) -> Row:
    alone_asked = Asked("own", ("response",), each_form=True)
    return world.row(alone_asked, {"response": response})


def primary(world: World, hidden: Mapping[Key, Row]) -> dict[Key, Row]:
    """What is withheld since too few answered."""
    return {key: row for key, row in hidden.items() if world.respondents(key) < world.fewest}


def scored(world: World) -> Results:
    return alone().score(loaded(world.text), list(world.forms))


@pytest.mark.parametrize("shape", worlds.SHAPES)
def test_nothing_withheld_follows_from_what_is_shown(shape: str) -> None:
    withheld = 0
    for number in range(WORLDS):
        world = drawn(shape, number)
        shown, hidden = told(world, scored(world))
        assert worlds.attacked(shown, hidden) == [], (shape, number)
        withheld += len(hidden)
    assert withheld > WORLDS


@pytest.mark.parametrize("shape", ["districts", "unit_group", "counts"])
def test_nothing_follows_where_the_choice_is_made_one_by_one(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_choice, "MOST_ROUNDS", 0)
    for number in range(4):
        world = drawn(shape, number)
        assert worlds.attacked(*told(world, scored(world))) == [], (shape, number)


@pytest.mark.parametrize("shape", worlds.SHAPES)
def test_the_attack_finds_what_is_withheld_by_show_if_alone(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Suppression, "chosen", lambda _: Withheld())
    found = [
        number
        for number in range(30)
        if worlds.attacked(*told(drawn(shape, number), scored(drawn(shape, number))))
    ]
    assert found


def test_little_more_is_withheld_than_has_to_be(record_property: Callable[[str, object], None]) -> None:
    withheld = least = 0
    ratios: list[float] = []
    for shape in worlds.SHAPES:
        for number in range(SMALL * 4):
            world = drawn(shape, number)
            shown, hidden = told(world, scored(world))
            secret = {key: row for key, row in primary(world, hidden).items() if row}
            could = {
                key: row
                for key, row in (shown | hidden).items()
                if key not in secret and key[0] != "own" and row
            }
            if not secret or len(could) > MOST_TRIED:
                continue
            best = len(secret) + worlds.fewest_hidden(could, secret)
            found = len([row for row in hidden.values() if row])
            withheld, least = withheld + found, least + best
            ratios.append(found / best)
    ratio = sum(ratios) / len(ratios)
    record_property(
        "withheld", f"{withheld}, at least {least}: {ratio:.3f} on average of {len(ratios)} worlds"
    )
    assert ratio <= MOST_MORE, (withheld, least, len(ratios))


def test_what_a_total_would_give_away_is_withheld_though_nobody_asks_for_the_total() -> None:
    rules: dict[str, Any] = {
        "share": "mean(fraction)",
        "own": {"across": ["unit", "group"], "value": "mean(share)", "show_if": "count(known(share)) >= 3"},
        "total": {"across": ["unit"], "value": "mean(share)"},
    }
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    groups = ["ledning"] * 2 + ["larare"] * 3
    sheets = [sheet(JA, response=str(number), group=group) for number, group in enumerate(groups)]
    # `show_if` withholds the two of ledning. Their own shares would tell, and so would the total.
    shares = {("share", (number,), ()) for number in range(5)}
    assert withheld(plan, sheets) == {*shares, ("total", (0, 1, 2, 3, 4), ())}
    assert withheld(plan.only({"own"}), sheets) == shares


REACHED: Final[Mapping[str, Any]] = {
    "reached": "mean(points) > 1 and sum(points) < 99",
    "own": {"across": ["group"], "value": "count(reached)", "show_if": "count(known(reached)) >= 3"},
    "total": {"across": [], "value": "count(reached)"},
}


@pytest.mark.parametrize(
    ("reaching", "shown"),
    [((0, 0), False), ((2, 2), False), ((1, 1), True), ((2, 0), True), ((2, 1), True)],
)
def test_a_total_is_not_shown_where_it_says_that_none_or_all_of_few_do(
    reaching: tuple[int, int], *, shown: bool
) -> None:
    plan, _ = compiled(ruleset(REACHED))
    assert plan is not None
    sheets = [
        sheet(JA if number < count else NEJ, response=f"{group} {number}", group=group)
        for group, count in zip(("ledning", "larare"), reaching, strict=True)
        for number in range(2)
    ]
    hidden = {name for name, _, _ in withheld(plan, sheets)}
    assert ("total" not in hidden) == shown


@pytest.mark.parametrize(
    ("shown_if", "least"),
    [
        (None, 1),
        ("size >= 5", 5),
        ("size > 4", 5),
        ("5 <= size", 5),
        ("4 < size", 5),
        ("size >= 4.5", 5),
        ("4.5 < size", 5),
        ("size >= 5 and 7 < other", 8),
        ("size >= other", 1),
        ("known(size)", 1),
        ("size >= 0", 1),
    ],
)
def test_a_minimum_is_the_greatest_number_that_is_asked_for(shown_if: str | None, least: int) -> None:
    own: dict[str, Any] = {"across": ["unit"], "value": "mean(fraction)"}
    rules: dict[str, Any] = {
        "size": {"across": ["unit"], "value": "count(answered)"},
        "other": {"across": ["unit"], "value": "count(relevant)"},
        "asked": own if shown_if is None else {**own, "show_if": shown_if},
    }
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    assert fewest(plan.measure("asked")) == least


@pytest.mark.parametrize(
    ("rule", "items"),
    [
        ("mean(fraction)", "L1 L2 L3 L4 I1 I2"),
        # What a condition leaves out may be told all the same.
        ("sum(points, where=step == 3)", "L1 L2 L3 L4 I1 I2"),
        ('points(indicator="L3")', "L3"),
        ('1 if answer(indicator="L2") == "ja" else 0', "L2"),
        ("steps(step=2) + 1", "L3 L4"),
        ("count(answered)", ""),
        ("count(relevant and not declined)", ""),
        ("sum(weight)", ""),
        ("count(known(points))", ""),
        ("known(share)", ""),
        ({"value": "steps(step=3)", "min_answered": Enough(Fraction(2), share=False)}, "I2"),
        ({"value": "count(answered)", "show_if": "share > 0.5"}, ""),
    ],
)
def test_a_value_reveals_the_answers_whose_levels_it_is_made_of(rule: Any, items: str) -> None:  # noqa: ANN401 - a rule
    plan, _ = compiled(ruleset({**SHARES, "asked": rule}))
    assert plan is not None
    assert Secrets(plan).items("asked", ()) == set(items.split())


SHARES: Final[Mapping[str, Any]] = {
    "share": "mean(fraction)",
    "steps": {"per": ["step"], "value": "mean(fraction)"},
}


def test_the_values_of_forms_that_reveal_go_with_those_of_their_groups() -> None:
    rules: dict[str, Any] = {
        **SHARES,
        "answers": "count(answered)",
        "change": "share - previous(share)",
        "twice": "change * 2",
        "unit_first": {"across": ["unit"], "value": "mean(steps(step=1))"},
        "unit_change": {"across": ["unit"], "value": "mean(change)"},
        "unit_size": {"across": ["unit"], "value": "count(known(share))"},
    }
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    assert Secrets(plan).looking_back == {"change", "twice"}
    assert not Secrets(plan).is_guarded
    assert Secrets(plan).of_forms == {}
    rules["unit_first"]["show_if"] = "unit_size > 2"
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    both = (("unit_change", ()), ("unit_first", ()))
    assert Secrets(plan).is_guarded
    assert Secrets(plan).of_forms == {
        ("share", ()): both,
        ("steps", ("1",)): both,
        ("steps", ("2",)): both[:1],
        ("steps", ("3",)): both[:1],
        ("change", ()): both,
        ("twice", ()): both,
    }
    rules["own"] = {"value": "share", "show_if": "answers > 2"}
    del rules["unit_first"]["show_if"]
    plan, _ = compiled(ruleset(rules))
    assert plan is not None
    assert not Secrets(plan).is_guarded
