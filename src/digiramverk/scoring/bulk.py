"""A file of any size scored into a file: part by part, and whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl
from polars.io.plugins import register_io_source

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.loading.frames.given import refuse_names
from digiramverk.loading.frames.survey import Progress
from digiramverk.rules.frame.figures import GroupTable
from digiramverk.rules.frame.made import Column
from digiramverk.rules.missing import Missing
from digiramverk.rules.space import RESPONSE
from digiramverk.rules.types import Number
from digiramverk.scoring.engines import POLARS, carried_back, quiet
from digiramverk.scoring.frames import FrameScorer
from digiramverk.scoring.results import Results
from digiramverk.scoring.running import Collector, TableRun, begin
from digiramverk.scoring.writing import whole

OUTPUTS: Final = (".parquet", ".csv")
_OF_VALUES: Final = ("measure", "value", "text", "missing")
"""Columns of a result with a row per value."""
_GROUPS: Final = 10_000
"""Rows of groups that are written at a time."""
_KINDS: Final = pl.Enum([kind.key for kind in sorted(Missing)])


@attrs.frozen
class Bulk:
    """What came of a file.

    Attributes:
        forms: how many were scored.
        files: what was written.
        notes: warnings, one for each kind.
        across: the measures that targets name, as they are exactly, beside others of the same groups.
    """

    forms: int
    files: tuple[Path, ...]
    notes: tuple[Diagnostic, ...]
    across: Results


@attrs.frozen
class How:
    """How a file is scored.

    Attributes:
        wide: a row per form with a column per value and a file for every kind of group, not a row per value.
        strict: columns that are unknown or absent are errors.
        skip: rows that cannot be scored are put aside, in a file beside the result.
        engine: what computes: one of `ENGINES`.
    """

    wide: bool = False
    strict: bool = False
    skip: bool = False
    engine: str = POLARS


def score_file(
    scorer: FrameScorer,
    source: Path,
    out: Path,
    how: How = How(),
    progress: Progress = lambda _: None,
) -> Bulk:
    """Score a CSV, Parquet or Excel file into a Parquet or CSV file.

    Args:
        scorer: the framework, ready.
        source: a row per form.
        out: written beside and renamed when whole, so that there is never half of it.
        how: see there.
        progress: told how many forms have been worked on.

    Raises:
        InputError: DR420, DR425, DR430 to DR433, DR440 to DR443, DR447 to DR449 and, if strict, DR422 and
            DR423.
        EvaluationError: DR421, the engine cannot compute some measure.
        MissingExtraError: DR901, the engine is not installed.
    """
    if out.suffix.lower() not in OUTPUTS or not out.parent.is_dir():
        raise InputError([Diagnostic("DR425", {"file": out.as_posix()})])
    rejected = out.with_name(f"{out.stem}.rejected.csv")
    with whole(rejected, wanted=how.skip) as file:
        run = begin(scorer, source, how.engine, progress, strict=how.strict)
        refuse_names(run.headers.unknown, _made(scorer, wide=how.wide))
        run.survey(file if how.skip else None, rejected.as_posix())
    with quiet(how.engine):
        return _Writer(run, out, how).write(rejected if how.skip and run.found.bad else None)


def score_table(
    scorer: FrameScorer,
    source: Path,
    engine: str = POLARS,
    progress: Progress = lambda _: None,
    *,
    strict: bool = False,
    skip: bool = False,
) -> Results:
    """Score a CSV, Parquet or Excel file through a frame, into what scoring its forms one by one gives.

    Args:
        scorer: the framework, ready.
        source: a row per form.
        engine: what computes: one of `ENGINES`.
        progress: told how many forms have been worked on.
        strict: whether columns that are unknown or absent are errors.
        skip: whether rows that cannot be scored are put aside, in a file beside `source`.

    Raises:
        InputError, EvaluationError, MissingExtraError: as for :func:`score_file`.
    """
    rejected = source.with_name(f"{source.stem}.rejected.csv")
    with whole(rejected, wanted=skip) as file:
        run = begin(scorer, source, engine, progress, strict=strict)
        run.survey(file if skip else None, rejected.as_posix())
    with quiet(engine):
        return run.results()


@attrs.frozen
class _Writer:
    """Writes what a run gives."""

    run: TableRun
    out: Path
    how: How

    def write(self, rejected: Path | None) -> Bulk:
        """Write everything, and say what came of it."""
        run = self.run
        outcome = run.outcome
        collector = Collector(run, every_form=False)
        framework = run.scorer.framework
        answers = set(framework.plan.space.item_index)
        names = run.headers.names
        keep = [name for name in run.found.table.columns if names.get(name) not in answers]
        named = {name: names.get(name, name) for name in keep}
        populations = {name for each in outcome.tables for name in each.stage.population}
        whose = list(dict.fromkeys((*named.values(), *sorted(populations))))
        of_forms = run.scorer.columns((RESPONSE,))
        dimensions = _dimensions(run.scorer)

        def forms() -> Iterator[pl.DataFrame]:
            for part, batch in run.parts():
                collector.look(part, batch)
                scored = carried_back(run.scorer.with_coverage(outcome, batch, keep))
                if self.how.wide:
                    cells = [name for c in of_forms for name in (c.value, c.missing)]
                    yield scored.select(*keep, *cells, "answered", "relevant")
                else:
                    yield from _long(scored, of_forms, dimensions, named, whose)
                del part, batch, scored

        tables: dict[tuple[str, ...], list[GroupTable]] = {}
        for table in outcome.tables:
            if run.scorer.columns(table.stage.population):
                tables.setdefault(table.stage.population, []).append(table)
        files = self._wide(forms, tables) if self.how.wide else self._long(forms, tables, whose)
        across = collector.results()
        others = () if rejected is None else (rejected,)
        return Bulk(run.scored, (*files, *others), across.notes, across)

    def _wide(
        self, forms: Callable[[], Iterator[pl.DataFrame]], tables: Mapping[tuple[str, ...], list[GroupTable]]
    ) -> tuple[Path, ...]:
        written: list[Path] = []
        for population, own in tables.items():
            name = f"{self.out.stem}.by-{'-'.join(population) or 'all'}{self.out.suffix}"
            path = self.out.with_name(name)
            _save(partial(_tables, self.run.scorer, own, population), path)
            written.append(path)
        _save(forms, self.out)
        return (self.out, *written)

    def _long(
        self,
        forms: Callable[[], Iterator[pl.DataFrame]],
        tables: Mapping[tuple[str, ...], list[GroupTable]],
        whose: Sequence[str],
    ) -> tuple[Path, ...]:
        dimensions = _dimensions(self.run.scorer)

        def everything() -> Iterator[pl.DataFrame]:
            yield from forms()
            for population, own in tables.items():
                columns = self.run.scorer.columns(population)
                for part in _tables(self.run.scorer, own, population):
                    yield from _long(part, columns, dimensions, {name: name for name in population}, whose)

        _save(everything, self.out)
        return (self.out,)


def _made(scorer: FrameScorer, *, wide: bool) -> Iterator[str]:
    """The names of the columns that the result has, and the table that it is made of."""
    yield from scorer.made
    if not wide:
        yield from (*_OF_VALUES, *_dimensions(scorer))


def _dimensions(scorer: FrameScorer) -> tuple[str, ...]:
    """The dimensions of the framework that tell the values of a measure apart, each a column of its own."""
    used = {name for column in scorer.columns() for name in column.measure.per}
    return tuple(each.name for each in scorer.framework.plan.space.dimensions if each.name in used)


def _long(
    table: pl.DataFrame,
    columns: Sequence[Column],
    dimensions: Sequence[str],
    named: Mapping[str, str],
    whose: Sequence[str],
) -> Iterator[pl.DataFrame]:
    """A row per value: measure, cell, whose it is, the number or text, and why there is none.

    What is the same for every measure is made once and shared by all frames that come out.
    """
    by_meaning = {meant: name for name, meant in named.items()}
    members = {meant: pl.col(by_meaning[meant]) if meant in by_meaning else pl.lit(None) for meant in whose}
    shared = table.select(
        *(each.cast(pl.String).alias(f"__{meant}") for meant, each in members.items()),
        *(
            # Kinds of missing are numbered from 1, the members of an enumeration from 0.
            pl.when(pl.col(name) > 0).then(pl.col(name) - 1).cast(pl.UInt8).cat.to(_KINDS).alias(name)
            for name in dict.fromkeys(column.missing for column in columns)
        ),
        *dict.fromkeys(column.value for column in columns),
    )
    for column in columns:
        value = pl.col(column.value)
        is_number = isinstance(column.measure.type, Number)
        cell = dict(zip(column.measure.per, column.cell, strict=True))
        yield shared.select(
            pl.lit(column.measure.name).alias("measure"),
            *(pl.lit(cell.get(name), dtype=pl.String).alias(name) for name in dimensions),
            *(pl.col(f"__{meant}").alias(meant) for meant in whose),
            (value if is_number else pl.lit(None)).cast(pl.Float64).alias("value"),
            (pl.lit(None) if is_number else value).cast(pl.String).alias("text"),
            pl.col(column.missing).alias("missing"),
        )


def _tables(
    scorer: FrameScorer, groups: Sequence[GroupTable], population: tuple[str, ...]
) -> Iterator[pl.DataFrame]:
    """The table of one kind of group, part by part."""
    names = (name for c in scorer.columns(population) for name in (c.value, c.missing))
    wanted = [*population, "forms", *names]
    kinds = {"Float64": pl.Float64, "Boolean": pl.Boolean, "String": pl.String, "Int64": pl.Int64}
    schema = {
        name: kinds.get(type(kind).__name__, pl.Int8)
        for name, kind in scorer.dtypes(wanted, population).items()
    }
    # Groups of the same dimensions are the same in every stage, and come in the same order.
    for parts in zip(*(each.parts(_GROUPS) for each in groups), strict=True):
        yield pl.DataFrame(scorer.tables(parts)[population], schema_overrides=schema).select(wanted)


def _save(parts: Callable[[], Iterator[pl.DataFrame]], path: Path) -> None:
    """Write parts into one file, of which there is never half."""
    with whole(path) as part:
        if path.suffix.lower() == ".csv":
            _save_csv(parts(), part)
        else:
            _save_parquet(parts(), part)


def _save_csv(parts: Iterator[pl.DataFrame], path: Path) -> None:
    first = True
    with path.open("wb") as file:
        for each in parts:
            each.write_csv(file, include_header=first)
            first = False


def _save_parquet(parts: Iterator[pl.DataFrame], path: Path) -> None:
    first = next(parts, pl.DataFrame())

    def source(*_: Any) -> Iterator[pl.DataFrame]:  # noqa: ANN401 - what Polars passes is not needed
        return chain([first], parts)

    register_io_source(source, schema=first.schema).sink_parquet(path)
