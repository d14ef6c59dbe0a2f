"""The kinds of things that have an id, and what overlays need to know of their fields: read off the model.

Overlays work on plain data in which a key can occur at several depths, so they look fields up by key alone.
If an overlay ever has to treat two fields of one key differently, this module has to distinguish them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from digiramverk.model import (
    Area,
    FormatField,
    Framework,
    Notation,
    Rule,
    ThingKind,
    fields,
    is_one_value,
    short_field,
)

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

_INNER: Final = tuple(
    (kind, inner)
    for kind, field in THINGS.items()
    for inner in fields(field.of)
    if inner.notation is Notation.THINGS
)

MEMBERS: Final[Mapping[str, str]] = {kind: inner.key for kind, inner in _INNER if inner.declared.listed}
"""The key of what things of a kind consist of: `levels` of scales, `members` of facets and attributes."""

INSIDE: Final = frozenset({"indicators", *MEMBERS.values()})
"""Keys of things in things. At the top `roles` defines; further in it says what something belongs to."""

_ALL: Final[Mapping[str, FormatField]] = {**THINGS, **{inner.key: inner for _, inner in _INNER}}

LISTED: Final = frozenset(key for key, field in _ALL.items() if field.declared.listed)
"""Keys under which a list of ids is enough."""

ONE_VALUE: Final = frozenset(key for key, field in _ALL.items() if is_one_value(field.of))
"""Keys of things that are one text each."""

_SHORT: Final = {key: short_field(field.of) for key, field in _ALL.items() if key not in ONE_VALUE}

SHORT: Final[Mapping[str, str]] = {
    "rules": "value",
    **{key: field.key for key, field in _SHORT.items() if field is not None and not field.declared.listed},
}
"""The field that a thing written as one text or number is about."""

_CLASSES: Final = (*(field.of for field in _ALL.values()), Framework, Rule)

WHOLE: Final = frozenset(field.key for cls in _CLASSES for field in fields(cls) if field.is_whole)
"""Fields that are written anew as a whole: half an old text and half a new one say nothing together."""

TITLES: Final[Mapping[str, str]] = {
    key: next(each.key for each in fields(field.of) if each.notation is Notation.TEXT)
    for key, field in _ALL.items()
}
"""The field by which people call a thing of a kind."""


ABOUT: Final = frozenset(
    field.key for field in fields(Framework) if field.notation in {Notation.TEXT, Notation.PLAIN}
)
"""What a framework says of itself in plain words."""


def words_of(kind: str) -> frozenset[str]:
    """The fields of things of a kind that people read and no rule does."""
    cls = THINGS[kind].of if kind in THINGS else Rule if kind == "rules" else None
    return frozenset(
        field.key
        for field in (() if cls is None else fields(cls))
        if field.notation is Notation.TEXT or field.key in ONE_VALUE
    )


def holders_of(kind: str) -> Iterator[tuple[str, str]]:
    """The fields that hold ids of a kind: (kind of the thing, its field)."""
    for key, field in THINGS.items():
        for each in fields(field.of):
            part = each.notation in {Notation.PART, Notation.PARTS}
            for inner in fields(each.of) if part else (each,):
                if inner.declared.refers_to == kind and inner.notation is not Notation.MEMBERS:
                    yield key, each.key


def area_ids(areas: Mapping[str, Any]) -> Iterator[str]:
    """The ids of areas and of those below them, outermost first."""
    for name, written in areas.items():
        yield name
        yield from area_ids(written.get("areas", {}))
