"""Compares the library with itself: the trace, the other engines, and reading back what was written."""

from collections.abc import Iterator
from random import Random
from typing import Final

from digiramverk.core import Findings, Source
from digiramverk.definitions import build_framework, to_yaml
from digiramverk.proving.law import (
    PROVED,
    TESTED,
    Break,
    Checked,
    Example,
    Forms,
    Law,
    LawStanding,
    always_tested,
    breaks_of,
    note,
    only_forms,
)
from digiramverk.proving.subject import Subject
from digiramverk.rules import Missing, PlannedMeasure
from digiramverk.scoring import Cell, tracer_of
from digiramverk.yamlsource import read_yaml

_MOST_EXPLAINED: Final = 5
"""The number of forms to explain: the trace is exact and slow, and the library's own tests cover it too."""
_MOST_TRACED: Final = 2
"""The number of cells of a measure to trace per example."""


def trace(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """What explains a value gives the value."""
    checked: Checked = {}
    scorer = subject.scorer
    forms = [scorer.form(form) for form in example.forms]
    groups = scorer.program.run(forms).groups
    tracer = tracer_of(scorer.framework.plan, forms, groups)
    seen: dict[str, int] = {}
    for group in groups:
        for cell in scorer.cells(group, example.forms[group.form]):
            name = cell.measure.name
            seen[name] = seen.get(name, 0) + 1
            if name not in wanted or seen[name] > _MOST_TRACED:
                continue
            value = tracer.shown(name, cell.members, group.form).value
            key = name, tuple(sorted(cell.members.items()))
            told = None if isinstance(value, Missing) else value
            note(checked, key, None if _same(value, cell) else Break.at(key, "trace", cell.value, told))
    return checked


def _same(value: object, cell: Cell) -> bool:
    return value == (cell.value if cell.missing is None else cell.missing)


def dump_and_load(subject: Subject, example: Example, wanted: frozenset[str]) -> Checked:
    """A framework that is written out and read again is the same framework."""
    del example
    framework = subject.framework
    findings = Findings()
    document = read_yaml(Source(f"{framework.id}.yaml", to_yaml(framework)), findings)
    again = (
        None
        if document is None
        else build_framework(document.data, document, (), findings, subject.functions)
    )
    alike = again is not None and again.plan.fingerprint == framework.plan.fingerprint
    checked: Checked = {}
    for name in wanted:
        note(checked, (name, ()), None if alike else Break(name, {}, "dump", None, None))
    return checked


def _read_back(subject: Subject, measure: PlannedMeasure) -> LawStanding:
    """Reading back is one deterministic computation: having done it is the proof."""
    broken = subject.variant("read back", lambda own: None if _reads_back(own) else own)
    del measure
    return TESTED if broken is not None else PROVED


def _reads_back(subject: Subject) -> bool:
    names = frozenset(measure.name for measure in subject.measures)
    checked = dump_and_load(subject, Example(()), names)
    return not any(breaks_of(checked, name) for name in names)


def _few(_: Subject, forms: Forms, __: Random) -> Iterator[Example]:
    yield Example(forms[:1])


MACHINERY: Final = (
    Law(
        "trace",
        {"sv": "Förklaringen till ett värde ger värdet.", "en": trace.__doc__ or ""},
        always_tested,
        _few,
        trace,
        most=_MOST_EXPLAINED,
    ),
    Law(
        "dump_and_load",
        {"sv": "Ett ramverk som skrivs ut och läses igen är detsamma.", "en": dump_and_load.__doc__ or ""},
        _read_back,
        only_forms,
        dump_and_load,
        of_values=False,
    ),
)
