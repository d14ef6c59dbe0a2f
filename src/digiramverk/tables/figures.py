"""The results of group stages in packed form: a few bytes per value instead of objects for every group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import polars as pl

from digiramverk.rules import MeasureCell
from digiramverk.rules.scalar import Group, Outputs, Stage
from digiramverk.tables.column_expressions import MOST

MEMBER: Final = "__m_{}"
"""The column with the members of a population dimension, in frames with one row per group."""
SIZE: Final = "__size"
FIRST: Final = "__first"
AT_ONCE: Final = 2_000
"""How many groups are unpacked into Python objects at a time."""
_PLACE: Final = "__place"


@attrs.frozen(eq=False)
class Slot:
    """The values of one output slot, for many groups.

    Attributes:
        whole: whole numbers and codes, in the narrowest type; null where `text` has the value.
        text: names of members, or whole numbers beyond 64 bits; None if there are none.
        named: whether `text` holds names.
    """

    whole: pl.Series
    text: pl.Series | None = None
    named: bool = False

    @classmethod
    def of(cls, values: Sequence[Any]) -> "Slot":
        """Pack one value per group."""
        try:
            return cls(pl.Series(values, dtype=pl.Int64).shrink_dtype())
        except (TypeError, OverflowError):
            # Polars raises TypeError for names, and either error for whole numbers beyond 64 or 128 bits.
            pass
        named = any(isinstance(each, str) for each in values)
        apart = [isinstance(each, str) or abs(each) > MOST for each in values]
        pairs = list(zip(values, apart, strict=True))
        whole = pl.Series([None if far else int(each) for each, far in pairs], dtype=pl.Int64)
        text = pl.Series([str(each) if far else None for each, far in pairs], dtype=pl.String)
        return cls(whole.shrink_dtype(), text, named)

    @classmethod
    def joined(cls, parts: Sequence["Slot"]) -> "Slot":
        """Concatenate the values of several sets of groups."""
        # Each part has been shrunk to a type of its own.
        whole = pl.concat([each.whole.cast(pl.Int64) for each in parts]).shrink_dtype()
        if all(each.text is None for each in parts):
            return cls(whole)
        texts = [pl.repeat(None, len(each.whole), dtype=pl.String, eager=True) for each in parts]
        texts = [each if part.text is None else part.text for each, part in zip(texts, parts, strict=True)]
        return cls(whole, pl.concat(texts), any(each.named for each in parts))

    def values(self) -> list[Any]:
        """The values as they were packed."""
        found: list[Any] = self.whole.to_list()
        if self.text is None:
            return found
        texts = self.text.to_list() if self.named else [t and int(t) for t in self.text.to_list()]
        return [each if text is None else text for each, text in zip(found, texts, strict=True)]

    def taken(self, places: pl.Series) -> "Slot":
        """The values of the groups at some positions."""
        return Slot(
            self.whole.gather(places), None if self.text is None else self.text.gather(places), self.named
        )

    def sliced(self, start: int, length: int) -> "Slot":
        """The values of consecutive groups."""
        text = None if self.text is None else self.text.slice(start, length)
        return Slot(self.whole.slice(start, length), text, self.named)


@attrs.frozen(eq=False)
class Figures:
    """The outputs of many groups, slot by slot.

    Attributes:
        count: the number of groups.
        slots: the packed values of each slot.
    """

    count: int
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, outputs: Sequence[Outputs], width: int) -> "Figures":
        """Pack outputs that have `width` slots each."""
        columns: Iterator[Sequence[Any]] = zip(*outputs, strict=True) if outputs else iter(((),) * width)
        return cls(len(outputs), tuple(Slot.of(each) for each in columns))

    @classmethod
    def joined(cls, parts: Sequence["Figures"], width: int) -> "Figures":
        """Concatenate the outputs of several sets of groups."""
        if not parts:
            return cls.of((), width)
        if len(parts) == 1:
            return parts[0]
        slots = (Slot.joined(own) for own in zip(*(each.slots for each in parts), strict=True))
        return cls(sum(each.count for each in parts), tuple(slots))

    def rows(self) -> list[Outputs]:
        """The outputs of every group, unpacked."""
        return self.outputs(0, len(self.slots))

    def outputs(self, slot: int, width: int) -> list[Outputs]:
        """The outputs of every group in `width` consecutive slots from `slot` on."""
        own = (each.values() for each in self.slots[slot : slot + width])
        return list(zip(*own, strict=True)) if width else [()] * self.count

    def at(self, places: pl.Series, nothing: Outputs | None) -> list[Any]:
        """The outputs of groups by their positions, `nothing` for null."""
        # Each group is unpacked once, however many rows ask for it.
        met = places.unique().drop_nulls()
        taken = Figures(len(met), tuple(slot.taken(met) for slot in self.slots)).rows()
        found: dict[int | None, Outputs | None] = {None: nothing}
        found.update(zip(met.to_list(), taken, strict=True))
        return [found[place] for place in places.to_list()]

    def sliced(self, start: int, length: int) -> "Figures":
        """The outputs of consecutive groups."""
        slots = tuple(slot.sliced(start, length) for slot in self.slots)
        return Figures(len(range(self.count)[start : start + length]), slots)

    def number(self, slot: int) -> pl.DataFrame | None:
        """A number as columns `n`, `d` and `k` (its kind of missing); None if 64 bits do not hold it.

        Where it is missing, `n` is 0 and `d` is 1.
        """
        above, below = self.slots[slot : slot + 2]
        if above.text is not None or below.text is not None:
            return None
        given = pl.DataFrame({"n": above.whole, "d": below.whole})
        there = pl.col("d") != 0
        return given.select(
            pl.when(there).then("n").otherwise(0).cast(pl.Int64),
            pl.when(there).then("d").otherwise(1).cast(pl.Int64),
            pl.when(there).then(0).otherwise("n").cast(pl.Int8).alias("k"),
        )

    def code(self, slot: int, *, named: bool) -> pl.DataFrame:
        """Names or codes as columns `v` and `k` (the kind of missing).

        Where it is missing, `v` is 0 or an empty name.
        """
        own = self.slots[slot]
        kind = pl.when(pl.col("w") < 0).then(-pl.col("w")).otherwise(0).fill_null(0).cast(pl.Int8).alias("k")
        if named:
            texts = pl.repeat(None, self.count, dtype=pl.String, eager=True) if own.text is None else own.text
            given = pl.DataFrame({"w": own.whole.cast(pl.Int64), "t": texts})
            return given.select(pl.col("t").fill_null("").alias("v"), kind)
        given = pl.DataFrame({"w": own.whole.cast(pl.Int64)})
        # A negative code is a kind of missing, which `k` holds.
        return given.select(pl.max_horizontal("w", 0).cast(pl.Int64).alias("v"), kind)


@attrs.frozen(eq=False)
class GroupTable:
    """The results of one group stage.

    Attributes:
        stage: the stage.
        whose: one row per group: its members in columns :data:`MEMBER`, its :data:`SIZE`, and the position of
            its :data:`FIRST` form.
        figures: its outputs.
        withheld: by members, the values withheld so that those of other groups cannot be worked out.
    """

    stage: Stage
    whose: pl.DataFrame
    figures: Figures
    withheld: Mapping[tuple[object, ...], frozenset[MeasureCell]] = attrs.field(factory=dict)

    @classmethod
    def of_groups(cls, stage: Stage, groups: Sequence[Group]) -> "GroupTable":
        """Pack the groups that the scalar engine returned."""
        columns = {
            MEMBER.format(name): pl.Series([each.members[at] for each in groups], dtype=pl.String)
            for at, name in enumerate(stage.population)
        }
        columns[SIZE] = pl.Series([each.size for each in groups], dtype=pl.Int64)
        columns[FIRST] = pl.Series([each.form for each in groups], dtype=pl.Int64)
        withheld = {each.members: each.withheld for each in groups if each.withheld}
        figures = Figures.of([each.outputs for each in groups], stage.size)
        return cls(stage, pl.DataFrame(columns), figures, withheld)

    def __len__(self) -> int:
        """The number of groups."""
        return len(self.whose)

    def members(self, dimension: str) -> pl.Series:
        """The members of a dimension, by group."""
        return self.whose[MEMBER.format(dimension)]

    def groups(self) -> Iterator[Group]:
        """Iterate over the groups one by one."""
        for part in self.parts(AT_ONCE):
            named: list[Sequence[Any]] = [part.members(name).to_list() for name in self.stage.population]
            members = list(zip(*named, strict=True)) if named else [()] * len(part)
            rest = zip(
                part.whose[FIRST].to_list(), part.whose[SIZE].to_list(), part.figures.rows(), strict=True
            )
            for own, (first, size, outputs) in zip(members, rest, strict=True):
                withheld = self.withheld.get(own, frozenset())
                yield Group(self.stage, first, size, outputs, own, withheld)

    def parts(self, size: int) -> Iterator["GroupTable"]:
        """Split the table into parts of `size` groups."""
        for start in range(0, len(self), size):
            whose, figures = self.whose.slice(start, size), self.figures.sliced(start, size)
            yield attrs.evolve(self, whose=whose, figures=figures)

    def places(self, asking: pl.DataFrame) -> pl.Series:
        """The position of the group of each row of `asking` (by columns :data:`MEMBER`), or null."""
        names = [MEMBER.format(name) for name in self.stage.population]
        # A stage over everybody has a single group, and none if no form was read.
        if not names or any(name not in asking.columns for name in names):
            found = 0 if len(self) and not names else None
            return pl.repeat(found, len(asking), dtype=pl.UInt32, eager=True)
        known = self.whose.select(names).with_row_index(_PLACE)
        joined = asking.select(names).join(known, on=names, how="left", maintain_order="left")
        return joined[_PLACE]
