"""Laws from units to municipalities: one unit is the unit, the whole lies among its parts, nothing leaks."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Final

from digiramverk.proving.law import (
    NOT_MEANT,
    PROVED,
    TESTED,
    Break,
    Checked,
    Claim,
    Example,
    Forms,
    Law,
    LawStanding,
    Twist,
    note,
    only_forms,
)
from digiramverk.proving.laws.shares import is_share
from digiramverk.proving.shapes import LEVEL_FACTS, Shape, shape_of
from digiramverk.proving.subject import Subject
from digiramverk.rules import RESPONSE, Direction, Interval, Missing, Number, PlannedMeasure, nodes
from digiramverk.rules.functions import Fold, Parts

# --- one unit ----------------------------------------------------------------------------------------


def one_unit(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The figure of one single form is that form's own."""
    checked: Checked = {}
    scored = subject.score(example.forms[:1])
    for key, cell in scored.items():
        below = _folded_measure(cell.measure)
        if key[0] not in wanted or below is None or cell.value is None:
            continue
        own = [
            other.value
            for (name, _), other in scored.items()
            if name == below.measure
            and all(other.members.get(d) == m for d, m in cell.members.items() if d in cell.measure.per)
        ]
        if len(own) == 1 and own[0] is not None:
            value = Fraction(own[0]) if not isinstance(own[0], str) else None
            if value is not None:
                alike = value == cell.value
                note(checked, key, None if alike else Break.at(key, "one_unit", value, cell.value))
    return checked


def _folded_measure(measure: PlannedMeasure) -> nodes.MeasureValue | None:
    node = measure.node
    if (
        isinstance(node, nodes.Aggregate)
        and node.folds_population
        and isinstance(node.value, nodes.MeasureValue)
    ):
        return node.value
    return None


