"""Folds over single items, by tables of what each answer contributes: see `rules.scalar.packed_sums`.

The invariant: **both engines take an answer's contribution from the same entries**. A fold that reads nothing
but each item's own answer has finitely many contributions per item; `rules.scalar.packing.entries` works them
out exactly, and here they become one whole number per state over a common denominator. Emitting the
expression for each item would need no tables, but a numerator, a denominator and a kind of missing per item,
and it would decide again what :mod:`digiramverk.rules.exact` has decided. The cost is a table per item, fold
and policy, built once per plan.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from digiramverk.rules import ITEM, Local, Missing, Policy, Space, is_local, nodes
from digiramverk.rules.scalar import Entry, Part, common_denominator, entries
from digiramverk.tables.bounds import BIT, hull
from digiramverk.tables.column_expressions import Whole, confined, subtract, total
from digiramverk.tables.item_sums import ItemColumns, ItemTerm, Tally

if TYPE_CHECKING:
    from digiramverk.tables.answer_columns import StateTable


@attrs.define
class Contributions:
    """What items contribute to folds, worked out once per fold and policy."""

    space: Space
    _rows: dict[tuple[int, str, Policy], dict[tuple[str, ...], tuple[Entry, ...]]] = attrs.field(factory=dict)

    def applies(self, node: nodes.Aggregate) -> bool:
        """Whether a fold reads only each item's own answer."""
        local = all(is_local(part, self.space) for part in nodes.parts(node))
        return local and node.reading is not None and ITEM in node.framework

    def tally(
        self, items: ItemColumns, node: nodes.Aggregate, cells: Sequence[Mapping[str, str]], choice: Policy
    ) -> Tally:
        """The counts and sums of a fold over the items of `cells`."""
        parts: tuple[Part, ...] = ("value", "weight") if node.weighs else ("value",)
        rows = [self._entries(node, part, choice) for part in parts]
        keys = [tuple(cell[name] for name in node.framework) for cell in cells]
        indices = [self.space.item_index[cell[ITEM]] for cell in cells]

        def counted(*kinds: int) -> Counter[ItemTerm]:
            tables = (tuple(int(kind in kinds) for kind, _ in rows[0][key]) for key in keys)
            return Counter(zip(indices, tables, strict=True))

        def summed(part: dict[tuple[str, ...], tuple[Entry, ...]], denominator: int) -> Counter[ItemTerm]:
            tables: list[StateTable] = [
                tuple(int(value * denominator) if kind == 0 else 0 for kind, value in part[key])
                for key in keys
            ]
            return Counter(zip(indices, tables, strict=True))

        denominators = tuple(common_denominator(list(part.values())) for part in rows)
        always = all(kind >= 0 for key in keys for kind, _ in rows[0][key])
        known, unanswered, undecided = (
            items.total(counted(*kinds))
            for kinds in ((0,), (Missing.UNANSWERED,), (Missing.UNDECIDED, Missing.WITHHELD))
        )
        irrelevant: Whole | None = None
        if not always:
            irrelevant = items.total(counted(Missing.NOT_RELEVANT))
        elif undecided != 0:
            # Every element is of some sort, so what is left over is not relevant.
            others = total((known, unanswered, undecided))
            irrelevant = confined(subtract(len(keys), others), BIT.repeated(len(keys)))
        return Tally(
            known,
            irrelevant,
            unanswered,
            undecided,
            tuple(items.total(summed(*pair)) for pair in zip(rows, denominators, strict=True)),
            denominators,
            hull(value for key in keys for _, value in rows[0][key]),
            len(keys),
        )

    def _entries(
        self, node: nodes.Aggregate, part: Part, choice: Policy
    ) -> dict[tuple[str, ...], tuple[Entry, ...]]:
        # By identity: the plan keeps its nodes alive, and hashing one walks all of it.
        key = id(node), part, choice
        if key not in self._rows:
            rows: dict[tuple[str, ...], tuple[Entry, ...]] = {}
            for cell in self.space.cells(node.framework):
                members = dict(zip(node.framework, cell, strict=True))
                item = self.space.items[self.space.item_index[members[ITEM]]]
                rows[cell] = entries(node, item, Local(self.space, members, choice), part)
            self._rows[key] = rows
        return self._rows[key]
