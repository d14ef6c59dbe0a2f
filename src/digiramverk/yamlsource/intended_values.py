"""Values in another form than that of the file format, and what the author meant if only one thing fits."""

import re
from collections.abc import Collection
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

_PERCENT: Final = re.compile(r"(-?[0-9]{1,9})(?:[.,]([0-9]{1,9}))?\s?%")
_DASHED: Final = re.compile(r"[\u2010-\u2015\u2212](\d+(?:\.\d+)?)")
_ZEROS: Final = re.compile(r"0+(0|[1-9][0-9]*)")
_NAMES: Final = re.compile(r"[\w.\-]+(?:, ?[\w.\-]+)*")
_TRUTH: Final = {
    **dict.fromkeys(("ja", "yes", "on", "sant", "på"), "true"),
    **dict.fromkeys(("nej", "no", "off", "falskt", "av"), "false"),
}
_OPENING: Final = "“”„‟‘’‚‛«»"
_CURLY: Final = re.compile(f'[{_OPENING}]([^{_OPENING}"\\\\]*)[{_OPENING}]')


def rewritten(value: Any, expected: Collection[str], written: str) -> str | None:  # noqa: ANN401 - YAML data is of any kind
    """How a value would be written in a form that is expected; None where several are possible.

    Args:
        value: as read.
        expected: the types of JSON Schema that are allowed there.
        written: the text of the value in the file.

    >>> rewritten("80%", ["number"], "80%"), rewritten("ja", ["boolean"], "ja")
    ('0.8', 'true')
    >>> rewritten("step", ["array"], "step"), rewritten(2026, ["string"], "2026")
    ('[step]', '"2026"')
    """
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and "string" in expected:
        return f'"{written}"' if written else None
    if not isinstance(value, str):
        return None
    if "boolean" in expected:
        return _TRUTH.get(value.casefold())
    if {"number", "integer"} & set(expected):
        return _number(value, whole="number" not in expected)
    if "array" in expected and "string" not in expected and _NAMES.fullmatch(value):
        return f"[{value}]"
    return None


def _number(value: str, *, whole: bool) -> str | None:
    dashed, zeros, percent = (each.fullmatch(value) for each in (_DASHED, _ZEROS, _PERCENT))
    if dashed is not None:
        return f"-{dashed[1]}"
    if zeros is not None:
        return zeros[1]
    if percent is None or whole:
        return None
    share = Fraction(f"{percent[1]}.{percent[2] or 0}") / 100
    # A share of at most eleven decimals is written out in full.
    return f"{Decimal(share.numerator) / Decimal(share.denominator):f}"


def decimal_comma(text: str) -> bool:
    """Whether a text is a number written with a comma."""
    whole, comma, decimals = text.partition(",")
    return bool(comma) and whole.strip("-").isdecimal() and decimals.isdecimal()


def straightened(written: str) -> str | None:
    """A text in curly quotation marks with straight ones; None for any other text.

    >>> straightened("“2026”")
    '"2026"'
    """
    found = _CURLY.fullmatch(written)
    return None if found is None else f'"{found[1]}"'


def curly(line: str) -> re.Match[str] | None:
    """The first value of a line that is in curly quotation marks."""
    return re.search(rf"(?<=[:\-\[{{,] )({_CURLY.pattern})", line)


def as_name(value: str) -> str:
    """The name closest to a text: spaces become underscores, other characters that names lack hyphens.

    >>> as_name("27/9 2026"), as_name("“vår plan”")
    ('27-9_2026', 'vår_plan')
    """
    joined = re.sub(r"\s+", "_", value.strip().strip(_OPENING + "\"'"))
    return re.sub(r"[^\w.\-]+", "-", joined).strip("-.") or "namn"
