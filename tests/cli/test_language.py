"""The program speaks Swedish or English."""

import re

import pytest
from tests.cli.running import run

COMMANDS = ["demo", "list", "plugins", "score", "show", "validate"]
ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this|Got|Missing|Error)\b")


@pytest.mark.parametrize(
    ("arguments", "environ", "word"),
    [
        (["list", "--lang", "en"], {}, "Edition"),
        (["list", "--lang=en"], {}, "Edition"),
        (["--lang", "en", "list"], {}, "Edition"),
        (["list", "--lang", "sv"], {"DIGIRAMVERK_LANG": "en"}, "Utgåva"),
        (["list"], {"DIGIRAMVERK_LANG": "en"}, "Edition"),
        (["list"], {"LANG": "en_GB.UTF-8"}, "Edition"),
        (["list"], {"LANG": "sv_SE.UTF-8"}, "Utgåva"),
        (["list"], {"LC_ALL": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}, "Utgåva"),
        (["list"], {"LANG": "de_DE.UTF-8"}, "Utgåva"),
        (["list"], {}, "Utgåva"),
    ],
)
def test_asked_for_then_variable_then_locale_then_swedish(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environ: dict[str, str],
    word: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert word in run(capsys, *arguments).out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_swedish_help_is_swedish(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = run(capsys, *command.split(), "--help", "--lang", "sv")
    assert done.code == 0
    assert done.out.startswith("Användning: digiramverk")
    assert "Visa den här hjälpen." in done.out
    assert ENGLISH.findall(done.out) == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_english_help_is_english(capsys: pytest.CaptureFixture[str], command: str) -> None:
    done = run(capsys, "--lang", "en", *command.split(), "--help")
    assert done.out.startswith("Usage: digiramverk")
    assert not re.search("[åäöÅÄÖ]", done.out)


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in out] == []


def test_a_wrong_language_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    done = run(capsys, "list", "--lang", "no")
    assert done.code == 2
    assert "DR905" in done.err
