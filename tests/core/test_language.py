"""Which language is spoken, and how values stand in sentences."""

import pytest

from digiramverk.core.language import choose_language, quoted, shortened, visible


@pytest.mark.parametrize(
    ("asked", "environ", "language"),
    [
        ("en", {"DIGIRAMVERK_LANG": "sv", "LANG": "sv_SE.UTF-8"}, "en"),
        (None, {"DIGIRAMVERK_LANG": "en", "LANG": "sv_SE.UTF-8"}, "en"),
        (None, {"DIGIRAMVERK_LANG": "", "LANG": "en_GB.UTF-8"}, "en"),
        (None, {"DIGIRAMVERK_LANG": "fi", "LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LC_ALL": "sv_SE.UTF-8", "LANG": "en_GB.UTF-8"}, "sv"),
        (None, {"LC_MESSAGES": "en_GB", "LANG": "sv_SE"}, "en"),
        (None, {"LANG": "de_DE.UTF-8"}, "sv"),
        (None, {"LANG": "C"}, "sv"),
        (None, {}, "sv"),
        ("EN", {}, "en"),
    ],
)
def test_what_was_asked_for_wins_then_the_variable_then_the_locale_then_swedish(
    asked: str | None, environ: dict[str, str], language: str
) -> None:
    assert choose_language(asked, environ) == language


def test_control_and_direction_characters_cannot_steer_a_terminal() -> None:
    assert visible("a\x1b[31m\u202eb\n") == "a\\x1b[31m\\u202eb\\n"
    assert visible("åäö ”校務” 🎓") == "åäö ”校務” 🎓"


def test_long_values_are_shortened_in_sentences() -> None:
    assert quoted("x" * 60, "sv") == f"”{'x' * 60}”"
    assert quoted("x" * 61, "en") == f"“{'x' * 59}…”"
    assert shortened("\x00" * 3, 5) == "\\x00…"
