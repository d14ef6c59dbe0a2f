"""The answers that a value reveals something about: those whose level matters to it."""

from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.reach import ItemsRead
from digiramverk.rules.space import RESPONSE, CellKey, MeasureCell

_OF_LEVELS: Final = frozenset({"points", "fraction", "answer"})


@attrs.frozen(eq=False)
class Secrets:
    """Decides what the measures of a plan reveal.

    Attributes:
        plan: the whole plan.
    """

    plan: Plan

    @cached_property
    def _read(self) -> ItemsRead:
        return ItemsRead(self.plan, lambda fact: fact.name in _OF_LEVELS, conditions=False, inside=_told)

    def items(self, measure: str, cell: CellKey) -> frozenset[str]:
        """The items whose level affects a cell of a measure."""
        return self._read.cell(measure, cell)

    @cached_property
    def is_guarded(self) -> bool:
        """Whether any value of a group can be withheld."""
        return any(
            measure.show_if is not None and measure.population != (RESPONSE,)
            for measure in self.plan.measures
        )

    @cached_property
    def of_forms(self) -> dict[MeasureCell, tuple[MeasureCell, ...]]:
        """By revealing value of a form, the values of groups that the same answers affect.

        If one of those is withheld, so is the value of the form. For a value that reads the previous round
        this is not enough: see :attr:`looking_back`.
        """
        if not self.is_guarded:
            return {}
        groups = [
            ((measure.name, cell), self.items(measure.name, cell))
            for measure in self.plan.measures
            if measure.population != (RESPONSE,)
            for cell in measure.cells
        ]
        return {
            (measure.name, cell): tuple(name for name, own in groups if own & items)
            for measure in self.plan.measures
            if measure.population == (RESPONSE,)
            for cell in measure.cells
            if (items := self.items(measure.name, cell))
        }

    @cached_property
    def looking_back(self) -> frozenset[str]:
        """The measures of forms that read values of the previous round."""
        found: set[str] = set()
        for measure in self.plan.measures:
            if measure.population == (RESPONSE,) and any(
                isinstance(part, nodes.Previous)
                or (isinstance(part, nodes.MeasureValue) and part.measure in found)
                for part in nodes.walk(measure.node)
            ):
                found.add(measure.name)
        return frozenset(found)


def _told(node: nodes.Node) -> tuple[nodes.Node, ...]:
    """The parts of an expression that its value reveals."""
    match node:
        case nodes.Known():
            # It is no secret that there is an answer.
            return ()
        case nodes.Guard(value=value):
            return (value,)
        case _:
            return nodes.parts(node)


def fewest(measure: PlannedMeasure) -> int:
    """How many answers `show_if` requires: the greatest number that it compares with, at least 1."""
    found = 1
    if measure.show_if is not None:
        for part in nodes.walk(measure.show_if):
            if isinstance(part, nodes.Comparison):
                sides = [part.left, part.right]
                # `count > 4` requires 5, and so do `count >= 5` and `count >= 4.5`.
                for side, operator in zip(sides, ("<", ">"), strict=True):
                    if isinstance(side, nodes.Constant) and isinstance(side.value, Fraction):
                        strictly = part.operator == operator
                        found = max(found, floor(side.value) + 1 if strictly else ceil(side.value))
    return found
