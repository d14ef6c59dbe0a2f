"""A framework as plain data again: everything resolved, in the order of a framework file."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final, assert_never

from digiramverk.model import (
    COUNT_PARTS,
    PLAN_PARTS,
    BandNames,
    FormatField,
    Framework,
    LawChoice,
    Notation,
    PlanMeasures,
    Report,
    ReportPart,
    Rule,
    Target,
    Text,
    fields,
)
from digiramverk.rules import INTERVAL, Enough
from digiramverk.yamlsource import yaml_text

_DIGITS: Final = 70
"""More digits than a number in a file may have."""


def to_data(framework: Framework) -> dict[str, Any]:
    """The definition in the format of a single framework file, with every default filled in.

    Loading the data again gives an equal framework, save that one which extends another has become one
    that stands alone. Numbers are int or Decimal.
    """
    data: dict[str, Any] = {"digiramverk": 1, "id": framework.id, "edition": framework.edition}
    beside = _beside(framework)
    for field in fields(Framework):
        data[field.key] = _value(field, getattr(framework, field.key))
        data |= beside.pop(field.key, {})
    data |= {
        "targets": [_target(target) for target in framework.targets],
        "laws": _laws(framework.laws),
        "counts": framework.counts,
        "plan": _plan(framework.planning),
        "reports": {report.kind: _report(report) for report in framework.reports},
    }
    return _filled(data)


def _beside(framework: Framework) -> dict[str, dict[str, Any]]:
    """The keys that are written in a form of their own, each by the key that it follows."""
    scoring = _present(
        {
            "unanswered": framework.unanswered.value,
            "not_relevant": _counts_as(framework.not_relevant),
            "min_answered": _enough(framework.min_answered),
            "results_per": list(framework.results_per),
            "interval": None if framework.interval == INTERVAL else _number(framework.interval),
        }
    )
    return {
        "description": {"languages": list(framework.languages)},
        "publisher": {"valid": _valid(framework.valid)},
        "sources": {"scoring": scoring},
        "goals": {"area_levels": _area_levels(framework)},
    }


def _thing(thing: Any) -> Any:  # noqa: ANN401 - an attrs class of the model
    """One thing: what is not as it would be without its key. What has one field is that alone."""
    declared, written = fields(type(thing)), {}
    for field in declared:
        value = getattr(thing, field.key)
        # Most are the default itself, which is sooner seen than that they are equal to it.
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
        case Notation.NUMBER:
            return _number(value)
        case Notation.NAMES:
            return list(value)
        case Notation.MEMBERS:
            return {name: list(members) for name, members in value}
        case Notation.PART:
            return _thing(value)
        case Notation.PARTS:
            return [_thing(each) for each in value]
        case Notation.THINGS:
            # A responsibility that is rated is written with the responsibilities, and not in its area.
            own = [each for each in value if not getattr(each, "responsibility", False)]
            return {each.id: _thing(each) for each in own} or None
        case Notation.OWN:
            return _OWN[field.key](value)
        case _:
            assert_never(field.notation)


def _present(data: dict[str, Any]) -> dict[str, Any]:
    """The fields that are there. Something empty is there: `across: []` is one value for everybody."""
    return {key: value for key, value in data.items() if value is not None}


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    """The fields with something in them, of a part of the format where an empty field says nothing."""
    return {key: value for key, value in data.items() if value not in (None, {}, [])}


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.to_data()


def _number(value: Fraction) -> int | Decimal:
    """A number that was read from decimal digits can be written in them again."""
    if value.denominator == 1:
        return int(value)
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)


def _area_levels(framework: Framework) -> list[str] | dict[str, Any]:
    if not framework.area_level_titles:
        return list(framework.area_levels)
    titles = zip(framework.area_levels, framework.area_level_titles, strict=True)
    return {name: title.to_data() for name, title in titles}


def _valid(valid: tuple[str | None, str | None] | None) -> dict[str, Any] | None:
    return None if valid is None else _present({"from": valid[0], "to": valid[1]})


def _counts_as(level: str | None) -> dict[str, str] | None:
    return None if level is None else {"as": level}


def _enough(enough: Enough | None) -> int | Decimal | None:
    """A share is written with decimals, 1.0 too; a count without."""
    if enough is None:
        return None
    written = _number(enough.least)
    return Decimal(f"{written}.0") if enough.share and isinstance(written, int) else written


def _bands(named: BandNames) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for band, title in zip(named.bands, named.titles, strict=True):
        sides: dict[str, Any] = {"title": title.to_data()}
        if band.low is not None:
            sides["at_least" if band.low.included else "above"] = _number(band.low.at)
        if band.high is not None:
            sides["at_most" if band.high.included else "below"] = _number(band.high.at)
        data[band.id] = sides
    return data


def _rule(rule: Rule) -> dict[str, Any]:
    measure = rule.measure
    return _present(
        {
            "title": _text(rule.title),
            "note": _text(rule.note),
            "per": list(measure.per) or None,
            "across": None if measure.across is None else list(measure.across),
            "value": measure.value.text,
            "unanswered": None if measure.unanswered is None else measure.unanswered.value,
            "not_relevant": None
            if measure.not_relevant is None
            else _counts_as(measure.not_relevant.counts_as) or "exclude",
            "min_answered": _enough(measure.min_answered),
            "round": measure.round,
            "show_if": None if measure.show_if is None else measure.show_if.text,
            "format": measure.format,
        }
    )


def _target(target: Target) -> dict[str, Any]:
    return _present(
        {
            "measure": target.measure,
            "where": dict(target.where) or None,
            "round": target.round,
            "at_least" if target.at_least else "at_most": _number(target.bound),
        }
    )


def _laws(choices: Iterable[LawChoice]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for each in choices:
        whole = {
            "waived": _text(each.waived),
            "at_least": None if each.low is None else _number(each.low),
            "at_most": None if each.high is None else _number(each.high),
        }
        found.setdefault(each.measure, {})[each.law] = each.direction or _present(whole) or "holds"
    return found


def to_yaml(framework: Framework) -> str:
    """The definition packed into the text of a single framework file."""
    return yaml_text(to_data(framework))


def _plan(planning: PlanMeasures) -> dict[str, Any] | None:
    parts: dict[str, Any] = {part: list(getattr(planning, part)) for part in PLAN_PARTS}
    return _filled({**parts, "most": planning.most}) or None


def _report(report: Report) -> dict[str, Any]:
    return _present({"title": _text(report.title), "parts": [_report_part(part) for part in report.parts]})


def _report_part(part: ReportPart) -> str | dict[str, Any]:
    if part.text is not None:
        return {part.kind: part.text.to_data()}
    if part.kind in COUNT_PARTS:
        return {part.kind: part.most}
    if not part.measures:
        return part.kind
    return {part.kind: list(part.measures) if part.kind == "figures" else part.measures[0]}


_OWN: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bands": lambda sets: {named.id: _bands(named) for named in sets},
    "rules": lambda rules: {rule.measure.name: _rule(rule) for rule in rules},
    "tables": lambda tables: {name: {key: _number(value) for key, value in rows} for name, rows in tables},
}
"""How what has a form of its own is written, by its key."""
