"""common-expression-language: a binding of the CEL written in Rust, one compiled program for all formulas."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from bench.engines import CODES, Outputs, Scoring
from bench.engines.cel_text import text
from bench.formulas import Formulas

cel: Any = import_module("cel")


def build(formulas: Formulas, indicators: Sequence[str]) -> Scoring:
    """Answers go in as a list of codes for every group."""
    program = cel.compile(text(formulas))
    groups = [
        (f"g{number}", [indicators[position] for position in positions])
        for number, positions in enumerate(formulas.groups)
    ]

    def score(form: Mapping[str, str | None]) -> Outputs:
        given = {group: [CODES[form[name]] for name in names] for group, names in groups}
        result: Outputs = program.execute(given)
        return result

    return score
