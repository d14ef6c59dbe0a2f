"""A whole framework out of its parts."""

from collections.abc import Collection, Mapping
from importlib.resources import files
from typing import Any

import attrs

from digiramverk.core.diagnostic import Findings
from digiramverk.core.language import Names, Word
from digiramverk.core.place import Source
from digiramverk.core.suggest import near
from digiramverk.loading.build.areas import AreaBuilder, References
from digiramverk.loading.build.members import (
    build_goals,
    build_named,
    build_responsibilities,
    build_scales,
    build_sources,
)
from digiramverk.loading.build.reader import Reader, name_of
from digiramverk.loading.build.rules import build_params, build_rules, build_space
from digiramverk.loading.build.targets import build_targets
from digiramverk.model.framework import Framework, Param, Rule
from digiramverk.model.structure import Area
from digiramverk.rules.check.compiling import compile_rules
from digiramverk.rules.definition import Ruleset, Unanswered
from digiramverk.rules.facts import FACTS
from digiramverk.rules.plan import Plan
from digiramverk.yamlsource.document import Document
from digiramverk.yamlsource.read import read_yaml

# Without these parts being right, rules cannot be judged.
_NEEDED_BY_RULES = frozenset({"scale", "scales", "steps", "area_levels", "scoring"})
# What may be said of a rule only because a broken area or indicator had to be left out.
_NEEDS_ALL_AREAS = frozenset({"DR314", "DR321"})
_TAKEN = frozenset(
    {"indicator", "step", "role", "goal", "response", "unit", "round", "group", "school_form", "level"}
)


def build_framework(
    data: Mapping[str, Any], document: Document, unusable: Collection[str], findings: Findings
) -> Framework | None:
    """Build a framework from data that has passed the schema, or from what is left of data that has not.

    Args:
        data: the usable parts.
        document: for places.
        unusable: top-level keys of which something had to be left out.
        findings: takes everything that is wrong.

    Returns:
        The framework; None when there are errors, here or before.
    """
    languages = tuple(data.get("languages", ("sv",)))
    reader = Reader(document.places, findings, languages[0], unusable)
    named = {
        "step": build_named(data.get("steps"), reader),
        "role": build_named(data.get("roles"), reader),
        "group": build_named(data.get("groups"), reader),
        "school_form": build_named(data.get("school_forms"), reader),
    }
    scales = build_scales(data, reader)
    if not scales and not {"scale", "scales"} & set(unusable) and not findings.has_errors:
        findings.add("DR217", document.places.key(("areas",)))
    sources = build_sources(data.get("sources", {}), reader)
    members = {kind: tuple(member.id for member in named[kind]) for kind in named}
    references = References(
        scales=tuple(scale.id for scale in scales),
        steps=members["step"],
        roles=members["role"],
        groups=members["group"],
        goals=tuple(data.get("goals", {})),
        school_forms=members["school_form"],
        sources=tuple(source.id for source in sources),
    )
    areas = AreaBuilder(reader, references).build(data.get("areas", {}))
    paths = tuple(path for area in areas for path in area.walk())
    area_names = Names(tuple(path[-1].id for path in paths))
    goals = build_goals(data.get("goals", {}), area_names, reader)
    role_names = Names(references.roles)
    responsibilities = build_responsibilities(
        data.get("responsibilities", {}), role_names, area_names, reader
    )
    levels = _area_levels(data, paths, reader)
    params = build_params(data.get("params", {}), reader)
    rules = _rules(data, reader, document, findings)
    unanswered = Unanswered(data["scoring"]["unanswered"])
    results_per = tuple(name_of(name) for name in data["scoring"].get("results_per", ("response",)))
    if _NEEDED_BY_RULES & set(unusable) or not scales or not paths:
        return None
    space = build_space(paths, levels, scales, named, references.goals)
    if not space.items:
        if "areas" not in unusable:
            findings.add("DR223", document.places.key(("areas",)))
        return None
    broken = frozenset(_left_out(document, data, "rules") | _left_out(document, data, "params"))
    places = {param.id: document.places.key(("params", param.id)) for param in params}
    measures = tuple(rule.measure for rule in rules)
    values = {param.id: param.value for param in params}
    ruleset = Ruleset(
        space=space,
        measures=measures,
        unanswered=unanswered,
        params=values,
        param_places=places,
        results_per=results_per,
        broken=broken,
    )
    about_rules = Findings()
    known = _results_per_known(results_per, ruleset, reader)
    plan = compile_rules(ruleset, about_rules) if known else None
    doubtful = _NEEDS_ALL_AREAS if "areas" in unusable else frozenset[str]()
    findings.extend(finding for finding in about_rules if finding.code not in doubtful)
    if plan is None:
        return None
    framework = Framework(
        id=name_of(data["id"]),
        edition=name_of(data["edition"]),
        title=reader.text(data["title"]),
        languages=languages,
        scales=scales,
        areas=areas,
        unanswered=unanswered,
        rules=rules,
        plan=plan,
        area_levels=levels,
        results_per=results_per,
        description=reader.text_or_none(data.get("description")),
        publisher=data.get("publisher"),
        licence=data.get("licence"),
        sources=sources,
        steps=named["step"],
        roles=named["role"],
        groups=named["group"],
        school_forms=named["school_form"],
        goals=goals,
        responsibilities=responsibilities,
        params=params,
        targets=build_targets(data.get("targets", ()), plan, reader),
    )
    return None if findings.has_errors else framework


