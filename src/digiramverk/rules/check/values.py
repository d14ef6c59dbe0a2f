"""Checks of single values: names, members and the types that operators require."""

from digiramverk.core import Names, Word, clean
from digiramverk.rules import nodes, syntax
from digiramverk.rules.check.check_context import CheckContext, grain_words
from digiramverk.rules.facts import FACTS
from digiramverk.rules.functions import FOLDS, Fold
from digiramverk.rules.space import ITEM, LEVEL, RESPONSE
from digiramverk.rules.types import WORDS, Boolean, FreeText, Member, Number, Type


def check_name(name: syntax.Name, context: CheckContext) -> nodes.Node | None:
    """A plain name: a parameter, a fact, a measure or a dimension, in that order."""
    extent = name.start, name.end
    params = context.ruleset.params
    # It has been reported where it is defined; one mistake gives one message.
    if name.name in context.ruleset.broken:
        return None
    if name.name in params:
        context.used.add(name.name)
        return nodes.Constant(Number(), *extent, params[name.name], name.name)
    fact = FACTS.get(name.name)
    if fact is not None:
        return check_fact(name, name.name, None, context)
    if context.is_measure(name.name):
        return check_measure(name, name.name, (), context)
    if name.name in context.space.by_name:
        if not context.folding and not context.reaches(frozenset({name.name})):
            report_grain("DR309", name, name.name, frozenset({name.name}), context)
            return None
        return nodes.MemberOf(Member(name.name), *extent, name.name)
    if name.name in context.space.numbers:
        return _check_number(name, context)
    _report_unknown(name, context)
    return None


def _check_number(name: syntax.Name, context: CheckContext) -> nodes.Node | None:
    """A number stated by forms."""
    grain = frozenset({RESPONSE})
    if not context.folding and not context.reaches(grain):
        report_grain("DR309", name, name.name, grain, context)
        return None
    return nodes.FormNumber(Number("count"), name.start, name.end, name.name)


def check_fact(where: syntax.Syntax, name: str, item: str | None, context: CheckContext) -> nodes.Node | None:
    """A built-in fact, of the item in scope or of one picked by name."""
    fact = FACTS[name]
    grain = fact.grain if item is None else fact.grain - {ITEM}
    if not context.folding and not context.reaches(grain):
        report_grain("DR309", where, name, grain, context)
        return None
    return nodes.Fact(fact.type, where.start, where.end, name, item)


def check_measure(
    where: syntax.Syntax, name: str, picks: tuple[tuple[str, str], ...], context: CheckContext
) -> nodes.Node | None:
    """The value of another measure, in the dimensions fixed by `picks`."""
    signature = context.signature_of(name)
    if signature is None:
        return None
    context.used.add(name)
    rest = signature.grain - {dimension for dimension, _ in picks}
    if not context.folding and not context.reaches(rest):
        report_grain("DR310", where, name, signature.grain, context)
        return None
    return nodes.MeasureValue(signature.type, where.start, where.end, name, signature.grain, picks)


def report_grain(
    code: str, where: syntax.Syntax, name: str, grain: frozenset[str], context: CheckContext
) -> None:
    """Report that something is finer than the measure, and in which dimensions."""
    missing = frozenset(part for part in grain if not context.space.determines(context.grain, part))
    context.report(
        code,
        where,
        name=name,
        measure=context.measure.name,
        has=grain_words(context.space, grain),
        wants=grain_words(context.space, context.grain),
        missing=grain_words(context.space, missing),
    )


def _report_unknown(name: syntax.Name, context: CheckContext) -> None:
    known, own = context.ruleset.readable, context.measure.name
    alike = context.findings.near(name.name, known, but=own)
    context.report(
        "DR306",
        name,
        name=name.name,
        known=Names.first(each for each in known if each != own),
        near=alike,
        replacement=alike[0] if alike else None,
    )


def members_of(dimension: str, context: CheckContext) -> tuple[str, ...] | None:
    """The declared members of a dimension, a level or a set of bands; None if any may occur."""
    if dimension in context.space.orders:
        return context.space.orders[dimension]
    if dimension == LEVEL:
        return tuple(dict.fromkeys(level.id for item in context.space.items for level in item.levels))
    return context.space.by_name[dimension].members


def as_member(literal: syntax.Syntax, dimension: str, context: CheckContext) -> nodes.Constant | None:
    """A text or whole number written in a rule, read as a member of a dimension."""
    match literal:
        case syntax.TextLiteral(value=value):
            member = value
        case syntax.NumberLiteral(value=number) if number.denominator == 1:
            member = str(number)
        case _:
            context.report("DR328", literal, dimension=Word(dimension))
            return None
    known = members_of(dimension, context)
    if known is None:
        # Answers have clean names.
        member = clean(member)
    elif member not in known:
        context.report(
            "DR314",
            literal,
            value=member,
            dimension=Word(dimension),
            known=Names(known),
            near=context.findings.near(member, known),
        )
        return None
    return nodes.Constant(Member(dimension), literal.start, literal.end, member)


def expect(
    node: nodes.Node | None, wanted: type[Type], context: CheckContext, role: str
) -> nodes.Node | None:
    """`node` if it has the wanted type, else a finding that names the operator or function `role`."""
    if node is None or isinstance(node.type, wanted):
        return node
    code = "DR313"
    fold = FOLDS.get(role)
    if isinstance(node.type, Boolean) and wanted is Number and isinstance(fold, Fold) and fold.adds_numbers:
        code = "DR316"
    context.report(code, node, role=role, wanted=Word(WORDS[wanted]), found=Word(WORDS[type(node.type)]))
    return None


def expect_not_text(node: nodes.Node | None, context: CheckContext) -> nodes.Node | None:
    """`node` unless it is a text that belongs to no dimension."""
    if node is not None and isinstance(node.type, FreeText):
        context.report("DR315", node, text=str(getattr(node, "value", "")))
        return None
    return node
