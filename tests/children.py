"""Command lines run in processes of their own: what goes wrong in one harms nobody else.

As a program it reads a command line from each line of standard input as JSON, and prints what became of it.
One such program serves all tests of a process. It imports what the commands need once, and each command line
runs in a fork of it, which ends as the interpreter ends. To start an interpreter takes longer than most
commands do. Polars starts its threads when it first computes, which this program never does.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any, Final

import attrs

MOST_BYTES: Final = 4 << 30
"""Of address space: native libraries reserve far more than they use."""
MOST_CPU: Final = 60
"""Seconds. What is stated of speed is asserted elsewhere; this only ends what would never end."""
MOST_WAIT: Final = 120

CLOSED: Final = ""
"""In place of a stream: there is none."""
GONE: Final = "|"
"""In place of a stream: a pipe that nobody reads."""


@attrs.frozen
class Measured:
    """What became of one command line.

    Attributes:
        code: its exit code; below 0 the signal that ended it.
        out: what it printed on standard output.
        err: what it printed on standard error; nothing if both went to `out`.
        seconds: of the clock, which depends on what else the machine does.
        busy: of processors.
        megabytes: of memory, at the most.
    """

    code: int
    out: str
    err: str
    seconds: float
    busy: float
    megabytes: float


def run_all(commands: Sequence[Sequence[str]], folders: Sequence[Path]) -> list[Measured]:
    """Run each command line in its folder, bounded, with both kinds of output in one."""
    return [
        run(command, folder, bounded=True, apart=False)
        for command, folder in zip(commands, folders, strict=True)
    ]


def run(
    arguments: Sequence[str],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    *,
    bounded: bool = False,
    largest: int | None = None,
    apart: bool = True,
    streams: Mapping[int, str] | None = None,
) -> Measured:
    """Run one command line.

    Args:
        arguments: what stands after `digiramverk`.
        folder: where it runs; here if not given.
        environment: its variables; those of this process if not given. Of those that the interpreter reads
            only `PYTHONPATH` has an effect. What is printed is UTF-8.
        bounded: whether its memory and time have an end.
        largest: the size of a file, in bytes, that it may write; any if not given.
        apart: whether standard error goes somewhere else than standard output.
        streams: paths that it has in place of its standard streams, by their numbers: a file, CLOSED or GONE.
    """
    return _parent().run(
        {
            "arguments": list(map(str, arguments)),
            "folder": str(folder or Path.cwd()),
            "environment": dict(os.environ if environment is None else environment),
            "bounded": bounded,
            "largest": largest,
            "apart": apart,
            "streams": {str(number): path for number, path in (streams or {}).items()},
        }
    )


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


def _run(asked: Mapping[str, Any]) -> dict[str, Any]:
    # Pipes, which no bound on the size of files touches.
    (out, to_out), (err, to_err) = os.pipe(), os.pipe()
    begun = monotonic()
    child = os.fork()
    if child == 0:
        _become(asked, to_out, to_err if asked["apart"] else to_out)
    os.close(to_out)
    os.close(to_err)
    printed = _read_all(out, err)
    _, status, usage = os.wait4(child, 0)
    return {
        "code": os.waitstatus_to_exitcode(status),
        "out": printed[out],
        "err": printed[err],
        "seconds": monotonic() - begun,
        "busy": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / (1024 if sys.platform == "linux" else 1 << 20),
    }


def _read_all(*pipes: int) -> dict[int, str]:
    """What comes out of each of some pipes, until nobody writes into it."""
    found = dict.fromkeys(pipes, b"")
    with DefaultSelector() as selector:
        for pipe in pipes:
            selector.register(pipe, EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 16)
                found[key.fd] += data
                if not data:
                    selector.unregister(key.fd)
                    os.close(key.fd)
    return {pipe: text.decode(errors="replace") for pipe, text in found.items()}


def _become(asked: Mapping[str, Any], out: int, err: int) -> None:
    """Be what `python -P -m digiramverk` with these arguments is."""
    from digiramverk.cli import main  # noqa: PLC0415 - after the fork of this module's importers

    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    added = asked["environment"].get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:] = [*filter(None, added), *sys.path]
    sys.argv = ["digiramverk", *asked["arguments"]]
    _bound(asked)
    instead = asked["streams"]
    streams = {
        "stdin": _stream(0, instead.get("0", os.devnull), None),
        "stdout": _stream(1, instead.get("1"), out),
        "stderr": _stream(2, instead.get("2"), err),
    }
    for name, stream in streams.items():
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    main(asked["arguments"])
    raise SystemExit


def _bound(asked: Mapping[str, Any]) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    if asked["bounded"]:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU, MOST_CPU))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if asked["largest"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (asked["largest"], asked["largest"]))


def _stream(number: int, path: str | None, given: int | None) -> Any:  # noqa: ANN401 - what `sys` has, or None
    """A standard stream, as the interpreter makes one when it starts."""
    if path == CLOSED:
        os.close(number)
        return None
    if path == GONE:
        reader, given = os.pipe()
        os.close(reader)
    elif path is not None:
        given = os.open(path, os.O_RDWR)
    if given is not None:
        os.dup2(given, number)
    errors = "backslashreplace" if number == 2 else "strict"
    return open(number, "w" if number else "r", encoding="utf-8", errors=errors, closefd=False)


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
    # Only what is needed here is found beside the sources.
    sys.path.remove(str(Path.cwd()))
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(_run(json.loads(line))), flush=True)  # noqa: T201 - the answer to its parent
