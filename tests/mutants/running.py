"""The tests of one room, run in forks of a process that has everything loaded but the product.

A fork imports a copy of the product, so that the working tree is never changed, and ends as soon as a test
fails. It is bounded in time and memory: a mistake can run for ever or fill the machine.
"""

import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Container, Generator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Never

import attrs
import pytest

if TYPE_CHECKING:
    from tests.mutants.drawing import CodeMutant

ROOT: Final = Path(__file__).parents[2]
MOST_SECONDS: Final = 30
"""Of one test, while it is found out which lines it runs: a slower one is left out. As everywhere here,
of processors, so that it does not matter what else the machine does."""
MOST_LOADING: Final = 60
MOST_WAITING: Final = 600
"""Of the clock, for what waits for ever."""
MOST_BYTES: Final = 4 << 30
TIMES: Final = 10
"""A mutant may take so many times as long in a test as the product, and a little more."""
_SPARE: Final = 5


@attrs.define
class Baseline:
    """What is known of a room's tests without any mistake.

    Attributes:
        seconds: of each test that passes.
        left_out: the tests that do not pass so, or take too long.
        lines: module → line → the tests that run it. The test `""` is no test: loading and collecting.
    """

    seconds: dict[str, float]
    left_out: list[str]
    lines: dict[str, dict[int, list[str]]]

    def without(self, files: Container[str]) -> "Baseline":
        """What is known of the tests in all other files."""

        def stays(test: str) -> bool:
            return test.partition("::")[0] not in files

        return Baseline(
            {test: seconds for test, seconds in self.seconds.items() if stays(test)},
            [test for test in self.left_out if stays(test)],
            {
                module: {line: [test for test in tests if stays(test)] for line, tests in found.items()}
                for module, found in self.lines.items()
            },
        )

    def joined(self, other: "Baseline") -> "Baseline":
        """Both together."""
        lines = {
            module: {
                line: sorted({*ours.get(line, ()), *theirs.get(line, ())})
                for line in sorted(ours.keys() | theirs.keys())
            }
            for module in self.lines.keys() | other.lines.keys()
            for ours, theirs in [(self.lines.get(module, {}), other.lines.get(module, {}))]
        }
        return Baseline(self.seconds | other.seconds, [*self.left_out, *other.left_out], lines)

    def chosen(self, mutant: "CodeMutant") -> list[str]:
        """The tests that can see a mutant, the fastest first.

        Of what runs while modules are loaded nobody knows who makes use of it: those come first that run
        anything of the module, and then all others of the room.
        """
        module = self.lines.get(mutant.module, {})
        tests = {test for line in mutant.lines for test in module.get(line, ())}
        everywhere = mutant.once or "" in tests
        if mutant.once:
            tests |= {test for ran in module.values() for test in ran}
        first = self._sorted(tests)
        return [*first, *self._sorted(self.seconds.keys() - tests)] if everywhere else first

    def _sorted(self, tests: set[str]) -> list[str]:
        return sorted(tests & self.seconds.keys(), key=lambda test: (self.seconds[test], test))


@attrs.frozen
class Fate:
    """What became of a mutant.

    Attributes:
        kind: `caught`, `timeout`, `not covered` or `survived`.
        by: the test that failed, or what else ended it.
        tests: how many tests were to see it.
    """

    kind: str
    by: str
    tests: int


class TooSlowError(BaseException):
    """A test takes too long. Hypothesis must not take it for a failure that it can make smaller."""


