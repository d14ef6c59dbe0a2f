"""What tests open files with and not every machine has. They are skipped where it is missing, saying what.

`DIGIRAMVERK_OPENERS=required` makes a missing one a failure; `.ci/run` sets it.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

import pytest

MODULES: Final = Path(sys.prefix) / "node" / "node_modules"
"""Where `scripts/install_openers.sh` puts packages for node."""

_NEEDED: Final = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "soffice": ("soffice", "libreoffice"),
    "pdftotext": ("pdftotext",),
    "node": ("node", "nodejs"),
}


def tool(name: str) -> str | None:
    """The path of a program under any of its names; None where there is none."""
    return next((path for each in _NEEDED[name] if (path := shutil.which(each))), None)


def need(*names: str) -> None:
    """Skip, saying which of these programs and packages are missing; fail where everything is required."""
    lacking = [name for name in names if not (tool(name) if name in _NEEDED else (MODULES / name).is_dir())]
    if lacking:
        reason = f"not on this machine: {', '.join(lacking)} (scripts/install_openers.sh installs them)"
        if os.environ.get("DIGIRAMVERK_OPENERS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
