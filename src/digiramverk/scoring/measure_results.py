"""The values of one measure: kept as columns, shown as cells.

The invariant: **a result is kept once, as the engine gave it**: a number as numerator and denominator, a
truth or a rung as a code, and the kind of missing in their place. Values, cells, displays and rows of exports
are all made from these columns, when somebody asks for them, and each distinct one is made once. A `Cell`
for every value would be simpler; most of the time of scoring thousands of forms went into making them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar, overload

import attrs

from digiramverk.core import nearest_float
from digiramverk.rules import CellKey, Missing, Number, PlannedMeasure, Value, decoded
from digiramverk.rules.scalar import Outputs
from digiramverk.scoring.member_columns import MemberColumns

_Made = TypeVar("_Made")


@attrs.frozen
class Cell:
    """One value of one measure.

    Attributes:
        measure: the measure.
        members: the members that the value belongs to: dimension → member, population dimensions first.
        value: an exact number, a truth value, or the id of a member; None if missing.
        missing: why there is no value: a :class:`~digiramverk.rules.missing.Missing`, whose text is the name
            used in JSON (`unanswered` and so on); None if there is a value.
    """

    measure: PlannedMeasure
    members: Mapping[str, str]
    value: Value | None
    missing: Missing | None = None

    @property
    def number(self) -> int | float | None:
        """The value as the nearest floating-point number, None if it is missing or no number.

        Counts are whole numbers.
        """
        return number_of(self.measure, self.value)


def number_of(measure: PlannedMeasure, value: Value | None) -> int | float | None:
    """A value as the nearest floating-point number, counts as whole numbers; None if it is no number."""
    if not isinstance(value, Fraction):
        return None
    counted = isinstance(measure.type, Number) and measure.type.unit == "count"
    return int(value) if counted and value.denominator == 1 else nearest_float(value)


@attrs.frozen(eq=False)
class OutputColumns(Sequence[Sequence[Any]]):
    """What a stage returned for many forms or groups, slot by slot; turned around when first asked for."""

    outputs: Sequence[Outputs]

    @cached_property
    def _columns(self) -> Sequence[Sequence[Any]]:
        return tuple(zip(*self.outputs, strict=True))

    def __getitem__(self, slot: Any) -> Any:  # noqa: ANN401 - as of any sequence
        """The column of a slot."""
        return self._columns[slot]

    def __len__(self) -> int:
        """The number of slots."""
        return len(self._columns)


@attrs.frozen(eq=False)
class MeasureResults(Sequence[Cell]):
    """The values of one measure: a row per form or group, a column for each cell of the framework.

    As a sequence it consists of :class:`Cell` objects, row by row. They are made when asked for.

    Attributes:
        measure: the measure.
        members: whose the rows are.
        slots: for each cell of the measure, where its value begins in `columns`.
        columns: as a stage returns them: numerators and denominators, or codes.
        meanings: what codes mean.
    """

    measure: PlannedMeasure
    members: MemberColumns
    slots: Mapping[CellKey, int]
    columns: Mapping[int, Sequence[Any]] | Sequence[Sequence[Any]] = attrs.field(repr=False)
    meanings: Sequence[bool | str] = ()

    @classmethod
    def empty(cls, measure: PlannedMeasure) -> "MeasureResults":
        """A measure of which no form and no group has a value."""
        return cls(measure, MemberColumns(0, {}), {}, ())

    def codes(self, cell: CellKey) -> Sequence[Sequence[Any]]:
        """The values of one cell as the engine gave them, row by row: (numerator, denominator) or (code,)."""
        slot = self.slots[cell]
        width = 2 if isinstance(self.measure.type, Number) else 1
        return list(zip(*(self.columns[slot + part] for part in range(width)), strict=True))

    def column(
        self,
        cell: CellKey,
        made: Callable[[Value | None, Missing | None], _Made],
        known: dict[Sequence[Any], _Made] | None = None,
    ) -> list[_Made]:
        """What `made` returns for the values of one cell, row by row.

        Args:
            cell: the cell.
            made: called once for each distinct value.
            known: what it returned before, which grows.
        """
        if not self.members.size:
            return []
        codes = self.codes(cell)
        found = {} if known is None else known
        for code in set(codes).difference(found):
            found[code] = made(*decoded(self.measure.type, code, self.meanings))
        return [found[code] for code in codes]

    def each(self, made: Callable[[Value | None, Missing | None], _Made]) -> list[list[_Made]]:
        """What `made` returns for each value: a column for each cell. Called once for each distinct value."""
        known: dict[Sequence[Any], _Made] = {}
        return [self.column(cell, made, known) for cell in self.slots]

    def flat(self, made: Callable[[Value | None, Missing | None], _Made]) -> list[_Made]:
        """What `made` returns for each value, row by row and within a row cell by cell."""
        return list(chain.from_iterable(zip(*self.each(made), strict=True)))

    def select(self, **members: str) -> "MeasureResults":
        """The values that have the given members."""
        own = {name: member for name, member in members.items() if name in self.measure.per}
        others = {name: member for name, member in members.items() if name not in own}
        slots = {
            cell: slot
            for cell, slot in self.slots.items()
            if own.items() <= dict(zip(self.measure.per, cell, strict=True)).items()
        }
        chosen = attrs.evolve(self, slots=slots)
        return chosen.taken(self.members.places(others)) if others else chosen

    def taken(self, places: Sequence[int]) -> "MeasureResults":
        """The values of the forms or groups at some places."""
        if not self.members.size:
            return attrs.evolve(self, members=self.members.taken(places))
        width = 2 if isinstance(self.measure.type, Number) else 1
        wanted = (slot + part for slot in self.slots.values() for part in range(width))
        # A column may be unpacked when it is asked for: once for all places, not once for each.
        whole = ((slot, self.columns[slot]) for slot in wanted)
        columns = {slot: [column[place] for place in places] for slot, column in whole}
        return attrs.evolve(self, members=self.members.taken(places), columns=columns)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell | Sequence[Cell]:
        """One cell, or some."""
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        row, at = divmod(range(len(self))[place], len(self.slots))
        cell, slot = list(self.slots.items())[at]
        width = 2 if isinstance(self.measure.type, Number) else 1
        code = [self.columns[slot + part][row] for part in range(width)]
        return Cell(self.measure, self._members(row, cell), *decoded(self.measure.type, code, self.meanings))

    def __iter__(self) -> Iterator[Cell]:
        """The cells, row by row."""
        columns = self.each(lambda value, missing: (value, missing))
        named = [dict(zip(self.measure.per, cell, strict=True)) for cell in self.slots]
        for own, row in zip(self.members.rows, zip(*columns, strict=True), strict=bool(columns)):
            for cell, found in zip(named, row, strict=True):
                yield Cell(self.measure, {**own, **cell}, *found)

    def __len__(self) -> int:
        """The number of values, missing ones too."""
        return self.members.size * len(self.slots)

    def __eq__(self, other: object) -> bool:
        """Whether both have the same cells in the same order."""
        return isinstance(other, MeasureResults) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _members(self, row: int, cell: CellKey) -> Mapping[str, str]:
        return {**self.members.rows[row], **dict(zip(self.measure.per, cell, strict=True))}