class Listening:
    """Plugin of pytest for the baseline: notes what runs, and how long it takes."""

    def __init__(self, coverage: Any) -> None:  # noqa: ANN401 - installed by `make mutants` only
        """Ask this coverage."""
        self.coverage = coverage
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Lines are this test's as long as it runs."""
        self.coverage.switch_context(item.nodeid)
        begun = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.seconds[item.nodeid] = time.process_time() - begun
            self.coverage.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what did not pass."""
        if not report.passed:
            self.failed.add(report.nodeid)


class Choosing:
    """Plugin of pytest for a mutant: runs the chosen tests in their order, each within its time."""

    def __init__(self, chosen: dict[str, float]) -> None:
        """Take the tests with the seconds that each takes without a mistake."""
        self.chosen = chosen
        self.failed: list[str] = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out all others."""
        place = {name: number for number, name in enumerate(self.chosen)}
        items[:] = sorted(
            (item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid]
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """What takes too long is ended by the alarm, whatever it is in."""
        signal.setitimer(signal.ITIMER_PROF, _SPARE + TIMES * self.chosen[item.nodeid])
        signal.alarm(MOST_WAITING)
        try:
            return (yield)
        finally:
            signal.alarm(0)
            signal.setitimer(signal.ITIMER_PROF, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember what failed."""
        if report.failed:
            self.failed.append(report.nodeid)


@attrs.frozen
class Room:
    """A room's tests, and the copy of the product that they are run on."""

    name: str
    copy: Path

    @property
    def package(self) -> Path:
        """The copy's package."""
        return self.copy / "digiramverk"

    def baseline(self, files: Sequence[str]) -> Baseline:
        """Run the tests of these files once and note who runs which line."""

        def run() -> dict[str, Any]:
            def too_slow(*_signal: object) -> Never:
                raise TooSlowError

            signal.signal(signal.SIGPROF, too_slow)
            coverage = import_module("coverage").Coverage(
                data_file=None, config_file=False, include=[f"{self.package / self.name}/*"]
            )
            coverage.start()
            listening = Listening(coverage)
            _pytest(files, listening)
            coverage.stop()
            data = coverage.get_data()
            return {
                "seconds": {
                    test: seconds
                    for test, seconds in listening.seconds.items()
                    if test not in listening.failed
                },
                "left_out": sorted(listening.failed),
                "lines": {
                    Path(file).relative_to(self.package).as_posix(): data.contexts_by_lineno(file)
                    for file in data.measured_files()
                },
            }

        status, said = self._forked(run, keep_bytecode=True)
        if said is None:
            message = f"the tests of {self.name} could not be run at all ({status}):\n{self._log.read_text()}"
            raise RuntimeError(message)
        return read(said)

    def fate(self, mutant: "CodeMutant", baseline: Baseline, most: float) -> Fate:
        """Run the tests that can see a mutant, as long as their seconds last, until one fails."""
        chosen: dict[str, float] = {}
        for test in baseline.chosen(mutant):
            if sum(chosen.values()) < most:
                chosen[test] = baseline.seconds[test]
        if not chosen:
            return Fate("not covered", "", 0)
        path = self.package / mutant.module
        before, stat = path.read_text(encoding="utf-8"), path.stat()
        path.write_text(mutant.text, encoding="utf-8")
        # Bytecode goes by whole seconds: those of the file without the mistake must not fit.
        os.utime(path, (stat.st_atime, stat.st_mtime - 1000))
        try:
            status, failed = self.failing(chosen)
        finally:
            path.write_text(before, encoding="utf-8")
            os.utime(path, (stat.st_atime, stat.st_mtime))
        if failed is None:
            if -status in {signal.SIGALRM, signal.SIGPROF}:
                return Fate("timeout", "", len(chosen))
            return Fate("caught", f"ended with {status}", len(chosen))
        return Fate("caught" if failed else "survived", failed[0] if failed else "", len(chosen))

    def failing(self, chosen: dict[str, float]) -> tuple[int, list[str] | None]:
        """Run these tests until one fails. How the process ended, and what failed."""

        def run() -> list[str]:
            choosing = Choosing(chosen)
            signal.setitimer(signal.ITIMER_PROF, MOST_LOADING)
            files = dict.fromkeys(test.partition("::")[0] for test in chosen)
            code = _pytest([*files, "--exitfirst"], choosing)
            if code and not choosing.failed:
                return [f"cannot be loaded (pytest: {code})"]
            return choosing.failed

        return self._forked(run)

    @property
    def _log(self) -> Path:
        return self.copy.parent / f"{self.name}.log"

    def _forked(self, run: Callable[[], Any], *, keep_bytecode: bool = False) -> tuple[int, Any]:
        """How a fork ended that does this, and what it returned; None if it did not come to that."""
        answer = self.copy.parent / "answer.json"
        answer.unlink(missing_ok=True)
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            code = 70
            try:
                self._settle(keep_bytecode=keep_bytecode)
                said = run()
                # Written at once or not at all.
                answer.with_suffix(".part").write_text(json.dumps(said), encoding="utf-8")
                answer.with_suffix(".part").replace(answer)
                code = 0
            except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        _, status = os.waitpid(child, 0)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        said = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else None
        return os.waitstatus_to_exitcode(status), said

    def _settle(self, *, keep_bytecode: bool) -> None:
        """Make this process one of the tests': with the copy first on its path, and bounds."""
        os.setsid()
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        log = os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1)
        os.dup2(log, 2)
        sys.dont_write_bytecode = not keep_bytecode
        sys.path.insert(0, str(self.copy))
        os.environ["PYTHONPATH"] = str(self.copy)
        if not keep_bytecode:
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"


def read(said: Any) -> Baseline:  # noqa: ANN401 - JSON
    """A baseline from JSON, whose keys are texts."""
    lines = {
        module: {int(line): tests for line, tests in found.items()} for module, found in said["lines"].items()
    }
    return Baseline(said["seconds"], said["left_out"], lines)


def copied(folder: Path) -> Path:
    """A copy of the product's sources in a folder."""
    copy = folder / "src"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def _pytest(arguments: Sequence[str], plugin: object) -> int:
    # Hypothesis is there before pytest is, so that its asserts stay as they are. All else is an error.
    loaded = "ignore:Module already imported:pytest.PytestAssertRewriteWarning"
    plain = ("-q", "--no-header", "--tb=short", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", loaded)
    code = pytest.main([*arguments, *plain], plugins=[plugin])
    used = Path(str(import_module("digiramverk").__file__))
    if not used.is_relative_to(os.environ["PYTHONPATH"]):
        message = f"the tests ran on {used}, not on the copy"
        raise RuntimeError(message)
    return int(code)
