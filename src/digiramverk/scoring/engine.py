"""The scorer: assessments become forms, forms run through the plan's program, outputs become cells."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from operator import getitem, itemgetter
from types import MappingProxyType
from typing import Any, Final, cast

import attrs

from digiramverk.core import Diagnostic, EvaluationError, Names, Word
from digiramverk.model import DECLINED as DECLINED_ANSWER
from digiramverk.model import NOT_RELEVANT as NOT_RELEVANT_ANSWER
from digiramverk.model import Assessment, Framework
from digiramverk.rules import (
    DECLINED,
    FIRST_LEVEL,
    NOT_ASKED,
    NOT_RELEVANT,
    PUBLISHED,
    RESPONSE,
    UNANSWERED,
    CellKey,
    Form,
    Member,
    Missing,
    PlannedMeasure,
    PopulationValue,
    Problem,
    Space,
    Type,
    Value,
    decoded,
    meanings_of,
)
from digiramverk.rules.scalar import Group, LeftOut, Program, Stage, cells_of
from digiramverk.scoring.measure_results import Cell, MeasureResults, OutputColumns
from digiramverk.scoring.member_columns import MemberColumns
from digiramverk.scoring.results import CoverageColumns, Results, refuse_unknown
from digiramverk.scoring.uncounted_forms import Uncounted

_NO_MEMBER: Final = -int(Missing.UNANSWERED)
_NOTHING_BEFORE: Final[Mapping[int, Any]] = MappingProxyType({})
_NO_NUMBER: Final = (int(Missing.UNANSWERED), 0)
PlainValues = dict[tuple[str, CellKey], float | bool | str | None]
"""Values by (measure, members of its `per`)."""

MeasureLayout = tuple[PlannedMeasure, Mapping[CellKey, int], tuple[bool | str, ...]]
"""A measure, the slot of each cell, and what codes mean."""

Whose = tuple[str | None, str | None]
"""A group and a school form, None if the form does not state it."""

FormValues = Callable[[Any, Any, list[Problem]], PlainValues]


@attrs.frozen
class Scorer:
    """A framework ready to score. Create one and keep it: its functions are generated at first use.

    Attributes:
        framework: the framework to score against.
        measures: the measures to compute and return; all if empty. Their values do not depend on which others
            are asked for.

    Raises:
        NotFoundError: DR601, a measure that the framework lacks.
    """

    framework: Framework
    measures: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse unknown measures at once."""
        refuse_unknown(self.framework, self.measures)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The names of the measures to return, in the order of the framework."""
        return asked_measures(self.framework, self.measures)

    @cached_property
    def program(self) -> Program:
        """The runnable plan of the measures asked for."""
        plan = self.framework.plan
        return Program(plan.only(self.measures) if self.measures else plan)

    @cached_property
    def _codes(self) -> list[tuple[str, dict[str | None, int]]]:
        """For every indicator the state of every possible answer."""
        by_scale: dict[str, dict[str | None, int]] = {}
        for scale in self.framework.scales:
            states: dict[str | None, int] = {None: UNANSWERED, NOT_RELEVANT_ANSWER: NOT_RELEVANT}
            if scale.declined is not None:
                states[DECLINED_ANSWER] = DECLINED
            states.update({level.id: FIRST_LEVEL + index for index, level in enumerate(scale.levels)})
            by_scale[scale.id] = states
        return [(indicator.id, by_scale[indicator.scale]) for indicator in self.framework.indicators]

    @cached_property
    def _answers_of(self) -> Callable[[Mapping[str, str | None]], tuple[str | None, ...]]:
        """Gets the answers to all indicators in order at once. Raises KeyError if one is absent."""
        ids = [indicator for indicator, _ in self._codes]
        return itemgetter(*ids) if len(ids) > 1 else lambda levels: (levels[ids[0]],)

    @cached_property
    def _states(self) -> list[dict[str | None, int]]:
        return [states for _, states in self._codes]

    @cached_property
    def _state(self) -> Callable[[str | None], int] | None:
        """Gets the state of an answer, if all indicators share one scale, which is faster; else None."""
        first = self._states[0]
        return first.__getitem__ if all(states is first for states in self._states) else None

    @cached_property
    def _population(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.framework.plan.space.dimensions if each.population)

    @cached_property
    def _not_asked(self) -> dict[Whose, tuple[int, ...]]:
        """What forms of every declared group and school form are not asked."""
        groups, schools = (
            (None, *(each.id for each in declared))
            for declared in (self.framework.groups, self.framework.school_forms)
        )
        return {whose: self._not_asked_of(whose) for whose in product(groups, schools)}

    def _not_asked_of(self, whose: Whose) -> tuple[int, ...]:
        """The positions of the indicators that forms of a group and school form are not asked."""
        return tuple(
            index
            for index, each in enumerate(self.framework.indicators)
            if not all(
                not asked or member is None or member in asked
                for asked, member in zip((each.groups, each.school_forms), whose, strict=True)
            )
        )

    def _without_not_asked(self, codes: list[int], assessment: Assessment) -> list[int]:
        """Mark, in the states of a form, the indicators that its group or school form is not asked."""
        whose = assessment.group, assessment.school_form
        known = self._not_asked.get(whose)
        for index in self._not_asked_of(whose) if known is None else known:
            codes[index] = NOT_ASKED
        return codes

    def codes(self, levels: Mapping[str, str | None]) -> list[int]:
        """The states of all indicators, from level ids. Raises KeyError for a level that the scale lacks."""
        try:
            answers = self._answers_of(levels)
        # `itemgetter` needs every indicator; a form may lack some.
        except KeyError:
            answers = tuple(levels.get(indicator) for indicator, _ in self._codes)
        state = self._state
        return list(map(getitem, self._states, answers)) if state is None else list(map(state, answers))

    def form(self, assessment: Assessment) -> Form:
        """An assessment as the program reads it."""
        known = assessment.members
        members: list[PopulationValue] = []
        for name in self._population:
            member = known.get(name)
            members.append(_NO_MEMBER if member is None else member)
        codes = self._without_not_asked(self.codes(assessment.levels), assessment)
        stated = dict(assessment.numbers)
        numbers = (
            stated[name].as_integer_ratio() if name in stated else _NO_NUMBER
            for name in self.framework.plan.space.numbers
        )
        return Form(codes, (*members, int(assessment.published), *numbers))

    def score(self, assessments: Sequence[Assessment], *, complementary: bool = True) -> Results:
        """Score assessments that have been checked against the framework.

        Args:
            assessments: the assessments.
            complementary: as for :meth:`digiramverk.rules.scalar.program.Program.run`.

        Returns:
            The values of every measure asked for: per form, and per group of forms for measures across these.
        """
        forms = [self.form(assessment) for assessment in assessments]
        run = self.program.run(forms, complementary=complementary)
        members = self.member_columns(assessments)
        left_out = [each for each in run.left_out if each.measure.name in self.asked]
        left_out.sort(key=lambda each: self.asked.index(each.measure.name))
        notes = (
            *_notes(self.framework, left_out, len(forms)),
            *self._uncounted(run.groups, assessments),
            *problem_notes(run.problems),
        )
        return Results(
            self.framework, self.measured(run.groups, members), self._coverage(forms, members), notes
        )

    @cached_property
    def _deciding(self) -> PlannedMeasure | None:
        return Uncounted(self.framework, self.asked).measure

    def _uncounted(self, groups: Sequence[Group], assessments: Sequence[Assessment]) -> Iterator[Diagnostic]:
        """What to say of forms that do not count across units."""
        found = Uncounted(self.framework, self.asked)
        # Which rule decides is worked out once; for a single form there is nothing to say.
        if self._deciding is not None and len(assessments) > 1:
            key = self._deciding.name, ()
            own = (group for group in groups if key in group.stage.slots)
            left = (assessments[each.form] for each in own if each.outputs[each.stage.slots[key]] != 1)
            stated = ({PUBLISHED: form.published, **form.members} for form in left)
            found.add(
                len(assessments), Counter(tuple(each.get(name) for name in found.stated) for each in stated)
            )
        return found.notes()

    def measured(self, groups: Sequence[Group], members: MemberColumns) -> dict[str, MeasureResults]:
        """The values of the measures asked for, from the groups of a run."""
        space = self.framework.plan.space
        by_stage: dict[int, list[Group]] = {}
        for group in groups:
            by_stage.setdefault(id(group.stage), []).append(group)
        found: dict[str, MeasureResults] = {}
        for own in by_stage.values():
            stage = own[0].stage
            columns = OutputColumns([group.outputs for group in own])
            whose = members_of_groups(members, [group.form for group in own], stage.population, space)
            for measure, slots, meanings in self._layouts[stage.population, stage.measures[0].name]:
                found[measure.name] = MeasureResults(measure, whose, slots, columns, meanings)
        return in_order(self.framework, self.asked, found)

    @cached_property
    def _layouts(self) -> dict[tuple[tuple[str, ...], str], list[MeasureLayout]]:
        """What the outputs of each stage hold, by its population and its first measure."""
        space = self.framework.plan.space
        return {
            (each.stage.population, each.stage.measures[0].name): measure_layouts(each.stage, space)
            for each in self.program.generated
        }

    def member_columns(self, assessments: Sequence[Assessment]) -> MemberColumns:
        """The known population members of forms."""
        columns: dict[str, Sequence[str | None]] = {}
        known = [assessment.members for assessment in assessments]
        for name in self._population:
            column = [each.get(name) for each in known]
            if any(member is not None for member in column):
                columns[name] = column
        return MemberColumns(len(assessments), columns)

    def _coverage(self, forms: Sequence[Form], members: MemberColumns) -> CoverageColumns:
        states = self.framework.plan.coverage
        answered, relevant = (
            [sum(code in own[which] for code, own in zip(form.codes, states, strict=True)) for form in forms]
            for which in (0, 1)
        )
        return CoverageColumns(members, answered, relevant)

    def cells(self, group: Group, assessment: Assessment) -> list[Cell]:
        """The cells of one group of a run, to which `assessment` belongs."""
        space, outputs = self.framework.plan.space, group.outputs
        population = group.stage.population
        members = self.members(assessment)
        shown = {name: member for name, member in members.items() if space.determines(population, name)}
        return [
            Cell(
                measure,
                shown | dict(zip(measure.per, cell, strict=True)),
                *decoded(measure.type, outputs[slot : slot + 2], meanings_of(measure.type, space)),
            )
            for measure, cell, slot in cells_of(group)
        ]

    def value(self, measure: PlannedMeasure, outputs: Sequence[Any], slot: int) -> Value | None:
        """The value in a slot of a stage's outputs; None if it is missing."""
        space = self.framework.plan.space
        return decoded(measure.type, outputs[slot : slot + 2], meanings_of(measure.type, space))[0]

    def members(self, assessment: Assessment) -> dict[str, str]:
        """The known population members of a form."""
        known = assessment.members
        return {name: member for name in self._population if (member := known.get(name)) is not None}

    def score_form(
        self, levels: Mapping[str, str | None], notes: list[Diagnostic] | None = None
    ) -> PlainValues:
        """The fastest way to one form's own measures: values by (measure, members of its `per`).

        Args:
            levels: level ids by indicator, including `not_relevant`, `declined` and None. Unknown indicators
                are ignored; use :meth:`score` for unchecked answers.
            notes: collects DR509, failed registered functions; the measures that need them are None.

        Returns:
            Every measure that belongs to a response and needs no other form; numbers as the float nearest to
            the exact value, missing ones as None.

        Raises:
            KeyError: a level that the indicator's scale lacks.
            EvaluationError: DR509, if there are no `notes` to collect it.
        """
        if self._values is None:
            return {}
        problems: list[Problem] = []
        values = self._values((self.codes(levels), self._nobody, _NOTHING_BEFORE), (), problems)
        if problems and notes is None:
            raise EvaluationError(problem_notes(problems))
        if notes is not None:
            notes += problem_notes(problems)
        return values

    @cached_property
    def _values(self) -> FormValues | None:
        """The first stage's function to values; None if no measure belongs to a response."""
        stages = self.program.generated
        if not stages or stages[0].stage.population != (RESPONSE,):
            return None
        space = self.framework.plan.space

        def meanings(kind: Type) -> tuple[object, ...] | None:
            unordered = isinstance(kind, Member) and space.order_of(kind.dimension) is None
            return None if unordered else meanings_of(kind, space)

        return cast("FormValues", self.program.values_function(meanings))

    @cached_property
    def _nobody(self) -> tuple[PopulationValue, ...]:
        numbers = (_NO_NUMBER for _ in self.framework.plan.space.numbers)
        return (*(_NO_MEMBER for _ in self._population), 0, *numbers)


