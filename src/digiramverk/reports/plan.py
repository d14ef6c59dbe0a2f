"""The action plan as a document: for one unit or for the central administration.

The headings follow the two plan templates of the Mittköping document (see LIKA's SOURCES.md); the
sentences are our own.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from digiramverk.core.language import LANGUAGES, Language
from digiramverk.planning.action_plan import ActionPlan, AreaPlan, action_plan
from digiramverk.planning.standing import Standing
from digiramverk.reports.grid import by_round, counted
from digiramverk.reports.material import Material, Subject
from digiramverk.reports.tree import Block, Field, Form, Heading, Note, Paragraph
from digiramverk.rules.types import Boolean
from digiramverk.scoring.display import percent

_TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    "now": {"sv": "Nuläge", "en": "Current state"},
    "now_school": {
        "sv": "Så ser läget ut enligt värderingen {when}. Skriv till det som siffrorna inte visar.",
        "en": "This is the state according to the assessment {when}. Add what the figures do not show.",
    },
    "now_central": {
        "sv": "{count} värderingar ligger till grund. Skriv till det som siffrorna inte visar.",
        "en": "{count} assessments lie behind this. Add what the figures do not show.",
    },
    "comments": {"sv": "Kommentarer till läget", "en": "Comments on the state"},
    "comments_hint": {
        "sv": "Vad förklarar utfallet? Vad händer framöver som påverkar planen?",
        "en": "What explains the outcome? What lies ahead that affects the plan?",
    },
    "ambition": {"sv": "Övergripande ambitionsnivå", "en": "Overall level of ambition"},
    "ambition_step": {
        "sv": "Förslag på steg att nå: {step}, det lägsta där något återstår.",
        "en": "Proposed step to reach: {step}, the lowest where something remains.",
    },
    "ambition_all": {
        "sv": "Allt som ramverket frågar efter är uppnått. Förslag: att hålla nivån.",
        "en": "Everything that the framework asks for is reached. Proposal: to keep the level.",
    },
    "ambition_none": {
        "sv": "Ramverket har inga steg. Förslag: att börja med det som är längst från målet.",
        "en": "The framework has no steps. Proposal: to begin with what is furthest from the goal.",
    },
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
        "sv": "Förslagen kommer ur resultatet: lägsta steget först, sedan det som är längst från målet. "
        "Stryk, skriv om och välj.",
        "en": "The proposals come from the results: lowest step first, then what is furthest from the goal. "
        "Strike out, rewrite and choose.",
    },
    "area_heading": {"sv": "Utvecklingsområde – {area}", "en": "Development area – {area}"},
    "ahead": {
        "sv": "Övriga insatsområden för att nå ambitionsnivån – framåtblickande",
        "en": "Further action areas to reach the level of ambition – looking ahead",
    },
    "nothing_ahead": {
        "sv": "Resultatet ger inga fler förslag.",
        "en": "The results give no further proposals.",
    },
    "item": {"sv": "Område {number}", "en": "Area {number}"},
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
    "done": {
        "sv": "Inget återstår här på vägen till ambitionsnivån.",
        "en": "Nothing remains here on the way to the level of ambition.",
    },
    "state": {"sv": "nu: {state}", "en": "now: {state}"},
}


def _say(key: str, language: Language, **args: object) -> str:
    return _TEXTS[key][language].format(**args)


def period_of(rounds: Sequence[str]) -> str:
    """The school year that follows the last round, where rounds are years."""
    if rounds and rounds[-1].isdecimal():
        return f"{rounds[-1]}/{int(rounds[-1]) + 1}"
    return ""


def plan_blocks(material: Material, state: Sequence[Block], targets: Sequence[Block]) -> list[Block]:
    """The whole plan.

    Args:
        material: the results.
        state: what shows the current state: charts and tables.
        targets: targets against outcomes.
    """
    language = material.language
    newest = by_round(counted(material)[0])[0][1] if len(material.subjects) > 1 else list(material.subjects)
    central = len(material.subjects) > 1
    rounds = [s.members["round"] for s in newest if "round" in s.members][-1:]
    proposed = action_plan(material.framework, _standings(material, newest), _ambition(material, newest))
    when = rounds[-1] if rounds else ""
    opening = (
        _say("now_central", language, count=len(newest))
        if central
        else _say("now_school", language, when=when).replace(" .", ".")
    )
    blocks: list[Block] = [
        Heading(_say("now", language), 2, "plan"),
        Paragraph(opening),
        *state,
        *targets,
        Form(_say("comments", language), (_field("comments", language),)),
        Heading(_say("ambition", language), 2),
        Paragraph(_ambition_text(material, proposed)),
        Form(_say("ambition", language), (_field("our_ambition", language),)),
        Heading(_say("plan", language, period=period_of(rounds)).strip(), 2),
        Form(_say("overall", language), _fields(language, _say("development", language), None)),
        Heading(_say("priorities" if central else "priorities_school", language), 2),
        Note(_say("proposed", language)),
    ]
    for area in proposed.areas:
        blocks += _area(material, area, area.first)
    blocks.append(Heading(_say("ahead", language), 2))
    blocks.append(Form(_say("overall", language), _fields(language, _say("development", language), None)))
    for area in proposed.areas:
        if area.ahead:
            blocks += _area(material, area, area.ahead)
    if not any(area.ahead for area in proposed.areas):
        blocks.append(Paragraph(_say("nothing_ahead", language)))
    signing = tuple(Field(_say(key, language)) for key in ("date", "revised", "responsible"))
    return [*blocks, Heading(_say("signing", language), 2), Form(_say("signing", language), signing)]


def _standings(material: Material, subjects: Sequence[Subject]) -> tuple[Standing, ...]:
    """How indicators stand: of one unit as it is, of several in the mean of their shares."""
    found = [material.standings(subject) for subject in subjects]
    if len(found) == 1:
        return found[0]
    by_id: dict[str, list[Standing]] = {}
    for standings in found:
        for each in standings:
            by_id.setdefault(each.indicator.id, []).append(each)
    merged: list[Standing] = []
    for indicator in material.framework.indicators:
        own = by_id.get(indicator.id, [])
        shares = [each.share for each in own if each.share is not None]
        if not own:
            continue
        mean = sum(shares, Fraction(0)) / len(shares) if shares else None
        merged.append(_mean_of(own, mean))
    return tuple(merged)


def _mean_of(own: Sequence[Standing], mean: Fraction | None) -> Standing:
    display: dict[Language, str] | None = None
    if mean is not None:
        display = {each: percent(mean, each) for each in LANGUAGES}
    why = None if mean is not None else own[0].missing
    return Standing(own[0].indicator, own[0].areas, mean, why, display=display)


def _ambition(material: Material, subjects: Sequence[Subject]) -> str | None:
    """The lowest step that the framework's own rule says is not reached, for one result."""
    if len(subjects) != 1:
        return None
    for measure in material.own:
        if isinstance(measure.type, Boolean) and measure.per == ("step",):
            values = {c.members["step"]: c.value for c in material.cells(measure, subjects[0])}
            return next((s.id for s in material.framework.steps if values.get(s.id, True) is not True), None)
    return None


