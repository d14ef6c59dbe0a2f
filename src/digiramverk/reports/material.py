"""The material of reports: results with the forms behind them, divided into subjects.

The invariant: answers of a form of which something is withheld never enter a material, so no part of a report
and no renderer can show them. Each part could check by itself, but one that forgot to would leak.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import Language
from digiramverk.model import Assessment, Framework
from digiramverk.planning import (
    Standing,
    TargetOutcome,
    standings_of_cells,
    standings_of_form,
    standings_withheld,
)
from digiramverk.reports.document_tree import SHADES, Figure
from digiramverk.reports.measures import WHY
from digiramverk.rules import RESPONSE, ROUND, Number, PlannedMeasure
from digiramverk.scoring import Cell, Results, Selection, withheld_forms, without_answers

_NAMED: Final = ("unit", "round", "group")


@attrs.frozen
class ReportSubject:
    """The subject of one result, as `results_per` says: a form, or all forms of a unit in a round.

    Attributes:
        title: the shortest title that tells it from the others.
        members: the population dimensions that are the same for all its forms.
        forms: the positions of its forms.
    """

    title: str
    members: Mapping[str, str]
    forms: tuple[int, ...]


@attrs.frozen
class Material:
    """Results with the forms that they came from.

    Attributes:
        results: the cells of every measure; the coverage is in the order of the forms.
        forms: the scored forms. A form whose answers are withheld has no answers here.
        withheld: the positions of those forms.
        targets: the outcomes of the framework's targets.
        language: the language of the report.
    """

    results: Results
    forms: tuple[Assessment, ...]
    withheld: frozenset[int]
    targets: tuple[TargetOutcome, ...]
    language: Language

    @classmethod
    def of(
        cls,
        results: Results,
        shown: Selection,
        forms: Sequence[Assessment],
        targets: tuple[TargetOutcome, ...],
        language: Language,
    ) -> "Material":
        """Return the material of the selected results, without withheld answers.

        Args:
            results: the results of all forms, which tell whose answers are withheld.
            shown: the selected results.
            forms: all forms.
            targets: the outcomes of the targets to show.
            language: the language of the report.
        """
        members = [coverage.members for coverage in results.coverage]
        hidden = withheld_forms(results.framework, results.measures.values(), members)
        left = without_answers(forms, hidden)
        return cls(
            shown.results,
            tuple(left[position] for position in shown.positions),
            frozenset(at for at, position in enumerate(shown.positions) if position in hidden),
            targets,
            language,
        )

    @property
    def framework(self) -> Framework:
        """The framework of the results."""
        return self.results.framework

    @property
    def single(self) -> bool:
        """Whether a result belongs to one form. Otherwise no single answer may be shown."""
        return RESPONSE in self.framework.plan.results_per

    @cached_property
    def subjects(self) -> tuple[ReportSubject, ...]:
        """The subjects of all results, in the order of the forms."""
        by_key: dict[tuple[str | None, ...], list[int]] = {}
        keys = self.framework.plan.results_per
        for index, coverage in enumerate(self.results.coverage):
            key = tuple(coverage.members.items()) if self.single else tuple(map(coverage.members.get, keys))
            by_key.setdefault(key, []).append(index)  # type: ignore[arg-type]
        found = []
        for forms in by_key.values():
            members = dict(self.results.coverage[forms[0]].members)
            same = {
                name: member
                for name, member in members.items()
                if all(self.results.coverage[form].members.get(name) == member for form in forms)
            }
            found.append((same, tuple(forms)))
        titles = self._titles([members for members, _ in found])
        return tuple(
            ReportSubject(title, members, forms)
            for title, (members, forms) in zip(titles, found, strict=True)
        )

    def rounds(self, having: Iterable[Mapping[str, str | None]]) -> dict[str, int]:
        """Return the rounds of some members, each with its place, oldest first.

        Raises:
            InputError: DR453, the order of the rounds is unknown.
        """
        named = (members.get(ROUND) for members in having)
        order = self.framework.rounds_in_order(name for name in named if name is not None)
        return {name: place for place, name in enumerate(order)}

    def _titles(self, members: Sequence[Mapping[str, str]]) -> list[str]:
        """Return a title of only what differs: unit, round, group, or else the name of the form."""
        differing = [name for name in _NAMED if len({each.get(name) for each in members}) > 1]
        titles = [self._title(each, differing) for each in members]
        if differing and len(set(titles)) == len(titles):
            return titles
        if len(members) > 1:
            return [self._title(each, (*differing, RESPONSE)) for each in members]
        return [self._title(each, ("unit",)) or self._title(each, (RESPONSE,)) for each in members]

    def _title(self, members: Mapping[str, str], shown: Iterable[str]) -> str:
        return ", ".join(self.member(name, members[name]) for name in shown if name in members)

    def member(self, dimension: str, member: str) -> str:
        """Return the title of a member."""
        return self.framework.title_of(dimension, member, self.language)

    def full_title(self, subject: ReportSubject) -> str:
        """Return the unit, round and group that are known."""
        return self._title(subject.members, _NAMED) or subject.title

    @cached_property
    def own(self) -> tuple[PlannedMeasure, ...]:
        """The measures of single results, in the order of the definition."""
        per = set(self.framework.plan.results_per)
        order = {rule.measure.name: index for index, rule in enumerate(self.framework.rules)}
        chosen = [m for m in self.framework.plan.measures if per <= set(m.population)]
        return tuple(sorted(chosen, key=lambda measure: order[measure.name]))

    @cached_property
    def across(self) -> tuple[PlannedMeasure, ...]:
        """The measures across results."""
        per = set(self.framework.plan.results_per)
        order = {rule.measure.name: index for index, rule in enumerate(self.framework.rules)}
        chosen = [
            m
            for m in self.framework.plan.measures
            if not per <= set(m.population) and RESPONSE not in m.population
        ]
        return tuple(sorted(chosen, key=lambda measure: order[measure.name]))

    @cached_property
    def _cells(self) -> dict[str, dict[tuple[str | None, ...], list[Cell]]]:
        return {}

    def cells(self, measure: PlannedMeasure, subject: ReportSubject | None = None) -> list[Cell]:
        """Return the cells of a measure for a subject; all cells for a measure across results."""
        keys = (RESPONSE, "unit", "round") if self.single else self.framework.plan.results_per
        if subject is None or measure in self.across:
            return list(self.results[measure.name])
        if measure.name not in self._cells:
            index: dict[tuple[str | None, ...], list[Cell]] = {}
            for cell in self.results[measure.name]:
                index.setdefault(tuple(map(cell.members.get, keys)), []).append(cell)
            self._cells[measure.name] = index
        return self._cells[measure.name].get(tuple(map(subject.members.get, keys)), [])

    @cached_property
    def counting(self) -> tuple[bool, ...]:
        """Whether each form counts across units.

        The measure that the framework names under `counts` decides. Without one, published forms count; and
        drafts too, as long as nothing is published.
        """
        name = self.framework.counts
        if name is not None:
            cells = zip(self.results[name], self.results.coverage, strict=True)
            return tuple(cell.value is True for cell, _ in cells)
        published = tuple(form.published for form in self.forms)
        return published if any(published) else tuple(True for _ in self.forms)

    @cached_property
    def counted(self) -> tuple[ReportSubject, ...]:
        """The results with at least one form that counts across units."""
        return tuple(each for each in self.subjects if any(self.counting[form] for form in each.forms))

    def named(self, names: Iterable[str], *, many: bool) -> PlannedMeasure | None:
        """Return the first of the named measures that is across results (`many`) or of single results."""
        fitting = self.across if many else self.own
        measures = {measure.name: measure for measure in fitting}
        return next((measures[name] for name in names if name in measures), None)

    @cached_property
    def item_measure(self) -> PlannedMeasure | None:
        """The measure of the status of indicators where many forms make one result, if there is one."""
        return self.named(self.framework.planning.state, many=False)

    def shows_answers(self, subject: ReportSubject) -> bool:
        """Whether single answers of a subject may be shown: it is one form, and nothing of it is withheld."""
        return self.single and self.withheld.isdisjoint(subject.forms)

    def standings(self, subject: ReportSubject) -> tuple[Standing, ...]:
        """Return the status of each indicator for a subject."""
        if self.single:
            form = self.forms[subject.forms[0]]
            if not self.shows_answers(subject):
                return standings_withheld(self.framework, form)
            return standings_of_form(self.framework, form)
        measure = self.item_measure
        return () if measure is None else standings_of_cells(self.results, self.cells(measure, subject))

    def state(self, standing: Standing) -> str:
        """Return the status of an indicator as text."""
        if standing.level is not None:
            return standing.level.title.to(self.language)
        if standing.display is not None:
            return standing.display[self.language]
        if standing.missing is None:
            return ""
        text = WHY[standing.missing][self.language]
        return text[:1].upper() + text[1:]

    def figure(self, cell: Cell) -> Figure:
        """Return the displayed value of a cell."""
        value = cell.value if isinstance(cell.value, bool) else cell.number
        return Figure(self.results.display(cell, self.language), value, self.figure_style(cell.measure))

    def figure_style(self, measure: PlannedMeasure) -> str | None:
        """Return the display of a measure's numbers: its own format, or that of its unit."""
        kind = measure.type
        if measure.format is not None or not isinstance(kind, Number):
            return measure.format
        return {"fraction": "percent", "count": "count"}.get(kind.unit or "", "points")


def shade(standing: Standing) -> int | None:
    """Return the shade of a status: the reached share of the scale, rounded down so that only all gives 4."""
    return None if standing.share is None else int(standing.share * (SHADES - 1))
