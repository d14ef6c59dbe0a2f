"""Runs a plan on a frame, and gives each part of it to the engine that can compute it.

The invariant: **the route never changes a value**. Columns compute whatever they can hold exactly; the rest
goes to the scalar engine, measure by measure and batch by batch. Only if folds within groups do not fit does
it compute everything, on all forms at once. Falling back for the whole plan would be simpler, and one awkward
rule would make a million forms Python objects. The cost is a decision per measure when the columns are built.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs
import polars as pl

from digiramverk.core import nearest_float
from digiramverk.rules import (
    RESPONSE,
    Boolean,
    Member,
    Missing,
    Number,
    Plan,
    PlannedMeasure,
    Problem,
    Space,
    decoded,
    meanings_of,
)
from digiramverk.rules.disclosure import Withheld
from digiramverk.rules.scalar import Group, Outputs, place_of
from digiramverk.tables.batches import Batchwise, forms_of
from digiramverk.tables.column_expressions import Unfit
from digiramverk.tables.figures import GroupTable, unpacked
from digiramverk.tables.form_columns import value_column
from digiramverk.tables.form_table import FormColumns, MeasureColumn, columns_of
from digiramverk.tables.history import Batches, StageParts
from digiramverk.tables.layout import ROW, Inputs
from digiramverk.tables.previous_round import Earlier, GroupTables
from digiramverk.tables.program import FrameProgram, GroupRun
from digiramverk.tables.steps import Wanted
from digiramverk.tables.value_shapes import KIND, shape_of, shape_of_values, sort_of
from digiramverk.tables.withholding import HiddenForms, hidden_in, marked

if TYPE_CHECKING:
    from digiramverk.tables.graph import ColumnNode


@attrs.frozen
class Outcome:
    """The result of a run.

    Attributes:
        program: the program that ran.
        inputs: the columns that hold the forms.
        known: the results of group stages.
        by_form: outputs of form stages by position, if only a run over all forms together could compute them.
        problems: the failures of registered folds.
        scalar: whether the scalar engine computes everything, including what columns could hold.
        earlier: the values of the previous round that rules ask for.
        withheld: what is withheld in addition to `show_if`.
    """

    program: FrameProgram
    inputs: Inputs
    known: GroupTables
    by_form: Mapping[int, Mapping[int, Outputs]] | None
    problems: list[Problem]
    scalar: bool = False
    earlier: Earlier = attrs.field(factory=Earlier)
    withheld: Withheld = attrs.field(factory=Withheld)

    @cached_property
    def _batchwise(self) -> Batchwise:
        return Batchwise(self.program.scalar, self.inputs, self.known, self.earlier, self.problems)

    @property
    def tables(self) -> tuple[GroupTable, ...]:
        """The results of the group stages that have any group."""
        return tuple(table for table in self.known.values() if len(table))

    @property
    def groups(self) -> Iterator[Group]:
        """The groups of all tables, one by one."""
        return (group for table in self.tables for group in table.groups())

    @property
    def form_measures(self) -> tuple[PlannedMeasure, ...]:
        """The measures of forms, in the order of the plan."""
        return self.program.form_measures

    @cached_property
    def columns(self) -> FormColumns:
        """The columns of forms."""
        if self.scalar:
            every = columns_of(self.form_measures)
            bare = FormColumns.of(self.program.rows(self.inputs, self.known, self.earlier), ())
            return attrs.evolve(bare, columns=every, others=every)
        found = self.program.form_columns(self.inputs, self.known, self.earlier)
        self.problems.extend(found.rows.problems)
        return found

    @property
    def by_scalar(self) -> tuple[str, ...]:
        """The measures of forms that columns cannot hold, and that the scalar engine computes."""
        return tuple(dict.fromkeys(column.measure.name for column in self.columns.others))

    def forms(self, batch: pl.DataFrame, keep: Sequence[str], *, reasons: bool = True) -> pl.DataFrame:
        """A batch with the measures of every form, and the columns to keep.

        Args:
            batch: forms.
            keep: names of columns of the batch.
            reasons: whether to include the kinds of missing and the coverage.
        """
        columns = self.columns
        marks, marked_by = self._hidden
        if marks:
            batch = batch.with_columns(**marks)
        carried = batch.columns if columns.others else [*keep, *marks]
        result = columns.beside(batch, carried, reasons=reasons)
        if columns.others:
            result = self._with_scalar(result, columns.others)
        if marks:
            own = ((c.value, c.missing, marked_by.get((c.measure.name, c.cell))) for c in columns.columns)
            hidden = [(value, missing, mark) for value, missing, mark in own if mark is not None]
            result = hidden_in(result, hidden, reasons=reasons)
        return result.select(*columns.names(keep, reasons=reasons))

    def coverage(self, batch: pl.DataFrame) -> pl.DataFrame:
        """How many indicators each form of a batch answers, and how many are relevant to it."""
        return self.columns.coverage(batch)

    @cached_property
    def _hidden(self) -> tuple[dict[str, pl.Expr], dict[tuple[str, tuple[str, ...]], str]]:
        """Marks of forms with withheld values, and the mark of each such value."""
        named = ((measure.name, cell) for measure in self.form_measures for cell in measure.cells)
        return HiddenForms(self.withheld, self.inputs).marks(named)

    def coded(
        self, batch: pl.DataFrame, names: Collection[str]
    ) -> Iterator[tuple[MeasureColumn, tuple[list[Any], ...]]]:
        """The values of the forms of a batch, by column, coded as the scalar engine's outputs.

        A number is a list of numerators and one of denominators; where a denominator is 0, the numerator is
        the kind of missing. Anything else is one list, in which a negative number is a kind of missing.

        Args:
            batch: forms.
            names: the measures to compute.
        """
        marks, marked_by = self._hidden
        hidden = dict(zip(marks, marked(batch, marks), strict=True))
        withheld = int(Missing.WITHHELD)
        for column, codes in self._coded(batch, names):
            mark = marked_by.get((column.measure.name, column.cell))
            if mark is None:
                yield column, codes
                continue
            nothing = (withheld, 0) if len(codes) > 1 else (-withheld,)
            yield (
                column,
                tuple(
                    [instead if own else code for own, code in zip(hidden[mark], part, strict=True)]
                    for part, instead in zip(codes, nothing, strict=True)
                ),
            )

    def _coded(
        self, batch: pl.DataFrame, names: Collection[str]
    ) -> Iterator[tuple[MeasureColumn, tuple[list[Any], ...]]]:
        """The same, including withheld values."""
        columns = self.columns
        others = {column: None for column in columns.others if column.measure.name in names}
        values = {
            column: columns.rows.value(column.measure.name, column.cell)
            for column in columns.columns
            if column.measure.name in names and column not in others
        }
        shapes = {
            column: shape_of(f"__v{number}_", value) for number, (column, value) in enumerate(values.items())
        }
        stored = (shapes[column].stored(value) for column, value in values.items())
        wanted = Wanted({name: node for nodes in stored for name, node in nodes.items()})
        found = columns.rows.apply(batch, wanted, batch.columns)
        for column, shape in shapes.items():
            yield column, tuple(unpacked(shape.sort, shape.read(found)))
        if others:
            outputs = self._outputs(found)
            for column in others:
                stage, slot = place_of(self.program.stages, column.measure.name, column.cell)
                width = 2 if isinstance(column.measure.type, Number) else 1
                own = outputs[stage]
                yield column, tuple([out[slot + part] for out in own] for part in range(width))

    def _with_scalar(self, result: pl.DataFrame, columns: Sequence[MeasureColumn]) -> pl.DataFrame:
        """A frame with the columns of the scalar engine."""
        outputs = self._outputs(result)
        series: list[pl.Series] = []
        for column in columns:
            stage, slot = place_of(self.program.stages, column.measure.name, column.cell)
            slots = (out[slot : slot + 2] for out in outputs[stage])
            values, kinds = _for_users(column.measure, slots, self.program.plan.space)
            series += [values.alias(column.value), kinds.alias(column.missing)]
        return result.with_columns(*series)

    def _outputs(self, batch: pl.DataFrame) -> dict[int, Sequence[Outputs]]:
        """The outputs of every form stage for the forms of a batch."""
        if self.by_form is not None:
            positions = batch.get_column(ROW).to_list()
            return {stage: [outs[p] for p in positions] for stage, outs in self.by_form.items()}
        return self._batchwise.outputs(batch)


def values_of_groups(table: GroupTable, columns: Sequence[MeasureColumn], plan: Plan) -> dict[str, pl.Series]:
    """Values of groups as users read them, and their kinds of missing, under the names of columns.

    Args:
        table: the groups.
        columns: cells of measures of their stage.
        plan: the plan of the measures.
    """
    nodes: dict[str, ColumnNode] = {}
    frame: dict[str, pl.Series] = {}
    found: dict[str, pl.Series] = {}
    for number, column in enumerate(columns):
        kind = column.measure.type
        order = plan.space.order_of(kind.dimension) if isinstance(kind, Member) else None
        values, sort = table.values(column.measure.name, column.cell), sort_of(kind, plan.space)
        shape = shape_of_values(f"{number}", sort, values)
        try:
            nodes[column.value] = value_column(shape.value, order)
            frame |= shape.of_values(values)
        except Unfit:
            slots = zip(*unpacked(sort, values), strict=True)
            found[column.value], _ = _for_users(column.measure, slots, plan.space)
        found[column.missing] = values[KIND]
    if nodes:
        made = Wanted(nodes).steps.onto(pl.LazyFrame(frame), ()).collect()
        found |= {name: made[name] for name in nodes}
    return found


def dtype_of(measure: PlannedMeasure) -> type[pl.DataType]:
    """The type of a column of values."""
    match measure.type:
        case Number():
            return pl.Float64
        case Boolean():
            return pl.Boolean
        case _:
            return pl.String


def _for_users(
    measure: PlannedMeasure, slots: Iterable[Sequence[Any]], space: Space
) -> tuple[pl.Series, pl.Series]:
    """Values as users read them, and their kinds of missing, from the slots that hold them."""
    meanings = meanings_of(measure.type, space)
    found = [decoded(measure.type, each, meanings) for each in slots]
    values = [nearest_float(value) if isinstance(value, Fraction) else value for value, _ in found]
    kinds = [why or 0 for _, why in found]
    return pl.Series(values, dtype=dtype_of(measure)), pl.Series(kinds, dtype=pl.Int8)


def run(
    program: FrameProgram,
    batches: Batches,
    inputs: Inputs,
    *,
    scalar: bool = False,
    elsewhere: StageParts | None = None,
) -> Outcome:
    """Run the group stages, by columns where possible, and prepare the measures of forms.

    Args:
        program: the program to run.
        batches: gives the forms.
        inputs: the columns that hold them.
        scalar: whether the scalar engine computes everything.
        elsewhere: computes the values of forms for the next round in the process that holds the forms.
    """
    if scalar:
        return attrs.evolve(_all_together(program, batches, inputs), scalar=True)
    try:
        found: GroupRun = program.run_groups(batches, inputs, elsewhere)
        return Outcome(
            program,
            inputs,
            found.known,
            None,
            found.problems,
            earlier=found.earlier,
            withheld=found.withheld,
        )
    except Unfit:
        return _all_together(program, batches, inputs)


def _all_together(program: FrameProgram, batches: Batches, inputs: Inputs) -> Outcome:
    """Compute everything with the scalar engine, for rules that columns cannot hold within groups."""
    scalar = program.scalar
    forms = []
    positions: list[int] = []
    for batch in batches():
        forms += forms_of(batch, inputs, scalar)
        positions += batch.get_column(ROW).to_list()
    ran = scalar.run(forms)
    numbers = {id(generated.stage): number for number, generated in enumerate(scalar.generated)}
    of_groups: dict[int, list[Group]] = {
        number: [] for number, stage in enumerate(program.stages) if stage.population != (RESPONSE,)
    }
    by_form: dict[int, dict[int, Outputs]] = {
        number: {} for number, stage in enumerate(program.stages) if stage.population == (RESPONSE,)
    }
    for group in ran.groups:
        number = numbers[id(group.stage)]
        if number in by_form:
            by_form[number][positions[group.form]] = group.outputs
        else:
            of_groups[number].append(group)
    space = program.plan.space
    known = {
        number: GroupTable.of_groups(program.stages[number], own, space) for number, own in of_groups.items()
    }
    return Outcome(program, inputs, known, by_form, ran.problems, withheld=ran.withheld)