def _ambition_text(material: Material, proposed: ActionPlan) -> str:
    language = material.language
    if not material.framework.steps:
        return _say("ambition_none", language)
    if proposed.ambition is None:
        return _say("ambition_all", language)
    return _say("ambition_step", language, step=material.member("step", proposed.ambition))


def _area(material: Material, area: AreaPlan, chosen: Sequence[Standing]) -> list[Block]:
    language = material.language
    heading = Heading(_say("area_heading", language, area=area.area.title.to(language)), 3)
    if not chosen:
        return [heading, Paragraph(_say("done", language))]
    forms = [
        Form(
            f"{_say('item', language, number=number)}: {standing.indicator.id}",
            _fields(language, _say("item", language, number=number), standing, material),
        )
        for number, standing in enumerate(chosen, 1)
    ]
    return [heading, *forms]


def _field(key: str, language: Language) -> Field:
    return Field(_say(key, language), "", _say(f"{key}_hint", language))


def _fields(
    language: Language, label: str, standing: Standing | None, material: Material | None = None
) -> tuple[Field, ...]:
    """What is filled in for one development area, with what the framework proposes."""
    what = goals = actions = ""
    if standing is not None and material is not None:
        indicator = standing.indicator
        state = _say("state", language, state=material.state(standing).lower())
        what = f"{indicator.id} {indicator.text.to(language)} ({state})"
        goals = "\n".join(each.text.to(language) for each in indicator.measurable_goals)
        actions = "\n".join(each.text.to(language) for each in indicator.suggestions)
    return (
        Field(label, what, _say("development_hint", language)),
        Field(_say("goals", language), goals, _say("goals_hint", language)),
        Field(_say("actions", language), actions, _say("actions_hint", language)),
        _field("owner", language),
        _field("deadline", language),
        _field("follow_up", language),
    )
