"""Text in cells of CSV files: formulas are escaped with an apostrophe, which is removed again on reading.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, quoted or not, and a
formula can send the content of the sheet to somebody else. A leading apostrophe makes the cell text in every
program. A text that looks like a number is left alone only in a column of figures: a unit named ``+46`` would
become 46. The invariant: :func:`unguarded` removes exactly what :func:`guarded` adds, for any text in any
column. So a text with apostrophes of its own gets one more.

Control characters are written as escapes, because people also show files with `cat` and `less`.
"""

import re
from typing import Final

import attrs

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.output_stream import STEERING, STEERS, harmless

GUARDED: Final = "'"
"""The character that makes a cell text."""
_BLANKS: Final = r"[\t-\r\x1c-\x20\x85\u00a0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff']*"
RISKY: Final = rf"^(?:{_BLANKS}[=+\-@＝＋－＠]|'*[\t\r\n])"
"""Text that some program runs as a formula, also after blanks or invisible characters, or full width.

The regular expressions here use only what Polars supports too."""
NUMBER: Final = r"^[+\-]?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?(?:[eE][+\-]?[0-9]+)?[ \u00a0]?%?\z"
"""A number, which is not a formula."""
SIGN: Final = r"^[=+\-@＝＋－＠]?\z"
"""A single sign, which people write for *nothing here*. No program runs it."""
_RISKY, _NUMBER, _SIGN = (
    # Polars writes the end of a text as \z, and Python as \Z.
    re.compile(each.replace(r"\z", r"\Z"))
    for each in (RISKY, NUMBER, SIGN)
)


CONTROLS: Final = f"[{STEERS}]"
"""Control characters of terminals, as a regular expression for Polars."""


def is_guarded(text: str, *, figures: bool = False) -> bool:
    """Whether a text needs an apostrophe.

    Args:
        text: a cell.
        figures: whether its column holds figures, so that text that looks like a number is a number.

    >>> [is_guarded(each) for each in ("=1+1", "-5", "+46 70 1", "- item", "-", "–", "'=1", "Ash")]
    [True, True, True, True, False, False, True, False]
    >>> is_guarded("-5", figures=True), is_guarded("-5+1", figures=True)
    (False, True)
    """
    if not _RISKY.match(text) or _SIGN.match(text):
        return False
    return not (figures and _NUMBER.match(text))


def guarded(text: str, *, figures: bool = False) -> str:
    """Return the text to write into a cell: see :func:`is_guarded`."""
    return GUARDED + text if is_guarded(text, figures=figures) else text


def unguarded(text: str) -> str:
    """Return the text that a cell was written from, whatever its column holds.

    >>> unguarded("'=1+1"), unguarded("'-5"), unguarded("''=1"), unguarded("'s-Hertogenbosch")
    ('=1+1', '-5', "'=1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith(GUARDED) and is_guarded(text[1:]) else text


@attrs.define
class SafeCells:
    """Makes texts safe for the cells of one file, and records what it changed.

    Attributes:
        formula: the first text that got an apostrophe.
        steering: the first text with control characters.
    """

    formula: str | None = None
    steering: str | None = None

    def text(self, text: str, *, figures: bool = False) -> str:
        """Return the text to write into a cell; `figures` as in :func:`is_guarded`."""
        if STEERING.search(text):
            self.steering = self.steering or text
            text = harmless(text)
        if is_guarded(text, figures=figures):
            self.formula = self.formula or text
            return GUARDED + text
        return text

    @property
    def notes(self) -> list[Diagnostic]:
        """Return DR029 if a text got an apostrophe, and DR913 if a text had control characters."""
        changed = (("DR029", self.formula), ("DR913", self.steering))
        return [Diagnostic(code, {"example": text}) for code, text in changed if text is not None]
