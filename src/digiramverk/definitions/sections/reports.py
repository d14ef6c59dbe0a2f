"""Report definitions, checked against the measures that they show."""

from collections.abc import Mapping
from typing import Any, cast

from digiramverk.core import Names, Path, near
from digiramverk.definitions.sections.reader import Reader, name_of
from digiramverk.model import COUNT_PARTS, MEASURE_PARTS, WORD_PARTS, Report, ReportKind, ReportPart
from digiramverk.rules import Boolean, Number, Plan


def build_reports(written: Mapping[str, Any], plan: Plan, reader: Reader) -> tuple[Report, ...]:
    """All report definitions; what is wrong with their parts is noted (DR212, DR801–DR803)."""
    reports: list[Report] = []
    for kind, report in written.items():
        parts = [
            _part(part, plan, reader, ("reports", kind, "parts", index))
            for index, part in enumerate(report["parts"])
        ]
        known = tuple(part for part in parts if part is not None)
        reports.append(Report(cast("ReportKind", kind), known, reader.text_or_none(report.get("title"))))
    return tuple(reports)


def _part(written: str | Mapping[str, Any], plan: Plan, reader: Reader, path: Path) -> ReportPart | None:
    if isinstance(written, str):
        if written not in WORD_PARTS:
            place, alike = reader.places.value(path), near(written, WORD_PARTS)
            args = {"name": written, "known": Names(WORD_PARTS), "near": alike}
            reader.findings.add("DR801", place, path=path, **args)
        return ReportPart(written)
    kind, value = next(iter(written.items()))
    if kind in {"heading", "text"}:
        return ReportPart(kind, text=reader.text(value))
    if kind in COUNT_PARTS:
        return ReportPart(kind, most=int(value))
    names = [name_of(each) for each in (value if isinstance(value, list) else [value])]
    inner = (*path, kind)
    reader.refer("rules", "measure", names, [measure.name for measure in plan.measures], inner)
    if kind in MEASURE_PARTS and names[0] in {measure.name for measure in plan.measures}:
        _suits(kind, names[0], plan, reader, inner)
    return ReportPart(kind, tuple(names))


def _suits(kind: str, name: str, plan: Plan, reader: Reader, path: Path) -> None:
    """A chart needs numbers along something; what is reached needs yes or no per step."""
    measure = plan.measure(name)
    if kind == "chart" and not (isinstance(measure.type, Number) and measure.per):
        reader.findings.add("DR802", reader.places.value(path), path=path, name=name)
    if kind == "reached" and not (isinstance(measure.type, Boolean) and "step" in measure.per):
        reader.findings.add("DR803", reader.places.value(path), path=path, name=name)