def _one_unit(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    node, below = measure.node, _folded_measure(measure)
    if below is None or not isinstance(node, nodes.Aggregate) or _of_parts(node) is Parts.UNKNOWN:
        return NOT_MEANT
    if subject.framework.plan.measure(below.measure).population != (RESPONSE,):
        return NOT_MEANT
    if set(subject.framework.plan.measure(below.measure).per) - set(measure.per):
        return NOT_MEANT
    return PROVED if _of_parts(node) is not Parts.ADD_UP or node.weight is None else TESTED


# --- parts and whole ---------------------------------------------------------------------------------


def parts_and_whole(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """A figure for all lies among the figures for its parts; counts and sums add up."""
    checked: Checked = {}
    if example.twist is None:
        return checked
    one = tuple(form for form in example.forms if form.response in example.twist.split)
    other = tuple(form for form in example.forms if form.response not in example.twist.split)
    whole, first, second = subject.score(example.forms), subject.score(one), subject.score(other)
    for key, cell in whole.items():
        if key[0] not in wanted or key not in first or key not in second:
            continue
        parts = (first[key].value, second[key].value)
        if not all(isinstance(value, Fraction) for value in (*parts, cell.value)):
            continue
        numbers = sorted(
            Fraction(value) for value in parts if not isinstance(value, str) and value is not None
        )
        found = Fraction(cell.value) if isinstance(cell.value, Fraction) else Fraction(0)
        adding = _of_parts(cell.measure.node) is Parts.ADD_UP
        fine = found == sum(numbers) if adding else numbers[0] <= found <= numbers[1]
        kind = "not_the_sum" if adding else "not_between"
        note(checked, key, None if fine else Break.at(key, kind, None, found, one=parts[0], other=parts[1]))
    return checked


def _of_parts(node: nodes.Node) -> Parts:
    """How a figure for all relates to those for its parts."""
    fold = node.fold if isinstance(node, nodes.Aggregate) else None
    return fold.parts if isinstance(fold, Fold) else Parts.UNKNOWN


def _parts(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    node = measure.node
    if measure.population == (RESPONSE,) or not isinstance(measure.type, Number):
        return NOT_MEANT
    if not all(_of_one_form(subject, piece) for piece in nodes.parts(node)):
        return NOT_MEANT
    known = _of_parts(node) is not Parts.UNKNOWN
    if isinstance(node, nodes.Aggregate) and node.folds_population and known:
        if node.default is not None:
            return NOT_MEANT
        weights = None if node.weight is None else subject.directions.range_within(measure, node.weight)
        steady = weights is None or (
            isinstance(weights, Interval) and weights.low is not None and weights.low >= 0
        )
        return PROVED if steady else TESTED
    rising = subject.meant.direction(measure.name) is Direction.RISING
    share = is_share(subject, measure) and rising and shape_of(subject, measure) is Shape.RATIO
    return TESTED if share else NOT_MEANT


def _of_one_form(subject: Subject, node: nodes.Node) -> bool:
    """Whether what is folded belongs to one form, so that splitting the forms splits nothing else."""
    for piece in nodes.walk(node):
        if isinstance(piece, nodes.Previous | nodes.TargetBound):
            return False
        if isinstance(piece, nodes.MeasureValue):
            if subject.framework.plan.measure(piece.measure).population != (RESPONSE,):
                return False
            if any(isinstance(inner, nodes.Previous) for _, inner in subject.reach.pieces(piece.measure)):
                return False
    return True


def _added_or_between(_: Subject, measure: PlannedMeasure) -> Claim:
    return Claim("adds_up" if _of_parts(measure.node) is Parts.ADD_UP else "between")


def _splits(_: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    if len(forms) > 1:
        names = [form.response for form in forms]
        yield Example(forms, Twist(split=frozenset(dice.sample(names, dice.randint(1, len(names) - 1)))))


# --- withheld ----------------------------------------------------------------------------------------


def withheld(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What is withheld of few is shown by no other figure about the same forms."""
    checked: Checked = {}
    scored = subject.score(example.forms)
    hidden = [
        cell
        for cell in scored.values()
        if cell.missing is Missing.WITHHELD and cell.measure.show_if is not None
    ]
    for key, cell in scored.items():
        if key[0] not in wanted:
            continue
        twin = next(
            (each for each in hidden if _alike(cell.measure, each.measure) and each.members == cell.members),
            None,
        )
        if twin is not None:
            leaks = cell.value is not None
            note(
                checked,
                key,
                Break.at(key, "leaks", None, cell.value, measure=twin.measure.name) if leaks else None,
            )
    return checked


def _alike(one: PlannedMeasure, other: PlannedMeasure) -> bool:
    """Whether one measure must be withheld with another: it is about the same, and has no other condition."""
    if one.name == other.name or (one.population, one.per) != (other.population, other.per):
        return False
    return one.show_if is None or _guards(one) == _guards(other)


def _guards(measure: PlannedMeasure) -> frozenset[str]:
    """The measures that decide whether a value is shown."""
    pieces = () if measure.show_if is None else nodes.walk(measure.show_if)
    return frozenset(piece.measure for piece in pieces if isinstance(piece, nodes.MeasureValue))


def _withheld(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    guarded = [each for each in subject.measures if each.show_if is not None]
    if not any(_alike(measure, each) for each in guarded) or not isinstance(measure.type, Number):
        return NOT_MEANT
    if not subject.reach.facts(measure.name) & LEVEL_FACTS:
        return NOT_MEANT
    if subject.meant.direction(measure.name) is Direction.STILL:
        return NOT_MEANT
    alike = [each for each in guarded if _alike(measure, each)]
    if measure.show_if is not None and all(each.show_if == measure.show_if for each in alike):
        return PROVED
    return TESTED


POPULATIONS: Final = (
    Law(
        "one_unit",
        {"sv": "Siffran för ett enda formulär är formulärets egen.", "en": one_unit.__doc__ or ""},
        _one_unit,
        only_forms,
        one_unit,
    ),
    Law(
        "parts_and_whole",
        {
            "sv": "En siffra för alla ligger mellan delarnas siffror; antal och summor läggs ihop.",
            "en": parts_and_whole.__doc__ or "",
        },
        _parts,
        _splits,
        parts_and_whole,
        claim=_added_or_between,
    ),
    Law(
        "withheld",
        {"sv": "Det som döljs för få visas inte av någon annan siffra.", "en": withheld.__doc__ or ""},
        _withheld,
        only_forms,
        withheld,
        beside=True,
    ),
)
