"""Diagnostics: a problem as a code, a place and the values for its sentence."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import attrs

from digiramverk.core.codes import CODES, Severity
from digiramverk.core.language import (
    MOST_LISTED,
    AnyOf,
    Counted,
    Language,
    Names,
    Numbered,
    TitleList,
    Titles,
    Word,
    quoted,
    shortened,
)
from digiramverk.core.nearest_words import near
from digiramverk.core.place import Span
from digiramverk.core.vocabulary import word

Path = tuple[str | int, ...]

MOST_COMPARED: Final = 300_000
"""Pairs of an unknown and a known word."""

_NEAR: Final[Mapping[Language, str]] = {"sv": "Menade du {near}? ", "en": "Did you mean {near}? "}


@attrs.frozen
class Diagnostic:
    """One problem in a user's input.

    Attributes:
        code: a key of the table of codes, `DR###`.
        args: values for the placeholders of the code's sentences. A sentence shows text in quotation marks,
            unless the placeholder is `bare`: then as one would type it.
        span: the place in a file, if there is one.
        path: the keys that lead to the problem in the data, outermost first.
        near: known words that look like the unknown one, best first.
        related: other places that belong to the problem, such as the first use of a repeated key.
        replacement: text that can safely replace the text at `span`, if any.
    """

    code: str
    args: Mapping[str, object] = attrs.field(factory=dict)
    span: Span | None = None
    path: Path = ()
    near: tuple[str, ...] = ()
    related: tuple[Span, ...] = ()
    replacement: str | None = None

    @property
    def severity(self) -> Severity:
        """The severity in the table of codes."""
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        """Whether it is an error, which stops the command."""
        return self.severity is Severity.ERROR

    def message(self, language: Language) -> str:
        """What is wrong, in one sentence."""
        template = CODES[self.code].message[language]
        sentence = template.format_map(self._shown(language))
        # A sentence can begin with a value, which need not have a capital letter.
        return sentence[:1].upper() + sentence[1:] if template.startswith("{") else sentence

    def hint(self, language: Language) -> str:
        """What to do about it."""
        near = "" if not self.near else _NEAR[language].format(near=_spell(Names(self.near), language))
        hint = CODES[self.code].hint[language].format_map(self._shown(language))
        return near + hint.replace("….", "…")

    def _shown(self, language: Language) -> dict[str, "_SpelledValue"]:
        return {name: _SpelledValue(value, language) for name, value in self.args.items()}

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The machine-readable shape that `validate --format json` prints."""
        span = self.span
        return {
            "code": self.code,
            "severity": self.severity.value,
            "file": span.source.name if span else None,
            "line": (span.line or None) if span else None,
            "column": span.column if span else None,
            "message": self.message(language),
            "hint": self.hint(language),
            "path": list(self.path),
        }


@attrs.frozen
class _SpelledValue:
    """A value for a sentence: `{name}` quotes it, and `{name:bare}` gives it as one would type it."""

    value: object
    language: Language

    def __format__(self, style: str) -> str:
        return _bare(self.value) if style == "bare" else _spell(self.value, self.language)


def _spell(value: object, language: Language) -> str:
    match value:
        case Word(key):
            return word(key, language)
        case Names(names):
            shown = [quoted(name, language) for name in names[: MOST_LISTED + 1]]
            return _listed(shown) or word("no_names", language)
        case TitleList(titles):
            return _listed([_spell(title, language) for title in titles[: MOST_LISTED + 1]])
        case Numbered(kind, numbers):
            what = word(kind if len(numbers) == 1 else f"{kind}_several", language)
            return f"{what} {_series([str(number) for number in numbers], word('and', language))}"
        case Counted(count, phrase, about):
            said = word(phrase if count == 1 else f"{phrase}_several", language)
            return f"{count} {said.format(*(_spell(each, language) for each in about))}"
        case str():
            return quoted(value, language)
        case Titles(swedish, english):
            return quoted(swedish if language == "sv" else english, language)
        case AnyOf(parts):
            return _series([_spell(part, language) for part in parts], word("or", language))
        case tuple():
            return _series([_spell(part, language) for part in value], word("and", language))
        case _:
            return str(value)


def _bare(value: object) -> str:
    match value:
        case Word(key):
            return key
        case tuple():
            return ", ".join(_bare(part) for part in value)
        case _:
            return shortened(str(value), _LONGEST_BARE)


_LONGEST_BARE: Final = 300


def _listed(parts: list[str]) -> str:
    return ", ".join(parts if len(parts) <= MOST_LISTED else [*parts[:MOST_LISTED], "…"])


def _series(parts: list[str], conjunction: str) -> str:
    if len(parts) < 2:  # noqa: PLR2004 - a series begins at two
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {conjunction} {parts[-1]}"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics without repetitions, in the order of their places in the files."""

    def key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str]:
        span = diagnostic.span
        if span is None:
            return (False, "", 0, 0, diagnostic.code)
        return (True, span.source.name, span.line, span.column, diagnostic.code)

    unique: list[Diagnostic] = []
    for _, group in groupby(sorted(diagnostics, key=key), key=key):
        # Compare sentences: values need not be hashable, and one place may have thousands of findings.
        alike: dict[str, list[Diagnostic]] = {}
        for diagnostic in group:
            known = alike.setdefault(repr((diagnostic.args, diagnostic.path)), [])
            if diagnostic not in known:
                known.append(diagnostic)
                unique.append(diagnostic)
    return tuple(unique)


@attrs.define
class Findings:
    """Collects diagnostics, so that a command can report all problems of a file at once."""

    items: list[Diagnostic] = attrs.field(factory=list)
    _compared: int = attrs.field(default=0, init=False, eq=False)

    def add(self, code: str, span: Span | None = None, /, *, path: Path = (), **rest: Any) -> None:  # noqa: ANN401 - values of any kind go into sentences
        """Add a problem. `rest` may set `near`, `related` and `replacement`; all else are the `args`."""
        own = {name: rest.pop(name) for name in ("near", "related", "replacement") if name in rest}
        self.items.append(Diagnostic(code, rest, span, path, **own))

    def near(self, word: str, known: Collection[str], *, but: str = "") -> tuple[str, ...]:
        """Return the known word, except `but`, that looks most like an unknown one, if any does.

        Comparing ten thousand unknown words with ten thousand known ones would take minutes. After
        :data:`MOST_COMPARED` pairs, unknown words get no suggestion.
        """
        self._compared += len(known)
        if self._compared > MOST_COMPARED:
            return ()
        return tuple(each for each in near(word, known, most=2) if each != but)[:1]

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Add the problems of other findings."""
        self.items.extend(diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether any problem is an error."""
        return any(item.is_error for item in self.items)

    def __iter__(self) -> Iterator[Diagnostic]:
        """Iterate over the problems in the order of their addition."""
        return iter(self.items)
