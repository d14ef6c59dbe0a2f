"""Rules run by the engine, with results in the words of the oracle; and small rulesets in one line."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import attrs
from tests.rules.oracle import Absent, Named, Outcome, Rows, Sheet, Value

from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.rules.check.compiler import compile_rules
from digiramverk.rules.definition import MeasureText, Ruleset
from digiramverk.rules.forms import Form, PopulationValue
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.groups import Group
from digiramverk.rules.scalar.program import Program, cells_of
from digiramverk.rules.space import RESPONSE, Space
from digiramverk.rules.types import Member, Number, Type

KEYS: Final = {each.name for each in attrs.fields(MeasureText)}
"""The keys of a rule."""


def compiled(ruleset: Ruleset) -> tuple[Plan | None, list[Diagnostic]]:
    """The plan, and what was found wrong, all of which can be told and has a key to go to."""
    findings = Findings()
    plan = compile_rules(ruleset, findings)
    for each in findings:
        assert each.message("en")
        assert each.hint("en")
        assert not set(each.path[2:3]) - KEYS
    return plan, list(findings)


def form(sheet: Sheet, program: Program) -> Form:
    """A sheet as the engine reads it."""
    population: dict[str, PopulationValue] = {
        name: -int(Missing.UNANSWERED) if member is None else member for name, member in sheet.members.items()
    }
    population["published"] = int(sheet.published)
    for name in program.plan.space.numbers:
        stated = sheet.numbers.get(name)
        population[name] = (int(Missing.UNANSWERED), 0) if stated is None else stated.as_integer_ratio()
    return Form(list(sheet.states), tuple(population[name] for name in program.positions))


def run(plan: Plan, sheets: Sequence[Sheet]) -> dict[str, Outcome]:
    """What the engine makes of some sheets, in the oracle's words."""
    program = Program(plan)
    ran = program.run([form(sheet, program) for sheet in sheets])
    found: dict[str, dict[Rows, dict[tuple[str, ...], Value]]] = {each.name: {} for each in plan.measures}
    for group in ran.groups:
        rows = members_of(group, sheets)
        for measure, cell, slot in cells_of(group):
            found[measure.name].setdefault(rows, {})[cell] = decoded(measure.type, group, slot, plan.space)
    return {
        name: Outcome(
            values, {each.dimension: each.forms for each in ran.left_out if each.measure.name == name}
        )
        for name, values in found.items()
    }


def withheld(plan: Plan, sheets: Sequence[Sheet]) -> frozenset[tuple[str, Rows, tuple[str, ...]]]:
    """What the engine withholds beyond what `show_if` itself withholds."""
    program = Program(plan)
    groups = program.run([form(sheet, program) for sheet in sheets]).groups
    return frozenset(
        (name, members_of(group, sheets), cell) for group in groups for name, cell in group.withheld
    )


def members_of(group: Group, sheets: Sequence[Sheet]) -> Rows:
    """The sheets of a group, told by its first one; checked against how many it says there are."""
    population = group.stage.population
    if RESPONSE in population:
        rows: Rows = (group.form,)
    else:
        first = [sheets[group.form].members[name] for name in population]
        rows = tuple(
            row for row, sheet in enumerate(sheets) if [sheet.members[name] for name in population] == first
        )
    assert len(rows) == group.size
    assert rows[0] == group.form
    return rows


def decoded(kind: Type, group: Group, slot: int, space: Space) -> Value:
    """A value out of a stage's outputs."""
    first: Any = group.outputs[slot]
    if isinstance(kind, Number):
        denominator = group.outputs[slot + 1]
        return Fraction(first, denominator) if denominator else Absent(Missing(first).key)
    if isinstance(kind, Member):
        order = space.order_of(kind.dimension)
        if isinstance(first, str):
            assert order is None
            return Named(kind.dimension, first)
        if first < 0:
            return Absent(Missing(-first).key)
        assert order is not None
        return Named(kind.dimension, (None, *order)[first])
    return Absent(Missing(-first).key) if first < 0 else (False, True)[first]


def everything(outcomes: Mapping[str, Outcome]) -> list[tuple[str, Rows, tuple[str, ...], Value]]:
    """All values of all measures in one list."""
    return [
        (name, rows, cell, value)
        for name, outcome in outcomes.items()
        for rows, cells in outcome.groups.items()
        for cell, value in cells.items()
    ]
