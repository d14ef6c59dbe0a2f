"""The direction of a value when an answer is raised, worked out from the plan before any answer is known.

The invariant: **a named direction is a proof**. Take two forms that differ only in that one indicator has a
higher level in the second: no value of the measure that is known in both moves the other way. *Either* claims
nothing, and the law has to be tested. So every case that is not proved ends in *either*; a default in the
other direction would present a guess as a proof. Trying all pairs of forms would be simpler, but there are
more of them than can be tried. The cost is precision: rules that happen to be monotone, for reasons that no
single operator shows, get *either*.
"""

from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.functions import Fold, Ladder
from digiramverk.rules.intervals import Interval, Range
from digiramverk.rules.missing import Missing
from digiramverk.rules.movement import Direction, joined, signed
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.ranges import Ranges
from digiramverk.rules.space import Item, Space
from digiramverk.rules.types import Boolean, Number

_STILL: Final = Direction.STILL
_ZERO: Final = Fraction(0)
_ALWAYS_KNOWN: Final = frozenset({"relevant", "published", "weight", "min_points", "max_points"})


_KEEPS_STILL: Final = frozenset(
    {"answered", "declined", "relevant", "published", "weight", "min_points", "max_points"}
)
"""Facts that are the same for every level of an answer."""


@attrs.frozen
class Directions:
    """Finds directions and ranges of the measures of a plan.

    Attributes:
        plan: the measures.
        space: the items they refer to; the plan's own, or one with idealised weights and points.
    """

    plan: Plan
    space: Space

    @classmethod
    def of(cls, plan: Plan) -> "Directions":
        """The directions of a plan as it is."""
        return cls(plan, plan.space)

    @classmethod
    def meant(cls, plan: Plan) -> "Directions":
        """The directions that the rules intend: no weight is negative, higher levels give no fewer points."""
        return cls(plan, attrs.evolve(plan.space, items=tuple(_as_it_should_be(i) for i in plan.space.items)))

    @cached_property
    def _known(self) -> "_MeasureFacts":
        """Everything, measure by measure in the order of the plan: each needs only those before it."""
        found = _MeasureFacts({}, {}, {}, {})
        for measure in self.plan.measures:
            finder = _Finder(self.plan, self.space, measure, found)
            found.ranges[measure.name] = finder.ranges.of(measure.node)
            found.directions[measure.name] = finder.of(measure.node)
            shown = measure.show_if is None or finder.of(measure.show_if) is _STILL
            found.settled[measure.name] = shown and finder.settled(measure.node)
            found.slipping[measure.name] = finder.slips(measure.node)
        return found

    def range(self, measure: str) -> Range:
        """The range of a measure."""
        return self._known.ranges[measure]

    def direction(self, measure: str) -> Direction:
        """The direction of a measure when an answer is raised."""
        return self._known.directions[measure]

    def settled(self, measure: str) -> bool:
        """Whether the set of answered items alone decides that a value is known, whatever the levels are."""
        return self._known.settled[measure]

    def range_within(self, measure: PlannedMeasure, node: nodes.Node) -> Range:
        """The range of a part of a measure's rule."""
        return _Finder(self.plan, self.space, measure, self._known).ranges.of(node)


@attrs.frozen
class _MeasureFacts:
    """What is known about measures, by name."""

    ranges: dict[str, Range]
    directions: dict[str, Direction]
    settled: dict[str, bool]
    slipping: dict[str, bool]


def _as_it_should_be(item: Item) -> Item:
    points = sorted(level.points for level in item.levels)
    fractions = sorted(level.fraction for level in item.levels)
    levels = tuple(
        attrs.evolve(level, points=own, fraction=share)
        for level, own, share in zip(item.levels, points, fractions, strict=True)
    )
    return attrs.evolve(item, levels=levels, weight=abs(item.weight) or Fraction(1))


