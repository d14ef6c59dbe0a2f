"""Text to syntax: Python's own expression parser, then a short list of what a rule may contain."""

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NoReturn

import attrs

from digiramverk.core import Findings
from digiramverk.rules import syntax
from digiramverk.rules.definition import Formula
from digiramverk.rules.slips import slip

MOST_CHARACTERS: Final = 2_000
MOST_DEPTH: Final = 40

_NUMBER: Final = re.compile(r"[0-9]{1,30}(\.[0-9]{1,30})?")
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.,])([0-9]+),([0-9]+)(?![\w.,])")
_SINGLE_EQUALS: Final = re.compile(r"(?<![=<>!:])=(?!=)")
_OPERATORS: Final[Mapping[type[ast.AST], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.And: "and",
    ast.Or: "or",
}


def parse(formula: Formula, findings: Findings) -> syntax.Syntax | None:
    """Parse one expression.

    Args:
        formula: at most 2 000 characters, nested at most 40 deep.
        findings: collects DR301–DR305, DR331, DR332 and DR355–DR359.

    Returns:
        The tree, or None if the text is not an expression of the language.
    """
    too_long = len(formula.text) > MOST_CHARACTERS
    # YAML may fold a formula over several lines; character for character, positions stay valid.
    text = "" if too_long else re.sub(r"\s", " ", formula.text)
    # Before Python parses it, whose stack deep brackets would exhaust.
    if too_long or _nesting(text) > MOST_DEPTH:
        findings.add("DR303", formula.span, most=MOST_CHARACTERS, depth=MOST_DEPTH)
        return None
    hash_sign = next((index for index, character in _outside_quotes(text) if character == "#"), None)
    if hash_sign is not None:
        findings.add("DR302", formula.place(hash_sign, hash_sign + 1), text="#")
        return None
    margin = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            # SyntaxWarnings are about Python sources; the reader below judges the rule.
            warnings.simplefilter("ignore")
            tree = ast.parse(text[margin:], mode="eval")
    except SyntaxError as error:
        # Python gives no position for a formula that ends too early: point at its last character.
        offset = margin + error.offset - 1 if error.offset else len(text.rstrip()) - 1
        _report_syntax_error(formula, text, offset, findings)
        return None
    except ValueError:
        # Characters that no source text may have.
        findings.add("DR301", formula.place(0, len(text)), text=text.strip())
        return None
    # Python's parser has limits of its own.
    except (MemoryError, RecursionError):
        findings.add("DR303", formula.place(0, len(text)), most=MOST_CHARACTERS, depth=MOST_DEPTH)
        return None
    reader = _TokenReader(formula, text[margin:], margin, findings)
    try:
        return reader.read(tree.body, 0)
    except _RejectedError:
        return None


def _outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """The characters outside quotation marks, with their positions."""
    quote = ""
    for index, character in enumerate(text):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        else:
            yield index, character


def _depths(text: str) -> Iterator[tuple[int, str, int]]:
    """The characters outside quotation marks, with the number of open brackets."""
    depth = 0
    for index, character in _outside_quotes(text):
        depth += (character in "([{") - (character in ")]}")
        yield index, character, depth


def _nesting(text: str) -> int:
    return max((depth for _, _, depth in _depths(text)), default=0)


def _single_equals(text: str) -> int | None:
    """The position of a single equals sign that does not belong to a keyword of a call."""
    singles = {found.start() for found in _SINGLE_EQUALS.finditer(text)}
    return next((index for index, _, depth in _depths(text) if index in singles and depth == 0), None)


def _report_syntax_error(formula: Formula, text: str, offset: int, findings: Findings) -> None:
    comma = _DECIMAL_COMMA.search(text)
    equals = _single_equals(text)
    known = slip(text)
    if known is not None and not (comma is not None and known.code == "DR358"):
        args: dict[str, Any] = (
            {}
            if known.code not in {"DR355", "DR359"}
            else {"written": text[known.start : known.end], "fixed": known.fixed}
        )
        findings.add(known.code, formula.place(known.start, known.end), replacement=known.fixed, **args)
    elif comma is not None:
        _report_comma(formula, comma, findings)
    elif (percent := next((index for index, sign in _outside_quotes(text) if sign == "%"), None)) is not None:
        findings.add("DR302", formula.place(percent, percent + 1), text="%")
    elif equals is not None:
        findings.add("DR305", formula.place(equals, equals + 1), replacement="==")
    else:
        offset = min(max(offset, 0), max(len(text) - 1, 0))
        findings.add("DR301", formula.place(offset, offset + 1), text=text.strip())


def _report_comma(formula: Formula, comma: re.Match[str], findings: Findings) -> None:
    fixed = f"{comma[1]}.{comma[2]}"
    findings.add("DR304", formula.place(*comma.span()), written=comma[0], fixed=fixed, replacement=fixed)


class _RejectedError(Exception):
    """The finding is reported; give up this expression."""


@attrs.define
class _TokenReader:
    """Turns Python's tree into ours, and refuses every node that is not on the list."""

    formula: Formula
    text: str
    margin: int
    findings: Findings
    _offsets: list[int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Python counts columns in UTF-8 bytes; we count characters."""
        self._offsets = [index for index, character in enumerate(self.text) for _ in character.encode()]
        self._offsets.append(len(self.text))

    def read(self, node: ast.expr, depth: int) -> syntax.Syntax:
        start, end = self._extent(node)
        if depth > MOST_DEPTH:
            self._reject("DR303", start, end, most=MOST_CHARACTERS, depth=MOST_DEPTH)
        match node:
            case ast.Constant():
                return self._literal(node, start, end)
            case ast.Name(id=name):
                return syntax.Name(start, end, name)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return syntax.Sign(start, end, self.read(operand, depth + 1))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return syntax.Inversion(start, end, self.read(operand, depth + 1))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                parts = self.read(left, depth + 1), self.read(right, depth + 1)
                return syntax.Infix(start, end, _OPERATORS[type(op)], *parts)
            case ast.BoolOp(op=op, values=values):
                operands = tuple(self.read(value, depth + 1) for value in values)
                return syntax.Junction(start, end, _OPERATORS[type(op)], operands)
            case ast.Compare(left=left, ops=ops, comparators=rest) if all(
                type(op) in _OPERATORS for op in ops
            ):
                self._refuse_nested_chain(rest[:-1])
                operands = tuple(self.read(value, depth + 1) for value in (left, *rest))
                return syntax.ComparisonChain(start, end, tuple(_OPERATORS[type(op)] for op in ops), operands)
            case ast.Compare(
                left=left, ops=[ast.In() | ast.NotIn() as op], comparators=[ast.Tuple(elts=options)]
            ):
                return self._membership(left, options, (start, end), depth, positive=isinstance(op, ast.In))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                branches = (self.read(part, depth + 1) for part in (test, body, orelse))
                return syntax.Conditional(start, end, *branches)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=keywords):
                return self._call(name, arguments, keywords, start, end, depth)
            case ast.Tuple():
                return self._refuse_tuple(start, end)
            case _:
                return self._refuse(start, end)

    def _membership(
        self, left: ast.expr, options: list[ast.expr], extent: tuple[int, int], depth: int, *, positive: bool
    ) -> syntax.Syntax:
        operand, *rest = (self.read(value, depth + 1) for value in (left, *options))
        if not rest:
            return self._refuse(*extent)
        found = syntax.Membership(*extent, operand, tuple(rest))
        return found if positive else syntax.Inversion(*extent, found)

    def _refuse_nested_chain(self, middle: list[ast.expr]) -> None:
        """The middle of a chain is compared twice, so chains in chains would grow without bound."""
        for operand in middle:
            if any(isinstance(node, ast.Compare) for node in ast.walk(operand)):
                self._reject("DR331", *self._extent(operand))

    def _extent(self, node: ast.expr) -> tuple[int, int]:
        end = node.end_col_offset or node.col_offset + 1
        return self.margin + self._offsets[node.col_offset], self.margin + self._offsets[end]

    def _literal(self, node: ast.Constant, start: int, end: int) -> syntax.Syntax:
        written = self.text[start - self.margin : end - self.margin]
        value = node.value
        if isinstance(value, bool):
            return syntax.TruthLiteral(start, end, value)
        # Escapes, prefixes and joined strings are Python's, not part of this language.
        if isinstance(value, str) and written in (f'"{value}"', f"'{value}'"):
            return syntax.TextLiteral(start, end, value)
        if isinstance(value, int | float) and _NUMBER.fullmatch(written):
            return syntax.NumberLiteral(start, end, Fraction(written))
        return self._refuse(start, end)

    def _call(
        self,
        name: str,
        arguments: list[ast.expr],
        keywords: list[ast.keyword],
        start: int,
        end: int,
        depth: int,
    ) -> syntax.Syntax:
        if any(keyword.arg is None for keyword in keywords) or any(
            isinstance(a, ast.Starred) for a in arguments
        ):
            return self._refuse(start, end)
        words = [keyword.arg for keyword in keywords]
        twice = next((word for index, word in enumerate(words) if word in words[:index]), None)
        if twice is not None:
            self._reject("DR332", start, end, name=twice, function=name)
        read = tuple(self.read(argument, depth + 1) for argument in arguments)
        named = tuple((keyword.arg or "", self.read(keyword.value, depth + 1)) for keyword in keywords)
        return syntax.Call(start, end, name, read, named)

    def _refuse_tuple(self, start: int, end: int) -> NoReturn:
        """Python reads `share >= 0,8` as two things; a Swedish reader means one number."""
        comma = _DECIMAL_COMMA.search(self.formula.text, start, end)
        if comma is not None:
            _report_comma(self.formula, comma, self.findings)
            raise _RejectedError
        self._refuse(start, end)

    def _refuse(self, start: int, end: int) -> NoReturn:
        self._reject("DR302", start, end, text=self.formula.text[start:end])

    def _reject(self, code: str, start: int, end: int, **args: Any) -> NoReturn:  # noqa: ANN401 - values of any kind go into sentences
        self.findings.add(code, self.formula.place(start, end), **args)
        raise _RejectedError
