"""Explains a figure: its trace, and the nearest single answer that would change it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import (
    DEFAULT_LANGUAGE,
    Diagnostic,
    Language,
    Names,
    NotFoundError,
    clean,
    exact_text,
    near,
    nearest_float,
)
from digiramverk.model import Assessment, Framework, Indicator, Level
from digiramverk.rules import (
    FIRST_LEVEL,
    NOT_ASKED,
    RESPONSE,
    Directions,
    Form,
    Interval,
    Missing,
    Number,
    Plan,
    Value,
    nodes,
)
from digiramverk.rules.scalar import Group, cells_of, needs, needs_of_round_before
from digiramverk.rules.trace import Element, Trace, Tracer
from digiramverk.scoring.engine import Scorer, problem_notes
from digiramverk.scoring.measure_results import Cell
from digiramverk.scoring.single_answers import withheld_forms, without_answers


@attrs.frozen
class ChangedAnswer:
    """One answer changed, and the figure that results.

    Attributes:
        indicator: the indicator whose answer changes.
        before: its level now; None if it is unanswered or not relevant.
        after: the new level.
        value: the figure that would result; None if it would be missing.
    """

    indicator: Indicator
    before: Level | None
    after: Level
    value: Value | None


@attrs.frozen
class Search:
    """The search through every answer of one form at every other level, one at a time.

    Unanswered and not relevant indicators are tried at every level too. Those that are not asked are not
    tried.

    Attributes:
        tried: the number of answers tried at another level.
        change: the change to report. For yes, no, steps and bands the fewest levels up or down that give
            another value. For numbers a change that gives a higher value: one level up if that is enough, and
            of those the highest. None if there is none.
        lower: for numbers that no change raises: the change that gives the lowest value.
        highest: whether the rule proves that no answers give a higher number.
    """

    tried: int
    change: ChangedAnswer | None
    lower: ChangedAnswer | None = None
    highest: bool = False


@attrs.frozen
class Explanation:
    """Why one cell has its value.

    Attributes:
        framework: the framework scored against.
        cell: the value to explain.
        trace: the tree of values that led to it.
        assessments: the forms in the trace, by their index, without withheld answers.
        withheld: the indices of the forms whose answers are withheld.
        search: the effects of other levels of single answers; None if they were not tried, because the value
            depends on more than the answers of one form, or these are withheld.
        notes: warnings about the tables that were read, and registered functions that failed while the forms
            were scored (DR509).
    """

    framework: Framework
    cell: Cell
    trace: Trace
    assessments: tuple[Assessment, ...]
    withheld: frozenset[int]
    search: Search | None
    notes: tuple[Diagnostic, ...] = ()

    @property
    def change(self) -> ChangedAnswer | None:
        """The change to report first; None if nothing was tried, or no other value was found."""
        return None if self.search is None else self.search.change

    def to_dict(self, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
        """The machine-readable shape of `explain --format json`."""
        measure = self.cell.measure.name
        change = self.change
        return {
            "framework": {"id": self.framework.id, "edition": self.framework.edition},
            "measure": measure,
            "cell": dict(self.cell.members),
            "rule": self.framework.rule(measure).measure.value.text,
            **_shown(self.trace.value),
            "trace": self._trace(self.trace, measure),
            "change": None if change is None else _change(change, language),
        } | self._searched(language)

    def _searched(self, language: Language) -> dict[str, Any]:
        """How much was tried, and what lowers a number that nothing raises."""
        search = self.search
        if search is None:
            return {}
        lower = {} if search.lower is None else {"lower": _change(search.lower, language)}
        return {"tried": search.tried} | lower

    def _trace(self, trace: Trace, measure: str) -> dict[str, Any]:
        """A trace as nested data: the part of the rule, its value, its parts, and the elements of a fold."""
        inner = measure if trace.measure is None else trace.measure[0]
        of_measure = isinstance(trace.node, nodes.MeasureValue)
        text = self.framework.rule(measure).measure.value.text
        data: dict[str, Any] = {"expression": text[trace.node.start : trace.node.end], **_shown(trace.value)}
        if of_measure and trace.measure is not None:
            data |= {"measure": inner, "cell": dict(trace.measure[1])}
        if trace.parts:
            data["parts"] = [self._trace(part, inner if of_measure else measure) for part in trace.parts]
        if trace.elements:
            data["elements"] = [self._element(element) for element in trace.elements]
        return data

    def _element(self, element: Element) -> dict[str, Any]:
        form = self.assessments[element.form]
        return {
            "members": dict(element.members),
            "response": form.response,
            **_shown(element.value),
            "taken": element.taken,
            "counts": element.counts,
        }


def _change(change: ChangedAnswer, language: Language) -> dict[str, Any]:
    return {
        "indicator": change.indicator.id,
        "text": change.indicator.text.to(language),
        "from": None if change.before is None else change.before.id,
        "to": change.after.id,
        **_shown(change.value),
    }


def _shown(value: object) -> dict[str, Any]:
    match value:
        case Missing():
            return {"value": None, "missing": value.key}
        case Fraction():
            return {"value": nearest_float(value), "exact": exact_text(value)}
        case _:
            return {"value": value}


def tracer_of(plan: Plan, forms: Sequence[Form], groups: Iterable[Group]) -> Tracer:
    """A tracer that knows what a run withheld."""
    withheld: set[tuple[str, tuple[str, ...], tuple[object, ...]]] = set()
    of_forms: set[tuple[str, tuple[str, ...], int]] = set()
    for group in groups:
        if group.stage.population == (RESPONSE,):
            of_forms |= {(name, at, group.form) for name, at in group.withheld}
        else:
            withheld |= {(name, at, group.members) for name, at in group.withheld}
    return Tracer(plan, forms, frozenset(withheld), frozenset(of_forms))


def explain(
    scorer: Scorer, assessments: Sequence[Assessment], measure: str, members: Mapping[str, str]
) -> Explanation:
    """Explain one value.

    Args:
        scorer: a framework ready to score.
        assessments: all forms that are scored together.
        measure: the measure's name.
        members: dimension → member, enough of them to identify one value.

    Raises:
        NotFoundError: DR601 no such measure, DR602 no value has these members, DR603 several have.
    """
    members = {name: clean(member) for name, member in members.items()}
    names = tuple(rule.measure.name for rule in scorer.framework.rules)
    if measure not in names:
        args = {"name": measure, "known": Names(names)}
        raise NotFoundError([Diagnostic("DR601", args, near=near(measure, names))])
    forms = [scorer.form(assessment) for assessment in assessments]
    run = scorer.program.run(forms)
    groups = run.groups
    found = [
        (group, cell)
        for group in groups
        if any(planned.name == measure for planned in group.stage.measures)
        for cell in scorer.cells(group, assessments[group.form])
        if cell.measure.name == measure and members.items() <= cell.members.items()
    ]
    if len(found) != 1:
        raise NotFoundError([_not_one(measure, members, [cell for _, cell in found])])
    group, cell = found[0]
    trace = tracer_of(scorer.framework.plan, forms, groups).shown(measure, cell.members, group.form)
    whose = scorer.member_columns(assessments)
    hidden = withheld_forms(scorer.framework, scorer.measured(groups, whose).values(), whose.rows)
    left = without_answers(assessments, hidden)
    # The effect of another answer reveals the answer itself.
    told = cell.missing is not Missing.WITHHELD and group.form not in hidden and _by_itself(scorer, measure)
    search = _search(scorer, forms[group.form], cell) if told else None
    notes = tuple(problem_notes(run.problems))
    return Explanation(scorer.framework, cell, trace, left, hidden, search, notes)


def _by_itself(scorer: Scorer, name: str) -> bool:
    """Whether a measure depends on the answers of one form alone."""
    plan = scorer.framework.plan
    waiting, seen = [name], set[str]()
    while waiting:
        measure = plan.measure(waiting.pop())
        if measure.population != (RESPONSE,) or needs_of_round_before(measure):
            return False
        seen.add(measure.name)
        waiting += needs(measure) - seen
    return True


def _not_one(measure: str, members: Mapping[str, str], cells: list[Cell]) -> Diagnostic:
    asked = Names(tuple(f"{name}={member}" for name, member in members.items()))
    if not cells:
        return Diagnostic("DR602", {"measure": measure, "asked": asked})
    open_dimensions = {
        name: Names(tuple(dict.fromkeys(cell.members.get(name, "") for cell in cells)))
        for name in cells[0].members
        if len({cell.members.get(name) for cell in cells}) > 1
    }
    name, choices = next(iter(open_dimensions.items()), ("response", Names(())))
    return Diagnostic(
        "DR603", {"measure": measure, "count": len(cells), "dimension": name, "choices": choices}
    )


def _search(scorer: Scorer, form: Form, cell: Cell) -> Search:
    """Try every other level of every indicator that the form is asked, one at a time."""
    found: list[tuple[int, ChangedAnswer]] = []
    tried = 0
    for index, indicator in enumerate(scorer.framework.indicators):
        state = form.codes[index]
        if state == NOT_ASKED:
            continue
        levels = scorer.framework.scale_of(indicator).levels
        now = state - FIRST_LEVEL if state >= FIRST_LEVEL else None
        # One level up is the next by points, whatever the order in the file.
        order = sorted(range(len(levels)), key=lambda each: levels[each].points)
        for at, other in enumerate(order):
            if other == now:
                continue
            level = levels[other]
            tried += 1
            value = _value_with(scorer, form, index, other + FIRST_LEVEL, cell)
            if value is not None and value != cell.value:
                before = None if now is None else levels[now]
                # A first answer is as near as one a level away.
                distance = 1 if now is None else at - order.index(now)
                found.append((distance, ChangedAnswer(indicator, before, level, value)))
    if not isinstance(cell.measure.type, Number):
        # Raising an answer is better advice than lowering one.
        nearest = min(found, key=lambda each: (abs(each[0]), each[0] < 0), default=None)
        return Search(tried, None if nearest is None else nearest[1])
    values = [(distance, change, Fraction(str(change.value))) for distance, change in found]
    here = cell.value if isinstance(cell.value, Fraction) else None
    above = [each for each in values if here is None or each[2] > here]
    best = min(above, key=lambda each: (each[0] != 1, -each[2]), default=None)
    worst = min(values, key=lambda each: each[2], default=None) if best is None else None
    known = Directions.of(scorer.framework.plan).range(cell.measure.name)
    highest = here is not None and isinstance(known, Interval) and known.high == here
    return Search(tried, None if best is None else best[1], None if worst is None else worst[1], highest)


def _value_with(scorer: Scorer, form: Form, index: int, state: int, cell: Cell) -> Value | None:
    codes = list(form.codes)
    codes[index] = state
    groups = scorer.program.run([attrs.evolve(form, codes=codes)]).groups
    per = tuple(cell.members[name] for name in cell.measure.per)
    return next(
        scorer.value(measure, group.outputs, slot)
        for group in groups
        for measure, members, slot in cells_of(group)
        if measure.name == cell.measure.name and members == per
    )
