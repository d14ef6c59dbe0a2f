"""Builds a report: its definition and the material become one document."""

from collections.abc import Sequence

from digiramverk.core import Diagnostic, InputError, NotFoundError
from digiramverk.model import Report, ReportKind, ReportPart
from digiramverk.reports import assessment, contrast, municipality
from digiramverk.reports.action_plan import ActionPlan, example, plan_blocks, plan_subjects
from digiramverk.reports.defaults import definition
from digiramverk.reports.document_tree import Block, Document, Heading, Note, Paragraph
from digiramverk.reports.grid import by_round
from digiramverk.reports.lines import chart_blocks
from digiramverk.reports.material import Material, ReportSubject
from digiramverk.reports.words import say

MOST_COMPARED = 12
"""The greatest number of results in a comparison."""


def report(material: Material, kind: ReportKind) -> Document:
    """Return one report.

    Raises:
        NotFoundError: DR812, the answers have several results and the report is about one.
        InputError: DR814, there is only one result to compare; DR820, there are too many.
    """
    subjects = _subjects(material, kind)
    defined = definition(material, kind)
    blocks: list[Block] = [Heading(_title(material, subjects, defined), 1, "summary"), *_about(material)]
    if kind == "plan":
        blocks += _plan(ActionPlan(material, subjects), defined)
    else:
        for part in defined.parts:
            blocks += _part(material, subjects, kind, part)
    return Document(tuple(blocks), material.language)


def companions(material: Material, kind: ReportKind) -> tuple[Document, ...]:
    """Return the other documents of a workbook: the plan, and the comparison if there are several results."""
    found: list[Document] = []
    if kind != "plan" and _has_plan(material):
        found.append(report(material, "plan"))
    if kind == "assessment":
        subjects = material.subjects
        if contrast.compared(material, subjects) > 1:
            found.append(report(material, "comparison"))
    return tuple(found)


def _subjects(material: Material, kind: ReportKind) -> tuple[ReportSubject, ...]:
    subjects = material.subjects
    if kind == "plan":
        return plan_subjects(material)
    if kind == "assessment" and len(subjects) > 1:
        raise NotFoundError([Diagnostic("DR812", {"count": len(subjects), "example": example(subjects)})])
    if kind == "comparison":
        if contrast.compared(material, subjects) < 2:  # noqa: PLR2004 - it takes two to compare
            raise InputError([Diagnostic("DR814", {})])
        if len(subjects) > MOST_COMPARED:
            args = {"count": len(subjects), "most": MOST_COMPARED, "example": example(subjects)}
            raise InputError([Diagnostic("DR820", args)])
        return _by_time(material, subjects)
    return subjects


def _by_time(material: Material, subjects: Sequence[ReportSubject]) -> tuple[ReportSubject, ...]:
    """Return the results of each unit together, in the order of their rounds."""
    places = material.rounds(subject.members for subject in subjects)
    units = list(dict.fromkeys(subject.members.get("unit") for subject in subjects))

    def place(subject: ReportSubject) -> tuple[int, int]:
        return units.index(subject.members.get("unit")), places.get(subject.members.get("round", ""), -1)

    return tuple(sorted(subjects, key=place))


def _has_plan(material: Material) -> bool:
    """Whether a plan is possible: there is one result, or there are units whose forms count."""
    try:
        plan_subjects(material)
    except (InputError, NotFoundError):
        return False
    return True


def _title(material: Material, subjects: Sequence[ReportSubject], defined: Report) -> str:
    language = material.language
    if defined.title is not None:
        title = defined.title.to(language)
        return f"{title}: {material.full_title(subjects[0])}" if len(subjects) == 1 else title
    kind: str = defined.kind
    if kind == "plan":
        kind = "plan_central" if ActionPlan(material, tuple(subjects)).many else "plan_school"
    units = list(dict.fromkeys(s.members["unit"] for s in subjects if "unit" in s.members))
    unit = units[0] if len(units) == 1 else say("all_units", language) if units else subjects[0].title
    if len(subjects) == 1:
        unit = material.full_title(subjects[0])
    return say(kind, language, unit=unit, framework=material.framework.title.to(language))


def _about(material: Material) -> list[Block]:
    framework = material.framework
    return [Note(f"{framework.title.to(material.language)} ({framework.reference})")]


def _part(
    material: Material, subjects: Sequence[ReportSubject], kind: ReportKind, part: ReportPart
) -> list[Block]:
    """Return the blocks of one part; none if it has nothing to show for these answers."""
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
            drawn = subjects if several else _drawn(material, subjects)
            return chart_blocks(material, measure, drawn) if drawn or measure in material.across else []
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


def _drawn(material: Material, subjects: Sequence[ReportSubject]) -> Sequence[ReportSubject]:
    """Return the results to draw: of several, those that count in the last round."""
    if len(subjects) == 1:
        return subjects
    rounds = by_round(material, material.counted)
    return rounds[0][1] if rounds else ()


def _plan(plan: ActionPlan, defined: Report) -> list[Block]:
    """Return a plan. Parts before `plan` in the definition show the current state; the others follow it."""
    before: list[Block] = []
    after: list[Block] = []
    targets: list[Block] = []
    planned = False
    for part in defined.parts:
        if part.kind == "plan":
            planned = True
        elif part.kind == "targets" and not planned:
            targets = municipality.target_blocks(plan.material, plan.targets(), heading=False)
        else:
            (after if planned else before).extend(_part(plan.material, plan.subjects, "plan", part))
    return [*plan_blocks(plan, before, targets), *after]
