"""The parts of a report on all units."""

from collections.abc import Sequence

from digiramverk.planning import TargetOutcome, unpublished
from digiramverk.reports.defaults import spider
from digiramverk.reports.document_tree import Block, Figure, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.grid import by_round, column_titles, counted_note, status_grid
from digiramverk.reports.lines import measure_table
from digiramverk.reports.material import Material, ReportSubject
from digiramverk.reports.measures import dimension_title, measure_title
from digiramverk.reports.targets import targets_blocks
from digiramverk.reports.words import say
from digiramverk.rules import ITEM, PlannedMeasure
from digiramverk.scoring import ABSENT


def grid_blocks(material: Material) -> list[Block]:
    """Return a grid per round, the newest first."""
    blocks: list[Block] = [Heading(say("grid", material.language), 2, "indicators")]
    blocks.append(Note(counted_note(material)))
    grids = [status_grid(material, those, round_) for round_, those in by_round(material, material.counted)]
    shown = [grid for grid in grids if grid is not None]
    return [*blocks, *shown] if shown else []


def areas_blocks(material: Material) -> list[Block]:
    """Return a table of units and areas per round, with the measure that a radar chart would show."""
    measure = spider(material)
    if measure is None:
        return []
    blocks: list[Block] = [Heading(say("areas", material.language), 2)]
    blocks.append(Note(counted_note(material)))
    rounds = by_round(material, material.counted)
    return blocks + [_units_table(material, measure, those, round_) for round_, those in rounds]


def _units_table(
    material: Material, measure: PlannedMeasure, subjects: Sequence[ReportSubject], round_: str | None
) -> TableBlock:
    language, framework = material.language, material.framework
    across = measure.per[-1]
    members = list(dict.fromkeys(cell[-1] for cell in measure.cells))
    groups = [n for n in measure.population if n not in framework.plan.results_per and n != "response"]
    forms = any("school_form" in subject.members for subject in subjects)
    rows: list[tuple[str | Figure, ...]] = []
    for title, subject in zip(column_titles(material, subjects), subjects, strict=True):
        lines: dict[tuple[str, ...], dict[str, Figure]] = {}
        down = [*groups, *measure.per[:-1]]
        for cell in material.cells(measure, subject):
            named = tuple(material.member(name, cell.members[name]) for name in down)
            lines.setdefault(named, {})[cell.members[across]] = material.figure(cell)
        form = subject.members.get("school_form")
        kind = [] if not forms else ["" if form is None else material.member("school_form", form)]
        rows += [
            (title, *kind, *named, *(shown.get(member, Figure(ABSENT)) for member in members))
            for named, shown in lines.items()
        ]
    heads = [say("unit", language), *([say("school_form", language)] if forms else [])]
    heads += [dimension_title(framework, name, language) for name in [*groups, *measure.per[:-1]]]
    caption = measure_title(framework, measure.name, language)
    if round_ is not None:
        caption += f", {material.member('round', round_)}"
    columns = (*heads, *(material.member(across, member) for member in members))
    return TableBlock(columns, tuple(rows), caption, len(heads))


def target_blocks(
    material: Material, targets: Sequence[TargetOutcome] | None = None, *, heading: bool = True
) -> list[Block]:
    """Return tables of the given targets and outcomes, or of all."""
    chosen = material.targets if targets is None else targets
    if not chosen:
        return []
    tables = [*few_units(material), *targets_blocks(material.framework, chosen, material.language)]
    return [Heading(say("targets", material.language), 2), *tables] if heading else tables


def few_units(material: Material) -> list[Block]:
    """Return a note for each round in which fewer than half of the units have a form that counts."""
    units = {form.unit for form in material.forms if form.unit is not None}
    notes: list[Block] = []
    for round_ in material.rounds(form.members for form in material.forms) or (None,):
        count = len(units) - len(unpublished(material.forms, material.counting, round_))
        if 1 < len(units) > 2 * count:
            counted = say("few_units", material.language, count=count, total=len(units))
            notes.append(
                Note(counted if round_ is None else f"{material.member('round', round_)}: {counted}")
            )
    return notes


def unpublished_blocks(material: Material) -> list[Block]:
    """Return the units that have not published in the last round."""
    language = material.language
    if material.framework.counts is None and not any(form.published for form in material.forms):
        return []
    round_ = next(reversed(material.rounds(form.members for form in material.forms)), None)
    missing = unpublished(material.forms, material.counting, round_)
    title = say("unpublished", language)
    blocks: list[Block] = [Heading(title if round_ is None else f"{title}, {round_}", 2)]
    if not missing:
        units = {form.unit for form in material.forms if form.unit is not None}
        return [*blocks, Paragraph(say("all_published", language, count=len(units)))]
    heads = (say("unit", language), say("school_form", language), say("drafts", language))
    rows = tuple(
        (
            each.unit,
            "" if each.school_form is None else material.member("school_form", each.school_form),
            Figure(str(each.drafts), each.drafts, "count"),
        )
        for each in missing
    )
    return [*blocks, TableBlock(heads, rows, None, 2)]


def pooled_blocks(material: Material) -> list[Block]:
    """Return every measure across units, except those per indicator."""
    tables = [
        measure_table(material, measure, cells, frozenset())
        for measure in material.across
        if ITEM not in measure.per and (cells := material.cells(measure))
    ]
    if not tables:
        return []
    return [Heading(say("pooled", material.language), 2, "comparison"), *few_units(material), *tables]
