"""LIKA's measures for one form as somebody would write them by hand: one loop, plain dictionaries, floats."""

from collections.abc import Mapping

POINTS = {"ej_planerad": 0, "planerad": 1, "paborjad": 2, "nastan_dar": 3, "uppnadd": 4}
REACHED_AT = 0.8
# Floats do not decide 4 of 5 as exact numbers would; a program written by hand needs some room.
ROOM = 1e-9

Values = dict[tuple[str, tuple[str, ...]], float | bool | str | None]


def score(answers: Mapping[str, str | None], indicators: list[tuple[str, str, str]]) -> Values:
    """Score one form.

    Args:
        answers: level by indicator; missing or None for unanswered.
        indicators: (id, area, step) of every indicator.

    Returns:
        The same values under the same keys as the library gives.
    """
    points: dict[tuple[str, str], int] = {}
    answered: dict[tuple[str, str], int] = {}
    open_cells: set[tuple[str, str]] = set()
    for indicator, area, step in indicators:
        cell = (area, step)
        level = answers.get(indicator)
        points.setdefault(cell, 0)
        answered.setdefault(cell, 0)
        if level is None:
            open_cells.add(cell)
        elif level != "not_relevant":
            points[cell] += POINTS[level]
            answered[cell] += 1
    return _measures(points, answered, open_cells)


def _measures(
    points: dict[tuple[str, str], int], answered: dict[tuple[str, str], int], open_cells: set[tuple[str, str]]
) -> Values:
    values: Values = {}
    area_points: dict[str, int] = {}
    area_answered: dict[str, int] = {}
    reached_in: dict[str, list[bool | None]] = {}
    for cell, total in points.items():
        area, step = cell
        count = answered[cell]
        share = total / (4 * count) if count else None
        reached = None if cell in open_cells or share is None else share >= REACHED_AT - ROOM
        values["share", cell] = share
        values["reached", cell] = reached
        area_points[area] = area_points.get(area, 0) + total
        area_answered[area] = area_answered.get(area, 0) + count
        # A cell of which nothing is relevant says nothing about the step.
        if reached is not None or cell in open_cells:
            reached_in.setdefault(step, []).append(reached)
    for area, count in area_answered.items():
        values["area_share", (area,)] = area_points[area] / (4 * count) if count else None
    highest: str | None = "none"
    climbing = True
    for step in sorted(reached_in):
        cells = reached_in[step]
        reached = False if False in cells else None if None in cells else True
        values["step_reached", (step,)] = reached
        if climbing and reached:
            highest = step
        elif climbing:
            highest = highest if reached is False else None
            climbing = False
    values["highest_step", ()] = highest
    return values
