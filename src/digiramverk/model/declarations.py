"""What the file format needs to know about a field, declared on the field itself.

The declaration of `Indicator.help` is the only place that knows the key `help:`. The reader, the writer, the
JSON Schema, the descriptions in editors, overlays, renaming and comparisons all derive what they do from it.
Otherwise a new key would need a change in each of them, and the one that is forgotten would lose the value
without an error.

What is derived keeps one rule: **absent means the field's default, and whatever differs from the default is
written.** So an empty list differs from an absent one only where the default is None.

How a value is written follows from its type, so the two cannot disagree: a `Text` is a text in one language
or in several, a tuple of things with ids is a mapping by id. This is worked out once, when a file is
first read, and not when the library is imported.
"""

from collections.abc import Callable
from datetime import date
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, Final, ParamSpec, TypeVar, get_args, get_origin

import attrs

from digiramverk.model.text import Text
from digiramverk.rules import Enough, Formula, NotRelevant

_P = ParamSpec("_P")
_T = TypeVar("_T")

_KEY: Final = "digiramverk.key"
_KEYS: Final = "digiramverk.keys"


class Notation(Enum):
    """How the value of a field is written in a file."""

    TEXT = auto()
    """A text for people: plain, or one per language."""
    PLAIN = auto()
    NUMBER = auto()
    WHOLE = auto()
    """A whole number."""
    FLAG = auto()
    DATE = auto()
    """A day: 2026-03-31."""
    WORD = auto()
    """One of a few words: those of an Enum, or those that the declaration lists."""
    FORMULA = auto()
    """An expression of the rule language."""
    ENOUGH = auto()
    """A share with decimals, or a number of indicators."""
    COUNTS_AS = auto()
    """`exclude`, or the level that something counts as: `{as: id}`."""
    NAME = auto()
    """The id of something that is defined elsewhere."""
    NAMES = auto()
    MEMBER = auto()
    """For each dimension one id."""
    MEMBERS = auto()
    """For each facet one id, or a list of them."""
    NUMBERS = auto()
    """Numbers by name."""
    PART = auto()
    """A thing without an id of its own."""
    PARTS = auto()
    THINGS = auto()
    """Things by their ids."""
    OWN = auto()
    """A form of its own, which the section of that name reads."""


class Absence(Enum):
    """What an absent key means, where no default value of the class can express it."""

    ID = auto()
    """The id serves as the title."""
    WORKED_OUT = auto()
    """It follows from other parts of the file: the only scale there is, the position of a level."""


@attrs.frozen
class ThingKind:
    """What has ids of its own and can be named elsewhere, as an overlay does.

    Attributes:
        word: the word for one of them, as messages use it.
        referred: the word where other parts name one, if it is another: a target names a *measure*.
        dimension: the dimension of rules whose members these are; None where rules do not group by them.
        called: whether rules name each of them by its id, without quotes.
        file: whether they can have a file of their own in a folder.
    """

    word: str
    referred: str | None = None
    dimension: str | None = None
    called: bool = False
    file: bool = True


@attrs.frozen
class Key:
    """What a field declares.

    Attributes:
        sv, en: what the key is for, as editors show it.
        notation: how the value is written; None where it follows from the type.
        absent: what the absence of the key means, where the class has no default for it.
        refers_to: the kind of things whose ids the field holds.
        short: whether a thing that is written as one value alone holds this field.
        listed: whether a list of ids is enough.
        alone: whether one id may be written without a list around it.
        least: the least number, or the least number of things, that there may be.
        most: the greatest number that there may be.
        words: the words that may be written, where the type does not say.
        kind: of what has ids of its own.
        signed: whether the ids may be negative numbers, as those of levels.
        any_id: whether the schema accepts any id, since the rule language checks it with a clearer message.
        name: the key in a file, where the attribute of the class is called otherwise.
        under: the key at the top of a file below which this one is written.
        at_top: whether an overlay writes it at its own top, and not under `add` or `change`.
    """

    sv: str
    en: str
    notation: Notation | None = None
    absent: Absence | None = None
    refers_to: str | None = None
    short: bool = False
    listed: bool = False
    alone: bool = False
    least: int | None = None
    most: int | None = None
    words: tuple[str, ...] = ()
    kind: ThingKind | None = None
    signed: bool = False
    any_id: bool = False
    name: str | None = None
    under: str | None = None
    at_top: bool = False


@attrs.frozen
class FormatField:
    """One field of a class with its declaration.

    Attributes:
        key: the key in a file.
        notation: how the value is written.
        of: the class of the things or parts in it, or of the value itself.
        default: what the absence of the key means; NOTHING where the declaration says it, or it is required.
        declared: the declaration.
        attribute: the attribute of the class.
        holder: the attribute whose value has it; None where the class itself does.
    """

    key: str
    notation: Notation
    of: Any
    default: Any
    declared: Key
    attribute: str
    holder: str | None = None

    @property
    def required(self) -> bool:
        """Whether a file must have the key."""
        return self.default is attrs.NOTHING and self.declared.absent is None

    def value_in(self, thing: object) -> Any:  # noqa: ANN401 - fields hold anything
        """The value of the field in a thing."""
        return getattr(thing if self.holder is None else getattr(thing, self.holder), self.attribute)

    @property
    def is_whole(self) -> bool:
        """Whether an overlay replaces the whole value: halves of an old and a new text mean nothing."""
        return self.notation in {Notation.TEXT, Notation.PART}


