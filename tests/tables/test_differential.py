"""A part of `make differential` in every run of the tests; ten times as many as it draws each night."""

import os
from typing import Any, Final

import attrs
import pytest
from tests.claims import not_held
from tests.tables.differential import ALL, SCALAR, compare, differ, several
from tests.thorough import NIGHTLY, THOROUGH

from digiramverk.tables import item_sums
from digiramverk.tables.bounds import hull
from digiramverk.tables.column_expressions import Ints

PARTS: Final = 100 if NIGHTLY else 20 if THOROUGH else 4
FRAMEWORKS: Final = 30_000 if NIGHTLY else 500 if THOROUGH else 24
SEED: Final = int(os.environ.get("DIGIRAMVERK_SEED", "0"))
"""The number of the first framework: the same ones are drawn every time unless it is set."""
FALLING: Final = (154, 185, 237, 262)
"""Frameworks among the first 300 that come out wrong with the fault that this is for."""


@pytest.mark.parametrize("part", range(PARTS))
def test_all_engines_give_what_the_oracle_gives(part: int) -> None:
    numbers = range(SEED + part, SEED + FRAMEWORKS, PARTS)
    tally = several(numbers)
    print(*tally.lines(), sep="\n")  # noqa: T201 - how much has been compared
    assert tally.different == []
    assert tally.frameworks > len(numbers) / 2
    for engine in ALL:
        assert tally.with_value[engine] > tally.frameworks, f"{engine} has hardly given a value"


def test_drawn_frameworks_have_what_is_easily_got_wrong() -> None:
    tally = several(range(40), ())
    assert min(tally.kinds.values()) > 2
    assert len(tally.kinds) == 8


def test_the_fault_that_this_is_for_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bounds by the greatest entry alone, with nobody who looks at bounds: figures are wrong."""
    whole = item_sums.ItemColumns._read  # noqa: SLF001 - to break it

    def trusting(self: item_sums.ItemColumns, item: int, table: tuple[int, ...]) -> Any:  # noqa: ANN401 - a whole number
        found = whole(self, item, table)
        if not isinstance(found, Ints) or min(table) >= 0:
            return found
        return attrs.evolve(found, within=hull([0, max(table)]))

    assert several(FALLING, ALL).different == []
    monkeypatch.setattr(item_sums.ItemColumns, "_read", trusting)
    with not_held():
        found = several(FALLING, ALL)
    assert len(found.different) >= len(FALLING)
    assert all(", polars: (" in each for each in found.different)


def test_what_differs_is_told() -> None:
    assert differ((1.0, 0), (2.0, 0))
    assert differ(None, (2.0, 0))
    assert differ((True, 0), (1.0, 0))
    assert differ((None, 4), (1.0, 0))
    assert not differ((True, 0), (True, 0))
    assert compare(1, (SCALAR,)).frameworks == 1
