"""The action plan as a document, for one unit or for all units of the organiser.

The invariant: a plan has no logic of its own. The step to aim for, what to do first and what to do later are
values of the measures that the framework names under `plan`, over the forms that its `counts` selects. If
the framework names no measure for a part, the plan says so and leaves the part empty. A default order would
look like advice that nobody has given.

The headings follow the two plan templates of the Mittköping document (see LIKA's SOURCES.md); the sentences
are our own.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import Diagnostic, InputError, Language, NotFoundError
from digiramverk.model import Proposal
from digiramverk.planning import (
    AreaProposal,
    ProposedIndicator,
    Standing,
    TargetOutcome,
    by_area,
    fitting,
    proposed,
)
from digiramverk.reports.assessment import by_measure
from digiramverk.reports.document_tree import Block, FieldGroup, FormField, Heading, Note, Paragraph
from digiramverk.reports.grid import by_round
from digiramverk.reports.lines import measure_table
from digiramverk.reports.material import Material, ReportSubject
from digiramverk.reports.measures import measure_title
from digiramverk.rules import PlannedMeasure
from digiramverk.scoring import Cell

_TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "now": {"sv": "Nuläge", "en": "Current state"},
    "now_school": {
        "sv": "Så ser läget ut enligt skattningen {when}. Skriv till det som siffrorna inte visar.",
        "en": "This is the state according to the assessment {when}. Add what the figures do not show.",
    },
    "now_central": {
        "sv": "Underlag: {count} formulär från {units} enheter. Formulär som inte räknas: {rest}. "
        "Skriv till det som siffrorna inte visar.",
        "en": "Basis: {count} forms from {units} units. Forms that do not count: {rest}. "
        "Add what the figures do not show.",
    },
    "comments": {"sv": "Kommentarer till läget", "en": "Comments on the state"},
    "comments_hint": {
        "sv": "Vad förklarar utfallet? Vad händer framöver som påverkar planen?",
        "en": "What explains the outcome? What lies ahead that affects the plan?",
    },
    "ambition": {"sv": "Övergripande ambitionsnivå", "en": "Overall level of ambition"},
    "ambition_unnamed": {
        "sv": "Ramverket säger inte vilket mått som ger steget att sikta på, så inget föreslås.",
        "en": "The framework does not say which measure gives the step to aim for, so none is proposed.",
    },
    "ambition_no_value": {
        "sv": "Måttet ”{title}” har inget värde för de här svaren.",
        "en": "The measure “{title}” has no value for these answers.",
    },
    "ambition_none": {"sv": "Ramverket har inga steg.", "en": "The framework has no steps."},
    "our_ambition": {"sv": "Vår ambitionsnivå", "en": "Our level of ambition"},
    "our_ambition_hint": {
        "sv": "Vad siktar vi på, till när, och varför just det?",
        "en": "What do we aim for, by when, and why?",
    },
    "plan": {"sv": "Handlingsplan {period}", "en": "Action plan {period}"},
    "overall": {"sv": "Övergripande", "en": "Overall"},
    "priorities": {"sv": "Prioriterade insatser", "en": "Prioritised actions"},
    "priorities_school": {
        "sv": "Prioriterade insatsområden att börja med",
        "en": "Prioritised action areas to begin with",
    },
    "proposed": {
        "sv": "{by} Stryk, skriv om och välj.",
        "en": "{by} Strike out, rewrite and choose.",
    },
    "first_unnamed": {
        "sv": "Ramverket säger inte vilket mått som visar vad som görs först, så inget föreslås.",
        "en": "The framework does not say which measure shows what to do first, so nothing is proposed.",
    },
    "more": {"sv": "Måttet tar också upp: {names}.", "en": "The measure also lists: {names}."},
    "area_heading": {"sv": "Utvecklingsområde – {area}", "en": "Development area – {area}"},
    "ahead": {
        "sv": "Övriga insatsområden för att nå ambitionsnivån – framåtblickande",
        "en": "Further action areas to reach the level of ambition – looking ahead",
    },
    "nothing_ahead": {
        "sv": "Inga fler förslag finns att visa.",
        "en": "There are no further proposals to show.",
    },
    "item": {"sv": "Insatsområde {number}", "en": "Action area {number}"},
    "development": {"sv": "Utvecklingsområde", "en": "Development area"},
    "goals": {"sv": "Mål (konkret och mätbart)", "en": "Goals (concrete and measurable)"},
    "actions": {"sv": "Insatser och aktiviteter", "en": "Actions and activities"},
    "owner": {"sv": "Ansvarig och involverade", "en": "Responsible and involved"},
    "deadline": {"sv": "Klart senast", "en": "Done by"},
    "follow_up": {"sv": "Uppföljning", "en": "Follow-up"},
    "development_hint": {"sv": "Vad ska bli bättre?", "en": "What is to improve?"},
    "goals_hint": {"sv": "Hur märks det att det blev bättre?", "en": "How will it show?"},
    "actions_hint": {"sv": "Vad görs, kort och konkret?", "en": "What is done, in short?"},
    "owner_hint": {"sv": "Vem håller i det, och vilka är med?", "en": "Who leads it, and who takes part?"},
    "deadline_hint": {"sv": "Datum", "en": "Date"},
    "follow_up_hint": {"sv": "När och hur ser vi om det blev gjort?", "en": "When and how do we check?"},
    "signing": {"sv": "Beslut", "en": "Decision"},
    "date": {"sv": "Datum", "en": "Date"},
    "revised": {"sv": "Revideras och följs upp senast", "en": "To be revised and followed up by"},
    "responsible": {"sv": "Ansvarig", "en": "Responsible"},
    "nothing_here": {
        "sv": "Måttet tar inte upp något i området.",
        "en": "The measure lists nothing in this area.",
    },
    "state": {"sv": "nu: {state}", "en": "now: {state}"},
}


def _say(key: str, language: Language, **args: object) -> str:
    return _TEXTS[key][language].format(**args)


def period_of(rounds: Sequence[str]) -> str:
    """Return the school year that follows the last round, or "" if the round is not a year."""
    if rounds and re.fullmatch("[0-9]{4}", rounds[-1]):
        return f"{rounds[-1]}/{int(rounds[-1]) + 1}"
    return ""


def plan_subjects(material: Material) -> tuple[ReportSubject, ...]:
    """Return the results that a plan is about: one result of one unit, or those of many units that count.

    Only the last round is used.

    Raises:
        NotFoundError: DR812, there is one unit with several results that count in its last round.
        InputError: DR625, there are many units and none of their forms counts.
    """
    units = {subject.members.get("unit") for subject in material.subjects}
    if len(units) == 1:
        # A single unit may plan from its own draft. Figures for many units use only forms that count.
        newest = tuple(by_round(material, material.counted or material.subjects)[0][1])
        if len(newest) > 1:
            raise NotFoundError([Diagnostic("DR812", {"count": len(newest), "example": example(newest)})])
        return newest
    if not material.counted:
        raise InputError([Diagnostic("DR625", {"count": len(material.forms)})])
    return tuple(by_round(material, material.counted)[0][1])


def example(subjects: Sequence[ReportSubject]) -> str:
    """Return the `--only` options that would select the first of several results."""
    members = subjects[0].members
    shown = [f'{name}="{members[name]}"' for name in ("unit", "round", "group") if name in members]
    return "--only " + " --only ".join(shown) if shown else f"--only response={members['response']}"


@attrs.frozen
class ActionPlan:
    """The results behind one plan, and access to the measures that the framework names for it.

    Attributes:
        material: all results.
        subjects: the results that the plan is about; see :func:`plan_subjects`.
    """

    material: Material
    subjects: tuple[ReportSubject, ...]

    @property
    def many(self) -> bool:
        """Whether the plan is about many units."""
        return len({subject.members.get("unit") for subject in self.material.subjects}) > 1

    @property
    def round(self) -> str | None:
        """The round of the results."""
        return self.subjects[0].members.get("round")

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """The status of every indicator in the plan of one unit, by id; empty for many units."""
        found = () if self.many else self.material.standings(self.subjects[0])
        return {each.indicator.id: each for each in found}

    def measure(self, names: Sequence[str]) -> PlannedMeasure | None:
        """Return the one of the named measures that fits the plan: across units, or of one unit."""
        return self.material.named(names, many=self.many)

    def cells(self, measure: PlannedMeasure) -> list[Cell]:
        """Return the cells of a measure that the plan is about."""
        if not self.many:
            return self.material.cells(measure, self.subjects[0])
        cells = self.material.cells(measure)
        return [cell for cell in cells if cell.members.get("round", self.round) == self.round]

    def targets(self) -> tuple[TargetOutcome, ...]:
        """Return the targets to show. The plan of one unit leaves out the targets for all units."""
        own = {measure.name for measure in self.material.own}
        return tuple(each for each in self.material.targets if self.many or each.target.measure in own)


def plan_blocks(plan: ActionPlan, state: Sequence[Block], targets: Sequence[Block]) -> list[Block]:
    """Return the whole plan.

    Args:
        plan: the results behind it.
        state: charts and tables that show the current state.
        targets: tables of targets and outcomes.
    """
    material, language = plan.material, plan.material.language
    planning = material.framework.planning
    signing = tuple(FormField(_say(key, language)) for key in ("date", "revised", "responsible"))
    overall = FieldGroup(_say("overall", language), _fields(language))
    period = period_of([] if plan.round is None else [plan.round])
    return [
        Heading(_say("now", language), 2, "plan"),
        Paragraph(_opening(plan)),
        *state,
        *targets,
        FieldGroup(_say("comments", language), (_field("comments", language),)),
        Heading(_say("ambition", language), 2),
        *_ambition(plan),
        FieldGroup(_say("ambition", language), (_field("our_ambition", language),)),
        Heading(_say("plan", language, period=period).strip(), 2),
        overall,
        Heading(_say("priorities" if plan.many else "priorities_school", language), 2),
        *_first(plan, plan.measure(planning.first)),
        Heading(_say("ahead", language), 2),
        overall,
        *_ahead(plan, plan.measure(planning.ahead), plan.measure(planning.first)),
        Heading(_say("signing", language), 2),
        FieldGroup(_say("signing", language), signing),
    ]


def _opening(plan: ActionPlan) -> str:
    language = plan.material.language
    if not plan.many:
        return _say("now_school", language, when=plan.round or "").replace(" .", ".")
    forms = [form for subject in plan.subjects for form in subject.forms if plan.material.counting[form]]
    units = {subject.members.get("unit") for subject in plan.subjects}
    here = [each for each in plan.material.forms if each.round == plan.round]
    return _say("now_central", language, count=len(forms), units=len(units), rest=len(here) - len(forms))


def _ambition(plan: ActionPlan) -> list[Block]:
    """Return the step to aim for, from the measure that the framework names, with the note of its rule."""
    material, language = plan.material, plan.material.language
    measure = plan.measure(material.framework.planning.step)
    if measure is None:
        steps = bool(material.framework.steps)
        return [Paragraph(_say("ambition_unnamed" if steps else "ambition_none", language))]
    cells = plan.cells(measure)
    title = measure_title(material.framework, measure.name, language)
    if not cells:
        return [Paragraph(_say("ambition_no_value", language, title=title))]
    fixed = frozenset(plan.subjects[0].members) if not plan.many else frozenset[str]()
    return [measure_table(material, measure, cells, fixed), Note(by_measure(material, measure))]


def _first(plan: ActionPlan, measure: PlannedMeasure | None) -> list[Block]:
    """Return what to do first per area, with fields to fill in; empty fields if no measure is named."""
    material, language = plan.material, plan.material.language
    framework = material.framework
    items = () if measure is None else proposed(framework, plan.cells(measure))
    blocks: list[Block] = []
    if measure is None:
        blocks.append(Note(_say("first_unnamed", language)))
    else:
        blocks.append(Note(_say("proposed", language, by=by_measure(material, measure))))
    for area in by_area(framework, items, framework.planning.most):
        blocks += _area(plan, area, measure)
    return blocks


def _ahead(plan: ActionPlan, measure: PlannedMeasure | None, first: PlannedMeasure | None) -> list[Block]:
    """Return what to do later: what its measure lists, except what is already listed as first."""
    material, language = plan.material, plan.material.language
    framework = material.framework
    if measure is None:
        return []
    done = set() if first is None else {each.indicator.id for each in proposed(framework, plan.cells(first))}
    items = [each for each in proposed(framework, plan.cells(measure)) if each.indicator.id not in done]
    areas = [each for each in by_area(framework, items, framework.planning.most) if each.items]
    if not areas:
        return [Paragraph(_say("nothing_ahead", language))]
    blocks: list[Block] = [Note(by_measure(material, measure))]
    for area in areas:
        blocks += _area(plan, area, measure)
    return blocks


def _area(plan: ActionPlan, area: AreaProposal, measure: PlannedMeasure | None) -> list[Block]:
    language = plan.material.language
    heading = Heading(_say("area_heading", language, area=area.area.title.to(language)), 3)
    if measure is None:
        return [heading, FieldGroup(_say("item", language, number=1), _fields(language))]
    if not area.items:
        return [heading, Paragraph(_say("nothing_here", language))]
    blocks: list[Block] = [heading]
    for number, item in enumerate(area.items, 1):
        label = _say("item", language, number=number)
        blocks.append(FieldGroup(f"{label}: {item.indicator.id}", _fields(language, plan, item)))
    if area.rest:
        names = ", ".join(each.indicator.id for each in area.rest)
        blocks.append(Note(_say("more", language, names=names)))
    return blocks


def _field(key: str, language: Language) -> FormField:
    return FormField(_say(key, language), "", _say(f"{key}_hint", language))


def _fields(
    language: Language, plan: ActionPlan | None = None, item: ProposedIndicator | None = None
) -> tuple[FormField, ...]:
    """Return the fields of one development area, filled in with what the framework proposes."""
    what = goals = actions = owner = ""
    if plan is not None and item is not None:
        indicator = item.indicator
        state = _state(plan, item)
        what = f"{indicator.id} {indicator.text.to(language)}" + (f" ({state})" if state else "")
        goals = _proposals(plan, item, indicator.measurable_goals)
        actions = _proposals(plan, item, indicator.suggestions)
        # A plan for many units proposes no owner: the roles of one unit cannot answer for all of them.
        roles = () if plan.many else indicator.roles
        owner = ", ".join(plan.material.member("role", each) for each in roles)
    return (
        FormField(_say("development", language), what, _say("development_hint", language)),
        FormField(_say("goals", language), goals, _say("goals_hint", language)),
        FormField(_say("actions", language), actions, _say("actions_hint", language)),
        FormField(_say("owner", language), owner, _say("owner_hint", language)),
        _field("deadline", language),
        _field("follow_up", language),
    )


def _proposals(plan: ActionPlan, item: ProposedIndicator, proposals: Sequence[Proposal]) -> str:
    """Return what is proposed for an indicator to those who plan, a line each."""
    own = plan.standings.get(item.indicator.id)
    level = None if own is None or own.level is None else own.level.id
    # A value for all school forms together is about those of the units.
    forms = _school_forms(item.cells) or _school_forms(plan.subjects)
    fit = fitting(proposals, level, "organiser" if plan.many else "unit", forms)
    return "\n".join(each.text.to(plan.material.language) for each in fit)


def _school_forms(having: Sequence[Cell | ReportSubject]) -> set[str]:
    return {each.members["school_form"] for each in having if "school_form" in each.members}


def _state(plan: ActionPlan, item: ProposedIndicator) -> str:
    """Return the status of an indicator: the answer of one form, or the values that propose it."""
    material, language = plan.material, plan.material.language
    if not plan.many:
        own = plan.standings.get(item.indicator.id)
        return "" if own is None else _say("state", language, state=material.state(own).lower())
    shown: list[str] = []
    for cell in item.cells:
        if isinstance(cell.value, bool):
            continue
        whose = [
            material.member(name, cell.members[name])
            for name in cell.measure.population
            if name != "round" and name in cell.members
        ]
        value = material.results.display(cell, language)
        shown.append(f"{', '.join(whose)}: {value}" if whose else value)
    return "; ".join(shown)
