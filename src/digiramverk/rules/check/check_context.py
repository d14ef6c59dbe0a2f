"""What a rule may refer to while it is checked: signatures of measures, and the grain of the expression."""

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
    """What other rules know of a measure: its type and the dimensions of its values."""

    type: Type
    grain: Grain


@attrs.frozen
class CheckContext:
    """The context in which an expression is checked.

    Attributes:
        ruleset: everything that was written.
        measure: the rule that contains the expression.
        formula: the text of the expression, for places.
        grain: the dimensions that one value of the measure belongs to.
        findings: collects the problems.
        signature_of: looks up another measure's signature; None if that one is wrong itself.
        used: the names of params, measures, bands, tables and registered functions met so far.
        folding: whether the expression is inside an aggregator, where finer things may be named.
        grain_known: whether all dimensions of the grain exist; if not, nothing is reported about grains.
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
        """The items and dimensions that rules refer to."""
        return self.ruleset.space

    def place(self, node: Syntax | nodes.Node) -> Span | None:
        """The place of a node in the file."""
        return self.formula.place(node.start, node.end)

    def report(self, code: str, node: Syntax | nodes.Node, **args: object) -> None:
        """Report a problem in a part of the expression."""
        self.findings.add(code, self.place(node), path=self.measure.path, **args)

    def reaches(self, grain: Grain) -> bool:
        """Whether a value with this grain is unique here."""
        return not self.grain_known or all(self.space.determines(self.grain, name) for name in grain)

    def is_measure(self, name: str) -> bool:
        """Whether a name refers to a measure. A reserved name never does."""
        return name not in RESERVED and name in self.ruleset.named


def grain_of(node: nodes.Node) -> Grain:
    """The dimensions that have to be fixed for a checked expression to have one value."""
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
    """A grain as words for a sentence; *the whole result* for no dimensions."""
    names = space.in_order(grain)
    return tuple(Word(name) for name in names) or (Word("whole_result"),)
