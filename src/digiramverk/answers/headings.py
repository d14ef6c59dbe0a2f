"""What the columns of a table are: ids, question texts, or an id with its text behind it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final

import attrs

from digiramverk.core import WORDS
from digiramverk.model import Framework

FIELDS: Final = ("response", "unit", "school_form", "round", "group", "published", "framework")
_WORDED: Final = ("unit", "school_form", "round", "group", "published")
"""Fields that may be called by the word for them; “svar” and “ramverk” stand over too much else."""
_SPACES: Final = re.compile(r"\s+")
_ID_AND_TEXT: Final = re.compile(r"^\[?(?P<id>[^\s\]:]{1,200}?)\]?[.:]?\s+(?P<text>\S.*)$")


def plain(text: str) -> str:
    """A header without what exports add: byte order marks, line breaks, blanks, capitals."""
    return _SPACES.sub(" ", text.replace("\ufeff", "")).strip().casefold()


@attrs.frozen
class ColumnNames:
    """The names that the columns of a table may have.

    Attributes:
        indicators: the ids of the indicators.
        attributes: the further attributes of units.
        numbers: what forms state in numbers.
        texts: indicators by what they ask, as :func:`plain` gives it, where only one asks that.
        words: what people call fields, attributes and numbers, where only one is called that.
    """

    indicators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: Mapping[str, str] = attrs.field(factory=dict)
    words: Mapping[str, str] = attrs.field(factory=dict)

    @cached_property
    def answers(self) -> frozenset[str]:
        """The indicators, to look them up in."""
        return frozenset(self.indicators)

    @cached_property
    def _by_id(self) -> dict[str, str]:
        return {plain(name): name for name in self.indicators}

    @cached_property
    def _known(self) -> dict[str, str]:
        named = {plain(name): name for name in (*self.fields, *self.numbers)}
        return {**self.texts, **named, **self._by_id}

    @classmethod
    def of(cls, framework: Framework) -> "ColumnNames":
        """The names that a framework's tables may have."""
        found: dict[str, set[str]] = {}
        for indicator in framework.indicators:
            for _, text in indicator.text.forms:
                found.setdefault(plain(text), set()).add(indicator.id)
        return cls(
            tuple(indicator.id for indicator in framework.indicators),
            tuple(attribute.id for attribute in framework.attributes),
            tuple(number.id for number in framework.numbers),
            _of_one(found),
            _of_one(_words(framework)),
        )

    def beside(self, headers: Iterable[str]) -> "ColumnNames":
        """The same for a table with these headers: no further words for what stands there by its own name.

        A table may well have the number of a unit in `unit`, and beside it what it is called, in `Enhet`.
        """
        named = {self._named(plain(header)) for header in headers}
        return attrs.evolve(
            self, words={text: each for text, each in self.words.items() if each not in named}
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that say whose a form is."""
        return (*FIELDS, *self.attributes)

    def meaning(self, header: str) -> str | None:
        """What a column is, in the framework's own words; None where nothing is called that.

        A column may be called as a field, attribute or number, by its name, or by its title or the word for
        it in any language; or for an indicator: its id, its text in any language, or its id with anything
        behind it.
        """
        text = plain(header)
        return self._named(text) or self.words.get(text)

    def _named(self, text: str) -> str | None:
        found = self._known.get(text)
        if found is None and (parts := _ID_AND_TEXT.match(text)):
            found = self._by_id.get(parts["id"])
        return found


def _words(framework: Framework) -> dict[str, set[str]]:
    """Fields, attributes and numbers by what else they may be called."""

    def every() -> Iterator[tuple[str, str]]:
        for field in _WORDED:
            yield from ((text, field) for text in WORDS.get(field, {}).values())
        titles = ((own.id, own.title) for kind in (framework.attributes, framework.numbers) for own in kind)
        yield from ((text, name) for name, title in titles for _, text in title.forms)

    found: dict[str, set[str]] = {}
    for text, name in every():
        found.setdefault(plain(text), set()).add(name)
    return found


def _of_one(found: Mapping[str, set[str]]) -> dict[str, str]:
    return {text: next(iter(names)) for text, names in found.items() if len(names) == 1}
