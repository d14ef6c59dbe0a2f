"""What may be written as an answer: a level's id, its label in any language, or its points."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeVar

import attrs

from digiramverk.core import clean, folded
from digiramverk.model.scale import DECLINED, NOT_RELEVANT, Scale
from digiramverk.model.structure import Named

_Key = TypeVar("_Key")
TRUE: Final = frozenset({"true", "ja", "yes", "1", "1.0", "sant"})
FALSE: Final = frozenset({"", "false", "nej", "no", "0", "0.0", "falskt"})
"""What may be written for whether a form is published, in small letters."""
MOST: Final = 1_000_000_000
BELOW: Final = 1000
"""Numbers that forms state in tables: written as fractions, neither part is greater than this."""
MIDNIGHT: Final = r"[ T]00:00:00(\.0+)?$"
"""What a spreadsheet appends to a date without a time."""
_MARK: Final = re.compile(r"(?P<mark>[^\W\d_](?=[.):])|\d{1,3}(?:[.,]\d{1,3})?(?=[.): –—-]))[.):]? ?[–—-]? ?")
"""The mark of a list before a label: a letter or a number."""
_MIDNIGHT: Final = re.compile(MIDNIGHT)


@attrs.frozen
class LevelNames:
    """Everything that names a level of one scale.

    Attributes:
        levels: id by what may be written, as :func:`folded` gives it. A label that two levels share names
            neither.
        numbers: id by number: that of an id or label which is a number, however it is written (4, 4.0, 4,0);
            where there is none, the points, unless two levels share them.
        places: the place of each level in the scale, from 1.
    """

    levels: dict[str, str]
    numbers: dict[Fraction, str]
    places: dict[str, int]

    @classmethod
    def of(cls, scale: Scale) -> "LevelNames":
        """The names of a scale's levels, *not relevant* and *prefer not to say* among them."""
        labels = [(text, level.id) for level in scale.levels for _, text in level.title.forms]
        labels += [(text, NOT_RELEVANT) for _, text in scale.not_relevant.forms]
        if scale.declined is not None:
            labels += [(text, DECLINED) for _, text in scale.declined.forms]
        levels = _unambiguous((folded(text), name) for text, name in labels)
        # Ids come last, so that they win over the label of another level.
        levels |= {level.id.casefold(): level.id for level in scale.levels}
        levels |= {level.id: level.id for level in scale.levels}
        levels[NOT_RELEVANT] = NOT_RELEVANT
        if scale.declined is not None:
            levels[DECLINED] = DECLINED
        called = [
            (number, name) for text, name in levels.items() if (number := written_number(text)) is not None
        ]
        points = ((level.points, level.id) for level in scale.levels)
        places = {level.id: place for place, level in enumerate(scale.levels, 1)}
        return cls(levels, _unambiguous(called or points), places)

    def find(self, written: str | int | Decimal) -> str | None:
        """The level with this name, `not_relevant`, `declined`, or None if nothing has it."""
        # Nearly all answers are spelt as the framework spells the level.
        if isinstance(written, str) and (exact := self.levels.get(written)) is not None:
            return exact
        text = clean(str(written))
        found = self.levels.get(text) or self.levels.get(folded(text))
        if found is not None:
            return found
        number = written_number(text)
        return self._marked(text) if number is None else self.numbers.get(number)

    def _marked(self, text: str) -> str | None:
        """The level whose label follows the mark of a list, as `b) Partly` or `2 - Partly`.

        A number must be that of the level: its points or its place. A letter says nothing, unless it names a
        level itself.
        """
        mark = _MARK.match(text)
        label = None if mark is None else self.levels.get(folded(text[mark.end() :]))
        if mark is None or label is None:
            return None
        number = written_number(mark["mark"])
        named = self.levels.get(folded(mark["mark"])) if number is None else self.numbers.get(number)
        if named == label or (number is not None and number == self.places.get(label)):
            return label
        # A mark that names no level contradicts none: a letter, or a number before *not relevant*.
        return label if named is None and (number is None or label not in self.places) else None


def bare(text: str) -> str:
    """A unit, round or group as a table has it: clean, and without midnight after a date.

    >>> bare(" 2026-01-01 00:00:00 ")
    '2026-01-01'
    """
    return _MIDNIGHT.sub("", clean(text))


def clean_members(members: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(Dimension, member) pairs as answers have them, so that a definition picks what it looks like."""
    return tuple((dimension, clean(member)) for dimension, member in members)


def member_names(members: Iterable[Named]) -> dict[str, str]:
    """Members by their names: ids, and titles in any language. An id wins over another member's title."""
    every = tuple(members)
    titles = {folded(text): member.id for member in every for _, text in member.title.forms}
    return titles | {each.id.casefold(): each.id for each in every} | {each.id: each.id for each in every}


def find_member(names: Mapping[str, str], written: str) -> str | None:
    """The member with this name; None if there is none."""
    text = clean(written)
    return names.get(text) or names.get(folded(text))


def number_in_table(text: str) -> Fraction | None:
    """A number that a form states in a table; None for one that some engine cannot represent."""
    found = written_number(text)
    usable = found is not None and abs(found.numerator) <= MOST and found.denominator <= BELOW
    return found if usable else None


def written_number(text: str) -> Fraction | None:
    """A number in digits, with a decimal point or comma; None for anything else.

    >>> written_number("21"), written_number("-0,5"), written_number("21 st")
    (Fraction(21, 1), Fraction(-1, 2), None)
    """
    plain = text.strip().replace(",", ".", 1).removeprefix("-")
    if len(plain) > 20 or not plain.replace(".", "", 1).isdecimal() or not plain.isascii():  # noqa: PLR2004 - no scale has longer points
        return None
    value = Fraction(plain.rstrip("."))
    return -value if text.strip().startswith("-") else value


def _unambiguous(pairs: Iterable[tuple[_Key, str]]) -> dict[_Key, str]:
    found: dict[_Key, set[str]] = {}
    for key, name in pairs:
        found.setdefault(key, set()).add(name)
    return {key: next(iter(names)) for key, names in found.items() if len(names) == 1}
