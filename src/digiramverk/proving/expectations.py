"""What cases expect: rows of cells and targets, read according to the measures' types."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

import attrs

from digiramverk.core import Findings, Names, Path, Word, near
from digiramverk.definitions import name_of, number
from digiramverk.model import ExpectedCell, ExpectedTarget, Framework
from digiramverk.rules import Boolean, Missing, Number, PlannedMeasure
from digiramverk.yamlsource import Places, decimal_comma

_OWN: Final = frozenset({"value", "missing", "tolerance"})
_KINDS: Final = tuple(kind.key for kind in Missing)
_WORDS: Final = {Number: "number", Boolean: "boolean"}


@attrs.frozen
class ExpectedReader:
    """Reads what cases of one framework expect; mistakes are reported and left out."""

    framework: Framework
    findings: Findings

    def cells(self, measure: str, written: Any, path: Path, places: Places) -> tuple[ExpectedCell, ...]:  # noqa: ANN401 - YAML data is of any kind
        """The cells expected of one measure: a list of rows, one row, or a single value."""
        planned = self._measure(measure, path, places)
        if planned is None:
            return ()
        if isinstance(written, list):
            rows = [(each, (*path, index)) for index, each in enumerate(written)]
        else:
            rows = [(written if isinstance(written, dict) else {"value": written}, path)]
        cells = [self._cell(planned, row, where, places) for row, where in rows]
        return tuple(cell for cell in cells if cell is not None)

    def _measure(self, name: str, path: Path, places: Places) -> PlannedMeasure | None:
        known = tuple(rule.measure.name for rule in self.framework.rules)
        if name in known:
            return self.framework.plan.measure(name)
        args = {"name": name, "known": Names(known), "near": near(name, known)}
        self.findings.add("DR601", places.key(path), path=path, **args)
        return None

    def _cell(
        self, measure: PlannedMeasure, row: Mapping[str, Any], path: Path, places: Places
    ) -> ExpectedCell | None:
        if ("value" in row) == ("missing" in row):
            self.findings.add("DR612", places.value(path), path=path, measure=measure.name)
            return None
        known = tuple(self.framework.plan.space.by_name)
        for name in row:
            if name not in _OWN and name not in known:
                place, alike = places.key((*path, name)), near(name, known)
                args = {"name": name, "known": Names(known), "near": alike}
                self.findings.add("DR613", place, path=(*path, name), **args)
                return None
        missing = row.get("missing")
        if missing is not None and missing not in _KINDS:
            place = places.value((*path, "missing"))
            args = {"name": str(missing), "known": Names(_KINDS), "near": near(str(missing), _KINDS)}
            self.findings.add("DR614", place, path=(*path, "missing"), **args)
            return None
        value = None if missing is not None else self._value(measure, row["value"], path, places)
        if missing is None and value is None:
            return None
        members = tuple((name, name_of(member)) for name, member in row.items() if name not in _OWN)
        tolerance = number(row["tolerance"]) if "tolerance" in row else Fraction(0)
        return ExpectedCell(members, value, missing, tolerance, places.value(path))

    def _value(
        self,
        measure: PlannedMeasure,
        written: Any,  # noqa: ANN401 - YAML data is of any kind
        path: Path,
        places: Places,
    ) -> Fraction | bool | str | None:
        """The value according to the measure's type; None, with a finding, for another type."""
        kind = measure.type
        if isinstance(kind, Number) and (exact := _exact(written)) is not None:
            return exact
        if isinstance(kind, Boolean) and isinstance(written, bool):
            return written
        if not isinstance(kind, Number | Boolean) and isinstance(written, str | int | Decimal):
            return name_of(written)
        place = places.value((*path, "value") if (*path, "value") in places.values else path)
        if isinstance(kind, Number) and isinstance(written, str) and decimal_comma(written):
            fixed = written.replace(",", ".")
            args = {"value": written, "fixed": fixed, "replacement": fixed}
            self.findings.add("DR209", place, path=path, **args)
            return None
        wanted = Word(_WORDS.get(type(kind), "type_member"))
        self.findings.add("DR615", place, path=path, measure=measure.name, wanted=wanted, value=str(written))
        return None

    def target(self, written: Mapping[str, Any], path: Path, places: Places) -> ExpectedTarget:
        """The expected outcome of one target."""
        self._measure(name_of(written["measure"]), (*path, "measure"), places)
        outcome = written.get("outcome")
        exact = None if outcome is None else _exact(outcome)
        if outcome is not None and exact is None:
            args = {"measure": name_of(written["measure"]), "wanted": Word("number"), "value": str(outcome)}
            self.findings.add("DR615", places.value((*path, "outcome")), path=path, **args)
        return ExpectedTarget(
            name_of(written["measure"]),
            tuple((name, name_of(member)) for name, member in written.get("where", {}).items()),
            name_of(written["round"]) if "round" in written else None,
            exact,
            written.get("met"),
            places.value(path),
        )


def _exact(written: Any) -> Fraction | None:  # noqa: ANN401 - YAML data is of any kind
    """A number, or a fraction in text."""
    if isinstance(written, bool) or not isinstance(written, str | int | Decimal):
        return None
    try:
        return Fraction(str(written).replace(" ", ""))
    except (ValueError, ZeroDivisionError):
        return None
