"""Forms in classes: the forms of one class answered the same questions and belong to the same groups.

The invariant: **every fold counts all forms of a class alike**. Which forms a cell folds depends on the
questions that they answered and on their groups, not on the levels; where a rule makes it depend on levels
(`where=points > 2`), the outcome is part of the class, since we assume that the reader knows who was counted.
One column per form would be simpler, but the linear system would have as many unknowns as there are answers.
The cost is one pass over all forms, in which every value that decides a class is computed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, cast

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.exact import Local, ValueOrMissing
from digiramverk.rules.forms import FIRST_LEVEL, PopulationValue, population_positions
from digiramverk.rules.missing import Missing
from digiramverk.rules.plan import Plan, PlannedMeasure
from digiramverk.rules.slot_values import decoded, meanings_of
from digiramverk.rules.space import ITEM, RESPONSE, CellKey, MeasureCell, Space
from digiramverk.rules.states import is_local, table

_SAME: Final = bytes(min(state, FIRST_LEVEL) for state in range(256))
"""Maps every level to the first one."""


@attrs.frozen(eq=False)
class FormClass:
    """Forms that every cell folds alike.

    Attributes:
        states: of each item; all levels are the first.
        population: the values of population dimensions in use, None for others, as in a form.
        known: of each value that folds read: its kind of missing or None; if it decides who is counted, the
            value.
        counted: for each fold where the answer itself decides who is counted, whether this form is.
        kind: the parts of this that affect what a form contributes.
        forms: the number of forms by states and values read.
    """

    states: bytes
    population: tuple[PopulationValue | None, ...]
    known: tuple[ValueOrMissing | None, ...]
    counted: tuple[bool, ...]
    kind: object
    forms: Counter[tuple[bytes, tuple[ValueOrMissing, ...]]] = attrs.field(factory=Counter)

    @cached_property
    def size(self) -> int:
        """The number of forms; read it only when all have been added."""
        return sum(self.forms.values())


@attrs.frozen(eq=False)
class Questions:
    """What has to be known of every form of a plan, worked out once.

    Attributes:
        plan: the whole plan.
    """

    plan: Plan

    @cached_property
    def folds(self) -> tuple[tuple[PlannedMeasure, nodes.Aggregate], ...]:
        """The folds over forms, with their measures."""
        return tuple(
            (measure, node)
            for measure in self.plan.measures
            if measure.population != (RESPONSE,)
            for node in nodes.walk(measure.node)
            if isinstance(node, nodes.Aggregate) and node.folds_population and node.population == (RESPONSE,)
        )

    @cached_property
    def asked(self) -> dict[MeasureCell, int]:
        """The values of measures of forms that folds read, numbered."""
        found: dict[MeasureCell, int] = {}
        for measure, node in self.folds:
            for cell in measure.cells:
                for fine in self.plan.cells.folded(node, dict(zip(measure.per, cell, strict=True))):
                    for part in nodes.walk(node):
                        if isinstance(part, nodes.MeasureValue) and self.is_of_forms(part.measure):
                            found.setdefault((part.measure, self.plan.cells.cell_of(part, fine)), len(found))
        return found

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The measures of forms whose values decide who is counted, or with which weight."""
        return frozenset(
            part.measure
            for _, node in self.folds
            for root in (node.where, node.weight)
            if root is not None
            for part in nodes.walk(root)
            if isinstance(part, nodes.MeasureValue) and self.is_of_forms(part.measure)
        )

    @cached_property
    def choosing(self) -> dict[tuple[int, CellKey, CellKey], tuple[int, int, tuple[bool, ...]]]:
        """Folds of answers where the level decides whether an answer is counted.

        By fold, cell and finer cell: its number, the item, and by state whether it is counted.
        """
        found: dict[tuple[int, CellKey, CellKey], tuple[int, int, tuple[bool, ...]]] = {}
        for measure, node in self.folds:
            for cell in measure.cells:
                context = dict(zip(measure.per, cell, strict=True))
                for fine in self.plan.cells.folded(node, context):
                    counted = self._counted(measure, node, fine)
                    if counted is not None and len(set(counted[1][FIRST_LEVEL:])) > 1:
                        key = id(node), cell, tuple(fine.values())
                        found[key] = (len(found), *counted)
        return found

    def _counted(
        self, measure: PlannedMeasure, node: nodes.Aggregate, fine: Mapping[str, str]
    ) -> tuple[int, tuple[bool, ...]] | None:
        space = self.plan.space
        roots = [root for root in (node.value, node.where) if root is not None]
        if not all(is_local(root, space) for root in roots) or ITEM not in fine:
            return None
        index = space.item_index[fine[ITEM]]
        item = space.items[index]
        local = Local(space, fine, measure.policy)
        values = table(node.value, item, local)
        wheres = (True,) * len(values) if node.where is None else table(node.where, item, local)
        return index, tuple(
            where is True and not isinstance(value, Missing)
            for value, where in zip(values, wheres, strict=True)
        )

    def is_of_forms(self, measure: str) -> bool:
        """Whether a measure belongs to single forms."""
        return self.plan.measure(measure).population == (RESPONSE,)

    @cached_property
    def positions(self) -> dict[str, int]:
        """The index of every population dimension in a form's population values."""
        return population_positions(self.plan.space)

    @cached_property
    def _read(self) -> frozenset[str]:
        """The population dimensions, numbers and so on that folds read of a form."""
        found: set[str] = set()
        for _, fold in self.folds:
            for part in nodes.walk(fold):
                if isinstance(part, nodes.MemberOf):
                    found.add(part.dimension)
                elif isinstance(part, nodes.FormNumber) or (
                    isinstance(part, nodes.Fact) and part.name == "published"
                ):
                    found.add(part.name)
        return frozenset(found)

    @cached_property
    def _kept(self) -> tuple[tuple[bool, bool], ...]:
        """For every population position whether it is part of a class, and of a kind."""
        grouping = {name for measure in self.plan.measures for name in measure.population} - {RESPONSE}
        return tuple((name in grouping | self._read, name in self._read) for name in self.positions)


