"""Chooses the engine that computes a table: frames of several libraries, or the scalar one."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from digiramverk.core import Diagnostic, MissingExtraError, Word

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

SCALAR: Final = "scalar"
POLARS: Final = "polars"
ENGINES: Final = (POLARS, "duckdb", "pandas", "pyarrow", SCALAR)
HANDS_OUT_NO_ROWS: Final = frozenset({"duckdb"})
FEW_FORMS: Final = 1200
"""Tables with at most this many forms are scored form by form, larger ones through Polars.

`bench/crossover.py` measures where the two take equally long (`make benchmarks ARGS=crossover`).
"""
_NEEDED: Final = {
    POLARS: ("narwhals", "polars"),
    "duckdb": ("narwhals", "polars", "pyarrow", "duckdb"),
    "pandas": ("narwhals", "polars", "pyarrow", "pandas"),
    "pyarrow": ("narwhals", "polars", "pyarrow"),
    SCALAR: (),
}


def there(engine: str) -> bool:
    """Whether the packages that an engine needs are installed."""
    return all(find_spec(name) is not None for name in _NEEDED[engine])


def require(engine: str) -> None:
    """Raise MissingExtraError, DR901, unless the packages that an engine needs are installed."""
    if not there(engine):
        extra = "frames" if engine == POLARS else "engines"
        raise MissingExtraError([Diagnostic("DR901", {"extra": Word(extra)})])


def carried(frame: "nw.DataFrame[Any]", engine: str) -> Any:  # noqa: ANN401 - a frame of the engine's, for narwhals
    """A Polars frame as one of another engine."""
    import narwhals as nw  # noqa: PLC0415 - an engine is loaded when it is asked for

    match engine:
        case "pandas":
            return nw.from_native(frame.to_pandas(), eager_only=True)
        case "pyarrow":
            return nw.from_native(_with_short_texts(frame.to_arrow()), eager_only=True)
        case "duckdb":
            import duckdb  # noqa: PLC0415 - likewise

            return nw.from_native(duckdb.from_arrow(frame.to_arrow()))
        case _:
            return frame


def _with_short_texts(table: Any) -> Any:  # noqa: ANN401 - a table of PyArrow, which is not always there
    """A table whose texts are of the type that can be joined with others."""
    pa = import_module("pyarrow")
    fields = [pa.field(f.name, pa.string() if f.type == pa.large_string() else f.type) for f in table.schema]
    return table.cast(pa.schema(fields))


@contextmanager
def quiet(engine: str) -> Iterator[None]:
    """Silence pandas' warnings about tables of many columns, which every plan creates."""
    with warnings.catch_warnings():
        if engine == "pandas":
            warnings.simplefilter("ignore", import_module("pandas.errors").PerformanceWarning)
        yield


def carried_back(frame: Any) -> "pl.DataFrame":  # noqa: ANN401 - a narwhals frame of any engine
    """A frame of any engine as one of Polars."""
    import narwhals as nw  # noqa: PLC0415 - an engine is loaded when it is asked for

    eager = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    made: pl.DataFrame = eager.to_polars()
    return made
