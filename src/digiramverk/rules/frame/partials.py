"""Folds over forms: what every form adds to its group, in columns, and what the sums of that say.

What is added up or compared within a group is whole numbers only, so that groups of one batch of forms can be
put together with those of the next. The last step, from sums to a value, is taken per group and is exact.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.frame.columns import (
    Unfit,
    Whole,
    bounds,
    choose,
    greatest,
    multiply,
    subtract,
    width_of,
)
from digiramverk.rules.frame.emit import Emitter
from digiramverk.rules.frame.folding import Element, summed, truth_as_number
from digiramverk.rules.frame.values import Num, constant, in_parts, parts_of
from digiramverk.rules.functions import RegisteredFold, median
from digiramverk.rules.missing import Missing
from digiramverk.rules.registered import Problem, call_registered
from digiramverk.rules.scalar.generate import Ahead

Out = tuple[int, ...]
"""The result of a fold as a stage reads it: numerator and denominator, or one code."""

UNDECIDED = int(Missing.UNDECIDED)
MOST_FORMS: Final = 1 << 31
"""So many forms in one group and batch can be added up without leaving 64 bits."""


@attrs.frozen
class Additive:
    """Columns that are added up within a group, or of which the greatest is taken.

    Attributes:
        columns: (column, whether its greatest value is meant and not its sum).
        finish: the group's values, in the order of `columns` → the result.
    """

    columns: tuple[tuple[Whole, bool], ...]
    finish: Callable[[Sequence[int]], Out]


@attrs.frozen
class Listed:
    """Columns whose different combinations are counted within a group.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing (-1 where it is left
            out), numerator and denominator of the weight.
        finish: how often each combination occurs → the result.
    """

    elements: tuple[tuple[Whole, ...], ...]
    finish: Callable[[Mapping[tuple[int, ...], int]], Out]


@attrs.frozen
class Tabled:
    """Columns that a registered fold is given as a table, form by form, in the order of forms.

    Attributes:
        elements: for every cell of a form: numerator, denominator, kind of missing.
        finish: the group's rows → the result.
    """

    elements: tuple[tuple[Whole, Whole, Whole], ...]
    finish: Callable[[Sequence[Sequence[tuple[int, int]]]], Out]


Partial = Additive | Listed | Tabled


def partial(
    emitter: Emitter, ahead: Ahead, registered: Mapping[str, RegisteredFold], problems: list[Problem]
) -> Partial:
    """How a fold over forms is computed. Raises :class:`Unfit` where its elements are no columns."""
    node, choice = ahead.node, ahead.measure.policy
    fine = emitter.cells.folded(node, ahead.cell)
    if not fine:
        # The cell has nothing to fold; what stands beside it in the rule decides.
        return _nothing(node, registered, ahead.measure.name, problems)
    if emitter.contributions.applies(node):
        try:
            return _added_up(_of_tally(emitter, ahead))
        except Unfit:
            pass
    elements = emitter.elements(node, fine, choice)
    if node.function in registered:
        return _table(registered[node.function], ahead.measure.name, elements, problems)
    if node.function != "median":
        add_up = _of_extremes if node.function in {"min", "max"} else _of_elements
        try:
            return _added_up(add_up(node, elements))
        except Unfit:
            pass
    return Listed(tuple(_listed(each) for each in elements), lambda counts: of_combinations(node, counts))


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
            # Raises Unfit where the sums of groups do not fit.
            width_of(bounds(column).repeated(MOST_FORMS))
    return found


def _of_tally(emitter: Emitter, ahead: Ahead) -> Additive:
    node = ahead.node
    fine = emitter.cells.folded(node, ahead.cell)
    tally = emitter.contributions.tally(emitter.items, node, fine, ahead.measure.policy)

    def finish(values: Sequence[int]) -> Out:
        known, irrelevant, unanswered, undecided, *sums = values
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


def _of_elements(node: nodes.Aggregate, elements: Sequence[Element]) -> Additive:
    found = summed(elements)

    def finish(values: Sequence[int]) -> Out:
        known, worst, *sums = values
        return of_sums(node, known, worst, _fractions(sums, found.denominators))

    return Additive(
        ((found.known, False), (found.worst, True), *((each, False) for each in found.sums)), finish
    )


def _of_extremes(node: nodes.Aggregate, elements: Sequence[Element]) -> Additive:
    """The least or the greatest: values over one denominator, lifted above zero, where nothing is."""
    numbers = [
        each.value if isinstance(each.value, Num) else truth_as_number(each.value) for each in elements
    ]
    parts = parts_of(*(each.parts for each in numbers))
    if parts is None:
        raise Unfit
    found = summed(elements, values=False)
    sign = 1 if node.function == "max" else -1
    signed = [multiply(sign, in_parts(own, parts)) for own in numbers]
    below = min(bounds(each).low for each in signed) - 1
    lifted = (choose(each.known, subtract(own, below), 0) for each, own in zip(elements, signed, strict=True))
    top = greatest(lifted)
    of_one = attrs.evolve(node, function="sum")

    def finish(values: Sequence[int]) -> Out:
        known, worst, most = values
        kept = () if worst >= UNDECIDED or not known else (Fraction(sign * (most + below), parts),)
        return of_sums(of_one, known, worst, kept)

    return Additive(((found.known, False), (found.worst, True), (top, True)), finish)


def _fractions(sums: Sequence[int], denominators: Sequence[int]) -> list[Fraction]:
    return [Fraction(above, below) for above, below in zip(sums, denominators, strict=True)]


def _listed(each: Element) -> tuple[Whole, ...]:
    value = each.value if isinstance(each.value, Num) else truth_as_number(each.value)
    weight = constant(Fraction(1)) if each.weight is None else each.weight
    return value.n, value.d, choose(each.there, each.kind, -1), weight.n, weight.d


def _table(
    function: RegisteredFold, measure: str, elements: Sequence[Element], problems: list[Problem]
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
    """The result of a fold out of how many are known, the greatest kind of missing, and the sums."""
    match node.function:
        case "all" | "any":
            return (_truth(node.function, known, worst, sums[0]),)
        case "count":
            return (worst, 0) if worst >= UNDECIDED else sums[0].as_integer_ratio()
        case _:
            pass
    if worst >= UNDECIDED:
        return worst, 0
    if not known:
        return (worst or UNDECIDED, 0) if node.default is None else node.default.as_integer_ratio()
    if node.function == "sum":
        return sums[0].as_integer_ratio()
    if len(sums) == 1:
        return (sums[0] / known).as_integer_ratio()
    return (sums[0] / sums[1]).as_integer_ratio() if sums[1] else (UNDECIDED, 0)


def _truth(function: str, known: int, worst: int, true: Fraction) -> int:
    if function == "all" and true < known:
        return 0
    if function == "any" and true:
        return 1
    if worst >= UNDECIDED:
        return -worst
    return int(function == "all") if known else -(worst or UNDECIDED)


def of_combinations(node: nodes.Aggregate, counts: Mapping[tuple[int, ...], int]) -> Out:
    """The result of a fold out of how often each combination of value, kind and weight occurs."""
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
    if node.function not in {"min", "max", "median"}:
        return of_sums(
            node, known, worst, sums if node.weight is not None and node.function != "sum" else sums[:1]
        )
    if worst >= UNDECIDED:
        return worst, 0
    if not known:
        return (worst or UNDECIDED, 0) if node.default is None else node.default.as_integer_ratio()
    if node.function == "median":
        return _median(values, known).as_integer_ratio()
    return (min(values) if node.function == "min" else max(values)).as_integer_ratio()


def _median(values: Mapping[Fraction, int], known: int) -> Fraction:
    wanted = {(known - 1) // 2, known // 2}
    found: list[Fraction] = []
    before = 0
    for value in sorted(values):
        after = before + values[value]
        found += [value for position in wanted if before <= position < after]
        before = after
    return median(found)