@attrs.define(eq=False)
class Crowd:
    """All forms, class by class.

    Attributes:
        questions: what is known of each.
        classes: after :meth:`sort` in an order that does not depend on that of the forms.
        total: the number of forms.
    """

    questions: Questions
    classes: list[FormClass] = attrs.field(factory=list)
    total: int = 0
    _found: dict[object, FormClass] = attrs.field(factory=dict, init=False)

    def add(
        self,
        codes: Sequence[int],
        population: Sequence[PopulationValue],
        values: tuple[ValueOrMissing, ...],
        times: int = 1,
    ) -> None:
        """Add equal forms: their states, population values, and the values that folds read."""
        questions = self.questions
        states = bytes(codes)
        kept = questions._kept  # noqa: SLF001 - one thing in two classes
        whose = tuple(each if own else None for each, (own, _) in zip(population, kept, strict=True))
        # Whether an item has a level decides the class, not which level.
        same = states.translate(_SAME)
        known = tuple(
            value if isinstance(value, Missing) or name in questions.deciding else None
            for (name, _), value in zip(questions.asked, values, strict=True)
        )
        counted = tuple(by[states[index]] for _, index, by in questions.choosing.values())
        key = same, whose, known, counted
        found = self._found.get(key)
        if found is None:
            read = tuple(each for each, (_, own) in zip(whose, kept, strict=True) if own)
            found = FormClass(same, whose, known, counted, (same, read, known, counted))
            self._found[key] = found
            self.classes.append(found)
        found.forms[states, values] += times
        self.total += times

    def sort(self) -> None:
        """Sort the classes by their own contents."""
        # The choice of what to withhold depends on this order, and must not depend on that of files.
        self.classes.sort(
            key=lambda each: (
                [str(part) for part in each.population],
                each.states,
                [str(part) for part in each.known],
                each.counted,
            )
        )

    def groups(self, population: Iterable[str]) -> dict[tuple[str, ...], list[int]]:
        """By members of the population dimensions, the positions of the classes in that group."""
        positions = [self.questions.positions[name] for name in population]
        found: dict[tuple[str, ...], list[int]] = {}
        for place, each in enumerate(self.classes):
            members = tuple(each.population[position] for position in positions)
            if all(isinstance(member, str) for member in members):
                found.setdefault(tuple(str(member) for member in members), []).append(place)
        return found


def value_of(measure: PlannedMeasure, outputs: Sequence[Any], slot: int, space: Space) -> ValueOrMissing:
    """The value in a slot of outputs, or why there is none."""
    value, missing = decoded(measure.type, outputs[slot : slot + 2], meanings_of(measure.type, space))
    return cast("ValueOrMissing", value if missing is None else missing)
