"""All that a framework's measures compute, as formulas that every engine can be given in its own language.

A formula is written as JsonLogic: `{"+": [{"var": "p0"}, 1]}`. Its variables are `p3`, `n3` and `f3`, the
points, the number of answers and the number of highest answers of group 3 of indicators, `o3` whether that
has an unanswered one, and names of formulas before it.
"""

from collections.abc import Sequence
from typing import Any

import attrs

from digiramverk.model.framework import Framework

Formula = Any
Key = tuple[str, tuple[str, ...]]

MOST = 4
NO, YES = False, True


@attrs.define
class Formulas:
    """Groups of indicators by position, and formulas in order; `keys` says which of these are measures."""

    groups: list[tuple[int, ...]] = attrs.field(factory=list)
    carried: set[int] = attrs.field(factory=set)
    formulas: dict[str, Formula] = attrs.field(factory=dict)
    keys: dict[Key, str] = attrs.field(factory=dict)

    def group(self, positions: Sequence[int]) -> int:
        """A group of indicators."""
        self.groups.append(tuple(positions))
        return len(self.groups) - 1

    def let(self, formula: Formula) -> Formula:
        """Name a formula that others use."""
        name = f"v{len(self.formulas)}"
        self.formulas[name] = formula
        return var(name)

    def measure(self, name: str, members: tuple[str, ...], formula: Formula) -> Formula:
        """Name a formula that is a cell of a measure."""
        value = self.let(formula)
        self.keys[name, members] = value["var"]
        return value


def var(name: str) -> Formula:
    """A variable."""
    return {"var": name}


def call(operator: str, *operands: Formula) -> Formula:
    """An operation."""
    return {operator: list(operands)}


def total(parts: Sequence[Formula]) -> Formula:
    """The sum of one or more."""
    return call("+", *parts) if len(parts) > 1 else parts[0]


def any_of(parts: Sequence[Formula]) -> Formula:
    """Whether any of one or more holds."""
    return call("or", *parts) if len(parts) > 1 else parts[0]


def share(points: Formula, answers: Formula, most: int = MOST) -> Formula:
    """Points of what they could be; null where nothing is answered."""
    below = call("*", most, answers) if most != 1 else answers
    return call("if", call(">", answers, 0), call("/", points, below), None)


def reaches(points: Formula, answers: Formula, at: tuple[int, int]) -> Formula:
    """Whether the share reaches a fraction, decided on whole numbers as exact arithmetic would."""
    return call(">=", call("*", at[1], points), call("*", at[0] * MOST, answers))


@attrs.frozen
class AllOf:
    """Whether all of several hold: the formula, when it is false, and when it is null if not false.

    Nothing is ever compared with null, which not every engine can do.
    """

    value: Formula
    fails: Formula
    unknown: Formula


def all_of(formulas: Formulas, fails: Sequence[Formula], unanswered: Sequence[Formula]) -> AllOf:
    """False if any fails, else null if anything is unanswered, else true."""
    failing, unknown = formulas.let(any_of(fails)), formulas.let(any_of(unanswered))
    return AllOf(call("if", failing, NO, call("if", unknown, None, YES)), failing, unknown)


def highest(reached: Sequence[tuple[str, AllOf]]) -> Formula:
    """The last of the leading ones that are true; null where a null one comes before the first false."""
    names = [name for name, _ in reached]
    formula: Formula = names[-1]
    for (_, each), below in reversed(list(zip(reached, ["none", *names[:-1]], strict=True))):
        formula = call("if", each.fails, below, call("if", each.unknown, None, formula))
    return formula


@attrs.frozen
class Cell:
    """A cell of area and step: its group and whether it fails to reach the step."""

    area: str
    step: str
    number: int
    fails: Formula


def cells_of(framework: Framework, formulas: Formulas) -> list[Cell]:
    """`share` and `reached` of every area and step; both frameworks have these."""
    placed: dict[tuple[str, str], list[int]] = {}
    position = 0
    for path in framework.area_paths():
        for indicator in path[-1].indicators:
            placed.setdefault((path[-1].id, indicator.step or ""), []).append(position)
            position += 1
    cells = []
    for (area, step), positions in placed.items():
        number = formulas.group(positions)
        points, answers, unanswered = (var(f"{letter}{number}") for letter in "pno")
        formulas.measure("share", (area, step), share(points, answers))
        decided = formulas.let(call("and", call("!", unanswered), call(">", answers, 0)))
        enough = formulas.let(reaches(points, answers, (4, 5)))
        formulas.measure("reached", (area, step), call("if", decided, enough, None))
        fails = formulas.let(call("and", decided, call("!", enough)))
        cells.append(Cell(area, step, number, fails))
    return cells
