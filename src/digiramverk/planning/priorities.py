"""What to do first: lowest step first, then what is furthest from reached."""

from collections.abc import Iterable

from digiramverk.model.framework import Framework
from digiramverk.planning.standing import Standing
from digiramverk.rules.missing import Missing


def in_priority(framework: Framework, standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """What is left to do, in the order to do it.

    The order is: the step (what stands below comes first), how much of the scale is reached (the least
    first; unanswered counts as nothing done), the weight (the heaviest first), then the framework's own
    order. What is reached or not relevant, and what is withheld, is not there.
    """
    steps = {step.id: index for index, step in enumerate(framework.steps)}
    left = [
        each
        for each in standings
        if not each.reached and each.missing not in {Missing.NOT_RELEVANT, Missing.WITHHELD}
    ]
    return tuple(
        sorted(
            left,
            key=lambda each: (
                steps.get(each.indicator.step or "", len(steps)),
                each.share or 0,
                -each.indicator.weight,
            ),
        )
    )
