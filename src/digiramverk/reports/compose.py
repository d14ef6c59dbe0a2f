"""A report put together: its definition and the material become one document."""

from collections.abc import Sequence

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.errors import InputError, NotFoundError
from digiramverk.model.report import Report, ReportKind, ReportPart
from digiramverk.reports import assessment, contrast, municipality
from digiramverk.reports.defaults import definition
from digiramverk.reports.grid import by_round, counted
from digiramverk.reports.lines import chart_blocks
from digiramverk.reports.material import Material, Subject
from digiramverk.reports.plan import plan_blocks
from digiramverk.reports.tree import Block, Document, Heading, Note, Paragraph
from digiramverk.reports.words import say

MOST_COMPARED = 12
"""How many results stand side by side."""


def report(material: Material, kind: ReportKind) -> Document:
    """One report.

    Raises:
        NotFoundError: DR812, the answers hold several results and the report is about one.
        InputError: DR814, DR820: nothing to compare, or too much.
    """
    subjects = _subjects(material, kind)
    defined = definition(material, kind)
    blocks: list[Block] = [Heading(_title(material, subjects, defined), 1, "summary"), *_about(material)]
    if kind == "plan":
        blocks += _plan(material, subjects, defined)
    else:
        for part in defined.parts:
            blocks += _part(material, subjects, kind, part)
    return Document(tuple(blocks), material.language)


def companions(material: Material, kind: ReportKind) -> tuple[Document, ...]:
    """What else belongs in a workbook: the plan, and the comparison where there is something to compare."""
    found: list[Document] = []
    if kind != "plan":
        found.append(report(material, "plan"))
    if kind == "assessment":
        subjects = material.subjects
        if contrast.compared(material, subjects) > 1:
            found.append(report(material, "comparison"))
    return tuple(found)


def _subjects(material: Material, kind: ReportKind) -> tuple[Subject, ...]:
    subjects = material.subjects
    if kind == "assessment" and len(subjects) > 1:
        raise NotFoundError([Diagnostic("DR812", {"count": len(subjects), "example": _example(material)})])
    if kind == "comparison":
        if contrast.compared(material, subjects) < 2:  # noqa: PLR2004 - it takes two to compare
            raise InputError([Diagnostic("DR814", {})])
        if len(subjects) > MOST_COMPARED:
            args = {"count": len(subjects), "most": MOST_COMPARED, "example": _example(material)}
            raise InputError([Diagnostic("DR820", args)])
    return subjects


def _example(material: Material) -> str:
    """How one result could be chosen."""
    members = material.subjects[0].members
    shown = [f'{name}="{members[name]}"' for name in ("unit", "round", "group") if name in members]
    return "--only " + " --only ".join(shown) if shown else f"--only response={members['response']}"


def _title(material: Material, subjects: Sequence[Subject], defined: Report) -> str:
    language = material.language
    if defined.title is not None:
        title = defined.title.to(language)
        return f"{title}: {material.full_title(subjects[0])}" if len(subjects) == 1 else title
    kind: str = defined.kind
    if kind == "plan":
        kind = "plan_school" if len(subjects) == 1 else "plan_central"
    units = list(dict.fromkeys(s.members["unit"] for s in subjects if "unit" in s.members))
    unit = units[0] if len(units) == 1 else say("all_units", language) if units else subjects[0].title
    if len(subjects) == 1:
        unit = material.full_title(subjects[0])
    return say(kind, language, unit=unit, framework=material.framework.title.to(language))


def _about(material: Material) -> list[Block]:
    framework = material.framework
    return [Note(f"{framework.title.to(material.language)} ({framework.reference})")]


def _part(material: Material, subjects: Sequence[Subject], kind: ReportKind, part: ReportPart) -> list[Block]:
    """One part; a part that has nothing to say about these answers gives nothing."""
    language = material.language
    subject = subjects[0]
    if part.text is not None:
        text = part.text.to(language)
        return [Heading(text, 2) if part.kind == "heading" else Paragraph(text)]
    measure = material.framework.plan.measure(part.measures[0]) if part.measures else None
    several = kind == "comparison"
    match part.kind:
        case "figures":
            return assessment.figures_blocks(material, subject, part.measures)
        case "chart" if measure is not None:
            return chart_blocks(material, measure, subjects if several else _drawn(material, subjects))
        case "table" if measure is not None and several:
            return contrast.table_blocks(material, subjects, measure)
        case "table" if measure is not None:
            return assessment.table_blocks(material, subject, measure)
        case "reached" if measure is not None:
            return assessment.reached_blocks(material, subject, measure)
        case "first":
            return assessment.first_blocks(material, subject, part.most or 0)
        case "differences":
            return contrast.differences_blocks(material, subjects, part.most or 0)
        case "comments":
            return assessment.comments_blocks(material, subject)
        case "coverage":
            return assessment.coverage_blocks(material, subjects)
        case "indicators":
            return assessment.indicators_blocks(material, subject)
        case "areas":
            return municipality.areas_blocks(material)
        case "grid":
            return municipality.grid_blocks(material)
        case "targets":
            return municipality.target_blocks(material)
        case "unpublished":
            return municipality.unpublished_blocks(material)
        case "pooled":
            return municipality.pooled_blocks(material)
        case _:
            return []


def _drawn(material: Material, subjects: Sequence[Subject]) -> Sequence[Subject]:
    """Of many results, those of the last round."""
    return subjects if len(subjects) == 1 else by_round(counted(material)[0])[0][1]


def _plan(material: Material, subjects: Sequence[Subject], defined: Report) -> list[Block]:
    """What stands before the part `plan` is the current state; what stands after it follows the plan."""
    before: list[Block] = []
    after: list[Block] = []
    targets: list[Block] = []
    planned = False
    for part in defined.parts:
        if part.kind == "plan":
            planned = True
        elif part.kind == "targets" and not planned:
            targets = municipality.target_blocks(material, heading=False)
        else:
            (after if planned else before).extend(_part(material, subjects, "plan", part))
    return [*plan_blocks(material, before, targets), *after]
