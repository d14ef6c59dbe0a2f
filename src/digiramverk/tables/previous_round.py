"""The values of the previous round, in a small table in which each form is looked up by its members.

The invariant: **each key has at most one row, and its values keep the bounds they were computed with**
(:class:`ValueShape`): a column looked up is as safe as one computed. A form of the next round asks by unit
and group, and gets *unanswered* if there is no row. Joining the forms with themselves would need no table,
but a duplicate would multiply rows. The cost is a text key
per form; only rows that a next round can ask for are kept, and only the values that some rule asks for.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.rules import MAY_LACK, ROUND, CellKey, MeasureCell
from digiramverk.rules.scalar import Outputs
from digiramverk.tables.column_values import Val
from digiramverk.tables.figures import MEMBER, GroupTable, unpacked
from digiramverk.tables.layout import Inputs
from digiramverk.tables.value_shapes import ValueShape

MEMBERS: Final = "__b_{}"
"""The columns of members in a table before it is settled."""
_KEY: Final = "__b"

GroupTables = Mapping[int, GroupTable]
"""The results of the group stages that have been run."""


def name_of(stage: int, slot: int) -> str:
    """The prefix of the columns of one value."""
    return f"__p{stage}_{slot}"


@attrs.frozen(eq=False)
class PreviousValues:
    """The values of one stage, as the next round asks for them.

    Attributes:
        key: the dimensions by which forms or groups are found, including the round.
        shapes: the values, by measure and cell.
        slots: the slot of each value in the outputs of its stage.
        table: their columns, sorted by the key of the form that asks; None if no form can find anything.
    """

    key: tuple[str, ...]
    shapes: Mapping[MeasureCell, ValueShape]
    slots: Mapping[MeasureCell, int]
    table: pl.DataFrame | None = None

    def settled(self, found: pl.DataFrame, before: Mapping[str, str]) -> "PreviousValues":
        """The same with its table, from members in columns :data:`MEMBERS` and values.

        Args:
            found: the rows; no two have the same members.
            before: for every round but the first the one before it.
        """
        key = self.key
        own = {name: MEMBERS.format(name) for name in key if MEMBERS.format(name) in found.columns}
        # Rows are stored under the round that will ask for them, so that looking up needs no shift.
        asks = {earlier: later for later, earlier in before.items()}
        asking = found.filter(pl.col(own[ROUND]).is_in(list(asks))).with_columns(
            pl.col(own[ROUND]).replace_strict(asks, default=None, return_dtype=pl.String)
        )
        columns = [name for shape in self.shapes.values() for name in shape.columns]
        table = asking.select(_key_of(key, own).alias(_KEY), *columns).sort(_KEY)
        return attrs.evolve(self, table=table if len(table) else None)

    def value(self, measure: str, cell: CellKey) -> Val:
        """The value that a form of the next round finds. Raises :class:`Unfit`."""
        shape = self.shapes[measure, cell]
        return shape.nothing if self.table is None else shape.value

    def beside(self, frame: pl.DataFrame, inputs: Inputs, columns: Mapping[str, int | str]) -> pl.DataFrame:
        """A frame of forms with columns of the table."""
        places = self._places(frame, inputs)
        found = self._table.select(
            pl.col(name).gather(places).fill_null(nothing) for name, nothing in columns.items()
        )
        return frame.with_columns(found.get_columns())

    def outputs(self, batch: pl.DataFrame, inputs: Inputs) -> list[Mapping[int, Any] | None]:
        """For every form of a batch its outputs by slot, or None."""
        if self.table is None:
            return [None] * len(batch)
        at = self._places(batch, inputs)
        # Each row is decoded once, however many forms find it.
        met = at.unique().drop_nulls()
        rows = self._table[met]
        slots: dict[int, list[Any]] = {}
        for named, shape in self.shapes.items():
            own = unpacked(shape.sort, shape.read(rows))
            slots |= dict(enumerate(own, self.slots[named]))
        found: dict[int | None, Mapping[int, Any] | None] = {None: None}
        for place, outputs in zip(met, zip(*slots.values(), strict=True), strict=True):
            found[place] = dict(zip(slots, outputs, strict=True))
        return [found[place] for place in at]

    @property
    def _table(self) -> pl.DataFrame:
        if self.table is None:
            raise LookupError(self.key)
        return self.table

    def _places(self, frame: pl.DataFrame, inputs: Inputs) -> pl.Series:
        """For every form its row in the table, or null."""
        own = [inputs.members[name] for name in self.key if name in inputs.members]
        keys = frame.select(*own).select(_key_of(self.key, inputs.members).alias(_KEY))[_KEY]
        known = self._table[_KEY]
        last = len(known) - 1
        # A key beyond the last row is clipped to it, and then fails the comparison.
        places = known.search_sorted(keys).clip(upper_bound=last)
        return pl.select(pl.when(known.gather(places) == keys).then(places).alias(_KEY))[_KEY]


def _key_of(key: Sequence[str], columns: Mapping[str, str]) -> pl.Expr:
    """One text that identifies members; null if a member is missing that must not be."""
    parts: list[pl.Expr] = []
    for name in key:
        if name not in columns:
            parts.append(pl.lit("-"))
            continue
        text = pl.col(columns[name])
        # Each text is preceded by its length, so that no two lists of members give the same key.
        own = pl.concat_str(text.str.len_chars().cast(pl.String), pl.lit(":"), text)
        parts.append(pl.when(text.is_null()).then(pl.lit("-")).otherwise(own) if name == MAY_LACK else own)
    return pl.concat_str(*parts)


@attrs.define
class Earlier:
    """The values of the previous round, of all stages that rules ask for.

    Attributes:
        rounds: for every round but the first the one before it; None until the rounds have been read.
        tables: by stage.
        unplaced: for group stages, the members of forms that lack the member that may be missing.
    """

    rounds: dict[str, str] | None = None
    tables: dict[int, PreviousValues] = attrs.field(factory=dict)
    unplaced: dict[int, frozenset[tuple[object, ...]]] = attrs.field(factory=dict)

    def of_groups(
        self, stage: int, asking: pl.DataFrame, known: GroupTables, nothing: Outputs
    ) -> list[Outputs | None]:
        """The values of a group stage for the same members in the previous round, or None.

        Args:
            stage: the number of the stage.
            asking: one row per group or form that asks, with its members in columns :data:`MEMBER`.
            known: the results of group stages.
            nothing: the outputs of a form that belongs to no group.
        """
        key = self.tables[stage].key
        lacking = [name for name in key if MEMBER.format(name) not in asking.columns]
        if ROUND not in key or set(lacking) - {MAY_LACK}:
            return [None] * len(asking)
        asked = asking.select(
            *(pl.col(MEMBER.format(name)) for name in key if name not in {ROUND, *lacking}),
            *(pl.lit(None, pl.String).alias(MEMBER.format(name)) for name in lacking),
            pl.col(MEMBER.format(ROUND)).replace_strict(
                self.rounds or {}, default=None, return_dtype=pl.String
            ),
        )
        found: list[Outputs | None] = known[stage].figures.at(known[stage].places(asked), None)
        unplaced = self.unplaced.get(stage, ())
        if unplaced:
            own = asked.select(MEMBER.format(name) for name in key).rows()
            found = [nothing if key in unplaced else each for key, each in zip(own, found, strict=True)]
        return found
