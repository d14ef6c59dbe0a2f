"""The functions that generated code calls: exact arithmetic and folding, with missing values.

A number is (numerator, denominator > 0) or (kind of missing, 0); a code is >= 0 or minus the kind.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd
from typing import Any, Final

from digiramverk.rules.forms import Pair
from digiramverk.rules.functions import FOLDS, OPERATIONS, Band, CallOptions, Fold, Values
from digiramverk.rules.missing import Missing

FUNCTIONS: Final = (
    *("add", "subtract", "multiply", "divide", "ratio", "equal", "apply", "coalesce", "look_up", "in_band"),
    *("mean", "sum_", "min_", "max_", "of_values", "share_of", "count", "all_", "any_", "highest", "lowest"),
    *("weighted_mean", "weighted_sum", "weighted_share", "aim"),
)
"""The names that generated code may use."""

UNDECIDED: Final = int(Missing.UNDECIDED)
_NOT_RELEVANT: Final = int(Missing.NOT_RELEVANT)
_LARGE: Final = 1 << 256


def _reduced(numerator: int, denominator: int) -> Pair:
    # A gcd per operation costs more than it saves until numbers become long.
    if denominator > _LARGE:
        common = gcd(numerator, denominator)
        return numerator // common, denominator // common
    return numerator, denominator


def _absent(first: int, one: int, second: int, other: int) -> Pair:
    return max(0 if one else first, 0 if other else second), 0


def add(a: int, b: int, c: int, d: int) -> Pair:
    """a/b + c/d."""
    return _reduced(a * d + c * b, b * d) if b and d else _absent(a, b, c, d)


def subtract(a: int, b: int, c: int, d: int) -> Pair:
    """a/b - c/d."""
    return _reduced(a * d - c * b, b * d) if b and d else _absent(a, b, c, d)


def multiply(a: int, b: int, c: int, d: int) -> Pair:
    """a/b * c/d."""
    return _reduced(a * c, b * d) if b and d else _absent(a, b, c, d)


def divide(a: int, b: int, c: int, d: int) -> Pair:
    """(a/b) / (c/d); undecided when c is 0."""
    if not (b and d):
        return _absent(a, b, c, d)
    if c == 0:
        return UNDECIDED, 0
    return _reduced(a * d, b * c) if c > 0 else _reduced(-a * d, -b * c)


def ratio(above: int, below: int) -> Pair:
    """Above / below as a pair; undecided if below is 0."""
    return (above, below) if below > 0 else (-above, -below) if below else (UNDECIDED, 0)


def apply(function: str, options: CallOptions, *values: Pair) -> Pair:
    """A function of single numbers; missing if any of them is."""
    absent = [a for a, b in values if not b]
    if absent:
        return max(absent), 0
    result = OPERATIONS[function].exact([Fraction(a, b) for a, b in values], options)
    return result.numerator, result.denominator


def coalesce(*values: Any) -> Any:  # noqa: ANN401 - pairs or codes, all of one kind
    """The first known value; if there is none, the greatest kind of missing."""
    if isinstance(values[0], tuple):
        # Missing pairs are (kind, 0), so the greatest pair has the greatest kind.
        return next((value for value in values if value[1]), max(values))
    return next((value for value in values if not isinstance(value, int) or value >= 0), min(values))


def look_up(sought: Any, rows: Mapping[Any, Pair], default: Pair | None) -> Pair:  # noqa: ANN401 - a pair or a code
    """Look a member or number up in a table."""
    if isinstance(sought, tuple):
        a, b = sought
        if not b:
            return sought
        found = rows.get(Fraction(a, b), default)
    else:
        if isinstance(sought, int) and sought < 0:
            return -sought, 0
        found = rows.get(sought, default)
    return (UNDECIDED, 0) if found is None else found


def in_band(a: int, b: int, bands: Sequence[Band]) -> int:
    """The rank, from 1, of the band that contains a number; undecided if there is none."""
    if not b:
        return -a
    value = Fraction(a, b)
    return next((rank for rank, band in enumerate(bands, 1) if band.holds(value)), -UNDECIDED)


def aim(rows: Mapping[tuple[Any, ...], Pair], members: tuple[Any, ...]) -> Pair:
    """The bound that a target sets for these members; unanswered if none does."""
    return rows.get(members, (int(Missing.UNANSWERED), 0))


def equal(first: object, second: object) -> int:
    """Whether two members are equal; a missing one (a negative number) decides the kind of missing."""
    if (isinstance(first, int) and first < 0) or (isinstance(second, int) and second < 0):
        return min(value for value in (first, second) if isinstance(value, int) and value < 0)
    return 1 if first == second else 0


def total(values: Iterable[Pair]) -> tuple[int, int, int]:
    """The sum of the known values and their number.

    Values that are not relevant or unanswered are excluded; an undecided or withheld one makes the sum so. If
    there is no sum, the first number is the kind of missing, and the count is 0 if nothing was left to add,
    -1 if a value stopped the sum.
    """
    numerator, denominator, known, skipped, worst = 0, 1, 0, 0, 0
    for a, b in values:
        # The usual case: one scale has one denominator.
        if b == denominator:
            numerator += a
            known += 1
        elif b:
            numerator, denominator = _reduced(numerator * b + a * denominator, denominator * b)
            known += 1
        elif a >= UNDECIDED:
            worst = max(worst, a)
        else:
            skipped = max(skipped, a)
    if worst:
        return worst, 0, -1
    return (numerator, denominator, known) if known else (skipped or UNDECIDED, 0, 0)


def mean(values: Iterable[Pair], default: Pair | None = None) -> Pair:
    """The mean of the known values."""
    numerator, denominator, known = total(values)
    return (numerator, denominator * known) if known > 0 else _nothing(numerator, known, default)


def sum_(values: Iterable[Pair], default: Pair | None = None) -> Pair:
    """The sum of the known values."""
    numerator, denominator, known = total(values)
    return (numerator, denominator) if known > 0 else _nothing(numerator, known, default)


def _nothing(kind: int, known: int, default: Pair | None) -> Pair:
    """The kind of missing, or the default if nothing was left to fold (known is 0, not -1)."""
    return default if default is not None and known == 0 else (kind, 0)


def _known(values: Iterable[Pair]) -> tuple[list[Fraction], int, int]:
    """The known values; the kind of missing if there are none; and 0 if nothing is left, else -1."""
    numbers: list[Fraction] = []
    worst = skipped = 0
    for a, b in values:
        if b:
            numbers.append(Fraction(a, b))
        elif a >= UNDECIDED:
            worst = max(worst, a)
        else:
            skipped = max(skipped, a)
    if worst:
        return [], worst, -1
    return numbers, skipped or UNDECIDED, 0


def _extreme(values: Iterable[Pair], sign: int, default: Pair | None) -> Pair:
    """The least (sign 1) or greatest (sign -1) of the known values, compared as whole numbers."""
    best: Pair | None = None
    worst = skipped = 0
    for a, b in values:
        if b:
            if best is None or sign * (a * best[1] - best[0] * b) < 0:
                best = a, b
        elif a >= UNDECIDED:
            worst = max(worst, a)
        else:
            skipped = max(skipped, a)
    if worst:
        return worst, 0
    return _nothing(skipped or UNDECIDED, 0, default) if best is None else best


def min_(values: Iterable[Pair], default: Pair | None = None) -> Pair:
    """The least of the known values."""
    return _extreme(values, 1, default)


def max_(values: Iterable[Pair], default: Pair | None = None) -> Pair:
    """The greatest of the known values."""
    return _extreme(values, -1, default)


def of_values(fold: str, options: CallOptions, values: Iterable[Pair], default: Pair | None = None) -> Pair:
    """A fold that needs all the known values, by its exact meaning."""
    numbers, kind, left = _known(values)
    function = FOLDS[fold]
    if not numbers:
        return _nothing(kind, left, default)
    if not isinstance(function, Fold) or not isinstance(function.follows_from, Values):
        raise TypeError(fold)
    found = function.follows_from.result(Counter(numbers), options)
    return (UNDECIDED, 0) if found is None else found.as_integer_ratio()


Weighed = tuple[Pair, Pair]
"""A value and its weight."""


def _weighed(values: Iterable[Weighed]) -> tuple[list[Pair], list[Pair]]:
    """Products and weights; if either is missing, both are, of the greater kind."""
    products: list[Pair] = []
    weights: list[Pair] = []
    for value, weight in values:
        product = multiply(*value, *weight)
        products.append(product)
        # A weight counts only together with its value.
        weights.append(weight if product[1] else product)
    return products, weights


def weighted_sum(values: Iterable[Weighed], default: Pair | None = None) -> Pair:
    """The sum of value times weight."""
    return sum_(_weighed(values)[0], default)


def weighted_mean(values: Iterable[Weighed], default: Pair | None = None) -> Pair:
    """The sum of value times weight, divided by the sum of weights; undecided if that is 0."""
    products, weights = _weighed(values)
    above, below = sum_(products, None), sum_(weights, None)
    if not above[1]:
        return sum_(products, default)
    return divide(*above, *below)


def weighted_share(values: Iterable[tuple[int, Pair]], default: Pair | None = None) -> Pair:
    """The weight of the true ones, divided by the weight of the known ones."""
    pairs = (((code, 1) if code >= 0 else (-code, 0), weight) for code, weight in values)
    return weighted_mean(pairs, default)


def _tally(codes: Iterable[int]) -> tuple[int, int, int, int]:
    """How many are true, how many are known, and the kinds of missing: stopping, skipped."""
    true, known, skipped, worst = 0, 0, 0, 0
    for code in codes:
        if code >= 0:
            known += 1
            true += code
        elif -code >= UNDECIDED:
            worst = max(worst, -code)
        else:
            skipped = max(skipped, -code)
    return true, known, worst, skipped


def share_of(codes: Iterable[int], default: Pair | None = None) -> Pair:
    """The share of the known values that are true."""
    true, known, worst, skipped = _tally(codes)
    if worst:
        return worst, 0
    return (true, known) if known else _nothing(skipped or UNDECIDED, 0, default)


def count(codes: Iterable[int]) -> Pair:
    """How many are true; 0 over nothing."""
    true, _, worst, _ = _tally(codes)
    return (worst, 0) if worst else (true, 1)


def all_(codes: Iterable[int]) -> int:
    """Whether all are true, in three-valued logic: a single false one decides."""
    true, known, worst, skipped = _tally(codes)
    if true < known:
        return 0
    return -worst if worst else 1 if known else -(skipped or UNDECIDED)


def any_(codes: Iterable[int]) -> int:
    """Whether any is true, in three-valued logic: a single true one decides."""
    true, known, worst, skipped = _tally(codes)
    if true:
        return 1
    return -worst if worst else 0 if known else -(skipped or UNDECIDED)


def highest(ranked: Iterable[tuple[int, int]]) -> int:
    """The rank of the highest rung such that it and all below it hold; 0 if the lowest does not.

    Args:
        ranked: (rank from 1, code) of the rungs that exist, lowest first. Rungs that are not relevant are
            skipped; any other missing rung leaves the result open.
    """
    reached, seen = 0, False
    for rank, code in ranked:
        if code == 0:
            return reached
        if code > 0:
            reached, seen = rank, True
        elif code != -_NOT_RELEVANT:
            return code
    return reached if seen else -_NOT_RELEVANT


def lowest(ranked: Iterable[tuple[int, int]]) -> int:
    """The rank of the lowest rung that holds; 0 if none does.

    Args:
        ranked: as for :func:`highest`. A missing rung might be the one, and leaves the result open.
    """
    seen = False
    for rank, code in ranked:
        if code > 0:
            return rank
        if code == 0:
            seen = True
        elif code != -_NOT_RELEVANT:
            return code
    return 0 if seen else -_NOT_RELEVANT
