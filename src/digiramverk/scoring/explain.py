"""Why a figure is what it is: its trace, and the nearest single answer that would change it."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import NotFoundError
from digiramverk.core.exact_numbers import exact_text, nearest_float
from digiramverk.core.language import DEFAULT_LANGUAGE, Language, Names
from digiramverk.core.suggest import near
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.model.scale import Level
from digiramverk.model.structure import Indicator
from digiramverk.rules import nodes
from digiramverk.rules.forms import FIRST_LEVEL, Form
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan
from digiramverk.rules.scalar.groups import Group
from digiramverk.rules.scalar.program import cells_of
from digiramverk.rules.scalar.stages import needs, needs_of_round_before
from digiramverk.rules.space import RESPONSE
from digiramverk.rules.trace.tracer import Tracer
from digiramverk.rules.trace.tree import Element, Trace
from digiramverk.rules.types import Number
from digiramverk.scoring.engine import Scorer, problem_notes
from digiramverk.scoring.results import Cell, Value


@attrs.frozen
class Change:
    """One answer changed, and what the figure would then be.

    Attributes:
        indicator: the indicator whose answer is changed.
        before: its level now; None where it is unanswered or not relevant.
        after: the level that it would have.
        value: what the figure would be; None where it would be missing.
    """

    indicator: Indicator
    before: Level | None
    after: Level
    value: Value | None


@attrs.frozen
class Explanation:
    """Why one cell has its value.

    Attributes:
        framework: what was scored against.
        cell: the value that is explained.
        trace: the tree of values that led to it.
        assessments: the forms that the trace speaks of, by their index.
        change: the nearest single change of an answer that would change the value: for yes, no, steps and
            bands the fewest levels up or down; for numbers the one level up that raises it most. None where
            there is none, or where the value is one across forms.
        notes: registered functions that went wrong while the forms were scored (DR509).
    """

    framework: Framework
    cell: Cell
    trace: Trace
    assessments: tuple[Assessment, ...]
    change: Change | None
    notes: tuple[Diagnostic, ...] = ()

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
            "change": None
            if change is None
            else {
                "indicator": change.indicator.id,
                "text": change.indicator.text.to(language),
                "from": None if change.before is None else change.before.id,
                "to": change.after.id,
                **_shown(change.value),
            },
        }

    def _trace(self, trace: Trace, measure: str) -> dict[str, Any]:
        """A trace as nested data: the piece of the rule, its value, its parts, and the elements of a fold."""
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
        members: dimension → member, as many as it takes to name one value.

    Raises:
        NotFoundError: DR601 no such measure, DR602 no value has these members, DR603 several have.
    """
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
    told = cell.missing is not Missing.WITHHELD and _by_itself(scorer, measure)
    change = _nearest(scorer, forms[group.form], cell) if told else None
    notes = tuple(problem_notes(run.problems))
    return Explanation(scorer.framework, cell, trace, tuple(assessments), change, notes)


def _by_itself(scorer: Scorer, name: str) -> bool:
    """Whether a measure depends on nothing but the answers of one form."""
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


def _nearest(scorer: Scorer, form: Form, cell: Cell) -> Change | None:
    """Try every other answer of every indicator, the nearest levels first."""
    numeric = isinstance(cell.measure.type, Number)
    best: tuple[Any, Change] | None = None
    for index, indicator in enumerate(scorer.framework.indicators):
        levels = scorer.framework.scale_of(indicator).levels
        now = form.codes[index] - FIRST_LEVEL
        if now < 0:
            continue
        # One level up is the next by points, wherever it stands in the file.
        order = sorted(range(len(levels)), key=lambda each: levels[each].points)
        at = order.index(now)
        for other in order[at + 1 : at + 2] if numeric else [*order[:at], *order[at + 1 :]]:
            value = _value_with(scorer, form, index, other + FIRST_LEVEL, cell)
            if value == cell.value or value is None:
                continue
            change = Change(indicator, levels[now], levels[other], value)
            rank = _rank(cell.value, value, order.index(other) - at)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, change
    return None if best is None else best[1]


def _rank(before: Value | None, after: Value, distance: int) -> Any:  # noqa: ANN401 - a sort key
    if isinstance(after, Fraction) and not isinstance(before, bool):
        gain = after - before if isinstance(before, Fraction) else Fraction(0)
        return (-gain,) if gain > 0 else None
    # Raising an answer is better advice than lowering one.
    return (abs(distance), distance < 0)


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
