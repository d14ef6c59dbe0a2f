"""Scores a file of any size into a file, part by part; the result is complete or not written at all."""

import csv
import io
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO, Final

import attrs
import polars as pl
from polars.io.plugins import register_io_source

from digiramverk.answers import FormProgress, guard, refuse_names
from digiramverk.core import (
    DEFAULT_LANGUAGE,
    Diagnostic,
    InputError,
    Language,
    SafeCells,
    errors_of,
    refuse_filled,
    refuse_inputs,
    whole,
)
from digiramverk.rules import RESPONSE, Number
from digiramverk.scoring.exports import DISPLAY, MEASURE, MISSING, OF_VALUES, VALUE, ValueColumns
from digiramverk.scoring.results import Results
from digiramverk.scoring.tables.engines import POLARS
from digiramverk.scoring.tables.frames import FrameScorer
from digiramverk.scoring.tables.table_runs import Collector, TableRun, begin
from digiramverk.scoring.tables.value_frames import FormMembers, ValueFrames
from digiramverk.tables import COVERAGE, FIRST, GroupTable, MeasureColumn

OUTPUTS: Final = (".parquet", ".csv")
_GROUPS: Final = 10_000
"""The number of rows of groups to write at a time."""
_SEPARATORS: Final = re.compile("[;,\t]")
_OutputPart = tuple[pl.DataFrame, frozenset[str]]
"""Rows to write, and which of their text columns hold figures."""
_SYSTEM: Final = re.compile(r"\(os error (\d+)\)")


@attrs.frozen
class Bulk:
    """The result of scoring a file.

    Attributes:
        forms: the number of forms scored.
        files: the files written.
        notes: warnings, one for each kind.
        across: the exact values of measures that targets name, with others of the same groups.
    """

    forms: int
    files: tuple[Path, ...]
    notes: tuple[Diagnostic, ...]
    across: Results


@attrs.frozen
class BulkOptions:
    """How to score a file.

    Attributes:
        wide: write a row per form with a column per value, and a file for every kind of group, instead of a
            row per value.
        strict: treat unknown and missing columns as errors.
        skip: write rows that cannot be scored to a file next to the result.
        engine: the engine: one of `ENGINES`.
        raw: write texts into CSV as they are, including those that a spreadsheet or a terminal would execute.
        force: overwrite existing files, whatever they contain.
        language: the language of `display`.
        read: the other input files: none of them is overwritten.
    """

    wide: bool = False
    strict: bool = False
    skip: bool = False
    engine: str = POLARS
    raw: bool = False
    force: bool = False
    language: Language = DEFAULT_LANGUAGE
    read: tuple[Path, ...] = ()


def score_file(
    scorer: FrameScorer,
    source: Path,
    out: Path,
    how: BulkOptions = BulkOptions(),
    progress: FormProgress = lambda _: None,
) -> Bulk:
    """Score a CSV, Parquet or Excel file into a Parquet or CSV file.

    Args:
        scorer: the framework, ready to score.
        source: a row per form.
        out: the result; written under another name and renamed when complete, so that it is never partial.
        how: how to score.
        progress: called with the number of forms processed.

    Raises:
        UnwritableError: DR020 to DR026 or DR028.
        InputError: DR420, DR425, DR430 to DR433, DR440 to DR443, DR447 to DR449 and, if strict, DR422 and
            DR423.
        MissingExtraError: DR901, the engine is not installed.
    """
    if out.suffix.lower() not in OUTPUTS:
        raise InputError([Diagnostic("DR425", {"file": out.as_posix()})])
    rejected = rejected_file(out)
    populations = {measure.population for measure in scorer.program.plan.measures}
    others = (_group_file(out, each) for each in populations if each != (RESPONSE,)) if how.wide else ()
    for path in (out, *others):
        refuse_inputs(path, (source, *how.read))
        if not how.force:
            refuse_filled(path, are_results)
    with rejects(source, rejected, how.read, skip=how.skip, force=how.force) as file:
        run = begin(scorer, source, how.engine, progress, strict=how.strict)
        refuse_names(run.headers.unknown, _made(scorer, wide=how.wide))
        run.survey(file, rejected.as_posix())
    return _BulkWriter(run, out, how).write(rejected if how.skip and run.found.bad else None)


def rejected_file(path: Path) -> Path:
    """The file for rows that cannot be scored: next to the result, or else next to the table."""
    return path.with_name(f"{path.stem}.rejected.csv")


@contextmanager
def rejects(
    source: Path, path: Path, read: Iterable[Path], *, skip: bool, force: bool
) -> Iterator[BinaryIO | None]:
    """The file for rows that cannot be scored; None if such rows are errors.

    Users correct these rows in that file. So an existing one is kept, unless it is empty or has the same
    content.

    Raises:
        UnwritableError: DR020 to DR026 or DR028.
    """
    if not skip:
        yield None
        return
    refuse_inputs(path, (source, *read))
    with whole(path, keep_empty=False) as out:
        yield out
        out.flush()
        if out.tell() and not force:
            out.seek(0)
            content = out.read()
            refuse_filled(path, lambda there: there.read_bytes() == content)


