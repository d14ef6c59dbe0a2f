"""From a ruleset to a plan: checks every measure and puts them in an order in which each can be computed."""

import keyword
from typing import Final

import attrs

from digiramverk.core import Findings, Names, Word
from digiramverk.rules import nodes
from digiramverk.rules.cells import CellGrid, Cells
from digiramverk.rules.check.check_context import CheckContext, Grain, Signature
from digiramverk.rules.check.expressions import check
from digiramverk.rules.check.folds import reads_facts, reads_whether_counted
from digiramverk.rules.check.measure_order import in_order, references
from digiramverk.rules.check.minimum import Minimum
from digiramverk.rules.check.plausibility import check_plausible
from digiramverk.rules.check.values import expect, expect_not_text
from digiramverk.rules.definition import Formula, MeasureText, Policy, Ruleset
from digiramverk.rules.functions import COUNT, ROUND, ROUNDINGS, SHARE_OF
from digiramverk.rules.intervals import Range
from digiramverk.rules.names import RESERVED
from digiramverk.rules.parser import parse
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.ranges import Ranges
from digiramverk.rules.sizes import Size, Sizes, TooLargeError
from digiramverk.rules.space import ITEM, RESPONSE, CellKey
from digiramverk.rules.syntax import Syntax
from digiramverk.rules.types import Boolean, Number

MOST_LEVELS: Final = 150
"""The greatest nesting depth, through all rules that a rule builds on: recursion must fit the stack."""
MOST_WAYS: Final = 10_000
"""The greatest number of paths from a rule down to the answers.

An explanation has a branch per path, each of some thousand characters.
"""
MOST_CELLS: Final = 200_000
"""The greatest number of cells of all rules and their folds: each becomes some lines of generated code."""


def compile_rules(ruleset: Ruleset, findings: Findings) -> Plan | None:
    """Check all rules of a definition and put them in order.

    Args:
        ruleset: the formulas as written, with the items and dimensions they refer to.
        findings: collects DR301–DR352; all problems of all rules, not only the first.

    Returns:
        The plan, or None if any rule is wrong. A rule that can be computed but cannot be intended (DR346) is
        planned all the same: the caller decides whether an error stops the work.
    """
    params_fine = _check_params(ruleset, findings)
    compiler = _Compiler(ruleset, findings)
    compiler.run()
    measures = tuple(part for part in compiler.planned.values() if part is not None)
    if not params_fine or len(measures) < len(ruleset.measures):
        return None
    # Only now: a rule that is wrong may be the one that uses a parameter.
    if not ruleset.broken:
        _note_unused(ruleset, compiler.used, findings)
    _note_revealing(measures, ruleset, findings)
    used = tuple(function for function in ruleset.functions if function.name in compiler.used)
    policy = Policy(ruleset.unanswered, ruleset.not_relevant)
    plan = Plan(ruleset.space, measures, ruleset.results_per, policy, used, interval=ruleset.interval)
    Minimum(plan).note(ruleset, findings)
    return plan


def _note_revealing(measures: tuple[PlannedMeasure, ...], ruleset: Ruleset, findings: Findings) -> None:
    """Warn of totals without a minimum of their own that may reveal a part; they are withheld if so."""
    texts = {measure.name: measure for measure in ruleset.measures}
    for guarded in measures:
        if guarded.show_if is None:
            continue
        for other in measures:
            coarser = set(other.population) < set(guarded.population) and other.show_if is None
            if coarser and isinstance(other.type, Number) and reads_facts(other.node):
                text = texts[other.name]
                place = text.places.get("name")
                findings.add("DR349", place, path=text.path, name=other.name, other=guarded.name)
                return


def _note_unused(ruleset: Ruleset, used: set[str], findings: Findings) -> None:
    for kind, names in (("param", ruleset.params), ("bands", ruleset.bands), ("table", ruleset.tables)):
        for name in names:
            if name not in used:
                findings.add("DR329", ruleset.param_places.get(name), kind=Word(kind), name=name)


