"""How commands end: exit codes, and no traceback unless somebody asks for one."""

import builtins
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest
from tests.cli.running import run

from digiramverk.cli import app
from digiramverk.workspace import Workspace
from digiramverk.workspace.frameworks import Frameworks

ASKED = ["list"]


def fail(*_: object) -> NoReturn:
    """What a bug of ours does."""
    message = "tappade räkningen"
    raise RuntimeError(message)


@pytest.mark.parametrize(
    "arguments", [["list"], ["plugins"], ["demo"], ["show", "lika"], ["--version"], ["--help"]]
)
def test_0_when_all_is_fine(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(capsys, *arguments).code == 0


@pytest.mark.parametrize(
    "arguments", [["show", "okänt"], ["validate", "finns-inte.yaml"], ["score", "lika", "x.yaml"]]
)
def test_1_when_the_input_has_errors(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    done = run(capsys, *arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("fel DR")


@pytest.mark.parametrize(
    "arguments", [[], ["lista"], ["list", "--x"], ["show"], ["show", "a", "b", "c"], ["list", "--lang"]]
)
def test_2_when_the_command_is_wrong(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    done = run(capsys, *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_70_when_it_is_our_bug(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Frameworks, "list", fail)
    done = run(capsys, *ASKED)
    assert (done.code, done.out) == (70, "")
    assert "DR970" in done.err
    assert "RuntimeError: tappade räkningen" in done.err
    assert "Traceback" not in done.err


def test_the_traceback_is_shown_to_who_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Frameworks, "list", fail)
    with pytest.raises(RuntimeError):
        app.run(["list", "--debug"], "sv")


def test_debug_changes_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "show", "okänt", "--debug").code == 1
    assert run(capsys, "--debug", "list").code == 0


def test_a_complaint_of_click_that_we_do_not_know_is_passed_on(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def complain(*_: object) -> NoReturn:
        message = "Something new."
        raise click.UsageError(message)

    monkeypatch.setattr(Frameworks, "list", complain)
    done = run(capsys, *ASKED)
    assert done.code == 2
    assert "DR906" in done.err
    assert "Something new." in done.err


def test_without_the_extra_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without_click(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401 - as Python's own
        if name == "digiramverk.cli.app":
            raise ModuleNotFoundError(name="click")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_click)
    done = run(capsys, *ASKED)
    assert done.code == 1
    assert "DR901" in done.err
    assert "pip install 'digiramverk[cli]'" in done.err


def test_an_interrupted_command_ends_quietly(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(Frameworks, "list", interrupt)
    done = run(capsys, *ASKED)
    assert done.code == 130
    assert "Traceback" not in done.err


def started(*arguments: str, **environ: str) -> subprocess.Popen[bytes]:
    """The program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "digiramverk", *arguments],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise on Windows")
def test_a_reader_that_goes_away_is_no_error() -> None:
    # More than a pipe holds, so that writing goes on when the reader has gone.
    answers = Workspace().example("lika", "mittkoping_answers")
    process = started("score", "lika", str(answers), "--format", "json", "--measure", "share")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(60) == 0
    assert errors == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_without_our_letters_is_no_error(encoding: str) -> None:
    out, err = started("demo", PYTHONIOENCODING=encoding, PYTHONUTF8="0").communicate(timeout=60)
    assert b"Exempelskolan" in out
    assert err == b""
    out, _ = started("list", "--format", "json", PYTHONIOENCODING=encoding, PYTHONUTF8="0").communicate(
        timeout=60
    )
    assert b'"lika"' in out


def test_the_version_is_told_without_loading_what_is_heavy() -> None:
    code = (
        "import sys; from digiramverk.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit as left: print(left.code, {'yaml', 'jsonschema', 'rich'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"digiramverk {version()}", "0 set()"]


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed  # noqa: PLC0415 - only here

    return installed("digiramverk")


def test_input_is_read_from_any_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    example = Workspace().example("lika", "exempelskolan")
    Path("svår väg 校").mkdir()
    Path("svår väg 校/svar ä.yaml").write_bytes(example.read_bytes())
    assert run(capsys, "score", "lika", "svår väg 校/svar ä.yaml").code == 0


def test_text_that_is_no_terminal_has_no_colours(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in run(capsys, "show", "lika").out
    assert isinstance(sys.stdout, io.TextIOBase)
