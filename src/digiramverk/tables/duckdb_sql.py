"""Writes expressions as SQL for DuckDB, with the interface that Narwhals and Polars have.

DuckDB's own expression objects are compared with the name of every column, which takes longer than the
computation itself. It takes SQL text as it is.
"""

from collections.abc import Iterable
from typing import Any, Final

import attrs

_TYPES: Final = {
    "Int8": "TINYINT",
    "Int16": "SMALLINT",
    "Int32": "INTEGER",
    "Int64": "BIGINT",
    "Float64": "DOUBLE",
    "Boolean": "BOOLEAN",
    "String": "VARCHAR",
}


_NO_VIEW: Final = "__digiramverk"
"""The name under which a query may refer to its relation; our queries never do."""


@attrs.frozen
class SqlKind:
    """A type, by its SQL name. Calling it returns itself, as the dtypes of Narwhals allow."""

    name: str

    def __call__(self) -> "SqlKind":
        """Return the type itself."""
        return self


Int8, Int16, Int32, Int64, Float64, Boolean, String = (SqlKind(name) for name in _TYPES.values())


@attrs.frozen(eq=False)
class Sql:
    """An expression; `name` is the name of its column."""

    text: str
    name: str | None = None

    def alias(self, name: str) -> "Sql":
        """The same expression with a name."""
        return Sql(self.text, name)

    def cast(self, kind: SqlKind) -> "Sql":
        """The value cast to another type."""
        return Sql(f"CAST({self.text} AS {kind.name})")

    def is_null(self) -> "Sql":
        """Whether the value is null."""
        return Sql(f"({self.text} IS NULL)")

    def fill_null(self, value: float | str) -> "Sql":
        """The value, or another where it is null."""
        return Sql(f"COALESCE({self.text}, {_text(value)})")

    def __invert__(self) -> "Sql":
        """SQL `NOT`."""
        return Sql(f"(NOT {self.text})")

    def __and__(self, other: Any) -> "Sql":  # noqa: ANN401 - an expression or a plain value, as below
        """SQL `AND`."""
        return self._with("AND", other)

    def __or__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """SQL `OR`."""
        return self._with("OR", other)

    def __add__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The sum."""
        return self._with("+", other)

    def __sub__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The difference."""
        return self._with("-", other)

    def __mul__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The product."""
        return self._with("*", other)

    def __floordiv__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The whole quotient; neither operand is negative."""
        return self._with("//", other)

    def __truediv__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The quotient of floating-point numbers."""
        return self._with("/", other)

    def __lt__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """SQL `<`."""
        return self._with("<", other)

    def __le__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """SQL `<=`."""
        return self._with("<=", other)

    def __gt__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """SQL `>`."""
        return self._with(">", other)

    def __ge__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """SQL `>=`."""
        return self._with(">=", other)

    def __eq__(self, other: object) -> "Sql":  # type: ignore[override]
        """SQL `=`."""
        return self._with("=", other)

    def __ne__(self, other: object) -> "Sql":  # type: ignore[override]
        """SQL `<>`."""
        return self._with("<>", other)

    # `==` builds an expression, so that equality cannot back a hash.
    __hash__ = None  # type: ignore[assignment]

    def _with(self, word: str, other: Any) -> "Sql":  # noqa: ANN401 - as above
        return Sql(f"({self.text} {word} {_text(other)})")


@attrs.frozen(eq=False)
class SqlChoice(Sql):
    """A value where a condition holds, null elsewhere."""

    so: str = ""
    then: str = ""

    def otherwise(self, other: Sql) -> Sql:
        """Set the value for the other rows."""
        return Sql(f"(CASE WHEN {self.so} THEN {self.then} ELSE {_text(other)} END)")


@attrs.frozen
class When:
    """A condition that awaits its value."""

    so: str

    def then(self, value: Sql) -> SqlChoice:
        """Set the value where the condition holds."""
        text = _text(value)
        return SqlChoice(f"(CASE WHEN {self.so} THEN {text} END)", so=self.so, then=text)


def col(name: str) -> Sql:
    """A column."""
    return Sql(_quoted(name))


def lit(value: float | str | None, dtype: SqlKind | None = None) -> Sql:
    """A value that is the same in every row."""
    return Sql(_text(value) if dtype is None else f"CAST({_text(value)} AS {dtype.name})")


def when(condition: Sql) -> When:
    """Start a choice."""
    return When(condition.text)


def max_horizontal(*parts: Sql) -> Sql:
    """The greatest of several."""
    return Sql(f"greatest({', '.join(part.text for part in parts)})")


@attrs.frozen
class Schema:
    """The names of a table's columns."""

    columns: tuple[str, ...]

    def names(self) -> list[str]:
        """The names."""
        return list(self.columns)


