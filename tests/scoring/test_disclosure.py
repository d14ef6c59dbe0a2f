"""What is withheld of drawn populations is withheld on every engine and in every file."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from tests.definitions.definitions import alone, loaded
from tests.rules import worlds
from tests.rules.test_disclosure import drawn, scored
from tests.rules.worlds import World
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.rules.missing import Missing
from digiramverk.scoring.results import Results
from digiramverk.scoring.tables.bulk import score_file
from digiramverk.scoring.tables.frames import FrameScorer

ENGINES: Final = 40 if NIGHTLY else 8 if THOROUGH else 3
OF_WHAT: Final = ("response", "unit", "district")
"""What tells the lines of one measure apart, where populations are units in districts."""


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
