"""The measures of `ninety` for one form, written by hand in the same way: one loop, dictionaries, floats."""

from collections.abc import Mapping, Sequence

from bench.handwritten import POINTS, REACHED_AT, ROOM, Values

MOST = 4
TOTAL_AT = 0.6
WEAKEST_AT = 0.4

Placed = tuple[str, str, str, Sequence[str]]
"""An indicator: id, area, step, roles."""


def score(answers: Mapping[str, str | None], indicators: Sequence[Placed]) -> Values:
    """Score one form: the same values under the same keys as the library gives."""
    points: dict[tuple[str, str], int] = {}
    answered: dict[tuple[str, str], int] = {}
    open_cells: set[tuple[str, str]] = set()
    role_points: dict[str, int] = {}
    role_answered: dict[str, int] = {}
    role_carried: dict[str, int] = {}
    for indicator, area, step, roles in indicators:
        cell = (area, step)
        level = answers.get(indicator)
        points.setdefault(cell, 0)
        answered.setdefault(cell, 0)
        for role in roles:
            role_points.setdefault(role, 0)
            role_answered.setdefault(role, 0)
            role_carried.setdefault(role, 0)
        if level is None:
            open_cells.add(cell)
        elif level != "not_relevant":
            reward = POINTS[level]
            points[cell] += reward
            answered[cell] += 1
            for role in roles:
                role_points[role] += reward
                role_answered[role] += 1
                role_carried[role] += reward == MOST
    values = _cells(points, answered, open_cells)
    for role, count in role_answered.items():
        values["role_share", (role,)] = role_points[role] / (MOST * count) if count else None
        values["role_carried", (role,)] = role_carried[role] / count if count else None
    return values


def _cells(
    points: dict[tuple[str, str], int], answered: dict[tuple[str, str], int], open_cells: set[tuple[str, str]]
) -> Values:
    values: Values = {}
    area_points: dict[str, int] = {}
    area_answered: dict[str, int] = {}
    area_reached: dict[str, list[bool | None]] = {}
    step_points: dict[str, int] = {}
    step_answered: dict[str, int] = {}
    step_reached: dict[str, list[bool | None]] = {}
    for cell, total in points.items():
        area, step = cell
        count = answered[cell]
        share = total / (MOST * count) if count else None
        reached = None if cell in open_cells or share is None else share >= REACHED_AT - ROOM
        values["share", cell] = share
        values["reached", cell] = reached
        area_points[area] = area_points.get(area, 0) + total
        area_answered[area] = area_answered.get(area, 0) + count
        step_points[step] = step_points.get(step, 0) + total
        step_answered[step] = step_answered.get(step, 0) + count
        # A cell of which nothing is relevant says nothing.
        if reached is not None or cell in open_cells:
            area_reached.setdefault(area, []).append(reached)
            step_reached.setdefault(step, []).append(reached)
    for name, of_points, of_answered, of_reached in (
        ("area", area_points, area_answered, area_reached),
        ("step", step_points, step_answered, step_reached),
    ):
        for member, count in of_answered.items():
            values[f"{name}_share", (member,)] = of_points[member] / (MOST * count) if count else None
            values[f"{name}_reached", (member,)] = _all(of_reached.get(member, []))
    _whole(values, sum(points.values()), sum(answered.values()), list(area_points), sorted(step_points))
    return values


def _whole(values: Values, points: int, answered: int, areas: list[str], steps: list[str]) -> None:
    total = points / (MOST * answered) if answered else None
    shares = [values["area_share", (area,)] for area in areas]
    weakest = min((share for share in shares if isinstance(share, float)), default=None)
    values["total", ()] = total
    values["all_points", ()] = points if answered else None
    values["answers", ()] = answered
    values["weakest", ()] = weakest
    values["highest_step", ()] = _highest(values, steps)
    reaches = [
        None if total is None else total >= TOTAL_AT - ROOM,
        None if weakest is None else weakest >= WEAKEST_AT - ROOM,
    ]
    values["passes", ()] = _all(reaches)


def _all(reached: list[bool | None]) -> bool | None:
    return False if False in reached else None if None in reached or not reached else True


def _highest(values: Values, steps: list[str]) -> str | None:
    highest = "none"
    for step in steps:
        reached = values["step_reached", (step,)]
        if reached is None:
            return None
        if not reached:
            return highest
        highest = step
    return highest
