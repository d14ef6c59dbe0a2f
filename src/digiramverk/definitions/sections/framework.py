"""A whole framework out of its parts."""

from collections.abc import Collection, Mapping
from typing import Any

from digiramverk.core import Findings, Names, near
from digiramverk.definitions.declared_kinds import THINGS, area_ids
from digiramverk.definitions.sections.action_plan import build_counts, build_plan
from digiramverk.definitions.sections.areas import AreaBuilder
from digiramverk.definitions.sections.laws import build_laws
from digiramverk.definitions.sections.members import build_groupings, build_numbers, build_responsibilities
from digiramverk.definitions.sections.reader import UNKNOWN_KEY, Reader, name_of
from digiramverk.definitions.sections.reports import build_reports
from digiramverk.definitions.sections.rulebook import build_rulebook
from digiramverk.definitions.sections.rules import Declared, build_space
from digiramverk.definitions.sections.scales import build_scales
from digiramverk.definitions.sections.targets import build_targets
from digiramverk.definitions.sections.things import by_id, read_thing, read_things
from digiramverk.model import DIMENSIONS, Area, Attribute, Facet, Framework, Text, fields
from digiramverk.rules import FACTS, Ruleset
from digiramverk.rules.check import compile_rules
from digiramverk.rules.functions import RegisteredFold
from digiramverk.yamlsource import YamlDocument

# Kinds that need no check beyond the declarations of their fields.
_PLAIN = ("sources", "steps", "roles", "groups", "school_forms", "rounds", "goals")
# With a mistake in one of these, checking rules would report its consequences.
_NEEDED_BY_RULES = frozenset({"scale", "scales", "steps", "area_levels", "scoring"})
# Reported of a rule, these may follow only from an area or indicator that was left out.
_NEEDS_ALL_AREAS = frozenset({"DR314", "DR321"})
# Reported of a rule, these may follow only from points under an unknown key that were not read.
_NEEDS_POINTS = frozenset({"DR284", "DR347", "DR348", "DR623"})
# With one of these, the file may have areas or indicators that were not read.
_HIDES_AREAS = frozenset({"DR107", "DR121", "DR201"})


