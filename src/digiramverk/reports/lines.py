"""Measures as lines that can be compared: in charts, and as columns of tables."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs

from digiramverk.core import nearest_float
from digiramverk.reports.defaults import LEAST_AXES, MOST_AXES
from digiramverk.reports.document_tree import RINGS, Block, Chart, Figure, Note, Series, TableBlock, TableCell
from digiramverk.reports.material import Material, ReportSubject
from digiramverk.reports.measures import dimension_title, measure_title
from digiramverk.reports.words import say
from digiramverk.rules import RESPONSE, Number, PlannedMeasure
from digiramverk.scoring import ABSENT, Cell, show

MOST_LINES: Final = 6
"""The greatest number of lines that can be told apart in a chart."""

MOST_COLUMNS: Final = 12
"""The greatest number of members of a dimension that become columns. More become rows."""

_NOTHING: Final = Figure(ABSENT)


@attrs.frozen
class Line:
    """One line: its title, and its cells by their members of the dimensions that it runs along."""

    title: str
    cells: dict[tuple[str, ...], Cell]


def lines(
    material: Material, measure: PlannedMeasure, subjects: Sequence[ReportSubject], along: tuple[str, ...]
) -> list[Line]:
    """Return the cells of a measure as lines.

    Args:
        material: the results.
        measure: the measure.
        subjects: the results to show; ignored for a measure across results.
        along: the framework dimensions that a line runs along. All other dimensions tell lines apart.
    """
    apart = [name for name in measure.per if name not in along]
    found: dict[str, dict[tuple[str, ...], Cell]] = {}
    if measure in material.across:
        cells = newest(material, measure, material.cells(measure))
        for cell in cells:
            title = ", ".join(
                material.member(name, cell.members[name])
                for name in (*measure.population, *apart)
                if name in cell.members and name != "round"
            )
            title = title or cell.members.get("round", measure.name)
            found.setdefault(title, {})[tuple(cell.members[name] for name in along)] = cell
    else:
        for subject in subjects:
            fixed = set(subject.members) | {RESPONSE, *material.framework.plan.results_per}
            others = [name for name in measure.population if name not in fixed]
            for cell in by_time(material, measure, material.cells(measure, subject)):
                named = [material.member(name, cell.members[name]) for name in (*others, *apart)]
                whole = [subject.title, *named] if len(subjects) > 1 or not named else named
                found.setdefault(", ".join(whole), {})[tuple(cell.members[n] for n in along)] = cell
    return [Line(title, cells) for title, cells in found.items()]


def by_time(material: Material, measure: PlannedMeasure, cells: Sequence[Cell]) -> list[Cell]:
    """Return cells in the order of their rounds, if the measure has rounds.

    Raises:
        InputError: DR453, the order of the rounds is unknown.
    """
    if "round" not in measure.population:
        return list(cells)
    places = material.rounds(cell.members for cell in cells)
    return sorted(cells, key=lambda cell: places.get(cell.members.get("round", ""), -1))


def newest(material: Material, measure: PlannedMeasure, cells: Sequence[Cell]) -> list[Cell]:
    """Keep only the cells of the last round with a value, if the measure has rounds."""
    if "round" not in measure.population:
        return list(cells)
    known = [cell for cell in cells if cell.value is not None] or cells
    last = by_time(material, measure, known)[-1:]
    rounds = {cell.members.get("round") for cell in last}
    return [cell for cell in cells if cell.members.get("round") in rounds]


def chart_blocks(
    material: Material, measure: PlannedMeasure, subjects: Sequence[ReportSubject]
) -> list[Block]:
    """Return a measure as a chart: a radar, or bars if the axes are ordered or few."""
    levels = {"area", *material.framework.area_levels}
    axis = next((name for name in reversed(measure.per) if name in levels), measure.per[-1])
    drawn = lines(material, measure, subjects, (axis,))
    drawn = [line for line in drawn if any(cell.value is not None for cell in line.cells.values())]
    if not drawn:
        return []
    members = _in_order(material, axis, {key[0] for line in drawn for key in line.cells})
    shown = drawn[-MOST_LINES:]
    series = tuple(
        Series(line.title, tuple(_figure(material, line, (m,)) for m in members)) for line in shown
    )
    low, high = _ends(material, measure, series)
    dimension = material.framework.plan.space.by_name[axis]
    around = not dimension.ordered and LEAST_AXES <= len(members) <= MOST_AXES
    chart = Chart(
        _caption(material, measure, drawn),
        tuple(material.member(axis, member) for member in members),
        series,
        low,
        high,
        "radar" if around else "bars",
        dimension_title(material.framework, axis, material.language),
        _rings(material, measure, low, high),
    )
    if len(drawn) == len(shown):
        return [chart]
    note = Note(say("too_many", material.language, most=MOST_LINES))
    return [chart, note, line_table(material, measure, drawn, (axis,))]


def _rings(material: Material, measure: PlannedMeasure, low: float, high: float) -> tuple[str, ...]:
    """Return the labels of the rings, in the format of the measure."""
    span = Fraction(high) - Fraction(low)
    values = (Fraction(low) + span * number / RINGS for number in range(1, RINGS + 1))
    style = material.figure_style(measure)
    style = "points" if style in {"stars", "decimals"} else style
    return tuple(show(value, measure.type, style, material.language) for value in values)


def _caption(material: Material, measure: PlannedMeasure, drawn: Sequence[Line]) -> str:
    """Return the title of the measure, with the round if only the last one is shown."""
    title = measure_title(material.framework, measure.name, material.language)
    if measure not in material.across or "round" not in measure.population:
        return title
    cell = next((cell for line in drawn for cell in line.cells.values()), None)
    return title if cell is None else f"{title}, {material.member('round', cell.members['round'])}"


def _in_order(material: Material, dimension: str, occurring: set[str]) -> list[str]:
    known = material.framework.plan.space.by_name[dimension].members
    return [each for each in known if each in occurring] if known is not None else sorted(occurring)


def _figure(material: Material, line: Line, key: tuple[str, ...]) -> Figure:
    cell = line.cells.get(key)
    return _NOTHING if cell is None else material.figure(cell)


def _ends(material: Material, measure: PlannedMeasure, series: Sequence[Series]) -> tuple[float, float]:
    """Return the ends of the scale: 0 and 1 for shares, the points of the levels for means of points."""
    values = [nearest_float(f.value) for each in series for f in each.values if f.value is not None]
    unit = measure.type.unit if isinstance(measure.type, Number) else None
    if unit == "fraction":
        return min(0.0, *values, 0.0), max(1.0, *values, 1.0)
    if unit == "points":
        points = [float(level.points) for scale in material.framework.scales for level in scale.levels]
        return min((*points, *values)), max((*points, *values))
    return 0.0, max((*values, 1.0))


def line_table(
    material: Material,
    measure: PlannedMeasure,
    drawn: Sequence[Line],
    along: tuple[str, ...],
    *,
    difference: bool = False,
) -> TableBlock:
    """Return a table with lines as columns and, if requested, a last column with the difference."""
    language = material.language
    keys = dict.fromkeys(key for line in drawn for key in line.cells)
    rows: list[tuple[TableCell, ...]] = []
    for key in keys:
        names = [material.member(name, member) for name, member in zip(along, key, strict=True)]
        values = [_figure(material, line, key) for line in drawn]
        if difference:
            values.append(_difference(material, measure, [line.cells.get(key) for line in drawn]))
        rows.append((*names, *values))
    heads = [dimension_title(material.framework, name, language) for name in along]
    columns = (*heads, *(line.title for line in drawn))
    if difference:
        columns = (*columns, say("difference", language))
    title = measure_title(material.framework, measure.name, language)
    return TableBlock(columns, tuple(rows), title, len(along))


def _difference(material: Material, measure: PlannedMeasure, cells: Sequence[Cell | None]) -> Figure:
    values = [cell.value for cell in cells if cell is not None and isinstance(cell.value, Fraction)]
    if len(values) < 2:  # noqa: PLR2004 - a difference is between two
        return _NOTHING
    gap = max(values) - min(values)
    text = show(gap, measure.type, measure.format, material.language, measure.decimals)
    return Figure(text, nearest_float(gap), material.figure_style(measure))


def measure_table(
    material: Material, measure: PlannedMeasure, cells: Sequence[Cell], fixed: frozenset[str]
) -> TableBlock:
    """Return a measure as a table: the last framework dimension as columns if it fits, the rest as rows."""
    language, framework = material.language, material.framework
    across = measure.per[-1] if measure.per else None
    down = [name for name in (*measure.population, *measure.per[:-1]) if name not in fixed]
    title = measure_title(framework, measure.name, language)
    wide = across is not None and len({cell.members[across] for cell in cells}) > MOST_COLUMNS
    if across is None or not down or wide:
        names = [*down, *([across] if across else [])]
        rows: list[tuple[TableCell, ...]] = [
            (*(material.member(name, cell.members[name]) for name in names), material.figure(cell))
            for cell in cells
        ]
        heads = tuple(dimension_title(framework, name, language) for name in names)
        return TableBlock((*heads, say("value_head", language)), tuple(rows), title, len(names))
    columns = _in_order(material, across, {cell.members[across] for cell in cells})
    by_row: dict[tuple[str, ...], dict[str, Figure]] = {}
    for cell in cells:
        labels = tuple(material.member(name, cell.members[name]) for name in down)
        by_row.setdefault(labels, {})[cell.members[across]] = material.figure(cell)
    lined: list[tuple[TableCell, ...]] = [
        (*labels, *(shown.get(each, _NOTHING) for each in columns)) for labels, shown in by_row.items()
    ]
    heads = tuple(dimension_title(framework, name, language) for name in down)
    return TableBlock(
        (*heads, *(material.member(across, c) for c in columns)), tuple(lined), title, len(down)
    )
