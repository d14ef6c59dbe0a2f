"""Chooses the engine that computes a table: Polars, or the scalar one."""

from importlib.util import find_spec
from typing import Final

from digiramverk.core import Diagnostic, MissingExtraError, Word

SCALAR: Final = "scalar"
POLARS: Final = "polars"
ENGINES: Final = (POLARS, SCALAR)
STARTING: Final = 1.5
"""Seconds that Polars takes before the first form: loading it, and building a few expressions."""
BUILDING: Final = 0.0005
"""Seconds to build the expressions of one value of a form."""
READING: Final = 12e-6
"""Seconds to read one answer form by form."""
COMPUTING: Final = 0.3e-6
"""Seconds to compute one value form by form."""


def few_forms(answers: int, values: int) -> int:
    """How many forms are scored at least as fast one by one as through Polars.

    The work of a form grows with its answers and with the values asked for, and what Polars needs before the
    first form with the values. What it then needs for a form is much less. Only the ratios of the
    constants matter; `make benchmarks ARGS=crossover` measures where the two ways really take equally long.

    Args:
        answers: the number of indicators.
        values: the number of values of a form.

    >>> few_forms(75, 300), few_forms(436, 901)
    (1666, 354)
    """
    return int((STARTING + BUILDING * values) / (READING * answers + COMPUTING * values))


def there(engine: str) -> bool:
    """Whether the packages that an engine needs are installed."""
    return engine == SCALAR or find_spec(POLARS) is not None


def require(engine: str) -> None:
    """Raise MissingExtraError, DR901, unless the packages that an engine needs are installed."""
    if not there(engine):
        raise MissingExtraError([Diagnostic("DR901", {"extra": Word("frames")})])
