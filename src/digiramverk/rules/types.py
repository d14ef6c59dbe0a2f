"""The types of expressions: number, yes/no, member of a dimension, or a text written in a rule."""

from typing import Final

import attrs


@attrs.frozen
class Number:
    """An exact number; the unit (fraction, points, count) decides how it is displayed."""

    unit: str | None = None


@attrs.frozen
class Boolean:
    """True or false."""


@attrs.frozen
class Member:
    """A member of a dimension. `ladder`: it may also be *none*, which is below all members."""

    dimension: str
    ladder: bool = False


@attrs.frozen
class FreeText:
    """A text written in a rule; it becomes a member when compared with one."""


Type = Number | Boolean | Member | FreeText

WORDS: Final = {Number: "type_number", Boolean: "type_boolean", Member: "type_member", FreeText: "type_text"}
"""The vocabulary's key for each type."""
