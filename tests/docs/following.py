"""Doing what a page says: its files are written, its commands and programs run, what they print compared."""

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import attrs
import yaml
from tests import children
from tests.docs.pages import ROOT, Block, Page

ANYTHING: Final = "…"
"""Alone on a line of shown output: any number of lines may stand here."""

REPOSITORY: Final = {
    "make demo": [],
    "make test": ["ARGS=--collect-only -q tests/core"],
}
"""Commands that are run in the repository, with what is added so that tests do not run tests for ever."""

_TITLED: Final = re.compile(r'(csv|json|python|toml|yaml) title="([^"/][^"]*)"')
_PROBLEM: Final = re.compile(r"^(fel|error) DR\d\d\d: ", re.MULTILINE)


@attrs.define
class Follower:
    """Somebody who follows a page in an empty folder.

    Attributes:
        page: what is followed.
        folder: where its files are written and its commands run.
    """

    page: Page
    folder: Path
    _names: dict[str, Any] = attrs.field(factory=lambda: {"__name__": "__main__"})
    _printed: str | None = None
    _exit: int = 0

    def follow(self) -> None:
        """Do everything, in order."""
        for block in self.page.blocks():
            self._do(block)
        self._expect_nothing_unshown()

    def compare(self, shown: str, printed: str, line: int) -> None:
        """Hold what is shown below a line against what was printed."""
        compare(shown, printed, f"{self.page.name}:{line}")

    def _do(self, block: Block) -> None:
        where = f"{self.page.name}:{block.line}"
        titled = _TITLED.fullmatch(block.info)
        if block.info == "text output":
            assert self._printed is not None, f"{where}: no program has printed this"
            self.compare(block.text, self._printed, block.line)
            self._printed = None
            return
        self._expect_nothing_unshown()
        if titled is not None:
            self._write(titled[1], titled[2], block.text)
        elif block.info == "console":
            self._console(block)
        elif block.info == "python":
            self._python(block, where)
        elif block.info != "text":
            msg = f"{where}: nobody knows what to do with a block marked {block.info!r}"
            raise AssertionError(msg)

    def _expect_nothing_unshown(self) -> None:
        assert not self._printed, f"{self.page.name}: a program prints something that is not shown"

    def _write(self, kind: str, name: str, text: str) -> None:
        match kind:
            case "json":
                json.loads(text)
            case "yaml":
                yaml.safe_load(text)
            case _:
                pass
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _python(self, block: Block, where: str) -> None:
        out = io.StringIO()
        # Blank lines before the code, so that an error names the line of the page.
        code = compile("\n" * block.line + block.text, where, "exec")
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(code, self._names)  # noqa: S102 - the page's own program is what is tested
        self._printed = out.getvalue()

    def _console(self, block: Block) -> None:
        commands = shown_commands(block)
        for (line, command, shown), after in pairwise([*commands, (0, "", "")]):
            where = f"{self.page.name}:{line}"
            if command == "echo $?":
                assert shown == f"{self._exit}\n", f"{where}: the exit code is {self._exit}"
                continue
            printed = self._run(shlex.split(command), where)
            if command in REPOSITORY and not shown:
                printed = ""
            self.compare(shown, printed, line)
            if after[1] != "echo $?":
                wrong = bool(_PROBLEM.search(printed))
                assert bool(self._exit) == wrong, f"{where}: exit code {self._exit}\n{printed}"

    def _run(self, words: list[str], where: str) -> str:
        into = None
        if ">" in words[:-1]:
            words, into = words[: words.index(">")], words[-1]
        self._exit, printed = self._printed_by(words, where)
        if into is None:
            return printed
        (self.folder / into).write_text(printed, encoding="utf-8")
        return ""

    def _printed_by(self, words: list[str], where: str) -> tuple[int, str]:
        """The exit code of a command, and what it prints."""
        if words[0] == "digiramverk":
            ended = children.run(words[1:], self.folder, self._environment(), apart=False)
            return ended.code, ended.out
        done = subprocess.run(
            self._argv(words, where),
            cwd=ROOT if shlex.join(words) in REPOSITORY else self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout

    def _argv(self, words: list[str], where: str) -> list[str]:
        match words:
            case ["make", target] if shlex.join(words) in REPOSITORY:
                # The environment that runs the tests has all that the target needs: nothing is installed.
                here = [f"VENV={sys.prefix}", "-o", f"{sys.prefix}/.stamps/{target}"]
                return ["make", "--silent", target, *here, *REPOSITORY[shlex.join(words)]]
            case ["pip", "install", project] if (self.folder / project).is_dir():
                # Beside the others, not among them: parallel tests share one environment.
                aside = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--target", self._site]
                return [sys.executable, "-m", "pip", "install", "--upgrade", *aside, project]
            case ["python", "-m", "pytest", *rest]:
                return [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *rest]
            case _:
                msg = f"{where}: nobody knows how to run {shlex.join(words)!r}"
                raise AssertionError(msg)

    @property
    def _site(self) -> str:
        return str(self.folder / ".site")

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "PYTEST_"))}
        return {
            **kept,
            "COLUMNS": "80",
            "DIGIRAMVERK_LANG": self.page.language,
            "NO_COLOR": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            # What the tests themselves import comes along: a second work tree has no environment of its own.
            "PYTHONPATH": os.pathsep.join(filter(None, (self._site, os.environ.get("PYTHONPATH")))),
            "PYTHONUTF8": "1",
        }


def shown_commands(block: Block) -> list[tuple[int, str, str]]:
    """Line, command and shown output of everything in a console block."""
    assert block.text.startswith("$ "), f"line {block.line}: a console block begins with a command after $"
    found: list[tuple[int, str, str]] = []
    for number, line in enumerate(block.text.splitlines(), start=block.line + 1):
        if line.startswith("$ "):
            found.append((number, line.removeprefix("$ "), ""))
        else:
            first, command, shown = found.pop()
            found.append((first, command, f"{shown}{line}\n"))
    return found


def compare(shown: str, printed: str, where: str) -> None:
    """Fail where a page shows something else than what is printed; space at the end of lines is no matter."""
    expected, actual = tidy(shown), tidy(printed)
    if ANYTHING not in expected:
        assert actual == expected, where
        return
    pattern = "".join(".*" if line == ANYTHING else re.escape(line) + "\n" for line in expected)
    text = "".join(f"{line}\n" for line in actual)
    assert re.fullmatch(pattern, text, flags=re.DOTALL), f"{where}\n{text}"


def tidy(text: str) -> list[str]:
    """Lines without space at their ends, and without empty lines before and after."""
    lines = [line.rstrip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines
