"""The typed tree of a checked expression. Equal trees mean the same; positions are only for messages."""

from fractions import Fraction

import attrs

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

    value: Fraction | bool | str
    param: str | None = attrs.field(default=None, eq=False)


@attrs.frozen
class Fact(Node):
    """A built-in fact."""

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
class Aggregate(Node):
    """Folds `value` over all dimensions that it has beyond the measure's own.

    Attributes:
        function: mean, sum, count, share_of, all, any or highest.
        value: what is folded.
        where: which are folded; None for all.
        framework: the framework dimensions of value, where and measure together.
        population: the population dimensions, likewise.
        folds_population: whether several population members are folded into one.
    """

    function: str
    value: Node
    where: Node | None
    framework: tuple[str, ...]
    population: tuple[str, ...]
    folds_population: bool


def parts(node: Node) -> tuple[Node, ...]:
    """The direct parts of a node."""
    match node:
        case Negation(operand=operand) | Not(operand=operand) | Known(operand=operand):
            return (operand,)
        case Arithmetic(left=left, right=right) | Comparison(left=left, right=right):
            return (left, right)
        case Logic(operands=operands):
            return operands
        case Choice(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Aggregate(value=value, where=where):
            return (value,) if where is None else (value, where)
        case _:
            return ()
