"""The kinds of things that have an id, as the model declares them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from digiramverk.model import Area, FormatField, Framework, Notation, ThingKind, fields

_DECLARED: Final[tuple[tuple[FormatField, ThingKind], ...]] = tuple(
    (field, field.declared.kind)
    for cls in (Framework, Area)
    for field in fields(cls)
    if field.declared.kind is not None
)

KINDS: Final[Mapping[str, ThingKind]] = {field.key: kind for field, kind in _DECLARED}
"""The kinds by the keys that hold them."""

THINGS: Final[Mapping[str, FormatField]] = {
    field.key: field for field, _ in _DECLARED if field.notation is Notation.THINGS
}
"""The keys that hold them, where all that is said of a thing is declared."""

WORDS: Final[Mapping[str, str]] = {key: KINDS[key].word for key in sorted(KINDS)}
"""The word for one of each kind, in the order of the keys."""


def area_ids(areas: Mapping[str, Any]) -> Iterator[str]:
    """The ids of areas and of those below them, outermost first."""
    for name, written in areas.items():
        yield name
        yield from area_ids(written.get("areas", {}))
