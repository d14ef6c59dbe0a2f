"""Laws about frameworks that grow, shrink or weigh differently: which values change and which do not."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random
from typing import Final

from digiramverk.model import Assessment
from digiramverk.proving.law import (
    NOT_MEANT,
    PROVED,
    TESTED,
    Break,
    Checked,
    Example,
    Forms,
    Law,
    LawStanding,
    Twist,
    note,
    only_forms,
)
from digiramverk.proving.laws.answers import twisted
from digiramverk.proving.laws.shares import is_share
from digiramverk.proving.random_forms import asked, with_answer
from digiramverk.proving.shapes import LEVEL_FACTS, Shape, reads_levels, shape_of
from digiramverk.proving.subject import Subject
from digiramverk.proving.variants import EXTRA, weighed, with_copy
from digiramverk.rules import PlannedMeasure, Unanswered, nodes
from digiramverk.scoring import Cell

_MOST_ADDED: Final = 4
_FACTOR: Final = Fraction(3)


# --- one more indicator ------------------------------------------------------------------------------


def optional_item(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """One more indicator that nobody answers changes nothing."""
    checked: Checked = {}
    if example.twist is None or example.twist.indicator is None:
        return checked
    model = example.twist.indicator
    other = subject.variant(f"copy of {model}", lambda own: with_copy(own, model))
    if other is None:
        return checked
    after = other.score(example.forms)
    for key, cell in subject.score(example.forms).items():
        if key[0] in wanted and key in after:
            alike = cell.value == after[key].value
            found = Break.at(key, "extra", cell.value, after[key].value, indicator=model)
            note(checked, key, None if alike else found)
    return checked


def _optional_item(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    pieces = list(subject.reach.pieces(measure.name))
    exclude = all(planned.policy.unanswered is Unanswered.EXCLUDE for planned, _ in pieces)
    asks = any(isinstance(piece, nodes.Known) or _has_default(piece) for _, piece in pieces)
    only_levels = subject.reach.facts(measure.name) <= LEVEL_FACTS | {"published"}
    if not reads_levels(subject, measure) or not exclude or asks or not only_levels:
        return NOT_MEANT
    return TESTED if subject.reach.registered(measure.name) else PROVED


def _has_default(piece: nodes.Node) -> bool:
    coalesces = isinstance(piece, nodes.Apply) and piece.operation.passes_over
    return coalesces or (isinstance(piece, nodes.Aggregate) and piece.default is not None)


def _additions(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    yield Example(forms, Twist(indicator=dice.choice(subject.pool("added", _MOST_ADDED))))


def overlay(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What is added where a rule does not reach leaves the rule's values alone."""
    checked: Checked = {}
    if example.twist is None or example.twist.indicator is None:
        return checked
    model = example.twist.indicator
    other = subject.variant(f"copy of {model}", lambda own: with_copy(own, model))
    if other is None:
        return checked
    grown = tuple(_answered_too(form, model) for form in example.forms)
    after = other.score(grown)
    for key, cell in subject.score(example.forms).items():
        if key[0] in wanted and key in after and EXTRA not in _items(other, after[key]):
            alike = cell.value == after[key].value
            found = Break.at(key, "overlay", cell.value, after[key].value, indicator=model)
            note(checked, key, None if alike else found)
    return checked


def _answered_too(form: Assessment, model: str) -> Assessment:
    """The form with the answer to the model indicator repeated for the added one."""
    level = form.levels.get(model)
    return form if level is None else with_answer(form, EXTRA, level)


def _items(subject: Subject, cell: Cell) -> frozenset[str]:
    return subject.reach.items(cell.measure.name, tuple(cell.members[name] for name in cell.measure.per))


def locality(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """An answer moves only what depends on it."""
    checked: Checked = {}
    if example.twist is None or example.twist.indicator is None:
        return checked
    before, after = subject.score(example.forms), subject.score(twisted(example))
    for key, cell in before.items():
        if key[0] in wanted and key in after and example.twist.indicator not in _items(subject, cell):
            alike = cell.value == after[key].value
            note(checked, key, None if alike else Break.at(key, "moves", cell.value, after[key].value))
    return checked


def _by_plan(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    """A rule reads what it names; only a plugin's function could read anything else."""
    if not subject.reach.facts(measure.name):
        return NOT_MEANT
    return TESTED if subject.reach.registered(measure.name) else PROVED


def _changes(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    form = dice.choice(forms)
    indicators = asked(subject.framework, form)
    if indicators:
        indicator = dice.choice(indicators)
        level = dice.choice(subject.framework.scale_of(indicator).levels).id
        yield Example(forms, Twist(form.response, indicator.id, level))


# --- weights -----------------------------------------------------------------------------------------


def weights(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """Weights count by their proportions: a common factor changes nothing."""
    checked: Checked = {}
    other = subject.variant("weighed", lambda own: weighed(own, _FACTOR))
    if other is None:
        return checked
    after = other.score(example.forms)
    for key, cell in subject.score(example.forms).items():
        if key[0] in wanted and key in after:
            alike = cell.value == after[key].value
            note(checked, key, None if alike else Break.at(key, "weights", cell.value, after[key].value))
    return checked


def _weights(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    if "weight" not in subject.reach.facts(measure.name) or not reads_levels(subject, measure):
        return NOT_MEANT
    shape = shape_of(subject, measure)
    if shape is Shape.AVERAGE:
        return PROVED if _only_weighs(subject, measure) else TESTED
    return (
        TESTED if shape is Shape.RATIO and is_share(subject, measure) and _weighs_both(measure) else NOT_MEANT
    )


def _only_weighs(subject: Subject, measure: PlannedMeasure) -> bool:
    """Whether weights of indicators only occur as `weight=`."""
    for _, piece in subject.reach.pieces(measure.name):
        inner = [
            each for each in nodes.parts(piece) if isinstance(each, nodes.Fact) and each.name == "weight"
        ]
        if inner and not (isinstance(piece, nodes.Aggregate) and inner == [piece.weight]):
            return False
    return True


def _weighs_both(measure: PlannedMeasure) -> bool:
    """Whether weights occur on both sides of a division."""
    for piece in nodes.walk(measure.node):
        if isinstance(piece, nodes.Arithmetic) and piece.operator == "/":
            sides = [_reads_weight(side) for side in (piece.left, piece.right)]
            if all(sides):
                return True
    return False


def _reads_weight(node: nodes.Node) -> bool:
    return any(isinstance(piece, nodes.Fact) and piece.name == "weight" for piece in nodes.walk(node))


CHANGES: Final = (
    Law(
        "optional_item",
        {"sv": "En indikator till som ingen svarar på ändrar ingenting.", "en": optional_item.__doc__ or ""},
        _optional_item,
        _additions,
        optional_item,
    ),
    Law(
        "locality",
        {"sv": "Ett svar flyttar bara det som beror på det.", "en": locality.__doc__ or ""},
        _by_plan,
        _changes,
        locality,
        twisted,
    ),
    Law(
        "weights",
        {
            "sv": "Bara förhållandet mellan vikter räknas: en gemensam faktor ändrar ingenting.",
            "en": weights.__doc__ or "",
        },
        _weights,
        only_forms,
        weights,
    ),
    Law(
        "overlay",
        {
            "sv": "Det som läggs till utom räckhåll för en regel rör inte regelns värden.",
            "en": overlay.__doc__ or "",
        },
        _by_plan,
        _additions,
        overlay,
    ),
)
