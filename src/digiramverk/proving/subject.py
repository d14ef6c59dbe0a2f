"""What is under proof: a framework with everything that can be known of its rules without an answer."""

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
from digiramverk.scoring import NONE, Cell, Results, Scorer

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
        functions: the folds of plugins, for frameworks that are made from this one.
        only: the measures that laws look at; None for all.
    """

    framework: Framework
    functions: tuple[RegisteredFold, ...] = ()
    only: frozenset[str] | None = None

    @cached_property
    def scorer(self) -> Scorer:
        """The framework's scorer."""
        return Scorer(self.framework)

    @cached_property
    def frames(self) -> "FrameProgram":
        """The rules runnable on tables. Needs the extra `frames`."""
        from digiramverk.tables import FrameProgram  # noqa: PLC0415 - of an extra

        return FrameProgram(self.framework.plan)

    @cached_property
    def directions(self) -> Directions:
        """What is proved of the rules as they are."""
        return Directions.of(self.framework.plan)

    @cached_property
    def meant(self) -> Directions:
        """What the rules mean, if weights and points were as they should be."""
        return Directions.meant(self.framework.plan)

    @cached_property
    def reach(self) -> Reach:
        """What each measure reads."""
        return Reach(self.framework.plan)

    def focused(self, names: Collection[str]) -> "Subject":
        """The framework with some measures and what they build on alone, which is scored quicker."""
        plan = self.framework.plan.only(names)
        return Subject(attrs.evolve(self.framework, plan=plan), self.functions, frozenset(names))

    @property
    def measures(self) -> tuple[PlannedMeasure, ...]:
        """All measures, each after those that it builds on."""
        return self.framework.plan.measures

    @property
    def items(self) -> tuple[Item, ...]:
        """What is answered."""
        return self.framework.plan.space.items

    @cached_property
    def _variants(self) -> "dict[str, Subject | None]":
        return {}

    def variant(self, name: str, make: "Callable[[Subject], Subject | None]") -> "Subject | None":
        """A framework made from this one, made once per name."""
        if name not in self._variants:
            self._variants[name] = make(self)
        return self._variants[name]

    def pool(self, name: str, most: int) -> tuple[str, ...]:
        """So many indicators, the same each time, for laws that need a framework made for each."""
        dice = Random(name)  # noqa: S311 - a choice that anybody may foresee
        ids = [each.id for each in self.framework.indicators]
        return tuple(dice.sample(ids, min(most, len(ids))))

    def choice(self, measure: str, law: str) -> LawChoice | None:
        """What the framework itself says about a law of a measure."""
        return next((c for c in self.framework.laws if c.measure == measure and c.law == law), None)

    def score(self, forms: Sequence[Assessment]) -> CellsByName:
        """All cells of all measures for forms that are scored together.

        They lack what `show_if` withholds, and nothing else: most laws say something of the rules. What is
        withheld beside that would leave them less to compare, and takes many times as long as the rules do.
        """
        # The same forms are asked for again by the next change to them: what was found last is kept.
        kept = self._last.get("forms")
        if kept is None or kept[0] is not forms:
            kept = forms, cells_by_key(self.scorer.score(forms, complementary=False, only=self.only))
            if isinstance(forms, tuple):
                self._last["forms"] = kept
        return kept[1]

    def shown(self, forms: Sequence[Assessment]) -> CellsByName:
        """All cells of all measures as users get them: for laws of what is shown."""
        return cells_by_key(self.anew(forms))

    def anew(self, forms: Sequence[Assessment]) -> Results:
        """The results of forms, computed now: nothing that was kept is given instead."""
        return self.scorer.score(forms)

    @cached_property
    def twin(self) -> "Subject":
        """The same framework, put together once more: it shares nothing that was computed."""
        return Subject(self.framework, self.functions)

    @cached_property
    def reached(self) -> Mapping[str, Interval]:
        """The numbers that measures give where all answers are at one end, whosever the forms are."""
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
        """A value as a number, so that more is more: truth is 1, members count from the lowest, none is 0."""
        if isinstance(value, str):
            order = self.order(measure)
            return Fraction(order.index(value) + 1 if value in order else 0)
        return Fraction(value)

    def order(self, measure: PlannedMeasure) -> tuple[str, ...]:
        """The members that a measure can have as its value, lowest first."""
        if not isinstance(measure.type, Member):
            return ()
        return self.framework.plan.space.order_of(measure.type.dimension) or ()

    def ordered(self, measure: PlannedMeasure) -> bool:
        """Whether values can be more or less."""
        return isinstance(measure.type, Number | Boolean) or bool(self.order(measure))

    @cached_property
    def _intents(self) -> dict[str, Direction]:
        found: dict[str, Direction] = {}
        for measure in self.measures:
            found[measure.name] = self._intent(measure)
        return found

    def intent(self, measure: str) -> Direction:
        """Where a measure is meant to go when an answer is raised; either way where that is not known.

        What the framework declares counts first, then its targets, then the rule itself. A ladder and bands
        are meant to rise, whatever their rule does.
        """
        return self._intents[measure]

    def _intent(self, measure: PlannedMeasure) -> Direction:
        declared = self.choice(measure.name, "monotone")
        if declared is not None and declared.direction is not None:
            return Direction(declared.direction)
        if not self.ordered(measure):
            return Direction.EITHER
        meant = self.meant.direction(measure.name)
        aims = {each.at_least for each in self.framework.targets if each.measure == measure.name}
        if len(aims) == 1 and meant is not Direction.STILL:
            return Direction.RISING if aims.pop() else Direction.FALLING
        fold = measure.node.fold if isinstance(measure.node, nodes.Aggregate) else None
        climbs = isinstance(fold, Ladder) and fold.climbs
        if climbs and meant is Direction.FALLING:
            return Direction.RISING
        return meant

    def lowest_rank(self, measure: PlannedMeasure) -> Fraction:
        """The rank of the least that a yes, a ladder or a band can be."""
        ladder = isinstance(measure.type, Member) and measure.type.ladder
        return Fraction(0 if ladder or not self.order(measure) else 1)


def cells_by_key(results: Results) -> CellsByName:
    """The cells of results by what they are of."""
    return {key_of(cell): cell for cell in results.cells}


def key_of(cell: Cell) -> CellName:
    """How a cell is named when two results are held against each other."""
    return cell.measure.name, tuple(sorted(cell.members.items()))


def is_none(value: Value | None) -> bool:
    """Whether a ladder's value says that not even its lowest rung holds."""
    return value == NONE
