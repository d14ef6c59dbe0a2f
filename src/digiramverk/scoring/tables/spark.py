"""Scores a Spark table: Polars scores each part on its executor, the driver puts groups together."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.answers import (
    StateReader,
    Stray,
    WholeTable,
    fit,
    gathered,
    header_notes,
    read_headers,
    refuse_hidden,
    refuse_names,
    settled,
    told_values,
    without,
)
from digiramverk.core import InputError
from digiramverk.rules.disclosure import Withheld
from digiramverk.scoring.engine import problem_notes
from digiramverk.scoring.tables.caller_tables import as_arrow, library_of
from digiramverk.scoring.tables.frames import FrameResults, FrameScorer
from digiramverk.scoring.tables.unplaced_forms import Unplaced
from digiramverk.tables import ROW, Earlier, GroupTables, Outcome

_PART: Final = "part"


def score_native(scorer: FrameScorer, native: Any) -> FrameResults:  # noqa: ANN401 - a table of any library
    """Score any table: see :meth:`FrameScorer.score`.

    A Spark table gives Spark tables. Its forms are scored on the executors; for figures of groups they pass
    through the driver, part by part. From the previous round, only the values that some rule asks for come to
    the driver.
    """
    if library_of(native) != "pyspark":
        return scorer.score(native)
    framework = scorer.framework
    headers = read_headers(native.columns, framework)
    fit(headers, framework)
    items = framework.plan.space.item_index
    keep = tuple(name for name in native.columns if headers.names.get(name) not in items)
    refuse_names(keep, scorer.made, cased=False)
    refuse_hidden(headers.unknown)
    reader = StateReader(framework, headers)
    strays: list[Stray] = []
    looked = WholeTable(reader)
    lacking = Unplaced(framework, scorer.asked, reader.inputs.members)
    for part in _parts(native):
        read, own = reader.read(part)
        strays += own
        looked.look(without(read, own))
        lacking.count(read)
    whole = settled(looked, lambda: (without(*reader.read(part)) for part in _parts(native)))
    if strays or whole.errors:
        values = (told for _, told in told_values(gathered(strays), framework))
        raise InputError([*values, *whole.errors])

    def before(number: int, known: GroupTables, earlier: Earlier) -> Iterator[pl.DataFrame]:
        return _gathered(native, PreviousOnExecutor(attrs.evolve(scorer), reader, known, earlier, number))

    outcome = scorer.run(lambda: (reader.read(part)[0] for part in _parts(native)), reader, elsewhere=before)
    if outcome.by_form is None:
        where = OnExecutor(
            attrs.evolve(scorer), reader, outcome.known, outcome.earlier, keep, outcome.withheld
        )
        forms = native.mapInArrow(where, where.schema(native))
    else:
        # A rule that columns cannot hold within groups takes all forms at once: they have been scored here.
        made = [scorer.with_coverage(outcome, reader.read(part)[0], keep) for part in _parts(native)]
        forms = native.sparkSession.createDataFrame(as_arrow(pl.concat(made)))
    groups = {
        population: native.sparkSession.createDataFrame(as_arrow(table))
        for population, table in scorer.tables(outcome.tables).items()
    }
    notes = (*header_notes(headers.unknown, headers.absent, framework), *whole.notes, *lacking.notes())
    return FrameResults(forms, groups, (*notes, *problem_notes(outcome.problems)))


@attrs.frozen
class OnExecutor:
    """The job sent to the executors; there the plan is turned into expressions, once per part.

    Attributes:
        scorer: the scorer, not yet turned into expressions.
        reader: knows every spelling that the table has.
        known: the results of group stages.
        earlier: the values of the previous round that rules ask for.
        keep: the columns to return unchanged.
        withheld: what is withheld in addition to `show_if`.
    """

    scorer: FrameScorer
    reader: StateReader
    known: GroupTables
    earlier: Earlier
    keep: tuple[str, ...]
    withheld: Withheld

    def __call__(self, parts: Iterator[Any]) -> Iterator[Any]:
        """Turn batches of Arrow into batches with a row per form."""
        score = self._scoring()
        for part in parts:
            yield from as_arrow(score(_frame(part))).to_batches()

    def schema(self, native: Any) -> Any:  # noqa: ANN401 - a frame and a schema of Spark
        """The columns of the result, found by scoring no forms."""
        types = import_module("pyspark.sql.pandas.types")
        empty = _frame(types.to_arrow_schema(native.schema).empty_table())
        return types.from_arrow_schema(as_arrow(self._scoring()(empty)).schema)

    def _scoring(self) -> Callable[[pl.DataFrame], pl.DataFrame]:
        scorer = attrs.evolve(self.scorer)
        inputs = self.reader.inputs
        outcome = Outcome(
            scorer.program, inputs, self.known, None, [], earlier=self.earlier, withheld=self.withheld
        )

        def score(table: pl.DataFrame) -> pl.DataFrame:
            numbered = table.with_row_index(ROW)
            return scorer.with_coverage(outcome, self.reader.read(numbered)[0], self.keep)

        return score


@attrs.frozen
class PreviousOnExecutor:
    """The job that computes the values of forms for the next round, on the executors.

    Attributes:
        scorer, reader, known, earlier: as for :class:`OnExecutor`.
        number: the number of the stage.
    """

    scorer: FrameScorer
    reader: StateReader
    known: GroupTables
    earlier: Earlier
    number: int

    def __call__(self, parts: Iterator[Any]) -> Iterator[Any]:
        """Turn batches of Arrow into the packed values of each."""
        program = attrs.evolve(self.scorer).program
        inputs = self.reader.inputs
        # Only columns go back to the driver, where a failing fold shows as undecided.
        values = program.values_before(self.number, inputs, self.known, self.earlier, [])
        for part in parts:
            numbered = _frame(part).with_row_index(ROW)
            found = values.of_part(self.reader.read(numbered)[0])
            yield from _packed(as_arrow(found).combine_chunks().to_batches())


def _parts(native: Any) -> Iterator[pl.DataFrame]:  # noqa: ANN401 - a frame of Spark
    """All rows, part by part, numbered consecutively; only one part at a time is in memory."""
    start = 0
    for part in _gathered(native, _packed):
        yield part.with_row_index(ROW, offset=start)
        start += len(part)


def _gathered(native: Any, make: Callable[[Iterator[Any]], Iterator[Any]]) -> Iterator[pl.DataFrame]:  # noqa: ANN401 - a frame of Spark
    """The results of a job on each part, one after the other."""
    for row in native.mapInArrow(make, f"{_PART} binary").toLocalIterator():
        yield _frame(import_module("pyarrow").ipc.open_stream(row[_PART]).read_all())


def _packed(parts: Iterable[Any]) -> Iterator[Any]:
    """Each batch of Arrow as one value of bytes, so that rows never become Python objects."""
    pa = import_module("pyarrow")
    for part in parts:
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, part.schema) as stream:
            stream.write_batch(part)
        yield pa.record_batch([[sink.getvalue().to_pybytes()]], names=[_PART])


def _frame(arrow: Any) -> pl.DataFrame:  # noqa: ANN401 - a table or batch of Arrow
    made = pl.from_arrow(arrow)
    if not isinstance(made, pl.DataFrame):
        raise TypeError(arrow)
    return made
