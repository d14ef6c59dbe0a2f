"""cel-python: the CEL written in Python, one program for all formulas, made Python by its own compiler."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from bench.engines import CODES, Outputs, Scoring
from bench.engines.cel_text import text
from bench.formulas import Formulas

celpy: Any = import_module("celpy")
types = celpy.celtypes


def build(formulas: Formulas, indicators: Sequence[str]) -> Scoring:
    """Answers go in as a list of codes for every group."""
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)
    program = environment.program(environment.compile(text(formulas)))
    codes = {answer: types.IntType(code) for answer, code in CODES.items()}
    groups = [
        (f"g{number}", [indicators[position] for position in positions])
        for number, positions in enumerate(formulas.groups)
    ]

    def score(form: Mapping[str, str | None]) -> Outputs:
        given = {group: types.ListType([codes[form[name]] for name in names]) for group, names in groups}
        result: Outputs = program.evaluate(given)
        return result

    return score
