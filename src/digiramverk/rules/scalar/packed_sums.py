"""Aggregates over single items as one packed sum per cell, shared between rules and between cells.

The invariant: **one sum per set of terms**. Rules that fold the same items the same way read the same
variable, also if one excludes unanswered items and the other blocks on them: the packed number counts both.
Each sum starts from earlier sums that it contains. An expression per rule would be simpler, and would look
every answer up once per rule and kind of count. The cost is wider whole numbers, and tables for every item.

An item in several of the folded cells (two goals, folded into one) is added once per cell: cells are told
apart by their terms, so such a sum keeps a count for each term.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Policy, Unanswered
from digiramverk.rules.exact import Local
from digiramverk.rules.missing import Missing
from digiramverk.rules.scalar.decoding import PackedSum, decoded
from digiramverk.rules.scalar.packing import Entry, Packing, Part, common_denominator, entries
from digiramverk.rules.scalar.source import CodeWriter, GeneratedNumber, GeneratedValue
from digiramverk.rules.space import ITEM, CellKey, Space
from digiramverk.rules.states import is_local, speaks_of_members

_ROOM: Final = 2
_MOST_TERMS: Final = 200
"""Terms in one line of generated code: Python cannot compile sums of some thousands."""

_PARTS: Final[tuple[tuple[Part, ...], ...]] = (("value",), ("value", "weight"))

Term = tuple[str, int]
"""A table's name and the position of the item whose answer indexes it."""


@attrs.define
class PackedSums:
    """The packed sums that code for one row has computed so far."""

    space: Space
    answers: str
    _known: dict[tuple[int, frozenset[tuple[Term, int]]], str] = attrs.field(factory=dict)
    # The same sums by their first term: any sum that contains one contains its first term too.
    _starting: dict[tuple[int, Term], list[tuple[str, Counter[Term]]]] = attrs.field(factory=dict)
    # Numbers decoded from sums already, see `decoded`.
    _pairs: dict[object, GeneratedNumber] = attrs.field(factory=dict)
    _tables: dict[tuple[int, str, Policy], "_Tables"] = attrs.field(factory=dict)

    def applies(self, node: nodes.Aggregate) -> bool:
        """Whether an aggregate folds single items by their own answers alone."""
        local = all(is_local(part, self.space) for part in nodes.parts(node))
        return local and node.reading is not None and ITEM in node.framework and not node.folds_population

    def fold(
        self, writer: CodeWriter, node: nodes.Aggregate, cells: Sequence[Mapping[str, str]], choice: Policy
    ) -> GeneratedValue:
        """Emit an aggregate over the items of `cells`."""
        sums = []
        # A bool as an index: one sum, or two with that of the weights.
        for part in _PARTS[node.weighs]:
            tables = self._tables_of(node, part, choice)
            terms = Counter(
                (writer.constant(tables.packed(cell), "T"), self.space.item_index[cell[ITEM]])
                for cell in cells
            )
            total = self._total(writer, tables.packing, terms)
            sums.append(PackedSum(tables.packing, total, tables.blocked, tables.stops))
        return decoded(writer, node, sums, self._pairs)

    def _tables_of(self, node: nodes.Aggregate, part: Part, choice: Policy) -> "_Tables":
        # A plan keeps its nodes alive, so the identity of a node is as good a key as the node, and cheap.
        key = id(node), part, choice
        if key not in self._tables:
            self._tables[key] = _tables(self.space, node, part, choice)
        return self._tables[key]

    def _total(self, writer: CodeWriter, packing: Packing, terms: Counter[Term]) -> str:
        """A variable with the sum of `terms`, built from earlier sums that it contains."""
        key = packing.width, frozenset(terms.items())
        if key in self._known:
            return self._known[key]
        parts: list[str] = []
        rest = Counter(terms)
        for term in terms:
            for name, part in self._starting.get((packing.width, term), ()):
                if part <= rest:
                    parts.append(name)
                    rest -= part
        in_order = sorted(rest.elements(), key=lambda term: term[1])
        parts += [f"{name}[{self.answers}[{index}]]" for name, index in in_order]
        total = writer.fresh("s")
        for start in range(0, len(parts), _MOST_TERMS):
            sign = "+=" if start else "="
            writer.line(f"{total} {sign} {' + '.join(parts[start : start + _MOST_TERMS])}")
        self._known[key] = total
        self._starting.setdefault((packing.width, next(iter(terms))), []).append((total, terms))
        return total


@attrs.frozen
class _Tables:
    """What every cell of an aggregate contributes, per state of its item, all in one packing.

    `stops`: some item can make the result undecided. `blocked`: the contributions are those of *exclude*, and
    unanswered items count as undecided. That lets a rule that blocks share its sums with one that excludes.
    """

    packing: Packing
    names: tuple[str, ...]
    rows: Mapping[CellKey, tuple[Entry, ...]]
    blocked: bool
    stops: bool
    _packed: dict[int, tuple[int, ...]] = attrs.field(factory=dict)

    def packed(self, cell: Mapping[str, str]) -> tuple[int, ...]:
        """The packed contribution of a cell for every state of its item."""
        row = self.rows[tuple(cell[name] for name in self.names)]
        # Items with equal contributions share one row, which is packed once.
        if id(row) not in self._packed:
            self._packed[id(row)] = tuple(self.packing.pack(entry) for entry in row)
        return self._packed[id(row)]


def _tables(space: Space, node: nodes.Aggregate, part: Part, choice: Policy) -> _Tables:
    # What *blocks* calls undecided is exactly what *exclude* calls unanswered, so both share a table.
    blocked = choice.unanswered is Unanswered.BLOCKS
    shared = attrs.evolve(choice, unanswered=Unanswered.EXCLUDE) if blocked else choice
    rows = _entries(space, node, part, shared)
    width = (len(rows) * _ROOM).bit_length()
    stops = any(kind >= Missing.UNDECIDED for row in rows.values() for kind, _ in row)
    return _Tables(
        Packing(width, common_denominator(list(rows.values()))), node.framework, rows, blocked, stops
    )


def _entries(
    space: Space, node: nodes.Aggregate, part: Part, choice: Policy
) -> dict[CellKey, tuple[Entry, ...]]:
    rows: dict[CellKey, tuple[Entry, ...]] = {}
    # Items of one scale and weight contribute equally, unless the rule reads their members.
    alike: dict[object, tuple[Entry, ...]] = {}
    tells_apart = speaks_of_members(node)
    for cell in space.cells(node.framework):
        members = dict(zip(node.framework, cell, strict=True))
        item = space.items[space.item_index[members[ITEM]]]
        key: object = cell if tells_apart else (id(item.levels), item.weight)
        if key not in alike:
            alike[key] = entries(node, item, Local(space, members, choice), part)
        rows[cell] = alike[key]
    return rows
