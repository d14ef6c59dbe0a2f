"""Nothing withheld follows from all that is shown together: drawn populations, attacked by rank."""

import json
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

import pytest
from tests.definitions.definitions import alone, loaded
from tests.rules import worlds
from tests.rules.running import compiled, withheld
from tests.rules.small import JA, ruleset, sheet
from tests.rules.worlds import Asked, Key, Row, World
from tests.thorough import NIGHTLY, THOROUGH

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
