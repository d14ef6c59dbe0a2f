"""Migrated answers, as a document and as an answer file."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from digiramverk.core import Language
from digiramverk.model import Framework, Relation
from digiramverk.reports.document_tree import Block, Document, Heading, Note, Paragraph, TableBlock
from digiramverk.scoring import ABSENT, Migrated, Provenance, decimal

_RELATIONS: Final[dict[Language, dict[Relation, str]]] = {
    "sv": {
        Relation.EQUAL: "samma",
        Relation.SUPERSET: "mer än det",
        Relation.SUBSET: "en del av det",
        Relation.INTERSECTS: "delvis samma",
        Relation.NONE: "inget",
    },
    "en": {
        Relation.EQUAL: "the same",
        Relation.SUPERSET: "more than it",
        Relation.SUBSET: "a part of it",
        Relation.INTERSECTS: "partly the same",
        Relation.NONE: "nothing",
    },
}


def migration_document(
    migrated: Sequence[Migrated], first: Framework, second: Framework, language: Language
) -> Document:
    """Return for each form the coverage, the drafts with their origins, and what has no counterpart."""
    blocks: list[Block] = [Heading(f"{first.reference} → {second.reference}")]
    titles = [_title(form, second, language) for form in migrated]
    for form, title in zip(migrated, titles, strict=True):
        # Migration may have merged several groups of a unit.
        told = (title, form.assessment.response) if titles.count(title) > 1 else (title,)
        blocks.append(Heading(", ".join(told), 2))
        blocks += _form(form, first, second, language)
    return Document(tuple(blocks))


def _title(form: Migrated, second: Framework, language: Language) -> str:
    group = form.assessment.group
    told = [form.assessment.unit, form.assessment.round]
    told += [] if group is None else [second.title_of("group", group, language)]
    return ", ".join(part for part in told if part) or form.assessment.response


def _form(form: Migrated, first: Framework, second: Framework, language: Language) -> Iterator[Block]:
    covered = {"sv": "Täckning: ", "en": "Coverage: "}[language] + _percent(form.coverage, language)
    parts = [
        f"{second.title_of('area', name, language)} {_percent(share, language)}"
        for name, share in form.by_area
    ]
    yield Paragraph(f"{covered} ({', '.join(parts)})")
    heads = {
        "sv": ("Indikator", "Utkast", "Från", "Svaren frågar om", "Täcker"),
        "en": ("Indicator", "Draft", "From", "The answers ask", "Covers"),
    }[language]
    rows = tuple(_row(each, second, language) for each in form.provenance)
    if rows:
        yield TableBlock(heads, rows, None, 4)
    if form.left:
        said = {
            "sv": f"Svar på {first.id} som inte kom till användning: ",
            "en": f"Answers to {first.id} not used: ",
        }
        yield Note(said[language] + ", ".join(form.left))
    if form.open:
        said = {"sv": f"Utan utkast i {second.id}: ", "en": f"Without a draft in {second.id}: "}
        yield Note(said[language] + ", ".join(form.open))


def _row(each: Provenance, second: Framework, language: Language) -> tuple[str, ...]:
    level = second.title_of("level", each.level, language)
    sources = ", ".join(f"{name} {level}" for name, level in each.sources)
    return (
        each.indicator,
        level,
        sources,
        _RELATIONS[language][each.relation],
        _percent(each.coverage, language),
    )


def _percent(share: Fraction | None, language: Language) -> str:
    if share is None:
        return ABSENT
    return decimal(share * 100, 1, language) + {"sv": " %", "en": "%"}[language]


def answer_data(migrated: Sequence[Migrated], second: Framework, language: Language) -> list[dict[str, Any]]:
    """Return the drafts as the data of an answer file, with their origins as comments."""
    return [_answers(form, second, language) for form in migrated]


def _answers(form: Migrated, second: Framework, language: Language) -> dict[str, Any]:
    names = ("response", "unit", "school_form", "round", "group")
    held = {name: getattr(form.assessment, name) for name in names}
    fields = {name: value for name, value in held.items() if value is not None}
    drafts = {
        each.indicator: {"level": each.level, "comment": _comment(each, language)} for each in form.provenance
    }
    attributes = dict(form.assessment.attributes)
    return {"framework": second.reference, **fields, **attributes, "published": False, "answers": drafts}


def _comment(each: Provenance, language: Language) -> str:
    sources = ", ".join(f"{name} ({level})" for name, level in each.sources)
    draft = {"sv": "Utkast från", "en": "Draft from"}[language]
    covers = {"sv": "täcker", "en": "covers"}[language]
    return f"{draft} {sources}; {covers} {_percent(each.coverage, language)}"
