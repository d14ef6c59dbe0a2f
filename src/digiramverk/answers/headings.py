"""The meanings of headings: ids, question texts, and either of them with what survey tools put around it.

Invariant: what is a name in itself goes before what only contains one. Next to a column `L1`, `L1 comment` is
something else, and so is `group/L1`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import WORDS, folded
from digiramverk.model import Framework

FIELDS: Final = ("response", "unit", "school_form", "round", "group", "published", "framework")
_WORDED: Final = ("unit", "school_form", "round", "group", "published")
"""Fields that have a word of their own; “svar” and “ramverk” are headings of too much else."""
_FURTHER: Final = {
    "skola": "unit",
    "skolans namn": "unit",
    "skolenhet": "unit",
    "enhetens namn": "unit",
    "school": "unit",
    "name of the school": "unit",
    "år": "round",
    "läsår": "round",
    "year": "round",
    "school year": "round",
}
"""Headings that people write above a field. They count where no other column of the table is that field."""
_WHOSE: Final = re.compile(
    r"(?:för )?vilke[nt] (?P<sv>.+) (?:gäller|avser) (?:svaren|svaret|formuläret|skattningen)\??"
    r"|which (?P<en>.+?) (?:(?:are|is) the (?:answers?|form|assessment) (?:about|for)"
    r"|(?:do|does) the (?:answers?|form|assessment) concern)\??"
)
"""Questions in surveys about whom the answers are about."""
_IN_BRACKETS: Final = re.compile(r"\[([^\[\]]+)\]")
_NUMBER: Final = re.compile(r"\d{1,3}[.)]\s+")
_GROUP_ENDS: Final = re.compile(r"[/:.-]+")
_COMMENT: Final = re.compile(r"[\W_]*(?:kommentar(?:er)?|comments?)[\W_]*")
_ID_AND_TEXT: Final = re.compile(r"^\[?(?P<id>[^\s\]:]{1,200}?)\]?[.:]?\s+(?P<text>\S.*)$")


@attrs.frozen
class ColumnNames:
    """The names that the columns of a table may have.

    Attributes:
        indicators: the ids of the indicators.
        attributes: the further attributes of units.
        numbers: the numbers that forms state.
        texts: indicators by their question, as :func:`folded` gives it, if it is unique.
        words: other names of fields, attributes and numbers, if they are unique.
        further: fields by headings that people write above them.
        taken: the names that some heading of the table is in itself.
    """

    indicators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: Mapping[str, str] = attrs.field(factory=dict)
    words: Mapping[str, str] = attrs.field(factory=dict)
    further: Mapping[str, str] = attrs.field(factory=dict)
    taken: frozenset[str] = frozenset()

    @cached_property
    def answers(self) -> frozenset[str]:
        """The indicators, as a set."""
        return frozenset(self.indicators)

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {folded(name): name for name in self.indicators}

    @cached_property
    def _known(self) -> dict[str, str]:
        named = {folded(name): name for name in (*self.fields, *self.numbers)}
        return {**self.texts, **named, **self._by_id}

    @classmethod
    def of(cls, framework: Framework) -> "ColumnNames":
        """The names that a framework's tables may have."""
        found: dict[str, set[str]] = {}
        for indicator in framework.indicators:
            for _, text in indicator.text.forms:
                found.setdefault(folded(text), set()).add(indicator.id)
        return cls(
            tuple(indicator.id for indicator in framework.indicators),
            tuple(attribute.id for attribute in framework.attributes),
            tuple(number.id for number in framework.numbers),
            _of_one(found),
            _of_one(_words(framework)),
            _FURTHER,
        )

    def beside(self, headers: Iterable[str]) -> "ColumnNames":
        """The names for a table with these headings: other words do not apply to columns named as such.

        A table may have the number of a unit in `unit` and its name in `Enhet`.
        """
        texts = [folded(header) for header in headers]
        taken = frozenset(name for text in texts if (name := self._itself(text)) is not None)
        names = attrs.evolve(self, taken=taken)
        named = {names.named(text) for text in texts}
        words = {text: each for text, each in self.words.items() if each not in named}
        used = named | {words.get(text) for text in texts}
        further = {text: each for text, each in self.further.items() if each not in used}
        return attrs.evolve(names, words=words, further=further)

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that identify a form."""
        return (*FIELDS, *self.attributes)

    def meaning(self, header: str) -> str | None:
        """The framework's name of a column; None for an unknown heading.

        A field, attribute or number may be called by its name, by its title or its word in any language; an
        indicator by its id, by its text in any language, or by its id followed by anything. Either may have a
        number before it, or be behind a group (`group/L1`) or in brackets (`Rate these [L1]`).
        """
        text = folded(header)
        return self.named(text) or self.words.get(text) or self._further(text)

    def _further(self, text: str) -> str | None:
        """The field that people mean by a heading, or by a question about whom the answers are about."""
        asked = _WHOSE.fullmatch(_NUMBER.sub("", text, count=1))
        if asked is None:
            return self.further.get(text)
        inner = asked["sv"] or asked["en"]
        found = self._known.get(inner) or self.words.get(inner) or self.further.get(inner)
        return found if found in self.further.values() else None

    def named(self, text: str) -> str | None:
        """The meaning of a folded heading apart from other words of fields."""
        itself = self._itself(text)
        if itself is not None:
            return itself
        within = self._within(text)
        return None if within in self.taken else within

    def _itself(self, text: str) -> str | None:
        """What a heading means that is a name, or an id with its own text."""
        found = self._known.get(text)
        if found is None and (parts := _ID_AND_TEXT.match(text)):
            found = self._by_id.get(parts["id"])
            found = found if self.texts.get(parts["text"]) == found else None
        return found

    def _within(self, text: str) -> str | None:
        """The only indicator that a heading contains the name of, among what survey tools put around it."""
        if parts := _ID_AND_TEXT.match(text):
            found = self._by_id.get(parts["id"])
            if found is not None:
                # A comment is next to its answer; and the text of another question says something else.
                other = self.texts.get(parts["text"], found) != found
                return None if other or _COMMENT.fullmatch(parts["text"]) else found
        inner = {self._asked(each) for each in _IN_BRACKETS.findall(text)} - {None}
        if len(inner) == 1:
            return inner.pop()
        if number := _NUMBER.match(text):
            return self._asked(text[number.end() :])
        ends = (end for end in _GROUP_ENDS.finditer(text) if not _COMMENT.fullmatch(text[: end.start()]))
        return next(
            (found for end in ends if (found := self._by_id.get(text[end.end() :])) is not None), None
        )

    def _asked(self, text: str) -> str | None:
        """The indicator with this id or text."""
        return self._by_id.get(text) or self.texts.get(text)


def _words(framework: Framework) -> dict[str, set[str]]:
    """Fields, attributes and numbers by their other names."""

    def every() -> Iterator[tuple[str, str]]:
        for field in _WORDED:
            yield from ((text, field) for text in WORDS.get(field, {}).values())
        titles = ((own.id, own.title) for kind in (framework.attributes, framework.numbers) for own in kind)
        yield from ((text, name) for name, title in titles for _, text in title.forms)

    found: dict[str, set[str]] = {}
    for text, name in every():
        found.setdefault(folded(text), set()).add(name)
    return found


def _of_one(found: Mapping[str, set[str]]) -> dict[str, str]:
    return {text: next(iter(names)) for text, names in found.items() if len(names) == 1}
