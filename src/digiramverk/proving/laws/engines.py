"""Compares the table engine with the scalar engine: a table gives what its forms give one by one."""

from fractions import Fraction
from importlib.util import find_spec
from typing import Final

from digiramverk import scoring
from digiramverk.core import nearest_float
from digiramverk.proving.law import Break, Checked, Example, Forms, Law, always_tested, note, only_forms
from digiramverk.proving.subject import Subject
from digiramverk.scoring import Cell

_EXTRA: Final = "frames"
_MOST: Final = 2
"""The number of tables to try: the library's own tests compare all engines on thousands."""

_TRIES: Final = 60
"""The number of smaller tables to try: each is a new program for Polars."""

_Place = tuple[str, tuple[str | None, ...]]


def engines(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """A table of forms gives what the forms give one by one."""
    checked: Checked = {}
    scored, framed = subject.shown(example.forms), _framed(subject, example.forms)
    for key, cell in scored.items():
        if key[0] in wanted:
            other = framed.get(_place(cell))
            alike = other is not None and _plain(other) == _plain(cell)
            after = None if other is None else other.value
            note(checked, key, None if alike else Break.at(key, "engines", cell.value, after))
    return checked


def missing_extra() -> str | None:
    """The extra that has to be installed to try a table; None if nothing is missing."""
    return _EXTRA if find_spec("polars") is None else None


def _place(cell: Cell) -> _Place:
    """The identity of a cell: the measure and its members."""
    names = (*cell.measure.per, *cell.measure.population)
    return cell.measure.name, tuple(cell.members.get(name) for name in names)


def _plain(cell: Cell) -> object:
    """A value as a table holds it: numbers as the nearest float."""
    value = nearest_float(cell.value) if isinstance(cell.value, Fraction) else cell.value
    return cell.missing or (type(value).__name__, value)


def _framed(subject: Subject, forms: Forms) -> dict[_Place, Cell]:
    """All cells from a Polars frame."""
    return {_place(cell): cell for cell in scoring.score_as_table(subject.scorer, subject.frames, forms)}


ENGINES: Final = (
    Law(
        "engines",
        {"sv": "En tabell med formulär ger vad formulären ger ett och ett.", "en": engines.__doc__ or ""},
        always_tested,
        only_forms,
        engines,
        most=_MOST,
        tries=_TRIES,
        lacking=missing_extra,
    ),
)
