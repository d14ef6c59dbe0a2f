"""A table in a file on its way to results, surveyed, read part by part, computed."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import BinaryIO

import attrs
import polars as pl

from digiramverk.answers import (
    MEMBER,
    STATE,
    ColumnNames,
    FormProgress,
    Headers,
    StateReader,
    Survey,
    TableFile,
    fit,
    header_notes,
    open_table,
    read_headers,
    readable,
    survey,
    text_first,
)
from digiramverk.core import Diagnostic, InputError, clean
from digiramverk.model import Target
from digiramverk.rules import RESPONSE, Missing, Plan
from digiramverk.scoring.engine import Scorer, problem_notes
from digiramverk.scoring.results import Cell, Coverage, Results
from digiramverk.scoring.tables.engines import SCALAR, require
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.scoring.tables.unplaced_forms import Unplaced
from digiramverk.tables import FIRST, ROW, GroupTable, Outcome


@attrs.define
class TableRun:
    """One table, scored.

    Attributes:
        scorer: the framework, ready to score.
        headers: the meanings of the columns.
        engine: the engine.
        found: the survey of the table; see :meth:`survey`.
        progress: called with the number of rows processed.
        strict: whether warnings about columns are errors.
    """

    scorer: FrameScorer
    headers: Headers
    engine: str
    found: Survey
    progress: FormProgress
    strict: bool = False

    @property
    def targets(self) -> tuple[Target, ...]:
        """The framework's targets for the measures asked for."""
        targets = self.scorer.framework.targets
        return tuple(each for each in targets if each.measure in self.scorer.asked)

    def survey(self, rejected: BinaryIO | None, named: str) -> None:
        """Survey the table before anything is computed: see `digiramverk.answers.columns.survey`."""
        notes = (*self.found.table.notes, *header_notes(self.headers.unknown, self.headers.absent))
        with text_first(self.found.table.file):
            self.found = survey(
                self.found.table, self.found.reader, self.progress, rejected, named, strict=self.strict
            )
        self.found.notes[:0] = notes

    @property
    def scored(self) -> int:
        """The number of forms that count."""
        return self.found.total - len(self.found.bad)

    def parts(self) -> Iterator[pl.DataFrame]:
        """The forms, as they were read, part by part."""
        for part in self.found.batches():
            yield part
            self.progress(len(part))

    @cached_property
    def outcome(self) -> Outcome:
        """The measures of groups, and how to compute those of forms."""
        return self.scorer.run(self.parts, self.found.reader, scalar=self.engine == SCALAR)

    def results(self) -> Results:
        """All results, exactly."""
        collector = Collector(self, every_form=True)
        for part in self.parts():
            collector.look(part)
        return collector.results()


def begin(
    scorer: FrameScorer, source: Path, engine: str, progress: FormProgress, *, strict: bool = False
) -> TableRun:
    """Open a table to be scored, and report obstacles before any work starts.

    Raises:
        InputError: DR001, DR002, DR412, DR413, DR415, DR440 to DR443, DR447, DR449 and, if strict, DR422 and
            DR423.
        MissingExtraError: DR901, the engine is not installed.
    """
    require(engine)
    with text_first(source):
        table = open_table(source, ColumnNames.of(scorer.framework).meaning)
        headers = read_headers(table.columns, scorer.framework, table.headings)
        if headers.twice:
            raise InputError(_twice(table, column) for column in headers.twice)
        fit(headers, scorer.framework)
        table = attrs.evolve(table, frame=readable(table.frame, headers, scorer.framework))
        notes = tuple(header_notes(headers.unknown, headers.absent))
        if strict and notes:
            raise InputError(notes)
    reader = StateReader(scorer.framework, headers)
    return TableRun(scorer, headers, engine, Survey(table, reader), progress, strict)


def _twice(table: TableFile, column: str) -> Diagnostic:
    index = table.columns.index(column)
    return Diagnostic("DR413", {"name": clean(table.headings[index])}, table.heading(index))


@attrs.define
class FormNames:
    """Names the forms of a table, part by part: by their own names, and by numbers if they have none.

    Attributes:
        run: the run of the table.
        position: the number of forms named so far.
    """

    run: TableRun
    position: int = 0

    @cached_property
    def _free(self) -> Iterator[str]:
        """The numbers that no form has as a name."""
        taken: set[str] = set()
        if RESPONSE in self.run.found.reader.columns:
            for part in self.run.found.batches():
                taken.update(part.get_column(MEMBER.format(RESPONSE)).drop_nulls().to_list())
        return (str(number) for number in count(1) if str(number) not in taken)

    def of(self, part: pl.DataFrame) -> list[str]:
        """The names of the forms of a part; parts come in order."""
        column = MEMBER.format(RESPONSE)
        own = part.get_column(column).to_list() if column in part.columns else [None] * len(part)
        self.position += len(part)
        return [name or next(self._free) for name in own]


