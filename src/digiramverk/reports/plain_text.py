"""Makes text from frameworks and answers safe for documents: it is shown and never interpreted."""

import re
from typing import Final

# Control characters (but line breaks and tabs), marks that turn the direction of text, lone surrogates
# and what is no character: they steer programs or cannot be written in a file.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def plain_text(text: str) -> str:
    r"""Return `text` with invisible characters as escapes, and with one kind of line break.

    >>> plain_text("a\u202eb\x00")
    'a\\u202eb\\x00'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), lines)
