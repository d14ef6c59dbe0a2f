"""What rules mention: measures, params, bands and tables by name, and members of dimensions in quotes.

Renaming edits the text of a formula, so that the author's spacing survives. The positions come from the
parser of the rule language: a search for the id would also hit longer names, and members of other dimensions
with the same id.
"""

from collections.abc import Iterator

import attrs

from digiramverk.core import Findings
from digiramverk.definitions.declared_kinds import KINDS
from digiramverk.definitions.overlay.definition_tree import DefinitionNode
from digiramverk.rules import Formula, syntax
from digiramverk.rules.parser import parse


@attrs.frozen
class Mention:
    """One name in a formula.

    Attributes:
        name: what is named.
        dimension: the dimension that it is a member of; None for a name without quotes.
        start, end: the characters of the formula, quotation marks among them.
    """

    name: str
    dimension: str | None
    start: int
    end: int


def mentions(text: str) -> tuple[Mention, ...]:
    """All names in a formula, in the order of the text; none where it cannot be read."""
    tree = parse(Formula(text), Findings())
    found = () if tree is None else tuple(_mentions(tree))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _mentions(node: syntax.Syntax) -> Iterator[Mention]:
    match node:
        case syntax.Name(name=name):
            yield Mention(name, None, node.start, node.end)
        case syntax.ComparisonChain(operands=operands):
            yield from _members(operands)
        case syntax.Membership(operand=operand, options=options):
            yield from _members((operand, *options))
        case syntax.Call(name=name, keywords=keywords) if not node.is_function:
            # `name(area="x")` picks a cell of a measure, also where a function has that name.
            yield Mention(name, None, node.start, node.start + len(name))
            for keyword, value in keywords:
                yield from _member(value, keyword)
        case _:
            pass
    for part in syntax.parts(node):
        yield from _mentions(part)


def _members(operands: tuple[syntax.Syntax, ...]) -> Iterator[Mention]:
    """In `area == "x"` and `answer(indicator="L1") == "ja"` the name says what the text is a member of."""
    names = [each.name for each in operands if isinstance(each, syntax.Name | syntax.Call)]
    if len(names) == 1:
        for each in operands:
            yield from _member(each, names[0])


def _member(node: syntax.Syntax, dimension: str) -> Iterator[Mention]:
    match node:
        case syntax.TextLiteral(value=value):
            yield Mention(value, dimension, node.start, node.end)
        case syntax.NumberLiteral(value=number) if number.denominator == 1:
            # Ids of steps are often numbers, as in `step=1`.
            yield Mention(str(number), dimension, node.start, node.end)
        case _:
            pass


def looked_up(text: str) -> frozenset[tuple[str, str]]:
    """The lookups of a formula: (table, name of what it looks up)."""
    tree = parse(Formula(text), Findings())
    return frozenset() if tree is None else frozenset(_looked_up(tree))


def _looked_up(node: syntax.Syntax) -> Iterator[tuple[str, str]]:
    match node:
        case syntax.Call(
            name="lookup", arguments=(syntax.Name() | syntax.Call() as what, syntax.Name(name=table))
        ):
            yield table, what.name
        case _:
            pass
    for part in syntax.parts(node):
        yield from _looked_up(part)


def formulas(rule: DefinitionNode) -> Iterator[DefinitionNode]:
    """The formulas of a rule: its value and when to show it."""
    for key in ("value", "show_if"):
        node = rule.fields.get(key)
        if node is not None:
            yield node


def dimensions_of(kind: str, levels: tuple[str, ...]) -> frozenset[str]:
    """The dimensions whose members are ids of a kind.

    Args:
        kind: a key of `WORDS`.
        levels: the names of the levels of the area tree.
    """
    dimension = KINDS[kind].dimension
    own = () if dimension is None else (dimension,)
    return frozenset({*own, *levels} if kind == "areas" else own)


def names(mention: Mention, kind: str, name: str, levels: tuple[str, ...]) -> bool:
    """Whether a mention is of the thing with this kind and id."""
    if mention.name != name:
        return False
    if mention.dimension is None:
        return KINDS[kind].called
    return mention.dimension in dimensions_of(kind, levels)
