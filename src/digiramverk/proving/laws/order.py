"""The order of things says nothing: neither that of forms, nor that of indicators, nor which run it is."""

from collections.abc import Iterator
from random import Random
from typing import Final

from digiramverk.proving.law import (
    PROVED,
    TESTED,
    Break,
    Checked,
    Example,
    Forms,
    Law,
    Standing,
    note,
    only_forms,
)
from digiramverk.proving.subject import Scored, Subject
from digiramverk.proving.variants import turned
from digiramverk.rules.plan import PlannedMeasure


def _only_registered(subject: Subject, measure: PlannedMeasure) -> Standing:
    """The language knows no chance and no order; what plugins do has to be tested."""
    return TESTED if subject.reach.registered(measure.name) else PROVED


def deterministic(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The same answers give the same values, however often they are scored."""
    return same(subject.score(example.forms), subject.score(example.forms), wanted, "deterministic")


def order_of_forms(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The order of forms and of the answers in them says nothing."""
    return same(subject.score(example.forms), subject.score(example.forms[::-1]), wanted, "order_of_forms")


def order_of_indicators(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The order of the indicators says nothing."""
    other = _turned(subject)
    if other is None:
        return {}
    return same(subject.score(example.forms), other.score(example.forms), wanted, "order_of_indicators")


def _turned(subject: Subject) -> Subject | None:
    return subject.variant("turned", turned)


def same(one: Scored, other: Scored, wanted: frozenset[str], kind: str) -> Checked:
    """Hold two results against each other, cell by cell."""
    checked: Checked = {}
    for key, cell in one.items():
        if key[0] not in wanted or key not in other:
            continue
        alike = (cell.value, cell.missing) == (other[key].value, other[key].missing)
        note(checked, key, None if alike else Break.at(key, kind, cell.value, other[key].value))
    return checked


def _two_or_more(_: Subject, forms: Forms, __: Random) -> Iterator[Example]:
    if len(forms) > 1:
        yield Example(forms)


ORDER: Final = (
    Law(
        "deterministic",
        {"sv": "Samma svar ger samma värden, hur ofta de än räknas.", "en": deterministic.__doc__ or ""},
        _only_registered,
        only_forms,
        deterministic,
    ),
    Law(
        "order_of_forms",
        {"sv": "Ordningen mellan formulär och svar betyder ingenting.", "en": order_of_forms.__doc__ or ""},
        _only_registered,
        _two_or_more,
        order_of_forms,
        lambda example: example.forms[::-1],
    ),
    Law(
        "order_of_indicators",
        {"sv": "Ordningen mellan indikatorerna betyder ingenting.", "en": order_of_indicators.__doc__ or ""},
        _only_registered,
        only_forms,
        order_of_indicators,
    ),
)
