"""Texts in cells of CSV files: formulas are made harmless, and read back as they were.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, quoted or not, and
such a formula can send the sheet's content away. An apostrophe before it makes it a text, in every program.
What looks like a number is one in a column of figures only: a unit that is called ``+46`` would be 46 in a
spreadsheet. :func:`unguarded` takes away exactly what :func:`guarded` adds, whatever the text and the column:
one apostrophe more, also where the text begins with apostrophes of its own.

Control characters are written out, as on the screen: a file is shown by `cat` and `less`, too.
"""

import re
from typing import Final

import attrs

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.output_stream import STEERING, STEERS, harmless

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


CONTROLS: Final = f"[{STEERS}]"
"""What steers a terminal, as a regular expression of Polars."""


def is_guarded(text: str, *, figures: bool = False) -> bool:
    """Whether a text needs an apostrophe.

    Args:
        text: a cell.
        figures: whether its column holds figures, so that what looks like a number is one.

    >>> [is_guarded(each) for each in ("=1+1", "-5", "+46 70 1", "- item", "-", "–", "'=1", "Ash")]
    [True, True, True, True, False, False, True, False]
    >>> is_guarded("-5", figures=True), is_guarded("-5+1", figures=True)
    (False, True)
    """
    if not _RISKY.match(text) or _SIGN.match(text):
        return False
    return not (figures and _NUMBER.match(text))


def guarded(text: str, *, figures: bool = False) -> str:
    """A text as it goes into a cell: see :func:`is_guarded`."""
    return GUARDED + text if is_guarded(text, figures=figures) else text


def unguarded(text: str) -> str:
    """The text that a cell was written from, whatever its column holds.

    >>> unguarded("'=1+1"), unguarded("'-5"), unguarded("''=1"), unguarded("'s-Hertogenbosch")
    ('=1+1', '-5', "'=1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith(GUARDED) and is_guarded(text[1:]) else text


@attrs.define
class SafeCells:
    """Texts on their way into cells of one file, and what had to be changed of them.

    Attributes:
        formula: the first text that got an apostrophe.
        steering: the first text whose control characters were written out.
    """

    formula: str | None = None
    steering: str | None = None

    def text(self, text: str, *, figures: bool = False) -> str:
        """A text as it goes into a cell; `figures` as in :func:`is_guarded`."""
        if STEERING.search(text):
            self.steering = self.steering or text
            text = harmless(text)
        if is_guarded(text, figures=figures):
            self.formula = self.formula or text
            return GUARDED + text
        return text

    @property
    def notes(self) -> list[Diagnostic]:
        """DR029 where a text got an apostrophe, DR913 where control characters were written out."""
        changed = (("DR029", self.formula), ("DR913", self.steering))
        return [Diagnostic(code, {"example": text}) for code, text in changed if text is not None]
