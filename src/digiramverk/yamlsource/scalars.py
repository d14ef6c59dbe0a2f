"""Which plain scalars are not text. YAML 1.2's few, so that Nej, No, on and 2016-09-27 stay text."""

import re
from decimal import Decimal
from typing import Final

_NULL: Final = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE: Final = frozenset({"true", "True", "TRUE"})
_FALSE: Final = frozenset({"false", "False", "FALSE"})
MOST_DIGITS: Final = 30
"""How many digits a number may have on either side of its decimal point."""
_DIGITS: Final = re.compile(r"-?([0-9]+)(?:\.([0-9]+))?")
# A number that would not be written the same way again (007, +5, 1e3) is a code or a name: it stays text.
_WHOLE: Final = rf"-?(0|[1-9][0-9]{{0,{MOST_DIGITS - 1}}})"
_INTEGER: Final = re.compile(_WHOLE)
_DECIMAL: Final = re.compile(rf"{_WHOLE}\.[0-9]{{1,{MOST_DIGITS}}}")

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


def too_many_digits(text: str) -> bool:
    """Whether a text would be a number if it were shorter.

    >>> too_many_digits("1" * 31), too_many_digits("-0." + "1" * 31), too_many_digits("1.5")
    (True, True, False)
    """
    found = _DIGITS.fullmatch(text)
    return found is not None and max(len(part or "") for part in found.groups()) > MOST_DIGITS
