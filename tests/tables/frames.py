"""Rules run on tables, with results to compare with those of the scalar engine."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

import polars as pl
from tests.rules.oracle import Sheet
from tests.rules.running import form

from digiramverk.rules.forms import FIRST_LEVEL, UNANSWERED
from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.program import Program, cells_of
from digiramverk.rules.slot_values import decoded, meanings_of
from digiramverk.rules.space import RESPONSE
from digiramverk.tables.bounds import hull
from digiramverk.tables.form_table import columns_of
from digiramverk.tables.layout import ROW, Inputs, NumberColumns
from digiramverk.tables.outcome import Outcome, run
from digiramverk.tables.program import FrameProgram

Found = dict[tuple[object, ...], tuple[object, int]]
"""By measure, cell, and form or members: the value as output, and the kind of missing."""


def table_of(
    plan: Plan, sheets: Sequence[Sheet], *, listed: bool = False
) -> tuple[dict[str, list[Any]], dict[str, Any], Inputs]:
    """Sheets as a wide table; `listed` has three items of four as places in lists of different order."""
    space = plan.space
    program = Program(plan)
    forms = [form(sheet, program) for sheet in sheets]
    table: dict[str, list[Any]] = {ROW: list(range(len(forms)))}
    schema: dict[str, Any] = {ROW: pl.Int64()}
    for number in range(len(space.items)):
        table[f"s{number}"] = [each.codes[number] for each in forms]
        schema[f"s{number}"] = pl.Int8()
    members: dict[str, str] = {}
    for name in (each.name for each in space.dimensions if each.population):
        position = program.positions[name]
        values = [each.population[position] for each in forms]
        table[f"m_{name}"] = [value if isinstance(value, str) else None for value in values]
        schema[f"m_{name}"] = pl.String()
        members[name] = f"m_{name}"
    table["published"] = [bool(each.population[program.positions["published"]]) for each in forms]
    schema["published"] = pl.Boolean()
    numbers: dict[str, NumberColumns] = {}
    for name in space.numbers:
        pairs: list[Any] = [each.population[program.positions[name]] for each in forms]
        table[f"n_{name}"] = [n if d else 0 for n, d in pairs]
        table[f"d_{name}"] = [d or 1 for _, d in pairs]
        table[f"k_{name}"] = [0 if d else n for n, d in pairs]
        schema |= {f"n_{name}": pl.Int64(), f"d_{name}": pl.Int64(), f"k_{name}": pl.Int64()}
        above, below = hull([0, *table[f"n_{name}"]]), hull([1, *table[f"d_{name}"]])
        numbers[name] = NumberColumns(f"n_{name}", f"d_{name}", f"k_{name}", above, below)
    states = tuple(f"s{number}" for number in range(len(space.items)))
    lists: dict[int, tuple[int, ...]] = {}
    if listed:
        for number, item in enumerate(space.items):
            if number % 4:
                lists[number] = _listing(number % 4, len(item.levels), {*table[f"s{number}"]})
                places: dict[int, int | None] = {
                    state: place for place, state in enumerate(lists[number]) if state != UNANSWERED
                }
                table[f"s{number}"] = [places.get(state) for state in table[f"s{number}"]]
        return table, schema, Inputs(states, members, "published", numbers, listed=lists)
    return table, schema, Inputs(states, members, "published", numbers)


def _listing(kind: int, levels: int, met: set[int]) -> tuple[int, ...]:
    """The levels in line first, as most have them; or backwards; or only what occurs, and an empty text."""
    in_line = [*range(FIRST_LEVEL, FIRST_LEVEL + levels), *range(1, FIRST_LEVEL)]
    if kind == 1:
        return tuple(in_line)
    if kind == 2:
        return tuple(reversed(in_line))
    return (UNANSWERED, *sorted(met - {UNANSWERED}))


def run_frames(
    plan: Plan, sheets: Sequence[Sheet], *, parts: int = 1, program: FrameProgram | None = None
) -> tuple[Found, list[Any], Outcome]:
    """What the table engine makes of some sheets, by a program or a new one: values of forms and groups."""
    table, schema, inputs = table_of(plan, sheets, listed=True)

    def batches() -> Iterable[pl.DataFrame]:
        size = max(1, -(-len(sheets) // parts))
        starts = range(0, max(len(sheets), 1), size)
        for start in starts:
            part = {name: values[start : start + size] for name, values in table.items()}
            yield pl.DataFrame(part, schema)

    outcome = run(program or FrameProgram(plan), batches, inputs)
    found: Found = {}
    groups: list[Any] = []
    for group in outcome.groups:
        for measure, cell, slot in cells_of(group):
            groups.append(
                (
                    measure.name,
                    cell,
                    group.members,
                    group.form,
                    group.size,
                    (measure.name, cell) in group.withheld,
                )
            )
            found[measure.name, cell, group.members] = _as_output(
                decoded(measure.type, group.outputs[slot : slot + 2], meanings_of(measure.type, plan.space))
            )
    for batch in batches():
        for row in outcome.forms(batch, [ROW]).iter_rows(named=True):
            for column in columns_of(outcome.form_measures):
                key = column.measure.name, column.cell, int(row[ROW])
                found[key] = row[column.value], int(row[column.missing])
    return found, groups, outcome


def run_scalar(plan: Plan, sheets: Sequence[Sheet]) -> tuple[Found, list[Any]]:
    """The same from the scalar engine."""
    program = Program(plan)
    all_groups = program.run([form(sheet, program) for sheet in sheets]).groups
    found: Found = {}
    groups: list[Any] = []
    for group in all_groups:
        whose: object = group.form
        if group.stage.population != (RESPONSE,):
            whose = group.members
        for measure, cell, slot in cells_of(group):
            if whose != group.form or not isinstance(whose, int):
                groups.append(
                    (
                        measure.name,
                        cell,
                        group.members,
                        group.form,
                        group.size,
                        (measure.name, cell) in group.withheld,
                    )
                )
            found[measure.name, cell, whose] = _as_output(
                decoded(measure.type, group.outputs[slot : slot + 2], meanings_of(measure.type, plan.space))
            )
    return found, groups


def _as_output(found: tuple[object, int | None]) -> tuple[object, int]:
    value, kind = found
    return (float(value) if isinstance(value, Fraction) else value), int(kind or 0)
