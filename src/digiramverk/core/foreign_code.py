"""Exceptions from code of others: their text, and whether the user interrupted the program."""

import dis
from typing import Final

_LONGEST: Final = 300


def cause_of(error: BaseException) -> str:
    """Return the type and the message of an exception, on one line, even if its `__str__` raises.

    >>> cause_of(KeyError("a"))
    "KeyError: 'a'"
    """
    kind = type(error).__name__
    try:
        text = " ".join(str(error).split())
    except Exception:  # noqa: BLE001 - its own words are lost, the kind is not
        text = ""
    return f"{kind}: {text}"[:_LONGEST] if text else kind


def from_keyboard(error: BaseException) -> bool:
    """Whether the user pressed Ctrl+C, and no code raised KeyboardInterrupt by itself.

    If code raised it, the last frame of the traceback is at a `raise` instruction. A key press interrupts
    some other instruction.
    """
    trace = error.__traceback__
    if not isinstance(error, KeyboardInterrupt) or trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    return dis.opname[trace.tb_frame.f_code.co_code[trace.tb_lasti]] != "RAISE_VARARGS"
