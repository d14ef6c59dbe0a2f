"""The typed tree of a checked expression. Equal trees mean the same; positions are only for messages."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

import attrs

from digiramverk.rules.functions import (
    FOLDS,
    OPERATIONS,
    Bands,
    CallOptions,
    Fold,
    Ladder,
    Operation,
    SumReading,
)
from digiramverk.rules.missing import Missing, Value
from digiramverk.rules.types import Type


@attrs.frozen
class Node:
    """Base of the nodes: the type of the value and the covered characters of the formula."""

    type: Type
    start: int = attrs.field(eq=False, repr=False)
    end: int = attrs.field(eq=False, repr=False)


@attrs.frozen
class Constant(Node):
    """A number, truth value or member id. `param` names the parameter that it came from."""

    value: Value
    param: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Absent(Node):
    """No value, on purpose: a rule says that something is not relevant, or undecided."""

    kind: Missing


@attrs.frozen
class Fact(Node):
    """A built-in fact; `item` is the item picked by name, if any."""

    name: str
    item: str | None = None


@attrs.frozen
class FormNumber(Node):
    """A number stated by a form."""

    name: str


@attrs.frozen
class MemberOf(Node):
    """The member of a dimension that is in scope."""

    dimension: str


@attrs.frozen
class MeasureValue(Node):
    """The value of another measure; `picks` are the dimensions fixed by name."""

    measure: str
    grain: frozenset[str]
    picks: tuple[tuple[str, str], ...] = ()


@attrs.frozen
class Negation(Node):
    """``-x``."""

    operand: Node


@attrs.frozen
class Arithmetic(Node):
    """``+ - * /`` on two numbers; a division by zero is undecided."""

    operator: str
    left: Node
    right: Node


@attrs.frozen
class Comparison(Node):
    """One comparison of two values of one kind; chains are conjunctions of these."""

    operator: str
    left: Node
    right: Node


@attrs.frozen
class Logic(Node):
    """Three-valued ``and``/``or`` of two or more."""

    operator: str
    operands: tuple[Node, ...]


@attrs.frozen
class Not(Node):
    """Three-valued ``not``."""

    operand: Node


@attrs.frozen
class Choice(Node):
    """``then if condition else otherwise``; missing where the condition is."""

    condition: Node
    then: Node
    otherwise: Node


@attrs.frozen
class Known(Node):
    """Whether the operand has a value: never missing itself."""

    operand: Node


@attrs.frozen
class Apply(Node):
    """A function of single values: abs, clamp, coalesce, min, max, round.

    `options`: arguments fixed at load (round: digits and mode).
    """

    function: str
    arguments: tuple[Node, ...]
    options: CallOptions = ()

    @property
    def operation(self) -> Operation:
        """The operation that it applies."""
        return OPERATIONS[self.function]


@attrs.frozen
class LookUp(Node):
    """A number from a table: `rows` are (member or number, value); other keys give `default`."""

    operand: Node
    rows: tuple[tuple[str | Fraction, Fraction], ...]
    default: Fraction | None


@attrs.frozen
class InBand(Node):
    """The band that contains a number, as the member of an ordered dimension named after the bands."""

    operand: Node
    bands: Bands


@attrs.frozen
class Previous(Node):
    """The value of a measure in the previous round, for the same unit and group."""

    operand: MeasureValue


@attrs.frozen
class TargetBound(Node):
    """The bound that a target sets for this cell of a measure.

    `rows`: (members by dimension, bound); `grain`: the dimensions of the measure's cells.
    """

    measure: str
    grain: frozenset[str]
    rows: tuple[tuple[tuple[tuple[str, str], ...], Fraction], ...]


@attrs.frozen
class Guard(Node):
    """`value`, but undecided where `condition` is not true: too few items have been answered."""

    value: Node
    condition: Node


@attrs.frozen
class Aggregate(Node):
    """Folds `value` over all its dimensions that the measure does not have.

    Attributes:
        function: a built-in fold, or one that a plugin registers.
        value: the value to fold.
        where: which elements to fold; None for all.
        weight: the weight of each; None for equal weights.
        default: the value over nothing; None for missing.
        options: the choice for each of the fold's options.
        framework: the framework dimensions of value, where and measure together.
        population: the population dimensions, likewise.
        folds_population: whether several population members are folded into one.
    """

    function: str
    value: Node
    where: Node | None
    weight: Node | None
    default: Fraction | None
    options: CallOptions = attrs.field(metadata={"later": True})
    framework: tuple[str, ...]
    population: tuple[str, ...]
    folds_population: bool

    @property
    def fold(self) -> Fold | Ladder | None:
        """The built-in fold; None for a plugin's, about which the language knows nothing."""
        return FOLDS.get(self.function)

    @property
    def reading(self) -> SumReading | None:
        """How the fold reads sums; None if its result does not follow from sums."""
        return self.fold.reading if isinstance(self.fold, Fold) else None

    @property
    def weighs(self) -> bool:
        """Whether the sum of weights matters, and not only that of the weighted values."""
        return self.weight is not None and self.reading is SumReading.QUOTIENT


def _of_aggregate(node: Any) -> tuple[Node, ...]:  # noqa: ANN401 - one of those that a table by type takes
    return tuple(part for part in (node.value, node.where, node.weight) if part is not None)


# By type and not by pattern: loading a framework asks this some ten thousand times.
_PARTS: Final[Mapping[type, Callable[[Any], tuple[Node, ...]]]] = {
    **dict.fromkeys((Negation, Not, Known, LookUp, InBand, Previous), lambda node: (node.operand,)),
    **dict.fromkeys((Arithmetic, Comparison), lambda node: (node.left, node.right)),
    Logic: lambda node: node.operands,
    Choice: lambda node: (node.condition, node.then, node.otherwise),
    Aggregate: _of_aggregate,
    Apply: lambda node: node.arguments,
    Guard: lambda node: (node.value, node.condition),
}


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    found = _PARTS.get(type(node))
    return () if found is None else found(node)


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it, each before its parts."""
    # No nested generators: these would hand each node up through all the levels above it.
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(parts(node))


def levels(node: Node, of_measures: Mapping[str, int]) -> int:
    """The nesting depth, through the measures that are read."""
    own = of_measures.get(node.measure, 0) if isinstance(node, MeasureValue) else 0
    return 1 + max((levels(part, of_measures) for part in parts(node)), default=own)


def ways(node: Node, of_measures: Mapping[str, int]) -> int:
    """The number of paths from an expression down to what reads no other measure; at least one.

    An explanation that expands every value has a branch per path: a chain in which each rule names the one
    before twice doubles them each time.
    """
    if isinstance(node, MeasureValue):
        return of_measures.get(node.measure, 1)
    return max(1, sum(ways(part, of_measures) for part in parts(node) if _reads_measures(part)))


def _reads_measures(node: Node) -> bool:
    return any(isinstance(part, MeasureValue) for part in walk(node))
