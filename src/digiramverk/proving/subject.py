"""The framework under proof, with everything that can be known of its rules without an answer."""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

import attrs

from digiramverk.model import Assessment, Framework, LawChoice
from digiramverk.proving.random_forms import everywhere, with_all
from digiramverk.rules import (
    Boolean,
    Direction,
    Directions,
    Interval,
    Item,
    Member,
    Number,
    PlannedMeasure,
    Reach,
    Value,
    nodes,
)
from digiramverk.rules.functions import Ladder, RegisteredFold
from digiramverk.scoring import Cell, Results, Scorer

if TYPE_CHECKING:
    from digiramverk.tables import FrameProgram

CellName = tuple[str, tuple[tuple[str, str], ...]]
"""A cell of a measure: its name, and its members in alphabetical order of dimensions."""

CellsByName = Mapping[CellName, Cell]


@attrs.frozen
class Subject:
    """A framework under proof.

    Attributes:
        framework: the framework.
        functions: the folds of plugins, for frameworks derived from this one.
        only: the measures that laws check; None for all.
    """

    framework: Framework
    functions: tuple[RegisteredFold, ...] = ()
    only: frozenset[str] | None = None

    @cached_property
    def scorer(self) -> Scorer:
        """The framework's scorer."""
        return Scorer(self.framework, tuple(self.only or ()))

    @cached_property
    def frames(self) -> "FrameProgram":
        """The rules runnable on tables. Needs the extra `frames`."""
        from digiramverk.tables import FrameProgram  # noqa: PLC0415 - of an extra

        return FrameProgram(self.framework.plan)

    @cached_property
    def directions(self) -> Directions:
        """What is proved about the rules as they are."""
        return Directions.of(self.framework.plan)

    @cached_property
    def meant(self) -> Directions:
        """What the rules intend, with idealised weights and points."""
        return Directions.meant(self.framework.plan)

    @cached_property
    def reach(self) -> Reach:
        """What each measure reads."""
        return Reach(self.framework.plan)

    def focused(self, names: Collection[str]) -> "Subject":
        """The framework with only some measures and those that they build on, which is faster to score."""
        plan = self.framework.plan.only(names)
        return Subject(attrs.evolve(self.framework, plan=plan), self.functions, frozenset(names))

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """All measures, each after those that it builds on."""
        return self.framework.plan.measures

    @property
    def items(self) -> tuple[Item, ...]:
        """The items to answer."""
        return self.framework.plan.space.items

    @cached_property
    def _variants(self) -> "dict[str, Subject | None]":
        return {}

    def variant(self, name: str, make: "Callable[[Subject], Subject | None]") -> "Subject | None":
        """A framework derived from this one, built once per name."""
        if name not in self._variants:
            self._variants[name] = make(self)
        return self._variants[name]

    def pool(self, name: str, most: int) -> tuple[str, ...]:
        """A fixed choice of indicators, for laws that need a new framework for each."""
        dice = Random(name)  # noqa: S311 - a choice that anybody may foresee
        ids = [each.id for each in self.framework.indicators]
        return tuple(dice.sample(ids, min(most, len(ids))))

    def choice(self, measure: str, law: str) -> LawChoice | None:
        """The framework's own declaration about a law for a measure."""
        return next((c for c in self.framework.laws if c.measure == measure and c.law == law), None)

    def score(self, forms: Sequence[Assessment]) -> CellsByName:
        """All cells of all measures for forms that are scored together.

        Only what `show_if` withholds is missing: most laws are about the rules. Withholding more would leave
        them less to compare, and takes many times as long as the rules do.
        """
        # The next change asks for the same forms again, so the last result is cached.
        kept = self._last.get("forms")
        if kept is None or kept[0] is not forms:
            kept = forms, cells_by_key(self.scorer.score(forms, complementary=False))
            if isinstance(forms, tuple):
                self._last["forms"] = kept
        return kept[1]

    def shown(self, forms: Sequence[Assessment]) -> CellsByName:
        """All cells of all measures as users get them, for laws about what is shown."""
        return cells_by_key(self.anew(forms))

    def anew(self, forms: Sequence[Assessment]) -> Results:
        """The results of forms, computed without any cache."""
        return self.scorer.score(forms)

    @cached_property
    def twin(self) -> "Subject":
        """The same framework, built again: it shares nothing that was computed."""
        return Subject(self.framework, self.functions)

    @cached_property
    def reached(self) -> Mapping[str, Interval]:
        """The numbers that measures give if all answers are at one end, for every group and school form."""
        found: dict[str, Interval] = {}
        for position in (0, -1):
            for forms in everywhere(self.framework):
                for cell in self.score([with_all(self.framework, form, position) for form in forms]).values():
                    if isinstance(cell.value, Fraction):
                        here = Interval(cell.value, cell.value)
                        found[cell.measure.name] = found.get(cell.measure.name, here).join(here)
        return found

    @cached_property
    def _last(self) -> dict[str, tuple[Sequence[Assessment], CellsByName]]:
        return {}

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """The ids of the levels of every indicator, lowest first."""
        return {
            each.id: tuple(level.id for level in self.framework.scale_of(each).levels)
            for each in self.framework.indicators
        }

    def rank(self, measure: PlannedMeasure, value: Value) -> Fraction:
        """A value as a number that grows with it: true is 1, members count from the lowest, none is 0."""
        if isinstance(value, str):
            order = self.order(measure)
            return Fraction(order.index(value) + 1 if value in order else 0)
        return Fraction(value)

    def order(self, measure: PlannedMeasure) -> tuple[str, ...]:
        """The possible members of a measure's value, lowest first."""
        if not isinstance(measure.type, Member):
            return ()
        return self.framework.plan.space.order_of(measure.type.dimension) or ()

    def ordered(self, measure: PlannedMeasure) -> bool:
        """Whether values are ordered."""
        return isinstance(measure.type, Number | Boolean) or bool(self.order(measure))

    @cached_property
    def _intents(self) -> dict[str, Direction]:
        found: dict[str, Direction] = {}
        for measure in self.measures:
            found[measure.name] = self._intent(measure)
        return found

    def intent(self, measure: str) -> Direction:
        """The intended direction of a measure when an answer is raised; *either* if it is not known.

        A declaration of the framework comes first, then its targets, then the rule itself. Ladders and bands
        are intended to rise, whatever their rule does.
        """
        return self._intents[measure]

    def _intent(self, measure: PlannedMeasure) -> Direction:
        declared = self.choice(measure.name, "monotone")
        if declared is not None and declared.direction is not None:
            return Direction(declared.direction)
        if not self.ordered(measure):
            return Direction.EITHER
        meant = self.meant.direction(measure.name)
        aims = {each.at_least is not None for each in self.framework.targets if each.measure == measure.name}
        if len(aims) == 1 and meant is not Direction.STILL:
            return Direction.RISING if aims.pop() else Direction.FALLING
        fold = measure.node.fold if isinstance(measure.node, nodes.Aggregate) else None
        climbs = isinstance(fold, Ladder) and fold.climbs
        if climbs and meant is Direction.FALLING:
            return Direction.RISING
        return meant


def cells_by_key(results: Results) -> CellsByName:
    """The cells of results by their keys."""
    return {key_of(cell): cell for cell in results.cells}


def key_of(cell: Cell) -> CellName:
    """The key of a cell, to compare two results by."""
    return cell.measure.name, tuple(sorted(cell.members.items()))
