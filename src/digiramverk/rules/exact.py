"""Defines the exact meaning of every operator and function on single values, including missing ones.

`scalar` generates code from tables that are computed here, and does the rest in whole numbers; `trace`
computes everything here.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Policy, Unanswered
from digiramverk.rules.forms import DECLINED, FIRST_LEVEL, NOT_RELEVANT, UNANSWERED
from digiramverk.rules.functions import Operation
from digiramverk.rules.missing import Missing, Value
from digiramverk.rules.space import LEVEL, Item, ItemLevel, Space

ValueOrMissing = Value | Missing

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


@attrs.frozen
class Local:
    """One item in one state within one cell; evaluates expressions that read nothing else.

    Attributes:
        space: for members and their order.
        cell: the framework members in scope.
        policy: the rule's policy.
        item: the item in scope, None for an expression that reads no answer.
        state: the item's state.
    """

    space: Space
    cell: Mapping[str, str]
    policy: Policy
    item: Item | None = None
    state: int = UNANSWERED

    def value(self, node: nodes.Node) -> ValueOrMissing:
        """The exact value of an expression, or its kind of missing."""
        match node:
            case nodes.Constant():
                return node.value
            case nodes.Absent(kind=kind):
                return kind
            case nodes.Fact(name=name):
                return self.fact(name)
            case nodes.MemberOf(dimension=dimension):
                return self.space.member(self.cell, dimension)
            case _:
                return combined(node, [self.value(part) for part in nodes.parts(node)], self.space)

    def fact(self, name: str) -> ValueOrMissing:
        """A built-in fact of the item; :meth:`_level` decides for all facts whether the answer counts."""
        item = self.item
        if item is None:
            raise TypeError(name)
        match name:
            case "weight":
                return item.weight
            case "min_points" | "max_points":
                return (min if name == "min_points" else max)(level.points for level in item.levels)
            case _:
                return self._of_answer(name, self._level(item))

    def _level(self, item: Item) -> ItemLevel | None:
        """The level of the answer, or the one that *not relevant* counts as; None if there is none."""
        if self.state == NOT_RELEVANT:
            return next((level for level in item.levels if level.id == self.policy.not_relevant), None)
        return item.levels[self.state - FIRST_LEVEL] if self.state >= FIRST_LEVEL else None

    def _of_answer(self, name: str, level: ItemLevel | None) -> ValueOrMissing:
        relevant = level is not None or self.state in {UNANSWERED, DECLINED}
        if name == "relevant" or not relevant:
            return relevant if name == "relevant" else Missing.NOT_RELEVANT
        match name:
            case "answered":
                return level is not None
            case "declined":
                return self.state == DECLINED
            case _ if level is None:
                return self._unanswered(name)
            case "answer":
                return level.id
            case _:
                return level.points if name == "points" else level.fraction

    def _unanswered(self, name: str) -> ValueOrMissing:
        if self.policy.unanswered is Unanswered.BLOCKS:
            return Missing.UNDECIDED
        if self.policy.unanswered is Unanswered.ZERO and name != "answer":
            return Fraction(0)
        return Missing.UNANSWERED


def counting(space: Space, item: Item, policy: Policy, fact: str) -> frozenset[int]:
    """The states of an item's answer in which a fact, such as `answered` or `relevant`, is true."""
    states = range(FIRST_LEVEL + len(item.levels))
    return frozenset(state for state in states if Local(space, {}, policy, item, state).fact(fact) is True)


def combined(node: nodes.Node, values: Sequence[ValueOrMissing], space: Space) -> ValueOrMissing:
    """The value of an operator or function of single values, from the values of its parts."""
    match node:
        case nodes.Constant():
            return node.value
        case nodes.Absent(kind=kind):
            return kind
        case nodes.Known():
            return not isinstance(values[0], Missing)
        case nodes.Logic(operator=word):
            return _logic(word, values)
        case nodes.Choice():
            condition, then, otherwise = values
            return condition if isinstance(condition, Missing) else then if condition else otherwise
        case nodes.Guard():
            irrelevant = values[0] is Missing.NOT_RELEVANT
            return values[0] if values[1] is True or irrelevant else Missing.UNDECIDED
        case nodes.Apply(operation=Operation(passes_over=True)):
            known = [value for value in values if not isinstance(value, Missing)]
            return known[0] if known else max(value for value in values if isinstance(value, Missing))
        case _:
            absent = [value for value in values if isinstance(value, Missing)]
            return max(absent) if absent else _known(node, values, space)


def _logic(word: str, values: Sequence[ValueOrMissing]) -> ValueOrMissing:
    # Kleene logic: one decisive part settles the result whatever is missing.
    decisive = word == "or"
    if any(value is decisive for value in values):
        return decisive
    absent = [value for value in values if isinstance(value, Missing)]
    return max(absent) if absent else not decisive


def _known(node: nodes.Node, values: Sequence[Any], space: Space) -> ValueOrMissing:
    """The value of a node whose parts are all known."""
    match node:
        case nodes.MemberOf(dimension=dimension):
            raise TypeError(dimension)
        case nodes.Not():
            return not values[0]
        case nodes.Negation():
            return -Fraction(values[0])
        case nodes.Arithmetic(operator=sign):
            if sign == "/" and values[1] == 0:
                return Missing.UNDECIDED
            return Fraction(_ARITHMETIC[sign](values[0], values[1]))
        case nodes.Comparison():
            return _compared(node, values, space)
        case nodes.Apply(options=options):
            return node.operation.exact(values, options)
        case nodes.LookUp(rows=rows, default=default):
            found = next((value for key, value in rows if key == values[0]), default)
            return Missing.UNDECIDED if found is None else found
        case nodes.InBand(bands=bands):
            return next((band.id for band in bands if band.holds(values[0])), Missing.UNDECIDED)
        case _:
            raise TypeError(node)


def _compared(node: nodes.Comparison, values: Sequence[Any], space: Space) -> bool:
    if node.operator in {"==", "!="} or not isinstance(values[0], str):
        return _COMPARE[node.operator](*values)
    order = space.order_of(getattr(node.left.type, "dimension", LEVEL)) or ()
    # A ladder without any rung that holds is below all its members.
    ranks = [order.index(value) if value in order else -1 for value in values]
    return _COMPARE[node.operator](*ranks)
