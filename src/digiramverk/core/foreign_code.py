"""Code of others: what it did wrong, in words, and what of it is no fault of its own."""

import dis
from typing import Final

_LONGEST: Final = 300


def cause_of(error: BaseException) -> str:
    """What an exception says, on one line. An exception of others may not even be able to say it.

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
    """Whether this is somebody who wants to stop the program, and not code that raises KeyboardInterrupt.

    Code that raises it stands at its `raise`; a key is pressed while it is somewhere else.
    """
    trace = error.__traceback__
    if not isinstance(error, KeyboardInterrupt) or trace is None:
        return False
    while trace.tb_next is not None:
        trace = trace.tb_next
    return dis.opname[trace.tb_frame.f_code.co_code[trace.tb_lasti]] != "RAISE_VARARGS"
