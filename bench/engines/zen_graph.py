"""zen-engine as it is meant to be used: a decision, a graph with one node of expressions."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

from bench.engines import CODES, UNANSWERED, Outputs, Scoring
from bench.engines.zen_expression import SYNTAX
from bench.formulas import MOST, Formulas

zen: Any = import_module("zen")


def build(formulas: Formulas, indicators: Sequence[str]) -> Scoring:
    """Answers go in as a list of codes for every group."""
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(formulas)))
    groups = _groups(formulas, indicators)

    def score(form: Mapping[str, str | None]) -> Outputs:
        given = {group: [CODES[form[name]] for name in names] for group, names in groups}
        result: Outputs = decision.evaluate(given)["result"]
        return result

    return score


def batch(
    formulas: Formulas, indicators: Sequence[str]
) -> Callable[[Sequence[Mapping[str, str | None]]], list[Outputs]]:
    """The same for many forms at once, which it spreads over the processor's cores."""
    text = json.dumps(_graph(formulas))
    engine = zen.ZenEngine({"loader": lambda _: text})
    groups = _groups(formulas, indicators)

    def score(forms: Sequence[Mapping[str, str | None]]) -> list[Outputs]:
        requests = [
            {
                "key": "all",
                "context": {group: [CODES[form[name]] for name in names] for group, names in groups},
            }
            for form in forms
        ]
        return [each["data"]["result"] for each in engine.evaluate_batch(requests)]

    return score


def _groups(formulas: Formulas, indicators: Sequence[str]) -> list[tuple[str, list[str]]]:
    return [
        (f"g{number}", [indicators[position] for position in positions])
        for number, positions in enumerate(formulas.groups)
    ]


def _graph(formulas: Formulas) -> dict[str, Any]:
    lines: dict[str, str] = {}
    for number in range(len(formulas.groups)):
        lines[f"k{number}"] = f"filter(g{number}, # >= 0)"
        lines[f"p{number}"] = f"sum(k{number})"
        lines[f"n{number}"] = f"len(k{number})"
        lines[f"o{number}"] = f"{UNANSWERED} in g{number}"
        if number in formulas.carried:
            lines[f"f{number}"] = f"count(k{number}, # == {MOST})"
    lines |= {name: SYNTAX.text(formula) for name, formula in formulas.formulas.items()}
    # `$` holds what the expressions before have given.
    expressions = [
        {"id": name, "key": name, "value": re.sub(r"\b([fknopv]\d+)\b", r"$.\1", text)}
        for name, text in lines.items()
    ]
    content = {
        "expressions": expressions,
        "passThrough": False,
        "inputField": None,
        "outputPath": None,
        "executionMode": "single",
    }
    place = {"x": 0, "y": 0}
    return {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "all", "type": "expressionNode", "name": "all", "position": place, "content": content},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "1", "sourceId": "in", "targetId": "all", "type": "edge"},
            {"id": "2", "sourceId": "all", "targetId": "out", "type": "edge"},
        ],
    }
