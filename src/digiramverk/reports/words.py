"""The sentences and headings of reports, in both languages.

They name no framework and no kind of organiser: units may be run by a municipality or by somebody else, so
a text about all of them says *all units*.
"""

from collections.abc import Mapping
from typing import Final

from digiramverk.core import Language

_TEXTS: Final[Mapping[str, Mapping[Language, str]]] = {
    # titles
    "assessment": {"sv": "{unit}: resultat", "en": "{unit}: results"},
    "comparison": {"sv": "{unit}: jämförelse", "en": "{unit}: comparison"},
    "municipality": {"sv": "{framework}: sammanställning", "en": "{framework}: overview"},
    "plan_school": {
        "sv": "Handlingsplan för digitalisering: {unit}",
        "en": "Action plan for digitalisation: {unit}",
    },
    "plan_central": {
        "sv": "Central handlingsplan för skolans och förskolans digitalisering",
        "en": "Central action plan for the digitalisation of schools and preschools",
    },
    "all_units": {"sv": "Alla enheter", "en": "All units"},
    # headings
    "headline": {"sv": "Resultat i korthet", "en": "Results in brief"},
    "reached": {"sv": "Vad som är uppnått", "en": "What is reached"},
    "first": {"sv": "Att göra först", "en": "To do first"},
    "comments": {"sv": "Kommentarer", "en": "Comments"},
    "coverage": {"sv": "Besvarade frågor", "en": "Coverage"},
    "indicators": {"sv": "Alla indikatorer", "en": "All indicators"},
    "differences": {"sv": "Där skillnaderna är störst", "en": "Where the differences are largest"},
    "grid": {"sv": "Enheter och indikatorer", "en": "Units and indicators"},
    "areas": {"sv": "Enheter och områden", "en": "Units and areas"},
    "targets": {"sv": "Målvärden och utfall", "en": "Targets and outcomes"},
    "unpublished": {"sv": "Inte publicerat", "en": "Not published"},
    "pooled": {"sv": "Alla enheter tillsammans", "en": "All units together"},
    "summary": {"sv": "Sammanställning", "en": "Overview"},
    # sentences
    "answered": {
        "sv": "{answered} av {relevant} relevanta frågor är besvarade.",
        "en": "{answered} of {relevant} relevant indicators are answered.",
    },
    "forms": {
        "sv": "Resultatet bygger på {count} formulär.",
        "en": "The results are based on {count} forms.",
    },
    "form_one": {"sv": "Resultatet bygger på ett formulär.", "en": "The results are based on one form."},
    "all_reached": {"sv": "Alla steg är uppnådda.", "en": "All steps are reached."},
    "next_step": {
        "sv": "Nästa steg att nå: {step}. Det som håller tillbaka:",
        "en": "Next step to reach: {step}. What holds it back:",
    },
    "held": {"sv": "{area}: {indicators}", "en": "{area}: {indicators}"},
    "and_more": {"sv": "{count} till", "en": "{count} more"},
    "nothing_first": {"sv": "Måttet tar inte upp något.", "en": "The measure lists nothing."},
    "first_by": {"sv": "Enligt måttet ”{title}”. {note}", "en": "According to the measure “{title}”. {note}"},
    "no_comments": {"sv": "Inga kommentarer är skrivna.", "en": "No comments have been written."},
    "no_differences": {"sv": "Inga skillnader.", "en": "No differences."},
    "all_published": {
        "sv": "Alla enheter i svaren har publicerat ({count}).",
        "en": "All units in the answers have published ({count}).",
    },
    "few_units": {
        "sv": "bara {count} av {total} enheter har ett formulär som räknas. Siffror över enheter gäller dem.",
        "en": "only {count} of {total} units have a form that counts. Figures across units are about those.",
    },
    "no_targets": {
        "sv": "Ramverket har inga målvärden för de här svaren.",
        "en": "The framework has no targets for these answers.",
    },
    "drafts_too": {
        "sv": "Inget formulär är publicerat, så utkast visas.",
        "en": "No form is published, so drafts are shown.",
    },
    "published_only": {
        "sv": "Bara publicerade formulär visas. Utelämnade formulär: {count}.",
        "en": "Only published forms are shown. Forms left out: {count}.",
    },
    "counted_only": {
        "sv": "Bara formulär som räknas visas (”{title}”). Utelämnade formulär: {count}.",
        "en": "Only forms that count are shown (“{title}”). Forms left out: {count}.",
    },
    "too_many": {
        "sv": "Diagrammet visar de {most} sista. Alla finns i tabellen.",
        "en": "The chart shows the last {most}. All are in the table.",
    },
    "withheld_note": {
        "sv": "Svar från enskilda svarande visas inte, bara värden för grupper.",
        "en": "Answers of single respondents are not shown, only values of groups.",
    },
    # heads of tables
    "area": {"sv": "Område", "en": "Area"},
    "indicator": {"sv": "Indikator", "en": "Indicator"},
    "id": {"sv": "Nr", "en": "No."},
    "step": {"sv": "Steg", "en": "Step"},
    "status": {"sv": "Status", "en": "Status"},
    "comment": {"sv": "Kommentar", "en": "Comment"},
    "unit": {"sv": "Enhet", "en": "Unit"},
    "round": {"sv": "Omgång", "en": "Round"},
    "school_form": {"sv": "Skolform", "en": "School form"},
    "drafts": {"sv": "Formulär som inte räknas", "en": "Forms that do not count"},
    "difference": {"sv": "Skillnad", "en": "Difference"},
    "suggestions": {"sv": "Förslag på aktiviteter", "en": "Suggested activities"},
    "form": {"sv": "Formulär", "en": "Form"},
    "answered_head": {"sv": "Besvarade", "en": "Answered"},
    "relevant_head": {"sv": "Relevanta", "en": "Relevant"},
    "measure_head": {"sv": "Mått", "en": "Measure"},
    "value_head": {"sv": "Värde", "en": "Value"},
    # states
    "unanswered": {"sv": "Obesvarat", "en": "Unanswered"},
    "not_relevant": {"sv": "Ej relevant", "en": "Not relevant"},
    "undecided": {"sv": "Kan inte avgöras än", "en": "Cannot be decided yet"},
    "withheld": {"sv": "Visas inte", "en": "Not shown"},
    "not_asked": {"sv": "Ställs inte", "en": "Not asked"},
    "shade_of": {"sv": "{low}–{high} av skalan", "en": "{low}–{high} of the scale"},
}


def say(key: str, language: Language, **args: object) -> str:
    """Return a sentence or heading with its placeholders filled in."""
    text = _TEXTS[key][language]
    return text.format(**args) if args else text
