"""Forms to score: drawn at random, the same ones in every run."""

import random

from digiramverk.model.framework import Framework

Form = dict[str, str | None]

SEED = 20161031


def random_forms(framework: Framework, number: int) -> list[Form]:
    """Forms such as schools fill in: mostly answered, a little not relevant, a little left open."""
    draw = random.Random(SEED)  # noqa: S311 - sample data
    levels = [level.id for level in framework.scales[0].levels]
    choices = [*levels, *levels, *levels, "not_relevant", None]
    return [{indicator.id: draw.choice(choices) for indicator in framework.indicators} for _ in range(number)]


def indicators_of(framework: Framework) -> list[tuple[str, str, str]]:
    """(id, area, step) of every indicator."""
    return [
        (indicator.id, path[-1].id, indicator.step or "")
        for path in framework.area_paths()
        for indicator in path[-1].indicators
    ]
