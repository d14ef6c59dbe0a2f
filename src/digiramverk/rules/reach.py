"""What a measure reads: the parts of its own rule and of the rules that it builds on.

The invariant: **an item, fact or measure that can affect a value is always reported**; one that is reported
may still never affect it. What may stay unpublished, what an edit touches and what an answer cannot move all
rest on it, so a missing item would leak a figure or hide a change. Asking the engine (change an answer, see
what moves) would be exact for one form and no proof for others. Cells are followed one by one: a rule per
area reads only that area's items, which a walk over whole measures would not tell.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import ITEM, CellKey


@attrs.frozen(eq=False)
class ItemsRead:
    """Finds the items that the cells of a plan's measures read.

    Attributes:
        plan: the whole plan.
        counts: whether a fact of an item counts as read.
        conditions: whether to include what a `show_if` reads.
        inside: the parts of an expression to follow.
    """

    plan: Plan
    counts: Callable[[nodes.Fact], bool]
    conditions: bool
    inside: Callable[[nodes.Node], tuple[nodes.Node, ...]] = nodes.parts
    _found: dict[tuple[str, CellKey], frozenset[str]] = attrs.field(factory=dict, init=False)

    def cell(self, measure: str, cell: CellKey) -> frozenset[str]:
        """The items that a cell of a measure reads."""
        key = measure, cell
        if key not in self._found:
            planned = self.plan.measure(measure)
            context = dict(zip(planned.per, cell, strict=True))
            read = {*self.expression(planned.node, context)}
            if self.conditions and planned.show_if is not None:
                read.update(self.expression(planned.show_if, context))
            self._found[key] = frozenset(read)
        return self._found[key]

    def expression(self, node: nodes.Node, context: Mapping[str, str]) -> Iterator[str]:
        """The items that an expression reads, given the members in scope."""
        match node:
            case nodes.Fact(item=item):
                if self.counts(node):
                    yield context[ITEM] if item is None else item
            case nodes.MeasureValue():
                cell = self.plan.cells.cell_of(node, context)
                # A cell that does not exist reads nothing.
                if cell in self.plan.cells.grid_of(node.measure)[1]:
                    yield from self.cell(node.measure, cell)
            case nodes.Aggregate():
                for fine in self.plan.cells.folded(node, context):
                    for part in self.inside(node):
                        yield from self.expression(part, {**context, **fine})
            case _:
                for part in self.inside(node):
                    yield from self.expression(part, context)


@attrs.frozen
class Reach:
    """Finds what the measures of a plan read."""

    plan: Plan

    @cached_property
    def _built_on(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for measure in self.plan.measures:
            direct = [piece.measure for piece in _pieces(measure) if isinstance(piece, nodes.MeasureValue)]
            below = (name for each in direct for name in found[each])
            found[measure.name] = tuple(dict.fromkeys([measure.name, *direct, *below]))
        return found

    def built_on(self, measure: str) -> tuple[str, ...]:
        """The measure itself and all that it builds on, by name."""
        return self._built_on[measure]

    def pieces(self, measure: str) -> Iterator[tuple[PlannedMeasure, nodes.Node]]:
        """All nodes of the measure's rule and of those that it builds on, each with its measure."""
        for name in self.built_on(measure):
            planned = self.plan.measure(name)
            for piece in _pieces(planned):
                yield planned, piece

    @cached_property
    def _facts(self) -> dict[str, frozenset[str]]:
        return {
            measure.name: frozenset(
                piece.name for _, piece in self.pieces(measure.name) if isinstance(piece, nodes.Fact)
            )
            for measure in self.plan.measures
        }

    def facts(self, measure: str) -> frozenset[str]:
        """The facts that the measure reads, directly or through other measures."""
        return self._facts[measure]

    def registered(self, measure: str) -> bool:
        """Whether a plugin's function takes part."""
        return any(
            isinstance(piece, nodes.Aggregate) and piece.fold is None for _, piece in self.pieces(measure)
        )

    @cached_property
    def _items(self) -> ItemsRead:
        # Whether a form is published does not depend on any answer.
        return ItemsRead(self.plan, lambda fact: fact.name != "published", conditions=True)

    def items(self, measure: str, cell: CellKey) -> frozenset[str]:
        """The items whose answers can affect a cell of a measure."""
        return self._items.cell(measure, cell)

    def read(self, node: nodes.Node, context: Mapping[str, str]) -> frozenset[str]:
        """The items whose answers can affect an expression, given the members in scope."""
        return frozenset(self._items.expression(node, context))


def _pieces(measure: PlannedMeasure) -> Iterator[nodes.Node]:
    yield from nodes.walk(measure.node)
    if measure.show_if is not None:
        yield from nodes.walk(measure.show_if)
