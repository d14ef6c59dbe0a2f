"""Which language to speak, and how a value is written inside a sentence."""

import os
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Final, Literal, get_args

import attrs

Language = Literal["sv", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
DEFAULT_LANGUAGE: Final[Language] = "sv"

_LOCALE_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
_LONGEST_SHOWN: Final = 60
MOST_LISTED: Final = 12
"""How many names a sentence lists before its ellipsis."""
_QUOTES: Final[Mapping[Language, tuple[str, str]]] = {"sv": ("”", "”"), "en": ("“", "”")}


def choose_language(asked: str | None, environ: Mapping[str, str] | None = None) -> Language:
    """The language to answer in: what was asked for, else `DIGIRAMVERK_LANG`, else the locale, else Swedish.

    >>> choose_language(None, {"LANG": "en_GB.UTF-8"})
    'en'
    >>> choose_language(None, {"LANG": "C.UTF-8"})
    'sv'
    """
    environ = os.environ if environ is None else environ
    for wish in (asked, environ.get("DIGIRAMVERK_LANG"), _locale(environ)):
        language = (wish or "").split("_")[0].split(".")[0].lower()
        if language in LANGUAGES:
            return language
    return DEFAULT_LANGUAGE


def _locale(environ: Mapping[str, str]) -> str | None:
    return next((environ[name] for name in _LOCALE_VARIABLES if environ.get(name)), None)


@attrs.frozen
class Word:
    """A word of the vocabulary that stands in a sentence in the reader's language."""

    key: str


@attrs.frozen
class Names:
    """Several names to be listed in a sentence, each in quotation marks."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, *names: str) -> "Names":
        """Collect names given one by one."""
        return cls(names)

    @classmethod
    def first(cls, names: Iterable[str]) -> "Names":
        """The first of many names, one more than a sentence lists: thousands of findings may hold them."""
        return cls(tuple(islice(names, MOST_LISTED + 1)))


@attrs.frozen
class Numbered:
    """The first of some lines of a file, or rows of a table, by number; none where the table has no order.

    Attributes:
        word: `line` or `row`.
        numbers: counted from 1.
    """

    word: str
    numbers: tuple[int, ...]


@attrs.frozen
class AnyOf:
    """Things of which one will do, joined by *or* in a sentence."""

    parts: tuple[object, ...]


def visible(text: str) -> str:
    r"""`text` with control and direction characters made visible, so that input cannot steer a terminal.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str, language: Language) -> str:
    """A value from the input as it is shown in a sentence: visible, bounded, in quotation marks."""
    opening, closing = _QUOTES[language]
    return f"{opening}{shortened(text, _LONGEST_SHOWN)}{closing}"


def shortened(text: str, most: int) -> str:
    """`text` made visible, with an ellipsis where it is longer than `most` characters."""
    # Cut first: a value may be the whole of a large file.
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"
