"""Withholding in tables: what is withheld is chosen in `rules.disclosure`, as for the scalar engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import narwhals as nw

from digiramverk.rules import RESPONSE, MeasureCell, Missing
from digiramverk.rules.disclosure import (
    Crowd,
    GroupOutputs,
    Members,
    Questions,
    Withheld,
    value_of,
)
from digiramverk.rules.scalar import Program, slots_of_forms, with_withheld
from digiramverk.tables.batches import Batchwise, forms_of
from digiramverk.tables.figures import Figures, GroupTable
from digiramverk.tables.layout import Frame, Inputs, collected

HIDDEN: Final = "__hidden_{}"
"""The column of truths that says of which forms some values are withheld."""
_TIMES: Final = "__times"
_BETWEEN: Final = "\x1f"


def with_withheld_groups(table: GroupTable, withheld: Mapping[Members, frozenset[MeasureCell]]) -> GroupTable:
    """A table of groups of which some values are withheld."""
    if not withheld:
        return table
    stage = table.stage
    named: list[Sequence[Any]] = [table.members(name).to_list() for name in stage.population]
    members: list[tuple[Any, ...]] = list(zip(*named, strict=True)) if named else [()] * len(table)
    outputs = [
        with_withheld(stage, own, withheld[whose]) if whose in withheld else own
        for whose, own in zip(members, table.figures.rows(), strict=True)
    ]
    own = {whose: withheld[whose] for whose in members if whose in withheld}
    return attrs.evolve(table, figures=Figures.of(outputs, stage.size), withheld=own)


def outputs_of(tables: Iterable[GroupTable]) -> list[GroupOutputs]:
    """What groups have been given, for the choice of what else is withheld."""
    return [
        GroupOutputs(group.stage.measures, group.stage.slots, tuple(map(str, group.members)), group.outputs)
        for table in tables
        for group in table.groups()
    ]


def crowd_of(questions: Questions, batches: Iterable[Frame], scalar: Program, by_scalar: Batchwise) -> Crowd:
    """The forms in classes: those alike are counted by the engine, and read once.

    Args:
        questions: what has to be known of each.
        batches: the forms.
        scalar: the plan.
        by_scalar: gives the values of forms.
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


def _alike(batch: Frame, inputs: Inputs) -> nw.DataFrame[Any]:
    """One row for all forms of one group with the same answers, and how many these are."""
    names = {
        *inputs.states,
        *(column for name, column in inputs.members.items() if name != RESPONSE),
        *(() if inputs.published is None else (inputs.published,)),
        *(column for own in inputs.numbers.values() for column in (own.n, own.d, own.kind)),
    }
    found = collected(batch.group_by(*sorted(names)).agg(nw.len().alias(_TIMES)))
    response = inputs.members.get(RESPONSE)
    if response is None:
        return found
    return found.with_columns(nw.lit(None, dtype=nw.String()).alias(response))


# --- values of forms ------------------------------------------------------------------------------------


@attrs.frozen
class HiddenForms:
    """Which forms are not shown which of their values.

    Attributes:
        withheld: what is chosen.
        inputs: where forms stand in their frames.
    """

    withheld: Withheld
    inputs: Inputs

    def marks(self, named: Iterable[MeasureCell]) -> tuple[dict[str, nw.Expr], dict[MeasureCell, str]]:
        """Columns of truths, by name, and for each value that any form lacks which of them tells."""
        exprs: dict[str, nw.Expr] = {}
        found: dict[MeasureCell, str] = {}
        known: list[tuple[object, str]] = []
        for each in named:
            key: object = None
            if each not in self.withheld.everywhere:
                key = self.withheld.forms.get(each)
                if not key:
                    continue
            name = next((name for other, name in known if other == key), None)
            if name is None:
                name = HIDDEN.format(len(known))
                known.append((key, name))
                exprs[name] = nw.lit(value=True) if key is None else self._mark(self.withheld.forms[each])
            found[each] = name
        return exprs, found

    def _mark(self, groups: Mapping[tuple[str, ...], set[Members]]) -> nw.Expr:
        marks = [
            self._among([self.inputs.members[name] for name in population], members)
            for population, members in groups.items()
            if all(name in self.inputs.members for name in population)
        ]
        return nw.any_horizontal(*marks, ignore_nulls=True) if marks else nw.lit(value=False)

    def _among(self, columns: Sequence[str], members: Iterable[Members]) -> nw.Expr:
        if not columns:
            return nw.lit(value=True)
        joined = [_BETWEEN.join(each) for each in sorted(members)]
        if len(columns) == 1:
            return nw.col(columns[0]).fill_null("").is_in(joined)
        own = [nw.col(column).fill_null("") for column in columns]
        return nw.concat_str(own, separator=_BETWEEN).is_in(joined)


def hidden_in(frame: Frame, columns: Iterable[tuple[str, str, str]], *, reasons: bool) -> Frame:
    """A frame in which what is withheld of forms has no value.

    Args:
        frame: has the marks beside the values.
        columns: for each value that any form lacks the column of values, of kinds of missing, and the mark.
        reasons: whether the kinds of missing are there.
    """
    kind = int(Missing.WITHHELD)
    schema = frame.collect_schema()
    exprs: list[nw.Expr] = []
    for value, missing, mark in columns:
        nothing = nw.lit(None, dtype=schema[value])
        exprs.append(nw.when(nw.col(mark)).then(nothing).otherwise(nw.col(value)).alias(value))
        if reasons:
            marked = nw.when(nw.col(mark)).then(nw.lit(kind, dtype=schema[missing]))
            exprs.append(marked.otherwise(nw.col(missing)).alias(missing))
    return frame.with_columns(*exprs)


def marked(batch: Frame, marks: Mapping[str, nw.Expr]) -> Iterator[list[bool]]:
    """For every mark the truths of the forms of a batch."""
    found = collected(batch.with_columns(**marks)) if marks else None
    for name in marks:
        if found is not None:
            yield [bool(each) for each in found.get_column(name).to_list()]
