"""Results as rows: the columns of an export and their values. Every export is written from here.

The invariant: in a table of values the columns of dimensions identify each row of a measure, and the columns
have the same names and order for every export (CSV on the screen or in a file, Parquet) and every engine.
Cells come in two shapes, one by one and as whole columns of an engine; both ask this module how to name and
show a value.
"""

from collections.abc import Collection, Iterable
from fractions import Fraction
from itertools import repeat
from typing import Any, Final

import attrs

from digiramverk.core import Language
from digiramverk.model import Framework
from digiramverk.rules import Missing, Space, Value
from digiramverk.scoring.display import displayed
from digiramverk.scoring.measure_results import MeasureResults, number_of

MEASURE: Final = "measure"
VALUE: Final = "value"
TEXT: Final = "text"
DISPLAY: Final = "display"
MISSING: Final = "missing"
EXACT: Final = ("numerator", "denominator")
OF_VALUES: Final = (MEASURE, VALUE, TEXT, DISPLAY, MISSING)
"""The columns of a row per value that are not dimensions."""


@attrs.frozen
class ValueColumns:
    """The columns of a table with a row per value.

    Attributes:
        dimensions: identify the rows of a measure: those of the framework, then of the population.
        carried: columns of the answers that are copied.
    """

    dimensions: tuple[str, ...]
    carried: tuple[str, ...] = ()

    @classmethod
    def of(cls, space: Space, used: Collection[str], carried: Iterable[str] = ()) -> "ValueColumns":
        """The dimensions of which some value has a member, in the order of the space."""
        return cls(space.in_order(used), tuple(carried))

    @property
    def names(self) -> tuple[str, ...]:
        """All columns: numbers are in `value`; truths and ids of members in `text`."""
        return (MEASURE, *self.dimensions, *self.carried, VALUE, TEXT, DISPLAY, MISSING)


def text_of(value: Value | None) -> str | None:
    """The entry in `text`: ids as the author spells them.

    >>> text_of(True), text_of("F"), text_of(None)
    ('true', 'F', None)
    """
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case _:
            return None


def value_columns(
    framework: Framework, measures: Collection[MeasureResults], language: Language, *, exact: bool = False
) -> dict[str, list[Any]]:
    """A row per value: the columns that every export of values has.

    Args:
        framework: of the measures.
        measures: their values; a missing one has neither `value` nor `text`, and its kind in `missing`.
        language: of `display`.
        exact: whether to add the exact number as `numerator` and `denominator`.
    """
    used = {name for own in measures if own for name in (*own.members.columns, *own.measure.per)}
    names = ValueColumns.of(framework.plan.space, used).names
    found: dict[str, list[Any]] = {name: [] for name in (*names, *(EXACT if exact else ()))}
    for own in measures:
        of_measure = _columns_of(framework, own, language, exact=exact)
        for name, column in found.items():
            column.extend(of_measure[name] if name in of_measure else [None] * len(own))
    return found


def _columns_of(
    framework: Framework, own: MeasureResults, language: Language, *, exact: bool
) -> dict[str, list[Any]]:
    """The columns of one measure, row by row and within a row cell by cell."""
    measure, width = own.measure, len(own.slots)
    found: dict[str, list[Any]] = {MEASURE: [measure.name] * len(own)}
    for name, column in own.members.columns.items():
        found[name] = [member for member in column for _ in range(width)]
    for name, members in zip(measure.per, zip(*own.slots, strict=True), strict=bool(width)):
        found[name] = list(members) * own.members.size

    def entries(value: Value | None, missing: Missing | None) -> tuple[Any, ...]:
        return (
            number_of(measure, value),
            text_of(value),
            displayed(framework, measure, value, language),
            None if missing is None else missing.key,
            *((value.numerator, value.denominator) if isinstance(value, Fraction) else (None, None)),
        )

    names = (VALUE, TEXT, DISPLAY, MISSING, *(EXACT if exact else ()))
    columns = zip(*own.flat(entries), strict=True) if len(own) else repeat(())
    # Without `exact` the last two entries have no name.
    found.update((name, list(column)) for name, column in zip(names, columns, strict=False))
    return found
