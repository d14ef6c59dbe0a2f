"""Yes/no conditions about a form that are not sums of its answers: in how many forms each is true.

The invariant: **no withheld count can be pinned to none or all of its forms**. Such a count lies between 0
and the number of forms, so a total that is shown must leave it room. Without these bounds a count of three
out of three would follow from a total, although the rank test finds nothing.
"""

from collections.abc import Mapping

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.disclosure.crowd import FormClass, Questions
from digiramverk.rules.disclosure.system import NotLinear
from digiramverk.rules.exact import ValueOrMissing, combined
from digiramverk.rules.missing import Missing


@attrs.define(eq=False)
class Conditions:
    """The conditions that folds over forms read.

    Attributes:
        questions: what is known of every form.
    """

    questions: Questions
    _by_items: dict[object, dict[object, tuple[nodes.Node, Mapping[str, str]]]] = attrs.field(
        factory=dict, init=False
    )

    def remember(self, items: object, node: nodes.Node, cell: Mapping[str, str]) -> None:
        """Record a condition about some items; conditions about the same items are one quantity."""
        own = self._by_items.setdefault(items, {})
        own.setdefault((id(node), tuple(sorted(cell.items()))), (node, dict(cell)))

    def sum_closest_to_an_end(self, items: object, own: FormClass) -> int | None:
        """In how many forms of a class a condition about some items is true; None if nothing tells.

        Of several conditions the one closest to none or all of the forms counts: it can be narrowed the most.
        """
        found: list[int] = []
        for node, cell in self._by_items.get(items, {}).values():
            try:
                true = [
                    count for (_, said), count in own.forms.items() if self._value(node, cell, said) is True
                ]
            except NotLinear:
                continue
            found.append(sum(true))
        return min(found, key=lambda each: (min(each, own.size - each), each), default=None)

    def _value(
        self, node: nodes.Node, cell: Mapping[str, str], said: tuple[ValueOrMissing, ...]
    ) -> ValueOrMissing:
        """The value of one form, from the values of its measures. Raises NotLinear if these do not tell."""
        questions = self.questions
        match node:
            case nodes.MeasureValue() if questions.is_of_forms(node.measure):
                number = questions.asked.get((node.measure, questions.plan.cells.cell_of(node, cell)))
                if number is None:
                    raise NotLinear
                return said[number]
            case nodes.Known(operand=operand):
                return not isinstance(self._value(operand, cell, said), Missing)
            case nodes.Constant(value=value):
                return value
            case (
                nodes.Aggregate()
                | nodes.Fact()
                | nodes.FormNumber()
                | nodes.MemberOf()
                | nodes.MeasureValue()
                | nodes.TargetBound()
                | nodes.Previous()
            ):
                raise NotLinear
            case _:
                parts = [self._value(part, cell, said) for part in nodes.parts(node)]
                return combined(node, parts, questions.plan.space)
