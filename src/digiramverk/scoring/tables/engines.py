"""Chooses the engine that computes a table: Polars, or the scalar one."""

from importlib.util import find_spec
from typing import Final

from digiramverk.core import Diagnostic, MissingExtraError, Word

SCALAR: Final = "scalar"
POLARS: Final = "polars"
ENGINES: Final = (POLARS, SCALAR)
FEW_FORMS: Final = 1200
"""Tables with at most this many forms are scored form by form, larger ones through Polars.

`bench/crossover.py` measures where the two take equally long (`make benchmarks ARGS=crossover`).
"""


def there(engine: str) -> bool:
    """Whether the packages that an engine needs are installed."""
    return engine == SCALAR or find_spec(POLARS) is not None


def require(engine: str) -> None:
    """Raise MissingExtraError, DR901, unless the packages that an engine needs are installed."""
    if not there(engine):
        raise MissingExtraError([Diagnostic("DR901", {"extra": Word("frames")})])
