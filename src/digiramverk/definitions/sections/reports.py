"""Report definitions, checked against the measures that they show.

A part of a report is a single key, and the key decides what its value is. As fields of a class, all but one
would always be None. So `REPORT_PARTS` declares them as a table, and `ReportPart` holds the one value.
"""

from collections.abc import Mapping
from typing import Any

from digiramverk.core import Names, Path, near
from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import read_part, read_value
from digiramverk.model import REPORT_PARTS, WORD_PARTS, Notation, Report, ReportPart, lone_field
from digiramverk.rules import Boolean, Number, Plan


def build_reports(written: Mapping[str, Any], plan: Plan, reader: Reader) -> tuple[Report, ...]:
    """All report definitions. Mistakes in their parts are reported (DR212, DR801–DR803)."""
    return tuple(_report(kind, report, plan, reader) for kind, report in written.items())


def _report(kind: str, written: Mapping[str, Any], plan: Plan, reader: Reader) -> Report:
    path: Path = ("reports", kind)
    parts = [
        _part(part, plan, reader, (*path, "parts", index)) for index, part in enumerate(written["parts"])
    ]
    return read_part(Report, written, path, reader, kind=kind, parts=tuple(parts))


def _part(written: str | Mapping[str, Any], plan: Plan, reader: Reader, path: Path) -> ReportPart:
    if isinstance(written, str):
        if written not in WORD_PARTS:
            place, alike = reader.places.value(path), near(written, WORD_PARTS)
            args = {"name": written, "known": Names(WORD_PARTS), "near": alike}
            reader.findings.add("DR801", place, path=path, **args)
        return ReportPart(written)
    ((kind, value),) = written.items()
    field, inner = lone_field(kind, REPORT_PARTS[kind]), (*path, kind)
    read = read_value(field, value, inner, reader)
    match field.notation:
        case Notation.TEXT:
            return ReportPart(kind, text=read)
        case Notation.WHOLE:
            return ReportPart(kind, most=read)
        case Notation.NAME if read in {measure.name for measure in plan.measures}:
            _suits(kind, read, plan, reader, inner)
        case _:
            pass
    return ReportPart(kind, (read,) if isinstance(read, str) else read)


def _suits(kind: str, name: str, plan: Plan, reader: Reader, path: Path) -> None:
    """Check that a chart has numbers along a dimension, and that `reached` has yes or no per step."""
    measure = plan.measure(name)
    if kind == "chart" and not (isinstance(measure.type, Number) and measure.per):
        reader.findings.add("DR802", reader.places.value(path), path=path, name=name)
    if kind == "reached" and not (isinstance(measure.type, Boolean) and "step" in measure.per):
        reader.findings.add("DR803", reader.places.value(path), path=path, name=name)
