"""The comparison of two frameworks, as a value."""

import attrs

from digiramverk.model import Framework
from digiramverk.scoring.framework_comparison.changes import Change
from digiramverk.scoring.framework_comparison.measure_changes import MeasureChange
from digiramverk.scoring.framework_comparison.sampling import Sampled


@attrs.frozen
class FrameworkComparison:
    """The comparison of two frameworks.

    Attributes:
        first, second: the frameworks.
        changes: the differences between the definitions.
        measures: for every measure whether it can give other values.
        sampled: what drawn answers showed, if asked for.
    """

    first: Framework
    second: Framework
    changes: tuple[Change, ...]
    measures: tuple[MeasureChange, ...]
    sampled: tuple[Sampled, ...] = ()
