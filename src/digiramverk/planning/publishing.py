"""Who has not published: units with drafts only, or with nothing in the round."""

from collections.abc import Iterable, Sequence

import attrs

from digiramverk.model.assessment import Assessment


@attrs.frozen
class Unpublished:
    """A unit without a published form in a round.

    Attributes:
        unit, round, school_form: which, as far as it is known.
        drafts: how many forms it has there that are not published.
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


def unpublished(forms: Sequence[Assessment], round_: str | None) -> tuple[Unpublished, ...]:
    """The units among all forms that have no published form in a round, by name."""
    units: dict[str, Assessment] = {}
    for form in forms:
        if form.unit is not None:
            units.setdefault(form.unit, form)
    found: list[Unpublished] = []
    for unit, any_form in sorted(units.items()):
        own = [form for form in forms if form.unit == unit and form.round == round_]
        if not any(form.published for form in own):
            found.append(Unpublished(unit, round_, any_form.school_form, len(own)))
    return tuple(found)
