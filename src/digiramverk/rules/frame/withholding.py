"""Withholding enough of figures that are packed: see `digiramverk.rules.scalar.withholding`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from digiramverk.rules.frame.figures import MEMBER, SIZE, Figures, GroupTable, Slot
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import PlannedMeasure
from digiramverk.rules.scalar.withholding import Grouped, withhold
from digiramverk.rules.types import Number

if TYPE_CHECKING:
    from digiramverk.rules.space import Cell

_WITHHELD = int(Missing.WITHHELD)


def withheld_enough(table: GroupTable, positions: Sequence[int]) -> GroupTable:
    """A table of which further values are withheld until none can be worked out.

    Args:
        table: what a stage has given.
        positions: the dimensions over which there are totals.
    """
    slots = list(table.figures.slots)
    further: dict[tuple[object, ...], set[tuple[str, Cell]]] = {}
    rows: list[Grouped] = []
    for (name, cell), slot in table.stage.slots.items():
        measure = next(each for each in table.stage.measures if each.name == name)
        if measure.show_if is None or not positions or not _some_withheld(measure, table.figures, slot):
            # Where none is withheld nothing has to be withheld with it.
            continue
        rows = rows or _rows(table)
        width = 2 if isinstance(measure.type, Number) else 1
        for row, outputs in zip(rows, table.figures.outputs(slot, width), strict=True):
            row.outputs[:] = outputs
        changed = withhold(measure, 0, rows, positions)
        for row in changed:
            further.setdefault(row.members, set()).add((name, cell))
        if changed:
            found = zip(*(row.outputs for row in rows), strict=True)
            slots[slot : slot + width] = [Slot.of(values) for values in found]
    withheld = {members: frozenset(those) for members, those in further.items()}
    figures = Figures(table.figures.count, tuple(slots))
    return attrs.evolve(table, figures=figures, withheld=withheld)


def _some_withheld(measure: PlannedMeasure, figures: Figures, slot: int) -> bool:
    """Whether a value in a slot is withheld."""
    if isinstance(measure.type, Number):
        above, below = (each.whole for each in figures.slots[slot : slot + 2])
        return bool(((above == _WITHHELD) & (below == 0)).any())
    return bool((figures.slots[slot].whole == -_WITHHELD).any())


def _rows(table: GroupTable) -> list[Grouped]:
    named = [table.whose[MEMBER.format(name)].to_list() for name in table.stage.population]
    members: list[tuple[object, ...]] = list(zip(*named, strict=True)) if named else [()] * len(table)
    sizes = table.whose[SIZE].to_list()
    return [Grouped(own, size, []) for own, size in zip(members, sizes, strict=True)]
