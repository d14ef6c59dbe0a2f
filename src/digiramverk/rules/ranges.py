"""The possible values of an expression: intervals of numbers, and possible truth values.

The invariant: **every value that any form can get lies in the range**. A range is a bound, not a promise: not
every number in it need be possible. Warnings (`check.plausibility`), proofs of direction and the limits on
digits rely on it; a range that is too narrow would refuse correct rules and prove falsehoods, so whatever is
unknown gets everything. Trying forms would give tighter ranges and no bound. The cost is width: an expression
that reads the same answer twice (`x - x`) is treated as if they were two.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import assert_never

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Policy, Unanswered
from digiramverk.rules.functions import Fold, Ladder, RegisteredFold
from digiramverk.rules.intervals import EVERYTHING, SHARE, Interval, Range, TruthRange, hull, negated, product
from digiramverk.rules.space import Space
from digiramverk.rules.types import Boolean, Number


@attrs.frozen
class Ranges:
    """Finds ranges.

    Attributes:
        space: for the points of scales and the number of items.
        policy: how unanswered and not relevant items count.
        of_measure: the range of another measure.
        functions: the folds that plugins register, with their ranges.
    """

    space: Space
    policy: Policy
    of_measure: Callable[[str], Range]
    functions: tuple[RegisteredFold, ...] = ()
    # By identity, with the node kept alive: hashing a deep expression costs as much as finding its range.
    # Without this cache, asking for the range of every part would walk a rule as often as it is deep.
    _found: dict[int, tuple[nodes.Node, Range]] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def of(self, node: nodes.Node) -> Range:
        """The range of an expression."""
        if id(node) not in self._found:
            self._found[id(node)] = node, self._of(node)
        return self._found[id(node)][1]

    def _of(self, node: nodes.Node) -> Range:
        match node:
            case nodes.Constant(value=bool() as value):
                return TruthRange(can_be_true=value, can_be_false=not value)
            case nodes.Constant(value=Fraction() as value):
                return Interval(value, value)
            case nodes.Fact(name=name):
                return self._fact(name)
            # A form may state any number.
            case nodes.FormNumber():
                return EVERYTHING
            case nodes.MeasureValue(measure=measure):
                return self.of_measure(measure)
            case nodes.Previous(operand=operand):
                return self.of_measure(operand.measure)
            case nodes.TargetBound(rows=rows):
                return hull(bound for _, bound in rows)
            case nodes.LookUp(rows=rows, default=default):
                return hull([value for _, value in rows] + ([] if default is None else [default]))
            # A missing branch has no value, and does not widen the range.
            case nodes.Choice(then=then, otherwise=nodes.Absent()):
                return self.of(then)
            case nodes.Choice(then=nodes.Absent(), otherwise=otherwise):
                return self.of(otherwise)
            case nodes.Choice(then=then, otherwise=otherwise):
                return _either(self.of(then), self.of(otherwise))
            case nodes.Guard(value=value):
                return self.of(value)
            case nodes.Aggregate():
                return self._aggregate(node)
            case _ if isinstance(node.type, Boolean):
                return self._truth(node)
            case _:
                return self._number(node)

    def interval(self, node: nodes.Node) -> Interval:
        """The range of a number."""
        found = self.of(node)
        return found if isinstance(found, Interval) else EVERYTHING

    def truth(self, node: nodes.Node) -> TruthRange:
        """The range of a truth value."""
        found = self.of(node)
        return found if isinstance(found, TruthRange) else TruthRange()

    def _fact(self, name: str) -> Range:
        items = self.space.items
        levels = [level for item in items for level in item.levels]
        zero = [Fraction(0)] if self.policy.unanswered is Unanswered.ZERO else []
        match name:
            case "points":
                return hull([level.points for level in levels] + zero)
            case "fraction":
                return SHARE
            case "weight":
                return hull(item.weight for item in items)
            case "min_points":
                return hull(min(level.points for level in item.levels) for item in items)
            case "max_points":
                return hull(max(level.points for level in item.levels) for item in items)
            case _:
                return TruthRange()

    def _aggregate(self, node: nodes.Aggregate) -> Range:
        folded = self._folded(node)
        if node.default is not None and isinstance(folded, Interval):
            return folded.join(Interval(node.default, node.default))
        return folded

    def _folded(self, node: nodes.Aggregate) -> Range:
        fold = node.fold
        match fold:
            case Fold():
                weights = None if node.weight is None else self.interval(node.weight)
                return fold.range(self.of(node.value), weights, self._most(node))
            case Ladder():
                return TruthRange()
            case None:
                registered = next((each for each in self.functions if each.name == node.function), None)
                return EVERYTHING if registered is None else Interval(registered.low, registered.high)
            case _:
                assert_never(fold)

    def _most(self, node: nodes.Aggregate) -> int | None:
        """The greatest number of elements of a fold; None if the population decides.

        At least one: a fold over nothing has no value, but its range must be a valid interval.
        """
        return None if node.folds_population else max(1, len(self.space.cells(node.framework)))

    def _number(self, node: nodes.Node) -> Range:
        match node:
            case nodes.Negation(operand=operand):
                return negated(self.interval(operand))
            case nodes.Arithmetic(operator=operator, left=left, right=right):
                return _arithmetic(operator, self.interval(left), self.interval(right))
            case nodes.Apply(arguments=arguments, options=options):
                return node.operation.range([self.interval(argument) for argument in arguments], options)
            case _:
                return EVERYTHING if isinstance(node.type, Number) else TruthRange()

    def _truth(self, node: nodes.Node) -> TruthRange:
        match node:
            case nodes.Not(operand=operand):
                inner = self.truth(operand)
                return TruthRange(inner.can_be_false, inner.can_be_true)
            case nodes.Logic(operator=operator, operands=operands):
                return _logic(operator, [self.truth(operand) for operand in operands])
            case nodes.Comparison(operator=operator, left=left, right=right) if isinstance(left.type, Number):
                return compared(operator, self.interval(left), self.interval(right))
            case nodes.Apply(arguments=arguments):
                possible = [self.truth(argument) for argument in arguments]
                return TruthRange(any(p.can_be_true for p in possible), any(p.can_be_false for p in possible))
            case _:
                return TruthRange()


def _either(one: Range, other: Range) -> Range:
    if isinstance(one, Interval) and isinstance(other, Interval):
        return one.join(other)
    if isinstance(one, TruthRange) and isinstance(other, TruthRange):
        return TruthRange(one.can_be_true or other.can_be_true, one.can_be_false or other.can_be_false)
    return EVERYTHING


def _arithmetic(operator: str, left: Interval, right: Interval) -> Interval:
    match operator:
        case "+":
            low = None if left.low is None or right.low is None else left.low + right.low
            high = None if left.high is None or right.high is None else left.high + right.high
            return Interval(low, high)
        case "-":
            return _arithmetic("+", left, negated(right))
        case "*":
            return product(left, right)
        case _:
            return _quotient(left, right)


def _quotient(left: Interval, right: Interval) -> Interval:
    if right.low is not None and right.low > 0:
        inverse = Interval(Fraction(0) if right.high is None else 1 / right.high, 1 / right.low)
    elif right.high is not None and right.high < 0:
        inverse = Interval(1 / right.high, Fraction(0) if right.low is None else 1 / right.low)
    else:
        return EVERYTHING
    return product(left, inverse)


def _logic(operator: str, parts: list[TruthRange]) -> TruthRange:
    if operator == "and":
        return TruthRange(all(part.can_be_true for part in parts), any(part.can_be_false for part in parts))
    return TruthRange(any(part.can_be_true for part in parts), all(part.can_be_false for part in parts))


def compared(operator: str, left: Interval, right: Interval) -> TruthRange:
    """The possible results of a comparison of numbers from two intervals."""
    match operator:
        case ">" | ">=":
            return compared("<" if operator == ">" else "<=", right, left)
        case "<":
            return TruthRange(_below(left, right, strict=True), _below(right, left, strict=False))
        case "<=":
            return TruthRange(_below(left, right, strict=False), _below(right, left, strict=True))
        case _:
            meet = meets(left, right)
            single = left.low is not None and left.low == left.high == right.low == right.high
            return TruthRange(meet, not single) if operator == "==" else TruthRange(not single, meet)


def _below(one: Interval, other: Interval, *, strict: bool) -> bool:
    """Whether a number of one interval can be below (or, unless strict, equal to) one of the other."""
    if one.low is None or other.high is None:
        return True
    return one.low < other.high if strict else one.low <= other.high


def meets(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a number in common."""
    return _below(one, other, strict=False) and _below(other, one, strict=False)
