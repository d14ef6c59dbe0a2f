"""What people see: a case is a file with input, one command line, and the exact answer in both languages.

`pytest tests/golden --update-golden` writes the answers again; look at each one before you commit it.
"""

import re
import shlex
from pathlib import Path

import pytest
from tests.golden.cases import HERE, cases

from digiramverk.cli import main
from digiramverk.core.language import LANGUAGES, Language

FINGERPRINT = re.compile(r"\b[0-9a-f]{16}\b")
CASES = cases(HERE)


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
@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_exactly_this(
    name: str,
    language: Language,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    case = CASES[name]
    case.lay_out(tmp_path / name)
    monkeypatch.chdir(tmp_path / name)
    monkeypatch.setenv("DIGIRAMVERK_LANG", language)
    given = answer(case.command, capsys)
    if request.config.getoption("--update-golden"):
        case.update(language, given)
        return
    assert given == case.answer(language)


def test_there_are_enough() -> None:
    assert len(CASES) >= 200
