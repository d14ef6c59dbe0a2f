"""Command lines run in processes of their own, bounded and measured: a bomb that goes off harms nobody else.

As a program it reads a command line from each line of standard input as JSON, and prints what became of it.
One such program serves all tests of a process. It imports what the commands need once, and each command line
runs in a fork of it: Polars starts its threads when it first computes, which this program never does.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any, Final

import attrs

MOST_BYTES: Final = 4 << 30
"""Of address space: native libraries reserve far more than they use."""
MOST_CPU: Final = 60
"""Seconds. What is stated of speed is asserted elsewhere; this only ends what would never end."""
MOST_WAIT: Final = 120


@attrs.frozen
class Measured:
    """What became of one command line.

    Attributes:
        code: its exit code; below 0 the signal that ended it.
        out: what it printed, both on standard output and on standard error.
        seconds: of the clock, which depends on what else the machine does.
        busy: of processors.
        megabytes: of memory, at the most.
    """

    code: int
    out: str
    seconds: float
    busy: float
    megabytes: float


def run_all(commands: Sequence[Sequence[str]], folders: Sequence[Path]) -> list[Measured]:
    """Run each command line in its folder."""
    asked = [
        {"arguments": list(command), "folder": str(folder)}
        for command, folder in zip(commands, folders, strict=True)
    ]
    return [_parent().run(each) for each in asked]


@attrs.frozen
class _Parent:
    """The program whose forks run command lines."""

    process: "subprocess.Popen[str]"

    def run(self, asked: Mapping[str, Any]) -> Measured:
        """Run one command line."""
        if self.process.stdin is None or self.process.stdout is None:
            raise TypeError(self.process)
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        return Measured(**json.loads(self.process.stdout.readline()))


@cache
def _parent() -> _Parent:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.children"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )

    def end() -> None:
        process.communicate(timeout=MOST_WAIT)

    atexit.register(end)
    return _Parent(process)


def _run(arguments: list[str], folder: str) -> dict[str, Any]:
    with tempfile.TemporaryFile() as out:
        begun = monotonic()
        child = os.fork()
        if child == 0:
            _become(arguments, folder, out.fileno())
        _, status, usage = os.wait4(child, 0)
        seconds = monotonic() - begun
        out.seek(0)
        text = out.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    megabytes = usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20)
    return {
        "code": code,
        "out": text,
        "seconds": seconds,
        "busy": usage.ru_utime + usage.ru_stime,
        "megabytes": megabytes,
    }


def _become(arguments: list[str], folder: str, out: int) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    from digiramverk.cli import main  # noqa: PLC0415 - after the fork of this module's importers

    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(out, 2)
    sys.stdout = os.fdopen(os.dup(1), "w", encoding="utf-8")
    sys.stderr = os.fdopen(os.dup(2), "w", encoding="utf-8")
    code: Any = 70
    try:
        main(arguments)
    except SystemExit as left:
        code = left.code
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 70)


if __name__ == "__main__":
    for module in (
        "cli.app",
        "cli.validate",
        "definitions.loader",
        "proving.case_files",
        "scoring.tables.bulk",
        "yamlsource.builder",
    ):
        import_module(f"digiramverk.{module}")
    for line in sys.stdin:
        print(json.dumps(_run(**json.loads(line))), flush=True)  # noqa: T201 - the answer to its parent
