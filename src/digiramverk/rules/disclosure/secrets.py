"""Of which answers a value gives something away: where the level matters, not only that there is one."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import ITEM, RESPONSE, Cell

_OF_LEVELS: Final = frozenset({"points", "fraction", "answer"})
Named = tuple[str, Cell]
"""A measure and one of its cells."""


@attrs.frozen(eq=False)
class Secrets:
    """Answers what the measures of a plan give away.

    Attributes:
        plan: the whole plan.
    """

    plan: Plan
    _items: dict[Named, frozenset[str]] = attrs.field(factory=dict, init=False)

    def items(self, measure: str, cell: Cell) -> frozenset[str]:
        """The items of which the level answered moves a cell of a measure."""
        key = measure, cell
        if key not in self._items:
            planned = self.plan.measure(measure)
            context = dict(zip(planned.per, cell, strict=True))
            self._items[key] = frozenset(self._read(planned.node, context))
        return self._items[key]

    def _read(self, node: nodes.Node, context: Mapping[str, str]) -> Iterator[str]:
        match node:
            case nodes.Known():
                # That there is an answer is no secret.
                return
            case nodes.Fact(name=name, item=item):
                if name in _OF_LEVELS:
                    yield context[ITEM] if item is None else item
            case nodes.Guard(value=value):
                yield from self._read(value, context)
            case nodes.MeasureValue():
                cell = self.plan.cells.cell_of(node, context)
                if cell in self.plan.cells.grid_of(node.measure)[1]:
                    yield from self.items(node.measure, cell)
            case nodes.Aggregate():
                for fine in self.plan.cells.folded(node, context):
                    for part in nodes.parts(node):
                        yield from self._read(part, {**context, **fine})
            case _:
                for part in nodes.parts(node):
                    yield from self._read(part, context)

    @cached_property
    def is_guarded(self) -> bool:
        """Whether a value of a group is ever withheld."""
        return any(
            measure.show_if is not None and measure.population != (RESPONSE,)
            for measure in self.plan.measures
        )

    @cached_property
    def of_forms(self) -> dict[Named, tuple[Named, ...]]:
        """By value of a form that gives something away: the values of groups that the same answers go into.

        Where one of those is withheld, so is the value of the form. For one that looks back to the round
        before that is not enough: see :attr:`looking_back`.
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
        """The measures of forms that are made of what forms of the round before say."""
        found: set[str] = set()
        for measure in self.plan.measures:
            if measure.population == (RESPONSE,) and any(
                isinstance(part, nodes.Previous)
                or (isinstance(part, nodes.MeasureValue) and part.measure in found)
                for part in nodes.walk(measure.node)
            ):
                found.add(measure.name)
        return frozenset(found)


def fewest(measure: PlannedMeasure) -> int:
    """How many answers `show_if` asks for: the greatest number that it compares with, at least 1."""
    found = 1
    if measure.show_if is not None:
        for part in nodes.walk(measure.show_if):
            if isinstance(part, nodes.Comparison):
                sides = [part.left, part.right]
                for side, operator in zip(sides, ("<", ">"), strict=True):
                    if isinstance(side, nodes.Constant) and isinstance(side.value, Fraction):
                        beyond = part.operator == operator
                        found = max(found, int(side.value) + beyond)
    return found
