"""Decides whose single answers may be shown: not those of a form with a withheld value.

Everything that shows a form's answers asks this module. The answers tell more than any value computed from
them, so one withheld value is enough to withhold all answers of a form.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress

import attrs

from digiramverk.model import Assessment, Framework
from digiramverk.rules import Missing
from digiramverk.rules.disclosure import Secrets
from digiramverk.scoring.measure_results import MeasureResults


def withheld_forms(
    framework: Framework, measures: Iterable[MeasureResults], forms: Sequence[Mapping[str, str]]
) -> frozenset[int]:
    """The positions of the forms whose answers must not be shown.

    These are the forms with a withheld value of their own, and those that belong to a group with a withheld
    value. Values that no answer affects are no secret: that there is an answer may be known. A caller who
    scores a single form has its answers.

    Args:
        framework: the framework scored against.
        measures: the values of all measures and of all forms that were counted. A selection may lack the very
            value that is withheld.
        forms: the population members of every form.
    """
    secrets = Secrets(framework.plan)
    if len(forms) == 1 or not secrets.is_guarded:
        return frozenset()
    hidden: dict[tuple[str, ...], set[tuple[str | None, ...]]] = {}
    for own in measures:
        population = own.measure.population
        whose = list(zip(*map(own.members.column, population), strict=True)) or [()] * own.members.size
        for cell in own.slots:
            if secrets.items(own.measure.name, cell):
                withheld = own.column(cell, lambda _, missing: missing is Missing.WITHHELD)
                hidden.setdefault(population, set()).update(compress(whose, withheld))
    return frozenset(
        position
        for position, members in enumerate(forms)
        if any(tuple(map(members.get, population)) in groups for population, groups in hidden.items())
    )


def without_answers(forms: Iterable[Assessment], withheld: Collection[int]) -> tuple[Assessment, ...]:
    """The forms, without the answers of those that are withheld: what is absent cannot be shown."""
    return tuple(
        attrs.evolve(form, answers=()) if position in withheld else form
        for position, form in enumerate(forms)
    )
