"""The meanings of headings: ids, question texts, or an id followed by its text."""

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
    """

    indicators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: Mapping[str, str] = attrs.field(factory=dict)
    words: Mapping[str, str] = attrs.field(factory=dict)

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
        )

    def beside(self, headers: Iterable[str]) -> "ColumnNames":
        """The names for a table with these headings: other words do not apply to columns named as such.

        A table may have the number of a unit in `unit` and its name in `Enhet`.
        """
        named = {self._named(folded(header)) for header in headers}
        return attrs.evolve(
            self, words={text: each for text, each in self.words.items() if each not in named}
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that identify a form."""
        return (*FIELDS, *self.attributes)

    def meaning(self, header: str) -> str | None:
        """The framework's name of a column; None for an unknown heading.

        A field, attribute or number may be called by its name, by its title or its word in any language; an
        indicator by its id, by its text in any language, or by its id followed by anything.
        """
        text = folded(header)
        return self._named(text) or self.words.get(text)

    def _named(self, text: str) -> str | None:
        found = self._known.get(text)
        if found is None and (parts := _ID_AND_TEXT.match(text)):
            found = self._by_id.get(parts["id"])
        return found


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
