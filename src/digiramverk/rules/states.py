"""The value of a rule about one item, for each possible answer: worked out once, before any form is read.

The invariant: **an expression that reads only one item's answer is a finite table**, since that answer is one
of few states (see :mod:`digiramverk.rules.forms`). All engines, the meanings and the disclosure rules read
the same tables, computed exactly by :mod:`digiramverk.rules.exact`, so that none of them decides again what
an unanswered item counts as. Evaluating the expression per form would be simpler, and would cost a walk over
its nodes for every answer of every form.
"""

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import Local, ValueOrMissing
from digiramverk.rules.forms import FIRST_LEVEL
from digiramverk.rules.space import Item, Space


def is_local(node: nodes.Node, space: Space) -> bool:
    """Whether a value depends only on one item's answer and on what is known at load."""
    match node:
        case nodes.Constant():
            return True
        case nodes.Fact(name=name, item=item):
            return name != "published" and item is None
        case nodes.MemberOf(dimension=dimension):
            return not space.by_name[dimension].population
        case nodes.MeasureValue() | nodes.Aggregate() | nodes.TargetBound() | nodes.FormNumber():
            return False
        case _:
            return all(is_local(part, space) for part in nodes.parts(node))


def speaks_of_members(node: nodes.Node) -> bool:
    """Whether a local expression tells items of one scale and weight apart by their members."""
    return any(isinstance(each, nodes.MemberOf) for each in nodes.walk(node))


def table(node: nodes.Node, item: Item, local: Local) -> tuple[ValueOrMissing, ...]:
    """The value of a local expression for every state of an item."""
    states = range(FIRST_LEVEL + len(item.levels))
    return tuple(attrs.evolve(local, item=item, state=state).value(node) for state in states)
