"""A framework as plain data again: everything resolved, in the order of a framework file."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

from digiramverk.core import STEERING, harmless
from digiramverk.model import (
    COUNT_PARTS,
    PLAN_PARTS,
    Area,
    BandNames,
    Facet,
    Framework,
    Goal,
    Indicator,
    LawChoice,
    Named,
    Param,
    PlanMeasures,
    Proposal,
    Report,
    ReportPart,
    Responsibility,
    Rule,
    Scale,
    SourceReference,
    Target,
    Text,
)
from digiramverk.rules import INTERVAL, Enough

_DIGITS: Final = 70
"""More digits than a number in a file may have."""


def to_data(framework: Framework) -> dict[str, Any]:
    """The definition in the format of a single framework file, with every default filled in.

    Loading the data again gives an equal framework, save that one which extends another has become one
    that stands alone. Numbers are int or Decimal.
    """
    return _filled(
        {
            "digiramverk": 1,
            "id": framework.id,
            "edition": framework.edition,
            "title": framework.title.to_data(),
            "description": _text(framework.description),
            "languages": list(framework.languages),
            "note": _text(framework.note),
            "publisher": framework.publisher,
            "valid": _valid(framework.valid),
            "licence": framework.licence,
            "sources": {
                each.id: _present(
                    {"title": each.title.to_data(), "year": each.year, "where": _text(each.where)}
                )
                for each in framework.sources
            },
            "scoring": _present(
                {
                    "unanswered": framework.unanswered.value,
                    "not_relevant": _counts_as(framework.not_relevant),
                    "min_answered": _enough(framework.min_answered),
                    "results_per": list(framework.results_per),
                    "interval": None if framework.interval == INTERVAL else _number(framework.interval),
                }
            ),
            "params": {param.id: _param(param) for param in framework.params},
            "scales": {scale.id: _scale(scale) for scale in framework.scales},
            "steps": _named(framework.steps),
            "roles": _named(framework.roles),
            "groups": _named(framework.groups),
            "school_forms": _named(framework.school_forms),
            "facets": {facet.id: _facet(facet) for facet in framework.facets},
            "numbers": {each.id: each.title.to_data() for each in framework.numbers},
            "attributes": {facet.id: _attribute(facet) for facet in framework.attributes},
            "bands": {named.id: _bands(named) for named in framework.bands},
            "tables": {name: {key: _number(value) for key, value in rows} for name, rows in framework.tables},
            "goals": {goal.id: _goal(goal) for goal in framework.goals},
            "area_levels": _area_levels(framework),
            "areas": _areas(framework.areas),
            "responsibilities": {each.id: _responsibility(each) for each in framework.responsibilities},
            "rules": {rule.measure.name: _rule(rule) for rule in framework.rules},
            "targets": [_target(target) for target in framework.targets],
            "laws": _laws(framework.laws),
            "counts": framework.counts,
            "plan": _plan(framework.planning),
            "reports": {report.kind: _report(report) for report in framework.reports},
        }
    )


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


def _param(param: Param) -> dict[str, Any]:
    return _present({"value": _number(param.value), "title": _text(param.title), "note": _text(param.note)})


def _scale(scale: Scale) -> dict[str, Any]:
    levels = {
        level.id: _present(
            {
                "title": level.title.to_data(),
                "points": _number(level.points),
                "description": _text(level.description),
            }
        )
        for level in scale.levels
    }
    return _present(
        {
            "title": _text(scale.title),
            "levels": levels,
            "not_relevant": scale.not_relevant.to_data(),
            "declined": _text(scale.declined),
        }
    )


def _named(members: Iterable[Named]) -> dict[str, Any]:
    return {
        each.id: _present(
            {"title": each.title.to_data(), "description": _text(each.description), "parent": each.parent}
        )
        for each in members
    }


def _source(source: SourceReference | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return _present({"id": source.id, "place": source.place, "unverified": source.unverified or None})


def _area_levels(framework: Framework) -> list[str] | dict[str, Any]:
    if not framework.area_level_titles:
        return list(framework.area_levels)
    titles = zip(framework.area_levels, framework.area_level_titles, strict=True)
    return {name: title.to_data() for name, title in titles}


def _proposals(proposals: Iterable[Proposal]) -> dict[str, Any]:
    return {each.id: each.text.to_data() for each in proposals}


def _valid(valid: tuple[str | None, str | None] | None) -> dict[str, Any] | None:
    return None if valid is None else _present({"from": valid[0], "to": valid[1]})


def _facet_members(facets: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, Any]:
    return {name: list(members) for name, members in facets}


def _goal(goal: Goal) -> dict[str, Any]:
    return _present(
        {
            "title": goal.title.to_data(),
            "description": _text(goal.description),
            "parent": goal.parent,
            "area": goal.area,
            "source": _source(goal.source),
        }
    )


def _responsibility(each: Responsibility) -> dict[str, Any]:
    return _filled(
        {
            "text": each.text.to_data(),
            "roles": list(each.roles),
            "area": each.area,
            "scale": each.scale,
            "goals": list(each.goals),
            "facets": _facet_members(each.facets),
            "groups": list(each.groups),
            "school_forms": list(each.school_forms),
            "note": _text(each.note),
            "source": _source(each.source),
        }
    )


def _areas(areas: Iterable[Area]) -> dict[str, Any]:
    return {
        area.id: _filled(
            {
                "title": area.title.to_data(),
                "description": _text(area.description),
                "help": _text(area.help),
                "note": _text(area.note),
                "source": _source(area.source),
                "references": [_source(each) for each in area.references],
                "areas": _areas(area.areas),
                "indicators": {
                    each.id: _indicator(each) for each in area.indicators if not each.responsibility
                },
            }
        )
        for area in areas
    }


def _indicator(each: Indicator) -> dict[str, Any]:
    return _filled(
        {
            "text": each.text.to_data(),
            "help": _text(each.help),
            "step": each.step,
            "weight": None if each.weight == 1 else _number(each.weight),
            "scale": each.scale,
            "roles": list(each.roles),
            "groups": list(each.groups),
            "goals": list(each.goals),
            "school_forms": list(each.school_forms),
            "facets": _facet_members(each.facets),
            "suggestions": _proposals(each.suggestions),
            "measurable_goals": _proposals(each.measurable_goals),
            "note": _text(each.note),
            "source": _source(each.source),
        }
    )


def _counts_as(level: str | None) -> dict[str, str] | None:
    return None if level is None else {"as": level}


def _enough(enough: Enough | None) -> int | Decimal | None:
    """A share is written with decimals, 1.0 too; a count without."""
    if enough is None:
        return None
    written = _number(enough.least)
    return Decimal(f"{written}.0") if enough.share and isinstance(written, int) else written


def _facet(facet: Facet) -> dict[str, Any]:
    ordered = facet.ordered or None
    return _present({"title": facet.title.to_data(), "members": _named(facet.members), "ordered": ordered})


def _attribute(facet: Facet) -> dict[str, Any]:
    return _filled({"title": facet.title.to_data(), "members": _named(facet.members)})


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
    return data_to_yaml(to_data(framework))


def data_to_yaml(data: Any) -> str:  # noqa: ANN401 - YAML data is of any kind
    """Plain data as YAML text: exact decimals, own letters, keys in their order."""
    import yaml  # noqa: PLC0415 - PyYAML is loaded by those who write, not by those who import

    class Dumper(yaml.SafeDumper):
        """A dumper of our own, so that nobody else's is changed."""

    Dumper.add_representer(
        Decimal, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", f"{value:f}")
    )
    # Only in quotation marks can what steers a terminal be written out and still mean itself.
    Dumper.add_representer(
        str,
        lambda dumper, value: dumper.represent_scalar(
            "tag:yaml.org,2002:str", value, style='"' if STEERING.search(value) else None
        ),
    )
    text: str = harmless(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100))
    return text


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
