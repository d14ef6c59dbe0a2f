"""Selects the results to show, by members, after everything has been counted.

A choice never reaches the engine. Figures across forms are computed over all forms, whatever is chosen; the
choice only leaves out figures that the chosen forms do not belong to.
"""

from collections.abc import Mapping, Sequence

import attrs

from digiramverk.core import Diagnostic, Names, NotFoundError, clean, near
from digiramverk.model import Framework, Target
from digiramverk.rules import RESPONSE
from digiramverk.scoring.measure_results import MeasureResults
from digiramverk.scoring.member_columns import MemberColumns
from digiramverk.scoring.results import Results

MemberChoice = Mapping[str, str | Sequence[str]]
"""Dimension → the member, or the members, to show."""

_MOST_NAMED = 12


@attrs.frozen
class Selection:
    """The results to show.

    Attributes:
        results: the results with only the chosen forms and their cells.
        positions: the positions of the chosen forms among all of them.
        wanted: dimension → the members asked for.
    """

    results: Results
    positions: tuple[int, ...]
    wanted: Mapping[str, tuple[str, ...]]

    def shows(self, target: Target) -> bool:
        """Whether a target applies to the chosen forms.

        The round of a target is often one that nobody has answered yet. It matters only if rounds were
        chosen.
        """
        members = {name: member for name, member in target.where if name in self._population}
        if target.round is not None and "round" in self.wanted:
            members["round"] = target.round
        return any(members.items() <= each.members.items() for each in self.results.coverage)

    @property
    def _population(self) -> frozenset[str]:
        return frozenset(_population(self.results.framework))


def selection(results: Results, only: MemberChoice) -> Selection:
    """Choose what to show.

    Args:
        results: of all forms that were counted.
        only: what to show. Forms must have one of the members of every dimension named.

    Raises:
        NotFoundError: DR813, no form has what was asked for; with the members that exist.
    """
    wanted = {
        name: tuple(map(clean, (each,) if isinstance(each, str) else each)) for name, each in only.items()
    }
    whose = results.coverage.members.rows
    positions = tuple(range(len(whose)))
    for name, members in wanted.items():
        there = dict.fromkeys(member for at in positions if (member := whose[at].get(name)) is not None)
        strange = [member for member in members if member not in there]
        if strange:
            raise NotFoundError(_unknown(results.framework, name, member, tuple(there)) for member in strange)
        positions = tuple(at for at in positions if whose[at].get(name) in members)
    if not wanted:
        return Selection(results, positions, wanted)
    coverage = results.coverage.taken(positions)
    measures = {name: _belonging(own, positions, coverage.members) for name, own in results.measures.items()}
    return Selection(attrs.evolve(results, measures=measures, coverage=coverage), positions, wanted)


def _belonging(own: MeasureResults, positions: Sequence[int], forms: MemberColumns) -> MeasureResults:
    """The values of a measure to which one of the chosen forms belongs."""
    population = own.measure.population
    if population == (RESPONSE,):
        return own.taken(positions)
    there = set(_members(forms, population))
    return own.taken([place for place, each in enumerate(_members(own.members, population)) if each in there])


def _members(whose: MemberColumns, names: Sequence[str]) -> Sequence[tuple[str | None, ...]]:
    return list(zip(*map(whose.column, names), strict=True)) if names else [()] * whose.size


def _population(framework: Framework) -> tuple[str, ...]:
    return tuple(each.name for each in framework.plan.space.dimensions if each.population)


def _unknown(framework: Framework, name: str, member: str, there: tuple[str, ...]) -> Diagnostic:
    dimensions = _population(framework)
    known = there or dimensions
    close = near(member, known) if there else near(name, dimensions)
    args = {"wanted": f"{name}={member}", "known": Names(known[:_MOST_NAMED])}
    return Diagnostic("DR813", args, near=close)
