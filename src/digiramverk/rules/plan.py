"""The plan: checked, ordered, typed measures. The back ends know nothing else."""

from collections.abc import Collection
from enum import Enum
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from typing import Final, cast

import attrs

from digiramverk.rules.cells import CellGrid, Cells
from digiramverk.rules.definition import INTERVAL, Policy
from digiramverk.rules.exact import counting
from digiramverk.rules.functions import Operation, RegisteredFold
from digiramverk.rules.nodes import Apply, Guard, MeasureValue, Node, walk
from digiramverk.rules.space import CellKey, Dimension, Space
from digiramverk.rules.types import Type

_FINGERPRINT_DIGITS: Final = 16
_NAMES: Final = {"ItemLevel": "Level", "TargetBound": "Target"}
"""What classes are called in fingerprints. People keep those, so a renaming must not change them."""


@attrs.frozen
class PlannedMeasure:
    """One measure, ready to run.

    Attributes:
        name: as written.
        type: the type of its values.
        node: computes a value.
        population: the population dimensions that one value belongs to.
        per: the framework dimensions that one value belongs to.
        cells: the combinations of members of `per` that exist, in display order.
        policy: how unanswered and not relevant items count in the facts read here.
        show_if: where this is not true, the value is withheld.
        format: how to display values; None leaves it to the unit.

    Neither `cells`, which follow from the items and the node, nor `format` is part of the meaning.
    """

    name: str
    type: Type
    node: Node
    population: tuple[str, ...]
    per: tuple[str, ...]
    cells: tuple[CellKey, ...] = attrs.field(
        metadata={"meaning": False}
    )  # it follows from the items and the node
    policy: Policy
    show_if: Node | None = None
    format: str | None = attrs.field(default=None, metadata={"meaning": False})

    @property
    def decimals(self) -> int:
        """The decimals that the rule rounds its values to; 0 if it does not round, or to whole numbers."""
        node = self.node
        # A guard decides whether there is a value, not which.
        while isinstance(node, Guard):
            node = node.value
        match node:
            case Apply(operation=Operation(rounds=True), options=(int() as digits, *_)):
                return max(0, digits)
            case _:
                return 0

    @cached_property
    def grid(self) -> CellGrid:
        """The dimensions of `per` with the set of cells."""
        return self.per, frozenset(self.cells)


@attrs.frozen
class Plan:
    """All measures of a definition in an order in which each can be computed.

    Attributes:
        space: the items and dimensions.
        measures: every measure after those that it needs.
        results_per: the population dimensions that one result belongs to.
        functions: the registered folds that the measures use.
        policy: how unanswered and not relevant items count where no rule says otherwise: for coverage.
        whole: the plan that this one is a part of; None if it is whole. It is not part of the meaning: no
            value depends on what else is computed.
        interval: the least width of the interval that a withheld value may be narrowed to, as a share of its
            possible range.
    """

    space: Space
    measures: tuple[PlannedMeasure, ...]
    results_per: tuple[str, ...]
    policy: Policy
    functions: tuple[RegisteredFold, ...] = ()
    whole: "Plan | None" = attrs.field(default=None, eq=False, repr=False)
    interval: Fraction = INTERVAL

    def only(self, names: Collection[str]) -> "Plan":
        """The plan of some measures and of those that they need. Raises KeyError for an unknown name."""
        waiting, wanted = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in wanted:
                wanted.add(name)
                measure = self.measure(name)
                roots = [measure.node] if measure.show_if is None else [measure.node, measure.show_if]
                read = (each for root in roots for each in walk(root))
                waiting += [each.measure for each in read if isinstance(each, MeasureValue)]
        measures = tuple(each for each in self.measures if each.name in wanted)
        return attrs.evolve(self, measures=measures, whole=self.whole or self)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits of what the plan means.

        Two plans with one fingerprint give the same values for the same answers. Titles, display formats and
        the places and order of things in files do not count.
        """
        text = "\n".join(
            [
                # Sorted, since the order in files has no meaning.
                *sorted(_canonical(item) for item in self.space.items),
                *sorted(_dimension(dimension) for dimension in self.space.dimensions),
                *sorted(_canonical(measure) for measure in self.measures),
                _canonical(self.results_per),
                _canonical(self.space.numbers),
                _canonical(self.functions),
                # Left out at its default, so that fingerprints of older plans stay the same.
                *([] if self.interval == INTERVAL else [f"interval {self.interval}"]),
            ]
        )
        return sha256(text.encode()).hexdigest()[:_FINGERPRINT_DIGITS]

    @cached_property
    def _by_name(self) -> dict[str, PlannedMeasure]:
        return {measure.name: measure for measure in self.measures}

    @cached_property
    def coverage(self) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
        """For every item the states of its answer that count as answered, and those that are relevant."""
        space, policy = self.space, self.policy
        return tuple(
            (counting(space, item, policy, "answered"), counting(space, item, policy, "relevant"))
            for item in space.items
        )

    def measure(self, name: str) -> PlannedMeasure:
        """The measure called `name`. Raises KeyError if there is none."""
        return self._by_name[name]

    @cached_property
    def cells(self) -> Cells:
        """Which cells exist."""
        return Cells(self.space, lambda name: self.measure(name).grid)


def _dimension(dimension: Dimension) -> str:
    """The items name the members; their order only means something in an ordered dimension."""
    members = dimension.members if dimension.ordered else None
    return _canonical(attrs.evolve(dimension, members=members))


def _canonical(value: object) -> str:
    """A text that is the same for the same meaning, on every machine and version of Python."""
    if attrs.has(type(value)):
        fields = [
            f"{field.name}={_canonical(getattr(value, field.name))}"
            for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
            if field.eq
            and field.metadata.get("meaning", True)
            # Fields added later count only if they are set, so that older fingerprints stay the same.
            and (getattr(value, field.name) or not field.metadata.get("later", False))
        ]
        name = type(value).__name__
        return f"{_NAMES.get(name, name)}({','.join(fields)})"
    match value:
        case tuple():
            return f"[{','.join(_canonical(part) for part in value)}]"
        case frozenset():
            return f"{{{','.join(sorted(_canonical(part) for part in value))}}}"
        case dict():
            return f"{{{','.join(f'{key!r}:{_canonical(part)}' for key, part in sorted(value.items()))}}}"
        case Enum():
            return str(value.value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case _:
            return repr(value)