def score_table(
    scorer: FrameScorer,
    source: Path,
    how: BulkOptions = BulkOptions(),
    progress: FormProgress = lambda _: None,
) -> Results:
    """Score a CSV, Parquet or Excel file through a frame, with the results of scoring its forms one by one.

    Args:
        scorer: the framework, ready to score.
        source: a row per form.
        how: how to score; skipped rows go into a file next to `source`.
        progress: called with the number of forms processed.

    Raises:
        UnwritableError, InputError, MissingExtraError: as for :func:`score_file`.
    """
    rejected = rejected_file(source)
    with rejects(source, rejected, how.read, skip=how.skip, force=how.force) as file:
        run = begin(scorer, source, how.engine, progress, strict=how.strict)
        run.survey(file, rejected.as_posix())
    return run.results()


@attrs.define
class _BulkWriter:
    """Writes the results of a run."""

    run: TableRun
    out: Path
    how: BulkOptions
    cells: SafeCells = attrs.field(factory=SafeCells)
    figures: frozenset[str] = frozenset()

    def write(self, rejected: Path | None) -> Bulk:
        """Write everything, and return what was written."""
        run = self.run
        collector = Collector(run, every_form=False)
        whose = FormMembers(run)
        answers = set(run.scorer.framework.plan.space.item_index)
        names = run.headers.names
        # Dimensions have columns of their own, with the members as they were read.
        carried = {
            name: names.get(name, name)
            for name in run.found.table.columns
            if names.get(name) not in answers | set(whose.dimensions)
        }
        stated = {each.id for each in run.scorer.framework.numbers}
        kinds = run.found.table.frame.collect_schema()
        self.figures = frozenset(
            shown for name, shown in carried.items() if shown in stated or kinds[name].is_numeric()
        )
        of_forms = run.scorer.columns((RESPONSE,))

        def forms() -> Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]:
            written = bool(of_forms or self.how.wide)
            if not (written or collector.needs_forms or whose.needs_forms):
                return
            for part in run.parts():
                collector.look(part)
                if not written:
                    whose.look(part)
                    continue
                scored = run.scorer.with_coverage(run.outcome, part, list(carried)).rename(carried)
                yield whose.beside(part, scored), of_forms
                # Before the next part is read, which would double the memory.
                del part, scored

        tables: dict[tuple[str, ...], list[GroupTable]] = {}
        for table in run.outcome.tables:
            if run.scorer.columns(table.stage.population):
                tables.setdefault(table.stage.population, []).append(table)
        columns = self._columns(whose, list(tables), tuple(carried.values()) if of_forms else ())

        def groups(population: tuple[str, ...]) -> Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]:
            own = run.scorer.columns(population)
            for part in _tables(run.scorer, tables[population], population):
                yield whose.beside_groups(part, population), own

        if self.how.wide:
            files = self._wide(forms, groups, list(tables), columns)
        else:
            files = self._long(forms, groups, list(tables), columns)
        across = collector.results()
        others = () if rejected is None else (rejected,)
        notes = (*across.notes, *self.cells.notes)
        return Bulk(run.scored, (*files, *others), notes, across)

    def _columns(
        self, whose: "FormMembers", populations: Sequence[tuple[str, ...]], carried: tuple[str, ...]
    ) -> ValueColumns:
        """The columns of the result: the dimensions of which some value has a member."""
        space = self.run.scorer.framework.plan.space
        used = {name for column in self.run.scorer.columns() for name in column.measure.per}
        if self.run.scorer.columns((RESPONSE,)):
            used |= {RESPONSE, *whose.dimensions}
        for population in populations:
            used |= {*population, *whose.determined(population)}
        return ValueColumns.of(space, used, carried)

    def _wide(
        self,
        forms: Callable[[], Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]],
        groups: Callable[[tuple[str, ...]], Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]],
        populations: Sequence[tuple[str, ...]],
        columns: ValueColumns,
    ) -> tuple[Path, ...]:
        def of(
            parts: Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]], *last: str
        ) -> Iterator[_OutputPart]:
            for part, own in parts:
                cells = [name for column in own for name in (column.value, column.missing)]
                first = [name for name in (*columns.dimensions, *columns.carried) if name in part.columns]
                made = part.select(
                    *first,
                    *(name for name in last if name == "forms"),
                    *cells,
                    *(name for name in last if name != "forms"),
                )
                yield made, self.figures

        written = [self.out]
        self._save(of(forms(), *COVERAGE), self.out)
        for population in populations:
            path = _group_file(self.out, population)
            self._save(of(groups(population), "forms"), path)
            written.append(path)
        return tuple(written)

    def _long(
        self,
        forms: Callable[[], Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]],
        groups: Callable[[tuple[str, ...]], Iterator[tuple[pl.DataFrame, Sequence[MeasureColumn]]]],
        populations: Sequence[tuple[str, ...]],
        columns: ValueColumns,
    ) -> tuple[Path, ...]:
        values = ValueFrames(
            self.run.scorer.framework, columns, self.how.language, self.out.suffix.lower() == ".csv"
        )
        every = chain(forms(), *(groups(population) for population in populations))

        def frames() -> Iterator[_OutputPart]:
            for part, own in every:
                for column, frame in zip(own, values.of(part, own), strict=True):
                    number = isinstance(column.measure.type, Number)
                    yield frame, self.figures | {DISPLAY} if number else self.figures

        self._save(frames(), self.out)
        return (self.out,)

    def _save(self, parts: Iterator[_OutputPart], path: Path) -> None:
        """Write parts into one file that is never partial."""
        with whole(path) as out, _system_errors(path):
            if path.suffix.lower() == ".csv":
                self._save_csv(parts, out)
            else:
                _save_parquet((table for table, _ in parts), out)

    def _save_csv(self, parts: Iterator[_OutputPart], out: BinaryIO) -> None:
        first, raw = True, self.how.raw
        for table, figures in parts:
            if first:
                # Two names may become one when they are made safe.
                names = table.columns if raw else map(self.cells.text, table.columns)
                header = io.StringIO(newline="")
                csv.writer(header, lineterminator="\n").writerow(names)
                out.write(header.getvalue().encode())
                first = False
            safe = table if raw else guard(table, self.cells, figures)
            safe.write_csv(out, include_header=False)


