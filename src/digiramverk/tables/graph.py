"""Expressions over a table as a graph of nodes, to be written for Narwhals or for Polars.

Narwhals has the interface of Polars, so that one way of writing serves both. Through Narwhals an expression
runs on any engine; written directly for Polars, it is built in a tenth of the time.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from types import ModuleType
from typing import Any

import attrs

Library = ModuleType
"""The module to write expressions with: Narwhals, Polars, or `duckdb_sql`."""
Expr = Any
"""An expression of such a module."""


@attrs.frozen(eq=False)
class ColumnNode:
    """An expression.

    Attributes:
        make: builds the expression from a library and the expressions of the parts. Two nodes with the same
            `make` and the same parts are the same expression, so `make` is a named function, never a lambda.
        parts: other nodes, or plain values that `make` takes as they are.
        column: the name, for a column of the table itself.
        apart: whether it becomes a column even if only one expression reads it, because some engine is slow
            to compute it inside another.
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
    """A value that is the same in every row, of a type that both libraries know by this name."""
    return ColumnNode(_literal, (value, kind))


def cast(node: ColumnNode, kind: str) -> ColumnNode:
    """A value cast to another type."""
    return ColumnNode(_cast, (node, kind))


def is_null(node: ColumnNode) -> ColumnNode:
    """Whether a value is null."""
    return ColumnNode(_is_null, (node,))


def filled(node: ColumnNode, value: int | str) -> ColumnNode:
    """A value, or another where it is null."""
    return ColumnNode(_filled, (node, value))


def inverted(node: ColumnNode) -> ColumnNode:
    """The negation of a boolean."""
    return ColumnNode(_operated, (operator.invert, node))


def operated(word: Callable[[Any, Any], Any], one: ColumnNode, other: ColumnNode | int | str) -> ColumnNode:
    """Apply an operator to two operands."""
    return ColumnNode(_operated, (word, one, other))


def joined(word: Callable[[Any, Any], Any], nodes: Iterable[ColumnNode]) -> ColumnNode:
    """Apply one operator to several operands, left to right."""
    return ColumnNode(_joined, (word, *nodes))


def chosen(condition: ColumnNode, then: ColumnNode, otherwise: ColumnNode) -> ColumnNode:
    """Choose between two values; a null condition chooses `otherwise`."""
    return ColumnNode(_chosen, (condition, then, otherwise))


def only_where(condition: ColumnNode, value: ColumnNode) -> ColumnNode:
    """A value, null where the condition is not true."""
    return ColumnNode(_only_where, (condition, value))


def greatest_of(nodes: Iterable[ColumnNode]) -> ColumnNode:
    """The greatest of several. Polars takes ten times as long for it inside a choice."""
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
