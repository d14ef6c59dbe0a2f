"""Who is missing in a round: units of which no form counts."""

from collections.abc import Iterable, Sequence

import attrs

from digiramverk.model import Assessment


@attrs.frozen
class Unpublished:
    """A unit of which no form counts in a round.

    Attributes:
        unit, round, school_form: which, as far as it is known.
        drafts: how many forms it has there that do not count.
    """

    unit: str
    round: str | None
    school_form: str | None
    drafts: int


def rounds_in_order(names: Iterable[str]) -> tuple[str, ...]:
    """The names of rounds, each once, oldest first: numbers as numbers."""
    return tuple(
        sorted(
            set(names), key=lambda name: (not name.isdecimal(), int(name) if name.isdecimal() else 0, name)
        )
    )


def unpublished(
    forms: Sequence[Assessment], counting: Sequence[bool], round_: str | None
) -> tuple[Unpublished, ...]:
    """The units among all forms of which none counts in a round, by name.

    Args:
        forms: all forms.
        counting: for each of them whether it counts.
        round_: the round.
    """
    units: dict[str, Assessment] = {}
    for form in forms:
        if form.unit is not None:
            units.setdefault(form.unit, form)
    found: list[Unpublished] = []
    for unit, any_form in sorted(units.items()):
        own = [
            counts
            for form, counts in zip(forms, counting, strict=True)
            if form.unit == unit and form.round == round_
        ]
        if not any(own):
            found.append(Unpublished(unit, round_, any_form.school_form, len(own)))
    return tuple(found)
