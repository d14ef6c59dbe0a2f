"""What an action plan proposes: read from the measures that the framework names, and from nothing else."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from digiramverk.model import Area, Framework, Indicator
from digiramverk.rules import ITEM
from digiramverk.scoring import Cell


@attrs.frozen
class ProposedIndicator:
    """One indicator that is proposed, with the values that say so.

    Attributes:
        indicator: which.
        areas: the area it is in, with the areas above it, outermost first.
        cells: the values of the measure that propose it: one, or one per school form and the like.
    """

    indicator: Indicator
    areas: tuple[Area, ...]
    cells: tuple[Cell, ...]


@attrs.frozen
class AreaProposal:
    """What is proposed in one area (an outermost one).

    Attributes:
        area: which.
        items: what is proposed, in order.
        rest: what the measure proposes beyond the number that the framework wants to see.
    """

    area: Area
    items: tuple[ProposedIndicator, ...]
    rest: tuple[ProposedIndicator, ...]


def proposed(framework: Framework, cells: Iterable[Cell]) -> tuple[ProposedIndicator, ...]:
    """The indicators that a measure proposes, in order.

    Args:
        framework: for the indicators and their areas.
        cells: of one measure per indicator. A yes proposes its indicator, and so does a number above zero.
            What is missing or withheld proposes nothing.

    Returns:
        The largest numbers first; otherwise in the framework's own order.
    """
    by_indicator: dict[str, list[Cell]] = {}
    for cell in cells:
        if isinstance(cell.value, bool | Fraction) and cell.value > 0:
            by_indicator.setdefault(cell.members[ITEM], []).append(cell)
    found = [
        ProposedIndicator(indicator, path, tuple(by_indicator[indicator.id]))
        for path in framework.area_paths()
        for indicator in path[-1].indicators
        if indicator.id in by_indicator
    ]
    return tuple(sorted(found, key=lambda item: -max(map(_number, item.cells))))


def _number(cell: Cell) -> Fraction:
    """A value as a number by which it is put in order; every yes is the same."""
    return cell.value if isinstance(cell.value, Fraction) else Fraction(1)


def by_area(
    framework: Framework, items: Sequence[ProposedIndicator], most: int | None
) -> tuple[AreaProposal, ...]:
    """What is proposed, area by area; all areas of the framework in their order.

    Args:
        framework: with its areas.
        items: what is proposed.
        most: how many there are per area at most; None for all.
    """
    found: list[AreaProposal] = []
    for area in framework.areas:
        own = tuple(item for item in items if item.areas[0].id == area.id)
        end = len(own) if most is None else most
        found.append(AreaProposal(area, own[:end], own[end:]))
    return tuple(found)
