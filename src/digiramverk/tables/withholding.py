"""Withholding in tables: `rules.disclosure` chooses what to withhold, here it is applied to frames.

The invariant: **the table engine decides nothing about withholding**. It reports the outputs of groups and
the forms in classes, exactly as the scalar engine does, gets the same choice back, and removes those values
before a frame is returned. Two implementations of the choice would sooner or later differ, and the difference
would publish a figure. The cost is that forms have to be counted in classes; equal ones are grouped by the
engine first, since reading them one by one would make every form a Python object.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import attrs
import polars as pl

from digiramverk.rules import RESPONSE, MeasureCell, Missing
from digiramverk.rules.disclosure import (
    Crowd,
    GroupOutputs,
    Members,
    Questions,
    Withheld,
    value_of,
)
from digiramverk.rules.scalar import Program, slots_of_forms
from digiramverk.tables.batches import Batchwise, forms_of
from digiramverk.tables.figures import GroupTable, members_of
from digiramverk.tables.layout import Inputs

HIDDEN: Final = "__hidden_{}"
"""The boolean column that marks forms of which some values are withheld."""
_TIMES: Final = "__times"
_BETWEEN: Final = "\x1f"


def with_withheld_groups(table: GroupTable, withheld: Mapping[Members, frozenset[MeasureCell]]) -> GroupTable:
    """A table of groups without the withheld values."""
    if not withheld:
        return table
    keys = members_of(table.whose, table.stage.population)
    members = {whose: place for place, whose in enumerate(keys) if whose in withheld}
    places: dict[int, list[int]] = {}
    for whose, place in members.items():
        for named in withheld[whose]:
            places.setdefault(table.stage.slots[named], []).append(place)
    own = {whose: withheld[whose] for whose in members}
    return attrs.evolve(table, figures=table.figures.without(places), withheld=own)


def outputs_of(tables: Iterable[GroupTable]) -> list[GroupOutputs]:
    """The outputs of groups, for the choice of what else to withhold."""
    return [
        GroupOutputs(group.stage.measures, group.stage.slots, tuple(map(str, group.members)), group.outputs)
        for table in tables
        for group in table.groups()
    ]


def crowd_of(
    questions: Questions, batches: Iterable[pl.DataFrame], scalar: Program, by_scalar: Batchwise
) -> Crowd:
    """The forms in classes: the engine counts equal ones, and each class is read once.

    Args:
        questions: what has to be known about each form.
        batches: the forms.
        scalar: the plan.
        by_scalar: computes the values of forms.
    """
    crowd, space = Crowd(questions), questions.plan.space
    slots = slots_of_forms(questions, [each.stage for each in scalar.generated])
    upto = max((number for _, number, _ in slots), default=-1)
    for batch in batches:
        alike = _alike(batch, by_scalar.inputs)
        forms = forms_of(alike, by_scalar.inputs, scalar)
        outputs = by_scalar.outputs(alike, upto) if slots else {}
        times = alike.get_column(_TIMES).to_list()
        for place, (form, count) in enumerate(zip(forms, times, strict=True)):
            values = tuple(
                value_of(measure, outputs[number][place], slot, space) for measure, number, slot in slots
            )
            crowd.add(form.codes, form.population, values, int(count))
    crowd.sort()
    return crowd


def _alike(batch: pl.DataFrame, inputs: Inputs) -> pl.DataFrame:
    """One row per distinct combination of answers and groups, and the number of forms that have it."""
    names = {
        *inputs.states,
        *(column for name, column in inputs.members.items() if name != RESPONSE),
        *(() if inputs.published is None else (inputs.published,)),
        *(column for own in inputs.numbers.values() for column in (own.n, own.d, own.kind)),
    }
    found = batch.group_by(*sorted(names)).agg(pl.len().alias(_TIMES))
    response = inputs.members.get(RESPONSE)
    if response is None:
        return found
    # The identity of a form is not grouped by: it would make every form a class of its own.
    return found.with_columns(pl.lit(None, dtype=pl.String()).alias(response))


# --- values of forms ------------------------------------------------------------------------------------


@attrs.frozen
class HiddenForms:
    """Which values of which forms are withheld.

    Attributes:
        withheld: the choice.
        inputs: the columns that hold the forms.
    """

    withheld: Withheld
    inputs: Inputs

    def marks(self, named: Iterable[MeasureCell]) -> tuple[dict[str, pl.Expr], dict[MeasureCell, str]]:
        """Boolean columns, by name, and the column that marks each value that some form lacks."""
        exprs: dict[str, pl.Expr] = {}
        found: dict[MeasureCell, str] = {}
        known: list[tuple[object, str]] = []
        for each in named:
            key: object = None
            if each not in self.withheld.everywhere:
                key = self.withheld.forms.get(each)
                if not key:
                    continue
            # Equal conditions share a mark; they are not hashable, so they are compared one by one.
            name = next((name for other, name in known if other == key), None)
            if name is None:
                name = HIDDEN.format(len(known))
                known.append((key, name))
                exprs[name] = pl.lit(value=True) if key is None else self._mark(self.withheld.forms[each])
            found[each] = name
        return exprs, found

    def _mark(self, groups: Mapping[tuple[str, ...], set[Members]]) -> pl.Expr:
        marks = [
            self._among([self.inputs.members[name] for name in population], members)
            for population, members in groups.items()
            if all(name in self.inputs.members for name in population)
        ]
        return pl.any_horizontal(*marks) if marks else pl.lit(value=False)

    def _among(self, columns: Sequence[str], members: Iterable[Members]) -> pl.Expr:
        if not columns:
            return pl.lit(value=True)
        joined = [_BETWEEN.join(each) for each in sorted(members)]
        if len(columns) == 1:
            return pl.col(columns[0]).is_in(joined)
        return pl.concat_str(columns, separator=_BETWEEN).is_in(joined)


def hidden_in(frame: pl.DataFrame, columns: Iterable[tuple[str, str, str]], *, reasons: bool) -> pl.DataFrame:
    """A frame without the withheld values of forms.

    Args:
        frame: has the marks next to the values.
        columns: for each value that some form lacks its column of values, of kinds of missing, and its mark.
        reasons: whether the frame has the kinds of missing.
    """
    kind = int(Missing.WITHHELD)
    schema = frame.collect_schema()
    exprs: list[pl.Expr] = []
    for value, missing, mark in columns:
        nothing = pl.lit(None, dtype=schema[value])
        exprs.append(pl.when(pl.col(mark)).then(nothing).otherwise(pl.col(value)).alias(value))
        if reasons:
            marked = pl.when(pl.col(mark)).then(pl.lit(kind, dtype=schema[missing]))
            exprs.append(marked.otherwise(pl.col(missing)).alias(missing))
    return frame.with_columns(*exprs)


def marked(batch: pl.DataFrame, marks: Mapping[str, pl.Expr]) -> Iterator[list[bool]]:
    """For every mark its booleans for the forms of a batch."""
    found = batch.with_columns(**marks) if marks else None
    for name in marks:
        if found is not None:
            yield [bool(each) for each in found.get_column(name).to_list()]
