r"""What a text says, without what programs add to it unseen: the one rule for names of every kind.

Headings, levels, members, units and rounds are compared after :func:`folded` or :func:`clean`, and shown as
the latter gives them. Who types å on a Mac, copies a name from a web page or pads a cell gets the same name
as everybody else.

The invariant: engines on columns may leave a text alone only if it does not match :data:`DOUBTFUL`; all
others go through :func:`clean`, so that there is no second rule. Compatible signs (ﬁ, ½) are kept apart on
purpose: they look different, and only canonically equal text is equal.
"""

import re
from typing import Final
from unicodedata import normalize

INVISIBLE: Final = (
    "\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
"""Signs without width, as in a class of a regular expression: soft hyphens, joiners, marks of direction and
of variants, marks at the beginning of files."""
DOUBTFUL: Final = "[^!-~\xa1-\xac\xae-\u02ff ]|^ | $|  "
"""A text that :func:`clean` may change. Below U+0300 nothing has two forms, and only the soft hyphen hides.

The regular expression uses only what Polars supports too."""
FILLED: Final = rf"[^\s\x1c-\x1f{INVISIBLE}]"
"""A text of which :func:`clean` leaves something, for Polars too."""
_DOUBTFUL: Final = re.compile(DOUBTFUL)
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_SEPARATOR: Final = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_NO_LETTER: Final = re.compile(r"[^\w\0]|_")


def clean(text: str) -> str:
    r"""Return a text in composed form, without invisible signs, with single blanks and none around it.

    >>> clean(" Bjo\u0308rk\xadskolan,\xa0 norra\u200b ")
    'Björkskolan, norra'
    """
    if not _DOUBTFUL.search(text):
        return text
    return " ".join(normalize("NFC", _INVISIBLE.sub("", text)).split())


def folded(text: str) -> str:
    """Return the form in which names are compared where case does not matter.

    >>> folded("Ej  Påbörjad") == folded("EJ PÅBÖRJAD")
    True
    """
    return normalize("NFC", clean(text).casefold())


def outline(text: str) -> str:
    """Return the letters and digits of a name: names with equal outlines probably mean the same.

    Signs between digits keep them apart: 1-2 is not 12.

    >>> outline("Ask-skolan") == outline("askskolan") == outline("ASK SKOLAN")
    True
    >>> outline("F-3 Norra") == outline("F 3 norra"), outline("Skola 1-2") == outline("Skola 12")
    (True, False)
    """
    name = folded(text)
    return _NO_LETTER.sub("", _SEPARATOR.sub("\0", name)) or name
