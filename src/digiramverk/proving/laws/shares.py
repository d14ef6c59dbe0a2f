"""Which measures are shares, by their possible values and not by the name of their unit.

Twice a share and a hundred times a share have the unit of a share as well. Laws about shares (0 to 1) apply
to a measure only if its values lie in that range.
"""

from digiramverk.proving.subject import Subject
from digiramverk.rules import SHARE, Direction, Interval, Number, PlannedMeasure, Range, nodes


def is_share(subject: Subject, measure: PlannedMeasure) -> bool:
    """Whether values are shares, 0 to 1.

    The rule's interval decides. If it is too wide to decide, as for a quotient of sums, a measure that rises
    with the answers is judged by the values for all answers at one end. A fold that is displayed as per cent
    is trusted to be one.
    """
    kind = measure.type
    if not isinstance(kind, Number) or not (measure.format == "percent" or kind.unit == "fraction"):
        return False
    if within(subject.directions.range(measure.name), SHARE):
        return True
    if isinstance(measure.node, nodes.Aggregate) and measure.format == "percent":
        return True
    reached = subject.reached.get(measure.name)
    return subject.intent(measure.name) is Direction.RISING and reached is not None and within(reached, SHARE)


def within(known: Range, said: Interval) -> bool:
    """Whether a known range lies within an interval."""
    if not isinstance(known, Interval):
        return False
    low = said.low is None or (known.low is not None and known.low >= said.low)
    return low and (said.high is None or (known.high is not None and known.high <= said.high))
