"""Folds that need all the values of a row: for each possible value a column that counts it.

A scale has few levels. If many values are possible, a column for each would take longer than folding row by
row, which the scalar engine does.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from itertools import accumulate
from typing import Final, assert_never

from digiramverk.rules import Missing
from digiramverk.rules.functions import CallOptions, Fold, Ties, Values
from digiramverk.tables.bounds import Bounds, quotients
from digiramverk.tables.column_expressions import (
    Truths,
    Unfit,
    Whole,
    add,
    bit,
    both,
    bounds,
    choose,
    compare,
    greatest,
    multiply,
    total,
)
from digiramverk.tables.column_values import Num, absent, common_parts, constant, in_parts

_MOST_VALUES: Final = 64

ValueCounts = Mapping[int, Whole]
"""The count of each value, by value, the least first."""

CountedFold = Callable[[ValueCounts, CallOptions], tuple[Whole, int, Whole]]
"""(counts, some not 0; options) → numerator and denominator of the result, and its kind of missing."""


def of_values(fold: Fold, elements: Sequence[tuple[Num, Truths]], options: CallOptions) -> Num:
    """The result over the known elements, if there are any.

    Args:
        fold: the fold; it needs all the values.
        elements: each value, and whether it is known.
        options: the choice for each of the fold's options.

    Raises:
        Unfit: There can be too many different values.
    """
    plain = _plain(elements)
    if plain is not None:
        return of_plain_values(fold, plain, options)
    parts = common_parts(value for value, _ in elements)
    found = [(in_parts(value, parts), known) for value, known in elements]
    within = reduce(Bounds.join, (bounds(own) for own, _ in found))
    if within.high - within.low >= _MOST_VALUES:
        raise Unfit
    counts = {
        value: total(
            bit(both(known, compare("==", own, value))) for own, known in found if bounds(own).holds(value)
        )
        for value in range(within.low, within.high + 1)
    }
    n, d, kind = COUNTED[fold.name](counts, options)
    # Bounds come from the columns of the result, not from those of the values: the distance between two
    # values, say, need not lie among them, and a product of it would overflow without a sign.
    below = d * parts
    return Num(n, below, kind, below, quotients(bounds(n), Bounds(below, below)))


def of_plain_values(fold: Fold, values: Mapping[Fraction, int], options: CallOptions) -> Num:
    """The result of how often each value occurs; undecided if there is none."""
    if not isinstance(fold.follows_from, Values):
        raise TypeError(fold)
    found = fold.follows_from.result(values, options) if values else None
    return absent(int(Missing.UNDECIDED)) if found is None else constant(found)


def _plain(elements: Sequence[tuple[Num, Truths]]) -> Counter[Fraction] | None:
    """How often each value is known; None if that differs from row to row."""
    found: Counter[Fraction] = Counter()
    for value, known in elements:
        if not (isinstance(known, bool) and isinstance(value.n, int) and isinstance(value.d, int)):
            return None
        found[Fraction(value.n, value.d)] += known
    return +found


def _median(counts: ValueCounts, options: CallOptions) -> tuple[Whole, int, Whole]:
    """Half the sum of the two middle values: each is the least value plus 1 for each value below it."""
    del options
    known = total(counts.values())
    up_to = [multiply(2, count) for count in accumulate(counts.values(), add)][:-1]
    above = (bit(compare(sign, count, known)) for count in up_to for sign in ("<", "<="))
    return total((2 * min(counts), *above)), 2, 0


def _mode(counts: ValueCounts, options: CallOptions) -> tuple[Whole, int, Whole]:
    """Of the values with the greatest count, the last one tested."""
    ties = Ties(options[0])
    most = greatest(counts.values())
    result: Whole = 0
    for value in sorted(counts, reverse=ties is Ties.LOWER):
        result = choose(compare("==", counts[value], most), value, result)
    match ties:
        case Ties.LOWER | Ties.HIGHER:
            return result, 1, 0
        case Ties.MISSING:
            alike = total(bit(compare("==", count, most)) for count in counts.values())
            return result, 1, choose(compare(">", alike, 1), int(Missing.UNDECIDED), 0)
        case _:
            assert_never(ties)


COUNTED: Final[Mapping[str, CountedFold]] = {"median": _median, "mode": _mode}
"""The columns of each fold that needs all the values."""