def _group_file(out: Path, population: Sequence[str]) -> Path:
    """The file for the figures of one kind of group, with a row per group."""
    return out.with_name(f"{out.stem}.by-{'-'.join(population) or 'all'}{out.suffix}")


def _made(scorer: FrameScorer, *, wide: bool) -> Iterator[str]:
    """The names of the columns of the result and of the table that it is built from."""
    yield from scorer.made
    space = scorer.framework.plan.space
    yield from (each.name for each in space.dimensions if each.population)
    if not wide:
        used = {name for column in scorer.columns() for name in column.measure.per}
        yield from (*OF_VALUES, *space.in_order(used))


def _tables(
    scorer: FrameScorer, groups: Sequence[GroupTable], population: tuple[str, ...]
) -> Iterator[pl.DataFrame]:
    """The table of one kind of group, part by part."""
    names = (name for c in scorer.columns(population) for name in (c.value, c.missing))
    wanted = [*population, "forms", *names]
    # Groups of the same dimensions are the same in every stage, in the same order.
    for parts in zip(*(each.parts(_GROUPS) for each in groups), strict=True):
        table = scorer.tables(parts)[population].select(wanted)
        yield table.with_columns(parts[0].whose[FIRST].cast(pl.Int64))


def _save_parquet(parts: Iterator[pl.DataFrame], out: BinaryIO) -> None:
    # Polars needs the schema before the first part.
    first = next(parts, pl.DataFrame())

    def source(*_: Any) -> Iterator[pl.DataFrame]:  # noqa: ANN401 - what Polars passes is not needed
        return chain([first], parts)

    register_io_source(source, schema=first.schema).sink_parquet(out)


@contextmanager
def _system_errors(path: Path) -> Iterator[None]:
    """Polars reports some system errors only in its message: raise them as OSError."""
    try:
        yield
    except (OSError, pl.exceptions.PolarsError) as error:
        number = _SYSTEM.search(str(error))
        if number is None:
            raise
        with errors_of(path):
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from error


def are_results(path: Path) -> bool:
    """Whether a file holds our results, or no table at all: then nobody has filled it in."""
    if path.suffix.lower() == ".parquet":
        try:
            return _named_as_results(pl.read_parquet_schema(path))
        except pl.exceptions.PolarsError:
            return True
    with path.open(encoding="utf-8", errors="replace") as file:
        lines = [line for line in islice(file, 2) if line.strip()]
    names = _SEPARATORS.split(lines[0].strip("\ufeff\r\n")) if lines else []
    return len(lines) < 2 or len(names) == 1 or _named_as_results(names)  # noqa: PLR2004 - headings and a row


def _named_as_results(names: Collection[str]) -> bool:
    known = set(names)
    return (
        {MEASURE, VALUE, MISSING} <= known
        # A wide file of forms has coverage columns even if no measure of forms was asked for.
        or {"answered", "relevant"} <= known
        or any(name.endswith(":missing") for name in names)
    )
