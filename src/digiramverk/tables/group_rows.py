"""Groups as generated functions read them: a row for each instead of one for a form, some at a time."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import attrs
import polars as pl

from digiramverk.rules import UNANSWERED, Missing, Plan
from digiramverk.rules.scalar import AHEAD, Outputs, Stage, absent_outputs, needs, needs_of_round_before
from digiramverk.tables.figures import AT_ONCE, MEMBER, GroupTable
from digiramverk.tables.previous_round import Earlier, GroupTables

_NO_MEMBER = -int(Missing.UNANSWERED)
_OF = "__of"

ValueRow = list[Any]


@attrs.frozen
class StageInputs:
    """What a stage reads of the stages before it.

    Attributes:
        plan, stages: what is run.
        number: the stage.
        positions: where each population dimension stands in a form's population values.
        known: what groups have given.
        earlier: what the round before had.
    """

    plan: Plan
    stages: Sequence[Stage]
    number: int
    positions: Mapping[str, int]
    known: GroupTables
    earlier: Earlier

    @property
    def read(self) -> list[int]:
        """The stages of groups whose values it reads."""
        return self._with({name for each in self.stages[self.number].measures for name in needs(each)})

    @property
    def looked_up(self) -> list[int]:
        """Those whose values in the round before it reads."""
        measures = self.stages[self.number].measures
        found = self._with({name for each in measures for name in needs_of_round_before(each)})
        return [stage for stage in found if stage in self.earlier.tables]

    def _with(self, measures: set[str]) -> list[int]:
        return [
            stage
            for stage in self.known
            if stage < self.number and any(each.name in measures for each in self.stages[stage].measures)
        ]


@attrs.frozen(eq=False)
class GroupRows:
    """The rows of groups.

    Attributes:
        reading: what they have to hold.
        groups: the groups, see :meth:`Added.groups`.
        places: where each stands in the stages whose values are read.
    """

    reading: StageInputs
    groups: pl.DataFrame
    places: Mapping[int, pl.Series]

    @classmethod
    def of(cls, reading: StageInputs, groups: pl.DataFrame) -> "GroupRows":
        """Find the places of groups in the stages before."""
        return cls(reading, groups, {stage: reading.known[stage].places(groups) for stage in reading.read})

    def between(self, start: int, stop: int, given: Sequence[Sequence[int]] | None = None) -> list[ValueRow]:
        """The rows from one position to before another.

        Args:
            start: the position of the first.
            stop: the one after the last.
            given: for each the results of folds over its forms.
        """
        reading = self.reading
        part = self.groups.slice(start, stop - start)
        ahead = [()] * len(part) if given is None else given
        no_answers = [UNANSWERED] * len(reading.plan.space.items)
        rows: list[ValueRow] = [
            [no_answers, population, {AHEAD: own}]
            for population, own in zip(self._population(part), ahead, strict=True)
        ]
        for stage in reading.looked_up:
            nothing = absent_outputs(reading.stages[stage])
            before = reading.earlier.of_groups(stage, part, reading.known, nothing)
            for row, outputs in zip(rows, before, strict=True):
                if outputs is not None:
                    row[-1][stage] = outputs
        for stage in range(reading.number):
            found: Sequence[Outputs | None] = [None] * len(rows)
            if stage in self.places:
                places = self.places[stage].slice(start, stop - start)
                found = reading.known[stage].figures.at(places, absent_outputs(reading.stages[stage]))
            for row, outputs in zip(rows, found, strict=True):
                row.append(outputs)
        return rows

    def _population(self, part: pl.DataFrame) -> Iterator[tuple[Any, ...]]:
        """The population values of groups: those of the first form of each."""
        names = map(MEMBER.format, self.reading.positions)
        columns = (part[name].to_list() if name in part.columns else [None] * len(part) for name in names)
        for members in zip(*columns, strict=True):
            yield tuple(_NO_MEMBER if member is None else member for member in members)


@attrs.frozen(eq=False)
class Finer:
    """The rows of finer groups within coarser ones.

    Attributes:
        rows: of the finer ones, those of one coarser group after the other.
        of: for each the place of the coarser one.
    """

    rows: GroupRows
    of: pl.Series

    @classmethod
    def within(cls, coarser: GroupTable, groups: pl.DataFrame, reading: StageInputs) -> "Finer":
        """The rows of groups within those of a table, in the order that they have."""
        placed = groups.with_columns(coarser.places(groups).alias(_OF)).drop_nulls(_OF)
        placed = placed.sort(_OF, maintain_order=True)
        return cls(GroupRows.of(reading, placed.drop(_OF)), placed[_OF])

    def between(self, start: int, stop: int) -> list[list[ValueRow]]:
        """For the coarser groups from one position to before another the rows that each is made of."""
        low, high = (int(self.of.search_sorted(place, side="left")) for place in (start, stop))
        found: list[list[ValueRow]] = [[] for _ in range(start, stop)]
        rows = self.rows.between(low, high)
        for place, row in zip(self.of.slice(low, high - low).to_list(), rows, strict=True):
            found[place - start].append(row)
        return found


def starts(groups: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """The positions between which groups are worked on at a time."""
    for start in range(0, len(groups), AT_ONCE):
        yield start, min(start + AT_ONCE, len(groups))
