"""Units that are missing in a round because none of their forms counts."""

from collections.abc import Sequence

import attrs

from digiramverk.model import Assessment


@attrs.frozen
class Unpublished:
    """A unit without a form that counts in a round.

    Attributes:
        unit: its name.
        round: the round; None if forms state no round.
        school_form: the school form that its first form states, if any.
        drafts: the number of its forms in the round, none of which counts.
    """

    unit: str
    round: str | None
    school_form: str | None
    drafts: int


def unpublished(
    forms: Sequence[Assessment], counting: Sequence[bool], round_: str | None
) -> tuple[Unpublished, ...]:
    """Return the units without a form that counts in a round, sorted by name.

    Args:
        forms: all forms of all rounds. A unit is known only if it has a form in some round.
        counting: whether each form counts, in the same order.
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
