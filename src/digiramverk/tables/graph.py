"""Expressions over a table as a graph of nodes, from which Polars' expressions are made.

Polars cannot tell whether two expressions are equal. Nodes can be compared, so that what several values share
is computed once.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from functools import cache, reduce
from importlib import import_module
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    import polars as pl


@attrs.frozen(eq=False)
class ColumnNode:
    """An expression.

    Attributes:
        make: builds the expression from the expressions of the parts. Two nodes with the same
            `make` and the same parts are the same expression, so `make` is a named function, never a lambda.
        parts: other nodes, or plain values that `make` takes as they are.
        column: the name, for a column of the table itself.
        apart: whether it becomes a column even if only one expression reads it, because Polars is slow to
            compute it inside another.
    """

    make: "Callable[..., pl.Expr]"
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
    """A value that is the same in every row, of a type of Polars by its name."""
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


@cache
def _polars() -> Any:  # noqa: ANN401 - a module
    """Polars, loaded for the first expression: a plugin writes folds on columns where it is not installed."""
    return import_module("polars")


def _column(name: str) -> "pl.Expr":
    made: pl.Expr = _polars().col(name)
    return made


def _literal(value: float | str | None, kind: str | None) -> "pl.Expr":
    made: pl.Expr = _polars().lit(value, dtype=getattr(_polars(), kind)() if kind else None)
    return made


def _cast(expr: "pl.Expr", kind: str) -> "pl.Expr":
    return expr.cast(getattr(_polars(), kind))


def _is_null(expr: "pl.Expr") -> "pl.Expr":
    return expr.is_null()


def _filled(expr: "pl.Expr", value: int | str) -> "pl.Expr":
    return expr.fill_null(value)


def _operated(word: "Callable[..., pl.Expr]", *parts: "pl.Expr") -> "pl.Expr":
    return word(*parts)


def _joined(word: Callable[[Any, Any], Any], *parts: "pl.Expr") -> "pl.Expr":
    return reduce(word, parts)


def _chosen(condition: "pl.Expr", then: "pl.Expr", otherwise: "pl.Expr") -> "pl.Expr":
    made: pl.Expr = _polars().when(condition).then(then).otherwise(otherwise)
    return made


def _only_where(condition: "pl.Expr", value: "pl.Expr") -> "pl.Expr":
    made: pl.Expr = _polars().when(condition).then(value)
    return made


def _greatest(*parts: "pl.Expr") -> "pl.Expr":
    made: pl.Expr = _polars().max_horizontal(*parts)
    return made
