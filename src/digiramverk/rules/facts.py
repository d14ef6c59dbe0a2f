"""The built-in facts: what rules can read without any rule that computes it."""

from collections.abc import Mapping
from typing import Final

import attrs

from digiramverk.rules.space import ITEM, LEVEL, RESPONSE
from digiramverk.rules.types import Boolean, Member, Number, Type


@attrs.frozen
class FactKind:
    """A built-in fact: its type and the dimensions of its values."""

    type: Type
    grain: frozenset[str]


_ITEM_GRAIN: Final = frozenset({RESPONSE, ITEM})

FACTS: Final[Mapping[str, FactKind]] = {
    "points": FactKind(Number("points"), _ITEM_GRAIN),
    "fraction": FactKind(Number("fraction"), _ITEM_GRAIN),
    "min_points": FactKind(Number("points"), frozenset({ITEM})),
    "max_points": FactKind(Number("points"), frozenset({ITEM})),
    "answer": FactKind(Member(LEVEL), _ITEM_GRAIN),
    "answered": FactKind(Boolean(), _ITEM_GRAIN),
    "relevant": FactKind(Boolean(), _ITEM_GRAIN),
    "weight": FactKind(Number(), frozenset({ITEM})),
    "published": FactKind(Boolean(), frozenset({RESPONSE})),
    "declined": FactKind(Boolean(), _ITEM_GRAIN),
}
