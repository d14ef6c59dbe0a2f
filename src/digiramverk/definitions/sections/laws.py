"""What a framework declares about the laws of its measures.

A file has laws by measure and then by law. The model has one tuple of choices, since proofs look up single
pairs of both. So these two levels are walked by hand, here and in `plain_data`. The keys of a choice are
declared on `LawChoice`.
"""

from collections.abc import Mapping
from typing import Any, Final

from digiramverk.definitions.sections.reader import Reader
from digiramverk.definitions.sections.things import read_part
from digiramverk.model import FALLING, RISING, LawChoice
from digiramverk.rules import Plan

_DIRECTED: Final = frozenset({"monotone"})
_BOUNDED: Final = frozenset({"within_range"})


def build_laws(written: Mapping[str, Any], plan: Plan, reader: Reader) -> tuple[LawChoice, ...]:
    """The valid choices. Mistakes in the others are reported."""
    names = tuple(measure.name for measure in plan.measures)
    found: list[LawChoice] = []
    for measure, laws in written.items():
        if measure not in names:
            reader.refer("rules", "measure", [measure], names, ("laws", measure))
            continue
        choices = (_choice(measure, law, value, reader) for law, value in laws.items())
        found += [choice for choice in choices if choice is not None]
    return tuple(found)


def _choice(measure: str, law: str, written: Any, reader: Reader) -> LawChoice | None:  # noqa: ANN401 - YAML data is of any kind
    path = ("laws", measure, law)
    short = isinstance(written, str)
    direction = written if short and written in {RISING, FALLING} else None
    choice = read_part(
        LawChoice, {} if short else written, path, reader, measure=measure, law=law, direction=direction
    )
    bounded = choice.at_least is not None or choice.at_most is not None
    if (direction is not None and law not in _DIRECTED) or (
        bounded and (law not in _BOUNDED or choice.waived is not None)
    ):
        reader.findings.add("DR621", reader.places.key(path), path=path, law=law)
        return None
    if choice.at_least is not None and choice.at_most is not None and choice.at_least > choice.at_most:
        reader.findings.add("DR622", reader.places.value(path), path=path)
    return choice
