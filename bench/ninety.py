"""A framework made here: 90 indicators and rules that give 82 computed cells for a form."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from digiramverk.model.framework import Framework
from digiramverk.workspace import Workspace

CELLS = 82
LEVELS = ("ej_planerad", "planerad", "paborjad", "nastan_dar", "uppnadd")
AREAS = tuple(f"area_{number}" for number in range(1, 7))
STEPS = tuple(str(number) for number in range(1, 5))
ROLES = ("head", "strategist", "educator", "board")

RULES: dict[str, dict[str, Any]] = {
    "share": {"per": ["area", "step"], "value": "mean(fraction)"},
    "reached": {
        "per": ["area", "step"],
        "value": "mean(fraction) >= reached_at",
        "unanswered": "blocks",
    },
    "area_share": {"per": ["area"], "value": "mean(fraction)"},
    "area_reached": {"per": ["area"], "value": "all(reached)"},
    "step_share": {"per": ["step"], "value": "mean(fraction)"},
    "step_reached": {"per": ["step"], "value": "all(reached)"},
    "role_share": {"per": ["role"], "value": "mean(fraction)"},
    "role_carried": {"per": ["role"], "value": "share_of(fraction >= 1)"},
    "total": {"value": "mean(fraction)"},
    "all_points": {"value": "sum(points)"},
    "answers": {"value": "count(answered)"},
    "weakest": {"value": "min(area_share)"},
    "highest_step": {"value": "highest(step_reached)"},
    "passes": {"value": "total >= 0.6 and weakest >= 0.4"},
}


def roles_of(position: int) -> list[str]:
    """Every third indicator is shared by two roles."""
    own = position % len(ROLES)
    return [ROLES[own], ROLES[(own + 1) % len(ROLES)]] if position % 3 == 0 else [ROLES[own]]


def definition() -> dict[str, Any]:
    """The definition as data: 15 indicators in every area, on four steps, each with one or two roles."""
    areas: dict[str, Any] = {
        area: {
            "indicators": {
                f"i{number}_{position}": {
                    "text": f"Indicator {number}.{position}",
                    "step": STEPS[position * len(STEPS) // 15],
                    "roles": roles_of(number * 15 + position),
                }
                for position in range(15)
            }
        }
        for number, area in enumerate(AREAS)
    }
    return {
        "digiramverk": 1,
        "id": "ninety",
        "edition": "1",
        "title": "Ninety",
        "languages": ["en"],
        "scale": list(LEVELS),
        "steps": list(STEPS),
        "roles": list(ROLES),
        "scoring": {"unanswered": "exclude"},
        "params": {"reached_at": 0.8},
        "areas": areas,
        "rules": RULES,
    }


def ninety() -> Framework:
    """The framework, loaded from YAML as any other."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ninety.yaml"
        path.write_text(yaml.safe_dump(definition(), sort_keys=False), encoding="utf-8")
        return Workspace().framework(path)
