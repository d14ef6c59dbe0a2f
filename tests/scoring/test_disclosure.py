"""Nothing withheld follows from all that is shown together: drawn populations, attacked by rank."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

import polars as pl
import pytest
from tests.definitions.definitions import alone, loaded
from tests.scoring import worlds
from tests.scoring.worlds import Asked, Key, Row, World
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.rules.disclosure.suppression import Suppression, Withheld
from digiramverk.rules.missing import Missing
from digiramverk.scoring.results import Results
from digiramverk.scoring.tables.bulk import score_file
from digiramverk.scoring.tables.frames import FrameScorer

WORLDS: Final = 500 if NIGHTLY else 40 if THOROUGH else 12
ENGINES: Final = 40 if NIGHTLY else 8 if THOROUGH else 3
SMALL: Final = 8 if THOROUGH else 4
"""So many worlds of each shape are compared with the least that could be withheld."""
MOST_TRIED: Final = 14
MOST_MORE: Final = 1.3
OF_WHAT: Final = ("response", "unit", "district")
"""What tells the lines of one measure apart, where populations are units in districts."""


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


def test_all_engines_withhold_the_same() -> None:
    for shape in worlds.SHAPES:
        for number in range(ENGINES):
            world = drawn(shape, number)
            framework = loaded(world.text)
            results = alone().score(framework, list(world.forms))
            expected = {
                (cell.measure.name, *sorted(cell.members.items())): cell.missing
                for cell in results.cells
                if cell.measure.name in {each.name for each in world.asked}
            }
            table = forms_of(world)
            for frame in (table, table.lazy(), table.to_pandas()):
                assert dict(of_frame(FrameScorer(framework), frame, results)) == expected, (shape, number)


def forms_of(world: World) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {name: form[name] for name in ("response", "unit", "district", "group")}
            | {item: form["answers"].get(item) for item in world.items}
            for form in world.forms
        ],
        schema_overrides=dict.fromkeys(world.items, pl.String),
    )


def of_frame(scorer: FrameScorer, frame: Any, results: Results) -> Iterator[tuple[object, Missing | None]]:  # noqa: ANN401
    found = scorer.score(frame)
    for group in scorer.columns():
        if group.measure.population == ("response",) or group.measure.name.endswith("_n"):
            continue
        table = found.groups[group.measure.population]
        if isinstance(table, pl.LazyFrame):
            table = table.collect()
        rows = table if isinstance(table, pl.DataFrame) else pl.from_pandas(table)
        for row in rows.iter_rows(named=True):
            members = {name: row[name] for name in group.measure.population}
            if "unit" in members and "district" not in members:
                members["district"] = next(
                    cell.members["district"]
                    for cell in results.cells
                    if cell.members.get("unit") == members["unit"]
                )
            members |= dict(zip(group.measure.per, group.cell, strict=True))
            kind = row[group.missing]
            yield (group.measure.name, *sorted(members.items())), Missing(kind) if kind else None


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_files_show_no_value_that_is_withheld(suffix: str, tmp_path: Path) -> None:
    found_withheld = 0
    for number in range(2 * ENGINES):
        world = drawn("districts", number)
        framework = loaded(world.text)
        table, out = tmp_path / "forms.csv", tmp_path / f"scores{suffix}"
        forms_of(world).write_csv(table)
        score_file(FrameScorer(framework), table, out)
        found = (pl.read_csv if suffix == ".csv" else pl.read_parquet)(out)
        withheld = {
            (cell.measure.name, *map(cell.members.get, OF_WHAT)): cell.missing is Missing.WITHHELD
            for cell in scored(world).cells
        }
        assert found.height == len(withheld)
        found_withheld += sum(withheld.values())
        for row in found.iter_rows(named=True):
            if withheld[row["measure"], *map(row.get, OF_WHAT)]:
                assert (row["value"], row["text"]) == (None, None)
    assert found_withheld