@attrs.frozen
class SqlRelation:
    """A DuckDB relation with the frame methods that :class:`~digiramverk.tables.steps.Steps` calls."""

    native: Any

    def collect_schema(self) -> Schema:
        """The columns of the relation."""
        return Schema(tuple(self.native.columns))

    def select(self, *items: str | Sql) -> "SqlRelation":
        """Select columns by name or by expression."""
        return SqlRelation(self.native.project(", ".join(_item(each) for each in items)))

    def with_columns(self, *items: Sql) -> "SqlRelation":
        """Keep all columns and add others; a column of the same name is replaced."""
        return self.select(*_others(self.native.columns, items), *items)


def beside(relation: Any, table: Any) -> Any:  # noqa: ANN401 - relations of DuckDB, a table of Arrow
    """An Arrow table as a relation on the same connection as another one; two connections cannot be joined.

    A relation does not tell its connection but can run a query on it. The query finds the table by the name
    of the local variable. On a connection that does not look for variables, the table is written out as SQL.
    """
    # Looks unused, but DuckDB reads it by its name.
    __digiramverk_table = table
    try:
        return relation.query(_NO_VIEW, "SELECT * FROM __digiramverk_table")
    except _catalog_errors():
        return relation.query(_NO_VIEW, _in_words(table))


def _catalog_errors() -> tuple[type[Exception], ...]:
    import duckdb  # noqa: PLC0415 - of an extra

    return (duckdb.CatalogException, duckdb.BinderException)


def _in_words(table: Any) -> str:  # noqa: ANN401 - a table of Arrow
    """A query that contains a whole table."""
    names = [_quoted(name) for name in table.column_names]
    kinds = [_kind_in_words(str(kind)) for kind in table.schema.types]
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    said = [f"({', '.join(map(_in_quotes, row))})" for row in rows]
    read = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(names, kinds, strict=True))
    # VALUES needs at least one row; `WHERE false` drops it again.
    nothing = f"({', '.join(['NULL'] * len(names))})"
    values = f"(VALUES {', '.join(said or [nothing])}) AS given({', '.join(names)})"
    # Every name and value is quoted.
    return f"SELECT {read} FROM {values}{'' if said else ' WHERE false'}"  # noqa: S608


def _kind_in_words(kind: str) -> str:
    """The SQL name of an Arrow type, for the few types that small tables have."""
    if "int" in kind:
        return _TYPES["Int64"]
    return {"double": _TYPES["Float64"], "bool": _TYPES["Boolean"]}.get(kind, _TYPES["String"])


def _in_quotes(value: object) -> str:
    """A value as quoted text; a floating-point number reads back exactly."""
    return "NULL" if value is None else _text(str(value))


def _others(columns: Iterable[str], items: Iterable[Sql]) -> list[str]:
    made = {each.name for each in items}
    return [name for name in columns if name not in made]


def _item(item: str | Sql) -> str:
    if isinstance(item, str):
        return _quoted(item)
    return item.text if item.name is None else f"{item.text} AS {_quoted(item.name)}"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: Any) -> str:  # noqa: ANN401 - an expression or a plain value
    match value:
        case Sql():
            return value.text
        case None:
            return "NULL"
        # Before numbers: True is also an int.
        case bool():
            return str(value).upper()
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return f"({value})" if value < 0 else str(value)
