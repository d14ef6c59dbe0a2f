"""The measures of LIKA and of `ninety` as formulas."""

from collections.abc import Sequence

from bench.formulas import (
    AllOf,
    Cell,
    Formula,
    Formulas,
    all_of,
    call,
    cells_of,
    highest,
    reaches,
    share,
    total,
    var,
)
from bench.handwritten import ROOM
from bench.handwritten_ninety import WEAKEST_AT
from bench.ninety import ROLES
from digiramverk.model.framework import Framework


def lika(framework: Framework) -> Formulas:
    """LIKA's 30 cells that a form has."""
    formulas = Formulas()
    cells = cells_of(framework, formulas)
    for area in dict.fromkeys(cell.area for cell in cells):
        formulas.measure("area_share", (area,), share(*_sums(formulas, _of(cells, area))))
    _steps(formulas, cells)
    return formulas


def ninety(framework: Framework) -> Formulas:
    """All 82 cells."""
    formulas = Formulas()
    cells = cells_of(framework, formulas)
    sums: list[tuple[Formula, Formula]] = []
    candidates: list[Formula] = []
    for area in dict.fromkeys(cell.area for cell in cells):
        own = _of(cells, area)
        sums.append(_sums(formulas, own))
        of_area = formulas.measure("area_share", (area,), share(*sums[-1]))
        # No share is above 1, so that the least of those there are is found with 2 for the others.
        candidates.append(call("if", call(">", sums[-1][1], 0), of_area, 2.0))
        formulas.measure("area_reached", (area,), _all_reached(formulas, own).value)
    for step in dict.fromkeys(cell.step for cell in cells):
        formulas.measure("step_share", (step,), share(*_sums(formulas, _of(cells, step))))
    _steps(formulas, cells)
    _roles(formulas, framework)
    points, answers = (formulas.let(total(parts)) for parts in zip(*sums, strict=True))
    formulas.measure("total", (), share(points, answers))
    formulas.measure("all_points", (), call("if", call(">", answers, 0), points, None))
    formulas.measure("answers", (), answers)
    least = formulas.let(call("min", *candidates))
    formulas.measure("weakest", (), call("if", call(">", answers, 0), least, None))
    enough = call("and", reaches(points, answers, (3, 5)), call(">=", least, WEAKEST_AT - ROOM))
    formulas.measure("passes", (), call("if", call(">", answers, 0), enough, None))
    return formulas


def _of(cells: Sequence[Cell], member: str) -> list[Cell]:
    return [cell for cell in cells if member in (cell.area, cell.step)]


def _sums(formulas: Formulas, cells: Sequence[Cell]) -> tuple[Formula, Formula]:
    """The points and the number of answers of several cells."""
    points = formulas.let(total([var(f"p{cell.number}") for cell in cells]))
    return points, formulas.let(total([var(f"n{cell.number}") for cell in cells]))


def _all_reached(formulas: Formulas, cells: Sequence[Cell]) -> AllOf:
    unanswered = [var(f"o{cell.number}") for cell in cells]
    return all_of(formulas, [cell.fails for cell in cells], unanswered)


def _steps(formulas: Formulas, cells: Sequence[Cell]) -> None:
    steps = sorted({cell.step for cell in cells})
    reached = [(step, _all_reached(formulas, _of(cells, step))) for step in steps]
    for step, each in reached:
        formulas.measure("step_reached", (step,), each.value)
    formulas.measure("highest_step", (), highest(reached))


def _roles(formulas: Formulas, framework: Framework) -> None:
    for role in ROLES:
        positions = [position for position, each in enumerate(framework.indicators) if role in each.roles]
        number = formulas.group(positions)
        formulas.carried.add(number)
        answers = var(f"n{number}")
        formulas.measure("role_share", (role,), share(var(f"p{number}"), answers))
        formulas.measure("role_carried", (role,), share(var(f"f{number}"), answers, 1))
