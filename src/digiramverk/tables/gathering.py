"""Gathers what folds need of every form of a group, batch after batch, or of every finer group at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.tables.figures import SIZE, slots_of
from digiramverk.tables.form_columns import Rows
from digiramverk.tables.graph import ColumnNode, literal
from digiramverk.tables.group_folds import Additive, Listed, Partial, Tabled
from digiramverk.tables.group_sums import Added, GroupSums, columns_to_add
from digiramverk.tables.layout import ROW, Inputs
from digiramverk.tables.steps import Wanted

_ELEMENT: Final = "__e{}_{}_{}"
_EVERYBODY: Final = "__all"
_TOGETHER: Final = 1 << 26
"""Bytes of batches to add up at a time: of many small groups, a batch alone has a row or two each."""
_KIND: Final = 2
"""Where an element has its kind of missing."""

GroupMembers = tuple[Any, ...]


@attrs.define
class Gathered:
    """What the folds of one population have gathered.

    Attributes:
        partials: how each fold is computed.
        sums: the columns that are added up.
        groups: one row per group, see :meth:`Added.groups`.
        listed, tabled: values by members, then by number of the fold.
    """

    partials: Sequence[Partial]
    sums: GroupSums
    groups: pl.DataFrame = attrs.field(factory=pl.DataFrame)
    listed: dict[GroupMembers, dict[int, Counter[tuple[int, ...]]]] = attrs.field(factory=dict)
    tabled: dict[GroupMembers, dict[int, list[list[tuple[int, int]]]]] = attrs.field(factory=dict)

    def values_of(self, number: int, whose: Iterable[GroupMembers]) -> Iterator[tuple[Any, ...]]:
        """The results of a fold that is not additive, for each group as slots hold it."""
        match self.partials[number]:
            case Listed(result=result):
                return (slots_of(result(self.listed.get(own, {}).get(number, {}))) for own in whose)
            case Tabled(result=result):
                return (slots_of(result(self.tabled.get(own, {}).get(number, []))) for own in whose)
            case _:
                raise TypeError(number)

    def note(self, own: GroupMembers, number: int, elements: Iterable[Sequence[Any]]) -> None:
        """Add the plain values of one row to what a fold has of its group."""
        if isinstance(self.partials[number], Listed):
            counts = self.listed.setdefault(own, {}).setdefault(number, Counter())
            counts.update(map(tuple, elements))
        else:
            pairs = [(kind, 0) if kind else (n, d) for n, d, kind in elements]
            self.tabled.setdefault(own, {}).setdefault(number, []).append(pairs)


def gather(
    key: tuple[str, ...],
    inputs: Inputs,
    batches: Iterable[pl.DataFrame],
    rows: Rows | None,
    partials: Sequence[Partial],
) -> Gathered:
    """Gather what folds need.

    Args:
        key: the dimensions of the groups.
        inputs: the columns that hold the forms, or finer groups.
        batches: their frames.
        rows: emits the columns; None for groups without any values.
        partials: the folds.
    """
    sums = columns_to_add(
        [column for each in partials if isinstance(each, Additive) for column in each.columns]
    )
    gathered = Gathered(partials, sums)
    columns = [inputs.members.get(name, "") for name in key] or [_EVERYBODY]
    found = Added(columns, sums, inputs)
    wanted = Wanted({**sums.nodes, **_one_by_one(partials)})
    carried = [ROW, *inputs.members.values()]
    waiting: list[pl.DataFrame] = []
    # If forms lack a dimension of the key there are no groups.
    for batch in batches if all(columns) else ():
        frame = batch if rows is None else rows.apply(batch, wanted, carried)
        # A single group over everybody needs a column to group by, too.
        frame = frame.drop_nulls(columns) if key else frame.with_columns(pl.lit(0).alias(_EVERYBODY))
        waiting.append(frame)
        if sum(each.estimated_size() for each in waiting) > _TOGETHER:
            found.add(pl.concat(waiting, how="vertical_relaxed"))
            waiting.clear()
        for number, each in enumerate(partials):
            if isinstance(each, Listed):
                _list(gathered, frame, key, columns, number, each)
        _tabulate(gathered, frame, key, columns)
    if waiting:
        found.add(pl.concat(waiting, how="vertical_relaxed"))
    gathered.groups = found.groups(key)
    return gathered


def _one_by_one(partials: Sequence[Partial]) -> dict[str, ColumnNode]:
    """The columns of folds that take values one by one."""
    return {
        _ELEMENT.format(number, position, part): literal(value, "Int64")
        if isinstance(value, int)
        else value.node
        for number, each in enumerate(partials)
        if isinstance(each, Listed | Tabled)
        for position, element in enumerate(each.elements)
        for part, value in enumerate(element)
    }


def _list(
    gathered: Gathered,
    frame: pl.DataFrame,
    key: tuple[str, ...],
    columns: Sequence[str],
    number: int,
    each: Listed,
) -> None:
    for position, element in enumerate(each.elements):
        names = [_ELEMENT.format(number, position, part) for part in range(len(element))]
        found = frame.group_by(*columns, *names).agg(pl.len().alias(SIZE))
        for row in found.iter_rows(named=True):
            own = tuple(row[column] for column in columns) if key else ()
            combination = tuple(int(row[name]) for name in names)
            if combination[_KIND] >= 0:
                counts = gathered.listed.setdefault(own, {}).setdefault(number, Counter())
                counts[combination] += int(row[SIZE])


def _tabulate(gathered: Gathered, frame: pl.DataFrame, key: tuple[str, ...], columns: Sequence[str]) -> None:
    """Read the values of the folds that take a table, in the order of forms."""
    tabled = {n: each for n, each in enumerate(gathered.partials) if isinstance(each, Tabled)}
    if not tabled:
        return
    names = [
        _ELEMENT.format(number, position, part)
        for number, each in tabled.items()
        for position, element in enumerate(each.elements)
        for part in range(len(element))
    ]
    width = len(columns)
    for row in frame.select(*columns, *names).iter_rows():
        own = tuple(row[:width]) if key else ()
        parts: Iterator[int] = iter(row[width:])
        for number, each in tabled.items():
            gathered.note(own, number, [(next(parts), next(parts), next(parts)) for _ in each.elements])
