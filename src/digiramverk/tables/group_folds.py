"""Folds over forms: what every form adds to its group, as columns, and the result that the sums give.

The invariant: **a batch only adds or compares whole numbers**, so that the groups of one batch can be merged
with those of the next in any division, and the division to a value happens once per group, exactly. Averaging
the means of batches would be shorter, and would give another figure for other batches. The result of a fold
is computed by the functions that fold the cells of one form (`folds.decoded`, `folds.of_known`), from columns
of sums with a row per group, or from plain numbers for a single group: there is no second meaning of a fold.
A fold that follows from all its values, as a median, counts their combinations instead, which takes a row per
combination. Finer groups are folded into coarser ones in the same way.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final, assert_never

import attrs

from digiramverk.rules import Context, Missing, PlannedMeasure, Problem, call_registered, nodes
from digiramverk.rules.functions import Extreme, Fold, RegisteredFold, Sums, Values
from digiramverk.tables.bounds import Bounds, hull
from digiramverk.tables.column_expressions import (
    Unfit,
    Whole,
    add,
    bounds,
    choose,
    compare,
    greatest,
    multiply,
    subtract,
    width_of,
)
from digiramverk.tables.column_values import Num, Val, absent, common_parts, constant, in_parts
from digiramverk.tables.counted_values import of_plain_values
from digiramverk.tables.expressions import ColumnEmitter
from digiramverk.tables.figures import plain_value
from digiramverk.tables.folds import (
    FoldElement,
    Summed,
    counts_of_sums,
    counts_of_tally,
    decoded,
    of_known,
    summed,
    truth_as_number,
)

_UNDECIDED: Final = int(Missing.UNDECIDED)
_IRRELEVANT: Final = int(Missing.NOT_RELEVANT)
_LEFT_OUT: Final = -1
"""In place of the kind of missing of an element that `where` leaves out."""
MOST_FORMS: Final = 1 << 31
"""So many forms in one group and batch can be added up within 64 bits."""


@attrs.frozen
class FormFold:
    """A fold over forms or finer groups in one cell of a measure.

    Attributes:
        measure: the measure that contains it.
        node: the fold.
        cell: the framework members in scope.
    """

    measure: PlannedMeasure
    node: nodes.Aggregate
    cell: Context

    @property
    def key(self) -> tuple[int, tuple[str, ...]]:
        """Tells it from others; by identity, since the plan keeps its nodes alive and hashing one is slow."""
        return key_of(self.node, self.cell)


def key_of(node: nodes.Aggregate, cell: Context) -> tuple[int, tuple[str, ...]]:
    """What tells a fold in one cell from others of the same measure."""
    return id(node), tuple(cell.values())


def folds_of(measures: Sequence[PlannedMeasure]) -> dict[tuple[str, ...], list[FormFold]]:
    """The folds over forms and finer groups of some measures, by the population that they fold."""
    found: dict[tuple[str, ...], list[FormFold]] = {}
    for measure in measures:
        for root in (measure.node, measure.show_if):
            for node in () if root is None else nodes.walk(root):
                if isinstance(node, nodes.Aggregate) and node.folds_population:
                    found.setdefault(node.population, []).extend(
                        FormFold(measure, node, dict(zip(measure.per, cell, strict=True)))
                        for cell in measure.cells
                    )
    return found


@attrs.frozen
class Additive:
    """Columns that are summed within a group, or whose greatest value is taken.

    Attributes:
        columns: each column, and whether to take its greatest value instead of its sum.
        result: turns the values of groups, in the order of `columns`, into the result.
    """

    columns: tuple[tuple[Whole, bool], ...]
    result: Callable[[Sequence[Whole]], Val]


@attrs.frozen
class Listed:
    """Columns whose distinct combinations are counted within a group.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing (-1 where it is left out),
            numerator and denominator of the weight.
        result: turns the number of times that each combination occurs into the result.
    """

    elements: tuple[tuple[Whole, ...], ...]
    result: Callable[[Mapping[tuple[int, ...], int]], Val]


@attrs.frozen
class Tabled:
    """Columns that a registered fold receives as a table, form by form, in the order of forms.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing.
        result: turns the rows of the group into the result.
    """

    elements: tuple[tuple[Whole, ...], ...]
    result: Callable[[Sequence[Sequence[tuple[int, int]]]], Val]


Partial = Additive | Listed | Tabled


def partial(
    emitter: ColumnEmitter,
    fold: FormFold,
    registered: Mapping[str, RegisteredFold],
    problems: list[Problem],
    *,
    plain: bool = False,
) -> Partial:
    """How to compute a fold.

    Args:
        emitter: gives the values of the rows that are folded.
        fold: the fold.
        registered: the functions that plugins register.
        problems: collects their failures.
        plain: whether the values of one row are plain numbers, of any size: these are never added up here.

    Raises:
        Unfit: columns cannot hold the elements.
    """
    node, choice = fold.node, fold.measure.policy
    fine = emitter.cells.folded(node, fold.cell)
    if not fine:
        # The cell has nothing to fold; the other parts of the rule decide.
        nothing = absent(_UNDECIDED) if node.function in registered else of_combinations(node, {})
        return Additive((), lambda _: nothing)
    if emitter.contributions.applies(node) and not plain:
        try:
            return _added_up(_of_tally(emitter, fold))
        except Unfit:
            pass
    elements = emitter.elements(node, fine, choice)
    try:
        if not plain and node.function not in registered:
            return _added_up(_added(node, elements))
    except Unfit:
        # The fold needs all the values of the group, then.
        pass
    return one_by_one(fold, elements, registered, problems)


def one_by_one(
    fold: FormFold,
    elements: Sequence[FoldElement],
    registered: Mapping[str, RegisteredFold],
    problems: list[Problem],
) -> Listed | Tabled:
    """How to compute a fold from all the values of a group."""
    node = fold.node
    function = registered.get(node.function)
    if function is None:
        return Listed(tuple(map(_listed, elements)), lambda counts: of_combinations(node, counts))

    def result(rows: Sequence[Sequence[tuple[int, int]]]) -> Val:
        return plain_value(Num, call_registered(function, problems, rows, fold.measure.name))

    return Tabled(tuple(_listed(each, left_out=_IRRELEVANT)[:3] for each in elements), result)


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


def _added_up(found: Additive) -> Additive:
    for column, highest in found.columns:
        if not highest:
            # Raises Unfit if the sums of groups do not fit.
            width_of(bounds(column).repeated(MOST_FORMS))
    return found


def _of_tally(emitter: ColumnEmitter, fold: FormFold) -> Additive:
    node = fold.node
    fine = emitter.cells.folded(node, fold.cell)
    tally = emitter.contributions.tally(emitter.items, node, fine, fold.measure.policy)

    def result(values: Sequence[Whole]) -> Val:
        known, irrelevant, unanswered, undecided, *sums = values
        found = attrs.evolve(
            tally,
            known=known,
            irrelevant=None if tally.irrelevant is None else irrelevant,
            unanswered=unanswered,
            undecided=undecided,
            sums=tuple(sums),
            count=bounds(known).high,
        )
        return decoded(node, counts_of_tally(found))

    counts = (tally.known, tally.irrelevant or 0, tally.unanswered, tally.undecided, *tally.sums)
    return Additive(tuple((each, False) for each in counts), result)


def _of_elements(node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Additive:
    found = summed(elements)

    def result(values: Sequence[Whole]) -> Val:
        known, worst, *sums = values
        own = attrs.evolve(found, known=known, worst=worst, sums=tuple(sums))
        return decoded(node, counts_of_sums(own, bounds(known).high))

    columns = ((found.known, False), (found.worst, True), *((each, False) for each in found.sums))
    return Additive(columns, result)


def _of_extremes(node: nodes.Aggregate, sign: int, elements: Sequence[FoldElement]) -> Additive:
    """The least or greatest value, over one denominator and lifted above 0, which means *none*."""
    numbers = [
        each.value if isinstance(each.value, Num) else truth_as_number(each.value) for each in elements
    ]
    parts = common_parts(numbers)
    found = summed(elements, values=False)
    signed = [multiply(sign, in_parts(own, parts)) for own in numbers]
    # One below every value, so that a lifted value is at least 1.
    below = min(bounds(each).low for each in signed) - 1
    lifted = (choose(each.known, subtract(own, below), 0) for each, own in zip(elements, signed, strict=True))
    top = greatest(lifted)

    def result(values: Sequence[Whole]) -> Val:
        known, worst, most = values
        has = compare(">", known, 0)
        n = choose(has, multiply(sign, add(most, below)), 0)
        within = Bounds(Fraction(1, parts), Fraction(1, parts))
        ends = bounds(n)
        each = Bounds(Fraction(ends.low), Fraction(ends.high)) * within
        return of_known(node, Num(n, parts, 0, parts, each), has, worst)

    return Additive(((found.known, False), (found.worst, True), (top, True)), result)


def _listed(each: FoldElement, left_out: int = _LEFT_OUT) -> tuple[Whole, ...]:
    value = each.value if isinstance(each.value, Num) else truth_as_number(each.value)
    weight = constant(Fraction(1)) if each.weight is None else each.weight
    return value.n, value.d, choose(each.there, each.kind, left_out), weight.n, weight.d


# --- from values to a result ----------------------------------------------------------------------------


def of_combinations(node: nodes.Aggregate, counts: Mapping[tuple[int, ...], int]) -> Val:
    """The result of a fold, from the number of times that each value, kind and weight occur together."""
    values: Counter[Fraction] = Counter()
    worst = 0
    sums = [Fraction(0), Fraction(0)]
    weighed = [Fraction(0)]
    for (n, d, kind, weight_n, weight_d), count in counts.items():
        if kind == _LEFT_OUT:
            continue
        if kind:
            worst = max(worst, kind)
            continue
        value, weight = Fraction(n, d), Fraction(weight_n, weight_d)
        values[value] += count
        weighed.append(value * weight)
        sums[0] += value * weight * count
        sums[1] += weight * count
    known = values.total()
    function = _known_fold(node)
    match function.follows_from:
        case Sums():
            own = sums if node.weighs else sums[:1]
            above, below = zip(*(each.as_integer_ratio() for each in own), strict=True)
            return decoded(node, counts_of_sums(Summed(known, worst, above, below, hull(weighed)), known))
        case Extreme(sign=sign):
            furthest = max(values, key=lambda value: sign * value, default=Fraction(0))
            return of_known(node, constant(furthest), known > 0, worst)
        case Values():
            result = of_plain_values(function, values, node.options)
            return of_known(node, result, known > 0, worst)
        case _:
            assert_never(function.follows_from)
