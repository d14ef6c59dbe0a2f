"""Folds over forms: what every form adds to its group, as columns, and the result that the sums give.

The invariant: **a batch only adds or compares whole numbers**, so that the groups of one batch can be merged
with those of the next in any division, and the division to a value happens once per group, exactly. Averaging
the means of batches would be shorter, and would give another figure for other batches. The cost is a last
step in Python for every group. A fold that follows from all its values, as a median, counts their
combinations instead, which takes a row per combination.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, assert_never

import attrs

from digiramverk.rules import Boolean, Missing, Problem, call_registered, nodes
from digiramverk.rules.functions import Extreme, Fold, RegisteredFold, Result, Sums, Values
from digiramverk.rules.scalar import Ahead
from digiramverk.tables.column_expressions import (
    Unfit,
    Whole,
    bounds,
    choose,
    greatest,
    multiply,
    subtract,
    width_of,
)
from digiramverk.tables.column_values import Num, constant, in_parts, parts_of
from digiramverk.tables.expressions import ColumnEmitter
from digiramverk.tables.folds import FoldElement, summed, truth_as_number

Out = tuple[int, ...]
"""The result of a fold as a stage reads it: numerator and denominator, or one code."""

UNDECIDED = int(Missing.UNDECIDED)
MOST_FORMS: Final = 1 << 31
"""So many forms in one group and batch can be added up within 64 bits."""


@attrs.frozen
class Additive:
    """Columns that are summed within a group, or whose greatest value is taken.

    Attributes:
        columns: each column, and whether to take its greatest value instead of its sum.
        finish: turns the values of the group, in the order of `columns`, into the result.
    """

    columns: tuple[tuple[Whole, bool], ...]
    finish: Callable[[Sequence[int]], Out]


@attrs.frozen
class Listed:
    """Columns whose distinct combinations are counted within a group.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing (-1 where it is left out),
            numerator and denominator of the weight.
        finish: turns the number of times that each combination occurs into the result.
    """

    elements: tuple[tuple[Whole, ...], ...]
    finish: Callable[[Mapping[tuple[int, ...], int]], Out]


@attrs.frozen
class Tabled:
    """Columns that a registered fold receives as a table, form by form, in the order of forms.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing.
        finish: turns the rows of the group into the result.
    """

    elements: tuple[tuple[Whole, Whole, Whole], ...]
    finish: Callable[[Sequence[Sequence[tuple[int, int]]]], Out]


Partial = Additive | Listed | Tabled


def partial(
    emitter: ColumnEmitter, ahead: Ahead, registered: Mapping[str, RegisteredFold], problems: list[Problem]
) -> Partial:
    """How to compute a fold over forms. Raises :class:`Unfit` if columns cannot hold its elements."""
    node, choice = ahead.node, ahead.measure.policy
    fine = emitter.cells.folded(node, ahead.cell)
    if not fine:
        # The cell has nothing to fold; the other parts of the rule decide.
        return _nothing(node, registered, ahead.measure.name, problems)
    if emitter.contributions.applies(node):
        try:
            return _added_up(_of_tally(emitter, ahead))
        except Unfit:
            pass
    elements = emitter.elements(node, fine, choice)
    if node.function in registered:
        return _table(registered[node.function], ahead.measure.name, elements, problems)
    try:
        return _added_up(_added(node, elements))
    except Unfit:
        # The fold needs all the values of the group, then.
        pass
    return Listed(tuple(_listed(each) for each in elements), lambda counts: of_combinations(node, counts))


def _added(node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Additive:
    """What elements add to their group. Raises :class:`Unfit` if the fold needs all the values."""
    function = _known_fold(node)
    match function.follows_from:
        case Sums():
            return _of_elements(node, elements)
        case Extreme(sign=sign):
            return _of_extremes(node, sign, elements)
        case Values():
            raise Unfit
        case _:
            assert_never(function.follows_from)


def _known_fold(node: nodes.Aggregate) -> Fold:
    """The fold of values. Raises TypeError for the fold of a plugin and for a ladder."""
    if not isinstance(node.fold, Fold):
        raise TypeError(node)
    return node.fold


def _nothing(
    node: nodes.Aggregate,
    registered: Mapping[str, RegisteredFold],
    measure: str,
    problems: list[Problem],
) -> Partial:
    if node.function in registered:
        return Tabled((), lambda rows: call_registered(registered[node.function], problems, rows, measure))
    return Listed((), lambda counts: of_combinations(node, counts))


def _added_up(found: Additive) -> Additive:
    for column, highest in found.columns:
        if not highest:
            # Raises Unfit if the sums of groups do not fit.
            width_of(bounds(column).repeated(MOST_FORMS))
    return found


def _of_tally(emitter: ColumnEmitter, ahead: Ahead) -> Additive:
    node = ahead.node
    fine = emitter.cells.folded(node, ahead.cell)
    tally = emitter.contributions.tally(emitter.items, node, fine, ahead.measure.policy)

    def finish(values: Sequence[int]) -> Out:
        known, irrelevant, unanswered, undecided, *sums = values
        # Then no element is undecided, and irrelevance only matters where nothing is known.
        if tally.irrelevant is None:
            irrelevant = int(not known)
        kind = (
            UNDECIDED
            if undecided
            else int(Missing.UNANSWERED)
            if unanswered
            else int(Missing.NOT_RELEVANT)
            if irrelevant
            else 0
        )
        return of_sums(node, known, kind, _fractions(sums, tally.denominators))

    counts = (tally.known, tally.irrelevant or 0, tally.unanswered, tally.undecided, *tally.sums)
    return Additive(tuple((each, False) for each in counts), finish)


def _of_elements(node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Additive:
    found = summed(elements)

    def finish(values: Sequence[int]) -> Out:
        known, worst, *sums = values
        return of_sums(node, known, worst, _fractions(sums, found.denominators))

    return Additive(
        ((found.known, False), (found.worst, True), *((each, False) for each in found.sums)), finish
    )


def _of_extremes(node: nodes.Aggregate, sign: int, elements: Sequence[FoldElement]) -> Additive:
    """The least or greatest value, over one denominator and lifted above 0, which means *none*."""
    numbers = [
        each.value if isinstance(each.value, Num) else truth_as_number(each.value) for each in elements
    ]
    parts = parts_of(*(each.parts for each in numbers))
    if parts is None:
        raise Unfit
    found = summed(elements, values=False)
    signed = [multiply(sign, in_parts(own, parts)) for own in numbers]
    # One below every value, so that a lifted value is at least 1.
    below = min(bounds(each).low for each in signed) - 1
    lifted = (choose(each.known, subtract(own, below), 0) for each, own in zip(elements, signed, strict=True))
    top = greatest(lifted)

    def finish(values: Sequence[int]) -> Out:
        known, worst, most = values
        return _outcome(node, known, worst, Fraction(sign * (most + below), parts))

    return Additive(((found.known, False), (found.worst, True), (top, True)), finish)


def _fractions(sums: Sequence[int], denominators: Sequence[int]) -> list[Fraction]:
    return [Fraction(above, below) for above, below in zip(sums, denominators, strict=True)]


def _listed(each: FoldElement) -> tuple[Whole, ...]:
    value = each.value if isinstance(each.value, Num) else truth_as_number(each.value)
    weight = constant(Fraction(1)) if each.weight is None else each.weight
    return value.n, value.d, choose(each.there, each.kind, -1), weight.n, weight.d


def _table(
    function: RegisteredFold, measure: str, elements: Sequence[FoldElement], problems: list[Problem]
) -> Tabled:
    irrelevant = int(Missing.NOT_RELEVANT)
    columns: list[tuple[Whole, Whole, Whole]] = []
    for each in elements:
        if not isinstance(each.value, Num):
            raise TypeError(function)
        kind = choose(each.there, each.kind, irrelevant)
        columns.append((each.value.n, each.value.d, kind))
    return Tabled(tuple(columns), lambda rows: call_registered(function, problems, rows, measure))


# --- from sums to values -------------------------------------------------------------------------------


def of_sums(node: nodes.Aggregate, known: int, worst: int, sums: Sequence[Fraction]) -> Out:
    """The result of a fold, from the number of known elements, the greatest kind of missing, and the sums.

    Raises:
        TypeError: The result of the fold does not follow from sums.
    """
    if node.reading is None:
        raise TypeError(node)
    weights = sums[1] if len(sums) > 1 else Fraction(known)
    return _outcome(node, known, worst, node.reading.of(known, sums[0], weights) if known else None)


def _outcome(node: nodes.Aggregate, known: int, worst: int, result: Result) -> Out:
    """A result, or the kind of missing in its place.

    Args:
        node: the fold.
        known: the number of known elements.
        worst: the greatest kind of missing among the others, or 0.
        result: the result of the known elements; ignored if there are none.
    """
    function = _known_fold(node)
    if not known:
        result = function.over_nothing if node.default is None else node.default
    decided = function.decisive is not None and result is function.decisive
    kind = 0 if decided else worst if worst >= UNDECIDED else 0
    if result is None:
        # Known elements that give no result, such as weights that sum to 0, are undecided.
        kind = kind or (UNDECIDED if known else worst or UNDECIDED)
    if kind or result is None:
        return (-kind,) if isinstance(node.type, Boolean) else (kind, 0)
    return (int(result),) if isinstance(result, bool) else result.as_integer_ratio()


def of_combinations(node: nodes.Aggregate, counts: Mapping[tuple[int, ...], int]) -> Out:
    """The result of a fold, from the number of times that each value, kind and weight occur together."""
    values: Counter[Fraction] = Counter()
    known = worst = 0
    sums = [Fraction(0), Fraction(0)]
    for (n, d, kind, weight_n, weight_d), count in counts.items():
        if kind:
            worst = max(worst, kind)
            continue
        value, weight = Fraction(n, d), Fraction(weight_n, weight_d)
        values[value] += count
        known += count
        sums[0] += value * weight * count
        sums[1] += weight * count
    function = _known_fold(node)
    match function.follows_from:
        case Sums():
            return of_sums(node, known, worst, sums if node.weighs else sums[:1])
        case Extreme(sign=sign):
            furthest = max(values, key=lambda value: sign * value) if known else None
            return _outcome(node, known, worst, furthest)
        case Values(result=result):
            return _outcome(node, known, worst, result(values, node.options) if known else None)
        case _:
            assert_never(function.follows_from)
