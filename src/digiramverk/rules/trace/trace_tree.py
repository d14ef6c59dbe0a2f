"""The parts of a trace."""

from collections.abc import Mapping

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import ValueOrMissing
from digiramverk.rules.missing import Missing


@attrs.frozen
class Trace:
    """One value and the values it came from.

    Attributes:
        node: the node that was computed.
        value: the result, or its kind of missing.
        parts: the values it was computed from, in the order of the node's own parts.
        elements: for an aggregate, its elements.
        measure: for the value of a measure, its name and cell.
    """

    node: nodes.Node
    value: ValueOrMissing
    parts: tuple["Trace", ...] = ()
    elements: tuple["Element", ...] = ()
    measure: tuple[str, Mapping[str, str]] | None = None


@attrs.frozen
class Element:
    """One element of an aggregate.

    Attributes:
        members: the framework and population members that the aggregate itself does not have.
        form: the index of its form (or of the first of the group).
        value: its value, or its kind of missing.
        taken: whether `where` includes it; None if that is missing.
        weight: its weight.
        trace: how its value was computed.
        beside: how `where` and `weight` were computed, if the rule has them.
        was_counted: for one that is not shown, whether it takes part in the fold.
    """

    members: Mapping[str, str]
    form: int
    value: ValueOrMissing
    taken: bool | None
    weight: ValueOrMissing
    trace: Trace
    beside: tuple[Trace, ...] = ()
    was_counted: bool | None = None

    @property
    def counts(self) -> bool:
        """Whether the element takes part in the fold."""
        if self.was_counted is not None:
            return self.was_counted
        return self.taken is True and not isinstance(self.value, Missing)
