"""Colours, dashes and shapes that colour-blind people can tell apart, also in grey and on a dark screen."""

from typing import Final

import attrs

DASHES: Final = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [1, 3])
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


@attrs.frozen
class Palette:
    """The colours of a chart.

    Attributes:
        ink, quiet, grid: the colours of text, secondary text and grid lines.
        paper: the background; None leaves it to the page.
        halo: the outline of texts on top of lines.
        lines: a colour per series: those of Okabe and Ito, darkened to a contrast of 3:1 with the paper.
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
"""For separate picture files."""

SCREEN: Final = Palette(
    "var(--ink)",
    "var(--quiet)",
    "var(--line)",
    None,
    "var(--paper)",
    tuple(f"var(--series-{number})" for number in range(1, 7)),
)
"""For pictures in an HTML page, whose style sheet adapts to a dark screen."""
