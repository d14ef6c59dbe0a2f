"""The values that the frame form of a registered fold computes with: one column for all forms at once.

Every value carries its bounds, as all columns here do. What could leave 64 bits is therefore found when rules
are turned into columns, and the scalar form takes over. A value computed from a missing value is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any, Final, overload

import attrs

from digiramverk.rules import ExactNumber, Missing
from digiramverk.tables.bounds import BIT, rational
from digiramverk.tables.column_expressions import Whole, bit, choose, compare, total
from digiramverk.tables.column_values import Num, Truth, Val, absent, constant, number
from digiramverk.tables.folds import FoldElement, furthest, summed
from digiramverk.tables.operations import (
    absolute,
    added,
    compared_numbers,
    conditional,
    divided,
    logic,
    narrowly,
    negated,
    negation,
    times,
)

_UNDECIDED: Final = int(Missing.UNDECIDED)


@attrs.frozen(eq=False)
class Condition:
    """A condition for every form; missing where a value that it was computed from is missing.

    Attributes:
        truth: the condition, as the table engine represents it.
    """

    truth: Truth

    def __and__(self, other: "Condition") -> "Condition":
        """Whether both hold."""
        return Condition(logic("and", (self.truth, other.truth)))

    def __or__(self, other: "Condition") -> "Condition":
        """Whether either holds."""
        return Condition(logic("or", (self.truth, other.truth)))

    def __invert__(self) -> "Condition":
        """Whether it does not hold."""
        return Condition(negation(self.truth))

    def __bool__(self) -> bool:
        """Raise TypeError: the forms differ."""
        msg = "a condition on columns is no single truth: write `condition.choose(one, other)`"
        raise TypeError(msg)

    def choose(
        self, then: "Column | ExactNumber | None", otherwise: "Column | ExactNumber | None"
    ) -> "Column":
        """Choose between two values; None means *undecided*."""
        return _column(conditional(self.truth, as_number(then), as_number(otherwise)))


@attrs.frozen(eq=False)
class Column:
    """An exact number for every form, or a missing value.

    Compute with ``+ - * /`` and ``abs``, compare with ``< <= > >= == !=``; the other operand may be a column,
    a whole number or a fraction. Division by 0 gives a missing value.

    Attributes:
        value: the number, as the table engine represents it.
    """

    value: Num

    @property
    def known(self) -> Condition:
        """Where there is a value."""
        return Condition(Truth(self.value.known, 0))

    def __add__(self, other: "Column | ExactNumber") -> "Column":
        """The sum."""
        return _of(lambda a, b: added(a, b, 1), self, other)

    def __radd__(self, other: ExactNumber) -> "Column":
        """The sum."""
        return self + other

    def __sub__(self, other: "Column | ExactNumber") -> "Column":
        """The difference."""
        return _of(lambda a, b: added(a, b, -1), self, other)

    def __rsub__(self, other: ExactNumber) -> "Column":
        """The difference."""
        return -self + other

    def __mul__(self, other: "Column | ExactNumber") -> "Column":
        """The product."""
        return _of(times, self, other)

    def __rmul__(self, other: ExactNumber) -> "Column":
        """The product."""
        return self * other

    def __truediv__(self, other: "Column | ExactNumber") -> "Column":
        """The quotient; missing where the other is 0."""
        return _of(divided, self, other)

    def __rtruediv__(self, other: ExactNumber) -> "Column":
        """The quotient; missing where this is 0."""
        return Column(constant(Fraction(other))) / self

    def __neg__(self) -> "Column":
        """The negated number."""
        return Column(negated(self.value))

    def __abs__(self) -> "Column":
        """The absolute value."""
        return Column(absolute(self.value))

    def __lt__(self, other: "Column | ExactNumber") -> Condition:
        """Whether this is less."""
        return _compared("<", self, other)

    def __le__(self, other: "Column | ExactNumber") -> Condition:
        """Whether this is less or equal."""
        return _compared("<=", self, other)

    def __gt__(self, other: "Column | ExactNumber") -> Condition:
        """Whether this is greater."""
        return _compared(">", self, other)

    def __ge__(self, other: "Column | ExactNumber") -> Condition:
        """Whether this is greater or equal."""
        return _compared(">=", self, other)

    def __eq__(self, other: object) -> Condition:  # type: ignore[override]
        """Whether they are equal."""
        return _compared("==", self, other)

    def __ne__(self, other: object) -> Condition:  # type: ignore[override]
        """Whether they differ."""
        return _compared("!=", self, other)

    # `==` builds a condition, so that equality cannot back a hash.
    __hash__ = None  # type: ignore[assignment]


@attrs.frozen(eq=False)
class Columns(Sequence[Column]):
    """The values that a fold receives for every form: one column per framework cell, in order."""

    _columns: tuple[Column, ...]

    def __len__(self) -> int:
        """The number of cells."""
        return len(self._columns)

    def __iter__(self) -> Iterator[Column]:
        """The columns in order."""
        return iter(self._columns)

    @overload
    def __getitem__(self, index: int) -> Column: ...
    @overload
    def __getitem__(self, index: slice) -> "Columns": ...
    def __getitem__(self, index: int | slice) -> "Column | Columns":
        """One column, or some."""
        found = self._columns[index]
        return Columns(found) if isinstance(found, tuple) else found

    @property
    def known(self) -> Column:
        """The number of cells that have a value."""
        return Column(_counted(total(bit(each.value.known) for each in self), len(self)))

    @property
    def total(self) -> Column:
        """The sum of the values; missing where no cell has one."""
        if not self._columns:
            return Column(absent(_UNDECIDED))
        found = summed(self._elements)
        kind = choose(compare(">", found.known, 0), 0, _UNDECIDED)
        n, d = found.sums[0], found.denominators[0]
        return Column(number(n, d, kind, d, found.each.repeated(len(self))))

    @property
    def highest(self) -> Column:
        """The highest value; missing where no cell has one."""
        return self._furthest(">")

    @property
    def lowest(self) -> Column:
        """The lowest value; missing where no cell has one."""
        return self._furthest("<")

    def _furthest(self, sign: str) -> Column:
        best, has = furthest(sign, self._elements)
        return Column(number(best.n, best.d, choose(has, 0, _UNDECIDED), best.parts, best.within))

    @property
    def _elements(self) -> list[FoldElement]:
        return [FoldElement(each.value, there=True, kind=each.value.kind, weight=None) for each in self]


def _counted(count: Whole, most: int) -> Num:
    return Num(count, 1, 0, 1, rational(BIT).repeated(most))


def as_number(value: Any) -> Num:  # noqa: ANN401 - whatever an author writes
    """A number as the engine represents it; None means *undecided*. Raises TypeError for anything else."""
    if value is None:
        return absent(_UNDECIDED)
    if isinstance(value, Column):
        return value.value
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        msg = f"a column is reckoned with columns, whole numbers and fractions, not with {value!r}"
        raise TypeError(msg)
    return constant(Fraction(value))


def _column(value: Val) -> Column:
    if not isinstance(value, Num):
        raise TypeError(value)
    return Column(value)


def _of(way: Callable[[Num, Num], Num], one: Column, other: "Column | ExactNumber") -> Column:
    return _column(narrowly(way, one.value, as_number(other)))


def _compared(sign: str, one: Column, other: object) -> Condition:
    found = narrowly(lambda a, b: compared_numbers(sign, a, b), one.value, as_number(other))
    if not isinstance(found, Truth):
        raise TypeError(found)
    return Condition(found)
