"""Laws about order: neither that of forms, nor that of indicators, nor repeated runs affect a value."""

from collections.abc import Iterator
from random import Random
from typing import Final

from digiramverk.proving.law import PROVED, Break, Checked, Example, Forms, Law, LawStanding, note, only_forms
from digiramverk.proving.subject import CellsByName, Subject, cells_by_key
from digiramverk.proving.variants import turned
from digiramverk.rules import PlannedMeasure


def _no_chance(_: Subject, __: PlannedMeasure) -> LawStanding:
    """The language has neither randomness nor order. Plugins' functions are tested in any case."""
    return PROVED


def deterministic(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The same answers give the same value, however often they are scored."""
    results = subject.anew(example.forms)
    first, checked = cells_by_key(results), Checked()
    for again in (subject.anew(example.forms), subject.twin.anew(example.forms)):
        for values in same(first, cells_by_key(again), wanted, "deterministic").values():
            for key, found in values.items():
                note(checked, key, checked.get(key[0], {}).get(key) or found)
    # A function that fails gives no value at all.
    causes = {str(each.args["measure"]): each.args["cause"] for each in results.notes if each.code == "DR509"}
    for key in first:
        if key[0] in wanted and key[0] in causes:
            note(checked, key, Break.at(key, "raises", None, None, cause=causes[key[0]]))
    return checked


def order_of_forms(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The order of forms and of the answers in them says nothing."""
    return same(subject.shown(example.forms), subject.shown(example.forms[::-1]), wanted, "order_of_forms")


def order_of_indicators(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """The order of the indicators says nothing."""
    other = _turned(subject)
    if other is None:
        return {}
    return same(subject.score(example.forms), other.score(example.forms), wanted, "order_of_indicators")


def _turned(subject: Subject) -> Subject | None:
    return subject.variant("turned", turned)


def same(one: CellsByName, other: CellsByName, wanted: frozenset[str], kind: str) -> Checked:
    """Compare two results cell by cell."""
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
        {"sv": "Samma svar ger samma värde, hur ofta de än räknas.", "en": deterministic.__doc__ or ""},
        _no_chance,
        only_forms,
        deterministic,
        impure=True,
    ),
    Law(
        "order_of_forms",
        {"sv": "Ordningen mellan formulär och svar betyder ingenting.", "en": order_of_forms.__doc__ or ""},
        _no_chance,
        _two_or_more,
        order_of_forms,
        lambda example: example.forms[::-1],
    ),
    Law(
        "order_of_indicators",
        {"sv": "Ordningen mellan indikatorerna betyder ingenting.", "en": order_of_indicators.__doc__ or ""},
        _no_chance,
        only_forms,
        order_of_indicators,
    ),
)
