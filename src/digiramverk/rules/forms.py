"""A form as the engines read it: the state of every item, and the members that it belongs to."""

import re
from collections.abc import Sequence
from typing import Final

import attrs

from digiramverk.rules.space import Space

UNANSWERED: Final = 0
NOT_RELEVANT: Final = 1
FIRST_LEVEL: Final = 2

PopulationValue = str | int
"""A member's id; minus the kind of missing where a form has none; 1 or 0 for `published`."""


@attrs.frozen
class Form:
    """One form, ready to be scored.

    Attributes:
        codes: the state of every item in the order of the space: 0 unanswered, 1 not relevant, 2 and up its
            levels.
        population: the members it belongs to in the order of :func:`population_positions`, `published` last.
    """

    codes: Sequence[int]
    population: tuple[PopulationValue, ...]


def population_positions(space: Space) -> dict[str, int]:
    """Where in a form's population values each population dimension stands; `published` stands last."""
    names = [dimension.name for dimension in space.dimensions if dimension.population]
    return {name: position for position, name in enumerate([*names, "published"])}


def natural(name: object) -> list[tuple[int, int | str]]:
    """An order of the names of rounds in which numbers count as numbers.

    >>> sorted(["2016 vår", "2016 höst", "10", "9"], key=natural)
    ['9', '10', '2016 höst', '2016 vår']
    """
    parts = re.split(r"([0-9]+)", str(name))
    return [(0, int(part)) if part.isdecimal() and part.isascii() else (1, part) for part in parts if part]
