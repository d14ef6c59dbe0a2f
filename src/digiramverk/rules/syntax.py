"""The untyped tree of an expression: what was written, with character positions."""

from fractions import Fraction

import attrs

from digiramverk.rules.functions import FUNCTIONS


@attrs.frozen
class Syntax:
    """Base of the nodes: the covered characters of the formula, end exclusive."""

    start: int
    end: int


@attrs.frozen
class NumberLiteral(Syntax):
    """A number as written, exact."""

    value: Fraction


@attrs.frozen
class TextLiteral(Syntax):
    """A text in quotation marks."""

    value: str


@attrs.frozen
class TruthLiteral(Syntax):
    """True or False."""

    value: bool


@attrs.frozen
class Name(Syntax):
    """A plain name."""

    name: str


@attrs.frozen
class Sign(Syntax):
    """``-x``."""

    operand: Syntax


@attrs.frozen
class Infix(Syntax):
    """``x + y`` and similar; `operator` is one of ``+ - * /``."""

    operator: str
    left: Syntax
    right: Syntax


@attrs.frozen
class ComparisonChain(Syntax):
    """``a < b <= c``: one more operand than operators."""

    operators: tuple[str, ...]
    operands: tuple[Syntax, ...]


@attrs.frozen
class Membership(Syntax):
    """``x in (a, b)``."""

    operand: Syntax
    options: tuple[Syntax, ...]


@attrs.frozen
class Junction(Syntax):
    """``a and b and c``, or the same with ``or``."""

    operator: str
    operands: tuple[Syntax, ...]


@attrs.frozen
class Inversion(Syntax):
    """``not x``."""

    operand: Syntax


@attrs.frozen
class Conditional(Syntax):
    """``then if condition else otherwise``."""

    condition: Syntax
    then: Syntax
    otherwise: Syntax


@attrs.frozen
class Call(Syntax):
    """``name(arguments, keyword=…)``."""

    name: str
    arguments: tuple[Syntax, ...]
    keywords: tuple[tuple[str, Syntax], ...]

    @property
    def is_function(self) -> bool:
        """Whether it calls a built-in function, instead of picking a cell of a measure of that name.

        A pick has keywords only, as in ``share(step=1)``, and a function always has an argument first.
        """
        return bool(self.arguments) and self.name in FUNCTIONS


def parts(node: Syntax) -> tuple[Syntax, ...]:
    """The direct parts of a node."""
    match node:
        case Sign(operand=operand) | Inversion(operand=operand):
            return (operand,)
        case Infix(left=left, right=right):
            return (left, right)
        case ComparisonChain(operands=operands) | Junction(operands=operands):
            return operands
        case Membership(operand=operand, options=options):
            return (operand, *options)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return (condition, then, otherwise)
        case Call(arguments=arguments, keywords=keywords):
            return (*arguments, *(value for _, value in keywords))
        case _:
            return ()
