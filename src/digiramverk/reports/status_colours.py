"""The colours of statuses: each is darker than the one below, so that they differ in grey print too."""

from typing import Final

SHADE_FILLS: Final = ("#FBE3E0", "#F6D982", "#B9CF62", "#66AB64", "#14573A")
SHADE_INK: Final = ("#1B1F24", "#1B1F24", "#1B1F24", "#1B1F24", "#FFFFFF")
