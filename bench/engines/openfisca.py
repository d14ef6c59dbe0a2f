"""openfisca-core: every formula is a variable of a person, computed for all persons at once on NumPy arrays.

Installed by `make bench-engines` only; nothing but this module imports it, and the library never does.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from importlib import import_module
from typing import Any

import numpy as np

from bench.formulas import MOST, Formula, Formulas
from bench.handwritten_numpy import LEVELS, UNANSWERED, Codes, Column

PERIOD = "2016-01"


def build(
    formulas: Formulas, indicators: Sequence[str]
) -> Callable[[Mapping[str, Codes]], dict[str, Column]]:
    """Answers go in as arrays of codes by indicator; out come the values of all measures by formula."""
    entities = import_module("openfisca_core.entities")
    system = import_module("openfisca_core.taxbenefitsystems")
    builder = import_module("openfisca_core.simulations")
    periods = import_module("openfisca_core.periods")
    variables = import_module("openfisca_core.variables")
    person = entities.Entity("person", "persons", "", "")
    country = system.TaxBenefitSystem([person])

    def add(name: str, kind: type, formula: Callable[[Any, Any], Any] | None = None) -> None:
        content = {"value_type": kind, "entity": person, "definition_period": periods.DateUnit.MONTH}
        if formula is not None:
            content["formula"] = lambda persons, period, _: formula(persons, period)
        country.add_variable(type(name, (variables.Variable,), content))

    for name in indicators:
        add(name, int)
    for number, positions in enumerate(formulas.groups):
        for letter, kind, read in _SUMS:
            add(f"{letter}{number}", kind, _folded(read, [indicators[position] for position in positions]))
    for name, formula in formulas.formulas.items():
        add(name, float, _formula(formula))

    def score(codes: Mapping[str, Codes]) -> dict[str, Column]:
        count = len(next(iter(codes.values())))
        simulation = builder.SimulationBuilder().build_default_simulation(country, count)
        for name in indicators:
            simulation.set_input(name, PERIOD, codes[name])
        return {name: simulation.calculate(name, PERIOD) for name in formulas.keys.values()}

    return score


_SUMS: Sequence[tuple[str, type, Callable[[Any], Any]]] = (
    ("p", int, lambda code: np.where(code < LEVELS, code, 0)),
    ("n", int, lambda code: (code < LEVELS).astype(np.int32)),
    ("o", int, lambda code: (code == UNANSWERED).astype(np.int32)),
    ("f", int, lambda code: (code == MOST).astype(np.int32)),
)


def _folded(read: Callable[[Any], Any], names: Sequence[str]) -> Callable[[Any, Any], Any]:
    return lambda persons, period: reduce(np.add, (read(persons(name, period)) for name in names))


def _formula(formula: Formula) -> Callable[[Any, Any], Any]:
    def run(persons: Any, period: Any) -> Any:  # noqa: ANN401 - the engine's own
        found = evaluate(formula, lambda name: persons(name, period))
        return np.full(persons.count, found, dtype=np.float32) if np.ndim(found) == 0 else found

    return run


def evaluate(formula: Formula, read: Callable[[str], Any]) -> Any:  # noqa: ANN401 - arrays or numbers
    """A formula on arrays: null is NaN, truths are 1 and 0, steps are numbers, none is 0."""
    if not isinstance(formula, dict):
        return np.nan if formula is None else 0.0 if formula == "none" else float(formula)
    ((operator, operands),) = formula.items()
    if operator == "var":
        return read(operands)
    parts = [evaluate(each, read) for each in operands]
    match operator:
        case "if":
            return np.where(_true(parts[0]), parts[1], parts[2])
        case "and":
            return reduce(np.logical_and, map(_true, parts))
        case "or":
            return reduce(np.logical_or, map(_true, parts))
        case "!":
            return np.logical_not(_true(parts[0]))
        case "+":
            return reduce(np.add, parts)
        case "*":
            return reduce(np.multiply, parts)
        case "/":
            with np.errstate(divide="ignore", invalid="ignore"):
                return parts[0] / parts[1]
        case "min":
            return reduce(np.minimum, parts)
        case ">":
            return parts[0] > parts[1]
        case _:
            return parts[0] >= parts[1]


def _true(value: Any) -> Any:  # noqa: ANN401 - arrays or numbers
    return np.asarray(value) != 0
