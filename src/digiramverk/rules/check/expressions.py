"""Checks of whole expressions: every node of the syntax becomes a typed node or a finding."""

from functools import singledispatch
from typing import Final

from digiramverk.core import Names, Word
from digiramverk.rules import nodes, syntax
from digiramverk.rules.check.calls import check_call
from digiramverk.rules.check.check_context import CheckContext
from digiramverk.rules.check.values import (
    as_member,
    check_fact,
    check_measure,
    check_name,
    expect,
    expect_not_text,
)
from digiramverk.rules.facts import FACTS
from digiramverk.rules.missing import Missing
from digiramverk.rules.names import ABSENT
from digiramverk.rules.space import ITEM
from digiramverk.rules.types import WORDS, Boolean, FreeText, Member, Number

_ORDERINGS: Final = frozenset({"<", "<=", ">", ">="})


def check(expression: syntax.Syntax, context: CheckContext) -> nodes.Node | None:
    """The typed form of an expression, or None if something in it is wrong (and has been reported)."""
    return _check(expression, context)


@singledispatch
def _check(expression: syntax.Syntax, context: CheckContext) -> nodes.Node | None:
    raise NotImplementedError(type(expression), context.formula.text)


@_check.register
def _(literal: syntax.NumberLiteral, context: CheckContext) -> nodes.Node | None:
    del context
    return nodes.Constant(Number(), literal.start, literal.end, literal.value)


@_check.register
def _(literal: syntax.TextLiteral, context: CheckContext) -> nodes.Node | None:
    del context
    return nodes.Constant(FreeText(), literal.start, literal.end, literal.value)


@_check.register
def _(literal: syntax.TruthLiteral, context: CheckContext) -> nodes.Node | None:
    del context
    return nodes.Constant(Boolean(), literal.start, literal.end, literal.value)


@_check.register
def _(name: syntax.Name, context: CheckContext) -> nodes.Node | None:
    return check_name(name, context)


@_check.register
def _(negation: syntax.Sign, context: CheckContext) -> nodes.Node | None:
    operand = expect(_check(negation.operand, context), Number, context, "-")
    return None if operand is None else nodes.Negation(operand.type, negation.start, negation.end, operand)


@_check.register
def _(written: syntax.Infix, context: CheckContext) -> nodes.Node | None:
    left = expect(_check(written.left, context), Number, context, written.operator)
    right = expect(_check(written.right, context), Number, context, written.operator)
    if left is None or right is None:
        return None
    if written.operator == "/" and isinstance(right, nodes.Constant) and right.value == 0:
        context.report("DR318", right)
        return None
    if written.operator in "+-":
        _check_units(written.operator, left, right, context)
    unit = _unit(written.operator, left.type, right.type)
    return nodes.Arithmetic(Number(unit), written.start, written.end, written.operator, left, right)


def _unit(operator: str, left: object, right: object) -> str | None:
    """The unit of a result: sums keep it, plain numbers scale it, a ratio of two equal ones is a fraction."""
    units = [side.unit for side in (left, right) if isinstance(side, Number)]
    if operator in "+-":
        return units[0] if units[0] == units[1] else units[0] or units[1]
    if operator == "/" and units[0] == units[1] and units[0] is not None:
        return "fraction"
    return units[0] if units[1] is None else units[1] if units[0] is None and operator == "*" else None


@_check.register
def _(written: syntax.ComparisonChain, context: CheckContext) -> nodes.Node | None:
    operands = [(part, _check(part, context)) for part in written.operands]
    sides = zip(written.operators, operands, operands[1:], strict=False)
    links = [_compare(operator, left, right, context) for operator, left, right in sides]
    checked = tuple(link for link in links if link is not None)
    if len(checked) < len(links):
        return None
    if len(checked) == 1:
        return checked[0]
    return nodes.Logic(Boolean(), written.start, written.end, "and", checked)


_Side = tuple[syntax.Syntax, nodes.Node | None]


def _compare(operator: str, left: _Side, right: _Side, context: CheckContext) -> nodes.Node | None:
    first, second = left[1], right[1]
    if first is None or second is None:
        return None
    # A text or whole number compared with a member is read as a member of the same dimension.
    if isinstance(first.type, Member) and isinstance(second, nodes.Constant) and second.param is None:
        second = as_member(right[0], first.type.dimension, context)
    elif isinstance(second.type, Member) and isinstance(first, nodes.Constant) and first.param is None:
        first = as_member(left[0], second.type.dimension, context)
    if first is None or second is None:
        return None
    if not _comparable(first, second):
        _report_mismatch(operator, first, second, context)
        return None
    if operator in _ORDERINGS and not _ordered(first, context):
        context.report("DR317", first, operator=operator)
        return None
    _check_units(operator, first, second, context)
    return nodes.Comparison(Boolean(), left[0].start, right[0].end, operator, first, second)


def _check_units(operator: str, first: nodes.Node, second: nodes.Node, context: CheckContext) -> None:
    """Report units that differ: shares, points and counts can be divided, but neither added nor compared."""
    units = [side.type.unit for side in (first, second) if isinstance(side.type, Number)]
    if None not in units and len(set(units)) > 1:
        both = nodes.Node(Boolean(), first.start, second.end)
        words = [Word(f"unit_{unit}") for unit in units]
        context.report("DR353", both, operator=operator, left=words[0], right=words[1])


