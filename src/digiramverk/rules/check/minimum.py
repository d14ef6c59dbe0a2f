"""Whether `show_if` counts the answers that its value is computed from, or something else."""

from collections.abc import Iterator, Mapping

import attrs

from digiramverk.core import Findings
from digiramverk.rules import nodes
from digiramverk.rules.definition import Ruleset
from digiramverk.rules.disclosure import Secrets
from digiramverk.rules.functions import SumReading
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.reach import Reach
from digiramverk.rules.space import RESPONSE

_OF_ANSWERS = frozenset({"answered", "points", "fraction", "answer"})


@attrs.frozen
class _Count:
    """A count in a condition: the fold, its measure, and the framework members in scope."""

    fold: nodes.Aggregate
    owner: PlannedMeasure
    context: Mapping[str, str]


@attrs.frozen
class Minimum:
    """Checks what conditions count.

    Attributes:
        plan: all measures.
    """

    plan: Plan

    def note(self, ruleset: Ruleset, findings: Findings) -> None:
        """Warn of every measure whose `show_if` counts something else (DR365)."""
        reach, secrets = Reach(self.plan), Secrets(self.plan)
        texts = {measure.name: measure for measure in ruleset.measures}
        for measure in self.plan.measures:
            if measure.show_if is None or measure.population == (RESPONSE,):
                continue
            if self._is_amiss(measure, measure.show_if, reach, secrets):
                text = texts[measure.name]
                place = None if text.show_if is None else text.show_if.span
                args = {"name": measure.name, "count": _remedy(measure)}
                findings.add("DR365", place, path=(*text.path, "show_if"), **args)

    def _is_amiss(
        self, measure: PlannedMeasure, condition: nodes.Node, reach: Reach, secrets: Secrets
    ) -> bool:
        """Whether the condition has counts, but in some cell none of the answers of that cell."""
        for cell in measure.cells:
            items = secrets.items(measure.name, cell)
            context = dict(zip(measure.per, cell, strict=True))
            counts = list(self._counts(condition, context, measure))
            if items and counts and not any(self._fits(each, measure, items, reach) for each in counts):
                return True
        return False

    def _counts(
        self, node: nodes.Node, context: Mapping[str, str], owner: PlannedMeasure
    ) -> Iterator[_Count]:
        match node:
            case nodes.MeasureValue():
                other = self.plan.measure(node.measure)
                if other.population != (RESPONSE,):
                    cell = self.plan.cells.cell_of(node, context)
                    yield from self._counts(other.node, dict(zip(other.per, cell, strict=True)), other)
            case nodes.Aggregate(reading=SumReading.COUNT):
                yield _Count(node, owner, context)
            case nodes.Aggregate():
                for fine in self.plan.cells.folded(node, context):
                    for part in nodes.parts(node):
                        yield from self._counts(part, {**context, **fine}, owner)
            case _:
                for part in nodes.parts(node):
                    yield from self._counts(part, context, owner)

    def _fits(self, count: _Count, measure: PlannedMeasure, items: frozenset[str], reach: Reach) -> bool:
        """Whether the value rests on at least as many answers as are counted."""
        space = self.plan.space
        if not all(space.determines(count.owner.population, name) for name in measure.population):
            # It counts more forms than these.
            return False
        facts: set[str] = set()
        for piece in nodes.walk(count.fold.value):
            if isinstance(piece, nodes.Fact):
                facts.add(piece.name)
            elif isinstance(piece, nodes.MeasureValue):
                facts |= reach.facts(piece.measure)
        counted = reach.read(count.fold, count.context)
        return bool(facts & _OF_ANSWERS) and bool(counted) and counted <= items


def _remedy(measure: PlannedMeasure) -> str:
    for part in nodes.walk(measure.node):
        if isinstance(part, nodes.Aggregate) and part.folds_population:
            if isinstance(part.value, nodes.MeasureValue):
                return f"count(known({part.value.measure}))"
            break
    return "count(answered)"
