"""A file of any size scored into a file: part by part, and whole or not at all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from os import getpid
from pathlib import Path
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError
from digiramverk.loading.frames.files import TableFile, open_table
from digiramverk.loading.frames.headers import Headers, read_headers
from digiramverk.loading.frames.states import StateReader, Stray
from digiramverk.rules.frame.inputs import ROW
from digiramverk.rules.frame.made import Column, columns_of
from digiramverk.rules.frame.outcome import Outcome
from digiramverk.rules.missing import Missing
from digiramverk.rules.types import Number
from digiramverk.scoring.frames import FrameScorer, header_notes, stray_value

OUTPUTS: Final = (".parquet", ".csv")
Progress = Callable[[int], None]
"""Told how many forms have been worked on since the last time."""


@attrs.frozen
class Bulk:
    """What came of a file.

    Attributes:
        forms: how many were scored.
        files: what was written.
        notes: warnings, one for each kind.
    """

    forms: int
    files: tuple[Path, ...]
    notes: tuple[Diagnostic, ...]


@attrs.frozen
class BulkScorer:
    """Scores one file.

    Attributes:
        scorer: the framework, ready.
        source: the forms.
        out: where the result goes.
        wide: a row per form, not a row per value.
        skip: whether rows that cannot be read are put aside.
        progress: told of every part.
    """

    scorer: FrameScorer
    source: TableFile
    out: Path
    wide: bool
    skip: bool
    progress: Progress

    @property
    def rejected(self) -> Path:
        """Where rows go that cannot be read."""
        return self.out.with_name(f"{self.out.stem}.rejected.csv")

    def run(self, headers: Headers) -> Bulk:
        """Score everything. Raises InputError DR420 where rows cannot be read and are not to be skipped."""
        reader = StateReader(self.scorer.framework, headers)
        total, bad = self._look_through(reader)

        def batches() -> Iterator[nw.DataFrame[Any]]:
            for part in self.source.batches():
                read, strays = _read(reader, part)
                yield read.filter(~nw.col(ROW).is_in(_rows(strays))) if strays else read
                self.progress(len(part))

        outcome = self.scorer.run(batches, reader, ordered=True)
        answers = set(self.scorer.framework.plan.space.item_index)
        keep = [name for name in self.source.columns if headers.names.get(name) not in answers]
        files = self._write(outcome, batches, keep, headers)
        notes = [*header_notes(headers)]
        if bad:
            args = {"count": bad, "total": total, "file": self.rejected.as_posix()}
            notes.append(Diagnostic("DR424", args))
            files = (*files, self.rejected)
        return Bulk(total - bad, files, tuple(notes))

    def _look_through(self, reader: StateReader) -> tuple[int, int]:
        """Read everything once: how many rows there are, and how many of them cannot be read."""
        total = bad = 0
        met: dict[tuple[str, str], Stray] = {}
        with whole(self.rejected, wanted=self.skip) as file:
            for part in self.source.batches():
                total += len(part)
                _, strays = _read(reader, part)
                for each in strays:
                    before = met.get((each.column, each.value))
                    met[each.column, each.value] = (
                        each if before is None else attrs.evolve(before, count=before.count + each.count)
                    )
                if strays and self.skip:
                    bad += _put_aside(part, strays, file, first=not bad)
                self.progress(len(part))
            if met and not self.skip:
                raise InputError([stray_value(each, reader.framework) for each in met.values()])
            if not bad:
                file.unlink(missing_ok=True)
        return total, bad

    def _write(
        self,
        outcome: Outcome,
        batches: Callable[[], Iterator[nw.DataFrame[Any]]],
        keep: Sequence[str],
        headers: Headers,
    ) -> tuple[Path, ...]:
        scorer = self.scorer
        named = {name: headers.names.get(name, name) for name in keep}
        populations = {name for each in outcome.groups for name in each.stage.population}
        whose = list(dict.fromkeys((*named.values(), *sorted(populations))))

        def forms() -> Iterator[pl.DataFrame]:
            for part in batches():
                scored: Any = scorer.with_coverage(outcome, part, keep)
                yield (
                    scored.to_native()
                    if self.wide
                    else _long(scored.to_native(), columns_of(outcome.form_measures), named, whose)
                )

        tables = {
            population: pl.DataFrame(data, schema_overrides=_schema(scorer, data, population))
            for population, data in scorer.tables(outcome.groups).items()
        }
        if not self.wide:
            measures = scorer.framework.plan.measures
            longs = [
                _long(
                    table,
                    [c for c in columns_of(measures) if c.measure.population == population],
                    {name: name for name in population},
                    whose,
                )
                for population, table in tables.items()
            ]

            def everything() -> Iterator[pl.DataFrame]:
                yield from forms()
                yield from longs

            _save(everything, self.out)
            return (self.out,)
        written: list[Path] = []
        for population, table in tables.items():
            name = f"{self.out.stem}.by-{'-'.join(population) or 'all'}{self.out.suffix}"
            path = self.out.with_name(name)
            _save(partial(_once, table), path)
            written.append(path)
        _save(forms, self.out)
        return (self.out, *written)


def score_file(
    scorer: FrameScorer,
    source: Path,
    out: Path,
    *,
    wide: bool = False,
    strict: bool = False,
    skip: bool = False,
    progress: Progress = lambda _: None,
) -> Bulk:
    """Score a CSV, Parquet or Excel file into a Parquet or CSV file.

    Args:
        scorer: the framework, ready.
        source: a row per form.
        out: written beside and renamed when whole, so that there is never half of it.
        wide: a row per form with a column per value, and a file for every kind of group.
        strict: whether columns that are unknown or absent are errors.
        skip: whether rows that cannot be read are put aside, in a file beside `out`.
        progress: told how many forms have been worked on.

    Raises:
        InputError: DR420, DR425, DR427 and, if strict, DR422 and DR423.
    """
    if out.suffix.lower() not in OUTPUTS or not out.parent.is_dir():
        raise InputError([Diagnostic("DR425", {"file": out.as_posix()})])
    table = open_table(source)
    headers = read_headers(table.columns, scorer.framework)
    if headers.twice:
        raise InputError([Diagnostic("DR413", {"name": name}) for name in headers.twice])
    notes = tuple(header_notes(headers))
    if strict and notes:
        raise InputError(notes)
    return BulkScorer(scorer, table, out, wide, skip, progress).run(headers)


@contextmanager
def whole(path: Path, *, wanted: bool = True) -> Iterator[Path]:
    """A file to write to that takes its name only when all has gone well."""
    part = path.with_name(f".{path.name}.{getpid()}.part")
    try:
        yield part
        if wanted and part.exists():
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _read(reader: StateReader, part: nw.DataFrame[Any]) -> tuple[nw.DataFrame[Any], list[Stray]]:
    frame, strays = reader.read(part)
    if not isinstance(frame, nw.DataFrame):
        raise TypeError(frame)
    return frame, [*strays, *reader.stray_members(frame)]


def _rows(strays: Sequence[Stray]) -> list[int]:
    return sorted({row for each in strays for row in each.rows})


def _put_aside(part: nw.DataFrame[Any], strays: Sequence[Stray], file: Path, *, first: bool) -> int:
    """Write the rows that cannot be read, each with the reasons."""
    texts: dict[int, list[str]] = {}
    for each in strays:
        for row in each.rows:
            texts.setdefault(row, []).append(f"{each.column}: {each.value}")
    rows = sorted(texts)
    native: pl.DataFrame = part.filter(nw.col(ROW).is_in(rows)).to_native()
    line = pl.col(ROW).cast(pl.Int64) + 2
    made = native.with_columns(
        line.alias("line"), pl.Series("reason", ["; ".join(texts[row]) for row in rows])
    )
    with file.open("ab") as out:
        made.drop(ROW).write_csv(out, include_header=first)
    return len(rows)


def _long(
    table: pl.DataFrame, columns: Sequence[Column], named: Mapping[str, str], whose: Sequence[str]
) -> pl.DataFrame:
    """A row per value: measure, cell, whose it is, the number or text, and why there is none."""
    kinds = pl.Enum([kind.key for kind in sorted(Missing)])
    by_meaning = {meant: name for name, meant in named.items()}
    names = {0: None, **{int(kind): kind.key for kind in Missing}}
    parts: list[pl.DataFrame] = []
    for column in columns:
        value = pl.col(column.value)
        is_number = isinstance(column.measure.type, Number)
        cell = ", ".join(f"{n}={m}" for n, m in zip(column.measure.per, column.cell, strict=True))
        parts.append(
            table.select(
                pl.lit(column.measure.name).alias("measure"),
                pl.lit(cell).alias("cell"),
                *(
                    (pl.col(by_meaning[meant]) if meant in by_meaning else pl.lit(None))
                    .cast(pl.String)
                    .alias(meant)
                    for meant in whose
                ),
                (value if is_number else pl.lit(None)).cast(pl.Float64).alias("value"),
                (pl.lit(None) if is_number else value).cast(pl.String).alias("text"),
                pl.col(column.missing)
                .replace_strict(names, return_dtype=pl.String)
                .cast(kinds)
                .alias("missing"),
            )
        )
    return pl.concat(parts) if parts else pl.DataFrame()


def _schema(scorer: FrameScorer, data: Mapping[str, list[Any]], population: Sequence[str]) -> dict[str, Any]:
    kinds = {nw.Float64: pl.Float64, nw.Boolean: pl.Boolean, nw.String: pl.String, nw.Int64: pl.Int64}
    return {name: kinds.get(type(kind), pl.Int8) for name, kind in scorer.dtypes(data, population).items()}


def _once(table: pl.DataFrame) -> Iterator[pl.DataFrame]:
    yield table


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
