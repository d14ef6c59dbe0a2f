"""The way from a ruleset to a plan: every measure checked, in an order in which each can be computed."""

import keyword
from typing import Final

import attrs

from digiramverk.core.diagnostic import Findings
from digiramverk.core.language import Names
from digiramverk.core.suggest import near
from digiramverk.rules import nodes
from digiramverk.rules.check.calls import reads_facts
from digiramverk.rules.check.context import Context, Grain, Signature
from digiramverk.rules.check.expressions import check
from digiramverk.rules.check.values import FUNCTIONS, expect, expect_not_text
from digiramverk.rules.definition import Formula, MeasureText, Ruleset
from digiramverk.rules.facts import FACTS
from digiramverk.rules.parse import parse
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.syntax import Syntax
from digiramverk.rules.types import Boolean

_RESERVED: Final = frozenset({*FUNCTIONS, *FACTS, "none", "where", "weight", "default"})


def compile_rules(ruleset: Ruleset, findings: Findings) -> Plan | None:
    """Check all rules of a definition and put them in order.

    Args:
        ruleset: formulas as written, with what they are about.
        findings: takes DR301–DR330; all problems of all rules, not only the first.

    Returns:
        The plan, or None where any rule is wrong.
    """
    compiler = _Compiler(ruleset, findings)
    for measure in ruleset.measures:
        compiler.compile(measure)
    for name in ruleset.params:
        if name not in compiler.used:
            findings.add("DR329", ruleset.param_places.get(name), name=name)
    if len(compiler.planned) < len(ruleset.measures) or any(
        part is None for part in compiler.planned.values()
    ):
        return None
    measures = tuple(part for part in compiler.planned.values() if part is not None)
    return Plan(ruleset.space, measures, ruleset.results_per)


@attrs.define
class _Compiler:
    """Compiles measures on demand: one that another names is compiled first."""

    ruleset: Ruleset
    findings: Findings
    planned: dict[str, PlannedMeasure | None] = attrs.field(factory=dict)
    used: set[str] = attrs.field(factory=set)
    _open: list[str] = attrs.field(factory=list)

    def compile(self, measure: MeasureText) -> None:
        if measure.name in self.planned:
            return
        self._open.append(measure.name)
        planned = self._plan(measure)
        self._open.pop()
        self.planned[measure.name] = planned

    def _plan(self, measure: MeasureText) -> PlannedMeasure | None:
        named = self._check_name(measure)
        grain = self._grain(measure)
        if grain is None:
            return None
        context = self._context(measure, measure.value, grain)
        value = expect_not_text(self._checked(measure.value, context), context)
        show_if = None
        if measure.show_if is not None:
            asking = self._context(measure, measure.show_if, grain)
            show_if = expect(self._checked(measure.show_if, asking), Boolean, asking, "show_if")
            if show_if is None:
                return None
        if value is None or not named:
            return None
        if measure.unanswered is not None and not reads_facts(value):
            place = measure.places.get("unanswered")
            self.findings.add("DR325", place, path=(*measure.path, "unanswered"), name=measure.name)
            return None
        space = self.ruleset.space
        names = space.in_order(grain)
        per = tuple(name for name in names if not space.by_name[name].population)
        return PlannedMeasure(
            measure.name,
            value.type,
            value,
            tuple(name for name in names if space.by_name[name].population),
            per,
            space.cells(per),
            measure.unanswered or self.ruleset.unanswered,
            show_if,
            measure.format,
        )

    def _checked(self, formula: Formula, context: Context) -> nodes.Node | None:
        expression = parse(formula, self.findings)
        return None if expression is None else check(expression, context)

    def _context(self, measure: MeasureText, formula: Formula, grain: Grain) -> Context:
        return Context(self.ruleset, measure, formula, grain, self.findings, self._signature, self.used)

    def _signature(self, name: str, context: Context, where: Syntax) -> Signature | None:
        if name in self._open:
            ring = (*self._open[self._open.index(name) :], name)
            context.report("DR326", where, ring=Names(ring))
            return None
        measure = next(measure for measure in self.ruleset.measures if measure.name == name)
        self.compile(measure)
        planned = self.planned[name]
        return (
            None
            if planned is None
            else Signature(planned.type, frozenset((*planned.population, *planned.per)))
        )

    def _check_name(self, measure: MeasureText) -> bool:
        name = measure.name
        taken = name in _RESERVED or name in self.ruleset.space.by_name or name in self.ruleset.params
        if taken or keyword.iskeyword(name) or not name.isidentifier():
            self.findings.add("DR327", measure.places.get("name"), path=measure.path, name=name)
            return False
        return True

    def _grain(self, measure: MeasureText) -> Grain | None:
        """The dimensions that one value of the measure belongs to, or None where one is unknown."""
        space = self.ruleset.space
        base = self.ruleset.results_per if measure.across is None else measure.across
        fine = True
        for key, names in (("per", measure.per), ("across", measure.across or ())):
            for index, name in enumerate(names):
                known = [n for n, d in space.by_name.items() if key == "per" or d.population]
                if name not in known:
                    place = measure.places.get(f"{key}.{index}")
                    path = (*measure.path, key, index)
                    alike = near(name, known)
                    self.findings.add(
                        "DR308", place, path=path, name=name, key=key, known=Names(tuple(known)), near=alike
                    )
                    fine = False
        return frozenset((*base, *measure.per)) if fine else None
