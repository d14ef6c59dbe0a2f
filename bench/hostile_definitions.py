"""`python -m bench.hostile_definitions`: what hostile definitions cost `validate`, each in its own process.

Prints a row for each, and ends with 1 where one takes more than it may or ends in anything but words.
"""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import attrs

MOST_SECONDS: Final = 5.0
MOST_MEGABYTES: Final = 500.0
_ALLOWED_SECONDS: Final = 120
_ALLOWED_BYTES: Final = 4 * 2**30
"""Where a process is ended, so that what goes wrong costs no more than this."""


@attrs.frozen
class Tried:
    """What came of one definition.

    Attributes:
        code: the exit code; below 0 where a signal ended it.
        codes: the codes of the errors that were shown.
        seconds: of processor time.
        megabytes: at the most.
    """

    code: int
    codes: tuple[str, ...]
    seconds: float
    megabytes: float


def tried(path: Path) -> Tried:
    """Validate one file in a process of its own, with bounds on what it may take."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_ALLOWED_SECONDS, _ALLOWED_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (_ALLOWED_BYTES, _ALLOWED_BYTES))

    errors = path.with_suffix(".errors")
    with errors.open("wb") as shown:
        child = subprocess.Popen(
            [sys.executable, "-m", "digiramverk", "validate", str(path), "--lang", "en"],
            stdout=subprocess.DEVNULL,
            stderr=shown,
            preexec_fn=bounded,  # noqa: PLW1509 - no threads are running
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    text = errors.read_text(encoding="utf-8", errors="replace")
    codes = tuple(sorted(set(re.findall(r"^error (DR\d{3}):", text, re.MULTILINE))))
    return Tried(child.returncode, codes, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> int:
    """Try all of them and print the table."""
    from tests.loading.hostile_definitions import HOSTILE  # noqa: PLC0415 - the tests import this module

    beyond = 0
    print(f"{'definition':34} {'exit':>4} {'seconds':>8} {'MB':>6}  errors")
    with TemporaryDirectory() as folder:
        for name, text in HOSTILE.items():
            path = Path(folder) / "hostile.yaml"
            path.write_text(text(), encoding="utf-8")
            found = tried(path)
            fine = (
                found.code in {0, 1} and found.seconds <= MOST_SECONDS and found.megabytes <= MOST_MEGABYTES
            )
            beyond += not fine
            cost = f"{found.seconds:8.2f} {found.megabytes:6.0f}"
            row = f"{name:34} {found.code:4} {cost}  {' '.join(found.codes)}"
            print(row if fine else f"{row}  BEYOND", flush=True)
    print(f"{len(HOSTILE)} definitions, {beyond} beyond {MOST_SECONDS:g} s or {MOST_MEGABYTES:g} MB")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