def measure_layouts(stage: Stage, space: Space) -> list[MeasureLayout]:
    """For each measure of a stage, where its values begin in the outputs, and what their codes mean."""
    return [
        (
            measure,
            {cell: stage.slots[measure.name, cell] for cell in measure.cells},
            meanings_of(measure.type, space),
        )
        for measure in stage.measures
    ]


def members_of_groups(
    members: MemberColumns, first: Sequence[int], population: tuple[str, ...], space: Space
) -> MemberColumns:
    """The members of groups of forms: their own, and those that follow from them.

    Args:
        members: those of forms.
        first: for each group the place of one of its forms.
        population: the dimensions of the groups.
        space: says what follows from what: a unit has one school form.
    """
    if population == (RESPONSE,) and len(first) == members.size:
        return members
    return members.some(lambda name: space.determines(population, name)).taken(first)


def asked_measures(framework: Framework, measures: Collection[str]) -> tuple[str, ...]:
    """The names of the measures asked for, in the order of the rules; all of the plan if none is named."""
    wanted = set(measures) or {measure.name for measure in framework.plan.measures}
    return tuple(rule.measure.name for rule in framework.rules if rule.measure.name in wanted)


def in_order(
    framework: Framework, asked: Sequence[str], found: Mapping[str, MeasureResults]
) -> dict[str, MeasureResults]:
    """The values of the measures asked for, in the order of the rules; none where no form belongs to any."""
    return {
        name: found[name] if name in found else MeasureResults.empty(framework.plan.measure(name))
        for name in asked
    }


