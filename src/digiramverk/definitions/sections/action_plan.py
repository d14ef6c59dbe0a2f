"""Which forms count, and which measures the action plan is made of: checked against the measures."""

from collections.abc import Mapping
from typing import Any

from digiramverk.core import Path
from digiramverk.definitions.sections.reader import Reader, name_of
from digiramverk.model import PLAN_PARTS, PlanMeasures
from digiramverk.rules import ITEM, RESPONSE, Boolean, Member, Number, Plan, PlannedMeasure


def build_counts(written: Any, plan: Plan, reader: Reader) -> str | None:  # noqa: ANN401 - YAML data is of any kind
    """The measure that says which forms count (DR212, DR380)."""
    if written is None:
        return None
    name = name_of(written)
    found = _measures([name], plan, reader, ("counts",))
    for measure in found:
        if not isinstance(measure.type, Boolean) or measure.population != (RESPONSE,) or measure.per:
            reader.findings.add("DR380", reader.places.value(("counts",)), path=("counts",), name=name)
    return name


def build_plan(written: Mapping[str, Any], plan: Plan, reader: Reader) -> PlanMeasures:
    """The measures of the action plan (DR212, DR381, DR382)."""
    chosen: dict[str, tuple[str, ...]] = {}
    for part in PLAN_PARTS:
        value = written.get(part, [])
        names = [name_of(each) for each in (value if isinstance(value, list) else [value])]
        path = ("plan", part)
        for index, measure in enumerate(_measures(names, plan, reader, path)):
            fits = _gives_a_step(measure) if part == "step" else _is_per_indicator(measure)
            if not fits:
                inner: Path = (*path, index) if isinstance(value, list) else path
                code = "DR381" if part == "step" else "DR382"
                reader.findings.add(
                    code, reader.places.value(inner), path=inner, name=measure.name, part=part
                )
        chosen[part] = tuple(names)
    return PlanMeasures(**chosen, most=written.get("most"))


def _measures(names: list[str], plan: Plan, reader: Reader, path: Path) -> list[PlannedMeasure]:
    known = [measure.name for measure in plan.measures]
    reader.refer("rules", "measure", names, known, path)
    return [plan.measure(name) for name in names if name in known]


def _gives_a_step(measure: PlannedMeasure) -> bool:
    return isinstance(measure.type, Member) and measure.type.dimension == "step" and not measure.per


def _is_per_indicator(measure: PlannedMeasure) -> bool:
    return ITEM in measure.per and isinstance(measure.type, Boolean | Number)
