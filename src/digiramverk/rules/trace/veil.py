"""A trace as it may be shown: without single answers and values that `show_if` protects.

The figures in a trace are computed from everything, as they must be. Values are removed last, so that no
figure depends on what is shown.
"""

from collections.abc import Callable, Mapping

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.disclosure import Secrets
from digiramverk.rules.missing import Missing
from digiramverk.rules.space import RESPONSE, CellKey
from digiramverk.rules.trace.trace_tree import Element, Trace

_OF_LEVELS = frozenset({"points", "fraction", "answer"})


Whether = Callable[[str, CellKey, int], bool]
"""Tells whether a form is not shown the value of a measure's cell."""


@attrs.frozen
class Veil:
    """Removes what must not be shown.

    Attributes:
        secrets: of the plan.
        is_hidden: which values of forms are withheld.
    """

    secrets: Secrets
    is_hidden: Whether

    def over(self, trace: Trace, form: int) -> Trace:
        """A trace about a form, or a group of which it is the first."""
        own = trace.measure
        if own is not None and self._is_withheld(own[0], own[1], form):
            return Trace(trace.node, Missing.WITHHELD, measure=own)
        node = trace.node
        folds_forms = (
            isinstance(node, nodes.Aggregate) and node.folds_population and node.population == (RESPONSE,)
        )
        return attrs.evolve(
            trace,
            parts=tuple(self.over(part, form) for part in trace.parts),
            elements=tuple(self._element(element, folds_forms=folds_forms) for element in trace.elements),
        )

    def _element(self, element: Element, *, folds_forms: bool) -> Element:
        if (
            folds_forms
            and self.secrets.is_guarded
            and (_is_answer(element.trace) or self._holds_withheld(element.trace, element.form))
        ):
            hidden = Trace(element.trace.node, Missing.WITHHELD)
            return attrs.evolve(
                element, value=Missing.WITHHELD, trace=hidden, beside=(), was_counted=element.counts
            )
        return attrs.evolve(
            element,
            trace=self.over(element.trace, element.form),
            beside=tuple(self.over(each, element.form) for each in element.beside),
        )

    def _holds_withheld(self, trace: Trace, form: int) -> bool:
        own = trace.measure
        if own is not None and self._is_withheld(own[0], own[1], form):
            return True
        return any(self._holds_withheld(part, form) for part in trace.parts)

    def _is_withheld(self, measure: str, context: Mapping[str, str], form: int) -> bool:
        planned = self.secrets.plan.measure(measure)
        cell = tuple(context[name] for name in planned.per)
        return planned.population == (RESPONSE,) and self.is_hidden(measure, cell, form)


def _is_answer(trace: Trace) -> bool:
    """Whether a value is a single answer, or computed directly from one."""
    # A measure is protected by its own `show_if`, not as an answer.
    if trace.measure is not None:
        return False
    node = trace.node
    if isinstance(node, nodes.Fact):
        return node.name in _OF_LEVELS
    return any(_is_answer(part) for part in trace.parts)
