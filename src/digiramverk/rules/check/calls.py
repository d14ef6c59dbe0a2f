"""Checks of calls: which function is called, and with which arguments."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, assert_never

from digiramverk.core import Names, Word
from digiramverk.rules import nodes, syntax
from digiramverk.rules.check.check_context import CheckContext
from digiramverk.rules.check.folds import Check, check_fold, constant
from digiramverk.rules.check.values import as_member, check_measure, expect, expect_not_text
from digiramverk.rules.functions import FOLDS, FUNCTIONS, OPERATIONS, ROUNDINGS, Accepts, Construct, Operation
from digiramverk.rules.slips import CONDITIONS
from digiramverk.rules.types import WORDS, Boolean, Member, Number

_LEAST_DIGITS: Final = -3
_MOST_DIGITS: Final = 12
_CONSTRUCTS: Final[Mapping[str, Construct]] = {each.value: each for each in Construct}


def check_call(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    """Check a call of a built-in function, or of one that a plugin registers."""
    if call.name in context.ruleset.broken:
        return None
    registered = tuple(function.name for function in context.ruleset.functions)
    operation = OPERATIONS.get(call.name)
    # `min` and `max` fold one argument and choose among several, as in a spreadsheet.
    several = operation is not None and len(call.arguments) > 1
    if (call.name in FOLDS or call.name in registered) and not several:
        return check_fold(call, context, check)
    if operation is not None:
        return _operation(operation, call, context, check)
    if call.name in _CONSTRUCTS:
        return _construct(_CONSTRUCTS[call.name], call, context, check)
    if call.name.casefold() in CONDITIONS:
        context.report("DR357", call)
        return None
    known = Names((*FUNCTIONS, *registered))
    alike = context.findings.near(call.name, context.ruleset.callable)
    context.report("DR307", call, name=call.name, known=known, near=alike)
    return None


def _fits(call: syntax.Call, context: CheckContext, arguments: tuple[int, int], *keywords: str) -> bool:
    """Whether a call has an allowed number of arguments, and only these keywords."""
    least, most = arguments
    if least <= len(call.arguments) <= most and all(name in keywords for name, _ in call.keywords):
        return True
    shown = ["x", "y", "z"][:least] if least == most else ["x", "y", "…"]
    context.report("DR322", call, name=call.name, allowed=Names((*shown, *(f"{name}=" for name in keywords))))
    return False


def _operation(
    operation: Operation, call: syntax.Call, context: CheckContext, check: Check
) -> nodes.Node | None:
    match operation.accepts:
        case Accepts.NUMBERS:
            return _numbers(operation, call, context, check)
        case Accepts.ALIKE:
            return _alike(operation, call, context, check)
        case Accepts.ROUNDING:
            return _round(operation, call, context, check)
        case _:
            assert_never(operation.accepts)


def _construct(
    construct: Construct, call: syntax.Call, context: CheckContext, check: Check
) -> nodes.Node | None:
    match construct:
        case Construct.KNOWN:
            return _known(call, context, check)
        case Construct.LOOKUP:
            return _lookup(call, context, check)
        case Construct.BAND:
            return _band(call, context, check)
        case Construct.PREVIOUS:
            return _previous(call, context, check)
        case Construct.TARGET:
            return _target(call, context)
        case _:
            assert_never(construct)


def _known(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    if not _fits(call, context, (1, 1)):
        return None
    operand = expect_not_text(check(call.arguments[0], context), context)
    return None if operand is None else nodes.Known(Boolean(), call.start, call.end, operand)


def _numbers(
    operation: Operation, call: syntax.Call, context: CheckContext, check: Check
) -> nodes.Node | None:
    """abs(x), clamp(x, low, high), min(x, y, …), max(x, y, …)."""
    if not _fits(call, context, (operation.least, operation.most)):
        return None
    given = [expect(check(argument, context), Number, context, call.name) for argument in call.arguments]
    arguments = tuple(argument for argument in given if argument is not None)
    if len(arguments) < len(given):
        return None
    return nodes.Apply(arguments[0].type, call.start, call.end, call.name, arguments)


def _alike(operation: Operation, call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    """coalesce(x, y, …)."""
    if not _fits(call, context, (operation.least, operation.most)):
        return None
    given = [expect_not_text(check(argument, context), context) for argument in call.arguments]
    arguments = tuple(argument for argument in given if argument is not None)
    if len(arguments) < len(given):
        return None
    first = arguments[0]
    for other in arguments[1:]:
        alike = type(other.type) is type(first.type)
        if not alike or (isinstance(first.type, Member) and first.type != other.type):
            both = nodes.Node(Boolean(), first.start, other.end)
            words = [Word(WORDS[type(side.type)]) for side in (first, other)]
            context.report("DR312", both, operator=call.name, left=words[0], right=words[1])
            return None
    return nodes.Apply(first.type, call.start, call.end, call.name, arguments)


def _round(operation: Operation, call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    """round(x), round(x, digits), round(x, digits, way)."""
    if not _fits(call, context, (operation.least, operation.most)):
        return None
    operand = expect(check(call.arguments[0], context), Number, context, call.name)
    digits = call.arguments[1] if len(call.arguments) > 1 else syntax.NumberLiteral(0, 0, Fraction(0))
    mode = call.arguments[2] if len(call.arguments) > 2 else syntax.TextLiteral(0, 0, ROUNDINGS[0])  # noqa: PLR2004 - the third
    number = _literal(digits)
    if number is None or number.denominator != 1 or not _LEAST_DIGITS <= number <= _MOST_DIGITS:
        context.report("DR333", digits, least=_LEAST_DIGITS, most=_MOST_DIGITS)
        return None
    if not isinstance(mode, syntax.TextLiteral) or mode.value not in ROUNDINGS:
        alike = context.findings.near(getattr(mode, "value", getattr(mode, "name", "")), ROUNDINGS)
        context.report("DR334", mode, name=call.name, known=Names(ROUNDINGS), near=alike)
        return None
    if operand is None:
        return None
    options = (int(number), mode.value)
    return nodes.Apply(operand.type, call.start, call.end, call.name, (operand,), options)


def _literal(written: syntax.Syntax) -> Fraction | None:
    """The number in a literal, with or without a minus sign."""
    if isinstance(written, syntax.Sign) and isinstance(written.operand, syntax.NumberLiteral):
        return -written.operand.value
    return written.value if isinstance(written, syntax.NumberLiteral) else None


def _named(call: syntax.Call, context: CheckContext, known: Mapping[str, object], code: str) -> str | None:
    """The second argument: the name of bands or of a table, in quotes or not."""
    written = call.arguments[1]
    name = written.value if isinstance(written, syntax.TextLiteral) else getattr(written, "name", None)
    if name in context.ruleset.broken:
        return None
    if isinstance(name, str) and name in known:
        return name
    alike = context.findings.near(str(name), known)
    context.report(code, written, name=str(name), known=Names.first(known), near=alike)
    return None


def _band(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    if not _fits(call, context, (2, 2)):
        return None
    operand = expect(check(call.arguments[0], context), Number, context, call.name)
    name = _named(call, context, context.ruleset.bands, "DR335")
    if operand is None or name is None:
        return None
    context.used.add(name)
    return nodes.InBand(Member(name), call.start, call.end, operand, context.ruleset.bands[name])


def _lookup(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    if not _fits(call, context, (2, 2), "default"):
        return None
    operand = expect_not_text(check(call.arguments[0], context), context)
    name = _named(call, context, context.ruleset.tables, "DR336")
    if operand is None or name is None:
        return None
    context.used.add(name)
    written = dict(call.keywords).get("default")
    default = constant(written, "default", context, check)
    if written is not None and default is None:
        return None
    rows = _rows(call, name, operand, context)
    if rows is None:
        return None
    return nodes.LookUp(Number(), call.start, call.end, operand, rows, default)


def _rows(
    call: syntax.Call, name: str, operand: nodes.Node, context: CheckContext
) -> tuple[tuple[str | Fraction, Fraction], ...] | None:
    """The rows of a table, keyed as the operand needs: by member or by number."""
    rows: list[tuple[str | Fraction, Fraction]] = []
    for key, value in context.ruleset.tables[name].items():
        if isinstance(operand.type, Member):
            literal = syntax.TextLiteral(call.arguments[1].start, call.arguments[1].end, key)
            if as_member(literal, operand.type.dimension, context) is None:
                return None
            rows.append((key, value))
        else:
            number = _number(key)
            if number is None or isinstance(operand.type, Boolean):
                context.report("DR337", call.arguments[1], name=name, key=key)
                return None
            rows.append((number, value))
    return tuple(rows)


def _number(key: str) -> Fraction | None:
    plain = key.removeprefix("-")
    fits = plain.isascii() and plain.replace(".", "", 1).isdecimal() and not plain.startswith(".")
    return Fraction(key) if fits and not plain.endswith(".") else None


def _previous(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    if not _fits(call, context, (1, 1)):
        return None
    operand = check(call.arguments[0], context)
    if operand is None:
        return None
    if not isinstance(operand, nodes.MeasureValue) or not context.space.determines(operand.grain, "round"):
        context.report("DR339", call)
        return None
    return nodes.Previous(operand.type, call.start, call.end, operand)


def _target(call: syntax.Call, context: CheckContext) -> nodes.Node | None:
    named = call.arguments[0] if len(call.arguments) == 1 and not call.keywords else None
    if not isinstance(named, syntax.Name):
        context.report("DR322", call, name=call.name, allowed=Names.of("measure"))
        return None
    measure = check_measure(named, named.name, (), context) if context.is_measure(named.name) else None
    if not isinstance(measure, nodes.MeasureValue):
        if not context.is_measure(named.name):
            context.report("DR340", named, name=named.name)
        return None
    aims = tuple(aim for aim in context.ruleset.aims if aim.measure == named.name)
    if not aims:
        context.report("DR350", call, name=named.name)
    rows = tuple((tuple(sorted(aim.members.items())), aim.bound) for aim in aims)
    return nodes.TargetBound(measure.type, call.start, call.end, named.name, measure.grain, rows)
