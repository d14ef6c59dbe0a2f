"""The order of rounds, and which forms or groups of different rounds belong together.

The invariant: **there is one order of rounds, and it is never guessed.** All engines, explanations and
reports ask here. HT16, VT17, HT17 in the order of their letters would show a rise as a fall, and nobody would
notice. So names are in the order that the framework declares, or that they state themselves; any others have
none.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from digiramverk.core import Diagnostic, InputError, Names
from digiramverk.rules.periods import period_of
from digiramverk.rules.space import RESPONSE

ROUND = "round"
MAY_LACK = "group"
"""The dimension whose member may be missing in both forms that belong together."""


def links(population: tuple[str, ...]) -> tuple[str, ...]:
    """The dimensions by which the values of `population` are found in the previous round."""
    return ("unit", MAY_LACK, ROUND) if population == (RESPONSE,) else population


def rounds_in_order(rounds: Iterable[str], declared: Sequence[str] | None = None) -> tuple[str, ...]:
    """The distinct names of rounds, oldest first.

    Args:
        rounds: the names, in any order.
        declared: all that the framework declares, oldest first; None if it declares none.

    Raises:
        InputError: DR453, there are several and their order is unknown.

    >>> rounds_in_order(["VT17", "HT17", "HT16", "VT17"])
    ('HT16', 'VT17', 'HT17')
    >>> rounds_in_order(["10", "9"]), rounds_in_order(["after", "before"], ["before", "after"])
    (('9', '10'), ('before', 'after'))
    """
    names = sorted(set(rounds))
    if len(names) < 2:  # noqa: PLR2004 - one alone is in order
        return tuple(names)
    if declared is None:
        order = _of_numbers(names) or _of_periods(names)
    else:
        order = [name for name in declared if name in names] if set(names).issubset(declared) else None
    if order is None:
        raise InputError([Diagnostic("DR453", {"rounds": Names(tuple(names))})])
    return tuple(order)


def rounds_before(rounds: Iterable[str], declared: Sequence[str] | None = None) -> dict[str, str]:
    """For every round but the first the one before it.

    Raises:
        InputError: DR453, as above.

    >>> rounds_before(["HT17", "VT17", "HT16"])
    {'VT17': 'HT16', 'HT17': 'VT17'}
    """
    order = rounds_in_order(rounds, declared)
    return dict(zip(order[1:], order[:-1], strict=True))


def _of_numbers(names: Sequence[str]) -> list[str] | None:
    """Whole numbers by value; None for other names, and for one number in two spellings."""
    if not all(name.isascii() and name.isdecimal() for name in names):
        return None
    order = sorted(names, key=int)
    return order if len(set(map(int, names))) == len(names) else None


def _of_periods(names: Sequence[str]) -> list[str] | None:
    """Names that say when they are, by time; None for others, and if one time lies in another."""
    found = [(period.start, period.end, name) for name in names if (period := period_of(name)) is not None]
    found.sort()
    apart = all(end <= start for (_, end, _), (start, _, _) in pairwise(found))
    return [name for *_, name in found] if apart and len(found) == len(names) else None
