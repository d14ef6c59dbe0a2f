"""The shape of a rule: an average of answers, a ratio of sums, or anything else."""

from enum import Enum
from typing import Final

from digiramverk.proving.subject import Subject
from digiramverk.rules import Direction, PlannedMeasure, nodes
from digiramverk.rules.functions import Fold, Operation, SumReading

LEVEL_FACTS: Final = frozenset({"points", "fraction", "answer"})


class Shape(Enum):
    """The kind of rule that a measure has."""

    AVERAGE = "average"
    """A middle of the answers: if all have one level, the value is that level's."""
    RATIO = "ratio"
    """Sums and counts added and divided, without any threshold."""
    OTHER = "other"


def shape_of(subject: Subject, measure: PlannedMeasure) -> Shape:
    """The shape of a measure's rule."""
    if _average(subject, measure.node) is not None:
        return Shape.AVERAGE
    return Shape.RATIO if _ratio(subject, measure.node) else Shape.OTHER


def reads_levels(subject: Subject, measure: PlannedMeasure) -> bool:
    """Whether the measure depends on the levels of answers, and not only on which exist."""
    return bool(subject.reach.facts(measure.name) & LEVEL_FACTS) and (
        subject.meant.direction(measure.name) is not Direction.STILL
    )


def _average(subject: Subject, node: nodes.Node) -> str | None:
    """The fact that an average averages: `points` or `fraction`; None if the node is no average."""
    match node:
        case nodes.Fact(name="points" | "fraction" as name):
            return name
        case nodes.MeasureValue(measure=measure):
            return _average(subject, subject.framework.plan.measure(measure).node)
        case nodes.Guard(value=value):
            return _average(subject, value)
        case nodes.Aggregate(fold=Fold(of_equals=True), value=value, default=None):
            return _average(subject, value)
        case nodes.Choice(then=then, otherwise=otherwise):
            kinds = {
                _average(subject, part) for part in (then, otherwise) if not isinstance(part, nodes.Absent)
            }
            return kinds.pop() if len(kinds) == 1 else None
        case nodes.Apply(operation=Operation(gives_one=True), arguments=arguments):
            kinds = {_average(subject, part) for part in arguments}
            return kinds.pop() if len(kinds) == 1 else None
        case _:
            return None


def _ratio(subject: Subject, node: nodes.Node) -> bool:
    """Whether an expression only adds, multiplies and divides sums, counts and averages."""
    match node:
        case nodes.Constant() | nodes.Fact():
            return True
        case nodes.MeasureValue(measure=measure):
            return _ratio(subject, subject.framework.plan.measure(measure).node)
        case nodes.Guard(value=value) | nodes.Negation(operand=value):
            return _ratio(subject, value)
        case nodes.Arithmetic(left=left, right=right):
            return _ratio(subject, left) and _ratio(subject, right)
        case nodes.Aggregate(fold=Fold(adds_numbers=True), value=value):
            return _ratio(subject, value)
        case nodes.Aggregate(reading=SumReading.COUNT):
            return not any(
                isinstance(piece, nodes.Fact) and piece.name in LEVEL_FACTS for piece in nodes.walk(node)
            )
        case nodes.Choice(condition=condition, then=then, otherwise=otherwise):
            steady = not any(
                isinstance(piece, nodes.Fact) and piece.name in LEVEL_FACTS for piece in nodes.walk(condition)
            )
            return steady and _ratio(subject, then) and _ratio(subject, otherwise)
        case _:
            return False
