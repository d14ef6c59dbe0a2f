"""The kinds of things that have an id, and what overlays need to know about their fields, from the model.

Overlays work on plain data in which a key can occur at several depths, so they look fields up by key alone.
If an overlay ever has to treat two fields of one key differently, this module has to distinguish them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from digiramverk.model import (
    Area,
    FormatField,
    Framework,
    Indicator,
    Notation,
    Proposal,
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
"""The keys that hold things whose fields are all declared."""

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

INSIDE: Final = frozenset(inner.key for _, inner in _INNER)
"""Keys of things in things. At the top `roles` defines roles; in an indicator it refers to them."""

PROPOSALS: Final = frozenset(field.key for field in fields(Indicator) if field.of is Proposal)
"""The keys of what is proposed for an indicator."""

_ALL: Final[Mapping[str, FormatField]] = {**THINGS, **{inner.key: inner for _, inner in _INNER}}

LISTED: Final = frozenset(key for key, field in _ALL.items() if field.declared.listed)
"""Keys under which a list of ids is enough."""

SETS: Final = frozenset(kind for kind, _ in _INNER if is_one_value(THINGS[kind].of))
"""Kinds of things that are written as what they consist of: a set of bands is its bands by id."""

_LONE: Final = {key: fields(field.of)[0] for key, field in _ALL.items() if is_one_value(field.of)}

ONE_VALUE: Final = frozenset(key for key, field in _LONE.items() if field.notation is Notation.TEXT)
"""Keys of things that are one text each."""

_SHORT: Final = {key: short_field(field.of) for key, field in _ALL.items() if key not in _LONE}

SHORT: Final[Mapping[str, str]] = {
    key: field.key for key, field in _SHORT.items() if field is not None and not field.declared.listed
}
"""The field that a thing holds when it is written as one text or number."""

_CLASSES: Final = (*(field.of for field in _ALL.values()), Framework)

WHOLE: Final = frozenset(field.key for cls in _CLASSES for field in fields(cls) if field.is_whole)
"""Fields that an overlay replaces as a whole: halves of an old and a new text mean nothing."""

TITLES: Final[Mapping[str, str]] = {
    key: each.key
    for key, field in _ALL.items()
    for each in reversed(fields(field.of))
    if each.notation is Notation.TEXT
}
"""The field that holds the name people use for a thing of a kind."""


ABOUT: Final = frozenset(
    field.key for field in fields(Framework) if field.notation in {Notation.TEXT, Notation.PLAIN}
)
"""The fields in which a framework describes itself in plain words."""


SETTINGS: Final = tuple(
    field.key for field in fields(Framework) if field.notation in {Notation.OWN, Notation.PART}
)
"""Keys at the top that hold settings by key: of laws, the plan and reports."""


def words_of(kind: str) -> frozenset[str]:
    """The fields of things of a kind that people read and no rule does."""
    return frozenset(
        field.key
        for field in fields(THINGS[kind].of)
        if field.notation is Notation.TEXT or field.key in ONE_VALUE
    )


def holders_of(kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The fields that hold ids of a kind: (kind of the thing, the way to the field).

    The way has two keys where the field is one of things within the thing, such as its suggestions.
    """
    for key, field in THINGS.items():
        for each in fields(field.of):
            part = each.notation in {Notation.PART, Notation.PARTS}
            # Areas and indicators within an area are things of kinds of their own.
            things = each.notation is Notation.THINGS and each.key not in KINDS
            for inner in fields(each.of) if part or things else (each,):
                if inner.declared.refers_to == kind and inner.notation is not Notation.MEMBERS:
                    yield key, (each.key, inner.key) if things else (each.key,)


def area_ids(areas: Mapping[str, Any]) -> Iterator[str]:
    """The ids of areas and of those below them, outermost first."""
    for name, written in areas.items():
        yield name
        yield from area_ids(written.get("areas", {}))