def _left_out(document: Document, data: Mapping[str, Any], key: str) -> set[str]:
    written = document.data.get(key)
    return set(written) - set(data.get(key, {})) if isinstance(written, dict) else set()


def _results_per_known(names: tuple[str, ...], ruleset: Ruleset, reader: Reader) -> bool:
    known = tuple(name for name, dimension in ruleset.space.by_name.items() if dimension.population)
    for index, name in enumerate(names):
        if name not in known:
            path = ("scoring", "results_per", index)
            args = {"name": name, "key": "results_per", "known": Names(known), "near": near(name, known)}
            reader.findings.add("DR308", reader.places.value(path), path=path, **args)
    return all(name in known for name in names)


def _area_levels(
    data: Mapping[str, Any], paths: tuple[tuple[Area, ...], ...], reader: Reader
) -> tuple[str, ...]:
    """The names of the levels of the area tree: as written, or just *area* where there is one level."""
    levels = tuple(name_of(name) for name in data.get("area_levels", ("area",)))
    depth = max((len(path) for path in paths), default=1)
    if depth > len(levels) and "areas" not in reader.unusable:
        key = ("area_levels",) if "area_levels" in data else ("areas",)
        reader.findings.add("DR215", reader.places.key(key), path=key, depth=depth, named=len(levels))
        return (*levels, *(f"level_{number}" for number in range(len(levels), depth)))
    for index, name in enumerate(levels):
        if name in _TAKEN or name in FACTS or name in levels[:index]:
            path = ("area_levels", index)
            reader.findings.add("DR226", reader.places.value(path), path=path, name=name)
    return levels


def _rules(
    data: Mapping[str, Any], reader: Reader, document: Document, findings: Findings
) -> tuple[Rule, ...]:
    """The preset's rules, if one is used, with the framework's own rules after them or in their place."""
    own = build_rules(data.get("rules", {}), reader, document.places)
    preset = data["scoring"].get("use")
    if preset is None:
        if not own and not {"rules", "scoring"} & set(reader.unusable):
            findings.add("DR224", document.places.key(("scoring",)))
        return own
    taken = {rule.measure.name for rule in own}
    return tuple(rule for rule in _preset(preset, findings) if rule.measure.name not in taken) + own


def _preset(name: str, findings: Findings) -> tuple[Rule, ...]:
    text = files("digiramverk.loading").joinpath("presets", f"{name}.yaml").read_text(encoding="utf-8")
    document = read_yaml(Source(f"{name}.yaml", text), findings)
    if document is None:
        return ()
    return build_rules(document.data, Reader(document.places, findings, "sv"), document.places)


def extend_framework(
    parent: Framework, data: Mapping[str, Any], document: Document, findings: Findings
) -> Framework | None:
    """A framework that takes everything from another, with other parameters and targets of its own.

    Args:
        parent: what is extended.
        data: an overlay that has passed its schema.
        document: for places.
        findings: takes everything that is wrong.
    """
    languages = tuple(data.get("languages", parent.languages))
    reader = Reader(document.places, findings, languages[0])
    own_params = {param.id: param for param in build_params(data.get("params", {}), reader)}
    for name in own_params:
        known = tuple(param.id for param in parent.params)
        if name not in known:
            place, path = document.places.key(("params", name)), ("params", name)
            args = {"kind": Word("param"), "name": name, "known": Names(known), "near": near(name, known)}
            findings.add("DR212", place, path=path, **args)
    params = tuple(_overridden(param, own_params.get(param.id)) for param in parent.params)
    plan = _recompiled(parent, params, findings)
    if plan is None:
        return None
    targets = build_targets(data.get("targets", ()), plan, reader)
    framework = attrs.evolve(
        parent,
        id=name_of(data["id"]),
        edition=name_of(data["edition"]),
        title=reader.text(data["title"]) if "title" in data else parent.title,
        description=reader.text_or_none(data.get("description")) or parent.description,
        languages=languages,
        publisher=data.get("publisher", parent.publisher),
        licence=data.get("licence", parent.licence),
        lineage=(parent.reference, *parent.lineage),
        sources=parent.sources + build_sources(data.get("sources", {}), reader),
        params=params,
        plan=plan,
        targets=parent.targets + targets,
    )
    return None if findings.has_errors else framework


def _overridden(param: Param, own: Param | None) -> Param:
    if own is None:
        return param
    return Param(param.id, own.value, own.title or param.title, own.note or param.note)


def _recompiled(parent: Framework, params: tuple[Param, ...], findings: Findings) -> Plan | None:
    ruleset = Ruleset(
        space=parent.plan.space,
        measures=tuple(rule.measure for rule in parent.rules),
        unanswered=parent.unanswered,
        params={param.id: param.value for param in params},
        results_per=parent.results_per,
    )
    again = Findings()
    plan = compile_rules(ruleset, again)
    # Warnings about the parent were given when it was loaded.
    findings.extend(finding for finding in again if finding.is_error)
    return plan
