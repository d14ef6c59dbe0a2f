"""Attacks withholding: a reader who adds and subtracts must not find what is withheld.

Nothing here uses the code that chooses what is withheld. The sum behind a value is found by trial: the rules
without their `show_if` are computed again with single answers changed, and each change of a value is a
coefficient. Values whose changes do not add up are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Final

import attrs

from digiramverk.model import Answer, Assessment
from digiramverk.proving.law import NOT_MEANT, TESTED, Break, Checked, Example, Forms, Law, LawStanding, note
from digiramverk.proving.random_forms import UNITS
from digiramverk.proving.subject import CellName, CellsByName, Subject
from digiramverk.rules import RESPONSE, Missing, PlannedMeasure

_MOST_ITEMS: Final = 2
_MOST_LEVELS: Final = 2
"""The number of other levels to try for an answer: each is one more unknown."""
_FEWEST_FORMS: Final = 8
_MOST_FORMS: Final = 14
_EXAMPLES: Final = 6

Atom = tuple[int, str, str]
"""A form, an indicator, and another level that its answer might have had."""
AtomRow = dict[Atom, Fraction]


def follows(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What is withheld does not follow from what is shown."""
    checked: Checked = {}
    told = subject.shown(example.forms)
    hidden = {key: cell for key, cell in told.items() if cell.missing is Missing.WITHHELD}
    if not any(key[0] in wanted for key in hidden):
        return checked
    rows, values = _rows(subject, example.forms)
    shown = [
        row
        for key, row in rows.items()
        if key in told and told[key].value is not None and _same(told, values, key)
    ]
    basis = _basis(shown)
    for key in hidden:
        row = rows.get(key, {})
        if key[0] in wanted and row:
            value = values[key]
            leaks = not _left(row, basis)
            note(checked, key, Break.at(key, "follows", None, value) if leaks else None)
    return checked


def _same(told: CellsByName, values: Mapping[CellName, Fraction], key: CellName) -> bool:
    """Whether a value equals what it would be if nothing were withheld."""
    value = told[key].value
    return not isinstance(value, str | None) and Fraction(value) == values[key]


def _rows(subject: Subject, forms: Forms) -> tuple[dict[CellName, AtomRow], dict[CellName, Fraction]]:
    """The sum behind every value, and the value that it would have if nothing were withheld."""
    bare = subject.variant("bare", _bare)
    if bare is None:
        return {}, {}
    before = _numbers(bare.score(forms))
    changes = list(_changes(subject, forms))
    rows: dict[CellName, AtomRow] = {key: {} for key in before}
    for (place, indicator, level), changed in changes:
        after = _numbers(bare.score([*forms[:place], changed, *forms[place + 1 :]]))
        for key, value in before.items():
            moved = after.get(key, value) - value
            if moved:
                rows[key][place, indicator, level] = moved
    whole = _all_at_once(forms, changes)
    after = _numbers(bare.score([form for form, _ in whole]))
    atoms = {atom for _, own in whole for atom in own}
    sums = {
        key: sum((value for atom, value in row.items() if atom in atoms), start=before[key])
        for key, row in rows.items()
    }
    linear = {key for key, value in sums.items() if after.get(key) == value}
    return {key: row for key, row in rows.items() if key in linear}, before


def _bare(subject: Subject) -> Subject:
    """The framework without `show_if`."""
    plan = subject.framework.plan
    measures = tuple(attrs.evolve(measure, show_if=None) for measure in plan.measures)
    return Subject(
        attrs.evolve(subject.framework, plan=attrs.evolve(plan, measures=measures)), subject.functions
    )


def _numbers(scored: CellsByName) -> dict[CellName, Fraction]:
    return {
        key: Fraction(cell.value) for key, cell in scored.items() if isinstance(cell.value, Fraction | bool)
    }


def _changes(subject: Subject, forms: Forms) -> Iterator[tuple[Atom, Assessment]]:
    """Every form with one answer changed, for few indicators and levels."""
    for indicator in subject.pool(f"follows {len(forms)}", _MOST_ITEMS):
        levels = subject.levels[indicator]
        for place, form in enumerate(forms):
            given = form.levels.get(indicator)
            if given in levels:
                others = [level for level in levels if level != given]
                for level in (others[0], others[-1])[: min(_MOST_LEVELS, len(others))]:
                    yield (place, indicator, level), _with(form, indicator, level)


def _with(form: Assessment, indicator: str, level: str) -> Assessment:
    answers = tuple(
        Answer(indicator, level) if each.indicator == indicator else each for each in form.answers
    )
    return attrs.evolve(form, answers=answers)


def _all_at_once(
    forms: Forms, changes: Iterable[tuple[Atom, Assessment]]
) -> list[tuple[Assessment, list[Atom]]]:
    """Every form with one change of each of its indicators."""
    found: list[tuple[Assessment, list[Atom]]] = [(form, []) for form in forms]
    for atom, _ in changes:
        place, indicator, level = atom
        form, own = found[place]
        if all(indicator != other for _, other, _ in own):
            found[place] = _with(form, indicator, level), [*own, atom]
    return found


def _basis(rows: Iterable[AtomRow]) -> list[tuple[Atom, AtomRow]]:
    basis: list[tuple[Atom, AtomRow]] = []
    for row in rows:
        left = _left(row, basis)
        if left:
            pivot = min(left)
            basis.append((pivot, {atom: value / left[pivot] for atom, value in left.items()}))
    return basis


def _left(row: AtomRow, basis: Iterable[tuple[Atom, AtomRow]]) -> AtomRow:
    """The part of a row that does not follow from others."""
    left = dict(row)
    for pivot, own in basis:
        factor = left.get(pivot)
        if factor:
            for atom, value in own.items():
                rest = left.get(atom, Fraction(0)) - factor * value
                if rest:
                    left[atom] = rest
                else:
                    del left[atom]
    return left


def _standing(_: Subject, measure: PlannedMeasure) -> LawStanding:
    return NOT_MEANT if measure.show_if is None or measure.population == (RESPONSE,) else TESTED


def _crowds(subject: Subject, forms: Forms, dice: Random) -> Iterator[Example]:
    """More forms, in few units and in groups of different sizes."""
    units = UNITS[: dice.randint(1, len(UNITS))]
    named = [each.id for each in subject.framework.groups]
    groups: list[str | None] = [*named] or [forms[0].group]
    whose = {unit: dice.choice(forms) for unit in units}
    found: list[Assessment] = []
    for number in range(dice.randint(_FEWEST_FORMS, _MOST_FORMS)):
        unit = min(dice.choice(units), dice.choice(units))
        own, answers = whose[unit], dice.choice(forms).answers
        group = groups[min(dice.randrange(len(groups)), dice.randrange(len(groups)))]
        found.append(
            attrs.evolve(
                own, response=str(number + 1), unit=unit, group=group, round=forms[0].round, answers=answers
            )
        )
    yield Example(tuple(found))


DISCLOSURE: Final = (
    Law(
        "follows",
        {"sv": "Det som döljs följer inte av det som visas.", "en": follows.__doc__ or ""},
        _standing,
        _crowds,
        follows,
        most=_EXAMPLES,
        beside=True,
        tries=40,
    ),
)
