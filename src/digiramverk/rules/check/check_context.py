"""What a checked rule may see: signatures of measures, and the grain that an expression stands in."""

from collections.abc import Callable

import attrs

from digiramverk.core import Findings, Span, Word
from digiramverk.rules import nodes
from digiramverk.rules.definition import Formula, MeasureText, Ruleset
from digiramverk.rules.facts import FACTS
from digiramverk.rules.names import RESERVED
from digiramverk.rules.space import ITEM, RESPONSE, Space
from digiramverk.rules.syntax import Syntax
from digiramverk.rules.types import Type

Grain = frozenset[str]


@attrs.frozen
class Signature:
    """What other rules know of a measure: its type and the dimensions it is given for."""

    type: Type
    grain: Grain


@attrs.frozen
class CheckContext:
    """Where an expression stands while it is checked.

    Attributes:
        ruleset: all that was written.
        measure: the rule whose expression this is.
        formula: the expression's text, for places.
        grain: the dimensions that one value of the measure belongs to.
        findings: takes the problems.
        signature_of: asks for another measure's signature, None if that one is wrong itself.
        used: the names of params, measures, bands, tables and registered functions met so far.
        folding: whether this is the inside of an aggregator, where finer things may be named.
        grain_known: whether all dimensions of the grain exist; where not, nothing is said about grains.
    """

    ruleset: Ruleset
    measure: MeasureText
    formula: Formula
    grain: Grain
    findings: Findings
    signature_of: Callable[[str], Signature | None]
    used: set[str]
    folding: bool = False
    grain_known: bool = True

    @property
    def space(self) -> Space:
        """What the rules are about."""
        return self.ruleset.space

    def place(self, node: Syntax | nodes.Node) -> Span | None:
        """Where a node stands in the file."""
        return self.formula.place(node.start, node.end)

    def report(self, code: str, node: Syntax | nodes.Node, **args: object) -> None:
        """Note a problem with a part of the expression."""
        self.findings.add(code, self.place(node), path=self.measure.path, **args)

    def reaches(self, grain: Grain) -> bool:
        """Whether something given for `grain` has one value here."""
        return not self.grain_known or all(self.space.determines(self.grain, name) for name in grain)

    def is_measure(self, name: str) -> bool:
        """Whether a name stands for a measure. One that is taken by something else never does."""
        return name not in RESERVED and name in self.ruleset.named


def grain_of(node: nodes.Node) -> Grain:
    """The dimensions that a checked expression needs to be fixed to have one value."""
    match node:
        case nodes.Fact(name=name, item=item):
            return FACTS[name].grain if item is None else FACTS[name].grain - {ITEM}
        case nodes.TargetBound(grain=grain):
            return grain
        case nodes.FormNumber():
            return frozenset({RESPONSE})
        case nodes.MemberOf(dimension=dimension):
            return frozenset({dimension})
        case nodes.MeasureValue(grain=grain, picks=picks):
            return grain - {name for name, _ in picks}
        case _:
            return frozenset[str]().union(*(grain_of(child) for child in nodes.parts(node)))


def grain_words(space: Space, grain: Grain) -> tuple[Word, ...]:
    """A grain as words for a sentence; *the whole result* where nothing is left to name."""
    names = space.in_order(grain)
    return tuple(Word(name) for name in names) or (Word("whole_result"),)
