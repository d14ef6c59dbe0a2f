"""Checks of folds: everything finer than the measure is folded at once."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final, assert_never

import attrs

from digiramverk.core import Names, Word
from digiramverk.rules import nodes, syntax
from digiramverk.rules.check.check_context import CheckContext, Grain, grain_of, grain_words
from digiramverk.rules.check.values import expect
from digiramverk.rules.functions import FOLDS, CallOptions, Fold, Ladder, Option
from digiramverk.rules.space import RESPONSE
from digiramverk.rules.types import Boolean, Member, Number, Type

Check = Callable[[syntax.Syntax, CheckContext], nodes.Node | None]

_ANSWER_FACTS: Final = frozenset({"points", "fraction", "answer"})
_COUNTING_FACTS: Final = _ANSWER_FACTS | {"answered", "relevant", "declined"}


def check_fold(call: syntax.Call, context: CheckContext, check: Check) -> nodes.Node | None:
    """Check a call of a built-in fold, or of a plugin's."""
    if context.folding:
        context.report("DR323", call, name=call.name)
        return None
    if not _arguments_fit(call, context):
        return None
    inside = attrs.evolve(context, folding=True)
    value = expect(check(call.arguments[0], inside), _taken(FOLDS.get(call.name)), context, call.name)
    keywords = dict(call.keywords)
    where = _keyword(keywords.get("where"), Boolean, "where", inside, check)
    weight = _keyword(keywords.get("weight"), Number, "weight", inside, check)
    default = constant(keywords.get("default"), "default", inside, check)
    asked = {"where": where, "weight": weight, "default": default}
    options = _chosen(call, context)
    if value is None or options is None or any(asked[key] is None for key in keywords if key in asked):
        return None
    fine = grain_of(value).union(*(grain_of(part) for part in (where, weight) if part is not None))
    extra = frozenset(name for name in fine if not context.space.determines(context.grain, name))
    if not extra and context.grain_known:
        wants = grain_words(context.space, context.grain)
        context.report("DR311", call, name=call.name, measure=context.measure.name, wants=wants)
        return None
    result = _result_type(call, value, extra, context)
    return (
        None
        if result is None
        else _folded(call, (value, where, weight, default, options), (fine, extra), context, result)
    )


def _taken(fold: Fold | Ladder | None) -> type[Type]:
    """The type that a fold takes; a plugin's fold takes numbers."""
    match fold:
        case Fold():
            return fold.takes
        case Ladder():
            return Boolean
        case None:
            return Number
        case _:
            assert_never(fold)


def _keywords(fold: Fold | Ladder | None) -> list[str]:
    """The keywords that a fold takes; a plugin's fold takes only a condition."""
    match fold:
        case Fold():
            asked = {"where": True, "weight": fold.takes_weight, "default": fold.takes_default}
            return [key for key, takes in asked.items() if takes]
        case Ladder():
            return []
        case None:
            return ["where"]
        case _:
            assert_never(fold)


def _options(call: syntax.Call) -> tuple[Option, ...]:
    fold = FOLDS.get(call.name)
    return fold.options if isinstance(fold, Fold) else ()


def _chosen(call: syntax.Call, context: CheckContext) -> CallOptions | None:
    """The word for each option of the fold; None with a finding where one is unknown."""
    keywords = dict(call.keywords)
    found: list[str] = []
    for option in _options(call):
        written = keywords[option.name]
        word = written.value if isinstance(written, syntax.TextLiteral) else getattr(written, "name", "")
        if not isinstance(written, syntax.TextLiteral) or word not in option.words:
            alike = context.findings.near(word, option.words)
            context.report("DR334", written, name=call.name, known=Names(option.words), near=alike)
            return None
        found.append(word)
    return tuple(found)


def _keyword(
    written: syntax.Syntax | None, wanted: type[Type], key: str, context: CheckContext, check: Check
) -> nodes.Node | None:
    return None if written is None else expect(check(written, context), wanted, context, key)


def constant(written: syntax.Syntax | None, key: str, context: CheckContext, check: Check) -> Fraction | None:
    """The number given to a keyword, which must be known at load; None, with a finding, if it is not."""
    if written is None:
        return None
    match check(written, context):
        case nodes.Constant(value=Fraction() as value):
            return value
        case nodes.Negation(operand=nodes.Constant(value=Fraction() as value)):
            return -value
        case None:
            return None
        case _:
            context.report("DR338", written, key=key)
            return None


def _arguments_fit(call: syntax.Call, context: CheckContext) -> bool:
    allowed, options = _keywords(FOLDS.get(call.name)), _options(call)
    given, wanted = {name for name, _ in call.keywords}, {option.name for option in options}
    if len(call.arguments) == 1 and wanted <= given <= wanted.union(allowed):
        return True
    choices = [f'{option.name}="{word}"' for option in options for word in option.words]
    missing = next((f"{option.name}=" for option in options if option.name not in given), None)
    if missing is not None:
        known = Names.of(*(each for each in choices if each.startswith(missing)))
        context.report("DR366", call, name=call.name, option=missing, known=known)
        return False
    shown = Names(("x", *choices, *(f"{name}=" for name in allowed)))
    context.report("DR322", call, name=call.name, allowed=shown)
    return False


def _folded(
    call: syntax.Call,
    parts: tuple[nodes.Node, nodes.Node | None, nodes.Node | None, Fraction | None, CallOptions],
    grains: tuple[Grain, Grain],
    context: CheckContext,
    result: Type,
) -> nodes.Aggregate:
    fine, extra = grains
    by_name = context.space.by_name
    everything = fine | context.grain
    population = tuple(name for name in context.space.in_order(everything) if by_name[name].population)
    folds_population = any(by_name[name].population for name in extra)
    # A response fixes every other population dimension, so it is a sufficient key.
    key = (RESPONSE,) if RESPONSE in population else population
    framework = tuple(name for name in context.space.in_order(everything) if not by_name[name].population)
    return nodes.Aggregate(result, call.start, call.end, call.name, *parts, framework, key, folds_population)


def _result_type(call: syntax.Call, value: nodes.Node, extra: Grain, context: CheckContext) -> Type | None:
    fold = FOLDS.get(call.name)
    match fold:
        case Fold():
            return value.type if fold.gives is None else fold.gives
        case Ladder():
            return _ladder(call, extra, context)
        case None:
            registered = {function.name: function for function in context.ruleset.functions}
            context.used.add(call.name)
            return Number(registered[call.name].unit)
        case _:
            assert_never(fold)


def _ladder(call: syntax.Call, extra: Grain, context: CheckContext) -> Type | None:
    ordered = [name for name in extra if context.space.by_name[name].ordered]
    if len(extra) != 1 or not ordered:
        context.report(
            "DR324", call, name=call.name, extra=tuple(Word(name) for name in context.space.in_order(extra))
        )
        return None
    return Member(ordered[0], ladder=True)


def reads_facts(node: nodes.Node) -> bool:
    """Whether an expression reads an answer, so that a policy about unanswered items can affect it."""
    return _reads(node, _ANSWER_FACTS)


def reads_whether_counted(node: nodes.Node) -> bool:
    """Whether an expression reads an answer or whether it counts; a policy on *not relevant* decides that."""
    return _reads(node, _COUNTING_FACTS)


def _reads(node: nodes.Node, names: frozenset[str]) -> bool:
    if isinstance(node, nodes.Fact):
        return node.name in names
    return any(_reads(child, names) for child in nodes.parts(node))