def build_framework(
    data: Mapping[str, Any],
    document: YamlDocument,
    unusable: Collection[str],
    findings: Findings,
    functions: tuple[RegisteredFold, ...] = (),
) -> Framework | None:
    """Build a framework from data that has passed the schema, or from the rest of data that has not.

    Args:
        data: the usable parts.
        document: for places.
        unusable: top-level keys below which something was left out.
        findings: collects every mistake.
        functions: folds that plugins register.

    Returns:
        The framework; None when there are errors, here or before.
    """
    languages = tuple(data.get("languages", ("sv",)))
    # References may point forwards, so all ids are collected before anything is built.
    known = _ids(data)
    unclear = frozenset(str(each.path[0]) for each in findings if each.code in UNKNOWN_KEY and each.path)
    reader = Reader(document.places, findings, languages[0], unusable, known, unclear)
    facets = build_groupings(Facet, "facets", data.get("facets", {}), reader)
    attributes = build_groupings(Attribute, "attributes", data.get("attributes", {}), reader)
    scales = build_scales(data, reader)
    if not scales and not {"scale", "scales"} & set(unusable) and not findings.has_errors:
        findings.add("DR217", document.places.key(("areas",)))
    known["facets"] = {facet.id: tuple(member.id for member in facet.members) for facet in facets}
    known["scales"] = tuple(scale.id for scale in scales)
    known["levels"] = {scale.id: tuple(level.id for level in scale.levels) for scale in scales}
    plain = {key: read_things(THINGS[key], data.get(key, {}), (key,), reader) for key in _PLAIN}
    for key in ("roles", "goals"):
        _check_above(key, {each.id: each.parent for each in plain[key]}, reader)
    numbers = build_numbers(data.get("numbers", {}), reader)
    responsibilities = build_responsibilities(data.get("responsibilities", {}), reader)
    areas = AreaBuilder(reader, responsibilities).build(data.get("areas", {}))
    paths = tuple(path for area in areas for path in area.walk())
    levels = _area_levels(data, paths, reader)
    rulebook = build_rulebook(data, scales, reader, document, findings)
    if _NEEDED_BY_RULES & set(unusable) or not scales or not paths:
        return None
    declared = Declared(scales, plain, facets, attributes, rulebook.orders, numbers)
    space = build_space(paths, levels, declared)
    if not space.items:
        if "areas" not in unusable and not any(each.code in _HIDES_AREAS for each in findings):
            findings.add("DR223", document.places.key(("areas",)))
        return None
    left_out = (_left_out(document, data, key) for key in ("rules", "params", "bands", "tables"))
    ruleset = rulebook.ruleset(space, functions, document, frozenset[str]().union(*left_out))
    about_rules = Findings()
    clear = _results_per_known(rulebook.results_per, ruleset, reader)
    # Without known dimensions of a result, every rule would be reported as being per something unknown.
    plan = compile_rules(ruleset, about_rules) if clear else None
    doubtful = _NEEDS_ALL_AREAS if "areas" in unusable else frozenset[str]()
    doubtful |= _NEEDS_POINTS if {"scale", "scales"} & unclear else frozenset[str]()
    findings.extend(finding for finding in about_rules if finding.code not in doubtful)
    if plan is None:
        return None
    # Targets, plans and reports may also name a preset's measures, which the file does not list.
    known["rules"] = tuple(measure.name for measure in plan.measures)
    framework = read_thing(
        Framework,
        name_of(data["id"]),
        data,
        (),
        reader,
        **plain,
        edition=name_of(data["edition"]),
        languages=languages,
        scales=scales,
        areas=areas,
        rules=rulebook.rules,
        plan=plan,
        area_levels=levels,
        area_level_titles=_area_level_titles(data, reader),
        **{field.attribute: getattr(rulebook, field.attribute) for field in fields(Framework, "scoring")},
        responsibilities=responsibilities,
        facets=facets,
        attributes=attributes,
        params=rulebook.params,
        bands=rulebook.bands,
        tables=rulebook.tables,
        targets=build_targets(data.get("targets", ()), plan, reader),
        numbers=numbers,
        valid=_valid(data.get("valid")),
        laws=build_laws(data.get("laws", {}), plan, reader),
        reports=build_reports(data.get("reports", {}), plan, reader),
        counts=build_counts(data.get("counts"), plan, reader),
        planning=build_plan(data.get("plan", {}), plan, reader),
    )
    return None if findings.has_errors else framework


def _check_above(kind: str, above: Mapping[str, str | None], reader: Reader) -> None:
    """Report things that are part of one another in a circle, each circle once."""
    told: set[str] = set()
    for start in above:
        ring, name = [start], above[start]
        while name is not None and name in above and name not in ring:
            ring.append(name)
            name = above[name]
        if name == start and start not in told:
            told.update(ring)
            path = (kind, start, "parent")
            reader.findings.add(
                "DR290", reader.places.value(path), path=path, ring=" → ".join((*ring, start))
            )


def _ids(data: Mapping[str, Any]) -> dict[str, Any]:
    """The ids of all things by kind, as written."""
    found: dict[str, Any] = {
        key: tuple(by_id(field, data.get(key, {}))) for key, field in THINGS.items() if key != "indicators"
    }
    return {**found, "areas": tuple(area_ids(data.get("areas", {})))}


def _valid(written: Mapping[str, Any] | None) -> tuple[str | None, str | None] | None:
    if written is None:
        return None
    ends = (name_of(written[key]) if key in written else None for key in ("from", "to"))
    return next(ends), next(ends)


def _left_out(document: YamlDocument, data: Mapping[str, Any], key: str) -> set[str]:
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
    known: list[str] = []
    for index, name in enumerate(levels):
        taken = name in DIMENSIONS - {"area"} or name in FACTS or name in known
        if taken:
            path = ("area_levels", name if isinstance(data["area_levels"], Mapping) else index)
            reader.findings.add("DR226", reader.places.key(path), path=path, name=name)
        # Rules are still checked, and two dimensions of one name would be each other's owner.
        known.append(f"level_{index}" if taken else name)
    return tuple(known)


def _area_level_titles(data: Mapping[str, Any], reader: Reader) -> tuple[Text, ...]:
    written = data.get("area_levels")
    return tuple(reader.text(title) for title in written.values()) if isinstance(written, Mapping) else ()
