"""Texts that nobody should write as a rule: half of them by the grammar and then damaged, half at random."""

import random
import string
from collections.abc import Iterator
from typing import Final

_NAMES: Final = (
    "fraction",
    "points",
    "answer",
    "step",
    "area",
    "share",
    "reached",
    "limit",
    "nowhere",
    "frаction",
)
_FUNCTIONS: Final = (
    "mean",
    "sum",
    "count",
    "all",
    "highest",
    "lowest",
    "band",
    "lookup",
    "round",
    "clamp",
    "known",
    "eval",
)
_LITERALS: Final = (
    "0",
    "1",
    "0.8",
    "0,8",
    "80",
    "1e9",
    "1_000",
    "0x10",
    "1j",
    '"ledning"',
    "'ja'",
    "True",
    "None",
    "9" * 400,
)
_SIGNS: Final = (
    "+",
    "-",
    "*",
    "/",
    "//",
    "**",
    "%",
    "@",
    "<",
    "<=",
    "==",
    "!=",
    "=",
    "and",
    "or",
    "in",
    "is",
    "not in",
    ":=",
)
_NOISE: Final = (
    string.ascii_letters
    + string.digits
    + string.punctuation
    + string.whitespace
    + "åäöÅÄÖеаοΑ۱²½“”„’–—\u00a0\u200b\u202e\ufeff\0\ud800𝐦🙂"
)
_MOST_DEPTH: Final = 60


def hostile_texts(count: int, seed: int = 1) -> Iterator[str]:
    """`count` texts, the same for the same seed: half by grammar and then damaged, half at random."""
    dice = random.Random(seed)  # noqa: S311 - to be repeatable is what is asked of it
    for number in range(count):
        if number % 2:
            yield _damaged(_expression(dice, dice.choice((2, 3, 4, _MOST_DEPTH))), dice)
        else:
            yield _noise(dice)


def _noise(dice: random.Random) -> str:
    length = dice.choice((3, 20, 80, 400, 1_999))
    return "".join(dice.choices(_NOISE, k=dice.randint(0, length)))


def _expression(dice: random.Random, depth: int) -> str:
    """Something that looks like an expression; deep ones go down one side only, so that they stay short."""
    if depth <= 0 or (depth < _MOST_DEPTH // 2 and dice.random() < 0.2):
        return dice.choice((*_NAMES, *_LITERALS))
    inner = _expression(dice, depth - 1)
    other = _expression(dice, min(depth - 1, 2))
    match dice.randrange(9):
        case 0:
            return f"({inner})"
        case 1:
            return f"not {inner}"
        case 2:
            return f"-{inner}"
        case 3:
            return f"{dice.choice(_FUNCTIONS)}({inner})"
        case 4:
            key = dice.choice(("where", "weight", "default", "step", "__class__"))
            return f"{dice.choice(_FUNCTIONS)}({inner}, {key}={other})"
        case 5:
            return f"{inner} if {other} else {dice.choice(_NAMES)}"
        case 6:
            return f"{dice.choice(_NAMES)}({dice.choice(('step', 'area', 'indicator'))}={inner})"
        case 7:
            return f"{inner} in ({other}, {other})"
        case _:
            return f"{inner} {dice.choice(_SIGNS)} {other}"


def _damaged(text: str, dice: random.Random) -> str:
    """The same text with up to three of its places torn out, doubled or replaced."""
    for _ in range(dice.randrange(4)):
        at = dice.randrange(len(text) + 1)
        piece = dice.choice(("", text[at : at + 9], dice.choice(_NOISE), dice.choice("()[]{}\"',.#\\\n")))
        text = text[:at] + piece + text[at + dice.randrange(3) :]
    return text
