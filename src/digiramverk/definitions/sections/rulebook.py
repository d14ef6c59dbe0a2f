"""Everything that rules are made of: the rules themselves, a preset's, params, bands, tables and choices."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from importlib.resources import files
from typing import Any

import attrs

from digiramverk.core import Findings, Source
from digiramverk.definitions.declared_kinds import THINGS
from digiramverk.definitions.sections.bands import build_bands
from digiramverk.definitions.sections.reader import Reader, name_of, number
from digiramverk.definitions.sections.rules import build_params, build_rules
from digiramverk.definitions.sections.things import read_fields, read_things
from digiramverk.model import BandNames, Framework, LookupTable, Param, Rule, Scale
from digiramverk.rules import INTERVAL, Aim, Enough, Ruleset, Space, Unanswered
from digiramverk.rules.functions import RegisteredFold
from digiramverk.yamlsource import YamlDocument, read_yaml


@attrs.frozen
class Rulebook:
    """What a definition says about computing, read but not yet checked.

    Attributes:
        rules, params: the framework's own, with those of the preset that it uses.
        bands, tables: as declared.
        unanswered, not_relevant, min_answered, results_per, interval: the choices under `scoring`.
        aims: targets, as rules can ask for them.
        broken: sets of bands that are wrong in themselves and reported.
    """

    rules: tuple[Rule, ...]
    params: tuple[Param, ...]
    bands: tuple[BandNames, ...]
    tables: tuple[LookupTable, ...]
    aims: tuple[Aim, ...]
    broken: frozenset[str]
    unanswered: Unanswered
    not_relevant: str | None = None
    min_answered: Enough | None = None
    results_per: tuple[str, ...] = ("response",)
    interval: Fraction = INTERVAL

    @cached_property
    def orders(self) -> dict[str, tuple[str, ...]]:
        """The members of each set of bands, lowest first."""
        return {named.id: tuple(band.id for band in named.bands) for named in self.bands}

    def ruleset(
        self,
        space: Space,
        functions: tuple[RegisteredFold, ...],
        document: YamlDocument,
        broken: frozenset[str],
    ) -> Ruleset:
        """All of it as the checker takes it."""
        named = [("params", param.id) for param in self.params]
        named += [("bands", bands.id) for bands in self.bands]
        named += [("tables", table.id) for table in self.tables]
        return Ruleset(
            space=space,
            measures=tuple(rule.measure for rule in self.rules),
            unanswered=self.unanswered,
            not_relevant=self.not_relevant,
            min_answered=self.min_answered,
            params={param.id: param.value for param in self.params},
            bands={named.id: named.bands for named in self.bands},
            tables={table.id: dict(table.rows) for table in self.tables},
            aims=self.aims,
            functions=functions,
            param_places={name: document.places.key((key, name)) for key, name in named},
            results_per=self.results_per,
            broken=broken | self.broken,
            interval=self.interval,
        )


def build_rulebook(
    data: Mapping[str, Any],
    scales: tuple[Scale, ...],
    reader: Reader,
    document: YamlDocument,
    findings: Findings,
) -> Rulebook:
    """Read everything about computing."""
    scoring = data["scoring"]
    rules = build_rules(data.get("rules", {}), reader)
    params = build_params(data.get("params", {}), reader)
    preset = scoring.get("use")
    if preset is not None:
        rules, params = _with_preset(preset, rules, params, findings)
    elif not rules and not {"rules", "scoring"} & set(reader.unusable):
        findings.add("DR224", document.places.key(("scoring",)))
    bands, broken = build_bands(data.get("bands", {}), reader)
    choices = read_fields(Framework, "", scoring, ("scoring",), reader, under="scoring")
    if choices.get("not_relevant") is not None:
        for scale in scales:
            known, path = [each.id for each in scale.levels], ("scoring", "not_relevant", "as")
            reader.refer("scoring", "level", [choices["not_relevant"]], known, path)
    return Rulebook(
        rules=rules,
        params=params,
        bands=bands,
        tables=read_things(THINGS["tables"], data.get("tables", {}), ("tables",), reader),
        aims=build_aims(data),
        broken=broken,
        **choices,
    )


def build_aims(data: Mapping[str, Any]) -> tuple[Aim, ...]:
    """Targets as rules ask for them.

    Rules may refer to targets, and targets to measures. So rules get the bare numbers first, and the targets
    themselves are built and checked once the measures are known.
    """
    aims: list[Aim] = []
    for written in data.get("targets", ()):
        members = {name: name_of(member) for name, member in written.get("where", {}).items()}
        if "round" in written:
            members["round"] = name_of(written["round"])
        bounds = [written[key] for key in ("at_least", "at_most") if key in written]
        aims += [Aim(name_of(written["measure"]), members, number(bound)) for bound in bounds[:1]]
    return tuple(aims)


def _with_preset(
    name: str, rules: tuple[Rule, ...], params: tuple[Param, ...], findings: Findings
) -> tuple[tuple[Rule, ...], tuple[Param, ...]]:
    """The preset's rules and params, with the framework's own after them or in their place."""
    text = files("digiramverk.definitions").joinpath("presets", f"{name}.yaml").read_text(encoding="utf-8")
    document = read_yaml(Source(f"{name}.yaml", text), findings)
    if document is None:
        return rules, params
    # A reader of its own: texts of a preset are in Swedish and English, whatever the framework's are.
    reader = Reader(document.places, findings, "sv")
    own_rules = {rule.measure.name for rule in rules}
    own_params = {param.id for param in params}
    preset_rules = build_rules(document.data["rules"], reader)
    preset_params = build_params(document.data.get("params", {}), reader)
    # The preset's rules come first, since the framework's own usually build on them.
    return (
        tuple(rule for rule in preset_rules if rule.measure.name not in own_rules) + rules,
        tuple(param for param in preset_params if param.id not in own_params) + params,
    )
