"""Carries a caller's table over to Polars, and results back to the kind of table that the caller has.

The invariant: **Polars computes every table**, so that no library can give another value. Tables of other
libraries come through the Arrow interface that they share, mostly without a copy. Computing in the
caller's own library would save that, and would need every expression, join and limit of 64 bits to behave
alike in all of them. The cost is that a lazy table, or a relation of DuckDB, is read into memory.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any, Final

import polars as pl

from digiramverk.answers import refuse_twice
from digiramverk.core import Diagnostic, InputError
from digiramverk.scoring.result_tables import as_arrow

_NO_VIEW: Final = "__digiramverk"
"""DuckDB asks for a name under which a query could find the relation; the query reads another table."""


def library_of(native: Any) -> str:  # noqa: ANN401 - anything
    """The package that a table is from. DuckDB's own classes are in a module with an underscore."""
    return type(native).__module__.partition(".")[0].lstrip("_")


def carried_in(native: Any) -> pl.DataFrame:  # noqa: ANN401 - anything
    """A table as one of Polars.

    Raises:
        InputError: DR446, it is no table; DR413, two columns of one name.
    """
    if isinstance(native, pl.DataFrame):
        return native
    if isinstance(native, pl.LazyFrame):
        return native.collect()
    # Columns and arrays have the Arrow interface too, but no columns of their own.
    if not hasattr(native, "__arrow_c_stream__") or not hasattr(native, "columns"):
        kind = type(native)
        name = f"{kind.__module__.partition('.')[0]}.{kind.__qualname__}".removeprefix("builtins.")
        raise InputError([Diagnostic("DR446", {"kind": name})])
    names: Iterable[Any] = getattr(native, "column_names", None) or native.columns
    refuse_twice(map(str, names))
    return pl.DataFrame(native)


def carrier_back(native: Any) -> Callable[[pl.DataFrame], Any]:  # noqa: ANN401 - anything
    """Turns tables of Polars into the kind of table that `native` is; into Polars' own for unknown kinds."""
    match library_of(native):
        case "polars" if isinstance(native, pl.LazyFrame):
            return pl.DataFrame.lazy
        case "pyarrow":
            return as_arrow
        case "duckdb":
            return lambda table: _beside(native, as_arrow(table))
        case _:
            return lambda table: table


def _beside(relation: Any, table: Any) -> Any:  # noqa: ANN401 - relations of DuckDB, a table of Arrow
    """An Arrow table as a relation on the same connection as another one, so that the two can be joined.

    A relation does not tell its connection but can run a query on it. The query finds the table by the name
    of the local variable. If a connection does not look for variables, the result is a relation of DuckDB's
    default connection.
    """
    duckdb = import_module("duckdb")
    # Looks unused, but DuckDB reads it by its name.
    __digiramverk_table = table
    try:
        return relation.query(_NO_VIEW, "SELECT * FROM __digiramverk_table")
    except (duckdb.CatalogException, duckdb.BinderException):
        return duckdb.from_arrow(table)
