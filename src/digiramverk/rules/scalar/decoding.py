"""Decodes a packed sum: the result of an aggregate, or why there is none."""

from collections.abc import Sequence
from typing import assert_never

import attrs

from digiramverk.rules import nodes
from digiramverk.rules.functions import SumReading
from digiramverk.rules.missing import Missing
from digiramverk.rules.scalar.packing import Packing
from digiramverk.rules.scalar.source import CodeWriter, GeneratedNumber, GeneratedValue, pair_text

_UNDECIDED = int(Missing.UNDECIDED)


@attrs.frozen
class PackedSum:
    """A variable that holds a packed sum.

    Attributes:
        packing: its layout.
        name: the variable.
        blocked: whether unanswered items count as undecided.
        undecidable: whether some item may be undecided by itself.
    """

    packing: Packing
    name: str
    blocked: bool
    undecidable: bool

    @property
    def known(self) -> str:
        """The number of known items."""
        return f"{self.name} & {self.packing.mask}"

    @property
    def summed(self) -> str:
        """The sum of values, over the packing's denominator."""
        return f"{self.name} >> {self.packing.sum_shift}"

    @property
    def stops(self) -> str | None:
        """Whether anything makes the result undecided; None if nothing ever can."""
        unanswered = self.packing.field(Missing.UNANSWERED) if self.blocked else 0
        undecided = self.packing.field(Missing.UNDECIDED) if self.undecidable else 0
        return f"{self.name} & {undecided | unanswered}" if undecided | unanswered else None

    @property
    def nothing(self) -> str:
        """The kind of missing if nothing is known: that of what was excluded."""
        unanswered, irrelevant = Missing.UNANSWERED, Missing.NOT_RELEVANT
        return (
            f"{int(unanswered)} if {self.name} & {self.packing.field(unanswered)} else "
            f"{int(irrelevant)} if {self.name} & {self.packing.field(irrelevant)} else {_UNDECIDED}"
        )


def decoded(
    writer: CodeWriter, node: nodes.Aggregate, sums: Sequence[PackedSum], pairs: dict[object, GeneratedNumber]
) -> GeneratedValue:
    """The result of an aggregate whose values (and weights, if there are two sums) have been summed.

    Args:
        writer: collects the lines.
        node: the aggregate.
        sums: the packed sums.
        pairs: numbers that have been decoded already, to be reused.
    """
    first = sums[0]
    stopped = "" if first.stops is None else f"-{_UNDECIDED} if {first.stops} else "
    match node.reading:
        case SumReading.COUNT:
            pair = f"({first.summed}, 1)"
            if first.stops is None:
                return writer.number(pair, optional=False)
            return writer.number(f"({_UNDECIDED}, 0) if {first.stops} else {pair}", optional=True)
        case SumReading.ALL_TRUE:
            otherwise = f"{stopped}1 if {first.known} else -({first.nothing})"
            return writer.code(f"0 if ({first.summed}) < ({first.known}) else {otherwise}", optional=True)
        case SumReading.ANY_TRUE:
            otherwise = f"{stopped}0 if {first.known} else -({first.nothing})"
            return writer.code(f"1 if {first.summed} else {otherwise}", optional=True)
        case SumReading.TOTAL | SumReading.QUOTIENT:
            return _number(writer, node, sums, pairs)
        case None:
            raise TypeError(node)
        case _:
            assert_never(node.reading)


def _number(
    writer: CodeWriter, node: nodes.Aggregate, sums: Sequence[PackedSum], pairs: dict[object, GeneratedNumber]
) -> GeneratedValue:
    """A mean, share or sum, weighted or not; a number decoded under another policy is reused."""
    first = sums[0]
    names = tuple((each.name, each.packing.denominator) for each in sums)
    key = node.reading, names, node.default
    if key not in pairs:
        pairs[key] = _read(writer, node, sums)
    pair = pairs[key]
    if first.stops is None:
        return pair
    return writer.branch(first.stops, f"{_UNDECIDED}, 0", f"{pair.n}, {pair.d}")


def _read(writer: CodeWriter, node: nodes.Aggregate, sums: Sequence[PackedSum]) -> GeneratedNumber:
    """The number in a packed sum, or why there is none."""
    first = sums[0]
    nothing = f"({first.nothing}), 0" if node.default is None else pair_text(node.default)
    known = writer.fresh("k")
    writer.line(f"{known} = {first.known}")
    if node.reading is SumReading.TOTAL:
        value = f"{first.summed}, {first.packing.denominator}"
    elif len(sums) == 1:
        value = f"{first.summed}, {_times(known, first.packing.denominator)}"
    else:
        second = sums[1]
        above = _times(f"({first.summed})", second.packing.denominator)
        value = f"ratio({above}, {_times(f'({second.summed})', first.packing.denominator)})"
    return writer.branch(known, value, nothing)


def _times(factor: str, number: int) -> str:
    return factor if number == 1 else f"{factor} * {number}"
