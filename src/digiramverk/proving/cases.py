"""Runs cases and compares the results with what they expect."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from digiramverk.model import Case, ExpectedCell, ExpectedTarget
from digiramverk.planning import TargetOutcome, outcomes
from digiramverk.scoring import Cell, Results, Scorer


@attrs.frozen
class Difference:
    """One cell that differs from what a case expects.

    Attributes:
        measure: the measure's name.
        expected: the expected cell; None if the cell was not expected.
        found: the cell that was computed; None if there is none. If several cells fit, the first.
        fitting: the number of cells that fit what was expected.
    """

    measure: str
    expected: ExpectedCell | None
    found: Cell | None
    fitting: int = 1


@attrs.frozen
class TargetDifference:
    """A target with another outcome than expected; `found` is None if there is no such target."""

    expected: ExpectedTarget
    found: TargetOutcome | None


@attrs.frozen
class CaseOutcome:
    """A case that has been run.

    Attributes:
        case: the case.
        differences: the cells that differ; none if the case holds.
        targets: likewise for targets.
        results: everything that was scored.
    """

    case: Case
    differences: tuple[Difference, ...]
    targets: tuple[TargetDifference, ...]
    results: Results = attrs.field(repr=False)

    @property
    def holds(self) -> bool:
        """Whether there are no differences."""
        return not self.differences and not self.targets


def run_case(case: Case, scorer: Scorer) -> CaseOutcome:
    """Score the forms of a case and compare the results with what it expects."""
    results = scorer.score(case.assessments)
    differences = [
        difference
        for measure, expected in case.expect
        for difference in _compared(measure, results[measure], expected, partial=case.partial)
    ]
    reached = outcomes(results) if case.targets else ()
    targets = [_target(each, reached) for each in case.targets]
    return CaseOutcome(case, tuple(differences), tuple(each for each in targets if each is not None), results)


def _compared(
    measure: str, cells: Iterable[Cell], expected: Iterable[ExpectedCell], *, partial: bool
) -> list[Difference]:
    left = list(cells)
    found: list[Difference] = []
    for each in expected:
        members = dict(each.members).items()
        fitting = [cell for cell in left if members <= cell.members.items()]
        if len(fitting) != 1:
            found.append(Difference(measure, each, fitting[0] if fitting else None, len(fitting)))
            left = [cell for cell in left if cell not in fitting]
            continue
        left.remove(fitting[0])
        if not _as_expected(fitting[0], each):
            found.append(Difference(measure, each, fitting[0]))
    if not partial:
        found += [Difference(measure, None, cell) for cell in left]
    return found


def _as_expected(cell: Cell, expected: ExpectedCell) -> bool:
    if expected.missing is not None or cell.missing is not None:
        return cell.missing is not None and cell.missing.key == expected.missing
    if isinstance(cell.value, Fraction) and isinstance(expected.value, Fraction):
        return abs(cell.value - expected.value) <= expected.tolerance
    return cell.value == expected.value


def _target(expected: ExpectedTarget, reached: Iterable[TargetOutcome]) -> TargetDifference | None:
    wanted = dict(expected.where)
    if expected.round is not None:
        wanted["round"] = expected.round
    for each in reached:
        own = dict(each.target.where)
        if each.target.round is not None:
            own["round"] = each.target.round
        if each.target.measure == expected.measure and own == wanted:
            alike = each.outcome == expected.outcome and each.met == expected.met
            return None if alike else TargetDifference(expected, each)
    return TargetDifference(expected, None)
