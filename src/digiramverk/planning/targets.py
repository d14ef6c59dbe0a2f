"""Targets and their outcomes."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from digiramverk.core import nearest_float
from digiramverk.model import Framework, Target
from digiramverk.rules import Missing
from digiramverk.scoring import Results


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
    """Return the outcome of each of the given targets, or of all the framework's targets, in order."""
    framework: Framework = results.framework
    return tuple(_outcome(target, results) for target in (framework.targets if targets is None else targets))


def _outcome(target: Target, results: Results) -> TargetOutcome:
    members = dict(target.where)
    if target.round is not None:
        members["round"] = target.round
    cell = next(results.select(target.measure, **members), None)
    if cell is None or not isinstance(cell.value, Fraction):
        return TargetOutcome(target, None, None if cell is None else cell.missing, None)
    met = cell.value <= target.bound if target.at_least is None else cell.value >= target.at_least
    return TargetOutcome(target, cell.value, None, met)