def _as_metadata(declare: Callable[_P, _T]) -> Callable[_P, dict[str, _T]]:
    return lambda *args, **kwargs: {_KEY: declare(*args, **kwargs)}


key: Final = _as_metadata(Key)
"""The declaration of a field, as its metadata: what :class:`Key` takes."""


def under(group: str, declared: Key) -> dict[str, Key]:
    """A declaration that several fields share, as metadata of one that is written below a key at the top."""
    return {_KEY: attrs.evolve(declared, under=group)}


def keys(**declared: Key) -> dict[str, dict[str, Key]]:
    """The declarations of fields of the value, as metadata of the attribute that holds it.

    For values of rooms that know nothing of files. In a file their keys are among those of the holder.
    """
    return {_KEYS: declared}


def fields(cls: type[object], under: str | None = None) -> tuple[FormatField, ...]:
    """The fields of a class that files contain, in the order in which they are written.

    Args:
        cls: the class.
        under: those that are written below this key, instead of those that are written with the thing.
    """
    known: Any = cls
    return _fields(known, under)


@cache
def _fields(cls: Any, under: str | None) -> tuple[FormatField, ...]:  # noqa: ANN401 - to mypy a class cannot be hashed
    found: list[FormatField] = []
    for each in attrs.fields(cls):
        if _KEY in each.metadata:
            found.append(_field(each, each.metadata[_KEY], cls))
        for name, declared in each.metadata.get(_KEYS, {}).items():
            found.append(_field(attrs.fields_dict(each.type)[name], declared, cls, each.name))
    return tuple(each for each in found if each.declared.under == under)


def _field(each: Any, declared: Key, cls: Any, holder: str | None = None) -> FormatField:  # noqa: ANN401 - as above
    notation, of = _notation(each.type, declared, cls)
    return FormatField(declared.name or each.name, notation, of, each.default, declared, each.name, holder)


def lone_field(key: str, declared: Key) -> FormatField:
    """A key that is no field of a class: one of a table, whose declaration states its notation."""
    return FormatField(key, declared.notation or Notation.OWN, None, None, declared, key)


def field_of(cls: type[object], key: str) -> FormatField:
    """The field of a class with a key. Raises KeyError if there is none."""
    return {field.key: field for field in fields(cls)}[key]


def short_field(cls: type[object]) -> FormatField | None:
    """The field that a thing holds when it is written as one value alone."""
    known: Any = cls
    return _short_field(known)


@cache
def _short_field(cls: Any) -> FormatField | None:  # noqa: ANN401 - as above
    return next((field for field in fields(cls) if field.declared.short), None)


def is_one_value(cls: type[object]) -> bool:
    """Whether a thing has only one field, so that a file holds the value of that field alone."""
    return len(fields(cls)) == 1


_PLAIN: Final = {
    Text: Notation.TEXT,
    Fraction: Notation.NUMBER,
    int: Notation.WHOLE,
    bool: Notation.FLAG,
    date: Notation.DATE,
    Formula: Notation.FORMULA,
    Enough: Notation.ENOUGH,
    NotRelevant: Notation.COUNTS_AS,
}


_PAIRS: Final[dict[Any, Notation]] = {
    str: Notation.MEMBER,
    tuple[str, ...]: Notation.MEMBERS,
    Fraction: Notation.NUMBERS,
}


def _notation(hint: Any, declared: Key, within: Any) -> tuple[Notation, Any]:  # noqa: ANN401 - types are of any kind
    """How a value of a type is written, and the class of what is in it."""
    if declared.notation is not None:
        return declared.notation, None
    if NoneType in get_args(hint):
        (hint,) = (each for each in get_args(hint) if each is not NoneType)
    if get_origin(hint) is not tuple:
        if hint is str:
            plain = Notation.WORD if declared.words else Notation.PLAIN
            return plain if declared.refers_to is None else Notation.NAME, None
        word = isinstance(hint, type) and issubclass(hint, Enum)
        return Notation.WORD if word else _PLAIN.get(hint, Notation.PART), hint
    kind = get_args(hint)[0]
    if kind is str:
        return Notation.NAMES, None
    if get_origin(kind) is tuple:
        return _PAIRS[get_args(kind)[1]], None
    if isinstance(kind, str):
        # Only `within` itself needs quotation marks: a class cannot name itself in its own body.
        return Notation.THINGS, within
    # A thing without an id, or with a key of its own for it, is not written under an id.
    by_id = hasattr(kind, "id") and _KEY not in getattr(attrs.fields_dict(kind).get("id"), "metadata", ())
    return Notation.THINGS if by_id else Notation.PARTS, kind
