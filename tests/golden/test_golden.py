"""What people see: a case is a folder with input, one command line, and the exact answer in both languages.

`pytest tests/golden --update-golden` writes the answers anew; look at each one before it is committed.
"""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from digiramverk.cli import main
from digiramverk.core.language import LANGUAGES

HERE = Path(__file__).parent
FINGERPRINT = re.compile(r"\b[0-9a-f]{16}\b")
CASES = sorted(path.parent.name for path in HERE.glob("*/command.txt"))


def answer(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Exit code, standard error and standard output of one command line, as one text.

    Fingerprints are left out: they have tests of their own, and change with the inside of the plan.
    """
    with pytest.raises(SystemExit) as left:
        main(shlex.split(command))
    printed = capsys.readouterr()
    parts = [f"exit code: {left.value.code}"]
    for name, text in (("standard error", printed.err), ("standard output", printed.out)):
        if text:
            parts.append(f"[{name}]\n{text}".removesuffix("\n"))
    return FINGERPRINT.sub("(fingerprint)", "\n\n".join(parts) + "\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_answer_is_exactly_this(
    case: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    shutil.copytree(HERE / case, tmp_path / case)
    monkeypatch.chdir(tmp_path / case)
    monkeypatch.setenv("DIGIRAMVERK_LANG", language)
    command = (HERE / case / "command.txt").read_text(encoding="utf-8").strip()
    given = answer(command, capsys)
    expected = HERE / case / f"{language}.txt"
    if request.config.getoption("--update-golden"):
        expected.write_bytes(given.encode())
    assert given == expected.read_bytes().decode()


def test_every_case_is_found() -> None:
    others = {"__pycache__", "broken"}
    folders = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name not in others)
    assert folders == CASES
    assert len(CASES) >= 40
