"""Did you mean: the known words nearest to an unknown one."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from digiramverk.core.swedish import SWEDISH

_CUTOFF: Final = 0.6
_LONGEST: Final = 80


def near(word: str, known: Iterable[str], *, most: int = 1) -> tuple[str, ...]:
    """The at most `most` members of `known` that look most like `word`, best first.

    Case does not count, and a Swedish word stands for the file format's own. Nothing is suggested for words
    longer than any sensible identifier, so that hostile input cannot make the comparison expensive.

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
