"""Scores a whole frame with a row per form, into columns for forms and tables for groups."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import attrs
import polars as pl

from digiramverk.answers import (
    Headers,
    StateReader,
    fit,
    header_notes,
    looked_at,
    out_of_the_way,
    read_headers,
    readable,
    refuse_names,
    told_values,
)
from digiramverk.core import Diagnostic, InputError
from digiramverk.model import Framework
from digiramverk.rules import RESPONSE, Boolean
from digiramverk.rules.disclosure import Secrets
from digiramverk.scoring.engine import asked_measures, problem_notes
from digiramverk.scoring.results import refuse_unknown
from digiramverk.scoring.tables.caller_tables import carried_in, carrier_back, library_of
from digiramverk.scoring.tables.group_tables import Groups
from digiramverk.scoring.tables.pandas_frames import PandasTable
from digiramverk.scoring.tables.unplaced_forms import Unplaced
from digiramverk.tables import (
    COVERAGE,
    ROW,
    SIZE,
    FrameProgram,
    GroupTable,
    MeasureColumn,
    Outcome,
    StageParts,
    columns_of,
    run,
    values_of_groups,
)


@attrs.frozen
class FrameResults:
    """The results of scoring a frame.

    Attributes:
        forms: the caller's kind of frame: their columns except the answers, then for
            every cell of a measure of forms its value (`share[leadership,1]`) and its kind of missing
            (`share[leadership,1]:missing`, 0 for a value, 1 not relevant, 2 unanswered, 3 undecided, 4
            withheld); last how many relevant indicators are `answered`, of how many `relevant` ones. A scorer
            without `reasons` returns only the values.
        groups: for every set of population dimensions, named in any order (`groups["district", "round"]`), a
            frame with a row per group: the members, the number of `forms`, and the measures of such groups in
            the same way.
        notes: warnings, one for each kind.
    """

    forms: Any
    groups: Groups = attrs.field(converter=Groups)
    notes: tuple[Diagnostic, ...] = ()


@attrs.frozen
class FrameScorer:
    """A framework ready to score frames.

    Attributes:
        framework: the framework to score against.
        measures: the measures to compute and return; all if empty. Their values do not depend on which others
            are asked for.
        reasons: whether to return kinds of missing for values, and coverage for forms.

    Raises:
        NotFoundError: DR601, a measure that the framework lacks.
    """

    framework: Framework
    measures: tuple[str, ...] = ()
    reasons: bool = True

    def __attrs_post_init__(self) -> None:
        """Refuse unknown measures at once."""
        refuse_unknown(self.framework, self.measures)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The names of the measures to return, in the order of the framework."""
        return asked_measures(self.framework, self.measures)

    @cached_property
    def program(self) -> FrameProgram:
        """The program for the measures asked for."""
        plan = self.framework.plan
        # What is withheld depends on everything that could be shown, so only the whole plan can decide it.
        parted = self.measures and not Secrets(plan).is_guarded
        return FrameProgram(plan.only(self.asked) if parted else plan, frozenset(self.asked))

    def columns(self, population: Sequence[str] | None = None) -> tuple[MeasureColumn, ...]:
        """The columns of the measures asked for, of one kind of group or of all."""
        chosen = (m for m in self.program.plan.measures if m.name in self.asked)
        return columns_of(m for m in chosen if population is None or m.population == tuple(population))

    def score(self, native: Any) -> FrameResults:  # noqa: ANN401 - a table of any library
        """Score a frame with a row per form and a column per indicator.

        Args:
            native: a table of Polars, pandas, PyArrow or DuckDB, or of another library with the interface of
                Arrow. Polars computes it; lazy tables and relations are read into memory. Cells hold levels
                by id, label or points; other columns identify the form, or are carried along. Named levels of
                a pandas index are read too, if no column has the same meaning.

        Returns:
            Tables of the same kind, or of Polars for a kind not named above; those of forms row by row in the
            given order, in pandas with their index. Numbers are the floats nearest to the exact values;
            missing ones are null, with their kind in a separate column. Notes: DR408, forms that measures
            across forms cannot place; DR422 and DR423, columns; DR434, rounds that look like days; DR509,
            functions that failed.

        Raises:
            InputError: DR446, no table; DR413 and DR447 to DR449, columns that cannot be read, or that clash
                with those of the results; DR420, DR436 and DR439, values that cannot be read; DR430 to DR433,
                forms that contradict one another or the framework. Rows are counted from 1.
        """
        library = library_of(native)
        if library == "pandas" and hasattr(native, "index") and hasattr(native, "columns"):
            return self._of_pandas(native)
        found = self._of_frame(carried_in(native), cased=library != "duckdb")
        back = carrier_back(native)
        groups = {population: back(table) for population, table in found.groups.items()}
        return FrameResults(back(found.forms), groups, found.notes)

    def _of_frame(self, frame: pl.DataFrame, *, cased: bool = True) -> FrameResults:
        headers = read_headers(frame.columns, self.framework)
        fit(headers, self.framework)
        frame = readable(frame, headers, self.framework)
        kept = [name for name in frame.columns if not self._is_answer(headers, name)]
        refuse_names(kept, self.made, cased=cased)
        # A carried column may have the name of an internal one; it gets its own back at the end.
        hidden = out_of_the_way(frame.columns, headers)
        reader = StateReader(self.framework, headers)
        read, strays = reader.read(frame.rename(dict(hidden)).with_row_index(ROW), as_listed=True)
        together = looked_at(reader, read, strays)
        if strays or together.errors:
            values = (told for _, told in told_values(strays, self.framework))
            raise InputError([*values, *together.errors])
        outcome = self.run(lambda: [read], reader)
        forms = self.with_coverage(outcome, read, [hidden.get(name, name) for name in kept])
        lacking = Unplaced(self.framework, self.asked, reader.inputs.members)
        lacking.count(read)
        notes = (
            *header_notes(headers.unknown, headers.absent, self.framework),
            *together.notes,
            *lacking.notes(),
            *problem_notes(outcome.problems),
        )
        return FrameResults(
            forms.rename({other: name for name, other in hidden.items()}), self.tables(outcome.tables), notes
        )

    @cached_property
    def made(self) -> tuple[str, ...]:
        """The names of the columns that are added to a table of forms."""
        columns = self.columns((RESPONSE,))
        values = (column.value for column in columns)
        return (*values, *(column.missing for column in columns), *COVERAGE) if self.reasons else (*values,)

    def _of_pandas(self, native: Any) -> FrameResults:  # noqa: ANN401 - a frame of pandas
        table = PandasTable(native, self.framework)
        read = table.read()
        fit(table.headers, self.framework)
        refuse_names(table.others, self.made)
        found = self._of_frame(read)
        truths = {column.value for column in self.columns() if isinstance(column.measure.type, Boolean)}

        def back(table: Any) -> Any:  # noqa: ANN401 - a frame of Polars, then of pandas
            made = table.to_pandas()
            return made.assign(**{name: made[name].astype("boolean") for name in made if name in truths})

        groups = {population: back(each) for population, each in found.groups.items()}
        forms = table.beside(back(found.forms.drop(read.columns, strict=False)))
        return FrameResults(
            forms, groups, (*header_notes(table.headers.unknown, (), self.framework), *found.notes)
        )

    def run(
        self,
        batches: Callable[[], Iterable[pl.DataFrame]],
        reader: StateReader,
        *,
        scalar: bool = False,
        elsewhere: StageParts | None = None,
    ) -> Outcome:
        """Run the group stages over batches that have been read.

        Args:
            batches: gives the batches.
            reader: has read them.
            scalar: whether the scalar engine computes everything.
            elsewhere: computes the values of forms for the next round in the process that holds the forms.
        """
        return run(self.program, batches, reader.inputs, scalar=scalar, elsewhere=elsewhere)

    def with_coverage(self, outcome: Outcome, read: pl.DataFrame, keep: Sequence[str]) -> pl.DataFrame:
        """The measures of forms, and how many of the relevant indicators are answered."""
        scored = outcome.forms(read, keep, reasons=self.reasons)
        return scored.rename({hidden: name for name, hidden in COVERAGE.items()}) if self.reasons else scored

    def tables(self, groups: Iterable[GroupTable]) -> dict[tuple[str, ...], pl.DataFrame]:
        """The measures of groups, as a table for every set of population dimensions."""
        found: dict[tuple[str, ...], dict[str, pl.Series]] = {}
        for own in groups:
            stage = own.stage
            columns = columns_of(measure for measure in stage.measures if measure.name in self.asked)
            if not columns:
                continue
            table = found.setdefault(stage.population, {})
            # Groups of the same dimensions are the same in every stage, in the same order.
            for name in stage.population:
                table[name] = own.members(name)
            table["forms"] = own.whose[SIZE].cast(pl.Int64)
            values = values_of_groups(own, columns, self.framework.plan)
            for column in columns:
                table[column.value] = values[column.value]
                if self.reasons:
                    table[column.missing] = values[column.missing]
        return {key: pl.DataFrame(table) for key, table in found.items()}

    def _is_answer(self, headers: Headers, column: str) -> bool:
        meant = headers.names.get(column)
        return meant is not None and meant in self.framework.plan.space.item_index
