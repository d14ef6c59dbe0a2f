"""Colours, dashes and shapes: told apart by colour-blind people, on grey paper and on a dark screen."""

from typing import Final

import attrs

DASHES: Final = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3])
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


@attrs.frozen
class Palette:
    """What a chart is drawn in.

    Attributes:
        ink, quiet, grid: text, lesser text, lines of the grid.
        paper: the background; None leaves it to the page.
        halo: what is behind texts that stand on lines.
        lines: one colour per series (Okabe and Ito's, darkened until each has 3:1 against the paper).
    """

    ink: str
    quiet: str
    grid: str
    paper: str | None
    halo: str
    lines: tuple[str, ...]


PRINT: Final = Palette(
    "#1b1f24",
    "#4d5560",
    "#b5bcc4",
    "#ffffff",
    "#ffffff",
    ("#0b5cad", "#b8460e", "#0a7d5b", "#9b3f86", "#5c5c00", "#333333"),
)
"""For pictures that stand alone."""

SCREEN: Final = Palette(
    "var(--ink)",
    "var(--quiet)",
    "var(--line)",
    None,
    "var(--paper)",
    tuple(f"var(--series-{number})" for number in range(1, 7)),
)
"""For pictures inside a page, whose style sheet knows whether the screen is dark."""
