"""Compares the table engine with the scalar engine: a table gives what its forms give one by one."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from digiramverk.core import nearest_float
from digiramverk.proving.law import Break, Checked, Example, Forms, Law, always_tested, note, only_forms
from digiramverk.proving.subject import Subject
from digiramverk.rules import RESPONSE, Form, Missing, PlannedMeasure
from digiramverk.scoring import Cell

if TYPE_CHECKING:
    from digiramverk.tables import Inputs

_EXTRA: Final = "frames"
_NEEDED: Final = ("narwhals", "polars")
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
    return None if all(find_spec(name) is not None for name in _NEEDED) else _EXTRA


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
    import narwhals as nw  # noqa: PLC0415 - of an extra, loaded where a table is tried

    from digiramverk.tables import ROW, run  # noqa: PLC0415 - as above

    scorer = subject.scorer
    frame, inputs = _table(subject, [scorer.form(form) for form in forms])
    outcome = run(subject.frames, lambda: [frame], inputs)
    cells = [cell for group in outcome.groups for cell in scorer.cells(group, forms[group.form])]
    made = outcome.forms(frame, [ROW])
    eager = made.collect() if isinstance(made, nw.LazyFrame) else made
    for row, form in zip(eager.iter_rows(named=True), forms, strict=True):
        cells += _of_form(outcome.form_measures, row, form.response)
    return {_place(cell): cell for cell in cells}


def _of_form(measures: Sequence[PlannedMeasure], row: dict[str, Any], response: str) -> Iterator[Cell]:
    """The cells of one form."""
    from digiramverk.tables import columns_of  # noqa: PLC0415 - as above

    for column in columns_of(measures):
        kind, value = int(row[column.missing]), row[column.value]
        own = {**dict(zip(column.measure.per, column.cell, strict=True)), RESPONSE: response}
        yield Cell(column.measure, own, None if kind else value, Missing(kind) if kind else None)


def _table(subject: Subject, forms: Sequence[Form]) -> tuple[Any, "Inputs"]:
    """Forms as a wide table of states, with the columns of their members."""
    import narwhals as nw  # noqa: PLC0415 - as above

    from digiramverk.tables import (  # noqa: PLC0415 - as above
        ROW,
        Inputs,
        NumberColumns,
        hull,
    )

    space, positions = subject.framework.plan.space, subject.scorer.program.positions
    columns: dict[str, tuple[Any, list[Any]]] = {ROW: (nw.Int64(), list(range(len(forms))))}
    states = tuple(f"s{number}" for number in range(len(space.items)))
    for number, name in enumerate(states):
        columns[name] = nw.Int8(), [form.codes[number] for form in forms]
    members: dict[str, str] = {}
    for dimension in space.dimensions:
        if dimension.population:
            own = [form.population[positions[dimension.name]] for form in forms]
            members[dimension.name] = f"m_{dimension.name}"
            columns[f"m_{dimension.name}"] = nw.String(), [m if isinstance(m, str) else None for m in own]
    columns["published"] = nw.Boolean(), [bool(form.population[positions["published"]]) for form in forms]
    numbers: dict[str, NumberColumns] = {}
    for name in space.numbers:
        pairs: list[Any] = [form.population[positions[name]] for form in forms]
        names = f"n_{name}", f"d_{name}", f"k_{name}"
        above, below = [n if d else 0 for n, d in pairs], [d or 1 for _, d in pairs]
        kinds = [0 if d else n for n, d in pairs]
        for column, values in zip(names, (above, below, kinds), strict=True):
            columns[column] = nw.Int64(), values
        numbers[name] = NumberColumns(*names, above=hull(above), below=hull(below))
    frame = nw.from_dict(
        {name: values for name, (_, values) in columns.items()},
        {name: kind for name, (kind, _) in columns.items()},
        backend="polars",
    )
    return frame, Inputs(states, members, "published", numbers)


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
