"""A form as the engines read it: the state of every item, and the form's members."""

from collections.abc import Sequence
from typing import Final

import attrs

from digiramverk.rules.space import Space

UNANSWERED: Final = 0
NOT_RELEVANT: Final = 1
NOT_ASKED: Final = 2
DECLINED: Final = 3
FIRST_LEVEL: Final = 4

Pair = tuple[int, int]
"""A number: its numerator and denominator, or the kind of missing and 0."""
PopulationValue = str | int | Pair
"""A member's id; minus the kind of missing if a form has none; 1 or 0 for `published`; a stated number."""


@attrs.frozen
class Form:
    """One form, ready to be scored.

    Attributes:
        codes: the state of every item in the order of the space: 0 unanswered, 1 not relevant, 2 not asked of
            this form at all, 3 declined, 4 and up its levels.
        population: its members and the numbers that it states, in the order of :func:`population_positions`.
    """

    codes: Sequence[int]
    population: tuple[PopulationValue, ...]


def population_positions(space: Space) -> dict[str, int]:
    """The index of each population dimension, `published` and each number in a form's population values."""
    names = [dimension.name for dimension in space.dimensions if dimension.population]
    return {name: position for position, name in enumerate([*names, "published", *space.numbers])}
