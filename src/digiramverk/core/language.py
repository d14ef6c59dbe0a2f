"""The language of output, and how a sentence shows a value."""

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
"""The number of names that a sentence lists before an ellipsis."""
_QUOTES: Final[Mapping[Language, tuple[str, str]]] = {"sv": ("”", "”"), "en": ("“", "”")}


def choose_language(asked: str | None, environ: Mapping[str, str] | None = None) -> Language:
    """Return the requested language, else that of `DIGIRAMVERK_LANG`, else of the locale, else Swedish.

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
    """A word of the vocabulary. A sentence shows it in the reader's language."""

    key: str


@attrs.frozen
class Titles:
    """What a thing is called in each language. A sentence quotes the title in the reader's language."""

    swedish: str
    english: str


@attrs.frozen
class TitleList:
    """The titles of several things. A sentence lists them as :class:`Names`."""

    titles: tuple[Titles, ...]


@attrs.frozen
class Names:
    """Several names. A sentence lists them, each in quotation marks."""

    names: tuple[str, ...]

    @classmethod
    def of(cls, *names: str) -> "Names":
        """Return the names given as arguments."""
        return cls(names)

    @classmethod
    def first(cls, names: Iterable[str]) -> "Names":
        """Keep one name more than a sentence lists: thousands of findings may each hold many names."""
        return cls(tuple(islice(names, MOST_LISTED + 1)))


@attrs.frozen
class Numbered:
    """The numbers of the first lines of a file or rows of a table.

    Attributes:
        word: `line` or `row`.
        numbers: counted from 1.
    """

    word: str
    numbers: tuple[int, ...]


@attrs.frozen
class Counted:
    """How many there are of something, in a phrase of the vocabulary: *20 are not published*.

    Attributes:
        count: how many.
        phrase: the key of the phrase for one; that for several ends in `_several`.
        about: the values of its `{0}`, `{1}` …
    """

    count: int
    phrase: str
    about: tuple[object, ...] = ()


@attrs.frozen
class AnyOf:
    """Alternatives. A sentence joins them with *or*."""

    parts: tuple[object, ...]


def visible(text: str) -> str:
    r"""Return `text` with control and direction characters as escapes, so that it cannot control a terminal.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def quoted(text: str, language: Language) -> str:
    """Return a value of the input for a sentence: escaped, cut if long, in quotation marks."""
    opening, closing = _QUOTES[language]
    return f"{opening}{shortened(text, _LONGEST_SHOWN)}{closing}"


def shortened(text: str, most: int) -> str:
    """Return `text` with escapes, cut with an ellipsis after `most` characters."""
    # Cut before escaping: a value may be a whole large file.
    shown = visible(text[: most + 1])
    return shown if len(shown) <= most else shown[: most - 1] + "…"
