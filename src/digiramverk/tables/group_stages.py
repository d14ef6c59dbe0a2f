"""The measures of groups as columns of a frame with a row per group, whatever they fold.

The invariant: **rules over groups are emitted as rules over forms are**: by the same emitter, over columns
whose bounds say that they fit. Here the columns are sums within groups and values of earlier stages, which
are in memory, so that their bounds are those of what is there. What still does not fit is computed group by
group with plain numbers (:mod:`.single_groups`), measure by measure: the route never changes a value.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import attrs
import polars as pl

from digiramverk.rules import RESPONSE, Context, PlannedMeasure, nodes
from digiramverk.rules.functions import RegisteredFold
from digiramverk.rules.scalar import Stage
from digiramverk.tables.column_expressions import Unfit
from digiramverk.tables.column_values import Val
from digiramverk.tables.figures import (
    FIRST,
    SIZE,
    Figures,
    GroupTable,
    members_of,
    packed,
    places,
    plain_value,
    sorts_of,
)
from digiramverk.tables.form_columns import FoldedForms, Rows, Settled, no_forms
from digiramverk.tables.gathering import Gathered, gather
from digiramverk.tables.group_folds import Additive, FormFold, Partial, folds_of, key_of, one_by_one, partial
from digiramverk.tables.group_sums import GroupSums
from digiramverk.tables.history import Batches
from digiramverk.tables.item_sums import ItemColumns
from digiramverk.tables.layout import MEMBER, ROW, inputs_of_groups
from digiramverk.tables.single_groups import SingleGroup, SingleGroups, StageInputs
from digiramverk.tables.steps import Wanted
from digiramverk.tables.value_shapes import shape_of_values, sort_of, stored

if TYPE_CHECKING:
    from digiramverk.tables.graph import ColumnNode

AT_ONCE: Final = 100_000
"""How many groups are computed at a time: between the sums and the values there are many columns."""
_FINER: Final = "__f{}_"
"""The prefix of the columns that folds over finer groups have gathered."""
_ONE_BY_ONE: Final = "__r{}_"
"""The prefix of the columns of a fold that does not follow from sums."""


PlainFold = Callable[[int, Mapping[str, Any]], Val]
"""(the position of a group, its row) → the result of a fold, as plain numbers."""


@attrs.define
class GroupStage:
    """One stage of groups.

    Attributes:
        reading: what it reads.
        number: its number.
        forms: the columns of forms.
        batches: the forms.
        finer: gives the groups of other dimensions.
    """

    reading: StageInputs
    number: int
    forms: Rows
    batches: Batches
    finer: Callable[[tuple[str, ...]], pl.DataFrame]
    _frame: pl.DataFrame = attrs.field(factory=pl.DataFrame)
    _results: dict[object, Val] = attrs.field(factory=dict)
    _plain: dict[object, PlainFold] = attrs.field(factory=dict)

    @property
    def stage(self) -> Stage:
        """The stage itself."""
        return self.reading.stages[self.number]

    def table(self) -> GroupTable:
        """Compute its measures for every group. Raises :class:`Unfit` if folds over forms do not fit."""
        stage = self.stage
        folds = folds_of(stage.measures)
        own = folds.pop((RESPONSE,), [])
        partials = [self._partial(self.forms, each) for each in own]
        rows = self.forms if partials else None
        gathered = gather(stage.population, self.forms.inputs, self.batches(), rows, partials)
        self.reading.problems.extend(self.forms.problems)
        self._frame = gathered.groups
        members = map(MEMBER.format, stage.population)
        whose = self._frame.select(SIZE, FIRST, *members)
        sorts = sorts_of(stage, self.reading.plan.space)
        if not len(whose):
            return GroupTable(stage, whose, Figures.of((), sorts))
        self._take(gathered, own, "")
        for at, (key, each) in enumerate(folds.items()):
            self._take(self._of_finer(key, each), each, _FINER.format(at))
        cells, unfit = self._in_columns()
        cells |= self._one_by_one(unfit)
        return GroupTable(stage, whose, Figures(len(whose), sorts, {slot: cells[slot] for slot in sorts}))

    def _partial(self, rows: Rows, fold: FormFold) -> Partial:
        return partial(rows.emitter, fold, self._registered, self.reading.problems)

    @cached_property
    def _registered(self) -> Mapping[str, RegisteredFold]:
        return {each.name: each for each in self.reading.plan.functions}

    # --- folds ------------------------------------------------------------------------------------------

    def _of_finer(self, key: tuple[str, ...], folds: Sequence[FormFold]) -> Gathered:
        """What folds over finer groups have gathered."""
        reading, groups = self.reading, self.finer(key)
        rows = self._rows(groups)
        partials: list[Partial] = []
        unfit: list[int] = []
        for number, fold in enumerate(folds):
            try:
                partials.append(self._partial(rows, fold))
            except Unfit:
                partials.append(one_by_one(fold, (), self._registered, reading.problems))
                unfit.append(number)
        frame = groups.rename({FIRST: ROW})
        gathered = gather(self.stage.population, rows.inputs, [frame], rows, partials)
        reading.problems.extend(rows.problems)
        for some in SingleGroups.of(reading, groups) if unfit else ():
            for row, own in enumerate(members_of(some.groups, self.stage.population)):
                emitter = SingleGroup(some, row).emitter
                for number in unfit if None not in own else ():
                    found = partial(emitter, folds[number], self._registered, reading.problems, plain=True)
                    gathered.note(own, number, () if isinstance(found, Additive) else found.elements)
        return gathered

    def _take(self, gathered: Gathered, folds: Sequence[FormFold], prefix: str) -> None:
        """Put what folds have gathered next to the groups, and read their results from there."""
        stage, sums = self.stage, gathered.sums
        if prefix:
            own = gathered.groups.select(
                pl.col(name).alias(f"{prefix}{name}") for name in (SIZE, *sums.names)
            )
            at = places(stage.population, gathered.groups, self._frame)
            self._frame = self._frame.hstack(own.select(pl.all().gather(at)))
        added = iter(sums.of_groups(self._frame, prefix))
        start = 0
        for number, (fold, each) in enumerate(zip(folds, gathered.partials, strict=True)):
            if isinstance(each, Additive):
                width = len(each.columns)
                self._plain[fold.key] = _plain_sums(each, sums, prefix, slice(start, start + width))
                start += width
                with suppress(Unfit):
                    self._results[fold.key] = each.result(list(islice(added, width)))
                continue
            slots = list(gathered.values_of(number, members_of(self._frame, stage.population)))
            sort = sort_of(fold.node.type, self.reading.plan.space)
            self._plain[fold.key] = _plain_slots(sort, slots)
            values = packed(sort, list(zip(*slots, strict=True)))
            shape = shape_of_values(f"{prefix}{_ONE_BY_ONE.format(number)}", sort, values)
            with suppress(Unfit):
                self._results[fold.key] = shape.value
                self._frame = self._frame.hstack(pl.DataFrame(shape.of_values(values)))

    def _result(self, node: nodes.Aggregate, cell: Context) -> Val:
        """The result of a fold as columns. Raises :class:`Unfit` if columns cannot hold it."""
        found = self._results.get(key_of(node, cell))
        if found is None:
            raise Unfit
        return found

    # --- measures ---------------------------------------------------------------------------------------

    def _rows(
        self, groups: pl.DataFrame, own: Collection[str] = (), over_forms: FoldedForms = no_forms
    ) -> Rows:
        """The columns of a frame with a row per group."""
        reading = self.reading
        inputs = inputs_of_groups(groups.columns, reading.plan.space)
        return Rows(
            reading.plan,
            reading.stages,
            own,
            inputs,
            reading.known,
            reading.contributions,
            Settled(frozenset(), ItemColumns(inputs.answers)),
            reading.earlier,
            over_forms,
        )

    def _in_columns(self) -> tuple[dict[int, pl.DataFrame], list[PlannedMeasure]]:
        """The values that columns can hold, by first slot, and the measures that they cannot."""
        stage = self.stage
        rows = self._rows(self._frame, [measure.name for measure in stage.measures], self._result)
        columns: dict[int, dict[str, ColumnNode]] = {}
        unfit: list[PlannedMeasure] = []
        for measure in stage.measures:
            try:
                columns |= {
                    stage.slots[measure.name, cell]: stored(rows.value(measure.name, cell))
                    for cell in measure.cells
                }
            except Unfit:
                unfit.append(measure)
        self.reading.problems.extend(rows.problems)
        named = {slot: {letter: f"{slot}{letter}" for letter in nodes} for slot, nodes in columns.items()}
        wanted = Wanted(
            {named[slot][letter]: node for slot, nodes in columns.items() for letter, node in nodes.items()}
        )
        starts = range(0, len(self._frame), AT_ONCE)
        parts = [rows.apply(self._frame.slice(start, AT_ONCE), wanted, [SIZE]) for start in starts]
        found = pl.concat(parts)
        cells = {
            slot: found.select(pl.col(name).alias(letter) for letter, name in names.items())
            for slot, names in named.items()
        }
        return cells, unfit

    def _one_by_one(self, measures: Sequence[PlannedMeasure]) -> dict[int, pl.DataFrame]:
        """The values of measures, by first slot, computed group by group."""
        stage = self.stage
        cells = {stage.slots[m.name, cell]: (m, cell) for m in measures for cell in m.cells}
        found: dict[int, list[tuple[object, ...]]] = {slot: [] for slot in cells}
        own = [measure.name for measure in stage.measures]
        row = 0
        for some in SingleGroups.of(self.reading, self._frame) if measures else ():
            for at, named in enumerate(some.groups.iter_rows(named=True)):
                single = SingleGroup(some, at, own, self._folds_of_group(row, named))
                for slot, (measure, cell) in cells.items():
                    found[slot].append(single.outputs(measure.name, cell))
                row += 1
        space = self.reading.plan.space
        return {
            slot: packed(sort_of(measure.type, space), list(zip(*found[slot], strict=True)))
            for slot, (measure, _) in cells.items()
        }

    def _folds_of_group(self, row: int, named: Mapping[str, Any]) -> FoldedForms:
        return lambda node, cell: self._plain[key_of(node, cell)](row, named)


def _plain_sums(fold: Additive, sums: GroupSums, prefix: str, own: slice) -> PlainFold:
    return lambda _, named: fold.result(sums.of_group(named, prefix)[own])


def _plain_slots(sort: type[Val], slots: Sequence[tuple[Any, ...]]) -> PlainFold:
    return lambda row, _: plain_value(sort, slots[row])
