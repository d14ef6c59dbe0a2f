"""In all tests: what a column claims of its values is compared with the real column.

Columns are made lazily, so that what an expression claims can be seen only where a table is computed: there
all expressions with claims become columns of their own, and are collected.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from typing import Any, Final
from weakref import WeakKeyDictionary

import attrs
import polars as pl

from digiramverk.tables import claims
from digiramverk.tables.bounds import Bounds
from digiramverk.tables.form_columns import Rows
from digiramverk.tables.graph import ColumnNode
from digiramverk.tables.steps import Wanted

AT_ONCE: Final = 400
"""So many claims are looked at by one query."""
_COLUMN: Final = "claim{}"


@attrs.define
class Seen:
    """How many claims have been compared with a column, and how many of these had a row; where it is done."""

    claims: int = 0
    with_rows: int = 0


SEEN: Final = Seen()


class BrokenClaimError(AssertionError):
    """A column holds what it has claimed not to hold."""


@contextmanager
def held() -> Iterator[None]:
    """Every claim is compared with its column, as long as this lasts."""
    apply, before = Rows.apply, (claims.of_columns, claims.of_numbers)

    def applied(self: Rows, frame: pl.DataFrame, wanted: Wanted, carried: Iterable[str]) -> pl.DataFrame:
        _compare(lambda made: apply(self, frame, made, ()), wanted)
        return apply(self, frame, wanted, carried)

    claims.of_columns, claims.of_numbers = WeakKeyDictionary(), WeakKeyDictionary()
    Rows.apply = applied  # type: ignore[method-assign]
    try:
        yield
    finally:
        Rows.apply = apply  # type: ignore[method-assign]
        claims.of_columns, claims.of_numbers = before


@contextmanager
def not_held() -> Iterator[None]:
    """Nothing is compared: for tests that count work or memory."""
    before = claims.of_columns, claims.of_numbers
    claims.of_columns, claims.of_numbers = None, None
    try:
        yield
    finally:
        claims.of_columns, claims.of_numbers = before


def _compare(apply: Any, wanted: Wanted) -> None:  # noqa: ANN401 - a function of wanted columns
    of_columns, of_numbers = claims.of_columns, claims.of_numbers
    if of_columns is None or of_numbers is None:
        return
    nodes = [node for node in _below(wanted.nodes.values()) if node in of_columns]
    for start in range(0, len(nodes), AT_ONCE):
        some = nodes[start : start + AT_ONCE]
        names = {_COLUMN.format(number): node for number, node in enumerate(some)}
        below = {node: name for name, node in names.items()}
        found = apply(Wanted(names))
        for name, node in names.items():
            _whole(found[name], of_columns[node])
            for claim in of_numbers.get(node, ()):
                if isinstance(claim.below, int):
                    _number(found, name, claim.below, claim)
                elif (denominator := claim.below()) in below:
                    _number(found, name, below[denominator], claim)


def _whole(column: pl.Series, claimed: Iterable[Bounds[int]]) -> None:
    values = column.cast(pl.Int64)
    for each in claimed:
        SEEN.claims += 1
        if not len(values):
            continue
        SEEN.with_rows += 1
        low, high = values.min(), values.max()
        if values.null_count() or not (isinstance(low, int) and isinstance(high, int)):
            msg = f"nothing stands in some rows of {column.name}, {each}"
            raise BrokenClaimError(msg)
        if not (each.holds(low) and each.holds(high)):
            msg = f"{low} to {high} stands where {each} has been claimed"
            raise BrokenClaimError(msg)


def _number(found: pl.DataFrame, above: str, below: int | str, claim: claims.NumberClaim) -> None:
    denominators = pl.lit(below, pl.Int64) if isinstance(below, int) else pl.col(below).cast(pl.Int64)
    pairs = found.select(pl.col(above).cast(pl.Int64).alias("n"), denominators.alias("d")).unique().rows()
    for n, d in pairs:
        if d < 1 or not claim.within.holds(Fraction(n, d)) or (claim.parts is not None and claim.parts % d):
            msg = f"{n}/{d} stands where {claim} has been claimed"
            raise BrokenClaimError(msg)


def _below(roots: Iterable[ColumnNode]) -> list[ColumnNode]:
    """All expressions that some are made of, each once."""
    found: dict[ColumnNode, None] = {}
    waiting = [*roots]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = None
            waiting += node.nodes
    return [*found]
