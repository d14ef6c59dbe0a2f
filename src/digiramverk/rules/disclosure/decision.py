"""The decision what is withheld, for a run of any engine: chosen, and asked again until it holds."""

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
    """A run that withholds what has to be, and what that is.

    What is computed from a withheld value is withheld too, and must not follow either: so it is asked again
    what else has to be withheld, until a run withholds no more than was asked about.

    Args:
        secrets: what the measures of the whole plan give away.
        run: runs it, some values being withheld.
        outputs_of: what groups were given in a run.
        crowd_of: the forms of a run in classes.
    """
    chosen = Withheld()
    asked: set[Where] = set()
    crowd: Crowd | None = None
    while True:
        ran = run(chosen)
        outputs = outputs_of(ran)
        hidden = withheld_in(outputs, secrets.plan.space)
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
