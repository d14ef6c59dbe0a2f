"""Decides which parts of a graph of expressions become columns, and in which steps.

The invariant: **what becomes a column never changes a value**, only time and memory. What several expressions
read is computed once, as a column; what one expression reads stays inside it, so that few columns exist at a
time. Each step computes columns from those before it, and columns that no later step reads are dropped once
there are enough of them. One nested expression per wanted column would need no steps, but would write a part
that ten columns share ten times, nested as deep as the rules are. The cost is this layout, made once per
set of columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs
import polars as pl

from digiramverk.tables.graph import ColumnNode

MOST_NESTED: Final = 12
"""The greatest nesting depth of an expression; what is deeper becomes a column."""
_MADE: Final = "__c{}"
_IDLE: Final = 4
"""Columns are dropped when one in this many is idle: naming those that stay takes time too."""


@attrs.frozen
class Step:
    """The columns of one step.

    Attributes:
        made: the named expressions to compute.
        kept: the existing columns that later steps read.
    """

    made: tuple[pl.Expr, ...]
    kept: tuple[str, ...]


@attrs.frozen
class Steps:
    """How to compute the columns asked for.

    Attributes:
        steps: the steps, in order.
        last: the expressions of the columns asked for, from what the last step leaves.
        same: those of columns that are the same in every row.
        names: the names of all columns asked for.
    """

    steps: tuple[Step, ...]
    last: tuple[pl.Expr, ...]
    same: tuple[pl.Expr, ...]
    names: tuple[str, ...]

    @classmethod
    def to(cls, wanted: Mapping[str, ColumnNode]) -> "Steps":
        """The steps to some columns, by name."""
        laid = _Laid.of(wanted.values())
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

    def onto(self, frame: pl.LazyFrame, carried: Iterable[str]) -> pl.LazyFrame:
        """A frame with the columns asked for, and those of its own named in `carried`.

        If none is named the first one is carried: it tells the number of rows, even if every column asked for
        is the same in every row.
        """
        through = dict.fromkeys(carried) or dict.fromkeys(frame.collect_schema().names()[:1])
        there, first = len(through), True
        for step in self.steps:
            kept = [name for name in step.kept if name not in through]
            idle = there - len(through) - len(kept)
            # The first step also drops the columns of the table that nothing reads.
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
    """Assigns nodes to columns and layers.

    Attributes:
        columns: the name of every node that is a column.
        layers: the nodes that become columns, by layer.
    """

    columns: dict[ColumnNode, str] = attrs.field(factory=dict)
    layers: list[list[ColumnNode]] = attrs.field(factory=list)
    # For each node the first one with the same expression.
    _same: dict[ColumnNode, ColumnNode] = attrs.field(factory=dict)
    # The number of layers that a node needs below it, and its nesting depth above them.
    _depth: dict[ColumnNode, int] = attrs.field(factory=dict)
    _nested: dict[ColumnNode, int] = attrs.field(factory=dict)

    @classmethod
    def of(cls, roots: Iterable[ColumnNode]) -> "_Laid":
        """Lay out all nodes below the roots."""
        laid = cls()
        uses = laid._counted(list(roots))
        for node, used in uses.items():
            laid._place(node, shared=used > 1)
        return laid

    def _counted(self, roots: Sequence[ColumnNode]) -> dict[ColumnNode, int]:
        """How often each expression is read; each comes after its parts."""
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

    def expression(self, node: ColumnNode) -> pl.Expr:
        """The expression of a node, given the columns below it."""
        node = self._same[node]
        return pl.col(self.columns[node]) if node in self.columns else self.inside(node)

    def inside(self, node: ColumnNode) -> pl.Expr:
        """The expression of a node from its parts."""
        parts = (self.expression(part) if isinstance(part, ColumnNode) else part for part in node.parts)
        return node.make(*parts)

    def reads(self, node: ColumnNode) -> Iterator[str]:
        """The columns that an expression reads."""
        node = self._same[node]
        if node in self.columns:
            yield self.columns[node]
        else:
            yield from self.reads_inside(node)

    def reads_inside(self, node: ColumnNode) -> Iterator[str]:
        """The columns that the parts of a node read."""
        for part in node.nodes:
            yield from self.reads(part)


def _in_order(roots: Sequence[ColumnNode]) -> list[ColumnNode]:
    """All nodes, each after its parts."""
    found: dict[ColumnNode, None] = {}
    for root in roots:
        # A stack instead of recursion: expressions can nest deeper than Python allows.
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


@attrs.frozen(slots=False)
class Wanted:
    """Columns to compute for table after table.

    Attributes:
        nodes: their expressions, by name.
    """

    nodes: Mapping[str, ColumnNode]

    @cached_property
    def steps(self) -> Steps:
        """The steps to them, laid out once."""
        return Steps.to(self.nodes)
