"""The differences between two frameworks, as a document."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from digiramverk.core import Language, word
from digiramverk.definitions import WORDS
from digiramverk.model import Framework
from digiramverk.reports.document_tree import Block, Document, Heading, Note, Paragraph, TableBlock
from digiramverk.scoring import ABSENT, HOW, Change, MeasureChange, Sampled, decimal

_HOW: Final[dict[Language, dict[str, str]]] = {
    "sv": {
        "added": "Tillagt",
        "removed": "Borttaget",
        "renamed": "Nytt id",
        "moved": "Flyttat",
        "reordered": "Ny ordning",
        "reworded": "Omformulerat",
        "rescaled": "Ny skala",
        "changed": "Ändrat",
    },
    "en": {
        "added": "Added",
        "removed": "Removed",
        "renamed": "New id",
        "moved": "Moved",
        "reordered": "New order",
        "reworded": "Reworded",
        "rescaled": "New scale",
        "changed": "Changed",
    },
}
_KINDS: Final = {
    **WORDS,
    "laws": "law",
    "plan": "action_plan",
    "reports": "report",
    "counts": "forms_that_count",
}
"""For each key of a framework file, the word for its entries."""
_CAUSES: Final[dict[Language, dict[str, str]]] = {
    "sv": {
        "rule": "regeln",
        "indicators": "indikatorerna",
        "order": "ordningen",
        "forms": "vad ett resultat gäller",
        "measures": "andra mått",
    },
    "en": {
        "rule": "its rule",
        "indicators": "the indicators",
        "order": "the order",
        "forms": "what one result belongs to",
        "measures": "other measures",
    },
}
_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Slag", "Id", "Vad"),
    "en": ("Kind", "Id", "What"),
}
_MEASURE_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Mått", "Kan ändras genom", "Bygger på"),
    "en": ("Measure", "Can change through", "Builds on"),
}
_SAMPLE_HEADS: Final[dict[Language, tuple[str, ...]]] = {
    "sv": ("Mått", "Formulär med annat värde", "Största skillnad"),
    "en": ("Measure", "Forms with another value", "Largest difference"),
}


def comparison_document(
    frameworks: tuple[Framework, Framework],
    changes: Sequence[Change],
    measures: Sequence[MeasureChange],
    sampled: Sequence[Sampled],
    language: Language,
) -> Document:
    """Return the whole comparison: changes by kind, then measures, then differences for drawn answers."""
    first, second = frameworks
    blocks: list[Block] = [Heading(f"{first.reference} → {second.reference}")]
    same = {"sv": "Ramverken säger samma sak.", "en": "The frameworks say the same."}
    if not changes:
        blocks.append(Paragraph(same[language]))
    for how in HOW:
        here = [change for change in changes if change.how == how]
        if here:
            rows = tuple(_row(change, frameworks, language) for change in here)
            blocks += [Heading(_HOW[language][how], 2), TableBlock(_HEADS[language], rows, None, 3)]
    blocks += _measures(measures, language)
    blocks += _sampled(sampled, language)
    return Document(tuple(blocks))


def _row(change: Change, frameworks: tuple[Framework, Framework], language: Language) -> tuple[str, ...]:
    kind = word(_KINDS.get(change.kind, change.kind), language)
    return kind, change.id, ", ".join(_what(change, frameworks, language))


def _what(change: Change, frameworks: tuple[Framework, Framework], language: Language) -> Iterator[str]:
    if change.how in {"added", "removed"} and change.kind == "indicators":
        framework = frameworks[change.how == "added"]
        yield framework.title_of("indicator", change.id, language)
        return
    if change.fields:
        yield ", ".join(change.fields)
    if change.before is not None or change.after is not None:
        before, after = change.before or ABSENT, change.after or ABSENT
        yield after if change.how == "added" else before if change.how == "removed" else f"{before} → {after}"


def _measures(measures: Sequence[MeasureChange], language: Language) -> Iterator[Block]:
    title = {"sv": "Mått som kan få andra värden", "en": "Measures that can change value"}
    yield Heading(title[language], 2)
    rows = tuple(
        (each.name, ", ".join(_CAUSES[language][cause] for cause in each.causes), ", ".join(each.through))
        for each in measures
        if each.state == "can_change"
    )
    none = {
        "sv": "Inget: samma svar ger samma värden.",
        "en": "None: the same answers give the same values.",
    }
    if rows:
        yield TableBlock(_MEASURE_HEADS[language], rows, None, 3)
    else:
        yield Paragraph(none[language])
    safe = [each.name for each in measures if each.state == "same"]
    if rows and safe:
        said = {"sv": "Samma värden som förut: ", "en": "Same values as before: "}
        yield Note(said[language] + ", ".join(safe))


def _sampled(sampled: Sequence[Sampled], language: Language) -> Iterator[Block]:
    if not sampled:
        return
    title = {"sv": "Prövat på dragna svar", "en": "Tried on drawn answers"}
    yield Heading(title[language], 2)
    of = {"sv": "av", "en": "of"}[language]
    rows = tuple(
        (
            each.name,
            f"{each.differing} {of} {each.of}",
            ABSENT if each.largest is None else _number(each.largest, language),
        )
        for each in sampled
    )
    yield TableBlock(_SAMPLE_HEADS[language], rows)


def _number(value: float, language: Language) -> str:
    return decimal(Fraction(value).limit_denominator(10**6), 3, language)
