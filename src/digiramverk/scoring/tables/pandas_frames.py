"""pandas' tables: the columns to score go through Polars, and the results are added to the others."""

from functools import cached_property
from importlib import import_module
from typing import Any

import attrs
import polars as pl

from digiramverk.answers import Headers, read_headers, refuse_twice
from digiramverk.model import Framework


@attrs.frozen(slots=False)
class PandasTable:
    """A pandas table, of which only the columns that the framework knows are read.

    Polars creates hundreds of columns many times as fast. All other columns, and the index, stay as they are,
    so that results can be added to the table.

    Attributes:
        native: the table.
        framework: the framework that it answers.
    """

    native: Any
    framework: Framework

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns as text."""
        return [str(name) for name in self.native.columns]

    @cached_property
    def _levels(self) -> dict[str, int]:
        """The named levels of the index with a meaning that no column has, such as the unit."""
        found: dict[str, int] = {}
        meant = set(read_headers(self.columns, self.framework).names.values())
        for number, name in enumerate(self.native.index.names):
            for own in read_headers([] if name is None else [str(name)], self.framework).names.values():
                if own not in meant and str(name) not in self.columns:
                    found[str(name)] = number
                    meant.add(own)
        return found

    @cached_property
    def headers(self) -> Headers:
        """The meanings of the columns, and of the index levels that are read as such."""
        return read_headers((*self.columns, *self._levels), self.framework)

    def read(self) -> pl.DataFrame:
        """The part of the table to score.

        Raises:
            InputError: DR413, two columns of one name.
        """
        refuse_twice(self.columns)
        known = {*self.headers.names, *self.headers.twice}
        series = {
            name: self.native.iloc[:, number] for number, name in enumerate(self.columns) if name in known
        }
        levels = {name: self.native.index.get_level_values(level) for name, level in self._levels.items()}
        read = {name: _column(each) for name, each in (series | levels).items()}
        return pl.DataFrame(read) if read else pl.DataFrame(height=len(self.native))

    @property
    def others(self) -> list[str]:
        """The columns to return unchanged: all but the answers."""
        answers = self.framework.plan.space.item_index
        return [name for name in self.columns if self.headers.names.get(name) not in answers]

    def beside(self, made: Any) -> Any:  # noqa: ANN401 - tables of pandas
        """The unchanged columns together with the new ones, row by row."""
        pandas = import_module("pandas")
        wanted = set(self.others)
        kept = self.native.loc[:, [name in wanted for name in self.columns]]
        return pandas.concat([kept, made.set_axis(self.native.index)], axis=1)


def _column(values: Any) -> pl.Series:  # noqa: ANN401 - a column of pandas
    """A column as a Polars series; as text if Polars has no common type for its values."""
    if values.dtype.name.startswith(("period", "Sparse", "interval")):
        values = values.astype(object)
    try:
        column: Any = pl.from_pandas(values)
    except (TypeError, ValueError, NotImplementedError, pl.exceptions.PolarsError):
        return pl.Series([_text(each) for each in values], dtype=pl.String)
    read: pl.Series = column
    return read


def _text(value: Any) -> str | None:  # noqa: ANN401 - cells are of any kind
    """A cell as text."""
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:  # noqa: PLR0124 - not a number
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
