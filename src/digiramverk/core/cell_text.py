"""Texts in cells of CSV files: formulas are made harmless, and read back as they were.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, quoted or not, and
such a formula can send the sheet's content away. An apostrophe before it makes it a text, in every program.
Numbers stay numbers. :func:`unguarded` takes away exactly what :func:`guarded` adds, whatever the text: one
apostrophe more, also where the text begins with apostrophes of its own.
"""

import re
from typing import Final

GUARDED: Final = "'"
"""What is put before a text."""
_BLANKS: Final = r"[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff']*"
RISKY: Final = rf"^(?:{_BLANKS}[=+\-@＝＋－＠]|'*[\t\r\n])"
"""A text that some program takes for a formula, also behind blanks and invisible signs or by full-width ones.

Regular expressions here are such as Polars has, too."""
NUMBER: Final = r"^[+\-]?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?(?:[eE][+\-]?[0-9]+)?[ \u00a0]?%?\z"
"""A number, which is no formula."""
SIGN: Final = r"^[=+\-@＝＋－＠]?\z"
"""A sign alone, as for *nothing here*: no program runs it."""
_RISKY, _NUMBER, _SIGN = (
    # Python spells the end of a text its own way.
    re.compile(each.replace(r"\z", r"\Z"))
    for each in (RISKY, NUMBER, SIGN)
)


def is_guarded(text: str) -> bool:
    """Whether a text needs an apostrophe.

    >>> [is_guarded(each) for each in ("=1+1", "-5", "+46 70 1", "- item", "–", "'=1", "Ash")]
    [True, False, False, True, False, True, False]
    """
    return bool(_RISKY.match(text)) and not _NUMBER.match(text) and not _SIGN.match(text)


def guarded(text: str) -> str:
    """A text as it goes into a cell."""
    return GUARDED + text if is_guarded(text) else text


def unguarded(text: str) -> str:
    """The text that a cell was written from.

    >>> unguarded("'=1+1"), unguarded("''=1"), unguarded("'s-Hertogenbosch")
    ('=1+1', "'=1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith(GUARDED) and is_guarded(text[1:]) else text
