"""What a rule requires of a form, and which of it a form does not meet.

The invariant: **a requirement is judged by what it says, not by where it is written**: the rule
`published and group == "ledning"` has two, also if the second one is a rule of its own. Only what a form
states about itself is looked at, not its answers: what they decide stays undecided here, and the caller asks
an engine. An explanation of the whole rule would say more, and costs a walk over all answers of every form.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import ValueOrMissing, combined
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import RESPONSE

PUBLISHED: Final = "published"

Statement = Mapping[str, bool | str | None]
"""What a form states: whether it is published, and its member of each population dimension."""


@attrs.frozen
class Requirement:
    """A part that has to be true.

    Attributes:
        measure: the rule that it is written in.
        node: the part.
        stated: what it reads of what forms state: `published` and population dimensions.
    """

    measure: str
    node: nodes.Node
    stated: tuple[str, ...]


def requirements(plan: Plan, measure: PlannedMeasure) -> tuple[Requirement, ...]:
    """The parts that all have to be true for a yes/no measure of single forms to be true."""
    return tuple(_apart(plan, measure.name, measure.node))


def is_met(plan: Plan, node: nodes.Node, stated: Statement) -> ValueOrMissing:
    """Whether a form meets a requirement: true, false, or why not known; undecided if answers decide."""
    match node:
        case nodes.Fact(name=name) if name == PUBLISHED:
            return bool(stated[PUBLISHED])
        case nodes.MemberOf(dimension=dimension):
            member = stated[dimension]
            return Missing.UNANSWERED if member is None else member
        case nodes.MeasureValue(measure=name) if _is_of_form(plan.measure(name)):
            return is_met(plan, plan.measure(name).node, stated)
        case (
            nodes.Aggregate()
            | nodes.Fact()
            | nodes.FormNumber()
            | nodes.MeasureValue()
            | nodes.Previous()
            | nodes.TargetBound()
        ):
            return Missing.UNDECIDED
        case _:
            return combined(node, [is_met(plan, part, stated) for part in nodes.parts(node)], plan.space)


def _apart(plan: Plan, measure: str, node: nodes.Node) -> Iterator[Requirement]:
    match node:
        case nodes.Logic(operator="and", operands=operands):
            for operand in operands:
                yield from _apart(plan, measure, operand)
        case nodes.MeasureValue(measure=name) if _is_of_form(plan.measure(name)):
            yield from _apart(plan, name, plan.measure(name).node)
        case _:
            yield Requirement(measure, node, tuple(dict.fromkeys(_stated_in(plan, node))))


def _stated_in(plan: Plan, node: nodes.Node) -> Iterator[str]:
    match node:
        case nodes.Fact(name=name) if name == PUBLISHED:
            yield PUBLISHED
        case nodes.MemberOf(dimension=dimension):
            yield dimension
        case nodes.MeasureValue(measure=name) if _is_of_form(plan.measure(name)):
            yield from _stated_in(plan, plan.measure(name).node)
        case nodes.Aggregate():
            return
        case _:
            for part in nodes.parts(node):
                yield from _stated_in(plan, part)


def _is_of_form(measure: PlannedMeasure) -> bool:
    return measure.population == (RESPONSE,) and not measure.per and measure.show_if is None
