"""The parts of a comparison between results: rounds, respondents or groups."""

from collections.abc import Sequence
from fractions import Fraction

from digiramverk.core import nearest_float
from digiramverk.model import Indicator
from digiramverk.reports.document_tree import Block, Figure, Heading, Paragraph, TableBlock
from digiramverk.reports.lines import Line, line_table, lines
from digiramverk.reports.material import Material, ReportSubject, shade
from digiramverk.reports.words import say
from digiramverk.rules import ITEM, PlannedMeasure
from digiramverk.scoring import ABSENT, percent

_PAIR = 2


def table_blocks(
    material: Material, subjects: Sequence[ReportSubject], measure: PlannedMeasure
) -> list[Block]:
    """Return a table of a measure with a column per result, and the difference."""
    drawn = lines(material, measure, subjects, measure.per)
    return [line_table(material, measure, drawn, measure.per, difference=len(drawn) > 1)] if drawn else []


def compared(material: Material, subjects: Sequence[ReportSubject]) -> int:
    """Return the number of lines to compare: results, or groups within one result."""
    if len(subjects) > 1:
        return len(subjects)
    return max((len(lines(material, m, subjects, m.per)) for m in material.own if m.per), default=0)


def differences_blocks(material: Material, subjects: Sequence[ReportSubject], most: int) -> list[Block]:
    """Return the indicators where the results differ most, the largest difference first."""
    language = material.language
    blocks: list[Block] = [Heading(say("differences", language), 2)]
    columns, rows = _by_form(material, subjects) if material.single else _by_group(material, subjects)
    differing = sorted((row for row in rows if row[0] > 0), key=lambda row: -row[0])[:most]
    if not differing:
        return [*blocks, Paragraph(say("no_differences", language))]
    heads = (say("id", language), say("indicator", language), *columns, say("difference", language))
    table = TableBlock(
        heads,
        tuple(
            (indicator.id, indicator.text.to(language), *values, Figure(text, nearest_float(gap), style))
            for gap, indicator, values, text, style in differing
        ),
        None,
        2,
    )
    return [*blocks, table]


_ContrastRow = tuple[Fraction, Indicator, tuple[Figure, ...], str, str | None]


def _by_form(material: Material, subjects: Sequence[ReportSubject]) -> tuple[list[str], list[_ContrastRow]]:
    """Compare the answers of single forms. The difference is a share of the scale."""
    found = [{each.indicator.id: each for each in material.standings(subject)} for subject in subjects]
    rows: list[_ContrastRow] = []
    for indicator in material.framework.indicators:
        standings = [those.get(indicator.id) for those in found]
        shares = [each.share for each in standings if each is not None and each.share is not None]
        if len(shares) < _PAIR:
            continue
        gap = max(shares) - min(shares)
        values = tuple(
            Figure(ABSENT)
            if each is None
            else Figure(
                material.state(each), None if each.share is None else float(each.share), "text", shade(each)
            )
            for each in standings
        )
        rows.append((gap, indicator, values, percent(gap, material.language), "percent"))
    return [subject.title for subject in subjects], rows


def _by_group(material: Material, subjects: Sequence[ReportSubject]) -> tuple[list[str], list[_ContrastRow]]:
    """Compare a measure per indicator. The difference is in its own unit. Withheld values are left out."""
    measure = material.item_measure
    if measure is None:
        return [], []
    drawn: list[Line] = lines(material, measure, subjects, (ITEM,))
    table = line_table(material, measure, drawn, (ITEM,), difference=True)
    by_id = {indicator.id: indicator for indicator in material.framework.indicators}
    keys = dict.fromkeys(key for line in drawn for key in line.cells)
    rows: list[_ContrastRow] = []
    for key, row in zip(keys, table.rows, strict=True):
        values = tuple(each for each in row[1:-1] if isinstance(each, Figure))
        cells = [line.cells.get(key) for line in drawn]
        known = [cell.value for cell in cells if cell is not None and isinstance(cell.value, Fraction)]
        gap = max(known) - min(known) if len(known) >= _PAIR else Fraction(0)
        last = row[-1]
        if isinstance(last, Figure):
            rows.append((gap, by_id[key[0]], values, last.text, last.style))
    return [line.title for line in drawn], rows
