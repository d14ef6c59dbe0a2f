"""The parts of a report about one result."""

from collections.abc import Sequence
from typing import Final

from digiramverk.planning import Standing, proposed
from digiramverk.reports.document_tree import Block, Figure, Heading, Items, Note, Paragraph, TableBlock
from digiramverk.reports.lines import measure_table
from digiramverk.reports.material import Material, ReportSubject, shade
from digiramverk.reports.measures import measure_title
from digiramverk.reports.words import say
from digiramverk.rules import RESPONSE, Missing, PlannedMeasure

_MOST_HELD: Final = 5


def fixed(material: Material, subject: ReportSubject) -> frozenset[str]:
    """Return the dimensions that are the same for all cells of a subject and need not be shown."""
    return frozenset({*subject.members, *material.framework.plan.results_per, RESPONSE})


def figures_blocks(material: Material, subject: ReportSubject, names: Sequence[str]) -> list[Block]:
    """Return the headline: single values as a short table."""
    rows: list[tuple[str, Figure]] = []
    for name in names:
        measure = material.framework.plan.measure(name)
        title = measure_title(material.framework, name, material.language)
        held = fixed(material, subject)
        for cell in material.cells(measure, subject):
            named = [material.member(key, member) for key, member in cell.members.items() if key not in held]
            rows.append((f"{title}: {', '.join(named)}" if named else title, material.figure(cell)))
    if not rows:
        return []
    heads = (say("measure_head", material.language), say("value_head", material.language))
    return [TableBlock(heads, tuple(rows), say("headline", material.language))]


def table_blocks(material: Material, subject: ReportSubject, measure: PlannedMeasure) -> list[Block]:
    """Return one measure of one result as a table."""
    cells = material.cells(measure, subject)
    same = frozenset[str]() if measure in material.across else fixed(material, subject)
    return [measure_table(material, measure, cells, same)] if cells else []


def reached_blocks(material: Material, subject: ReportSubject, measure: PlannedMeasure) -> list[Block]:
    """Return which steps are reached, the next step, and the indicators that hold it back.

    A step counts as open if any of its cells is neither true nor *not relevant*: a step without relevant
    indicators can never be reached, and must not hide the steps above it.
    """
    cells = material.cells(measure, subject)
    if not cells:
        return []
    language = material.language
    blocks: list[Block] = [
        Heading(say("reached", language), 2),
        measure_table(material, measure, cells, fixed(material, subject)),
    ]
    steps = [step.id for step in material.framework.steps]
    lacking = [cell for cell in cells if cell.value is not True and cell.missing is not Missing.NOT_RELEVANT]
    open_steps = [step for step in steps if any(cell.members["step"] == step for cell in lacking)]
    if not open_steps:
        return [*blocks, Paragraph(say("all_reached", language))]
    step = open_steps[0]
    blocks.append(Paragraph(say("next_step", language, step=material.member("step", step))))
    held: list[str] = []
    standings = [
        each
        for each in material.standings(subject)
        if each.share != 1 and each.missing not in {Missing.NOT_RELEVANT, Missing.WITHHELD}
    ]
    for area in material.framework.areas:
        names = [s for s in standings if s.indicator.step == step and s.areas[0].id == area.id]
        stuck = any(
            cell.members["step"] == step
            and cell.members.get("area", area.id) in {a.id for path in area.walk() for a in path}
            for cell in lacking
        )
        if stuck and names:
            shown = ", ".join(f"{s.indicator.id} ({material.state(s).lower()})" for s in names[:_MOST_HELD])
            more = len(names) - _MOST_HELD
            listed = f"{shown}, {say('and_more', language, count=more)}" if more > 0 else shown
            held.append(say("held", language, area=area.title.to(language), indicators=listed))
    return [*blocks, Items(tuple(held))] if held else blocks


