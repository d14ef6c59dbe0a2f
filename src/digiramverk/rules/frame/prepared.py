"""A query of Polars put together once, and run on table after table that has the same columns."""

from collections.abc import Callable, Iterator
from threading import Lock
from typing import TYPE_CHECKING

import attrs
import narwhals as nw

from digiramverk.rules.frame.inputs import Frame

if TYPE_CHECKING:
    import polars as pl


@attrs.define
class Prepared:
    """A query without its table.

    Putting hundreds of expressions together takes longer than running them on a few thousand rows.

    Attributes:
        query: reads the table that `given` holds at the time.
        given: one table while the query runs, else none.
    """

    query: "pl.LazyFrame"
    given: list["pl.DataFrame"]
    _lock: Lock = attrs.field(factory=Lock)

    @classmethod
    def of(cls, make: Callable[[Frame], Frame], like: "pl.DataFrame") -> "Prepared":
        """What `make` makes of any table with the columns of `like`."""
        from polars.io.plugins import register_io_source  # noqa: PLC0415 - an engine is loaded when it is met

        given: list[pl.DataFrame] = []

        def table(
            columns: list[str] | None, predicate: "pl.Expr | None", rows: int | None, _: int | None
        ) -> "Iterator[pl.DataFrame]":
            found = given[0] if columns is None else given[0].select(columns)
            if predicate is not None:
                found = found.filter(predicate)
            yield found if rows is None else found.head(rows)

        source = register_io_source(table, schema=like.schema)
        lazy: nw.LazyFrame[pl.LazyFrame] = nw.from_native(source)
        query: pl.LazyFrame = make(lazy).to_native()
        return cls(query, given)

    def run(self, table: "pl.DataFrame") -> "pl.DataFrame":
        """The query on a table."""
        with self._lock:
            self.given.append(table)
            try:
                return self.query.collect()
            finally:
                self.given.clear()
