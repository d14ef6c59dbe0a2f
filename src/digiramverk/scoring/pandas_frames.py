"""pandas' tables: what is scored of them is carried to Polars, and the results stand beside the rest."""

from functools import cached_property
from typing import Any

import attrs
import narwhals as nw
import polars as pl

from digiramverk.answers import Headers, read_headers, refuse_twice
from digiramverk.model import Framework


@attrs.frozen(slots=False)
class PandasTable:
    """A table of pandas, of which only what the framework knows is read.

    Hundreds of columns are made many times as fast in Polars. All others, and the index, stay as they are: a
    result can be put beside the table that it was made of.

    Attributes:
        native: the table.
        framework: what it answers.
    """

    native: Any
    framework: Framework

    @cached_property
    def columns(self) -> list[str]:
        """The names of the columns as text."""
        return [str(name) for name in self.native.columns]

    @cached_property
    def _levels(self) -> dict[str, int]:
        """The named levels of the index that say something no column says, such as the unit."""
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
        """What the columns are, and the levels of the index that are read as such."""
        return read_headers((*self.columns, *self._levels), self.framework)

    def read(self) -> pl.DataFrame:
        """What is read of it.

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
        """The columns that come back as they are: all but the answers."""
        answers = self.framework.plan.space.item_index
        return [name for name in self.columns if self.headers.names.get(name) not in answers]

    def beside(self, made: Any) -> Any:  # noqa: ANN401 - tables of pandas
        """The columns that come back with those that have been made, row by row."""
        pandas: Any = nw.get_native_namespace(self.native)
        wanted = set(self.others)
        kept = self.native.loc[:, [name in wanted for name in self.columns]]
        return pandas.concat([kept, made.set_axis(self.native.index)], axis=1)


def _column(values: Any) -> pl.Series:  # noqa: ANN401 - a column of pandas
    """A column as Polars has it; of values that have no common kind there, as text."""
    if values.dtype.name.startswith(("period", "Sparse", "interval")):
        values = values.astype(object)
    try:
        column: Any = pl.from_pandas(values)
    except (TypeError, ValueError, NotImplementedError, pl.exceptions.PolarsError):
        return pl.Series([_text(each) for each in values], dtype=pl.String)
    read: pl.Series = column
    return read


def _text(value: Any) -> str | None:  # noqa: ANN401 - cells are of any kind
    """A cell as one would write it."""
    if value is None or value != value or str(value) in {"<NA>", "NaT"}:  # noqa: PLR0124 - not a number
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
