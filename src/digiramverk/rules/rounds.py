"""The order of rounds, and which forms or groups of different rounds belong together."""

from collections.abc import Iterable

from digiramverk.rules.forms import natural
from digiramverk.rules.space import RESPONSE

ROUND = "round"
MAY_LACK = "group"
"""The dimension whose member may be missing in both forms that belong together."""


def links(population: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions by which the values of `population` are found in the previous round."""
    return ("unit", MAY_LACK, ROUND) if population == (RESPONSE,) else population


def rounds_before(rounds: Iterable[str]) -> dict[str, str]:
    """For every round but the first the one before it: in the order of names, numbers as numbers.

    >>> rounds_before(["10", "9", "2016", "9"])
    {'10': '9', '2016': '10'}
    """
    order = sorted(set(rounds), key=lambda name: (natural(name), name))
    return dict(zip(order[1:], order[:-1], strict=True))
