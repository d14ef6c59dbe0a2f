"""Action plans: what is proposed to be done, per area, from how things stand."""

from collections.abc import Sequence
from typing import Final

import attrs

from digiramverk.model.framework import Framework
from digiramverk.model.structure import Area
from digiramverk.planning.priorities import in_priority
from digiramverk.planning.standing import Standing

FIRST: Final = 3
"""How many indicators of an area are proposed to begin with."""

AHEAD: Final = 2
"""How many more are proposed for later."""


@attrs.frozen
class AreaPlan:
    """What is proposed in one area (an outermost one): to begin with, and ahead."""

    area: Area
    first: tuple[Standing, ...]
    ahead: tuple[Standing, ...]


@attrs.frozen
class ActionPlan:
    """A proposal to be worked over by people.

    Attributes:
        ambition: the step to aim for; None where the framework has no steps or all are reached.
        areas: in the order of the framework, each outermost area once.
    """

    ambition: str | None
    areas: tuple[AreaPlan, ...]


def action_plan(
    framework: Framework, standings: Sequence[Standing], ambition: str | None = None
) -> ActionPlan:
    """Propose a plan.

    Args:
        framework: with suggestions and measurable goals for its indicators.
        standings: how each indicator stands.
        ambition: the step to aim for; without it, the lowest step where something is left to do. To begin
            with, only what belongs to that step or a lower one is proposed; what is above comes under ahead.
    """
    order = [step.id for step in framework.steps]
    left = in_priority(framework, standings)
    if ambition is None:
        ambition = next((each.indicator.step for each in left if each.indicator.step), None)
    within = set(order if ambition is None else order[: order.index(ambition) + 1])
    areas: list[AreaPlan] = []
    for area in framework.areas:
        own = [each for each in left if each.areas[0].id == area.id]
        now = [each for each in own if each.indicator.step is None or each.indicator.step in within]
        first = now[:FIRST]
        ahead = [each for each in own if each not in first][:AHEAD]
        areas.append(AreaPlan(area, tuple(first), tuple(ahead)))
    return ActionPlan(ambition, tuple(areas))
