"""Groups as generated functions read them: one row per group, a limited number at a time."""

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
        plan, stages: the plan and its stages.
        number: the number of the stage.
        positions: the index of each population dimension in a form's population values.
        known: the results of group stages.
        earlier: the values of the previous round.
    """

    plan: Plan
    stages: Sequence[Stage]
    number: int
    positions: Mapping[str, int]
    known: GroupTables
    earlier: Earlier

    @property
    def read(self) -> list[int]:
        """The group stages whose values this stage reads."""
        return self._with({name for each in self.stages[self.number].measures for name in needs(each)})

    @property
    def looked_up(self) -> list[int]:
        """Those whose values in the previous round it reads."""
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
        reading: what the rows contain.
        groups: the groups, see :meth:`Added.groups`.
        places: the position of each group in the stages whose values are read.
    """

    reading: StageInputs
    groups: pl.DataFrame
    places: Mapping[int, pl.Series]

    @classmethod
    def of(cls, reading: StageInputs, groups: pl.DataFrame) -> "GroupRows":
        """Find the positions of groups in the stages before."""
        return cls(reading, groups, {stage: reading.known[stage].places(groups) for stage in reading.read})

    def between(self, start: int, stop: int, given: Sequence[Sequence[int]] | None = None) -> list[ValueRow]:
        """The rows from position `start` up to, but not including, `stop`.

        Args:
            start: the position of the first.
            stop: the position after the last.
            given: for each group the results of its folds over forms.
        """
        reading = self.reading
        part = self.groups.slice(start, stop - start)
        ahead = [()] * len(part) if given is None else given
        # Generated functions index answers by item; a group has none of its own.
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
        rows: the rows of the finer groups, sorted by coarser group.
        of: for each row the position of its coarser group.
    """

    rows: GroupRows
    of: pl.Series

    @classmethod
    def within(cls, coarser: GroupTable, groups: pl.DataFrame, reading: StageInputs) -> "Finer":
        """The rows of `groups` within the groups of `coarser`, otherwise in their own order."""
        placed = groups.with_columns(coarser.places(groups).alias(_OF)).drop_nulls(_OF)
        placed = placed.sort(_OF, maintain_order=True)
        return cls(GroupRows.of(reading, placed.drop(_OF)), placed[_OF])

    def between(self, start: int, stop: int) -> list[list[ValueRow]]:
        """For each coarser group from `start` up to `stop`, the rows of its finer groups."""
        low, high = (int(self.of.search_sorted(place, side="left")) for place in (start, stop))
        found: list[list[ValueRow]] = [[] for _ in range(start, stop)]
        rows = self.rows.between(low, high)
        for place, row in zip(self.of.slice(low, high - low).to_list(), rows, strict=True):
            found[place - start].append(row)
        return found


def starts(groups: pl.DataFrame) -> Iterator[tuple[int, int]]:
    """The ranges of positions to process one after the other."""
    for start in range(0, len(groups), AT_ONCE):
        yield start, min(start + AT_ONCE, len(groups))
