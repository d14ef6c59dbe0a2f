"""Suggests a case that would detect a mistake: a few answers with another value, and the right one."""

from fractions import Fraction
from random import Random
from typing import Any, Final

import attrs

from digiramverk.model import Assessment
from digiramverk.proving.law import (
    NOT_MEANT,
    Break,
    Checked,
    Example,
    Forms,
    Law,
    breaks_of,
    note,
    only_forms,
)
from digiramverk.proving.mutants import Mutant
from digiramverk.proving.random_forms import FormDrawer
from digiramverk.proving.reduction import shrunk
from digiramverk.proving.subject import Subject
from digiramverk.rules import RESPONSE
from digiramverk.scoring import Cell
from digiramverk.yamlsource import yaml_text

MOST_DRAWN: Final = 60
"""The number of populations to try before giving up."""
_MANY: Final = 8


def suggestion(subject: Subject, mutant: Mutant, seed: int = 0) -> str | None:
    """A case that holds for a framework and not for its mutant, as YAML; None if none was found.

    Args:
        subject: the framework as it is.
        mutant: its faulty variant.
        seed: decides which answers are drawn.
    """
    right = subject.focused(mutant.moved)
    wrong = Subject(mutant.framework, subject.functions).focused(mutant.moved)
    law = _agreement(wrong)
    for number in range(MOST_DRAWN):
        dice = Random(f"{seed} suggestion {number}")  # noqa: S311 - to be foreseen is what is wanted
        example = Example(FormDrawer(subject.framework, dice, _MANY if number % 2 else 1).population())
        checked = law.check(right, example, mutant.moved)
        for name in sorted(checked):
            found = breaks_of(checked, name)
            if found:
                small, broken = shrunk(right, law, example, found[0])
                return _written(right, small.forms, broken)
    return None


def _agreement(wrong: Subject) -> Law:
    """The law that the framework and its mutant agree, which is meant to be broken."""

    def check(right: Subject, example: Example, wanted: frozenset[str]) -> Checked:
        checked: Checked = {}
        before, after = right.score(example.forms), wrong.score(example.forms)
        for key in before:
            if key[0] in wanted:
                alike = key in after and _told(before[key]) == _told(after[key])
                note(checked, key, None if alike else Break.at(key, "mutant", before[key].value, None))
        return checked

    return Law("suggestion", {}, lambda _, __: NOT_MEANT, only_forms, check)


def _told(cell: Cell) -> object:
    return cell.missing if cell.missing is not None else (type(cell.value).__name__, cell.value)


def _written(subject: Subject, forms: Forms, broken: Break) -> str:
    members = tuple(sorted(broken.members.items()))
    cell = subject.score(forms)[broken.measure, members]
    picked = {name: member for name, member in members if name != RESPONSE or len(forms) > 1}
    case = {
        "forms": [
            {**_belonging(form, alone=len(forms) == 1), "answers": dict(form.levels)} for form in forms
        ],
        "partial": True,
        "expect": {broken.measure: [{**picked, **_expected(cell)}]},
    }
    data = {"-".join([broken.measure, *picked.values()]): case}
    return yaml_text(data)


def _expected(cell: Cell) -> dict[str, Any]:
    if cell.missing is not None:
        return {"missing": cell.missing.key}
    value = cell.value
    if not isinstance(value, Fraction):
        return {"value": value}
    return {"value": int(value) if value.denominator == 1 else str(value)}


def _belonging(form: Assessment, *, alone: bool) -> dict[str, Any]:
    data: dict[str, Any] = {} if alone else {"response": form.response}
    members = attrs.asdict(
        form, filter=lambda field, _: field.name in {"unit", "school_form", "round", "group"}
    )
    data |= {name: member for name, member in members.items() if member is not None}
    data |= dict(form.attributes)
    data |= {"published": True} if form.published else {}
    return data | ({"numbers": {name: int(n) for name, n in form.numbers}} if form.numbers else {})
