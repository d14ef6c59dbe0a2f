"""Decides what is withheld, for a run of any engine: chooses and runs again until nothing changes."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import attrs

from digiramverk.rules.disclosure.crowd import Crowd, value_of
from digiramverk.rules.disclosure.rows import GroupOutputs, Where
from digiramverk.rules.disclosure.secrets import Secrets
from digiramverk.rules.disclosure.suppression import Suppression, Withheld
from digiramverk.rules.missing import Missing
from digiramverk.rules.space import Space

Ran = TypeVar("Ran")


def decided(
    secrets: Secrets,
    run: Callable[[Withheld], Ran],
    outputs_of: Callable[[Ran], list[GroupOutputs]],
    crowd_of: Callable[[Ran], Crowd],
) -> tuple[Ran, Withheld]:
    """A run that withholds what has to be withheld, and the choice.

    What is computed from a withheld value is withheld too, and must not follow from shown values either. So
    the choice is repeated until a run withholds nothing beyond what has been considered.

    Args:
        secrets: what the measures of the whole plan reveal.
        run: runs the plan while some values are withheld.
        outputs_of: gets the outputs of groups from a run.
        crowd_of: gets the forms of a run in classes.
    """
    chosen = Withheld()
    asked: set[Where] = set()
    crowd: Crowd | None = None
    while True:
        ran = run(chosen)
        outputs = outputs_of(ran)
        hidden = withheld_in(outputs, secrets.plan.space)
        # Everything that is hidden now was hidden when the choice was made, so the choice covers it.
        if hidden <= asked:
            return ran, chosen
        crowd = crowd_of(ran) if crowd is None else crowd
        more = Suppression(secrets, crowd, outputs, secrets.plan.interval, chosen.values).chosen()
        chosen = attrs.evolve(more, values=chosen.values | more.values)
        asked = hidden | chosen.values


def withheld_in(groups: Iterable[GroupOutputs], space: Space) -> set[Where]:
    """The values of groups that are withheld."""
    return {
        (measure.name, cell, group.members)
        for group in groups
        for measure in group.measures
        for cell in measure.cells
        if value_of(measure, group.outputs, group.slots[measure.name, cell], space) is Missing.WITHHELD
    }
