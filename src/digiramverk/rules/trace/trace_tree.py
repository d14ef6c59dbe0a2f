"""What a trace is made of."""

from collections.abc import Mapping

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import ValueOrMissing
from digiramverk.rules.missing import Missing


@attrs.frozen
class Trace:
    """One value with what it came from.

    Attributes:
        node: what was computed.
        value: the result, or its kind of missing.
        parts: what it was computed from, in the order of the node's own parts.
        elements: for an aggregate, the elements that it was given.
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
        members: what it is the element for: framework and population members beyond the aggregate's own.
        form: the index of the form that it belongs to (or of the first of the group).
        value: its value, or its kind of missing.
        taken: whether `where` lets it in; None where that is missing.
        weight: what it is weighed by.
        trace: how its value came about.
        beside: how `where` and `weight` came about, where the rule has them.
        was_counted: for one that is not shown, whether it is among those that are folded.
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
        """Whether the element is among those that are folded."""
        if self.was_counted is not None:
            return self.was_counted
        return self.taken is True and not isinstance(self.value, Missing)
