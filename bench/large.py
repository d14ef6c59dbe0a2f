"""A framework made here: 436 indicators and rules that give 901 values for a form."""

from typing import Any, Final

from bench.ninety import LEVELS

VALUES: Final = 901
_AREAS: Final = 29


def definition() -> dict[str, Any]:
    """The definition as data: 29 areas, the first with 16 indicators, the others with 15."""
    areas = {
        f"area_{area}": {
            "indicators": {
                f"i{area}_{position}": {"text": f"Indicator {area}.{position}"}
                for position in range(15 + (area == 0))
            }
        }
        for area in range(_AREAS)
    }
    return {
        "digiramverk": 1,
        "id": "large",
        "edition": "1",
        "title": "Large",
        "languages": ["en"],
        "scale": list(LEVELS),
        "scoring": {"unanswered": "exclude"},
        "params": {"reached_at": 0.8},
        "areas": areas,
        "rules": {
            "level": {"per": ["indicator"], "value": "fraction"},
            "reached": {"per": ["indicator"], "value": "fraction >= reached_at"},
            "share": {"per": ["area"], "value": "mean(fraction)"},
        },
    }
