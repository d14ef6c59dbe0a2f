"""The built-in folds over an ordered dimension, whose result is one of its members."""

from typing import Final

from digiramverk.rules.functions.fold import HeldBack, Ladder
from digiramverk.rules.functions.folds import with_truths
from digiramverk.rules.movement import Direction, Elements


def _still_with_values(elements: Elements) -> Direction:
    """Still if no answer matters. Otherwise a rung that becomes true lowers the result, or raises *none*."""
    parts = (elements.value, elements.where, elements.weight)
    return Direction.STILL if all(each is Direction.STILL for each in parts) else Direction.EITHER


HIGHEST: Final = Ladder(
    name="highest",
    climbs=True,
    direction=with_truths,
    held_back=HeldBack.BY_THE_FALSE,
    mistaken_for=("lowest",),
)
LOWEST: Final = Ladder(
    name="lowest",
    climbs=False,
    direction=_still_with_values,
    held_back=HeldBack.UNKNOWN,
    mistaken_for=("highest",),
)

LADDERS: Final = (HIGHEST, LOWEST)
