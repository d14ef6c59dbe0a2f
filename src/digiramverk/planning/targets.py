"""Targets and their outcomes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import nearest_float
from digiramverk.model import Framework, Target
from digiramverk.rules import Missing
from digiramverk.scoring import Cell, Results


@attrs.frozen
class TargetOutcome:
    """One target and its outcome.

    Attributes:
        target: the target.
        outcome: the exact value of the measure; None if there is none.
        missing: why there is no outcome. If both are None, no form belongs to the cell yet.
        met: whether the outcome keeps the bound, compared exactly; None without an outcome.
    """

    target: Target
    outcome: Fraction | None
    missing: Missing | None
    met: bool | None

    def to_dict(self) -> dict[str, Any]:
        """The machine-readable shape of one entry of `targets`."""
        target = self.target
        shown: dict[str, Any] = {"measure": target.measure, "where": dict(target.where)}
        if target.round is not None:
            shown["round"] = target.round
        shown["target"] = float(target.bound)
        if target.at_least is None:
            shown["bound"] = "at_most"
        shown |= {"outcome": None if self.outcome is None else nearest_float(self.outcome), "met": self.met}
        if self.outcome is None:
            shown["missing"] = "no_outcome" if self.missing is None else self.missing.key
        return shown


def outcomes(results: Results, targets: Iterable[Target] | None = None) -> tuple[TargetOutcome, ...]:
    """Return the outcome of each target whose measure the results have, in order.

    Args:
        results: the results.
        targets: the targets; all those of the framework if not stated.
    """
    framework: Framework = results.framework
    every = framework.targets if targets is None else targets
    return tuple(_outcome(target, results) for target in every if target.measure in results)


def outcomes_of(framework: Framework, cell: Cell) -> tuple[TargetOutcome, ...]:
    """Return the outcome of each of the framework's targets that is about one cell, in order."""
    return tuple(
        _compared(target, cell)
        for target in framework.targets
        if target.measure == cell.measure.name and _members(target).items() <= cell.members.items()
    )


def _outcome(target: Target, results: Results) -> TargetOutcome:
    found = results.select(target.measure, **_members(target))
    return _compared(target, found[0]) if found else TargetOutcome(target, None, None, None)


def _members(target: Target) -> dict[str, str]:
    return dict(target.where) | ({} if target.round is None else {"round": target.round})


def _compared(target: Target, cell: Cell) -> TargetOutcome:
    if not isinstance(cell.value, Fraction):
        return TargetOutcome(target, None, cell.missing, None)
    met = cell.value <= target.bound if target.at_least is None else cell.value >= target.at_least
    return TargetOutcome(target, cell.value, None, met)
