"""zen-engine's quickest way: one compiled expression, a line of assignments and a map of what they gave."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from bench.engines import CODES, UNANSWERED, Outputs, Scoring
from bench.engines.infix import Syntax
from bench.formulas import MOST, Formulas

zen: Any = import_module("zen")
SYNTAX = Syntax(
    names={"===": "==", "!": "not "},
    variable=str,
    quotient="({} / ({}))",
    least=lambda parts: f"min([{', '.join(parts)}])",
)


def build(formulas: Formulas, indicators: Sequence[str]) -> Scoring:
    """Points, ones and noughts go in as lists, for sums written out: quicker than its own functions."""
    lines = []
    for number, positions in enumerate(formulas.groups):
        lines.append(f"p{number} = {' + '.join(f'p[{place}]' for place in positions)}")
        lines.append(f"n{number} = {' + '.join(f'n[{place}]' for place in positions)}")
        lines.append(f"o{number} = {' or '.join(f'o[{place}]' for place in positions)}")
        if number in formulas.carried:
            terms = (f"(p[{place}] == {MOST} ? 1 : 0)" for place in positions)
            lines.append(f"f{number} = {' + '.join(terms)}")
    lines += [f"{name} = {SYNTAX.text(formula)}" for name, formula in formulas.formulas.items()]
    outputs = ", ".join(f"{name}: {name}" for name in formulas.keys.values())
    expression = zen.compile_expression(f"{'; '.join(lines)}; {{{outputs}}}")

    def score(form: Mapping[str, str | None]) -> Outputs:
        codes = [CODES[form[name]] for name in indicators]
        given = {
            "p": [max(code, 0) for code in codes],
            "n": [1 if code >= 0 else 0 for code in codes],
            "o": [code == UNANSWERED for code in codes],
        }
        result: Outputs = expression.evaluate(given)
        return result

    return score