def _comparable(first: nodes.Node, second: nodes.Node) -> bool:
    match first.type, second.type:
        case Member(dimension=one), Member(dimension=other):
            return one == other
        case (Number(), Number()) | (Boolean(), Boolean()):
            return True
        case _:
            return False


def _ordered(node: nodes.Node, context: CheckContext) -> bool:
    match node.type:
        case Number():
            return True
        case Member(dimension=dimension):
            return context.space.order_of(dimension) is not None
        case _:
            return False


def _report_mismatch(operator: str, first: nodes.Node, second: nodes.Node, context: CheckContext) -> None:
    both = nodes.Node(Boolean(), first.start, second.end)
    left, right = (Word(WORDS[type(side.type)]) for side in (first, second))
    context.report("DR312", both, operator=operator, left=left, right=right)


@_check.register
def _(written: syntax.Membership, context: CheckContext) -> nodes.Node | None:
    operand = (written.operand, _check(written.operand, context))
    options = [(option, _check(option, context)) for option in written.options]
    links = [_compare("==", operand, option, context) for option in options]
    checked = tuple(link for link in links if link is not None)
    if len(checked) < len(links):
        return None
    return (
        checked[0] if len(checked) == 1 else nodes.Logic(Boolean(), written.start, written.end, "or", checked)
    )


@_check.register
def _(logic: syntax.Junction, context: CheckContext) -> nodes.Node | None:
    operands = [expect(_check(part, context), Boolean, context, logic.operator) for part in logic.operands]
    checked = tuple(operand for operand in operands if operand is not None)
    if len(checked) < len(operands):
        return None
    return nodes.Logic(Boolean(), logic.start, logic.end, logic.operator, checked)


@_check.register
def _(negation: syntax.Inversion, context: CheckContext) -> nodes.Node | None:
    operand = expect(_check(negation.operand, context), Boolean, context, "not")
    return None if operand is None else nodes.Not(Boolean(), negation.start, negation.end, operand)


@_check.register
def _(choice: syntax.Conditional, context: CheckContext) -> nodes.Node | None:
    condition = expect(_check(choice.condition, context), Boolean, context, "if")
    branches = [_branch(part, context) for part in (choice.then, choice.otherwise)]
    given = next((branch.type for branch in branches if isinstance(branch, nodes.Node)), None)
    then, otherwise = (
        nodes.Absent(given, part.start, part.end, branch)
        if isinstance(branch, Missing) and given is not None
        else branch
        for part, branch in zip((choice.then, choice.otherwise), branches, strict=True)
    )
    if given is None and all(isinstance(branch, Missing) for branch in branches):
        context.report("DR352", choice)
    if condition is None or not isinstance(then, nodes.Node) or not isinstance(otherwise, nodes.Node):
        return None
    if not _comparable(then, otherwise):
        _report_mismatch("if … else", then, otherwise, context)
        return None
    return nodes.Choice(then.type, choice.start, choice.end, condition, then, otherwise)


def _branch(written: syntax.Syntax, context: CheckContext) -> nodes.Node | Missing | None:
    """A branch of a choice: a value, or the word for a missing one."""
    if isinstance(written, syntax.Name) and written.name in ABSENT:
        return ABSENT[written.name]
    return expect_not_text(_check(written, context), context)


@_check.register
def _(call: syntax.Call, context: CheckContext) -> nodes.Node | None:
    if context.is_measure(call.name) and not call.is_function:
        return _picked(call, context)
    if call.name in FACTS:
        return _picked_fact(call, context)
    return check_call(call, context, check)


def _picked_fact(call: syntax.Call, context: CheckContext) -> nodes.Node | None:
    """``answer(indicator="L1-01")``: a fact about one indicator, in any rule."""
    if call.arguments or [name for name, _ in call.keywords] != [ITEM] or ITEM not in FACTS[call.name].grain:
        allowed = Names((f"{ITEM}=",)) if ITEM in FACTS[call.name].grain else Names(())
        context.report("DR322", call, name=call.name, allowed=allowed)
        return None
    member = as_member(call.keywords[0][1], ITEM, context)
    return None if member is None else check_fact(call, call.name, str(member.value), context)


def _picked(call: syntax.Call, context: CheckContext) -> nodes.Node | None:
    """``share(area="ledning", step=1)``: one cell of a measure, picked by name."""
    if call.arguments:
        context.report("DR319", call, function=call.name)
        return None
    signature = context.signature_of(call.name)
    if signature is None:
        return None
    picks: list[tuple[str, str]] = []
    for dimension, literal in call.keywords:
        if dimension not in signature.grain or context.space.by_name[dimension].population:
            known = [name for name in signature.grain if not context.space.by_name[name].population]
            dimensions = Names(context.space.in_order(known))
            context.report(
                "DR320",
                literal,
                name=dimension,
                measure=call.name,
                known=dimensions,
                near=context.findings.near(dimension, known),
            )
            return None
        member = as_member(literal, dimension, context)
        if member is None:
            return None
        picks.append((dimension, str(member.value)))
    return check_measure(call, call.name, tuple(sorted(picks)), context)
