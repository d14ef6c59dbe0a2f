"""What the columns of an export are: ids, question texts, or an id with its text behind it."""

import re
from collections.abc import Iterable
from typing import Final

import attrs

from digiramverk.loading.answers.tables import FIELDS
from digiramverk.model.framework import Framework

_SPACES: Final = re.compile(r"\s+")
_ID_AND_TEXT: Final = re.compile(r"^\[?(?P<id>[^\s\]:]+?)\]?[.:]?\s+(?P<text>\S.*)$")


@attrs.frozen
class Headers:
    """Which column of a table is what.

    Attributes:
        names: the framework's name of every column that has one, by the name that the table gives it.
        unknown: the columns that the framework has no name for.
        twice: columns that mean something that an earlier one means already.
        absent: indicators that no column is for.
    """

    names: dict[str, str]
    unknown: tuple[str, ...]
    twice: tuple[str, ...]
    absent: tuple[str, ...]


def plain(text: str) -> str:
    """A header without what exports add: byte order marks, line breaks, blanks, capitals."""
    return _SPACES.sub(" ", text.replace("\ufeff", "")).strip().casefold()


def read_headers(columns: Iterable[str], framework: Framework) -> Headers:
    """Find out what columns are.

    A column may be called as a field, attribute or number of the framework, or for an indicator: its id, its
    text in any language, or its id with anything behind it.
    """
    ids = [indicator.id for indicator in framework.indicators]
    fields = [
        *FIELDS,
        *(attribute.id for attribute in framework.attributes),
        *(number.id for number in framework.numbers),
    ]
    known = _texts(framework) | {plain(name): name for name in (*fields, *ids)}
    by_id = {plain(name): name for name in ids}
    names: dict[str, str] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for column in columns:
        meant = known.get(plain(column))
        if meant is None and (parts := _ID_AND_TEXT.match(plain(column))):
            meant = by_id.get(parts["id"])
        if meant is None:
            unknown.append(column)
        elif meant in names.values():
            twice.append(column)
        else:
            names[column] = meant
    found = set(names.values())
    return Headers(names, tuple(unknown), tuple(twice), tuple(each for each in ids if each not in found))


def _texts(framework: Framework) -> dict[str, str]:
    """Indicators by what they ask, where only one asks that."""
    found: dict[str, set[str]] = {}
    for indicator in framework.indicators:
        for _, text in indicator.text.forms:
            found.setdefault(plain(text), set()).add(indicator.id)
    return {text: next(iter(ids)) for text, ids in found.items() if len(ids) == 1}
