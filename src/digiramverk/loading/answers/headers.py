"""What the columns of a table are: ids, question texts, or an id with its text behind it."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

from digiramverk.model.framework import Framework

FIELDS: Final = ("response", "unit", "school_form", "round", "group", "published", "framework")
_SPACES: Final = re.compile(r"\s+")
_ID_AND_TEXT: Final = re.compile(r"^\[?(?P<id>[^\s\]:]+?)\]?[.:]?\s+(?P<text>\S.*)$")


def plain(text: str) -> str:
    """A header without what exports add: byte order marks, line breaks, blanks, capitals."""
    return _SPACES.sub(" ", text.replace("\ufeff", "")).strip().casefold()


@attrs.frozen
class Columns:
    """The names that the columns of a table may have.

    Attributes:
        indicators: the ids of the indicators.
        attributes: the further attributes of units.
        numbers: what forms state in numbers.
        texts: indicators by what they ask, as :func:`plain` gives it, where only one asks that.
    """

    indicators: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: Mapping[str, str] = attrs.field(factory=dict)

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
    def of(cls, framework: Framework) -> "Columns":
        """The names that a framework's tables may have."""
        found: dict[str, set[str]] = {}
        for indicator in framework.indicators:
            for _, text in indicator.text.forms:
                found.setdefault(plain(text), set()).add(indicator.id)
        return cls(
            tuple(indicator.id for indicator in framework.indicators),
            tuple(attribute.id for attribute in framework.attributes),
            tuple(number.id for number in framework.numbers),
            {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1},
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that say whose a form is."""
        return (*FIELDS, *self.attributes)

    def meaning(self, header: str) -> str | None:
        """What a column is, in the framework's own words; None where nothing is called that.

        A column may be called as a field, attribute or number, or for an indicator: its id, its text in any
        language, or its id with anything behind it.
        """
        text = plain(header)
        found = self._known.get(text)
        if found is None and (parts := _ID_AND_TEXT.match(text)):
            found = self._by_id.get(parts["id"])
        return found
