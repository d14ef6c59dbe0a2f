"""Aggregates over single items as one packed sum per cell, shared between rules and between cells.

An item that stands in several of the folded cells (two goals, folded into one) is added once per cell: the
cells are told apart by their terms, so such a sum keeps a count for each term.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.definition import Unanswered
from digiramverk.rules.missing import Missing
from digiramverk.rules.scalar.packing import Entry, Packing, blocked_alike, common_denominator, entries
from digiramverk.rules.scalar.source import Val, Writer
from digiramverk.rules.scalar.states import Local, is_local
from digiramverk.rules.space import ITEM, Cell, Space

_FOLDED: Final = frozenset({"mean", "sum", "count", "share_of", "all", "any"})
_ROOM: Final = 2
_MOST_TERMS: Final = 200
"""Terms in one line of generated code: Python gives up on sums of some thousands."""


Term = tuple[str, int]
"""A table's name and the position of the item whose answer it is asked for."""


@attrs.define
class PackedSums:
    """The packed sums that code for one row has computed so far."""

    space: Space
    answers: str
    _known: dict[tuple[Packing, frozenset[tuple[Term, int]]], str] = attrs.field(factory=dict)
    # The same sums by their first term, which any sum that contains them contains too.
    _starting: dict[tuple[Packing, Term], list[tuple[str, Counter[Term]]]] = attrs.field(factory=dict)
    _tables: dict[tuple[int, Unanswered], "_Tables"] = attrs.field(factory=dict)

    def applies(self, node: nodes.Aggregate) -> bool:
        """Whether an aggregate folds single items by what each one's answer alone says."""
        local = is_local(node.value, self.space) and (node.where is None or is_local(node.where, self.space))
        return local and node.function in _FOLDED and ITEM in node.framework and not node.folds_population

    def fold(
        self, writer: Writer, node: nodes.Aggregate, cells: Sequence[Mapping[str, str]], choice: Unanswered
    ) -> Val:
        """Emit an aggregate over the items of `cells`."""
        tables = self._tables_of(node, choice)
        terms = Counter(
            (writer.constant(tables.packed(cell), "T"), self.space.item_index[cell[ITEM]]) for cell in cells
        )
        total = self._total(writer, tables.packing, terms)
        return _decoded(writer, node, tables.packing, total, blocked=tables.blocked)

    def _tables_of(self, node: nodes.Aggregate, choice: Unanswered) -> "_Tables":
        # A plan keeps its nodes alive, so that the identity of one is a key as good as the node, and cheap.
        key = id(node), choice
        if key not in self._tables:
            self._tables[key] = _tables(self.space, node, choice)
        return self._tables[key]

    def _total(self, writer: Writer, packing: Packing, terms: Counter[Term]) -> str:
        """A variable with the sum of `terms`, made of sums known already as far as they fit."""
        key = packing, frozenset(terms.items())
        if key in self._known:
            return self._known[key]
        parts: list[str] = []
        rest = Counter(terms)
        for term in terms:
            for name, part in self._starting.get((packing, term), ()):
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
        self._starting.setdefault((packing, next(iter(terms))), []).append((total, terms))
        return total


@attrs.frozen
class _Tables:
    """What every cell of an aggregate contributes, per state of its item, all in one packing.

    `blocked`: the contributions are those of *exclude*, and unanswered items are to be taken as undecided.
    That lets a rule that blocks share its sums with one that leaves out.
    """

    packing: Packing
    names: tuple[str, ...]
    rows: Mapping[Cell, tuple[Entry, ...]]
    blocked: bool

    def packed(self, cell: Mapping[str, str]) -> tuple[int, ...]:
        """The packed contribution of a cell for every state of its item."""
        return tuple(
            self.packing.pack(entry) for entry in self.rows[tuple(cell[name] for name in self.names)]
        )


def _tables(space: Space, node: nodes.Aggregate, choice: Unanswered) -> _Tables:
    rows = _entries(space, node, choice)
    blocked = False
    if choice is Unanswered.BLOCKS:
        excluded = _entries(space, node, Unanswered.EXCLUDE)
        blocked = all(blocked_alike(excluded[cell], rows[cell]) for cell in rows)
        rows = excluded if blocked else rows
    width = (len(rows) * _ROOM).bit_length()
    return _Tables(Packing(width, common_denominator(list(rows.values()))), node.framework, rows, blocked)


def _entries(space: Space, node: nodes.Aggregate, choice: Unanswered) -> dict[Cell, tuple[Entry, ...]]:
    rows: dict[Cell, tuple[Entry, ...]] = {}
    for cell in space.cells(node.framework):
        members = dict(zip(node.framework, cell, strict=True))
        item = space.items[space.item_index[members[ITEM]]]
        rows[cell] = entries(node, item, Local(space, members, choice))
    return rows


def _decoded(writer: Writer, node: nodes.Aggregate, packing: Packing, total: str, *, blocked: bool) -> Val:
    """The result of an aggregate, read out of a packed sum."""
    known = f"{total} & {packing.mask}"
    summed = f"{total} >> {packing.sum_shift}"
    stopping = packing.field(Missing.UNDECIDED) | (packing.field(Missing.UNANSWERED) if blocked else 0)
    stops = f"{total} & {stopping}"
    undecided, unanswered, irrelevant = (
        int(Missing.UNDECIDED),
        int(Missing.UNANSWERED),
        int(Missing.NOT_RELEVANT),
    )
    kind = (
        f"{unanswered} if {total} & {packing.field(Missing.UNANSWERED)} else "
        f"{irrelevant} if {total} & {packing.field(Missing.NOT_RELEVANT)} else {undecided}"
    )
    absent = f"({undecided}, 0) if {stops} else ({kind}, 0)"
    match node.function:
        case "mean" | "share_of":
            k = writer.fresh("k")
            writer.line(f"{k} = {known}")
            value = f"({summed}, {_scaled(k, packing)})"
            return writer.number(f"{value} if {k} and not {stops} else {absent}", optional=True)
        case "sum":
            value = f"({summed}, {packing.denominator})"
            return writer.number(f"{value} if {known} and not {stops} else {absent}", optional=True)
        case "count":
            return writer.number(f"({undecided}, 0) if {stops} else ({summed}, 1)", optional=True)
        case "all":
            decided = f"-{undecided} if {stops} else 1 if {known} else -({kind})"
            return writer.code(f"0 if ({summed}) < ({known}) else {decided}", optional=True)
        case _:
            decided = f"-{undecided} if {stops} else 0 if {known} else -({kind})"
            return writer.code(f"1 if {summed} else {decided}", optional=True)


def _scaled(known: str, packing: Packing) -> str:
    return known if packing.denominator == 1 else f"{known} * {packing.denominator}"
