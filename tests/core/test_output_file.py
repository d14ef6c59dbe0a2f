"""A file that is being written is whole or not there, whatever ends the program."""

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digiramverk.core.output_file import UnwritableError, errors_of, tidy_when_stopped, whole

WRITES = """
import sys, time
from pathlib import Path
from digiramverk.core.output_file import tidy_when_stopped, whole
with tidy_when_stopped(), whole(Path("out.csv")) as part:
    part.write(b"half")
    part.flush()
    print("writing", flush=True)
    {work}
"""
SLEEPS = "time.sleep(60)"
DEEP = "import hashlib; hashlib.pbkdf2_hmac('sha256', b'a', b'b', 500_000_000)"
"""One step of Python that takes minutes and lets other threads run, as an engine's does."""


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def begun(folder: Path, work: str) -> subprocess.Popen[str]:
    """A process that has written half a file."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITES.format(work=work)], cwd=folder, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    return process


def test_a_file_takes_its_name_when_all_has_gone_well(tmp_path: Path) -> None:
    with whole(tmp_path / "out.csv") as part:
        part.write(b"all")
        assert len(parts(tmp_path)) == 1
        assert not (tmp_path / "out.csv").exists()
    assert parts(tmp_path) == ["out.csv"]


def test_an_error_leaves_what_was_there_before(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("before", encoding="utf-8")
    with pytest.raises(IsADirectoryError), whole(tmp_path / "out.csv") as part:
        part.write(b"half" + tmp_path.read_bytes())
    assert parts(tmp_path) == ["out.csv"]
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "before"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without asking it")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("work", [SLEEPS, DEEP], ids=["between steps", "in the midst of one"])
def test_who_stops_the_program_finds_nothing_half_written(
    tmp_path: Path, number: signal.Signals, work: str
) -> None:
    with begun(tmp_path, work) as process:
        process.send_signal(number)
        start = time.monotonic()
        assert process.wait(timeout=60) == 128 + number
        assert time.monotonic() - start < 30
    assert parts(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot be asked whether a process runs")
def test_what_a_killed_program_left_is_removed_by_the_next(tmp_path: Path) -> None:
    with begun(tmp_path, SLEEPS) as killed, begun(tmp_path, SLEEPS) as running:
        killed.kill()
        killed.wait(timeout=60)
        left = parts(tmp_path)
        assert len(left) == 2
        with whole(tmp_path / "out.csv") as part:
            part.write(b"all")
        there = parts(tmp_path)
        assert [name for name in there if f"-{running.pid}-" in name] == there[:1]
        assert there[1:] == ["out.csv"]
        running.kill()


def test_what_is_no_leftover_of_ours_is_left_alone(tmp_path: Path) -> None:
    others = [".out.csv.part", ".other.csv.host-999999999.part", f".out.csv.elsewhere-{os.getpid()}.part"]
    for name in others:
        (tmp_path / name).touch()
    with whole(tmp_path / "out.csv", keep_empty=False):
        pass
    assert parts(tmp_path) == sorted(others)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_what_may_not_be_written_is_said(tmp_path: Path, number: int) -> None:
    # Whoever runs the tests may be allowed everything.
    with pytest.raises(UnwritableError) as caught, errors_of(tmp_path / "out.csv"):
        raise OSError(number, os.strerror(number))
    assert [each.code for each in caught.value.diagnostics] == ["DR022"]


def test_two_of_one_process_do_not_disturb_each_other(tmp_path: Path) -> None:
    with whole(tmp_path / "out.csv") as first, whole(tmp_path / "out.csv") as second:
        first.write(b"first")
        second.write(b"second")
        assert len(parts(tmp_path)) == 2
    assert (tmp_path / "out.csv").read_bytes() == b"first"
    assert parts(tmp_path) == ["out.csv"]


def test_a_name_may_be_as_long_as_the_system_allows(tmp_path: Path) -> None:
    name = "å" * 125 + ".csv"
    with whole(tmp_path / name) as part:
        part.write(b"all")
    assert parts(tmp_path) == [name]


def test_signals_mean_again_what_they_meant_before() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with tidy_when_stopped():
        assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] != before
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert signal.set_wakeup_fd(-1) == -1
