"""What rules refer to: items, their levels, and the dimensions to group by."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod
from typing import Final

import attrs

ITEM: Final = "indicator"
RESPONSE: Final = "response"
LEVEL: Final = "level"
NO_RUNG: Final = "none"
"""The value of a ladder if not even the lowest rung holds."""

CellKey = tuple[str, ...]
"""One member per dimension, in the order of the dimensions it belongs to."""
MeasureCell = tuple[str, CellKey]
"""A measure and one of its cells."""


@attrs.frozen
class Dimension:
    """Something to group by.

    Attributes:
        name: the name that rules use.
        population: whether its members come with the answers (unit, round …) and not with the definition.
        members: the declared members in order; None if any member may occur in the answers.
        ordered: whether the order of members means more and less.
        determined_by: dimensions of which one member fixes the member here (a unit has one school form).
    """

    name: str
    population: bool = False
    members: tuple[str, ...] | None = None
    ordered: bool = False
    determined_by: tuple[str, ...] = ()


@attrs.frozen
class ItemLevel:
    """An answer alternative: its points, and these scaled to 0..1."""

    id: str
    points: Fraction
    fraction: Fraction


@attrs.frozen
class Item:
    """One thing to be answered.

    Attributes:
        id: its name, unique among items.
        levels: the alternatives, lowest first.
        weight: the weight that a rule may use.
        members: for every framework dimension the members it belongs to, possibly none or several.
    """

    id: str
    levels: tuple[ItemLevel, ...]
    weight: Fraction
    members: Mapping[str, tuple[str, ...]]


@attrs.frozen
class Space:
    """Items and dimensions together.

    Attributes:
        items: all items in order.
        dimensions: all dimensions but the item itself; framework ones first, in the order of display.
        orders: sets of bands by name, lowest first: values can be members of these too.
        numbers: the names of the numbers that a form can state.
    """

    items: tuple[Item, ...]
    dimensions: tuple[Dimension, ...]
    orders: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    numbers: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Dimension]:
        """The dimensions by name, including the item's own."""
        item = Dimension(ITEM, members=tuple(item.id for item in self.items))
        return {item.name: item, **{dimension.name: dimension for dimension in self.dimensions}}

    @property
    def rounds(self) -> tuple[str, ...] | None:
        """The rounds that the framework declares, oldest first; None if it declares none."""
        dimension = self.by_name.get("round")
        return None if dimension is None else dimension.members

    @cached_property
    def item_index(self) -> dict[str, int]:
        """The position of every item."""
        return {item.id: index for index, item in enumerate(self.items)}

    @cached_property
    def _cells(self) -> dict[tuple[str, ...], tuple[CellKey, ...]]:
        return {}

    def order_of(self, name: str) -> tuple[str, ...] | None:
        """The members of an ordered dimension or a set of bands, lowest first; None without an order."""
        if name in self.orders:
            return self.orders[name]
        dimension = self.by_name.get(name)
        return dimension.members if dimension is not None and dimension.ordered else None

    def determines(self, given: Collection[str], name: str) -> bool:
        """Whether members of the dimensions `given` fix the member of dimension `name`."""
        return name in given or any(
            self.determines(given, owner) for owner in self.by_name[name].determined_by
        )

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Dimension names without repetitions, in the order of the space."""
        wanted = set(names)
        return tuple(name for name in self.by_name if name in wanted)

    def cells(self, names: tuple[str, ...]) -> tuple[CellKey, ...]:
        """The combinations of members that some item belongs to, for framework dimensions `names`.

        No dimensions at all have one empty combination.
        """
        if names not in self._cells:
            seen = dict.fromkeys(cell for item in self.items for cell in self._cells_of(item, names))
            order = [
                {member: rank for rank, member in enumerate(self.by_name[name].members or ())}
                for name in names
            ]
            self._cells[names] = tuple(
                sorted(seen, key=lambda cell: [ranks[part] for ranks, part in zip(order, cell, strict=True)])
            )
        return self._cells[names]

    def count(self, names: Iterable[str]) -> int:
        """The greatest possible number of cells, without listing them: five facets of 100 have 10^10."""
        wanted = [name for name in names if name != ITEM]
        return sum(prod(len(item.members.get(name, ())) for name in wanted) for item in self.items)

    def _cells_of(self, item: Item, names: tuple[str, ...]) -> Iterator[CellKey]:
        return product(*((item.id,) if name == ITEM else item.members.get(name, ()) for name in names))

    @cached_property
    def _grouped(
        self,
    ) -> dict[tuple[tuple[str, ...], tuple[str, ...]], dict[CellKey, list[Mapping[str, str]]]]:
        return {}

    def within(self, names: tuple[str, ...], context: Mapping[str, str]) -> Sequence[Mapping[str, str]]:
        """The combinations over `names` that agree with the members in `context`.

        Grouped once per set of fixed dimensions, so that asking for every cell of a measure stays linear.
        """
        fixed = tuple(name for name in names if name in context)
        if (names, fixed) not in self._grouped:
            groups: dict[CellKey, list[Mapping[str, str]]] = {}
            for cell in self.cells(names):
                members = dict(zip(names, cell, strict=True))
                groups.setdefault(tuple(members[name] for name in fixed), []).append(members)
            self._grouped[names, fixed] = groups
        return self._grouped[names, fixed].get(tuple(context[name] for name in fixed), ())

    def member(self, context: Mapping[str, str], name: str) -> str:
        """The member of `name` that `context` fixes; the checker has ensured that it does."""
        if name in context:
            return context[name]
        # Fixed by another dimension: every cell within the context has the same member.
        names = self.in_order([*context, name])
        return self.within(names, context)[0][name]
