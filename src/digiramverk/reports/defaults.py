"""Default reports, chosen from the measures of a framework that does not define its own.

A default must be right for every framework, so it looks only at the grain and the type of measures, and never
at their names. A part without a suitable measure is left out.
"""

from collections.abc import Sequence
from typing import Final

from digiramverk.model import Report, ReportKind, ReportPart
from digiramverk.reports.material import Material
from digiramverk.rules import ITEM, Boolean, Number, PlannedMeasure, nodes

LEAST_AXES: Final = 3
"""The least number of axes of a radar chart."""

MOST_AXES: Final = 16
"""The greatest number of axes that people can read."""

_FIRST: Final = 10
_DIFFERENCES: Final = 15
_MOST_FIGURES: Final = 6
_FEW: Final = 2
"""The greatest number of units to draw: with three groups each, more lines cannot be told apart."""


def definition(material: Material, kind: ReportKind) -> Report:
    """Return the framework's own definition of a report, or the default one."""
    own = material.framework.report(kind)
    return own if own is not None else Report(kind, _DEFAULTS[kind](material))


def _assessment(material: Material) -> tuple[ReportPart, ...]:
    chart, table, reached = spider(material), by_step(material), reaching(material)
    figures = tuple(
        measure.name
        for measure in material.own
        if not measure.per and not (material.single and measure.type == Number("count"))
    )[:_MOST_FIGURES]
    return _present(
        ReportPart("figures", figures) if figures else None,
        _named("chart", chart),
        _named("table", table),
        _named("reached", reached),
        ReportPart("first", most=_FIRST),
        ReportPart("comments"),
        ReportPart("coverage"),
        ReportPart("indicators"),
    )


def _comparison(material: Material) -> tuple[ReportPart, ...]:
    return _present(
        _named("chart", spider(material)),
        _named("table", by_step(material)),
        ReportPart("differences", most=_DIFFERENCES),
        ReportPart("coverage"),
    )


def _municipality(material: Material) -> tuple[ReportPart, ...]:
    chart = overall(material)
    if chart is None and len(material.subjects) <= _FEW:
        chart = spider(material)
    return _present(
        _named("chart", chart),
        ReportPart("targets"),
        ReportPart("areas"),
        ReportPart("unpublished"),
        ReportPart("grid"),
        ReportPart("pooled"),
        ReportPart("coverage"),
    )


def _plan(material: Material) -> tuple[ReportPart, ...]:
    one = len({subject.members.get("unit") for subject in material.subjects}) == 1
    chart = spider(material) if one else overall(material)
    table = by_step(material) if one else None
    return _present(_named("chart", chart), _named("table", table), ReportPart("targets"), ReportPart("plan"))


_DEFAULTS: Final = {
    "assessment": _assessment,
    "comparison": _comparison,
    "municipality": _municipality,
    "plan": _plan,
}


def _present(*parts: ReportPart | None) -> tuple[ReportPart, ...]:
    return tuple(part for part in parts if part is not None)


def _named(kind: str, measure: PlannedMeasure | None) -> ReportPart | None:
    return None if measure is None else ReportPart(kind, (measure.name,))


def spider(material: Material) -> PlannedMeasure | None:
    """Return the measure to draw for one result: numbers per area, or else per another dimension."""
    return _best_to_draw(material, material.own)


def overall(material: Material) -> PlannedMeasure | None:
    """Return the measure to draw across results."""
    return _best_to_draw(material, material.across)


def _best_to_draw(material: Material, measures: Sequence[PlannedMeasure]) -> PlannedMeasure | None:
    """Choose a measure: per area first, then the most axes that can be read, and levels before counts."""
    levels = {"area", *material.framework.area_levels}
    found = [
        (
            (
                len(measure.per) > 1,
                measure.per[-1] not in levels,
                not LEAST_AXES <= len(axes(measure)) <= MOST_AXES,
                measure.type.unit == "count",
                index,
            ),
            measure,
        )
        for index, measure in enumerate(measures)
        if isinstance(measure.type, Number) and measure.per and ITEM not in measure.per
        if not looks_back(measure.node)
    ]
    return min(found, key=lambda pair: pair[0])[1] if found else None


def by_step(material: Material) -> PlannedMeasure | None:
    """Return the measure for the table of areas and steps; None if the table of the chart has it already."""
    return next(
        (
            measure
            for measure in material.own
            if isinstance(measure.type, Number)
            and measure.type.unit != "count"
            and len(measure.per) > 1
            and measure.per[-1] == "step"
            and not looks_back(measure.node)
        ),
        None,
    )


def reaching(material: Material) -> PlannedMeasure | None:
    """Return the measure of what is reached: yes or no per area and step, or per step."""
    found = [m for m in material.own if isinstance(m.type, Boolean) and "step" in m.per and ITEM not in m.per]
    return max(found, key=lambda measure: len(measure.per), default=None)


def axes(measure: PlannedMeasure) -> tuple[str, ...]:
    """Return the members of the last framework dimension of a measure."""
    return tuple(dict.fromkeys(cell[-1] for cell in measure.cells))


def looks_back(node: nodes.Node) -> bool:
    """Whether a rule uses an earlier round: a change cannot be drawn on the axis of a level."""
    return isinstance(node, nodes.Previous) or any(looks_back(part) for part in nodes.parts(node))
