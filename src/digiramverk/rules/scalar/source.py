"""Generated source under construction: lines, fresh names, and constants kept out of the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import attrs


@attrs.frozen
class GeneratedNumber:
    """A number in generated code: numerator, denominator, and whether it can be missing."""

    n: str
    d: str
    optional: bool


@attrs.frozen
class GeneratedCode:
    """A truth value or member in generated code; a negative one is missing."""

    code: str
    optional: bool


GeneratedValue = GeneratedNumber | GeneratedCode


def pair_text(value: Fraction) -> str:
    """An exact number as the text of a pair."""
    return f"({value.numerator}, {value.denominator})"


@attrs.define
class CodeWriter:
    """Collects the lines of one function.

    Values from the definition never become text of the program: they are bound to names of ours.
    """

    lines: list[str] = attrs.field(factory=list)
    constants: dict[str, object] = attrs.field(factory=dict)
    _names: dict[object, str] = attrs.field(factory=dict)
    _fresh: int = 0
    _indent: int = 1
    _written: list[dict[str, GeneratedValue]] = attrs.field(factory=lambda: [{}])
    """For each open block, the values of expressions that it has bound. No variable is bound twice, so an
    expression that is written again has the same value."""

    def fresh(self, prefix: str) -> str:
        """A new variable name."""
        self._fresh += 1
        return f"{prefix}{self._fresh}"

    def constant(self, value: object, prefix: str = "K") -> str:
        """The name bound to a hashable constant."""
        # Python treats 1, True and Fraction(1) as the same key.
        key = (type(value), value)
        if key not in self._names:
            self._names[key] = f"{prefix}_{len(self._names)}"
            self.constants[self._names[key]] = value
        return self._names[key]

    def bind(self, value: object) -> str:
        """A name bound to any value, hashable or not."""
        name = f"B_{len(self.constants)}"
        self.constants[name] = value
        return name

    def line(self, text: str) -> None:
        """Add one line at the current depth."""
        self.lines.append("    " * self._indent + text)

    def number(self, expression: str, *, optional: bool) -> GeneratedNumber:
        """Bind a pair to two variables; to those that have it, if it is bound already."""
        found = self._known(expression)
        if not isinstance(found, GeneratedNumber):
            n, d = self.fresh("n"), self.fresh("d")
            self.line(f"{n}, {d} = {expression}")
            found = self._written[-1][expression] = GeneratedNumber(n, d, optional)
        return found

    def branch(self, condition: str, then: str, otherwise: str) -> GeneratedNumber:
        """Bind one of two pairs, written `n, d` without brackets, so that no tuple is built."""
        n, d = self.fresh("n"), self.fresh("d")
        for head, pair in ((f"if {condition}:", then), ("else:", otherwise)):
            with self.block(head):
                self.line(f"{n}, {d} = {pair}")
        return GeneratedNumber(n, d, optional=True)

    def code(self, expression: str, *, optional: bool) -> GeneratedCode:
        """Bind a code to a variable; to the one that has it, if it is bound already."""
        found = self._known(expression)
        if not isinstance(found, GeneratedCode):
            name = self.fresh("b")
            self.line(f"{name} = {expression}")
            found = self._written[-1][expression] = GeneratedCode(name, optional)
        return found

    def _known(self, expression: str) -> GeneratedValue | None:
        return next((block[expression] for block in self._written if expression in block), None)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """Indent the lines under `head`."""
        self.line(head)
        self._indent += 1
        self._written.append({})
        yield
        self._written.pop()
        self._indent -= 1
