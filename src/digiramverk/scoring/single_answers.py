"""Whose single answers may be shown: not those of a form of which something is withheld.

Everything that shows what one form answered asks here and nowhere else. The answers say more than any value
that is computed from them, so one withheld value is enough to withhold all answers of a form.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import attrs

from digiramverk.model import Assessment, Framework
from digiramverk.rules import Missing
from digiramverk.rules.disclosure import Secrets
from digiramverk.scoring.results import Cell


def withheld_forms(
    framework: Framework, cells: Iterable[Cell], forms: Sequence[Mapping[str, str]]
) -> frozenset[int]:
    """The positions of the forms whose answers are not to be shown.

    These are the forms with a withheld value of their own, and those that belong to a group with a withheld
    value. Values that no answer goes into are no secret: that there is an answer may be known. Who scores one
    form alone has its answers.

    Args:
        framework: what was scored against.
        cells: of all measures and of all forms that were counted. A choice among them may have left out the
            very value that is withheld.
        forms: the population members of every form.
    """
    secrets = Secrets(framework.plan)
    if len(forms) == 1 or not secrets.is_guarded:
        return frozenset()
    hidden: dict[tuple[str, ...], set[tuple[str | None, ...]]] = {}
    for cell in cells:
        measure = cell.measure
        if cell.missing is Missing.WITHHELD and secrets.items(
            measure.name, tuple(cell.members[name] for name in measure.per)
        ):
            own = tuple(map(cell.members.get, measure.population))
            hidden.setdefault(measure.population, set()).add(own)
    return frozenset(
        position
        for position, members in enumerate(forms)
        if any(tuple(map(members.get, population)) in groups for population, groups in hidden.items())
    )


def without_answers(forms: Iterable[Assessment], withheld: Collection[int]) -> tuple[Assessment, ...]:
    """The forms, those whose answers are withheld without any: what is not there cannot be shown."""
    return tuple(
        attrs.evolve(form, answers=()) if position in withheld else form
        for position, form in enumerate(forms)
    )
