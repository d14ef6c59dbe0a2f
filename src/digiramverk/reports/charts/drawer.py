"""Drawers of charts: this process, or a second one that starts while the results are being computed.

The library that draws takes about as long to start as scoring takes, so the two run in parallel. The cost is
a process to start and end. If anything in it fails, this process draws instead: the second one can save time
but cannot change the result.
"""

import json
import subprocess
import sys
from base64 import b64decode
from pathlib import Path
from typing import Any, Final, Protocol

from digiramverk.core import needing

_EASEL: Final = Path(__file__).with_name("easel.py")
_PATIENCE: Final = 5.0
"""The number of seconds to wait for a process without tasks to end."""


class Drawer(Protocol):
    """Draws Vega specifications as SVG, and SVG as PNG."""

    def svg(self, specification: dict[str, Any]) -> str:
        """A specification drawn."""
        ...

    def png(self, svg: str, scale: float) -> bytes:
        """An SVG in dots, `scale` of them for each of its units."""
        ...


class Here:
    """Draws in this process.

    Raises:
        MissingExtraError: DR901 or DR912, vl-convert is missing or broken. Raised by the first drawing.
    """

    def svg(self, specification: dict[str, Any]) -> str:
        """A specification drawn."""
        with needing():
            drawn: str = _converter().vega_to_svg(specification)
        return drawn

    def png(self, svg: str, scale: float) -> bytes:
        """An SVG in dots."""
        with needing():
            drawn: bytes = _converter().svg_to_png(svg, scale=scale)
        return drawn


class Beside:
    """Draws in a process of its own, which starts at once. The caller must close it.

    If that process fails, this one draws, so that every error is the one that `Here` raises.
    """

    def __init__(self) -> None:
        """Start the process, if possible."""
        # If Python is embedded in another program, there may be no interpreter to run a file.
        able = _EASEL.is_file() and bool(sys.executable) and not getattr(sys, "frozen", False)
        self._process = _started() if able else None
        self._here = Here()

    def svg(self, specification: dict[str, Any]) -> str:
        """A specification drawn."""
        drawn = self._asked({"vega": specification})
        return self._here.svg(specification) if drawn is None else drawn

    def png(self, svg: str, scale: float) -> bytes:
        """An SVG in dots."""
        drawn = self._asked({"svg": svg, "scale": scale})
        return self._here.png(svg, scale) if drawn is None else b64decode(drawn)

    def _asked(self, task: dict[str, Any]) -> str | None:
        """Return the answer; None if there is none, and from then on."""
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            return None
        try:
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self.close()
            return None
        drawn: str = json.loads(line)
        return drawn

    def close(self) -> None:
        """End the process. Later drawings are drawn here."""
        process, self._process = self._process, None
        if process is None:
            return
        # Killing it is safe: it has no file open, and every answer has arrived.
        process.kill()
        process.wait(_PATIENCE)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # what was left to send has nobody to read it


def _started() -> subprocess.Popen[str] | None:
    command = [sys.executable, "-I", str(_EASEL)]
    try:
        return subprocess.Popen(  # noqa: S603 - our own file, by the interpreter that runs this
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
    except OSError:
        return None  # then it is drawn here


def _converter() -> Any:  # noqa: ANN401 - the library has no types of its own
    import vl_convert  # noqa: PLC0415 - optional, and big

    return vl_convert
