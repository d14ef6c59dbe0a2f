"""What the rule language lacks over many values at once: Cronbach's alpha, consensus, and the lowest few."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import fsum, log2
from typing import Final

from digiramverk.plugin import Table

SCALE_WIDTH: Final = 4
"""The width of SELFIE's scale, 5 - 1 points. A fold is given points and not their scale."""

_FEWEST: Final = 2
"""Items and respondents that it takes before anything can vary together."""


def cronbach_alpha(table: Table) -> Fraction | None:
    """How well items hang together: Cronbach's alpha.

    ``k / (k - 1) * (1 - sum of item variances / variance of totals)`` over k items, where a total is the sum
    of one respondent's answers and all variances are sample variances (divided by n - 1).

    Only complete rows count: a respondent with any missing item is left out. An item that has no value in any
    row was not asked, and is no item here.

    Args:
        table: a row per respondent, a column per item, points or None.

    Returns:
        At most 1, with no lower end: below 0 where items vary against each other. None, undecided, over fewer
        than two items, over fewer than two complete rows, and where all totals are the same.

    Source:
        Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. Psychometrika, 16(3),
        297-334.

    >>> cronbach_alpha([[Fraction(1), Fraction(1)], [Fraction(2), Fraction(3)], [Fraction(3), Fraction(2)]])
    Fraction(2, 3)
    """
    asked = [column for column in zip(*table, strict=True) if any(value is not None for value in column)]
    rows = [
        [value for value in row if value is not None] for row in zip(*asked, strict=True) if None not in row
    ]
    count = len(asked)
    if count < _FEWEST or len(rows) < _FEWEST:
        return None
    whole = _variance([sum(row, Fraction(0)) for row in rows])
    if whole == 0:
        return None
    single = sum((_variance(column) for column in zip(*rows, strict=True)), Fraction(0))
    return Fraction(count, count - 1) * (1 - single / whole)


def consensus(table: Table) -> float | None:
    """How much respondents agree, from 0 (half at each end of the scale) to 1 (all the same).

    ``1 + Σ p_i log2(1 - |X_i - μ| / d)`` over the points X_i that occur, with p_i the share of the values
    that are X_i, μ the mean and d the width of the scale: 4, for points from 1 to 5.

    Args:
        table: all values are taken together, wherever in the table they stand; points or None.

    Returns:
        A floating-point number from 0 to 1. None, undecided, over nothing.

    Raises:
        ValueError: values that lie further apart than the scale is wide.

    Source:
        Tastle, W. J. and Wierman, M. J. (2007). Consensus and dissention: A measure of ordinal dispersion.
        International Journal of Approximate Reasoning, 45(3), 531-545.

    >>> consensus([[Fraction(4)], [None], [Fraction(4)]]), consensus([[Fraction(1)], [Fraction(5)]])
    (1.0, 0.0)
    """
    counts = Counter(value for row in table for value in row if value is not None)
    if not counts:
        return None
    if max(counts) - min(counts) > SCALE_WIDTH:
        msg = f"points lie further apart than {SCALE_WIDTH}"
        raise ValueError(msg)
    total = counts.total()
    mean = sum((value * times for value, times in counts.items()), Fraction(0)) / total
    # Exact up to the logarithm, and fsum does not mind the order: the same answers give the same value.
    terms = (times / total * log2(1 - abs(value - mean) / SCALE_WIDTH) for value, times in counts.items())
    return min(1.0, max(0.0, 1 + fsum(terms)))


def second_lowest(table: Table) -> Fraction | None:
    """The second lowest value, equal ones counted each for itself; the highest of fewer than two.

    Args:
        table: all values are taken together, wherever in the table they stand.

    Returns:
        One of the values. None, undecided, over nothing.

    >>> second_lowest([[Fraction(3), None, Fraction(1)], [Fraction(1), Fraction(2), None]])
    Fraction(1, 1)
    """
    return _in_order(table, 2)


def third_lowest(table: Table) -> Fraction | None:
    """The third lowest value, equal ones counted each for itself; the highest of fewer than three.

    Args:
        table: all values are taken together, wherever in the table they stand.

    Returns:
        One of the values. None, undecided, over nothing.

    >>> third_lowest([[Fraction(3), None, Fraction(1)], [Fraction(1), Fraction(2), None]])
    Fraction(2, 1)
    """
    return _in_order(table, 3)


def _in_order(table: Table, place: int) -> Fraction | None:
    """The value at a place counted from the lowest, or the highest where there are fewer."""
    lowest = sorted(value for row in table for value in row if value is not None)[:place]
    return lowest[-1] if lowest else None


def _variance(values: Sequence[Fraction]) -> Fraction:
    """The sample variance of at least two values."""
    mean = sum(values, Fraction(0)) / len(values)
    return sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
