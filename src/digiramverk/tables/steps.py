"""What of a graph of expressions becomes columns when a table is gone through.

What several expressions read is made once, as a column; what one reads is part of that one, so that little
has to be held at a time. Columns are made step by step, each step from those before it, and are let go of
when enough of them are read no more.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from digiramverk.tables.graph import ColumnNode, Expr, Library

MOST_NESTED: Final = 12
"""An expression is nested no deeper than this; what is deeper becomes a column on the way."""
_MADE: Final = "__c{}"
_IDLE: Final = 4
"""Columns are let go of when one in so many is idle: to name those that stay takes time too."""


@attrs.frozen
class Step:
    """Columns that are made at a time.

    Attributes:
        made: the expressions, named.
        kept: the columns that are there before and are read later.
    """

    made: tuple[Expr, ...]
    kept: tuple[str, ...]


@attrs.frozen
class Steps:
    """How the columns asked for are made.

    Attributes:
        steps: one after the other.
        last: the expressions for the columns asked for, from what the last step leaves.
        same: those for columns that are the same in every row.
        names: how all of them are called.
    """

    steps: tuple[Step, ...]
    last: tuple[Expr, ...]
    same: tuple[Expr, ...]
    names: tuple[str, ...]

    @classmethod
    def to(cls, wanted: Mapping[str, ColumnNode], library: Library) -> "Steps":
        """The steps to some columns, by name, written for a library."""
        laid = _Laid.of(wanted.values(), library)
        named = {
            name: (laid.expression(node).alias(name), any(laid.reads(node))) for name, node in wanted.items()
        }
        last = tuple(expr for expr, differs in named.values() if differs)
        same = tuple(expr for expr, differs in named.values() if not differs)
        needed = {name for node in wanted.values() for name in laid.reads(node)}
        steps: list[Step] = []
        for layer in reversed(laid.layers):
            made = [(laid.columns[node], laid.inside(node)) for node in layer]
            needed -= {name for name, _ in made}
            steps.append(Step(tuple(expr.alias(name) for name, expr in made), tuple(sorted(needed))))
            needed.update(name for node in layer for name in laid.reads_inside(node))
        return cls(tuple(reversed(steps)), last, same, tuple(wanted))

    def onto(self, frame: Any, carried: Iterable[str]) -> Any:  # noqa: ANN401 - a frame of either kind
        """A frame with the columns asked for, beside those of its own that are to be carried.

        Where none is to be carried the first one is: it tells how many rows there are, also where all that is
        asked for is the same in every row.
        """
        through = dict.fromkeys(carried) or dict.fromkeys(frame.collect_schema().names()[:1])
        there, first = len(through), True
        for step in self.steps:
            kept = [name for name in step.kept if name not in through]
            idle = there - len(through) - len(kept)
            if first or idle * _IDLE > there:
                frame = frame.select(*through, *kept, *step.made)
                there = len(through) + len(kept)
            else:
                frame = frame.with_columns(*step.made)
            there += len(step.made)
            first = False
        frame = frame.select(*through, *self.last)
        if self.same:
            frame = frame.with_columns(*self.same)
        return frame.select(*dict.fromkeys((*through, *self.names)))


@attrs.define
class _Laid:
    """Which nodes become columns, in which layers.

    Attributes:
        library: what expressions are written for.
        columns: the name of every node that is a column.
        layers: the nodes that are made into columns, by layer.
    """

    library: Library
    columns: dict[ColumnNode, str] = attrs.field(factory=dict)
    layers: list[list[ColumnNode]] = attrs.field(factory=list)
    # The first met of the nodes that are the same expression, for each of these.
    _same: dict[ColumnNode, ColumnNode] = attrs.field(factory=dict)
    # How many layers have to be there before a node, and how deep it is nested above these.
    _depth: dict[ColumnNode, int] = attrs.field(factory=dict)
    _nested: dict[ColumnNode, int] = attrs.field(factory=dict)

    @classmethod
    def of(cls, roots: Iterable[ColumnNode], library: Library) -> "_Laid":
        """All nodes that roots are made of."""
        laid = cls(library)
        uses = laid._counted(list(roots))
        for node, used in uses.items():
            laid._place(node, shared=used > 1)
        return laid

    def _counted(self, roots: Sequence[ColumnNode]) -> dict[ColumnNode, int]:
        """How often each expression is read, each after its parts."""
        uses: dict[ColumnNode, int] = {}
        by_key: dict[tuple[object, ...], ColumnNode] = {}
        for node in _in_order(roots):
            parts = [
                self._same[part] if isinstance(part, ColumnNode) else (type(part), part)
                for part in node.parts
            ]
            first = self._same[node] = by_key.setdefault((node.make, *parts), node)
            if first is node:
                uses[node] = 0
                for part in node.nodes:
                    uses[self._same[part]] += 1
        for root in roots:
            uses[self._same[root]] += 1
        return uses

    def _place(self, node: ColumnNode, *, shared: bool) -> None:
        depth, nested = 0, 1
        for part in map(self._same.__getitem__, node.nodes):
            depth = max(depth, self._depth[part])
            nested = max(nested, self._nested[part] + 1)
        if node.column is not None:
            self.columns[node] = node.column
        elif any(node.nodes) and (shared or node.apart or nested > MOST_NESTED):
            while len(self.layers) <= depth:
                self.layers.append([])
            self.layers[depth].append(node)
            self.columns[node] = _MADE.format(len(self.columns))
            depth += 1
        self._depth[node] = depth
        self._nested[node] = 0 if node in self.columns else nested

    def expression(self, node: ColumnNode) -> Expr:
        """An expression for a node where columns of nodes are there."""
        node = self._same[node]
        return self.library.col(self.columns[node]) if node in self.columns else self.inside(node)

    def inside(self, node: ColumnNode) -> Expr:
        """What a node is made of."""
        parts = (self.expression(part) if isinstance(part, ColumnNode) else part for part in node.parts)
        return node.make(self.library, *parts)

    def reads(self, node: ColumnNode) -> Iterator[str]:
        """The columns that an expression reads."""
        node = self._same[node]
        if node in self.columns:
            yield self.columns[node]
        else:
            yield from self.reads_inside(node)

    def reads_inside(self, node: ColumnNode) -> Iterator[str]:
        """The columns that what a node is made of reads."""
        for part in node.nodes:
            yield from self.reads(part)


def _in_order(roots: Sequence[ColumnNode]) -> list[ColumnNode]:
    """All nodes, each after its parts."""
    found: dict[ColumnNode, None] = {}
    for root in roots:
        waiting = [(root, root.nodes)]
        while waiting:
            node, parts = waiting[-1]
            fresh = next((part for part in parts if part not in found), None)
            if fresh is not None:
                waiting.append((fresh, fresh.nodes))
            else:
                waiting.pop()
                found[node] = None
    return list(found)


@attrs.frozen
class Wanted:
    """Columns that are asked for of table after table.

    Attributes:
        nodes: what they are made of, by name.
    """

    nodes: Mapping[str, ColumnNode]
    _steps: dict[str, Steps] = attrs.field(factory=dict)

    def steps(self, library: Library) -> Steps:
        """The steps to them, written for a library once."""
        name: str = library.__name__
        if name not in self._steps:
            self._steps[name] = Steps.to(self.nodes, library)
        return self._steps[name]