def problem_notes(problems: list[Problem]) -> Iterator[Diagnostic]:
    """One finding per failed function, measure and cause."""
    for problem in dict.fromkeys(problems):
        args = {
            "function": problem.function.name,
            "distribution": problem.function.distribution,
            "measure": problem.measure,
            "cause": problem.cause,
        }
        yield Diagnostic("DR450" if problem.of_tables else "DR509", args)


def _notes(framework: Framework, left_out: list[LeftOut], total: int) -> tuple[Diagnostic, ...]:
    """One warning per dimension that forms lack, naming all measures that leave them out.

    A single form without a round, say, is no oversight: nobody meant to compare it with others.
    """
    if total == 1:
        return ()
    found: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    for each in left_out:
        found.setdefault((each.dimension, each.forms), []).append(each.measure.name)
    counted = [(dimension, len(forms), names) for (dimension, forms), names in found.items()]
    return tuple(left_out_notes(framework, counted, total))


def left_out_notes(
    framework: Framework, lacking: Iterable[tuple[str, int, Iterable[str]]], total: int
) -> Iterator[Diagnostic]:
    """The warnings about forms that some measures cannot place, in the order of the rules.

    Args:
        framework: the framework of the measures.
        lacking: a dimension, the number of forms that lack it, and the measures that leave them out.
        total: the number of forms.
    """
    order = {rule.measure.name: number for number, rule in enumerate(framework.rules)}
    dimensions = list(framework.plan.space.by_name)
    every = [(name, count, sorted(names, key=order.__getitem__)) for name, count, names in lacking]
    every.sort(key=lambda each: ([order[name] for name in each[2]], dimensions.index(each[0])))
    for dimension, count, names in every:
        args = {"count": count, "total": total, "dimension": Word(dimension), "measures": Names(tuple(names))}
        yield Diagnostic("DR408", args)
