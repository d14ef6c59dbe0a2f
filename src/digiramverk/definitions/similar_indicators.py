"""Indicators that ask the same: in the same words, or in words that differ in nothing but their endings."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

import attrs

from digiramverk.model import Indicator

_STEM: Final = 3
"""Words that differ in their endings share at least so many letters …"""
_ENDING: Final = 2
"""… and have at most so many of their own: plan and planen, lärare and lärarna, teacher and teachers."""
_SAME: Final = 2 / 3
"""At least this share of the words is the same in both texts."""
_MOST: Final = 20
"""Each is compared with at most this many others, so that the time grows with the number of indicators."""


@attrs.frozen
class _Question:
    """What an indicator asks: its words in any order, its numbers in theirs."""

    indicator: Indicator
    words: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def stems(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The key that two questions must share to be twins at all."""
        return tuple(sorted(word[:_STEM] for word in self.words)), self.numbers


def twins(indicators: Iterable[Indicator], language: str) -> Iterator[tuple[Indicator, Indicator]]:
    """Each indicator that asks the same as an earlier one, together with that one.

    Args:
        indicators: in their order.
        language: in which texts are compared.

    Yields:
        Pairs whose texts have the same words whatever their order, case and punctuation, save the endings of
        a few in longer texts. Numbers have to be the same in the same order. Indicators for different groups
        or school forms are no twins.
    """
    seen: dict[tuple[tuple[str, ...], tuple[str, ...]], list[_Question]] = {}
    for indicator in indicators:
        text = indicator.text.to(language).casefold()
        asked = _Question(
            indicator, tuple(sorted(re.findall(r"[^\W\d]+", text))), tuple(re.findall(r"\d+", text))
        )
        # Only texts with the same beginnings of words and the same numbers are compared at all.
        others = seen.setdefault(asked.stems, [])
        other = next((each for each in islice(others, _MOST) if _alike(asked, each)), None)
        if other is None:
            others.append(asked)
        else:
            yield indicator, other.indicator


def _alike(one: _Question, other: _Question) -> bool:
    if not (
        _overlap(one.indicator.groups, other.indicator.groups)
        and _overlap(one.indicator.school_forms, other.indicator.school_forms)
    ):
        return False
    # Both are sorted and have the same beginnings, so that words that correspond have the same position.
    pairs = [pair for pair in zip(one.words, other.words, strict=True) if pair[0] != pair[1]]
    return len(pairs) <= (1 - _SAME) * len(one.words) and all(_endings_only(*pair) for pair in pairs)


def _overlap(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether anybody answers both. An indicator that names nobody is for everybody."""
    return not one or not other or not set(one).isdisjoint(other)


def _endings_only(one: str, other: str) -> bool:
    common = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    common = min(len(one), len(other)) if common is None else common
    return common >= _STEM and max(len(one), len(other)) - common <= _ENDING
