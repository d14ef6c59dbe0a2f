"""Did you mean: the known words nearest to an unknown one."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_CUTOFF: Final = 0.6
_LONGEST: Final = 80


def near(word: str, known: Iterable[str], *, most: int = 1) -> tuple[str, ...]:
    """The at most `most` members of `known` that look most like `word`, best first.

    Case does not count. Nothing is suggested for words longer than any sensible identifier, so that
    hostile input cannot make the comparison expensive.

    >>> near("shcool_form", ["unit", "school_form"])
    ('school_form',)
    """
    if len(word) > _LONGEST:
        return ()
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    matches = get_close_matches(word.casefold(), list(by_folded), n=most, cutoff=_CUTOFF)
    return tuple(by_folded[match] for match in matches)
