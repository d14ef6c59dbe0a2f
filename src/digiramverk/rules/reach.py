"""What a measure is made of: the pieces of its own rule and of the rules that it builds on."""

from collections.abc import Iterator, Mapping
from functools import cached_property

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.space import ITEM, Cell


@attrs.frozen
class Reach:
    """Answers what the measures of a plan read."""

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
        """The facts that the measure reads, itself or by what it builds on."""
        return self._facts[measure]

    def registered(self, measure: str) -> bool:
        """Whether a function of a plugin takes part."""
        names = {each.name for each in self.plan.functions}
        return any(
            isinstance(piece, nodes.Aggregate) and piece.function in names
            for _, piece in self.pieces(measure)
        )

    @cached_property
    def _items(self) -> dict[tuple[str, Cell], frozenset[str]]:
        return {}

    def items(self, measure: str, cell: Cell) -> frozenset[str]:
        """The items of which an answer can move a cell of a measure."""
        key = measure, cell
        if key not in self._items:
            planned = self.plan.measure(measure)
            context = dict(zip(planned.per, cell, strict=True))
            roots = [planned.node] if planned.show_if is None else [planned.node, planned.show_if]
            self._items[key] = frozenset(item for root in roots for item in self._read(root, context))
        return self._items[key]

    def read(self, node: nodes.Node, context: Mapping[str, str]) -> frozenset[str]:
        """The items of which an answer can move an expression where some members are at hand."""
        return frozenset(self._read(node, context))

    def _read(self, node: nodes.Node, context: Mapping[str, str]) -> Iterator[str]:
        match node:
            case nodes.Fact(name="published"):
                # Of the form, whatever is answered.
                return
            case nodes.Fact(item=item):
                yield context[ITEM] if item is None else item
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


def _pieces(measure: PlannedMeasure) -> Iterator[nodes.Node]:
    yield from nodes.walk(measure.node)
    if measure.show_if is not None:
        yield from nodes.walk(measure.show_if)
