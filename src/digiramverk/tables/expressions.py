"""Turns the expressions of a plan into columns."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import lcm

import attrs

from digiramverk.rules import (
    ITEM,
    Boolean,
    Cells,
    Context,
    Local,
    Member,
    Missing,
    Number,
    Policy,
    Space,
    Type,
    ValueOrMissing,
    is_local,
    nodes,
    table,
)
from digiramverk.rules.functions import Ladder, Operation
from digiramverk.tables.bounds import hull
from digiramverk.tables.column_expressions import Unfit, both, compare
from digiramverk.tables.column_values import MemberName, Num, Rank, Truth, Val, absent, constant
from digiramverk.tables.folds import FoldElement, counts_of_tally, decoded, element, folded, ladder
from digiramverk.tables.item_sums import ItemColumns
from digiramverk.tables.operations import (
    added,
    applied,
    chosen,
    coalesced,
    compared,
    conditional,
    divided,
    guarded,
    in_band,
    logic,
    looked_up,
    narrowly,
    negated,
    negation,
    times,
)
from digiramverk.tables.packed_sums import Contributions


@attrs.frozen
class ColumnEmitter:
    """Turns expressions into columns of a frame with one row per form or group.

    Attributes:
        space: dimensions and items.
        cells: the cells that exist.
        items: the states of the items.
        contributions: what items contribute to folds.
        population: the members and numbers of the rows.
        elsewhere: finds the value of another measure.
        before: finds the value of another measure in the previous round.
        registered: computes folds with a registered function.
        over_forms: gives the results of folds over forms and finer groups.
    """

    space: Space
    cells: Cells
    items: ItemColumns
    contributions: Contributions
    population: Mapping[str, Val]
    elsewhere: Callable[[nodes.MeasureValue, Context], Val]
    before: Callable[[nodes.MeasureValue, Context], Val]
    registered: Callable[[nodes.Aggregate, Sequence[FoldElement]], Num | None]
    over_forms: Callable[[nodes.Aggregate, Context], Val]

    def emit(self, node: nodes.Node, cell: Context, choice: Policy) -> Val:
        """The value of `node` in one cell. Raises :class:`Unfit` if columns cannot hold it."""
        if is_local(node, self.space):
            return self._local(node, cell, choice)
        return self._emit(node, cell, choice)

    def _emit(self, node: nodes.Node, cell: Context, choice: Policy) -> Val:
        match node:
            case nodes.MeasureValue():
                return self.elsewhere(node, cell)
            case nodes.Previous(operand=operand):
                return self.before(operand, cell)
            case nodes.Fact(item=item) if item is not None:
                return self._local(attrs.evolve(node, item=None), {ITEM: item}, choice)
            case nodes.Fact(name=name) | nodes.MemberOf(dimension=name) | nodes.FormNumber(name=name):
                return self.population[name]
            case nodes.Aggregate():
                return self._fold(node, cell, choice)
            case nodes.Known(operand=operand):
                if not self.cells.exists(operand, cell):
                    return Truth(true=False, kind=0)
                return Truth(self.emit(operand, cell, choice).known, 0)
            case nodes.Negation(operand=operand):
                return negated(self.number(operand, cell, choice))
            case nodes.Not(operand=operand):
                return negation(self.truth(operand, cell, choice))
            case nodes.Arithmetic():
                return self._arithmetic(node, cell, choice)
            case nodes.Comparison(operator=operator, left=left, right=right):
                return compared(operator, self.emit(left, cell, choice), self.emit(right, cell, choice))
            case nodes.Logic(operator=word):
                parts = [self.truth(part, cell, choice) for part in self.cells.existing(node, cell)]
                return parts[0] if len(parts) == 1 else logic(word, parts)
            case nodes.Choice(condition=condition, then=then, otherwise=otherwise):
                return conditional(
                    self.truth(condition, cell, choice),
                    self.emit(then, cell, choice),
                    self.emit(otherwise, cell, choice),
                )
            case nodes.Guard(value=value, condition=condition):
                return guarded(self.emit(value, cell, choice), self.truth(condition, cell, choice))
            case nodes.TargetBound():
                return self._target(node, cell)
            case nodes.Apply() | nodes.LookUp() | nodes.InBand():
                return self._applied(node, cell, choice)
            case _:
                raise Unfit

    def _applied(self, node: nodes.Node, cell: Context, choice: Policy) -> Val:
        match node:
            case nodes.Apply(operation=Operation(passes_over=True)):
                given = [self.emit(part, cell, choice) for part in self.cells.existing(node, cell)]
                return coalesced(given)
            case nodes.Apply(function=function, arguments=arguments, options=options):
                numbers = [self.number(part, cell, choice) for part in arguments]
                return applied(function, numbers, options)
            case nodes.LookUp(operand=operand, rows=rows):
                value = self.emit(operand, cell, choice)
                keys = [
                    constant(key) if isinstance(key, Fraction) else self.member(operand.type, key)
                    for key, _ in rows
                ]
                return looked_up(node, value, keys)
            case nodes.InBand(operand=operand, bands=bands):
                return in_band(self.number(operand, cell, choice), bands)
            case _:
                raise Unfit

    def number(self, node: nodes.Node, cell: Context, choice: Policy) -> Num:
        """The value of a node of type number."""
        value = self.emit(node, cell, choice)
        if not isinstance(value, Num):
            raise TypeError(node)
        return value

    def truth(self, node: nodes.Node, cell: Context, choice: Policy) -> Truth:
        """The value of a node of type yes/no."""
        value = self.emit(node, cell, choice)
        if not isinstance(value, Truth):
            raise TypeError(node)
        return value

    def member(self, kind: Type, member: str) -> Rank | MemberName:
        """A member by its name."""
        order = self.space.order_of(kind.dimension) if isinstance(kind, Member) else None
        return MemberName(member, 0) if order is None else Rank(order.index(member) + 1, 0)

    def _arithmetic(self, node: nodes.Arithmetic, cell: Context, choice: Policy) -> Val:
        left, right = self.number(node.left, cell, choice), self.number(node.right, cell, choice)
        match node.operator:
            case "+" | "-":
                sign = 1 if node.operator == "+" else -1
                return narrowly(lambda a, b: added(a, b, sign), left, right)
            case "*":
                return narrowly(times, left, right)
            case _:
                return narrowly(divided, left, right)

    def _target(self, node: nodes.TargetBound, cell: Context) -> Val:
        result: Val = absent(int(Missing.UNANSWERED))
        for members, bound in node.rows:
            tests = [compare("==", 0, 0)]
            for name, member in members:
                if self.space.by_name[name].population:
                    tests.append(compared("==", self.population[name], MemberName(member, 0)).true)
                else:
                    tests.append(self.space.member(cell, name) == member)
            result = chosen(both(*tests), constant(bound), result)
        return result

    def _local(self, node: nodes.Node, cell: Context, choice: Policy) -> Val:
        local = Local(self.space, cell, choice)
        if ITEM not in cell:
            return self._read(node, 0, (local.value(node),))
        index = self.space.item_index[cell[ITEM]]
        return self._read(node, index, table(node, self.space.items[index], local))

    def _read(self, node: nodes.Node, index: int, values: Sequence[ValueOrMissing]) -> Val:
        """Read a value from a table with one entry per state."""
        # A missing entry becomes 0, false or an empty name below; only `kind` tells it apart.
        kind = self.items.whole(index, tuple(int(v) if isinstance(v, Missing) else 0 for v in values))
        if isinstance(node.type, Number):
            numbers = [v if isinstance(v, Fraction) else Fraction(0) for v in values]
            d = lcm(*(each.denominator for each in numbers))
            n = self.items.whole(index, tuple(int(each * d) for each in numbers))
            return Num(n, d, kind, d, hull(numbers))
        if isinstance(node.type, Boolean):
            true = frozenset(state for state, value in enumerate(values) if value is True)
            return Truth(self.items.among(index, true, len(values)), kind)
        texts = [v if isinstance(v, str) else "" for v in values]
        order = self.space.order_of(node.type.dimension) if isinstance(node.type, Member) else None
        if order is None:
            return MemberName(self.items.text(index, texts), kind)
        return Rank(
            self.items.whole(index, tuple(order.index(text) + 1 if text in order else 0 for text in texts)),
            kind,
        )

    def _fold(self, node: nodes.Aggregate, cell: Context, choice: Policy) -> Val:
        """A fold, over framework dimensions or over forms."""
        if node.folds_population:
            return self.over_forms(node, cell)
        fine = self.cells.folded(node, cell)
        if self.contributions.applies(node):
            tally = self.contributions.tally(self.items, node, fine, choice)
            return decoded(node, counts_of_tally(tally))
        if isinstance(node.fold, Ladder) and isinstance(node.type, Member):
            dimension = node.type.dimension
            members = self.space.by_name[dimension].members or ()
            rungs = [
                (
                    members.index(self.space.member(one, dimension)) + 1,
                    self.truth(node.value, one, choice),
                )
                for one in fine
            ]
            return ladder(rungs, climbs=node.fold.climbs)
        elements = self.elements(node, fine, choice)
        found = self.registered(node, elements)
        return folded(node, elements) if found is None else found

    def elements(self, node: nodes.Aggregate, cells: Sequence[Context], choice: Policy) -> list[FoldElement]:
        """What the cells of a row contribute to a fold."""
        found: list[FoldElement] = []
        for cell in cells:
            value = self.emit(node.value, cell, choice)
            if not isinstance(value, Num | Truth):
                raise TypeError(node)
            where = None if node.where is None else self.truth(node.where, cell, choice)
            weight = None if node.weight is None else self.number(node.weight, cell, choice)
            found.append(element(value, where, weight))
        return found
