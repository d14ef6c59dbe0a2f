"""Formulas written out for engines whose languages look like C."""

from collections.abc import Callable, Mapping

import attrs

from bench.formulas import Formula


@attrs.frozen
class Syntax:
    """What differs between such languages.

    Attributes:
        names: how operators are called that are not called as in JsonLogic.
        variable: how a variable is written.
        quotient: how a division is written.
        least: how the least of several is written.
    """

    names: Mapping[str, str]
    variable: Callable[[str], str]
    quotient: str
    least: Callable[[list[str]], str]

    def text(self, formula: Formula) -> str:
        """A formula as text."""
        if isinstance(formula, dict):
            ((operator, operands),) = formula.items()
            return self._call(operator, operands)
        if formula is None or isinstance(formula, bool):
            return {None: "null", True: "true", False: "false"}[formula]
        return f'"{formula}"' if isinstance(formula, str) else str(formula)

    def _call(self, operator: str, operands: Formula) -> str:
        if operator == "var":
            return self.variable(operands)
        parts = [self.text(each) for each in operands]
        match operator:
            case "if":
                return f"({parts[0]} ? {parts[1]} : {parts[2]})"
            case "!":
                return f"{self.names['!']}{parts[0]}"
            case "/":
                return self.quotient.format(*parts)
            case "min":
                return self.least(parts)
            case _:
                return f"({f' {self.names.get(operator, operator)} '.join(parts)})"