@attrs.frozen
class _Finder:
    """Finds directions within the rule of one measure."""

    plan: Plan
    space: Space
    measure: PlannedMeasure
    known: _MeasureFacts

    @cached_property
    def ranges(self) -> Ranges:
        return Ranges(self.space, self.measure.policy, self.known.ranges.__getitem__, self.plan.functions)

    def of(self, node: nodes.Node) -> Direction:
        """The direction of an expression."""
        match node:
            case nodes.Fact(name=name):
                return self._fact(name)
            case nodes.MeasureValue(measure=measure):
                return self.known.directions[measure]
            case nodes.Negation(operand=operand) | nodes.Not(operand=operand):
                return self.of(operand).turned
            case nodes.Arithmetic():
                return self._arithmetic(node)
            case nodes.Comparison():
                return self._comparison(node)
            case nodes.Logic(operands=operands):
                return joined(self.of(each) for each in operands)
            case nodes.Choice():
                return self._choice(node)
            case nodes.Known(operand=operand):
                return _STILL if self.settled(operand) else Direction.EITHER
            case nodes.Apply():
                return self._apply(node)
            case nodes.LookUp():
                return self._look_up(node)
            case nodes.InBand(operand=operand):
                return self.of(operand)
            case nodes.Guard(value=value, condition=condition):
                return self.of(value) if self.of(condition) is _STILL else Direction.EITHER
            case nodes.Previous(operand=operand):
                # Raising an answer of the previous round moves it too.
                return _STILL if self.of(operand) is _STILL else Direction.EITHER
            case nodes.Aggregate():
                return self._aggregate(node)
            case (
                nodes.Constant()
                | nodes.MemberOf()
                | nodes.FormNumber()
                | nodes.TargetBound()
                | nodes.Absent()
            ):
                return _STILL
            case _:
                # What is not known to be constant may move either way.
                return Direction.EITHER

    def settled(self, node: nodes.Node) -> bool:
        """Whether no level decides that an expression has a value."""
        match node:
            case (
                nodes.MeasureValue(measure=measure)
                | nodes.Previous(operand=nodes.MeasureValue(measure=measure))
            ):
                return self.known.settled[measure]
            case nodes.Known():
                return True
            case nodes.Arithmetic(operator="/", right=right) if self.of(right) is not _STILL:
                if self.ranges.interval(right).holds(_ZERO):
                    return False
            case nodes.InBand(operand=operand) if self.of(operand) is not _STILL:
                if not self._all_in_bands(node):
                    return False
            case nodes.LookUp(operand=operand, default=None) if self.of(operand) is not _STILL:
                return False
            case nodes.Choice(condition=condition) if self.of(condition) is not _STILL:
                if any(isinstance(part, nodes.Absent) for part in nodes.parts(node)):
                    return False
                # A value that is missing in one branch only would come and go with the condition.
                return all(self._always_known(part) for part in nodes.parts(node)[1:])
            case nodes.Logic(operands=operands):
                moving = [each for each in operands if self.of(each) is not _STILL]
                if moving and not all(self._always_known(each) for each in operands):
                    return False
            # A plugin's fold may give no value for any reason of its own.
            case nodes.Aggregate(fold=None):
                return False
            case nodes.Aggregate(value=value, where=where, weight=weight, fold=Fold() | Ladder() as fold):
                if any(part is not None and self.of(part) is not _STILL for part in (where, weight)):
                    return False
                if isinstance(fold, Fold) and fold.leaves_open(node.options) and self.of(value) is not _STILL:
                    return False
                if fold.decided_early and self.of(value) is not _STILL and not self._always_known(value):
                    return False
            case _:
                pass
        return all(self.settled(part) for part in nodes.parts(node))

    def _never_left_out(self, node: nodes.Node) -> bool:
        if isinstance(node, nodes.Absent):
            return node.kind is Missing.UNDECIDED
        return self._always_known(node)

    @property
    def meant(self) -> bool:
        """Whether to find what the rule intends instead of what it computes."""
        return self.space is not self.plan.space

    def _always_known(self, node: nodes.Node) -> bool:
        match node:
            case nodes.Constant() | nodes.Known() | nodes.MemberOf():
                return True
            case nodes.Fact(name=name):
                return name in _ALWAYS_KNOWN
            case nodes.Aggregate(fold=Fold(over_nothing=Fraction())):
                return all(self._always_known(part) for part in nodes.parts(node))
            case nodes.Comparison() | nodes.Logic() | nodes.Not() | nodes.Negation():
                return all(self._always_known(part) for part in nodes.parts(node))
            case nodes.MeasureValue(measure=measure):
                planned = self.plan.measure(measure)
                return planned.show_if is None and self._always_known(planned.node)
            case _:
                return False

    def _all_in_bands(self, node: nodes.InBand) -> bool:
        interval = self.ranges.interval(node.operand)
        low, high = node.bands[0].low, node.bands[-1].high
        above = low is None or (interval.low is not None and node.bands[0].holds(interval.low))
        below = high is None or (interval.high is not None and node.bands[-1].holds(interval.high))
        return above and below

    def _fact(self, name: str) -> Direction:
        if name == "answer":
            # The order of levels is known only if all items have the same ones.
            alike = len({tuple(level.id for level in item.levels) for item in self.space.items}) == 1
            return Direction.RISING if alike else Direction.EITHER
        if name in _KEEPS_STILL:
            return _STILL
        if name not in {"points", "fraction"}:
            return Direction.EITHER
        steps = [
            (getattr(lower, name), getattr(higher, name))
            for item in self.space.items
            for lower, higher in zip(item.levels, item.levels[1:], strict=False)
        ]
        if all(lower <= higher for lower, higher in steps):
            return Direction.RISING
        return Direction.FALLING if all(lower >= higher for lower, higher in steps) else Direction.EITHER

    def _arithmetic(self, node: nodes.Arithmetic) -> Direction:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case "+":
                return left | right
            case "-":
                return left | right.turned
            case "*":
                return signed(left, self.ranges.interval(node.right)) | signed(
                    right, self.ranges.interval(node.left)
                )
            case _:
                return signed(left, self.ranges.interval(node.right)) | self._quotient(node, right)

    def _quotient(self, node: nodes.Arithmetic, below: Direction) -> Direction:
        """The direction of a quotient with respect to its divisor: 1/x falls on either side of zero."""
        if below is _STILL:
            return _STILL
        if self.ranges.interval(node.right).holds(_ZERO):
            return Direction.EITHER
        return signed(below.turned, self.ranges.interval(node.left))

    def _comparison(self, node: nodes.Comparison) -> Direction:
        left, right = self.of(node.left), self.of(node.right)
        match node.operator:
            case ">" | ">=":
                return left | right.turned
            case "<" | "<=":
                return left.turned | right
            case operator:
                if left is _STILL and right is _STILL:
                    return _STILL
                end = self._end(node)
                return end if operator == "==" else end.turned

    def _end(self, node: nodes.Comparison) -> Direction:
        """The direction of *equal to a level*: rising for every scale's highest, falling for its lowest."""
        match node.left, node.right:
            case (nodes.Fact(name="answer"), nodes.Constant(value=level)) | (
                nodes.Constant(value=level),
                nodes.Fact(name="answer"),
            ):
                pass
            case _:
                return Direction.EITHER
        scales = [[each.id for each in item.levels] for item in self.space.items]
        having = [levels for levels in scales if level in levels]
        if having and all(levels[-1] == level for levels in having):
            return Direction.RISING
        return Direction.FALLING if having and all(ids[0] == level for ids in having) else Direction.EITHER

    def _choice(self, node: nodes.Choice) -> Direction:
        condition, then, otherwise = self.of(node.condition), self.of(node.then), self.of(node.otherwise)
        values = then | otherwise
        if condition is _STILL:
            return values
        # If one branch is missing, only values of the other are ever compared.
        if isinstance(node.then, nodes.Absent) or isinstance(node.otherwise, nodes.Absent):
            return values
        above = self._not_below(node.then, node.otherwise)
        below = self._not_below(node.otherwise, node.then)
        if above and below:
            return values
        if above:
            return values | condition
        return values | condition.turned if below else Direction.EITHER

    def _not_below(self, one: nodes.Node, other: nodes.Node) -> bool:
        """Whether no value of one expression is below any of the other."""
        if isinstance(one.type, Number):
            low, high = self.ranges.interval(one).low, self.ranges.interval(other).high
            return low is not None and high is not None and low >= high
        if isinstance(one.type, Boolean):
            first, second = self.ranges.truth(one), self.ranges.truth(other)
            return not first.can_be_false or not second.can_be_true
        return False

    def _apply(self, node: nodes.Apply) -> Direction:
        directions = tuple(self.of(each) for each in node.arguments)
        return node.operation.direction(_OperationArguments(self, node, directions))

    def _look_up(self, node: nodes.LookUp) -> Direction:
        operand = self.of(node.operand)
        if operand is _STILL:
            return _STILL
        keys = [(Fraction(key), value) for key, value in node.rows if not isinstance(key, str)]
        if len(keys) < len(node.rows):
            return self._levels_look_up(node, operand)
        values = [value for _, value in sorted(keys)]
        # A value between two keys gets the default, which may lie anywhere.
        if node.default is not None:
            return Direction.EITHER
        return operand if values == sorted(values) else Direction.EITHER

    def _levels_look_up(self, node: nodes.LookUp, operand: Direction) -> Direction:
        if not isinstance(node.operand, nodes.Fact):
            return Direction.EITHER
        rows = dict(node.rows)
        for item in self.space.items:
            values = [rows.get(level.id, node.default) for level in item.levels]
            known = [value for value in values if value is not None]
            if known != sorted(known):
                return Direction.EITHER
        return operand

    def _aggregate(self, node: nodes.Aggregate) -> Direction:
        where, weight = (_STILL if part is None else self.of(part) for part in (node.where, node.weight))
        elements = _FoldElements(self, node, self.of(node.value), where, weight)
        moving = {elements.value, elements.where, elements.weight} != {_STILL}
        if not moving and elements.settled:
            return _STILL
        if node.fold is not None:
            return node.fold.direction(elements)
        registered = next((each for each in self.plan.functions if each.name == node.function), None)
        # A plugin's promise counts as intention, never as proof.
        promised = registered is not None and registered.monotone and self.meant
        return elements.value if promised and elements.where is _STILL else Direction.EITHER

    def slips(self, node: nodes.Node) -> bool:
        """Whether a level can decide that a fold excludes an element.

        An element that is excluded when its answer is raised can turn *all* either way. An undecided element
        is never excluded and does no harm.
        """
        match node:
            case nodes.MeasureValue(measure=measure):
                return self.known.slipping[measure]
            case nodes.Choice(condition=condition) if self.of(condition) is not _STILL:
                if not all(self._never_left_out(each) for each in nodes.parts(node)[1:]):
                    return True
            case nodes.Apply(arguments=arguments) if node.operation.passes_over:
                if not all(self.settled(each) for each in arguments):
                    return True
            case nodes.LookUp(operand=operand, default=None) if self.of(operand) is not _STILL:
                return True
            case _:
                pass
        return any(self.slips(part) for part in nodes.parts(node))


@attrs.frozen
class _FoldElements:
    """What a fold asks about its elements. Properties that walk the rule again are computed on demand."""

    finder: _Finder
    node: nodes.Aggregate
    value: Direction
    where: Direction
    weight: Direction

    @property
    def settled(self) -> bool:
        return self.finder.settled(self.node.value)

    @property
    def slips(self) -> bool:
        return self.finder.slips(self.node.value)

    @property
    def values(self) -> Interval:
        return self.finder.ranges.interval(self.node.value)

    @property
    def weights(self) -> Interval | None:
        return None if self.node.weight is None else self.finder.ranges.interval(self.node.weight)

    @property
    def meant(self) -> bool:
        return self.finder.meant


@attrs.frozen
class _OperationArguments:
    """What an operation asks about its arguments."""

    finder: _Finder
    node: nodes.Apply
    directions: tuple[Direction, ...]

    @property
    def first(self) -> Interval:
        return self.finder.ranges.interval(self.node.arguments[0])

    @property
    def settled(self) -> bool:
        return all(self.finder.settled(each) for each in self.node.arguments)
