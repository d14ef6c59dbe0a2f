"""Mistakes in rules by writers used to other formulas: Excel's functions, Swedish words, signs from Word."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import attrs

_SIGNS: Final[Mapping[str, str]] = {
    "<>": "!=",
    "≠": "!=",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
    "&&": " and ",
    "||": " or ",
    "×": "*",
    "·": "*",
    "÷": "/",
    "–": "-",
    "—": "-",
    "−": "-",
    ";": ",",
}
_LOGIC: Final = {"och": "and", "eller": "or", "inte": "not"}
_WORDS: Final[Mapping[str, str]] = {
    **{form: right for word, right in _LOGIC.items() for form in (word, word.capitalize(), word.upper())},
    **{form: word for word in _LOGIC.values() for form in (word.capitalize(), word.upper())},
}
CONDITIONS: Final = frozenset({"if", "om"})
"""The names of Excel's conditions, in lower case."""

_CURLY: Final = "“”„‟‘’‚‛"
_SLIP: Final = re.compile(
    "|".join(
        (
            f"(?P<quoted>[{_CURLY}][^{_CURLY}\"']*[{_CURLY}])",
            f"(?P<sign>{'|'.join(map(re.escape, _SIGNS))})",
            rf"(?P<word>\b(?:{'|'.join(_WORDS)})\b(?!\s*\())",
            r"(?P<condition>\b(?:if|om)\s*\()",
        )
    ),
)
_BRACKETS: Final[Mapping[str, str]] = {")": "(", "]": "[", "}": "{"}


@attrs.frozen
class Slip:
    """A part of a formula that is not of this language.

    Attributes:
        code: DR355–DR359.
        start, end: the characters.
        fixed: what to write instead; None if only the writer can tell.
    """

    code: str
    start: int
    end: int
    fixed: str | None = None


def slip(text: str) -> Slip | None:
    """The first part of an unreadable formula that is known from elsewhere.

    >>> slip("share <> 0.8")
    Slip(code='DR355', start=6, end=8, fixed='!=')
    """
    margin = len(text) - len(text.lstrip())
    if text[margin : margin + 1] == "=":
        return Slip("DR356", margin, margin + 1, "")
    plain = _without_quoted(text)
    found = _SLIP.search(plain)
    if found is None:
        return _lonely_bracket(plain)
    start, end = found.span()
    if found["condition"]:
        return Slip("DR357", start, end)
    if found["quoted"]:
        return Slip("DR359", start, end, f'"{found[0][1:-1]}"')
    if found["word"]:
        return Slip("DR355", start, end, _WORDS[found[0]])
    fixed = _SIGNS[found[0]]
    spaced = text[start - 1 : start] == " " and text[end : end + 1] == " "
    return Slip("DR355", start, end, fixed.strip() if spaced else fixed)


def _without_quoted(text: str) -> str:
    """The text with everything in straight quotation marks masked, of the same length."""
    return re.sub(r"\"[^\"]*\"|'[^']*'", lambda found: "_" * len(found[0]), text)


def _lonely_bracket(text: str) -> Slip | None:
    lonely = next(_lonely(text), None)
    return None if lonely is None else Slip("DR358", lonely, lonely + 1)


def _lonely(text: str) -> Iterator[int]:
    opened: list[int] = []
    for index, sign in enumerate(text):
        if sign in "([{":
            opened.append(index)
        elif sign in _BRACKETS and not (opened and text[opened.pop()] == _BRACKETS[sign]):
            yield index
    yield from opened
