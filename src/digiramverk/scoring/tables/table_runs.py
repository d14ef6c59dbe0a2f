"""A table in a file on its way to results, surveyed, read part by part, computed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

import attrs
import polars as pl

from digiramverk.answers import (
    MEMBER,
    FormProgress,
    Headers,
    StateReader,
    Survey,
    known_table,
    survey,
    text_first,
)
from digiramverk.core import Diagnostic
from digiramverk.files import located
from digiramverk.model import Target
from digiramverk.rules import PUBLISHED, RESPONSE, CellKey, MeasureCell, meanings_of
from digiramverk.scoring.engine import (
    in_order,
    measure_layouts,
    members_of_groups,
    problem_notes,
)
from digiramverk.scoring.measure_results import MeasureResults
from digiramverk.scoring.member_columns import MemberColumns
from digiramverk.scoring.results import CoverageColumns, Results
from digiramverk.scoring.tables.engines import SCALAR, require
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.scoring.tables.unplaced_forms import Unplaced
from digiramverk.scoring.uncounted_forms import FormStatement, Uncounted
from digiramverk.tables import ANSWERED, FIRST, RELEVANT, ROW, GroupTable, Outcome


@attrs.define
class TableRun:
    """One table, scored.

    Attributes:
        scorer: the framework, ready to score.
        headers: the meanings of the columns.
        notes: warnings about the columns.
        engine: the engine.
        found: the survey of the table; see :meth:`survey`.
        progress: called with the number of rows processed.
        strict: whether warnings about columns are errors.
    """

    scorer: FrameScorer
    headers: Headers
    notes: tuple[Diagnostic, ...]
    engine: str
    found: Survey
    progress: FormProgress
    strict: bool = False
    _passed: bool = False

    @property
    def targets(self) -> tuple[Target, ...]:
        """The framework's targets for the measures asked for."""
        targets = self.scorer.framework.targets
        return tuple(each for each in targets if each.measure in self.scorer.asked)

    def survey(self, rejected: BinaryIO | None, named: str) -> None:
        """Survey the table before anything is computed: see `digiramverk.answers.columns.survey`."""
        with text_first(self.found.table.file):
            self.found = survey(
                self.found.table, self.found.reader, self.progress, rejected, named, strict=self.strict
            )
        self.found.notes[:0] = self.notes

    @property
    def scored(self) -> int:
        """The number of forms that count."""
        return self.found.total - len(self.found.bad)

    def parts(self) -> Iterator[pl.DataFrame]:
        """The forms, as they were read, part by part."""
        first, self._passed = not self._passed, True
        for part in self.found.batches():
            if first:
                self.unplaced.count(part)
            yield part
            self.progress(len(part))

    @cached_property
    def unplaced(self) -> Unplaced:
        """The forms that some measures cannot place, counted while all parts pass by for the first time."""
        members = self.found.reader.inputs.members
        return Unplaced(self.scorer.framework, self.scorer.asked, members)

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
    table, headers, notes = known_table(located(source), scorer.framework, strict=strict)
    reader = StateReader(scorer.framework, headers)
    return TableRun(scorer, headers, notes, engine, Survey(table, reader), progress, strict)


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
    _forms: dict[str, list[str | None]] = attrs.field(factory=dict)
    _answered: list[int] = attrs.field(factory=list)
    _relevant: list[int] = attrs.field(factory=list)
    _codes: dict[MeasureCell, tuple[list[Any], ...]] = attrs.field(factory=dict)
    _position: int = 0

    @cached_property
    def _uncounted(self) -> Uncounted:
        return Uncounted(self.run.scorer.framework, self.run.scorer.asked)

    @cached_property
    def _dimensions(self) -> tuple[str, ...]:
        space = self.run.scorer.framework.plan.space
        return tuple(each.name for each in space.dimensions if each.population)

    @cached_property
    def _wanted(self) -> Collection[str]:
        """The measures of forms to collect."""
        names = {measure.name for measure in self.run.outcome.form_measures}
        names &= set(self.run.scorer.asked)
        return names if self.every_form else names & {each.measure for each in self.run.targets}

    @cached_property
    def _firsts(self) -> frozenset[int]:
        """The first form of every group to collect: by position among those scored, or by row."""
        return frozenset(first for table in self._tables for first in table.whose[FIRST].to_list())

    @cached_property
    def _tables(self) -> list[GroupTable]:
        """The tables of groups to collect."""
        asked = set(self.run.scorer.asked)
        names = asked if self.every_form else asked & {each.measure for each in self.run.targets}
        return [
            table
            for table in self.run.outcome.tables
            if any(measure.name in names for measure in table.stage.measures)
        ]

    @property
    def needs_forms(self) -> bool:
        """Whether anything has to be collected from forms. If not, no part need be looked at."""
        return bool(self.every_form or self._wanted or self._firsts or self._uncounted.measure)

    def look(self, part: pl.DataFrame) -> None:
        """Collect from a part; parts come in order."""
        self._keep_codes(part)
        rows = part[ROW].to_list()
        keys = rows if self.run.outcome.by_form is None else range(self._position, self._position + len(rows))
        self._position += len(rows)
        offsets = [offset for offset, key in enumerate(keys) if key in self._firsts]
        if self.every_form or self._wanted:
            members = self._members(part)
            for name, column in members.items():
                self._forms.setdefault(name, []).extend(column)
            if self.every_form:
                coverage = self.run.outcome.coverage(part)
                self._answered.extend(coverage[ANSWERED].to_list())
                self._relevant.extend(coverage[RELEVANT].to_list())
            firsts = {name: [column[offset] for offset in offsets] for name, column in members.items()}
        else:
            firsts = self._members(part[offsets]) if offsets else {}
        whose = MemberColumns(len(offsets), firsts)
        self._members_of.update(zip((keys[offset] for offset in offsets), whose.rows, strict=True))

    def results(self) -> Results:
        """All values and notes."""
        framework = self.run.scorer.framework
        asked = self.run.scorer.asked
        forms = MemberColumns(
            len(next(iter(self._forms.values()), ())),
            {name: own for name, own in self._forms.items() if any(member is not None for member in own)},
        )
        notes = (
            *self.run.found.notes,
            *self.run.unplaced.notes(),
            *self._uncounted.notes(),
            *problem_notes(self.run.outcome.problems),
        )
        return Results(
            framework,
            in_order(framework, asked, {**self._of_forms(forms), **self._of_groups()}),
            CoverageColumns(
                forms if self.every_form else MemberColumns(0, {}), self._answered, self._relevant
            ),
            notes,
        )

    def _of_forms(self, forms: MemberColumns) -> dict[str, MeasureResults]:
        """The values of forms that were collected."""
        space = self.run.scorer.framework.plan.space
        found: dict[str, MeasureResults] = {}
        for measure in self.run.outcome.form_measures:
            if measure.name in self._wanted:
                columns: list[list[Any]] = []
                slots: dict[CellKey, int] = {}
                for cell in measure.cells:
                    slots[cell] = len(columns)
                    columns += self._codes.get((measure.name, cell), ())
                meanings = meanings_of(measure.type, space)
                found[measure.name] = MeasureResults(measure, forms, slots, columns, meanings)
        return found

    def _of_groups(self) -> dict[str, MeasureResults]:
        """The values of groups that were collected."""
        space = self.run.scorer.framework.plan.space
        found: dict[str, MeasureResults] = {}
        for table in self._tables:
            stage = table.stage
            first = MemberColumns.of([self._members_of[form] for form in table.whose[FIRST].to_list()])
            whose = members_of_groups(first, range(first.size), stage.population, space)
            columns = _OfGroups(table)
            for measure, slots, meanings in measure_layouts(stage, space):
                found[measure.name] = MeasureResults(measure, whose, slots, columns, meanings)
        return found

    @cached_property
    def _names(self) -> FormNames:
        return FormNames(self.run)

    def _members(self, part: pl.DataFrame) -> dict[str, list[str | None]]:
        """The population members of every form, by dimension."""
        nothing: list[str | None] = [None] * len(part)
        columns: dict[str, list[str | None]] = {
            name: part[MEMBER.format(name)].to_list() if MEMBER.format(name) in part.columns else nothing
            for name in self._dimensions
        }
        if self.every_form or self._wanted:
            columns[RESPONSE] = list(self._names.of(part))
        return columns

    def _keep_codes(self, part: pl.DataFrame) -> None:
        """Keep the values of the forms of a part, and count the forms that do not count across units."""
        counts = self._uncounted.measure
        names = {*self._wanted} if counts is None else {*self._wanted, counts.name}
        if not names:
            return
        for column, codes in self.run.outcome.coded(part, names):
            if column.measure == counts:
                self._uncounted.add(len(part), self._left_out(part, codes[0]))
            if column.measure.name in self._wanted:
                kept = self._codes.setdefault((column.measure.name, column.cell), tuple([] for _ in codes))
                for own, found in zip(kept, codes, strict=True):
                    own.extend(found)

    def _left_out(self, part: pl.DataFrame, counts: Sequence[int]) -> Mapping[FormStatement, int]:
        """The forms of a part that do not count, by what they state."""
        inputs, stated = self.run.found.reader.inputs, self._uncounted.stated
        own = {**inputs.members, **({} if inputs.published is None else {PUBLISHED: inputs.published})}
        left = part.filter(pl.Series(counts, dtype=pl.Int8) != 1)
        if not stated or left.is_empty():
            return {(): len(left)} if len(left) else {}
        columns = (
            pl.col(own[name])
            if name in own
            else pl.repeat(False if name == PUBLISHED else None, pl.len(), dtype=pl.Boolean)
            for name in stated
        )
        kinds = left.select(column.alias(name) for name, column in zip(stated, columns, strict=True))
        return {tuple(found): number for *found, number in kinds.group_by(stated).len().iter_rows()}


@attrs.frozen(eq=False)
class _OfGroups(Sequence[Sequence[Any]]):
    """The outputs of groups, slot by slot, unpacked when asked for."""

    table: GroupTable
    _unpacked: dict[int, list[Any]] = attrs.field(factory=dict, init=False)

    def __getitem__(self, slot: Any) -> Any:  # noqa: ANN401 - as of any sequence
        """The column of a slot."""
        if slot not in self._unpacked:
            self._unpacked[slot] = self.table.figures.slot(slot)
        return self._unpacked[slot]

    def __len__(self) -> int:
        """The number of slots."""
        return self.table.stage.size
