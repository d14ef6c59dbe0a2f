"""The mutation score in words: how many mistakes the cases would notice, and which not."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, Final

from digiramverk.core import Language, Span
from digiramverk.proving import Mutant, Score, Undecided
from digiramverk.reports.document_tree import Block, Heading, Paragraph, TableBlock
from digiramverk.scoring import percent

Find = Callable[[Mutant], Span | None]
"""The place of a mutant without a place of its own."""

_KINDS: Final[dict[str, dict[Language, str]]] = {
    "function": {"sv": "fel funktion", "en": "wrong function"},
    "option": {"sv": "fel val", "en": "wrong choice"},
    "comparison": {"sv": "gränsen själv åt fel håll", "en": "the limit itself on the wrong side"},
    "arithmetic": {"sv": "fel räknesätt", "en": "wrong operation"},
    "logic": {"sv": "och, eller eller inte förväxlade", "en": "and, or or not mixed up"},
    "number": {"sv": "ett tal fel", "en": "a number wrong"},
    "branches": {"sv": "if och else förväxlade", "en": "if and else mixed up"},
    "lost_where": {"sv": "ett villkor borta", "en": "a filter lost"},
    "lost_weight": {"sv": "vikter borta", "en": "weights lost"},
    "lost_default": {"sv": "värdet för ingenting borta", "en": "the value over nothing lost"},
    "indicator_dropped": {"sv": "en indikator räknas inte", "en": "an indicator is not counted"},
    "threshold": {"sv": "en gräns flyttad", "en": "a threshold nudged"},
    "points_swapped": {"sv": "två nivåers poäng bytta", "en": "the points of two levels swapped"},
    "band_edge": {"sv": "en bandgräns flyttad", "en": "the edge of a band moved"},
    "band_side": {"sv": "en bandgräns i fel band", "en": "the edge of a band in the wrong band"},
    "weights_swapped": {"sv": "två vikter bytta", "en": "two weights swapped"},
    "unanswered": {"sv": "obesvarat räknas annorlunda", "en": "unanswered counts otherwise"},
    "not_relevant_as_lowest": {"sv": "ej relevant som lägst", "en": "not relevant as the lowest"},
    "range": {"sv": "en indikator räknas till grannen", "en": "an indicator counted with its neighbours"},
    "renumbered": {"sv": "två steg förväxlade", "en": "two steps mixed up"},
    "moved": {"sv": "en indikator på fel plats", "en": "an indicator in the wrong place"},
}
_TEXTS: Final[dict[str, dict[Language, str]]] = {
    "title": {"sv": "Mutationer", "en": "Mutations"},
    "score": {
        "sv": "{noticed} av {all} misstag märks ({share}).",
        "en": "{noticed} of {all} mistakes are noticed ({share}).",
    },
    "survivors": {
        "sv": "Misstag som ingen märker: skriv ett fall för dem",
        "en": "Mistakes that nobody notices: write a case for them",
    },
    "undecided": {"sv": "Det som inget fall avgör", "en": "What no case decides"},
    "never": {"sv": "aldrig {what}", "en": "never {what}"},
}
_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Var", "Misstag", "Står", "Blir"),
    "en": ("Where", "Mistake", "Stands", "Becomes"),
}
_UNDECIDED_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Var", "Regel", "Saknas"),
    "en": ("Where", "Rule", "Lacking"),
}
_TRUTH: Final[dict[str, dict[Language, str]]] = {
    "True": {"sv": "sant", "en": "true"},
    "False": {"sv": "falskt", "en": "false"},
}


def mutation_blocks(score: Score, find: Find, language: Language) -> list[Block]:
    """Return the score, the survivors with their lines, and the rules that no case decides."""
    share = percent(Fraction(score.noticed, len(score.fates)) if score.fates else Fraction(1), language)
    told = _TEXTS["score"][language].format(noticed=score.noticed, all=len(score.fates), share=share)
    blocks: list[Block] = [Heading(_TEXTS["title"][language], 2), Paragraph(told)]
    if score.survivors:
        rows = tuple(_row(each.mutant, find, language) for each in score.survivors)
        blocks.append(TableBlock(_HEADS[language], rows, _TEXTS["survivors"][language], 4))
    if score.undecided:
        rows = tuple(_undecided_row(each, language) for each in score.undecided)
        blocks.append(TableBlock(_UNDECIDED_HEADS[language], rows, _TEXTS["undecided"][language], 3))
    return blocks


def mutation_data(score: Score, find: Find) -> dict[str, Any]:
    """Return the score as JSON data."""
    return {
        "mutants": len(score.fates),
        "noticed": score.noticed,
        "share": score.share,
        "survivors": [
            {
                "kind": each.mutant.kind,
                "where": each.mutant.where,
                "before": each.mutant.before,
                "after": each.mutant.after,
                **_at(_span(each.mutant, find)),
                "measures": sorted(each.mutant.moved),
                "case": each.suggestion,
            }
            for each in score.survivors
        ],
        "undecided": [
            {"measure": each.measure, "text": each.text, "lacking": list(each.lacking), **_at(each.span)}
            for each in score.undecided
        ],
    }


def _span(mutant: Mutant, find: Find) -> Span | None:
    return mutant.span if mutant.span is not None else find(mutant)


def _at(span: Span | None) -> dict[str, Any]:
    return {"file": None, "line": None} if span is None else {"file": span.source.name, "line": span.line}


def _row(mutant: Mutant, find: Find, language: Language) -> tuple[str, ...]:
    kind = "moved" if mutant.kind.startswith("moved_") else mutant.kind
    place = _place(_span(mutant, find), mutant.where)
    return place, _KINDS[kind][language], _cut(mutant.before), _cut(mutant.after)


def _undecided_row(each: Undecided, language: Language) -> tuple[str, ...]:
    lacking = ", ".join(_TRUTH.get(value, {language: value})[language] for value in each.lacking)
    return _place(each.span, each.measure), _cut(each.text), _TEXTS["never"][language].format(what=lacking)


def _place(span: Span | None, where: str) -> str:
    return where if span is None else f"{span.source.name.rsplit('/', 1)[-1]}:{span.line} {where}"


def _cut(text: str) -> str:
    return " ".join(text.split())
