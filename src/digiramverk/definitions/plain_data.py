"""A framework as plain data again: everything resolved, in the order of a framework file."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from enum import Enum
from fractions import Fraction
from typing import Any, Final, assert_never

from digiramverk.model import (
    REPORT_PARTS,
    FormatField,
    Framework,
    LawChoice,
    Notation,
    ReportPart,
    fields,
    lone_field,
)
from digiramverk.rules import Enough
from digiramverk.yamlsource import yaml_text

_DIGITS: Final = 70
"""More digits than a number in a file may have."""


def to_data(framework: Framework) -> dict[str, Any]:
    """The definition in the format of a single framework file, with every default filled in.

    Loading the data again gives an equal framework, except that an overlay has become a framework of its
    own, without `extends`. Numbers are int or Decimal.
    """
    data: dict[str, Any] = {"digiramverk": 1, "id": framework.id, "edition": framework.edition}
    beside = _beside(framework)
    for field in fields(Framework):
        data[field.key] = _value(field, field.value_in(framework))
        data |= beside.pop(field.key, {})
    return _filled(data)


def _beside(framework: Framework) -> dict[str, dict[str, Any]]:
    """The keys that are not declared as fields of their own, each by the key that it follows."""
    scoring = {field.key: _value(field, field.value_in(framework)) for field in fields(Framework, "scoring")}
    return {
        "description": {"languages": list(framework.languages)},
        "publisher": {"valid": _valid(framework.valid)},
        "sources": {"scoring": _present(scoring)},
        "goals": {"area_levels": _area_levels(framework)},
    }


def _thing(thing: Any) -> Any:  # noqa: ANN401 - an attrs class of the model
    """The fields of a thing that differ from their defaults. A thing with one field is that value alone."""
    declared, written = fields(type(thing)), {}
    for field in declared:
        value = field.value_in(thing)
        # Most values are the default object itself: checking identity first saves comparing fractions.
        if value is not field.default and value != field.default:
            written[field.key] = _value(field, value)
    return written[declared[0].key] if len(declared) == 1 else _present(written)


def _value(field: FormatField, value: Any) -> Any:  # noqa: ANN401 - a value per notation
    if value is None:
        return None
    match field.notation:
        case Notation.TEXT:
            return value.to_data()
        case Notation.PLAIN | Notation.WHOLE | Notation.FLAG | Notation.NAME:
            return value
        case Notation.DATE:
            return value.isoformat()
        case Notation.NUMBER:
            return _number(value)
        case Notation.WORD:
            return value.value if isinstance(value, Enum) else value
        case Notation.FORMULA:
            return value.text
        case Notation.ENOUGH:
            return _enough(value)
        case Notation.COUNTS_AS:
            level = value if isinstance(value, str) else value.counts_as
            return "exclude" if level is None else {"as": level}
        case Notation.NAMES:
            return list(value)
        case Notation.MEMBER:
            return dict(value)
        case Notation.NUMBERS:
            return {name: _number(each) for name, each in value}
        case Notation.MEMBERS:
            return {name: list(members) for name, members in value}
        case Notation.PART:
            return _thing(value)
        case Notation.PARTS:
            return [_thing(each) for each in value]
        case Notation.THINGS:
            # A rated responsibility is written under `responsibilities`, although its area lists it too.
            own = [each for each in value if not getattr(each, "responsibility", False)]
            return {each.id: _thing(each) for each in own} or None
        case Notation.OWN:
            return _OWN[field.key](value)
        case _:
            assert_never(field.notation)


def _present(data: dict[str, Any]) -> dict[str, Any]:
    """The fields that have a value. An empty list is a value: `across: []` gives one value for everybody."""
    return {key: value for key, value in data.items() if value is not None}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """The fields that are not empty, for a part of the format where an empty field means nothing."""
    return {key: value for key, value in data.items() if value not in (None, {}, [])}


def _number(value: Fraction) -> int | Decimal:
    """The digits of a number. One that a file has is a finite decimal, so nothing is lost."""
    if value.denominator == 1:
        return int(value)
    # With the default precision of 28 digits a long number would be rounded without an error.
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)


def _area_levels(framework: Framework) -> list[str] | dict[str, Any]:
    if not framework.area_level_titles:
        return list(framework.area_levels)
    titles = zip(framework.area_levels, framework.area_level_titles, strict=True)
    return {name: title.to_data() for name, title in titles}


def _valid(valid: tuple[str | None, str | None] | None) -> dict[str, Any] | None:
    return None if valid is None else _present({"from": valid[0], "to": valid[1]})


def _enough(enough: Enough) -> int | Decimal:
    """A share is written with decimals, 1.0 too; a count without."""
    written = _number(enough.least)
    return Decimal(f"{written}.0") if enough.share and isinstance(written, int) else written


def to_yaml(framework: Framework) -> str:
    """The definition packed into the text of a single framework file."""
    return yaml_text(to_data(framework))


def _laws(choices: Iterable[LawChoice]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for each in choices:
        found.setdefault(each.measure, {})[each.law] = each.direction or _thing(each) or "holds"
    return found


def _part(part: ReportPart) -> str | dict[str, Any]:
    if part.kind not in REPORT_PARTS:
        return part.kind
    field = lone_field(part.kind, REPORT_PARTS[part.kind])
    match field.notation:
        case Notation.TEXT:
            value: Any = part.text
        case Notation.WHOLE:
            value = part.most
        case Notation.NAME:
            (value,) = part.measures
        case _:
            value = part.measures
    return {part.kind: _value(field, value)}


_OWN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "laws": _laws,
    "reports": lambda reports: {report.kind: _thing(report) for report in reports},
    "parts": lambda parts: [_part(part) for part in parts],
}
"""How what has a form of its own is written, by its key."""
