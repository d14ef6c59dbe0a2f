"""Checks of calls: aggregators fold what is finer than the measure; `known` asks for a value."""

from collections.abc import Callable
from typing import Final

import attrs

from digiramverk.core.language import Names, Word
from digiramverk.core.suggest import near
from digiramverk.rules import nodes, syntax
from digiramverk.rules.check.context import Context, Grain, grain_of, grain_words
from digiramverk.rules.check.values import expect, expect_not_text
from digiramverk.rules.names import FUNCTIONS
from digiramverk.rules.space import RESPONSE
from digiramverk.rules.types import Boolean, Member, Number, Type

Check = Callable[[syntax.Syntax, Context], nodes.Node | None]

_NUMERIC: Final = frozenset({"mean", "sum"})


def check_call(call: syntax.Call, context: Context, check: Check) -> nodes.Node | None:
    """A call of a function of the language."""
    if call.name in context.ruleset.broken:
        return None
    if call.name not in FUNCTIONS:
        measures = [measure.name for measure in context.ruleset.measures]
        alike = near(call.name, [*FUNCTIONS, *measures])
        context.report("DR307", call, name=call.name, known=Names(FUNCTIONS), near=alike)
        return None
    if not _arguments_fit(call, context):
        return None
    if call.name == "known":
        operand = expect_not_text(check(call.arguments[0], context), context)
        return None if operand is None else nodes.Known(Boolean(), call.start, call.end, operand)
    return _aggregate(call, context, check)


def _arguments_fit(call: syntax.Call, context: Context) -> bool:
    allowed = () if call.name in {"known", "highest"} else ("where",)
    names = [name for name, _ in call.keywords]
    unknown = [name for name in names if name not in allowed]
    if len(call.arguments) != 1 or unknown or len(set(names)) < len(names):
        context.report("DR322", call, name=call.name, allowed=Names(("x", *(f"{name}=" for name in allowed))))
        return False
    return True


def _aggregate(call: syntax.Call, context: Context, check: Check) -> nodes.Node | None:
    if context.folding:
        context.report("DR323", call, name=call.name)
        return None
    inside = attrs.evolve(context, folding=True)
    wanted: type[Type] = Number if call.name in _NUMERIC else Boolean
    value = expect(check(call.arguments[0], inside), wanted, context, call.name)
    condition = dict(call.keywords).get("where")
    where = None if condition is None else expect(check(condition, inside), Boolean, context, "where")
    if value is None or (condition is not None and where is None):
        return None
    fine = grain_of(value) | (frozenset[str]() if where is None else grain_of(where))
    extra = frozenset(name for name in fine if not context.space.determines(context.grain, name))
    if not extra and context.grain_known:
        wants = grain_words(context.space, context.grain)
        context.report("DR311", call, name=call.name, measure=context.measure.name, wants=wants)
        return None
    result = _result_type(call, value, extra, context)
    if result is None:
        return None
    return _folded(call, (value, where), (fine, extra), context, result)


def _folded(
    call: syntax.Call,
    parts: tuple[nodes.Node, nodes.Node | None],
    grains: tuple[Grain, Grain],
    context: Context,
    result: Type,
) -> nodes.Aggregate:
    fine, extra = grains
    by_name = context.space.by_name
    everything = fine | context.grain
    population = tuple(name for name in context.space.in_order(everything) if by_name[name].population)
    folds_population = any(by_name[name].population for name in extra)
    # A response fixes every other population dimension, so it alone is key enough.
    key = (RESPONSE,) if RESPONSE in population else population
    framework = tuple(name for name in context.space.in_order(everything) if not by_name[name].population)
    return nodes.Aggregate(result, call.start, call.end, call.name, *parts, framework, key, folds_population)


def _result_type(call: syntax.Call, value: nodes.Node, extra: Grain, context: Context) -> Type | None:
    match call.name:
        case "mean" | "sum":
            return value.type
        case "count":
            return Number("count")
        case "share_of":
            return Number("fraction")
        case "highest":
            return _ladder(call, extra, context)
        case _:
            return Boolean()


def _ladder(call: syntax.Call, extra: Grain, context: Context) -> Type | None:
    ordered = [name for name in extra if context.space.by_name[name].ordered]
    if len(extra) != 1 or not ordered:
        context.report("DR324", call, extra=tuple(Word(name) for name in context.space.in_order(extra)))
        return None
    return Member(ordered[0], ladder=True)


def reads_facts(node: nodes.Node) -> bool:
    """Whether an expression reads an answer itself, so that a choice about unanswered can act on it."""
    if isinstance(node, nodes.Fact):
        return node.name in {"points", "fraction", "answer"}
    return any(reads_facts(child) for child in nodes.parts(node))
