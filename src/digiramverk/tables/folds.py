"""Folds of several values of one row: counts and sums as columns, and the results that follow from them."""

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from typing import Final, assert_never

import attrs

from digiramverk.rules import Missing, nodes
from digiramverk.rules.functions import Extreme, Fold, SumReading, Sums, Values
from digiramverk.tables.bounds import BIT, NOTHING, Bounds, quotients, rational
from digiramverk.tables.column_expressions import (
    Truths,
    Unfit,
    Whole,
    bit,
    both,
    bounds,
    choose,
    compare,
    either,
    greatest,
    invert,
    multiply,
    total,
)
from digiramverk.tables.column_values import (
    Num,
    Rank,
    Truth,
    Val,
    common_parts,
    constant,
    in_parts,
    known_number,
    number,
    parts_of,
    truth,
    up_to,
    worst,
)
from digiramverk.tables.counted_values import of_values
from digiramverk.tables.item_sums import Tally
from digiramverk.tables.operations import UNDECIDED, chosen, compared, divided, times

_IRRELEVANT = int(Missing.NOT_RELEVANT)
_UNANSWERED = int(Missing.UNANSWERED)
_ONE_OR_NONE: Final = rational(BIT)


@attrs.frozen
class FoldElement:
    """One value that is folded.

    Attributes:
        value: a number or a truth.
        there: true unless `where` excludes the value.
        kind: the kind of missing of the value, its weight and its condition together.
        weight: its weight, if any.
    """

    value: Num | Truth
    there: Truths
    kind: Whole
    weight: Num | None

    @property
    def known(self) -> Truths:
        """Whether the value takes part in the fold."""
        return both(self.there, compare("==", self.kind, 0))


def element(value: Num | Truth, where: Truth | None, weight: Num | None) -> FoldElement:
    """A value with its condition and weight."""
    kind = value.kind if weight is None else worst(value.kind, weight.kind)
    if where is None:
        return FoldElement(value, there=True, kind=kind, weight=weight)
    there = either(where.true, compare(">", where.kind, 0))
    kind = choose(compare(">", where.kind, 0), where.kind, kind)
    return FoldElement(value, there, kind, weight)


@attrs.frozen
class Counts:
    """The counts and sums that a fold follows from.

    Attributes:
        known: the number of values folded.
        stop: the kind of missing (undecided or worse) that makes the result missing; 0 if none does.
        nothing: the kind of missing of the result if nothing is left to fold.
        sums: of values, and of weights if there are any, over `denominators`.
        each: the bounds of a single value.
        most: the greatest possible number of values.
    """

    known: Whole
    stop: Whole
    nothing: Whole
    sums: tuple[Whole, ...]
    denominators: tuple[int, ...]
    each: Bounds[Fraction]
    most: int


def counts_of_tally(tally: Tally) -> Counts:
    """The counts of a fold over single items."""
    otherwise: Whole = (
        _IRRELEVANT
        if tally.irrelevant is None
        else choose(compare(">", tally.irrelevant, 0), _IRRELEVANT, UNDECIDED)
    )
    nothing = choose(compare(">", tally.unanswered, 0), _UNANSWERED, otherwise)
    stop = choose(compare(">", tally.undecided, 0), UNDECIDED, 0)
    return Counts(tally.known, stop, nothing, tally.sums, tally.denominators, tally.each, tally.count)


@attrs.frozen
class Summed:
    """The sums over the elements of a row; `worst` is their greatest kind of missing, or 0."""

    known: Whole
    worst: Whole
    sums: tuple[Whole, ...]
    denominators: tuple[int, ...]
    each: Bounds[Fraction]


def summed(elements: Sequence[FoldElement], *, values: bool = True) -> Summed:
    """Add up the elements of a row."""
    knowns = [each.known for each in elements]
    known = total(bit(each) for each in knowns)
    greatest = worst(*(choose(each.there, each.kind, 0) for each in elements))
    if not values:
        return Summed(known, greatest, (), (), NOTHING)
    series: list[list[Num]] = [[_number(each) for each in elements]]
    if elements[0].weight is not None:
        weights = [each.weight for each in elements if each.weight is not None]
        series = [[times(a, b) for a, b in zip(series[0], weights, strict=True)], weights]
    found: list[tuple[Whole, int]] = []
    for row in series:
        parts = common_parts(row)
        each_in_parts = [
            choose(where, in_parts(value, parts), 0) for where, value in zip(knowns, row, strict=True)
        ]
        found.append((total(each_in_parts), parts))
    every = reduce(Bounds.join, (each.within for each in series[0]))
    return Summed(known, greatest, tuple(n for n, _ in found), tuple(d for _, d in found), every)


def _number(each: FoldElement) -> Num:
    if isinstance(each.value, Num):
        return each.value
    return truth_as_number(each.value)


def truth_as_number(value: Truth) -> Num:
    """1 for true, 0 for false."""
    return Num(bit(value.true), 1, value.kind, 1, _ONE_OR_NONE)


def folded(node: nodes.Aggregate, elements: Sequence[FoldElement]) -> Val:
    """A fold of elements."""
    if not isinstance(node.fold, Fold):
        raise Unfit
    match node.fold.follows_from:
        case Sums():
            return decoded(node, counts_of_sums(summed(elements), len(elements)))
        case Extreme(sign=sign):
            result, _ = furthest("<" if sign < 0 else ">", elements)
        case Values():
            known = [(_number(each), each.known) for each in elements]
            result = of_values(node.fold, known, node.options)
        case _:
            assert_never(node.fold.follows_from)
    has = either(*(each.known for each in elements))
    return of_known(node, result, has, worst(*(choose(each.there, each.kind, 0) for each in elements)))


