"""What a rule says about one item, for each answer it can have: worked out once, before any form is read.

The answer of an item is one of few states: unanswered (0), not relevant (1), or one of its levels (2 and
up). An expression that reads nothing but one item's answer is therefore a table with one entry per state.
"""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Unanswered
from digiramverk.rules.missing import Missing
from digiramverk.rules.space import LEVEL, Item, Space

UNANSWERED: Final = 0
NOT_RELEVANT: Final = 1
FIRST_LEVEL: Final = 2

Value = Fraction | bool | str | Missing

_COMPARE: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def is_local(node: nodes.Node, space: Space) -> bool:
    """Whether a value depends on nothing but one item's answer and what is known at load."""
    match node:
        case nodes.Constant():
            return True
        case nodes.Fact(name=name):
            return name != "published"
        case nodes.MemberOf(dimension=dimension):
            return not space.by_name[dimension].population
        case nodes.MeasureValue() | nodes.Aggregate():
            return False
        case _:
            return all(is_local(part, space) for part in nodes.parts(node))


@attrs.frozen
class Local:
    """One item in one state within one cell; evaluates local expressions exactly.

    Attributes:
        space: for members and their order.
        cell: the framework members at hand.
        unanswered: the rule's choice.
        item: the item at hand, None where an expression reads no answer.
        state: the item's state.
    """

    space: Space
    cell: Mapping[str, str]
    unanswered: Unanswered
    item: Item | None = None
    state: int = UNANSWERED

    def value(self, node: nodes.Node) -> Value:
        """The exact value of a local expression, or its kind of missing."""
        match node:
            case nodes.Constant():
                return node.value
            case nodes.Fact(name=name):
                return self._fact(name)
            case nodes.MemberOf(dimension=dimension):
                return self.space.member(self.cell, dimension)
            case nodes.Known(operand=operand):
                return not isinstance(self.value(operand), Missing)
            case nodes.Logic():
                return self._logic(node)
            case nodes.Choice(condition=condition, then=then, otherwise=otherwise):
                decided = self.value(condition)
                return decided if isinstance(decided, Missing) else self.value(then if decided else otherwise)
            case nodes.Negation(operand=part) | nodes.Not(operand=part):
                value = self.value(part)
                if isinstance(value, Missing):
                    return value
                return not value if isinstance(value, bool) else -Fraction(value)
            case nodes.Arithmetic(left=left, right=right) | nodes.Comparison(left=left, right=right):
                return self._binary(node, self.value(left), self.value(right))
            case _:
                raise TypeError(node)

    def _fact(self, name: str) -> Value:
        item = self.item
        if item is None:
            raise TypeError(name)
        if name == "weight":
            return item.weight
        if name == "relevant":
            return self.state != NOT_RELEVANT
        if self.state == NOT_RELEVANT:
            return Missing.NOT_RELEVANT
        if name == "answered":
            return self.state != UNANSWERED
        if self.state == UNANSWERED:
            return self._unanswered(name)
        level = item.levels[self.state - FIRST_LEVEL]
        if name == "answer":
            return level.id
        return level.points if name == "points" else level.fraction

    def _unanswered(self, name: str) -> Value:
        if self.unanswered is Unanswered.BLOCKS:
            return Missing.UNDECIDED
        if self.unanswered is Unanswered.ZERO and name != "answer":
            return Fraction(0)
        return Missing.UNANSWERED

    def _binary(self, node: nodes.Arithmetic | nodes.Comparison, left: Value, right: Value) -> Value:
        absent = [side for side in (left, right) if isinstance(side, Missing)]
        if absent:
            return max(absent)
        if isinstance(node, nodes.Comparison):
            ranked = isinstance(left, str) and isinstance(right, str) and node.operator not in {"==", "!="}
            sides = (self._rank(node, left), self._rank(node, right)) if ranked else (left, right)
            return _COMPARE[node.operator](*sides)
        if node.operator == "/" and right == 0:
            return Missing.UNDECIDED
        return Fraction(_ARITHMETIC[node.operator](Fraction(left), Fraction(right)))

    def _rank(self, node: nodes.Comparison, member: Value) -> int:
        dimension = getattr(node.left.type, "dimension", LEVEL)
        return (self.space.by_name[dimension].members or ()).index(str(member))

    def _logic(self, node: nodes.Logic) -> Value:
        values = [self.value(part) for part in node.operands]
        decisive = node.operator == "or"
        if any(value is decisive for value in values):
            return decisive
        absent = [value for value in values if isinstance(value, Missing)]
        return max(absent) if absent else not decisive


def table(node: nodes.Node, item: Item, local: Local) -> tuple[Value, ...]:
    """The value of a local expression for every state of an item."""
    states = range(FIRST_LEVEL + len(item.levels))
    return tuple(attrs.evolve(local, item=item, state=state).value(node) for state in states)
