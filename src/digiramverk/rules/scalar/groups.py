"""The results of a stage for one set of population members."""

import attrs

from digiramverk.rules.scalar.generator import Outputs
from digiramverk.rules.scalar.stage import Stage
from digiramverk.rules.space import MeasureCell


@attrs.frozen
class Group:
    """The outputs of one stage for one set of population members.

    Attributes:
        stage: the stage.
        form: the index of its first form.
        size: the number of its forms.
        outputs: what the stage returned.
        members: the members of the stage's population dimensions; empty for a single form.
        withheld: measures and cells withheld so that those of other groups cannot be worked out.
    """

    stage: Stage
    form: int
    size: int
    outputs: Outputs
    members: tuple[object, ...] = ()
    withheld: frozenset[MeasureCell] = frozenset()
