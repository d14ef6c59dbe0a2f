"""Framework files with the mistakes that people make in YAML."""

from typing import Final

from hypothesis import strategies as st

from digiramverk.definitions import to_yaml
from digiramverk.testing.dice import Dice, Draw
from digiramverk.testing.strategies import frameworks

_STRAY: Final = (
    "\t",
    ":",
    "- ",
    "'",
    '"',
    "{",
    "}",
    "[",
    "&a ",
    "*a",
    "!!python/none ",
    "%",
    "#",
    "…",
    "\0",
    "nej",
)


@st.composite
def broken_yaml(draw: Draw, *, mistakes: int = 3) -> str:
    """The text of a framework file with mistakes: stray characters, and lines lost, moved or repeated.

    Args:
        draw: passed by Hypothesis.
        mistakes: the largest number of mistakes.

    Some mistakes are harmless, so the text may still load. Shrinks to a small framework with one mistake.
    """
    dice = Dice(draw)
    lines = to_yaml(draw(frameworks(rules=0))).splitlines()
    for _ in range(dice.between(1, mistakes)):
        at = dice.below(len(lines))
        match dice.pick(["lost", "twice", "indented", "stray", "cut", "swapped"]):
            case "lost" if len(lines) > 1:
                del lines[at]
            case "twice":
                lines.insert(at, lines[at])
            case "indented":
                lines[at] = " " + lines[at]
            case "stray":
                position = dice.below(len(lines[at]) + 1)
                lines[at] = lines[at][:position] + dice.pick(_STRAY) + lines[at][position:]
            case "cut":
                lines[at] = lines[at][: dice.below(len(lines[at]) + 1)]
            case _:
                other = dice.below(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
    return "\n".join(lines) + "\n"
