"""Targets, checked against the measures that they are about."""

from collections.abc import Mapping, Sequence
from typing import Any

from digiramverk.core import Names, Path, Word
from digiramverk.definitions.sections.reader import Reader, name_of
from digiramverk.definitions.sections.things import read_part
from digiramverk.model import Target
from digiramverk.rules import Number, Plan, PlannedMeasure


def build_targets(written: Sequence[Mapping[str, Any]], plan: Plan, reader: Reader) -> tuple[Target, ...]:
    """The valid targets. Mistakes in the others are reported."""
    built = (_target(value, plan, reader, ("targets", index)) for index, value in enumerate(written))
    return tuple(target for target in built if target is not None)


def _target(written: Mapping[str, Any], plan: Plan, reader: Reader, path: Path) -> Target | None:
    # Each check needs the one before it: without the measure nobody knows which dimensions pick a value. So a
    # target is reported for its first mistake only.
    name = name_of(written["measure"])
    names = tuple(measure.name for measure in plan.measures)
    if name not in names:
        reader.refer("rules", "measure", [name], names, (*path, "measure"))
        return None
    measure = plan.measure(name)
    if not isinstance(measure.type, Number):
        reader.findings.add("DR219", reader.places.value((*path, "measure")), path=path, name=name)
        return None
    bounds = [key for key in ("at_least", "at_most") if key in written]
    if len(bounds) != 1:
        reader.findings.add("DR218", reader.places.value((*path, "measure")), path=path)
        return None
    target = read_part(Target, written, path, reader)
    return target if _picks_one(target, measure, plan, reader, path) else None


def _picks_one(target: Target, measure: PlannedMeasure, plan: Plan, reader: Reader, path: Path) -> bool:
    dimensions = (*measure.population, *measure.per)
    fine = True
    picks: list[tuple[str, str, Path]] = [
        (dimension, member, (*path, "where", dimension)) for dimension, member in target.where
    ]
    if target.round is not None and "round" in dimensions:
        picks.append(("round", target.round, (*path, "round")))
    for dimension, member, place in picks:
        if dimension not in dimensions:
            reader.findings.add(
                "DR222",
                reader.places.key(place),
                path=place,
                name=dimension,
                measure=measure.name,
                known=Names(dimensions),
                near=reader.findings.near(dimension, dimensions),
            )
            fine = False
            continue
        known = plan.space.by_name[dimension].members
        if known is not None and member not in known:
            reader.findings.add(
                "DR212",
                reader.places.value(place),
                path=place,
                kind=Word(dimension),
                name=member,
                known=Names(known),
                near=reader.findings.near(member, known),
            )
            fine = False
    given = {*dict(target.where), *(("round",) if target.round is not None else ())}
    missing = tuple(Word(dimension) for dimension in dimensions if dimension not in given)
    if fine and missing:
        reader.findings.add("DR220", reader.places.value((*path, "measure")), path=path, missing=missing)
        fine = False
    return fine
