"""Which plain scalars are not text. YAML 1.2's few, so that Nej, No, on and 2016-09-27 stay text."""

import re
from decimal import Decimal
from typing import Final

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
# A number that would not be written the same way again (007, +5, 1e3) is a code or a name: it stays text.
_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]{0,29})\.[0-9]{1,30}")

Scalar = str | int | Decimal | bool | None


def resolve(text: str) -> Scalar:
    """The value of an unquoted scalar.

    >>> resolve("Nej"), resolve("true"), resolve("0.80"), resolve("007")
    ('Nej', True, Decimal('0.80'), '007')
    """
    if text in _NULL:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    return text