@attrs.define
class Collector:
    """Collects the results of a run while its parts pass by.

    Attributes:
        run: the run.
        every_form: whether to collect all measures and the coverage of every form, not only what targets
            name.
    """

    run: TableRun
    every_form: bool
    _members_of: dict[int, Mapping[str, str]] = attrs.field(factory=dict)
    _coverage: list[Coverage] = attrs.field(factory=list)
    _of_forms: list[Cell] = attrs.field(factory=list)
    _position: int = 0

    @cached_property
    def _unplaced(self) -> Unplaced:
        scorer = self.run.scorer
        members = self.run.found.reader.inputs.members
        return Unplaced(scorer.framework, scorer.asked, members)

    @cached_property
    def _dimensions(self) -> tuple[str, ...]:
        space = self.run.scorer.framework.plan.space
        return tuple(each.name for each in space.dimensions if each.population)

    @cached_property
    def _wanted(self) -> Collection[str]:
        """The measures of forms to collect."""
        names = {measure.name for measure in self.run.outcome.form_measures}
        return names if self.every_form else names & {each.measure for each in self.run.targets}

    @cached_property
    def _firsts(self) -> frozenset[int]:
        """The first form of every group to collect: by position among those scored, or by row."""
        return frozenset(first for table in self._tables for first in table.whose[FIRST].to_list())

    @cached_property
    def _tables(self) -> list[GroupTable]:
        """The tables of groups to collect."""
        targets = {each.measure for each in self.run.targets}
        return [
            table
            for table in self.run.outcome.tables
            if self.every_form or any(measure.name in targets for measure in table.stage.measures)
        ]

    def look(self, part: pl.DataFrame) -> None:
        """Collect from a part; parts come in order."""
        self._unplaced.count(part)
        rows = part[ROW].to_list()
        keys = rows if self.run.outcome.by_form is None else range(self._position, self._position + len(rows))
        self._position += len(rows)
        if self.every_form or self._wanted:
            members = self._members(part)
            self._of_forms += self._cells(part, members)
            if self.every_form:
                self._coverage += _coverage(part, members, self.run.scorer.framework.plan)
            firsts = [(key, members[offset]) for offset, key in enumerate(keys) if key in self._firsts]
        else:
            offsets = [offset for offset, key in enumerate(keys) if key in self._firsts]
            own = self._members(part[offsets]) if offsets else []
            firsts = [(keys[offset], each) for offset, each in zip(offsets, own, strict=True)]
        self._members_of.update(firsts)

    def results(self) -> Results:
        """All cells and notes."""
        framework, outcome = self.run.scorer.framework, self.run.outcome
        scorer = Scorer(framework)
        groups = [
            cell
            for table in self._tables
            for group in table.groups()
            for cell in scorer.cells_of_group(group, self._members_of[group.form])
        ]
        notes = (*self.run.found.notes, *self._unplaced.notes(), *problem_notes(outcome.problems))
        return Results(framework, (*self._of_forms, *groups), tuple(self._coverage), notes)

    @cached_property
    def _names(self) -> FormNames:
        return FormNames(self.run)

    def _members(self, part: pl.DataFrame) -> list[dict[str, str]]:
        """The population members of every form."""
        nothing = [None] * len(part)
        columns = {
            name: part[MEMBER.format(name)].to_list() if MEMBER.format(name) in part.columns else nothing
            for name in self._dimensions
        }
        if self.every_form or self._wanted:
            columns[RESPONSE] = self._names.of(part)
        return [
            {name: member for name, member in zip(columns, row, strict=True) if member is not None}
            for row in zip(*columns.values(), strict=True)
        ]

    def _cells(self, part: pl.DataFrame, members: list[dict[str, str]]) -> Iterator[Cell]:
        """The cells of the forms of a part, form by form."""
        made = [
            (column, dict(zip(column.measure.per, column.cell, strict=True)), values, kinds)
            for column, values, kinds in self.run.outcome.exact(part)
            if column.measure.name in self._wanted
        ]
        for number, own in enumerate(members):
            for column, cell, values, kinds in made:
                kind = kinds[number]
                missing = Missing(kind) if kind else None
                yield Cell(column.measure, own | cell, values[number], missing)


def _coverage(part: pl.DataFrame, members: list[dict[str, str]], plan: Plan) -> Iterator[Coverage]:
    """The coverage of the forms of a part."""
    columns = [pl.col(STATE.format(number)) for number in range(len(plan.space.items))]
    answered, relevant = (
        pl.sum_horizontal(
            column.is_in(sorted(states[which])).cast(pl.Int32)
            for column, states in zip(columns, plan.coverage, strict=True)
        )
        for which in (0, 1)
    )
    counted = part.select(answered.alias("a"), relevant.alias("r"))
    for own, (a, r) in zip(members, counted.iter_rows(), strict=True):
        yield Coverage(own, a, r)
