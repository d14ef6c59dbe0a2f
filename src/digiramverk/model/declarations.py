"""What the file format says of a field, declared on the field itself and looked up by all who need it.

The declaration of `Indicator.help` is the only place that knows of the key `help:`. From it follow how the
key is read and written, what the JSON Schema and editors say of it, whether an overlay writes it anew as a
whole, which ids in it follow a renaming, and whether a comparison of two editions calls a change *reworded*.

What is derived keeps one rule: **absent means the field's default, and whatever differs from the default is
written.** So an empty list differs from an absent one only where the default is None.

How a value is written follows from its type, so the two cannot disagree: a `Text` is a text in one language
or in several, a tuple of things with ids is a mapping by id. This is worked out once, when a file is
first read, and not when the library is imported.
"""

from collections.abc import Callable
from enum import Enum, auto
from fractions import Fraction
from functools import cache
from types import NoneType
from typing import Any, Final, ParamSpec, TypeVar, get_args, get_origin

import attrs

from digiramverk.model.text import Text

_P = ParamSpec("_P")
_T = TypeVar("_T")

_KEY: Final = "digiramverk.key"


class Notation(Enum):
    """How the value of a field is written in a file."""

    TEXT = auto()
    """A text for people: plain, or one per language."""
    PLAIN = auto()
    NUMBER = auto()
    WHOLE = auto()
    """A whole number."""
    FLAG = auto()
    NAME = auto()
    """The id of something that is defined elsewhere."""
    NAMES = auto()
    MEMBERS = auto()
    """For each facet one id, or a list of them."""
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
        dimension: the dimension of rules whose members these are; None where rules do not tell by them.
        called: whether rules call each of them by its id, without quotes.
        file: whether they can have a file of their own in a folder.
    """

    word: str
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
        short: whether a thing that is written as one value alone is this field.
        listed: whether a list of ids is enough.
        least: the least number, or the least number of things, that there may be.
        kind: of what has ids of its own.
        signed: whether the ids may be negative numbers, as those of levels.
    """

    sv: str
    en: str
    notation: Notation | None = None
    absent: Absence | None = None
    refers_to: str | None = None
    short: bool = False
    listed: bool = False
    least: int | None = None
    kind: ThingKind | None = None
    signed: bool = False


@attrs.frozen
class FormatField:
    """One field of a class with its declaration.

    Attributes:
        key: the attribute of the class, and the key in a file.
        notation: how the value is written.
        of: the class of the things or parts in it.
        default: what the absence of the key means; NOTHING where the declaration says it, or it is required.
        declared: the declaration.
    """

    key: str
    notation: Notation
    of: Any
    default: Any
    declared: Key

    @property
    def required(self) -> bool:
        """Whether the key has to be there."""
        return self.default is attrs.NOTHING and self.declared.absent is None

    @property
    def is_whole(self) -> bool:
        """Whether an overlay writes it anew as a whole: half an old text and half a new one say nothing."""
        return self.notation in {Notation.TEXT, Notation.PART}


def _as_metadata(declare: Callable[_P, _T]) -> Callable[_P, dict[str, _T]]:
    return lambda *args, **kwargs: {_KEY: declare(*args, **kwargs)}


key: Final = _as_metadata(Key)
"""The declaration of a field, as its metadata: what :class:`Key` takes."""


def fields(cls: type[object]) -> tuple[FormatField, ...]:
    """The fields of a class that files contain, in the order in which they are written."""
    known: Any = cls
    return _fields(known)


@cache
def _fields(cls: Any) -> tuple[FormatField, ...]:  # noqa: ANN401 - to mypy a class cannot be hashed
    found: list[FormatField] = []
    for each in attrs.fields(cls):
        declared: Key | None = each.metadata.get(_KEY)
        if declared is not None:
            notation, of = _notation(each.type, declared, cls)
            found.append(FormatField(each.name, notation, of, each.default, declared))
    return tuple(found)


def field_of(cls: type[object], key: str) -> FormatField:
    """One of them; KeyError where the class has no such key."""
    return {field.key: field for field in fields(cls)}[key]


def short_field(cls: type[object]) -> FormatField | None:
    """The field that a thing written as one value alone is about."""
    return next((field for field in fields(cls) if field.declared.short), None)


def is_one_value(cls: type[object]) -> bool:
    """Whether a thing has one field only, so that it is always written as that alone."""
    return len(fields(cls)) == 1


_PLAIN: Final = {Text: Notation.TEXT, Fraction: Notation.NUMBER, int: Notation.WHOLE, bool: Notation.FLAG}


def _notation(hint: Any, declared: Key, within: Any) -> tuple[Notation, Any]:  # noqa: ANN401 - types are of any kind
    """How a value of a type is written, and the class of what is in it."""
    if declared.notation is not None:
        return declared.notation, None
    kinds = [each for each in get_args(hint) or (hint,) if each is not NoneType]
    if get_origin(hint) is not tuple:
        (kind,) = kinds
        if kind is str:
            return Notation.PLAIN if declared.refers_to is None else Notation.NAME, None
        return _PLAIN.get(kind, Notation.PART), kind
    kind = kinds[0]
    if kind is str:
        return Notation.NAMES, None
    if get_origin(kind) is tuple:
        return Notation.MEMBERS, None
    if isinstance(kind, str):
        # Only a class that is not there yet is named in quotation marks: the one that is asked about.
        return Notation.THINGS, within
    # A thing that states its id in a key of its own is not written under an id.
    return Notation.PARTS if _KEY in attrs.fields_dict(kind)["id"].metadata else Notation.THINGS, kind
