"""Slips of the pen in a formula: each is one small mistake, as an edit of its text."""

import ast
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from digiramverk.model import Framework
from digiramverk.rules.functions import FOLDS, Fold

Edit = tuple[str, int, int, str]
"""The kind of mistake, the first character and the one after the last, and the replacement."""

_SWAPPED_COMPARISONS: Final = {
    ast.Gt: (">=",),
    ast.GtE: (">",),
    ast.Lt: ("<=",),
    ast.LtE: ("<",),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
}
_SWAPPED_ARITHMETIC: Final = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
NUDGE: Final = Fraction(1, 20)
"""How far to move a threshold."""


def edits(text: str, framework: Framework) -> Iterator[Edit]:
    """The possible mistakes in a formula: (kind, start, end, new text)."""
    tree = _tree(text)
    if tree is None:
        return
    offsets = _offsets(text)
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                yield from _calls(text, node, offsets, framework)
            case ast.Compare() | ast.BinOp() | ast.BoolOp() | ast.UnaryOp():
                yield from _operators(text, node, offsets)
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                start, end = _span(node, offsets)
                yield "number", start, end, _nudged(text[start:end])
            case ast.IfExp(body=body, orelse=otherwise):
                one, other = _span(body, offsets), _span(otherwise, offsets)
                first, second = text[one[0] : one[1]], text[other[0] : other[1]]
                if first != second:
                    yield "branches", one[0], other[1], second + text[one[1] : other[0]] + first
            case _:
                pass


def _tree(text: str) -> ast.Expression | None:
    """A formula as Python reads it; None for one with line breaks that only the checker allows."""
    try:
        return ast.parse(text.strip(), mode="eval")
    except SyntaxError:
        return None


def _calls(text: str, node: ast.Call, offsets: Sequence[int], framework: Framework) -> Iterator[Edit]:
    if not isinstance(node.func, ast.Name):
        return
    name = node.func.id
    start, end = _span(node, offsets)
    # Without arguments it picks a cell of a measure that may have the name of a function.
    fold = FOLDS.get(name) if node.args else None
    words = {each.name: each.words for each in fold.options} if isinstance(fold, Fold) else {}
    for other in () if fold is None else fold.mistaken_for:
        yield "function", start, *_called_otherwise(text, node, offsets, other, set(words))
    yield from _lost_keywords(text, node, offsets)
    for keyword in node.keywords:
        begin, stop = _span(keyword.value, offsets)
        for word in words.get(keyword.arg or "", ()):
            yield "option", begin, stop, f'"{word}"'
    if isinstance(fold, Fold) and fold.adds_numbers:
        yield from _dropped_items(text, end, node, offsets, framework)


def _operators(text: str, node: ast.expr, offsets: Sequence[int]) -> Iterator[Edit]:
    match node:
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            begin, stop = _span(left, offsets)[1], _span(right, offsets)[0]
            for other in _SWAPPED_COMPARISONS.get(type(operator), ()):
                yield "comparison", begin, stop, _between(text[begin:stop], other)
        case ast.BinOp(left=left, op=sign, right=right):
            begin, stop = _span(left, offsets)[1], _span(right, offsets)[0]
            other_sign = _SWAPPED_ARITHMETIC.get(type(sign))
            if other_sign is not None:
                yield "arithmetic", begin, stop, _between(text[begin:stop], other_sign)
        case ast.BoolOp(op=word, values=values):
            for one, two in pairwise(values):
                begin, stop = _span(one, offsets)[1], _span(two, offsets)[0]
                turned = "or" if isinstance(word, ast.And) else "and"
                yield "logic", begin, stop, _between(text[begin:stop], turned)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "logic", _span(node, offsets)[0], _span(operand, offsets)[0], ""
        case _:
            pass


def _between(text: str, operator: str) -> str:
    """Another operator between two operands, with the brackets around it."""
    closing = "".join(c for c in text if c == ")")
    opening = "".join(c for c in text if c == "(")
    return f"{closing} {operator} {opening}"


def _called_otherwise(
    text: str, node: ast.Call, offsets: Sequence[int], other: str, options: Collection[str]
) -> tuple[int, str]:
    """Another function called with the same, but for options that it does not have: (end, new text)."""
    end = _span(node.func, offsets)[1]
    for kind, start, stop, _ in _lost_keywords(text, node, offsets):
        if kind.removeprefix("lost_") in options:
            other, end = other + text[end:start], stop
    return end, other


def _lost_keywords(text: str, node: ast.Call, offsets: Sequence[int]) -> Iterator[Edit]:
    """The call without one of its keywords: a filter, a weight or a default lost."""
    pieces: list[ast.expr] = [*node.args, *(keyword.value for keyword in node.keywords)]
    for keyword in node.keywords:
        index = pieces.index(keyword.value)
        if index:
            begin = _span(pieces[index - 1], offsets)[1]
            stop = _span(keyword.value, offsets)[1]
            if keyword.arg and text[begin:stop].count(keyword.arg):
                comma = text.find(",", begin)
                yield f"lost_{keyword.arg}", comma, stop, ""


def _dropped_items(
    text: str, end: int, node: ast.Call, offsets: Sequence[int], framework: Framework
) -> Iterator[Edit]:
    """A fold that leaves one indicator out."""
    where = next((each.value for each in node.keywords if each.arg == "where"), None)
    close = text.rfind(")", 0, end)
    for indicator in framework.indicators:
        left_out = f'indicator != "{indicator.id}"'
        if where is None:
            yield "indicator_dropped", close, close, f", where={left_out}"
        else:
            begin, stop = _span(where, offsets)
            yield "indicator_dropped", begin, stop, f"({text[begin:stop]}) and {left_out}"


def _offsets(text: str) -> list[int]:
    """The start of each line of the stripped text in the whole text."""
    lead = len(text) - len(text.lstrip())
    found = [lead]
    for line in text.strip().splitlines(keepends=True):
        found.append(found[-1] + len(line))
    return found


def _span(node: ast.expr, offsets: Sequence[int]) -> tuple[int, int]:
    # Columns count bytes; names beyond ASCII are rare, and an edit that misses does not compile.
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or node.col_offset
    return offsets[node.lineno - 1] + node.col_offset, offsets[end_line - 1] + end_column


def _nudged(written: str) -> str:
    number = Fraction(written)
    moved = number + (1 if number.denominator == 1 and number > 1 else NUDGE)
    return str(int(moved)) if moved.denominator == 1 else str(float(moved))
