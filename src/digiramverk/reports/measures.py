"""Measures as tables: the last framework dimension gives the columns, the others give the rows."""

from collections.abc import Iterable, Sequence
from typing import Final

from digiramverk.core import Language, word
from digiramverk.model import Framework
from digiramverk.reports.document_tree import Block, Document, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.words import say
from digiramverk.rules import RESPONSE, Missing, PlannedMeasure
from digiramverk.scoring import ABSENT, Cell, Coverage, Results

MOST_COLUMNS: Final = 12
"""The greatest number of members of a dimension that become columns. More become rows."""

MOST_LETTERS: Final = 100
"""The greatest total length of their titles."""

MOST_FORMS: Final = 5
"""The greatest number of forms to show one by one. With more, only figures across forms are shown."""


def results_document(results: Results, language: Language) -> Document:
    """Return all results as a document: each form if they are few, then the measures across forms."""
    framework = results.framework
    blocks: list[Block] = [Heading(f"{framework.title.to(language)} ({framework.reference})")]
    shown = [measure for measure in framework.plan.measures if measure.name in results.measures]
    single = [measure for measure in shown if RESPONSE in measure.population]
    across = [measure for measure in shown if RESPONSE not in measure.population]
    order = {rule.measure.name: index for index, rule in enumerate(framework.rules)}
    for measures in (single, across):
        measures.sort(key=lambda measure: order[measure.name])
    if len(results.coverage) <= MOST_FORMS:
        for coverage in results.coverage:
            blocks += _form(results, coverage, single, language)
    else:
        blocks.append(Paragraph(_MANY[language].format(count=len(results.coverage))))
    for measure in across:
        blocks += measure_blocks(results, measure, results[measure.name], language)
    return Document(tuple(blocks))


_MANY: Final[dict[Language, str]] = {
    "sv": "{count} formulär räknade. Värden för varje formulär finns med --format json eller --format csv.",
    "en": "{count} forms scored. For the values of each form, use --format json or --format csv.",
}


def _form(
    results: Results, coverage: Coverage, measures: Iterable[PlannedMeasure], language: Language
) -> list[Block]:
    response = coverage.members[RESPONSE]
    titles = [form_title(results.framework, each, language) for each in results.coverage]
    title = form_title(results.framework, coverage, language)
    if titles.count(title) > 1:
        title += f" – {response}"
    blocks: list[Block] = [
        Heading(title, 2),
        Paragraph(say("answered", language, answered=coverage.answered, relevant=coverage.relevant)),
    ]
    for measure in measures:
        cells = [cell for cell in results[measure.name] if coverage.members.items() <= cell.members.items()]
        blocks += measure_blocks(results, measure, cells, language, fixed=frozenset(coverage.members))
    return blocks


def form_title(framework: Framework, coverage: Coverage, language: Language) -> str:
    """Return the title of a form: its unit, and whatever else tells it from others."""
    members = coverage.members
    name = members.get("unit") or f"{word(RESPONSE, language)} {members[RESPONSE]}"
    others = [
        framework.title_of(kind, members[kind], language) for kind in ("round", "group") if kind in members
    ]
    return f"{name} ({', '.join(others)})" if others else name


def measure_blocks(
    results: Results,
    measure: PlannedMeasure,
    cells: Sequence[Cell],
    language: Language,
    fixed: frozenset[str] = frozenset(),
) -> list[Block]:
    """Return one measure: a line for a single value, a table for several.

    Args:
        results: the results with the cells.
        measure: the measure.
        cells: its cells to show.
        language: the language.
        fixed: dimensions that are the same for all cells and need not be shown.
    """
    if not cells:
        return []
    title = measure_title(results.framework, measure.name, language)
    across = measure.per[-1] if measure.per else None
    down = [name for name in (*measure.population, *measure.per[:-1]) if name not in fixed]
    missing = _missing_note(cells, language)
    if across is None and not down:
        return [Paragraph(f"{title}: {results.display(cells[0], language)}"), *missing]
    wide = across is not None and _is_wide(results.framework, across, cells, language)
    if across is None or not down or wide:
        down = [*down, *([across] if across else [])]
        rows = [(*_labels(results, cell, down, language), results.display(cell, language)) for cell in cells]
        heads = (*(dimension_title(results.framework, name, language) for name in down), title)
        return [TableBlock(heads, tuple(rows), None, len(down)), *missing]
    return [_pivot(results, cells, (down, across), title, language), *missing]


def _is_wide(framework: Framework, across: str, cells: Iterable[Cell], language: Language) -> bool:
    """Whether the members of a dimension are too many, or their titles too long, to become columns."""
    members = {cell.members[across] for cell in cells}
    heads = sum(len(framework.title_of(across, member, language)) for member in members)
    return len(members) > MOST_COLUMNS or heads > MOST_LETTERS


def _pivot(
    results: Results, cells: Sequence[Cell], dimensions: tuple[list[str], str], title: str, language: Language
) -> TableBlock:
    down, across = dimensions
    space = results.framework.plan.space
    occurring = {cell.members[across] for cell in cells}
    columns = [member for member in space.by_name[across].members or () if member in occurring]
    by_row: dict[tuple[str, ...], dict[str, str]] = {}
    for cell in cells:
        labels = _labels(results, cell, down, language)
        by_row.setdefault(labels, {})[cell.members[across]] = results.display(cell, language)
    rows = tuple(
        (*labels, *(shown.get(member, ABSENT) for member in columns)) for labels, shown in by_row.items()
    )
    heads = [results.framework.title_of(across, member, language) for member in columns]
    return TableBlock(
        (*(dimension_title(results.framework, name, language) for name in down), *heads),
        rows,
        title,
        len(down),
    )


def measure_title(framework: Framework, name: str, language: Language) -> str:
    """Return the title of a measure, or its name if it has none."""
    title = framework.rule(name).title
    return name if title is None else title.to(language)


def dimension_title(framework: Framework, dimension: str, language: Language) -> str:
    """Return the title of a dimension, for the head of a column."""
    title = framework.dimension_title(dimension, language)
    return title[:1].upper() + title[1:]


def _labels(results: Results, cell: Cell, dimensions: Iterable[str], language: Language) -> tuple[str, ...]:
    return tuple(results.framework.title_of(name, cell.members[name], language) for name in dimensions)


WHY: Final[dict[Missing, dict[Language, str]]] = {
    Missing.NOT_RELEVANT: {"sv": "ej relevant", "en": "not relevant"},
    Missing.UNANSWERED: {"sv": "obesvarat", "en": "unanswered"},
    Missing.UNDECIDED: {"sv": "kan inte avgöras än", "en": "cannot be decided yet"},
    Missing.WITHHELD: {"sv": "visas inte, för få svarande", "en": "not shown, too few respondents"},
}


def _missing_note(cells: Iterable[Cell], language: Language) -> list[Block]:
    kinds = sorted({cell.missing for cell in cells if cell.missing is not None})
    if not kinds:
        return []
    return [Note(f"{ABSENT} {'; '.join(WHY[kind][language] for kind in kinds)}")]
