"""Forms that are in memory, scored as one table of states: what laws compare with forms one by one."""

from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from digiramverk.model import Assessment
from digiramverk.rules import RESPONSE, Form, Missing, PlannedMeasure
from digiramverk.scoring.engine import Scorer
from digiramverk.scoring.measure_results import Cell
from digiramverk.tables import ROW, FrameProgram, Inputs, NumberColumns, columns_of, hull, run


def score_as_table(scorer: Scorer, frames: FrameProgram, forms: Sequence[Assessment]) -> Iterator[Cell]:
    """All cells of some forms as columns of Polars give them; the values of forms are floats.

    Args:
        scorer: turns assessments into forms, and what groups give into cells.
        frames: the plan as columns.
        forms: what is scored together.
    """
    frame, inputs = _table(scorer, [scorer.form(form) for form in forms])
    outcome = run(frames, lambda: [frame], inputs)
    for group in outcome.groups:
        yield from scorer.cells(group, forms[group.form])
    rows = outcome.forms(frame, [ROW]).iter_rows(named=True)
    for row, form in zip(rows, forms, strict=True):
        yield from _of_form(outcome.form_measures, row, form.response)


def _of_form(measures: Sequence[PlannedMeasure], row: dict[str, Any], response: str) -> Iterator[Cell]:
    """The cells of one form."""
    for column in columns_of(measures):
        kind, value = int(row[column.missing]), row[column.value]
        own = {**dict(zip(column.measure.per, column.cell, strict=True)), RESPONSE: response}
        yield Cell(column.measure, own, None if kind else value, Missing(kind) if kind else None)


def _table(scorer: Scorer, forms: Sequence[Form]) -> tuple[Any, Inputs]:
    """Forms as a wide table of states, with the columns of their members."""
    space, positions = scorer.framework.plan.space, scorer.program.positions
    columns: dict[str, tuple[Any, list[Any]]] = {ROW: (pl.Int64(), list(range(len(forms))))}
    states = tuple(f"s{number}" for number in range(len(space.items)))
    for number, name in enumerate(states):
        columns[name] = pl.Int8(), [form.codes[number] for form in forms]
    members: dict[str, str] = {}
    for dimension in space.dimensions:
        if dimension.population:
            own = [form.population[positions[dimension.name]] for form in forms]
            members[dimension.name] = f"m_{dimension.name}"
            columns[f"m_{dimension.name}"] = pl.String(), [m if isinstance(m, str) else None for m in own]
    columns["published"] = pl.Boolean(), [bool(form.population[positions["published"]]) for form in forms]
    numbers: dict[str, NumberColumns] = {}
    for name in space.numbers:
        pairs: list[Any] = [form.population[positions[name]] for form in forms]
        names = f"n_{name}", f"d_{name}", f"k_{name}"
        above, below = [n if d else 0 for n, d in pairs], [d or 1 for _, d in pairs]
        kinds = [0 if d else n for n, d in pairs]
        for column, values in zip(names, (above, below, kinds), strict=True):
            columns[column] = pl.Int64(), values
        numbers[name] = NumberColumns(*names, above=hull(above), below=hull(below))
    frame = pl.DataFrame(
        {name: values for name, (_, values) in columns.items()},
        {name: kind for name, (kind, _) in columns.items()},
    )
    return frame, Inputs(states, members, "published", numbers)
