"""How much work something is, in calls: the same on every machine however busy it is; seconds are not."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Final, TypeVar

Made = TypeVar("Made")
METER: Final = "slipcover"


def counted(made: Callable[[], Made]) -> tuple[Made, int]:
    """What a function returns, and how many calls were made for it, those of functions in C too."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        if event in {"call", "c_call"}:
            # What measures coverage calls too, each line once: it is no work of ours.
            called = getattr(argument, "__module__", None) or ""
            calls += not (called.startswith(METER) or frame.f_globals.get("__name__", "").startswith(METER))

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        return made(), calls
    finally:
        sys.setprofile(before)
