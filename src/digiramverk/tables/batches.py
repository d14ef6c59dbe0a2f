"""The scalar engine on one batch of forms at a time, for the measures that columns cannot hold.

The invariant: **a form gets the same values in any batch**. Everything that it reads of other forms (its
groups, the previous round) is looked up in tables of finished stages. Running the program on the batch alone
would be simpler, but then a group would be the part of it that happens to be in the batch. The cost is Python
objects for every form of a batch, which is why the scalar engine never sees all forms at once.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import attrs
import polars as pl

from digiramverk.rules import RESPONSE, UNANSWERED, Form, Missing, PopulationValue, Problem
from digiramverk.rules.scalar import PREVIOUS, Outputs, Program, absent_outputs
from digiramverk.tables.figures import MEMBER
from digiramverk.tables.layout import Inputs
from digiramverk.tables.previous_round import Earlier, GroupTables

_UNANSWERED = int(Missing.UNANSWERED)


@attrs.frozen
class Batchwise:
    """Runs the scalar engine on batches.

    Attributes:
        scalar: the program to run.
        inputs: the columns that hold the forms.
        known: the results of the group stages.
        earlier: the values of the previous round.
        problems: collects the failures of registered folds.
    """

    scalar: Program
    inputs: Inputs
    known: GroupTables
    earlier: Earlier
    problems: list[Problem]

    def outputs(self, batch: pl.DataFrame, upto: int | None = None) -> dict[int, Sequence[Outputs]]:
        """The outputs of every form stage, or of those up to stage `upto`, for the forms of a batch."""
        found: dict[int, list[Outputs]] = {}
        # A generated function reads its row by position: answers, population, previous round, then one entry
        # per earlier stage.
        rows: list[list[Any]] = [
            [form.codes, form.population, {}] for form in forms_of(batch, self.inputs, self.scalar)
        ]
        asking = batch.select(
            pl.col(column).alias(MEMBER.format(name)) for name, column in self.inputs.members.items()
        )
        self._look_back(rows, batch, asking)
        last = len(self._stages) if upto is None else upto + 1
        for number, generated in enumerate(self.scalar.generated[:last]):
            stage = generated.stage
            if stage.population == (RESPONSE,):
                outputs = [generated.function(row, (), self.problems) for row in rows]
                found[number] = outputs
            else:
                known = self.known[number]
                outputs = known.figures.at(known.places(asking), absent_outputs(stage))
            for row, output in zip(rows, outputs, strict=True):
                row.append(output)
        return dict(found)

    @cached_property
    def _stages(self) -> list[Any]:
        return [generated.stage for generated in self.scalar.generated]

    def _look_back(self, rows: list[list[Any]], batch: pl.DataFrame, asking: pl.DataFrame) -> None:
        """Add to every row the values that its form had in the previous round."""
        for number, before in self.earlier.tables.items():
            stage = self._stages[number]
            if stage.population == (RESPONSE,):
                found: Sequence[Any] = before.outputs(batch, self.inputs)
            else:
                nothing = absent_outputs(stage)
                found = self.earlier.of_groups(number, asking, self.known, nothing)
            for row, outputs in zip(rows, found, strict=True):
                if outputs is not None:
                    row[PREVIOUS][number] = outputs


def forms_of(batch: pl.DataFrame, inputs: Inputs, program: Program) -> list[Form]:
    """The forms of a batch, as the scalar engine reads them."""
    space = program.plan.space
    count = len(batch)
    states = [_states(batch, inputs, number) for number in range(len(inputs.states))]
    population: list[Sequence[PopulationValue]] = []
    for name in program.positions:
        if name in space.numbers:
            population.append(_numbers(batch, inputs, name, count))
        elif name == "published":
            column = inputs.published
            population.append(
                [0] * count if column is None else [int(v) for v in batch.get_column(column).to_list()]
            )
        else:
            population.append(_members(batch, inputs.members.get(name), count))
    codes = zip(*states, strict=True) if states else ((),) * count
    return [
        Form(bytes(own), members) for own, members in zip(codes, zip(*population, strict=True), strict=True)
    ]


def _states(batch: pl.DataFrame, inputs: Inputs, number: int) -> list[int]:
    """The states of one item."""
    found: list[int | None] = batch.get_column(inputs.states[number]).to_list()
    listed = inputs.listed.get(number)
    if listed is None:
        return [UNANSWERED if state is None else state for state in found]
    return [UNANSWERED if place is None else listed[place] for place in found]


def _members(batch: pl.DataFrame, column: str | None, count: int) -> list[PopulationValue]:
    if column is None:
        # A negative code is a kind of missing, as in the outputs of stages.
        return [-_UNANSWERED] * count
    return [
        member if isinstance(member, str) else -_UNANSWERED for member in batch.get_column(column).to_list()
    ]


def _numbers(batch: pl.DataFrame, inputs: Inputs, name: str, count: int) -> list[PopulationValue]:
    columns = inputs.numbers.get(name)
    if columns is None:
        return [(_UNANSWERED, 0)] * count
    parts = (batch.get_column(each).to_list() for each in (columns.n, columns.d, columns.kind))
    return [(kind, 0) if kind else (n, d) for n, d, kind in zip(*parts, strict=True)]
