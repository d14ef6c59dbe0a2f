"""From a plan and forms to the trace of any cell."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.cells import Context
from digiramverk.rules.definition import Policy
from digiramverk.rules.disclosure import Secrets
from digiramverk.rules.exact import Local, ValueOrMissing, combined
from digiramverk.rules.fold_calls import call_registered
from digiramverk.rules.forms import Form, population_positions
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.rounds import MAY_LACK, ROUND, links, rounds_before
from digiramverk.rules.space import ITEM, RESPONSE, Space
from digiramverk.rules.trace.folding import fold
from digiramverk.rules.trace.trace_tree import Element, Trace
from digiramverk.rules.trace.veil import Veil


@attrs.frozen
class Tracer:
    """Traces cells of a plan over forms.

    Attributes:
        plan: the plan.
        forms: all forms that were scored together.
        withheld: (measure, cell, members) of values withheld only so that others cannot be worked out.
        of_forms: (measure, cell, form) of values that forms are not shown for the same reason, although they
            take part in the computation.
    """

    plan: Plan
    forms: Sequence[Form]
    withheld: frozenset[tuple[str, tuple[str, ...], tuple[object, ...]]] = frozenset()
    of_forms: frozenset[tuple[str, tuple[str, ...], int]] = frozenset()

    def shown(self, measure: str, cell: Context, form: int) -> Trace:
        """The trace of one value as it may be shown: see `digiramverk.rules.trace.veil`."""
        veil = Veil(Secrets(self.plan), lambda name, at, whose: (name, at, whose) in self.of_forms)
        return veil.over(self.trace(measure, cell, form), form)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return population_positions(self.plan.space)

    def trace(self, measure: str, cell: Context, form: int) -> Trace:
        """The trace of one value.

        Args:
            measure: the measure's name.
            cell: the members of its `per`.
            form: the index of a form that the value belongs to (the form itself, or any of a group).
        """
        planned = self.plan.measure(measure)
        context = {name: cell[name] for name in planned.per}
        key = measure, tuple(context.values()), form
        if key not in self._found:
            self._found[key] = self._traced(planned, context, form)
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[str, tuple[str, ...], int], Trace]:
        """Finished traces: a value that many others build on is traced once."""
        return {}

    def _traced(self, planned: PlannedMeasure, context: Context, form: int) -> Trace:
        measure = planned.name
        scope = _Scope(self, planned, form)
        found = scope.trace(planned.node, context)
        if not self._is_shown(planned, context, form, scope):
            # Its parts are not shown either.
            return Trace(found.node, Missing.WITHHELD, measure=(measure, context))
        return attrs.evolve(found, measure=(measure, context))

    def _is_shown(self, planned: PlannedMeasure, context: Context, form: int, scope: "_Scope") -> bool:
        if planned.show_if is not None and scope.trace(planned.show_if, context).value is not True:
            return False
        cell = tuple(context[name] for name in planned.per)
        members = tuple(self.member(form, name) for name in planned.population)
        return (planned.name, cell, members) not in self.withheld

    def member(self, form: int, dimension: str) -> str | None:
        """The identity of a member of a population dimension; forms are told apart by their position."""
        return f"#{form}" if dimension == RESPONSE else self.named(form, dimension)

    def named(self, form: int, dimension: str) -> str | None:
        """The name of the member of a population dimension that a form belongs to."""
        member = self.forms[form].population[self._positions[dimension]]
        return member if isinstance(member, str) else None

    def published(self, form: int) -> bool:
        """Whether a form is published."""
        return self.forms[form].population[self._positions["published"]] == 1

    def number(self, form: int, name: str) -> ValueOrMissing:
        """A number stated by a form."""
        written = self.forms[form].population[self._positions[name]]
        if not isinstance(written, tuple):
            raise TypeError(written)
        return Fraction(*written) if written[1] else Missing(written[0])

    def together(self, key: Sequence[str], among: Sequence[int]) -> list[int]:
        """The first form of every combination of members of `key` that occurs among some forms."""
        first: dict[tuple[str, ...], int] = {}
        for form in among:
            members = tuple(self.member(form, name) for name in key)
            if all(member is not None for member in members):
                first.setdefault(tuple(str(member) for member in members), form)
        return list(first.values())

    def alike(self, key: Sequence[str], form: int) -> list[int]:
        """The forms that share all members of `key` with one form."""
        own = [self.member(form, name) for name in key]
        return [other for other in range(len(self.forms)) if [self.member(other, n) for n in key] == own]

    def before(self, form: int, population: tuple[str, ...]) -> int | None:
        """A form of the same members in the previous round, if there is exactly one such value."""
        key = links(population)
        everyone = range(len(self.forms))
        rounds = (r for other in everyone if (r := self.member(other, ROUND)) is not None)
        before = rounds_before(rounds, self.plan.space.rounds)
        own = [self.member(form, name) for name in key]
        placed = all(member is not None for member, name in zip(own, key, strict=True) if name != MAY_LACK)
        if ROUND not in key or not placed:
            return None
        at = key.index(ROUND)
        if own[at] not in before:
            return None
        own = [*own[:at], before[str(own[at])], *own[at + 1 :]]
        found = [other for other in everyone if [self.member(other, name) for name in key] == own]
        # Forms of one group share its value; two single forms are ambiguous.
        unique = len(found) == 1 or (population != (RESPONSE,) and found)
        return found[0] if unique else None


@attrs.frozen
class _Scope:
    """One measure for one form (or its group)."""

    tracer: Tracer
    measure: PlannedMeasure
    form: int

    @property
    def _policy(self) -> Policy:
        return self.measure.policy

    def trace(self, node: nodes.Node, cell: Context) -> Trace:
        match node:
            case nodes.MeasureValue():
                return self._measure(node, cell, self.form)
            case nodes.Previous(operand=operand):
                before = self.tracer.before(self.form, self.tracer.plan.measure(operand.measure).population)
                if before is None:
                    return Trace(node, Missing.UNANSWERED)
                found = self._measure(operand, cell, before)
                return Trace(node, found.value, (found,))
            case nodes.TargetBound():
                return Trace(node, self._target(node, cell))
            case nodes.Fact(name="published"):
                return Trace(node, self.tracer.published(self.form))
            case nodes.Fact():
                return Trace(node, self._fact(node, cell))
            case nodes.FormNumber(name=name):
                return Trace(node, self.tracer.number(self.form, name))
            case nodes.MemberOf(dimension=dimension) if self._space.by_name[dimension].population:
                member = self.tracer.named(self.form, dimension)
                return Trace(node, Missing.UNANSWERED if member is None else member)
            case nodes.Aggregate():
                return self._aggregate(node, cell)
            case _:
                return self._combined(node, cell)

    @property
    def _space(self) -> Space:
        return self.tracer.plan.space

    def _measure(self, node: nodes.MeasureValue, cell: Context, form: int) -> Trace:
        planned = self.tracer.plan.measure(node.measure)
        members = self.tracer.plan.cells.cell_of(node, cell)
        if planned.population != (RESPONSE,) and any(
            self.tracer.member(form, name) is None for name in planned.population
        ):
            return Trace(node, Missing.UNDECIDED)
        found = self.tracer.trace(node.measure, dict(zip(planned.per, members, strict=True)), form)
        return attrs.evolve(found, node=node, parts=(found,), elements=())

    def _target(self, node: nodes.TargetBound, cell: Context) -> ValueOrMissing:
        for members, bound in node.rows:
            if all(self._at_hand(name, cell) == member for name, member in members):
                return bound
        return Missing.UNANSWERED

    def _at_hand(self, name: str, cell: Context) -> str | None:
        if self._space.by_name[name].population:
            return self.tracer.named(self.form, name)
        return self._space.member(cell, name)

    def _fact(self, node: nodes.Fact, cell: Context) -> ValueOrMissing:
        item = cell[ITEM] if node.item is None else node.item
        index = self._space.item_index[item]
        state = self.tracer.forms[self.form].codes[index]
        local = Local(self._space, cell, self._policy, self._space.items[index], state)
        return local.fact(node.name)

    def _combined(self, node: nodes.Node, cell: Context) -> Trace:
        """Operators and functions: combine the values of the parts, as for a single item."""
        cells = self.tracer.plan.cells
        if isinstance(node, nodes.Known) and not cells.exists(node.operand, cell):
            return Trace(node, value=False)
        passing_over = isinstance(node, nodes.Logic) or (
            isinstance(node, nodes.Apply) and node.operation.passes_over
        )
        given = cells.existing(node, cell) if passing_over else nodes.parts(node)
        parts = tuple(self.trace(part, cell) for part in given)
        if isinstance(node, nodes.MemberOf):
            return Trace(node, self._space.member(cell, node.dimension))
        return Trace(node, combined(node, [part.value for part in parts], self._space), parts)

    def _aggregate(self, node: nodes.Aggregate, cell: Context) -> Trace:
        if node.folds_population:
            # The forms of this group, in the order of forms.
            alike = self.tracer.alike(self.measure.population, self.form)
            forms = alike if node.population == (RESPONSE,) else self.tracer.together(node.population, alike)
        else:
            forms = [self.form]
        fine = self.tracer.plan.cells.folded(node, cell)
        elements = tuple(self._element(node, cell, one, form) for form in forms for one in fine)
        registered = {function.name: function for function in self.tracer.plan.functions}
        if node.function in registered:
            width = len(fine)
            pairs = [_pair(element) for element in elements]
            table = [pairs[start : start + width] for start in range(0, len(pairs), width)]
            n, d = call_registered(registered[node.function], [], table, self.measure.name)
            return Trace(node, Fraction(n, d) if d else Missing(n), (), elements)
        order = self._space.order_of(getattr(node.type, "dimension", "")) or ()
        return Trace(node, fold(node, elements, order), (), elements)

    def _element(self, node: nodes.Aggregate, cell: Context, fine: Context, form: int) -> Element:
        scope = attrs.evolve(self, form=form)
        where = None if node.where is None else scope.trace(node.where, fine)
        condition = True if where is None else where.value
        traced = scope.trace(node.value, fine)
        value = condition if isinstance(condition, Missing) else traced.value
        weighed = None if node.weight is None else scope.trace(node.weight, fine)
        weight = Fraction(1) if weighed is None else weighed.value
        taken = None if isinstance(condition, Missing) else condition is True
        members = {name: member for name, member in fine.items() if cell.get(name) != member}
        beside = tuple(each for each in (where, weighed) if each is not None)
        return Element(members, form, value, taken, weight, traced, beside)


def _pair(element: Element) -> tuple[int, int]:
    """An element as a registered fold receives it; what `where` excludes counts as not relevant."""
    if element.taken is False:
        return int(Missing.NOT_RELEVANT), 0
    if isinstance(element.value, Missing):
        return int(element.value), 0
    return Fraction(element.value).as_integer_ratio()