def counts_of_sums(found: Summed, most: int) -> Counts:
    """The counts of a fold over at most so many elements that have been added up."""
    stop = choose(compare(">=", found.worst, UNDECIDED), found.worst, 0)
    nothing = choose(compare(">", found.worst, 0), found.worst, UNDECIDED)
    return Counts(found.known, stop, nothing, found.sums, found.denominators, found.each, most)


def decoded(node: nodes.Aggregate, counts: Counts) -> Val:
    """The value of a fold."""
    some = compare(">", counts.known, 0)
    match node.reading:
        case SumReading.COUNT:
            return number(counts.sums[0], 1, counts.stop, 1, _ONE_OR_NONE.repeated(counts.most))
        case SumReading.ALL_TRUE | SumReading.ANY_TRUE:
            decided = (
                compare("<", counts.sums[0], counts.known)
                if node.reading is SumReading.ALL_TRUE
                else compare(">", counts.sums[0], 0)
            )
            stopped = compare(">", counts.stop, 0)
            kind = choose(stopped, counts.stop, choose(some, 0, counts.nothing))
            # A false element decides *all*, and a true one *any*, whatever else is missing.
            kind = choose(decided, 0, kind)
            return truth(invert(decided) if node.reading is SumReading.ALL_TRUE else decided, kind)
        case SumReading.TOTAL | SumReading.QUOTIENT:
            return _number_of(node, counts)
        case None:
            raise Unfit
        case _:
            assert_never(node.reading)


def _number_of(node: nodes.Aggregate, counts: Counts) -> Num:
    """A mean, share or sum."""
    some = compare(">", counts.known, 0)
    default = None if node.default is None else constant(node.default)
    left = choose(some, 0, counts.nothing if default is None else 0)
    kind = choose(compare(">", counts.stop, 0), counts.stop, left)
    above, parts = counts.sums[0], counts.denominators[0]
    if node.reading is SumReading.TOTAL:
        value = Num(above, parts, 0, parts, counts.each.repeated(counts.most))
    elif len(counts.sums) == 1:
        few = up_to(counts.most)
        # Where nothing is known the divisor is 1, so that no engine divides by zero.
        each = greatest((counts.known, 1))
        value = Num(
            above,
            multiply(each, parts),
            0,
            None if few is None else parts_of(few * parts),
            # Where nothing is known the sum is 0.
            counts.each.join(NOTHING),
        )
    else:
        value = _weighted(counts)
        kind = choose(both(some, compare("==", kind, 0)), value.kind, kind)
    if default is not None:
        chosen_value = chosen(some, known_number(value), default)
        if not isinstance(chosen_value, Num):
            raise Unfit
        value = chosen_value
    elif counts.stop == 0 and len(counts.sums) == 1:
        # Where nothing is known the sum is already 0.
        return Num(value.n, value.d, kind, value.parts, value.within)
    return number(value.n, value.d, kind, value.parts, value.within)


def _weighted(counts: Counts) -> Num:
    above, below = (
        Num(n, d, 0, d, quotients(bounds(n), Bounds(d, d)))
        for n, d in zip(counts.sums, counts.denominators, strict=True)
    )
    return divided(above, below)


def furthest(sign: str, elements: Sequence[FoldElement]) -> tuple[Num, Truths]:
    """The least (`<`) or greatest (`>`) value folded (0 if there is none), and whether there is one."""
    best = constant(Fraction(0))
    has: Truths = False
    for each in elements:
        value = _number(each)
        plain = known_number(value)
        known = each.known
        better = both(known, either(invert(has), compared(sign, plain, best).true))
        found = chosen(better, plain, best)
        if not isinstance(found, Num):
            raise Unfit
        best, has = found, either(has, known)
    return best, has


def of_known(node: nodes.Aggregate, result: Num, has: Truths, greatest: Whole) -> Num:
    """What the known elements give, or why there is no value.

    Args:
        node: the fold.
        result: the result over the known elements.
        has: whether there is any.
        greatest: the greatest kind of missing of all elements, or 0.
    """
    nothing = choose(compare(">", greatest, 0), greatest, UNDECIDED)
    kind = choose(
        compare(">=", greatest, UNDECIDED),
        greatest,
        choose(has, result.kind, nothing if node.default is None else 0),
    )
    if node.default is not None:
        found = chosen(has, result, constant(node.default))
        if not isinstance(found, Num):
            raise Unfit
        result = found
    return number(result.n, result.d, kind, result.parts, result.within)


def ladder(rungs: Sequence[tuple[int, Truth]], *, climbs: bool) -> Rank:
    """Climb a ladder of rungs, lowest first, each with its rank from 1; see `Ladder.climbs`."""
    is_open: Truths = True
    seen: Truths = False
    rank: Whole = 0
    stop: Whole = 0
    for number_, rung in rungs:
        reached = both(is_open, rung.true)
        rank = choose(reached, number_, rank)
        failed = both(is_open, invert(rung.true), compare("==", rung.kind, 0))
        unknown = both(is_open, compare(">", rung.kind, _IRRELEVANT))
        stop = choose(unknown, rung.kind, stop)
        passed = compare("==", rung.kind, _IRRELEVANT)
        seen = either(seen, reached, failed)
        if climbs:
            is_open = both(is_open, either(rung.true, passed))
        else:
            is_open = both(is_open, either(passed, both(invert(rung.true), rung.known)))
    kind = choose(compare(">", stop, 0), stop, choose(seen, 0, _IRRELEVANT))
    return Rank(choose(compare("==", kind, 0), rank, 0), kind)
