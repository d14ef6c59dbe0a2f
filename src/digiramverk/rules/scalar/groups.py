"""What a stage gives for one set of members of the population."""

import attrs

from digiramverk.rules.scalar.generator import Outputs
from digiramverk.rules.scalar.stage import Stage
from digiramverk.rules.space import MeasureCell


@attrs.frozen
class Group:
    """The outputs of one stage for one set of population members.

    Attributes:
        stage: which stage.
        form: the index of the first form that belongs to it.
        size: how many forms belong to it.
        outputs: what the stage returned.
        members: the members of the stage's population dimensions; empty for a single form.
        withheld: measures and cells that were withheld so that those of other groups cannot be worked out.
    """

    stage: Stage
    form: int
    size: int
    outputs: Outputs
    members: tuple[object, ...] = ()
    withheld: frozenset[MeasureCell] = frozenset()