def _check_params(ruleset: Ruleset, findings: Findings) -> bool:
    """Whether every parameter has a name that is free and that a rule can use."""
    fine = True
    for name in ruleset.params:
        taken = name in RESERVED or name in ruleset.space.by_name or name in ruleset.space.numbers
        if taken or keyword.iskeyword(name) or not name.isidentifier():
            findings.add("DR330", ruleset.param_places.get(name), name=name)
            fine = False
    return fine


@attrs.define
class _Compiler:
    """Compiles every measure after those that it names."""

    ruleset: Ruleset
    findings: Findings
    planned: dict[str, PlannedMeasure | None] = attrs.field(factory=dict)
    used: set[str] = attrs.field(factory=set)
    _parsed: dict[str, dict[str, Syntax]] = attrs.field(factory=dict)
    _ranges: dict[str, Range] = attrs.field(factory=dict)
    _sizes: dict[str, Size] = attrs.field(factory=dict)
    _levels: dict[str, int] = attrs.field(factory=dict)
    _ways: dict[str, int] = attrs.field(factory=dict)
    _cells_so_far: int = 0

    def run(self) -> None:
        """Compile all measures; those that are wrong are None in `planned`."""
        by_name = {measure.name: measure for measure in self.ruleset.measures}
        for measure in self.ruleset.measures:
            self._parsed[measure.name] = self._parse(measure)
        named = {name: parsed.values() for name, parsed in self._parsed.items()}
        order, rings = in_order(named, frozenset(named) - RESERVED - frozenset(self.ruleset.params))
        for ring in rings:
            self._report_ring(ring, by_name[ring[0]])
        for name in order:
            self.planned[name] = self._plan(by_name[name])
        for name in dict.fromkeys(name for ring in rings for name in ring):
            # Their other mistakes are reported too, but none of them can be planned.
            self._plan(by_name[name])
            self.planned[name] = None

    def _parse(self, measure: MeasureText) -> dict[str, Syntax]:
        """The parsed formulas of a measure, without those that cannot be parsed."""
        formulas = {"value": measure.value, "show_if": measure.show_if}
        parsed = {
            key: parse(formula, self.findings) for key, formula in formulas.items() if formula is not None
        }
        return {key: expression for key, expression in parsed.items() if expression is not None}

    def _report_ring(self, ring: tuple[str, ...], first: MeasureText) -> None:
        """Report a ring at the place where its first measure names the second."""
        formulas = {"value": first.value, "show_if": first.show_if}
        for key, expression in self._parsed[first.name].items():
            formula = formulas[key]
            for reference in references(expression):
                if reference.name == ring[1] and formula is not None:
                    place = formula.place(reference.start, reference.start + len(reference.name))
                    self.findings.add("DR326", place, path=first.path, ring=Names(ring))
                    return

    def _plan(self, measure: MeasureText) -> PlannedMeasure | None:
        named = self._check_name(measure)
        grain = self._grain(measure)
        context = self._context(measure, measure.value, grain)
        value = expect_not_text(self._checked("value", context), context)
        show_if = None
        if measure.show_if is not None:
            asking = self._context(measure, measure.show_if, grain)
            show_if = expect(self._checked("show_if", asking), Boolean, asking, "show_if")
            if show_if is None:
                return None
        if value is None or not named or grain is None:
            return None
        value = self._adjusted(measure, value, context)
        if value is None:
            return None
        space = self.ruleset.space
        names = space.in_order(grain)
        per = tuple(name for name in names if not space.by_name[name].population)
        if not self._is_within_bounds(measure, (value, show_if), per, context):
            return None
        cells = self._cells(per, value, show_if)
        if not cells:
            # Without cells there is no range to check: it has no values.
            context.report("DR321", value, name=measure.name)
            return None
        ranges = Ranges(space, self._policy(measure), self._ranges.__getitem__, self.ruleset.functions)
        # First: the next check computes with such numbers itself.
        if not self._is_small(measure, value, show_if, ranges):
            return None
        check_plausible(value, context, ranges)
        self._ranges[measure.name] = ranges.of(value)
        return PlannedMeasure(
            measure.name,
            value.type,
            value,
            (RESPONSE,) if RESPONSE in names else tuple(n for n in names if space.by_name[n].population),
            per,
            cells,
            self._policy(measure),
            show_if,
            measure.format,
        )

    def _is_within_bounds(
        self,
        measure: MeasureText,
        roots: tuple[nodes.Node | None, ...],
        per: tuple[str, ...],
        context: CheckContext,
    ) -> bool:
        """Whether the nesting of a rule, its paths and its cells stay within the limits."""
        given = [root for root in roots if root is not None]
        self._levels[measure.name] = levels = max(nodes.levels(root, self._levels) for root in given)
        if levels > MOST_LEVELS:
            context.report("DR377", given[0], name=measure.name, most=MOST_LEVELS)
            return False
        self._ways[measure.name] = branches = sum(nodes.ways(root, self._ways) for root in given)
        if branches > MOST_WAYS:
            context.report("DR379", given[0], name=measure.name, count=branches, most=MOST_WAYS)
            return False
        space = self.ruleset.space
        folds = {n.framework for root in given for n in nodes.walk(root) if isinstance(n, nodes.Aggregate)}
        count = sum(space.count(names) for names in (per, *folds))
        if self._cells_so_far + count > MOST_CELLS:
            context.report("DR378", given[0], count=self._cells_so_far + count, most=MOST_CELLS)
            return False
        self._cells_so_far += count
        return True

    def _is_small(
        self, measure: MeasureText, value: nodes.Node, show_if: nodes.Node | None, ranges: Ranges
    ) -> bool:
        """Whether no number in a rule can need more digits than allowed."""
        sizes = Sizes(self.ruleset.space, self._sizes.__getitem__, ranges)
        for formula, node in ((measure.value, value), (measure.show_if, show_if)):
            try:
                size = None if node is None else sizes.of(node)
            except TooLargeError as large:
                place = None if formula is None else formula.place(large.node.start, large.node.end)
                self.findings.add(large.code, place, path=measure.path, **large.told)
                return False
            if size is not None and node is value:
                self._sizes[measure.name] = size
        return True

    def _policy(self, measure: MeasureText) -> Policy:
        own = measure.not_relevant
        not_relevant = self.ruleset.not_relevant if own is None else own.counts_as
        return Policy(measure.unanswered or self.ruleset.unanswered, not_relevant)

    def _has_level(self, measure: MeasureText) -> bool:
        """Whether every scale has the level that *not relevant* counts as."""
        level = None if measure.not_relevant is None else measure.not_relevant.counts_as
        if level is None:
            return True
        known = [{each.id for each in item.levels} for item in self.ruleset.space.items]
        if all(level in levels for levels in known):
            return True
        place = measure.places.get("not_relevant")
        names = Names(tuple(sorted(set.intersection(*known))))
        alike = self.findings.near(level, names.names)
        args = {"kind": Word("level"), "name": level, "known": names, "near": alike}
        self.findings.add("DR212", place, path=(*measure.path, "not_relevant"), **args)
        return False

    def _adjusted(self, measure: MeasureText, value: nodes.Node, context: CheckContext) -> nodes.Node | None:
        """The value with the keys next to its formula applied: enough answered, rounded."""
        own = {
            "unanswered": (measure.unanswered, reads_facts),
            "not_relevant": (measure.not_relevant, reads_whether_counted),
        }
        if not self._has_level(measure):
            return None
        idle = [key for key, (choice, reads) in own.items() if choice is not None and not reads(value)]
        if idle:
            place = measure.places.get(idle[0])
            self.findings.add("DR325", place, path=(*measure.path, idle[0]), name=measure.name, key=idle[0])
            return None
        if measure.round is not None:
            if not isinstance(value.type, Number):
                place = measure.places.get("round")
                self.findings.add("DR341", place, path=(*measure.path, "round"), name=measure.name)
                return None
            options = (measure.round, ROUNDINGS[0])
            value = nodes.Apply(value.type, value.start, value.end, ROUND.name, (value,), options)
        least = measure.min_answered
        if least is None and reads_facts(value) and ITEM not in measure.per:
            least = self.ruleset.min_answered
        if least is None:
            return value
        place = measure.places.get("min_answered")
        if ITEM in measure.per:
            self.findings.add("DR351", place, path=(*measure.path, "min_answered"), name=measure.name)
            return None
        fold = SHARE_OF.name if least.share else COUNT.name
        enough = Formula(f"{fold}(answered) >= {least.least}", place)
        expression = parse(enough, self.findings)
        condition = None if expression is None else check(expression, attrs.evolve(context, formula=enough))
        return (
            None if condition is None else nodes.Guard(value.type, value.start, value.end, value, condition)
        )

    def _cells(
        self, per: tuple[str, ...], value: nodes.Node, show_if: nodes.Node | None
    ) -> tuple[CellKey, ...]:
        """The cells for which everything that the rule names exists."""
        known = Cells(self.ruleset.space, self._grid)
        roots = [value] if show_if is None else [value, show_if]
        return tuple(
            cell
            for cell in self.ruleset.space.cells(per)
            if all(known.exists(root, dict(zip(per, cell, strict=True))) for root in roots)
        )

    def _grid(self, name: str) -> CellGrid:
        planned = self.planned[name]
        if planned is None:
            raise LookupError(name)
        return planned.grid

    def _checked(self, key: str, context: CheckContext) -> nodes.Node | None:
        expression = self._parsed[context.measure.name].get(key)
        return None if expression is None else check(expression, context)

    def _context(self, measure: MeasureText, formula: Formula, grain: Grain | None) -> CheckContext:
        return CheckContext(
            ruleset=self.ruleset,
            measure=measure,
            formula=formula,
            grain=frozenset() if grain is None else grain,
            findings=self.findings,
            signature_of=self._signature,
            used=self.used,
            grain_known=grain is not None,
        )

    def _signature(self, name: str) -> Signature | None:
        """What other rules may know of a measure; None if it is wrong itself, which has been reported."""
        planned = self.planned.get(name)
        return (
            None
            if planned is None
            else Signature(planned.type, frozenset((*planned.population, *planned.per)))
        )

    def _check_name(self, measure: MeasureText) -> bool:
        name = measure.name
        space = self.ruleset.space
        taken = name in {*RESERVED, *space.by_name, *space.numbers, *self.ruleset.params}
        if taken or keyword.iskeyword(name) or not name.isidentifier():
            self.findings.add("DR327", measure.places.get("name"), path=measure.path, name=name)
            return False
        return True

    def _grain(self, measure: MeasureText) -> Grain | None:
        """The dimensions that one value of the measure belongs to, or None if one is unknown."""
        space = self.ruleset.space
        base = self.ruleset.results_per if measure.across is None else measure.across
        fine = True
        for key, names in (("per", measure.per), ("across", measure.across or ())):
            for index, name in enumerate(names):
                known = [n for n, d in space.by_name.items() if key == "per" or d.population]
                if name not in known:
                    place = measure.places.get(f"{key}.{index}")
                    path = (*measure.path, key, index)
                    alike = self.findings.near(name, known)
                    self.findings.add(
                        "DR308", place, path=path, name=name, key=key, known=Names(tuple(known)), near=alike
                    )
                    fine = False
        return frozenset((*base, *measure.per)) if fine else None
