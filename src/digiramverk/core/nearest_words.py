"""Suggestions for an unknown word: the known words that look most like it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from digiramverk.core.swedish import SWEDISH

_CUTOFF: Final = 0.6
_LONGEST: Final = 80


def near(word: str, known: Iterable[str], *, most: int = 1) -> tuple[str, ...]:
    """Return at most `most` members of `known` that look most like `word`, best first.

    Case does not matter, and a Swedish word suggests the word of the file format that it translates. A word
    longer than any sensible identifier gets no suggestions, so that hostile input cannot use up time.

    >>> near("shcool_form", ["unit", "school_form"])
    ('school_form',)
    >>> near("områden", ["areas", "goals"])
    ('areas',)
    """
    if len(word) > _LONGEST:
        return ()
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    meant = [each for each in SWEDISH.get(word.casefold(), ()) if each in by_folded]
    matches = meant or get_close_matches(word.casefold(), list(by_folded), n=most, cutoff=_CUTOFF)
    return tuple(by_folded[match] for match in matches[:most])
