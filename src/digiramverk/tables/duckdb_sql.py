"""Expressions written for DuckDB: this module speaks as Narwhals and Polars do, and what it says is SQL.

Through its own expressions DuckDB compares each with the name of every column, which takes longer than all it
computes. Text it takes as it is.
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
"""What a query may call the relation that it is asked of; none of ours reads it."""


@attrs.frozen
class SqlKind:
    """A kind of values, by its name in SQL; called, as those of Narwhals are, it is itself."""

    name: str

    def __call__(self) -> "SqlKind":
        """The kind."""
        return self


Int8, Int16, Int32, Int64, Float64, Boolean, String = (SqlKind(name) for name in _TYPES.values())


@attrs.frozen(eq=False)
class Sql:
    """An expression; `name` is what the column of it is called."""

    text: str
    name: str | None = None

    def alias(self, name: str) -> "Sql":
        """The same with a name."""
        return Sql(self.text, name)

    def cast(self, kind: SqlKind) -> "Sql":
        """As a value of another kind."""
        return Sql(f"CAST({self.text} AS {kind.name})")

    def is_null(self) -> "Sql":
        """Whether nothing is there."""
        return Sql(f"({self.text} IS NULL)")

    def fill_null(self, value: float | str) -> "Sql":
        """The value, or another where nothing is there."""
        return Sql(f"COALESCE({self.text}, {_text(value)})")

    def __invert__(self) -> "Sql":
        """Whether it is not so."""
        return Sql(f"(NOT {self.text})")

    def __and__(self, other: Any) -> "Sql":  # noqa: ANN401 - an expression or a plain value, as below
        """Whether both are so."""
        return self._with("AND", other)

    def __or__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """Whether either is so."""
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
        """How many whole times the other goes into it; neither is negative."""
        return self._with("//", other)

    def __truediv__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """The quotient of floating-point numbers."""
        return self._with("/", other)

    def __lt__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """Where it is less."""
        return self._with("<", other)

    def __le__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """Where it is no greater."""
        return self._with("<=", other)

    def __gt__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """Where it is greater."""
        return self._with(">", other)

    def __ge__(self, other: Any) -> "Sql":  # noqa: ANN401 - as above
        """Where it is no less."""
        return self._with(">=", other)

    def __eq__(self, other: object) -> "Sql":  # type: ignore[override]
        """Where they are equal."""
        return self._with("=", other)

    def __ne__(self, other: object) -> "Sql":  # type: ignore[override]
        """Where they differ."""
        return self._with("<>", other)

    __hash__ = None  # type: ignore[assignment]

    def _with(self, word: str, other: Any) -> "Sql":  # noqa: ANN401 - as above
        return Sql(f"({self.text} {word} {_text(other)})")


@attrs.frozen(eq=False)
class SqlChoice(Sql):
    """A value where something is so, nothing elsewhere."""

    so: str = ""
    then: str = ""

    def otherwise(self, other: Sql) -> Sql:
        """Another value elsewhere."""
        return Sql(f"(CASE WHEN {self.so} THEN {self.then} ELSE {_text(other)} END)")


@attrs.frozen
class When:
    """Something that may be so."""

    so: str

    def then(self, value: Sql) -> SqlChoice:
        """A value where it is."""
        text = _text(value)
        return SqlChoice(f"(CASE WHEN {self.so} THEN {text} END)", so=self.so, then=text)


def col(name: str) -> Sql:
    """A column."""
    return Sql(_quoted(name))


def lit(value: float | str | None, dtype: SqlKind | None = None) -> Sql:
    """A value that is the same in every row."""
    return Sql(_text(value) if dtype is None else f"CAST({_text(value)} AS {dtype.name})")


def when(condition: Sql) -> When:
    """The beginning of a choice."""
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
    """A relation of DuckDB with the methods of a frame that steps are taken with."""

    native: Any

    def collect_schema(self) -> Schema:
        """Its columns."""
        return Schema(tuple(self.native.columns))

    def select(self, *items: str | Sql) -> "SqlRelation":
        """Some columns, by name or made."""
        return SqlRelation(self.native.project(", ".join(_item(each) for each in items)))

    def with_columns(self, *items: Sql) -> "SqlRelation":
        """All columns and others, in the place of those that are called the same."""
        return self.select(*_others(self.native.columns, items), *items)


def beside(relation: Any, table: Any) -> Any:  # noqa: ANN401 - relations of DuckDB, a table of Arrow
    """A table as a relation of the connection that another one belongs to: those of two cannot be joined.

    A relation does not say which connection it is of, but can be asked for a query on that. The query finds
    the table by the name of the variable here; a connection that looks for none is given it in words.
    """
    __digiramverk_table = table
    try:
        return relation.query(_NO_VIEW, "SELECT * FROM __digiramverk_table")
    except _catalog_errors():
        return relation.query(_NO_VIEW, _in_words(table))


def _catalog_errors() -> tuple[type[Exception], ...]:
    import duckdb  # noqa: PLC0415 - of an extra

    return (duckdb.CatalogException, duckdb.BinderException)


def _in_words(table: Any) -> str:  # noqa: ANN401 - a table of Arrow
    """A query for a table that needs nothing but itself."""
    names = [_quoted(name) for name in table.column_names]
    kinds = [_kind_in_words(str(kind)) for kind in table.schema.types]
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    said = [f"({', '.join(map(_in_quotes, row))})" for row in rows]
    read = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in zip(names, kinds, strict=True))
    nothing = f"({', '.join(['NULL'] * len(names))})"
    values = f"(VALUES {', '.join(said or [nothing])}) AS given({', '.join(names)})"
    # Every name and value is quoted.
    return f"SELECT {read} FROM {values}{'' if said else ' WHERE false'}"  # noqa: S608


def _kind_in_words(kind: str) -> str:
    """How DuckDB calls a kind of Arrow: of the few that small tables have."""
    if "int" in kind:
        return _TYPES["Int64"]
    return {"double": _TYPES["Float64"], "bool": _TYPES["Boolean"]}.get(kind, _TYPES["String"])


def _in_quotes(value: object) -> str:
    """A value as text: read back as a floating-point number it is the same to the last digit."""
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
        case bool():
            return str(value).upper()
        case str():
            return "'" + value.replace("'", "''") + "'"
        case _:
            return f"({value})" if value < 0 else str(value)
