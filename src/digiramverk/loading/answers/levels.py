"""What may be written as an answer: a level's id, its label in any language, or its points."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import attrs

from digiramverk.model.scale import DECLINED, NOT_RELEVANT, Scale

_Key = TypeVar("_Key")


@attrs.frozen
class LevelNames:
    """Everything that names a level of one scale.

    Attributes:
        levels: id by what may be written, lower case. A label that two levels share names neither.
        points: id by points, where these name one level and no id or label is itself a number.
    """

    levels: dict[str, str]
    points: dict[Fraction, str]

    @classmethod
    def of(cls, scale: Scale) -> "LevelNames":
        """The names of a scale's levels, *not relevant* and *prefer not to say* among them."""
        labels = [(text, level.id) for level in scale.levels for _, text in level.title.forms]
        labels += [(text, NOT_RELEVANT) for _, text in scale.not_relevant.forms]
        if scale.declined is not None:
            labels += [(text, DECLINED) for _, text in scale.declined.forms]
        levels = _unambiguous((text.casefold().strip(), name) for text, name in labels)
        # Ids come last: they win over another level's label.
        levels |= {level.id.casefold(): level.id for level in scale.levels}
        levels |= {level.id: level.id for level in scale.levels}
        levels[NOT_RELEVANT] = NOT_RELEVANT
        if scale.declined is not None:
            levels[DECLINED] = DECLINED
        numeric = any(written_number(text) is not None for text in levels)
        points = {} if numeric else _unambiguous((level.points, level.id) for level in scale.levels)
        return cls(levels, points)

    def find(self, written: str | int | Decimal) -> str | None:
        """The level that is meant, `not_relevant`, `declined`, or None where nothing is called that."""
        text = str(written).strip()
        found = self.levels.get(text) or self.levels.get(text.casefold())
        if found is not None:
            return found
        number = written_number(text)
        return None if number is None else self.points.get(number)


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
