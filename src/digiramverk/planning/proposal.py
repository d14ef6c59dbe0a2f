"""What an action plan proposes.

The invariant: a proposal is a cell of a measure that the framework names under `plan`. Thresholds and
priorities are rules of the framework. If this module had its own, a plan and a report could disagree.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction

import attrs

from digiramverk.model import Area, Framework, Indicator, Proposal
from digiramverk.rules import ITEM
from digiramverk.scoring import Cell


@attrs.frozen
class ProposedIndicator:
    """An indicator that a measure proposes.

    Attributes:
        indicator: the indicator.
        areas: the path of areas to it, outermost first.
        cells: the cells that propose it: several if the measure has one per school form, for example.
    """

    indicator: Indicator
    areas: tuple[Area, ...]
    cells: tuple[Cell, ...]


@attrs.frozen
class AreaProposal:
    """The indicators proposed in one outermost area.

    Attributes:
        area: the area.
        items: the indicators to show, in order.
        rest: the indicators beyond the `most` that the framework states.
    """

    area: Area
    items: tuple[ProposedIndicator, ...]
    rest: tuple[ProposedIndicator, ...]


def proposed(framework: Framework, cells: Iterable[Cell]) -> tuple[ProposedIndicator, ...]:
    """Return the indicators that a measure proposes.

    Args:
        framework: the framework of the measure.
        cells: cells of one measure per indicator. True and numbers above 0 propose the indicator; a missing
            or withheld value does not.

    Returns:
        The indicators with the largest numbers first. Equal numbers keep the order of the framework.
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
    """The sort key of a value; all true values are equal."""
    return cell.value if isinstance(cell.value, Fraction) else Fraction(1)


def fitting(
    proposals: Iterable[Proposal], level: str | None, addressee: str, school_forms: Collection[str]
) -> tuple[Proposal, ...]:
    """Return the proposals that fit the state of an indicator and those who plan.

    Args:
        proposals: suggestions or measurable goals of the indicator.
        level: the answered level; None if it is not that of one form. What is meant for certain answers then
            fits nobody: a mean of answers is none of them.
        addressee: who plans, `unit` or `organiser`.
        school_forms: those that the plan is about; empty if unknown, and then every proposal fits.
    """
    return tuple(
        each
        for each in proposals
        if (not each.answers or level in each.answers)
        and each.addressee in {None, addressee}
        and not (each.school_forms and school_forms and set(each.school_forms).isdisjoint(school_forms))
    )


def by_area(
    framework: Framework, items: Sequence[ProposedIndicator], most: int | None
) -> tuple[AreaProposal, ...]:
    """Return the proposals for every outermost area of the framework, in its order.

    Args:
        framework: the framework.
        items: the proposed indicators, in order.
        most: the greatest number to show per area; None means all.
    """
    found: list[AreaProposal] = []
    for area in framework.areas:
        own = tuple(item for item in items if item.areas[0].id == area.id)
        end = len(own) if most is None else most
        found.append(AreaProposal(area, own[:end], own[end:]))
    return tuple(found)
