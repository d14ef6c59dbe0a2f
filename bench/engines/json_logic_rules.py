"""panzi-json-logic: one rule per formula, the values of those before it among the data of the next."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from bench.engines import CODES, UNANSWERED, Outputs, Scoring
from bench.formulas import MOST, Formulas, call, total, var

json_logic: Any = import_module("json_logic")


def build(formulas: Formulas, indicators: Sequence[str]) -> Scoring:
    """Sums written out term by term: its `reduce` is slower."""
    rules: list[tuple[str, Any]] = []
    for number, positions in enumerate(formulas.groups):
        names = [var(f"a{position}") for position in positions]
        rules.append((f"p{number}", total([call("max", each, 0) for each in names])))
        rules.append((f"n{number}", total([call(">=", each, 0) for each in names])))
        rules.append((f"o{number}", call("in", UNANSWERED, names)))
        if number in formulas.carried:
            rules.append((f"f{number}", total([call("===", each, MOST) for each in names])))
    rules += formulas.formulas.items()
    places = [(f"a{position}", name) for position, name in enumerate(indicators)]

    def score(form: Mapping[str, str | None]) -> Outputs:
        data: dict[str, Any] = {place: CODES[form[name]] for place, name in places}
        for name, rule in rules:
            data[name] = json_logic.jsonLogic(rule, data)
        return data

    return score