def first_blocks(material: Material, subject: ReportSubject, most: int) -> list[Block]:
    """Return what to do first, from the measure that the framework names; nothing if it names none."""
    language, framework = material.language, material.framework
    measure = material.named(framework.planning.first, many=False)
    if measure is None:
        return []
    items = proposed(framework, material.cells(measure, subject))
    blocks: list[Block] = [Heading(say("first", language), 2), Paragraph(by_measure(material, measure))]
    if not items:
        return [*blocks, Paragraph(say("nothing_first", language))]
    wanted = [item.indicator.id for item in items]
    by_id = {each.indicator.id: each for each in material.standings(subject)}
    rows = [by_id[name] for name in wanted[:most] if name in by_id]
    blocks.append(standing_table(material, rows, None, comments=False))
    if len(wanted) > most:
        blocks.append(Note(say("and_more", language, count=len(wanted) - most)))
    return blocks


def by_measure(material: Material, measure: PlannedMeasure) -> str:
    """Return a sentence that names the measure, with the note of its rule."""
    language = material.language
    note = material.framework.rule(measure.name).note
    title = measure_title(material.framework, measure.name, language)
    said = say("first_by", language, title=title, note="" if note is None else note.to(language))
    return said.rstrip()


def standing_table(
    material: Material, standings: Sequence[Standing], caption: str | None, *, comments: bool
) -> TableBlock:
    """Return a table of indicators and their status."""
    language = material.language
    stepped = bool(material.framework.steps)
    heads = [say("id", language), say("indicator", language), say("area", language)]
    if stepped:
        heads.append(say("step", language))
    heads.append(say("status", language))
    if comments:
        heads.append(say("comment", language))
    rows = []
    for each in standings:
        row: list[str | Figure] = [
            each.indicator.id,
            each.indicator.text.to(language),
            " / ".join(area.title.to(language) for area in each.areas),
        ]
        if stepped:
            row.append("" if each.indicator.step is None else material.member("step", each.indicator.step))
        share = None if each.share is None else float(each.share)
        row.append(Figure(material.state(each), share, "text", shade(each)))
        if comments:
            row.append(each.comment or "")
        rows.append(tuple(row))
    return TableBlock(tuple(heads), tuple(rows), caption, 2, prose=True)


def comments_blocks(material: Material, subject: ReportSubject) -> list[Block]:
    """Return the comments on the answers, if the result is a single form that may be shown."""
    language = material.language
    if not material.shows_answers(subject):
        return [Note(say("withheld_note", language))]
    said = [each for each in material.standings(subject) if each.comment]
    blocks: list[Block] = [Heading(say("comments", language), 2)]
    if not said:
        return [*blocks, Paragraph(say("no_comments", language))]
    heads = (say("id", language), say("indicator", language), say("comment", language))
    rows = tuple((s.indicator.id, s.indicator.text.to(language), s.comment or "") for s in said)
    return [*blocks, TableBlock(heads, rows, None, 2, prose=True)]


def coverage_blocks(material: Material, subjects: Sequence[ReportSubject]) -> list[Block]:
    """Return how many of the relevant indicators are answered, or how many forms a result has."""
    language = material.language
    blocks: list[Block] = [Heading(say("coverage", language), 2)]
    if not material.single:
        count = sum(len(subject.forms) for subject in subjects)
        text = say("form_one", language) if count == 1 else say("forms", language, count=count)
        return [*blocks, Paragraph(text)]
    covered = [material.results.coverage[subject.forms[0]] for subject in subjects]
    if len(covered) == 1:
        text = say("answered", language, answered=covered[0].answered, relevant=covered[0].relevant)
        return [*blocks, Paragraph(text)]
    heads = (say("form", language), say("answered_head", language), say("relevant_head", language))
    rows = tuple(
        (
            subject.title,
            Figure(str(each.answered), each.answered, "count"),
            Figure(str(each.relevant), each.relevant, "count"),
        )
        for subject, each in zip(subjects, covered, strict=True)
    )
    return [*blocks, TableBlock(heads, rows)]


def indicators_blocks(material: Material, subject: ReportSubject) -> list[Block]:
    """Return a table of every indicator with its status and comment."""
    standings = material.standings(subject)
    if not standings:
        return []
    title = say("indicators", material.language)
    comments = material.shows_answers(subject)
    return [
        Heading(title, 2, "indicators"),
        standing_table(material, standings, None, comments=comments),
    ]
