"""Why a value moved the wrong way, if one answer explains it."""

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

import attrs

from digiramverk.model import Level
from digiramverk.proving.law import Forms
from digiramverk.proving.proof import Counterexample
from digiramverk.proving.subject import Subject
from digiramverk.rules import ITEM
from digiramverk.rules.trace import Element, Trace, Tracer


class Why(Enum):
    """The explanation of a value that moved the wrong way when an answer was raised."""

    WEIGHT = "weight"
    POINTS = "points"
    RULE = "rule"


@attrs.frozen
class Reason:
    """Why a value moved.

    Attributes:
        why: the kind of reason.
        weight: the weight of the indicator, if it is the reason.
        before, after: the levels, if the higher one has fewer points.
    """

    why: Why
    weight: Fraction | None = None
    before: Level | None = None
    after: Level | None = None


def reason_of(subject: Subject, found: Counterexample) -> Reason:
    """The reason why a raised answer moved a value: its weight, its points, or else the rule itself."""
    twist = found.example.twist
    if twist is None or twist.indicator is None:
        return Reason(Why.RULE)
    weight = next(_weights(subject, found.example.forms, found), None)
    if weight is not None and weight < 0:
        return Reason(Why.WEIGHT, weight)
    before, after = levels_of(subject, found)
    if before is not None and after is not None and before.points > after.points:
        return Reason(Why.POINTS, None, before, after)
    return Reason(Why.RULE)


def levels_of(subject: Subject, found: Counterexample) -> tuple[Level | None, Level | None]:
    """The old and the new level of the changed answer."""
    twist = found.example.twist
    if twist is None or twist.indicator is None:
        return None, None
    indicator = next(each for each in subject.framework.indicators if each.id == twist.indicator)
    levels = {level.id: level for level in subject.framework.scale_of(indicator).levels}
    form = next((each for each in found.example.forms if each.response == twist.response), None)
    before = None if form is None else form.levels.get(twist.indicator)
    return levels.get(before or ""), levels.get(twist.level or "")


def _weights(subject: Subject, forms: Forms, found: Counterexample) -> Iterator[Fraction]:
    """The weights of the changed indicator in the folds of the value."""
    scorer = subject.scorer
    read = [scorer.form(form) for form in forms]
    twist = found.example.twist
    at = next((i for i, form in enumerate(forms) if twist is not None and form.response == twist.response), 0)
    trace = Tracer(scorer.framework.plan, read).trace(found.found.measure, found.found.members, at)
    for element in _elements(trace):
        own = twist is not None and element.members.get(ITEM) == twist.indicator
        if own and isinstance(element.weight, Fraction):
            yield element.weight


def _elements(trace: Trace) -> Iterator[Element]:
    for element in trace.elements:
        yield element
        yield from _elements(element.trace)
    for part in trace.parts:
        yield from _elements(part)
