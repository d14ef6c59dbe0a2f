"""Expressions over a table as a graph, to be written for Narwhals or for Polars itself.

Narwhals speaks as Polars does, so that one way of writing does for both. Through Narwhals an expression runs
on any engine; written for Polars it is put together in a tenth of the time.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from types import ModuleType
from typing import Any

import attrs

Library = ModuleType
"""Narwhals or Polars: the module."""
Expr = Any
"""An expression of one of these."""


@attrs.frozen(eq=False)
class ColumnNode:
    """An expression.

    Attributes:
        make: the expression out of a library and expressions for the parts. Nodes with one `make` and the
            same parts are the same expression, so this is a function with a name and not made on the spot.
        parts: other nodes, or plain values that `make` takes as they are.
        column: the name, where it is a column of the table itself.
        apart: whether it becomes a column even if only one expression reads it, as what some engine computes
            slowly within another does.
    """

    make: Callable[..., Expr]
    parts: tuple[Any, ...]
    column: str | None = None
    apart: bool = False

    @property
    def nodes(self) -> "Iterator[ColumnNode]":
        """The parts that are nodes."""
        return (part for part in self.parts if isinstance(part, ColumnNode))


def column(name: str) -> ColumnNode:
    """A column of the table itself."""
    return ColumnNode(_column, (name,), name)


def literal(value: float | str | None, kind: str | None = None) -> ColumnNode:
    """A value that is the same in every row, of a kind named as both libraries name it."""
    return ColumnNode(_literal, (value, kind))


def cast(node: ColumnNode, kind: str) -> ColumnNode:
    """A value as one of another kind."""
    return ColumnNode(_cast, (node, kind))


def is_null(node: ColumnNode) -> ColumnNode:
    """Whether nothing is there."""
    return ColumnNode(_is_null, (node,))


def filled(node: ColumnNode, value: int | str) -> ColumnNode:
    """A value, or another where nothing is there."""
    return ColumnNode(_filled, (node, value))


def inverted(node: ColumnNode) -> ColumnNode:
    """Whether something is false."""
    return ColumnNode(_operated, (operator.invert, node))


def operated(word: Callable[[Any, Any], Any], one: ColumnNode, other: ColumnNode | int | str) -> ColumnNode:
    """Two with an operator between them."""
    return ColumnNode(_operated, (word, one, other))


def joined(word: Callable[[Any, Any], Any], nodes: Iterable[ColumnNode]) -> ColumnNode:
    """Several with one operator between them."""
    return ColumnNode(_joined, (word, *nodes))


def chosen(condition: ColumnNode, then: ColumnNode, otherwise: ColumnNode) -> ColumnNode:
    """One of two; the other where the condition is null."""
    return ColumnNode(_chosen, (condition, then, otherwise))


def only_where(condition: ColumnNode, value: ColumnNode) -> ColumnNode:
    """A value, nothing where the condition is not true."""
    return ColumnNode(_only_where, (condition, value))


def greatest_of(nodes: Iterable[ColumnNode]) -> ColumnNode:
    """The greatest of several. Polars takes ten times as long for it within a choice."""
    return ColumnNode(_greatest, tuple(nodes), apart=True)


def _column(library: Library, name: str) -> Expr:
    return library.col(name)


def _literal(library: Library, value: float | str | None, kind: str | None) -> Expr:
    return library.lit(value, dtype=getattr(library, kind)() if kind else None)


def _cast(library: Library, expr: Expr, kind: str) -> Expr:
    return expr.cast(getattr(library, kind))


def _is_null(_: Library, expr: Expr) -> Expr:
    return expr.is_null()


def _filled(_: Library, expr: Expr, value: int | str) -> Expr:
    return expr.fill_null(value)


def _operated(_: Library, word: Callable[..., Any], *parts: Expr) -> Expr:
    return word(*parts)


def _joined(_: Library, word: Callable[[Any, Any], Any], *parts: Expr) -> Expr:
    return reduce(word, parts)


def _chosen(library: Library, condition: Expr, then: Expr, otherwise: Expr) -> Expr:
    return library.when(condition).then(then).otherwise(otherwise)


def _only_where(library: Library, condition: Expr, value: Expr) -> Expr:
    return library.when(condition).then(value)


def _greatest(library: Library, *parts: Expr) -> Expr:
    return library.max_horizontal(*parts)
