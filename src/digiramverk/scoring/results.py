"""The results of scoring: one cell per measure and combination of members, and the coverage of forms."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

import attrs

from digiramverk.core import (
    DEFAULT_LANGUAGE,
    Diagnostic,
    Language,
    Names,
    NotFoundError,
    near,
    nearest_float,
    word,
)
from digiramverk.model import Framework
from digiramverk.rules import NO_RUNG, Member, Missing, Number, PlannedMeasure, Value
from digiramverk.scoring.display import ABSENT, show

NONE: Final = NO_RUNG
"""The value of a ladder if not even the lowest rung holds."""


@attrs.frozen
class Cell:
    """One value of one measure.

    Attributes:
        measure: the measure.
        members: the members that the value belongs to: dimension → member, population dimensions first.
        value: an exact number, a truth value, or the id of a member; None if missing.
        missing: why there is no value: a :class:`~digiramverk.rules.missing.Missing`, whose text is the name
            used in JSON (`unanswered` and so on); None if there is a value.
    """

    measure: PlannedMeasure
    members: Mapping[str, str]
    value: Value | None
    missing: Missing | None = None

    @property
    def number(self) -> int | float | None:
        """The value as the nearest floating-point number, None if it is missing or no number.

        Counts are whole numbers.
        """
        if not isinstance(self.value, Fraction):
            return None
        counted = isinstance(self.measure.type, Number) and self.measure.type.unit == "count"
        return int(self.value) if counted and self.value.denominator == 1 else nearest_float(self.value)


@attrs.frozen
class Coverage:
    """How many of a form's relevant indicators have an answer."""

    members: Mapping[str, str]
    answered: int
    relevant: int


@attrs.frozen
class Results:
    """All cells of all measures for the forms that were scored.

    Attributes:
        framework: the framework scored against; its plan's fingerprint identifies the meaning of every value.
        cells: in the order of measures, then of forms and groups.
        coverage: one entry per form.
        notes: warnings about forms that could not be counted somewhere.
        chosen: the measures that were asked for; None for all.
    """

    framework: Framework
    cells: tuple[Cell, ...]
    coverage: tuple[Coverage, ...]
    notes: tuple[Diagnostic, ...] = ()
    chosen: frozenset[str] | None = None

    def only(self, names: Collection[str]) -> "Results":
        """The same results for some measures only.

        Raises:
            NotFoundError: DR601, no measure has that name.
        """
        known = tuple(rule.measure.name for rule in self.framework.rules)
        unknown = [name for name in names if name not in known]
        if unknown:
            args = {"known": Names(known)}
            raise NotFoundError(
                Diagnostic("DR601", {"name": name, **args}, near=near(name, known)) for name in unknown
            )
        cells = tuple(cell for cell in self.cells if cell.measure.name in names)
        return attrs.evolve(self, cells=cells, chosen=frozenset(names))

    @cached_property
    def measures(self) -> dict[str, tuple[Cell, ...]]:
        """The cells by measure, in the order of the framework's rules; none for a measure without forms."""
        names = (rule.measure.name for rule in self.framework.rules)
        found: dict[str, list[Cell]] = {
            name: [] for name in names if self.chosen is None or name in self.chosen
        }
        for cell in self.cells:
            found[cell.measure.name].append(cell)
        return {name: tuple(cells) for name, cells in found.items()}

    def __getitem__(self, measure: str) -> tuple[Cell, ...]:
        """All cells of a measure. Raises KeyError for an unknown name."""
        return self.measures[measure]

    def select(self, measure: str, **members: str) -> Iterator[Cell]:
        """The cells of a measure that have the given members."""
        wanted = members.items()
        return (cell for cell in self[measure] if wanted <= cell.members.items())

    def value(self, measure: str, **members: str) -> Value | None:
        """The value of a measure for the given members, None if it is missing.

        Raises:
            LookupError: no cell or several cells have these members.
        """
        found = list(self.select(measure, **members))
        if len(found) != 1:
            raise LookupError(measure, members, len(found))
        return found[0].value

    def display(self, cell: Cell, language: Language = DEFAULT_LANGUAGE) -> str:
        """A cell's value as text for people, – if it is missing."""
        if cell.value is None:
            return ABSENT
        kind = cell.measure.type
        if isinstance(kind, Member) and isinstance(cell.value, str):
            if kind.ladder and cell.value == NONE:
                return word("none", language)
            return self.framework.title_of(kind.dimension, cell.value, language)
        return show(cell.value, kind, cell.measure.format, language, cell.measure.decimals)

    def to_dict(self, language: Language = DEFAULT_LANGUAGE) -> dict[str, Any]:
        """The machine-readable shape of `score --format json`, without targets."""
        framework = self.framework
        return {
            "framework": {
                "id": framework.id,
                "edition": framework.edition,
                "fingerprint": framework.plan.fingerprint,
            },
            "measures": {
                name: [self._cell_dict(cell, language) for cell in cells]
                for name, cells in self.measures.items()
            },
            "coverage": [
                {**each.members, "answered": each.answered, "relevant": each.relevant}
                for each in self.coverage
            ],
        }

    def _cell_dict(self, cell: Cell, language: Language) -> dict[str, Any]:
        shown = {
            **cell.members,
            "value": cell.number if isinstance(cell.value, Fraction) else cell.value,
            "display": self.display(cell, language),
        }
        return shown if cell.missing is None else {**shown, "missing": cell.missing.key}
