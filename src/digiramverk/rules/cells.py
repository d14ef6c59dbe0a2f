"""Which cells exist. LIKA's Infrastruktur has no step 3, so nothing that needs that cell exists either."""

from collections.abc import Callable, Mapping

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.functions import Operation
from digiramverk.rules.space import CellKey, Space

Context = Mapping[str, str]
"""The members in scope where an expression is computed, by dimension."""

CellGrid = tuple[tuple[str, ...], frozenset[CellKey]]
"""A measure's framework dimensions, and the combinations of members for which it has a value."""


@attrs.frozen
class Cells:
    """Decides which cells exist, given the grids of the measures."""

    space: Space
    grid_of: Callable[[str], CellGrid]

    def cell_of(self, node: nodes.MeasureValue, context: Context) -> CellKey:
        """The cell of another measure, given the members in `context`."""
        picks = dict(node.picks)
        per, _ = self.grid_of(node.measure)
        return tuple(picks[name] if name in picks else self.space.member(context, name) for name in per)

    def exists(self, node: nodes.Node, context: Context) -> bool:
        """Whether an expression has anything to compute from, given the members in `context`."""
        match node:
            case nodes.MeasureValue(measure=measure):
                return self.cell_of(node, context) in self.grid_of(measure)[1]
            case nodes.Aggregate():
                return bool(self.folded(node, context))
            # `known` of something that does not exist is false; it exists itself.
            case nodes.Known():
                return True
            case nodes.Logic() | nodes.Apply(operation=Operation(passes_over=True)):
                return bool(self.existing(node, context))
            case _:
                return all(self.exists(part, context) for part in nodes.parts(node))

    def existing(self, node: nodes.Node, context: Context) -> list[nodes.Node]:
        """The parts of an `and`, `or` or `coalesce` that exist; the others are ignored."""
        return [part for part in nodes.parts(node) if self.exists(part, context)]

    def folded(self, node: nodes.Aggregate, context: Context) -> list[Mapping[str, str]]:
        """The existing finer cells that an aggregate folds, given the members in `context`."""
        return [
            fine
            for fine in self.space.within(node.framework, context)
            if all(self.exists(part, fine) for part in nodes.parts(node))
        ]
