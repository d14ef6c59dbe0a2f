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
    """A number, truth value or member id. `param`: the parameter that it came from."""

    value: Value
    param: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Absent(Node):
    """No value, on purpose: a rule says that something is not relevant, or undecided."""

    kind: Missing


@attrs.frozen
class Fact(Node):
    """A built-in fact; `item` is the one item that it is asked for, where it is picked by name."""

    name: str
    item: str | None = None


@attrs.frozen
class FormNumber(Node):
    """A number that a form states."""

    name: str


@attrs.frozen
class MemberOf(Node):
    """The member of a dimension at hand."""

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

    `options`: what is fixed at load (round: digits and mode).
    """

    function: str
    arguments: tuple[Node, ...]
    options: CallOptions = ()

    @property
    def operation(self) -> Operation:
        """What it does."""
        return OPERATIONS[self.function]


@attrs.frozen
class LookUp(Node):
    """A number out of a table: `rows` are (member or number, value); what is not there gives `default`."""

    operand: Node
    rows: tuple[tuple[str | Fraction, Fraction], ...]
    default: Fraction | None


@attrs.frozen
class InBand(Node):
    """The band that a number lies in, as the member of an ordered dimension named after the bands."""

    operand: Node
    bands: Bands


@attrs.frozen
class Previous(Node):
    """The value of a measure in the round before, for the same unit and group."""

    operand: MeasureValue


@attrs.frozen
class TargetBound(Node):
    """The bound that is aimed for in this cell of a measure.

    `rows`: (members by dimension, bound); `dimensions` those that a cell of the measure has.
    """

    measure: str
    grain: frozenset[str]
    rows: tuple[tuple[tuple[tuple[str, str], ...], Fraction], ...]


@attrs.frozen
class Guard(Node):
    """`value`, but undecided where `condition` is not true: too little has been answered."""

    value: Node
    condition: Node


@attrs.frozen
class Aggregate(Node):
    """Folds `value` over all dimensions that it has beyond the measure's own.

    Attributes:
        function: a fold of the language, or one that a plugin registers.
        value: what is folded.
        where: which are folded; None for all.
        weight: what each is weighed by; None for equally.
        default: the value over nothing; None for missing.
        options: what is chosen for each of the fold's options.
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
        """What the language says of the fold; None for a plugin's, of which it knows nothing."""
        return FOLDS.get(self.function)

    @property
    def reading(self) -> SumReading | None:
        """What the fold reads out of sums; None where its result does not follow from sums."""
        return self.fold.reading if isinstance(self.fold, Fold) else None

    @property
    def weighs(self) -> bool:
        """Whether the sum of weights matters too, and not only that of the weighed values."""
        return self.weight is not None and self.reading is SumReading.QUOTIENT


def _of_aggregate(node: Any) -> tuple[Node, ...]:  # noqa: ANN401 - one of those that a table by type takes
    return tuple(part for part in (node.value, node.where, node.weight) if part is not None)


# By type and not by pattern: this is asked some ten thousand times while a framework is loaded.
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
    # No generator within a generator: that would hand each node up through all the levels above it.
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(parts(node))


def levels(node: Node, of_measures: Mapping[str, int]) -> int:
    """How many levels stand inside one another, down through the measures that are read."""
    own = of_measures.get(node.measure, 0) if isinstance(node, MeasureValue) else 0
    return 1 + max((levels(part, of_measures) for part in parts(node)), default=own)


def ways(node: Node, of_measures: Mapping[str, int]) -> int:
    """In how many ways one gets from an expression down to what reads no other measure; at least one.

    Who writes a value out with all that it was made of writes so many branches: a chain in which each rule
    names the one before twice doubles them each time.
    """
    if isinstance(node, MeasureValue):
        return of_measures.get(node.measure, 1)
    return max(1, sum(ways(part, of_measures) for part in parts(node) if _reads_measures(part)))


def _reads_measures(node: Node) -> bool:
    return any(isinstance(part, MeasureValue) for part in walk(node))
