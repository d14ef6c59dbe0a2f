"""Which forms count, and which measures the action plan is made of: checked against the measures."""

from collections.abc import Iterable, Mapping
from typing import Any

from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import read_part, read_value
from digiramverk.model import Framework, PlanMeasures, field_of
from digiramverk.rules import ITEM, RESPONSE, Boolean, Member, Number, Plan, PlannedMeasure


def build_counts(written: Any, plan: Plan, reader: Reader) -> str | None:  # noqa: ANN401 - YAML data is of any kind
    """The measure that says which forms count (DR212, DR380)."""
    if written is None:
        return None
    name: str = read_value(field_of(Framework, "counts"), written, ("counts",), reader)
    for measure in _measures([name], plan):
        if not isinstance(measure.type, Boolean) or measure.population != (RESPONSE,) or measure.per:
            reader.findings.add("DR380", reader.places.value(("counts",)), path=("counts",), name=name)
    return name


def build_plan(written: Mapping[str, Any], plan: Plan, reader: Reader) -> PlanMeasures:
    """The measures of the action plan (DR212, DR381, DR382)."""
    chosen = read_part(PlanMeasures, written, ("plan",), reader)
    for part, names in chosen.parts().items():
        for index, measure in enumerate(_measures(names, plan)):
            if not (_gives_a_step(measure) if part == "step" else _is_per_indicator(measure)):
                path = ("plan", part, *((index,) if isinstance(written[part], list) else ()))
                code = "DR381" if part == "step" else "DR382"
                reader.findings.add(code, reader.places.value(path), path=path, name=measure.name, part=part)
    return chosen


def _measures(names: Iterable[str], plan: Plan) -> list[PlannedMeasure]:
    known = {measure.name for measure in plan.measures}
    return [plan.measure(name) for name in names if name in known]


def _gives_a_step(measure: PlannedMeasure) -> bool:
    return isinstance(measure.type, Member) and measure.type.dimension == "step" and not measure.per


def _is_per_indicator(measure: PlannedMeasure) -> bool:
    return ITEM in measure.per and isinstance(measure.type, Boolean | Number)
