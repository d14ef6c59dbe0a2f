"""Whatever an answer file holds, it is read or refused with words."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.core.errors import InputError
from digiramverk.core.language import LANGUAGES

FRAMEWORK = loaded(STEPS)
WORKSPACE = alone()
# What files of answers are made of, and what breaks them.
WORDS = st.sampled_from(
    [
        *["framework", "steg", "response", "unit", "answers", "published", "group", "L1", "L2", "K1", "ja"],
        *["Yes", "2", "1,5", "level", "comment", "true", "å", "🎓", "&a ", "*a", "!!x ", "\x00", "\ufeff"],
        *[
            ":",
            ": ",
            "- ",
            "{",
            "}",
            "[",
            "]",
            ",",
            ";",
            "\t",
            '"',
            "'",
            "\n",
            "\n  ",
            "\r\n",
            " ",
            "\\",
            "#",
            "|",
        ],
    ]
)
ANY = st.lists(WORDS | st.text(max_size=3), max_size=40).map("".join)
BODY = st.lists(WORDS, max_size=15).map("".join)


def attempt(content: bytes, suffix: str) -> None:
    """Read and score; anything but an InputError is a failure."""
    refused: InputError | None = None
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"svar{suffix}"
        path.write_bytes(content)
        WORKSPACE.validate(path, FRAMEWORK)
        try:
            assert WORKSPACE.score(FRAMEWORK, WORKSPACE.read(FRAMEWORK, [path])).coverage
        except InputError as error:
            refused = error
    if refused is not None:
        assert refused.diagnostics
        assert all(refused.text(language) for language in LANGUAGES)


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".csv"])
@given(text=ANY | BODY.map("answers:\n  L1: ja\n".__add__) | BODY.map("response;unit;L1;L2\n".__add__))
@example(text="[]")
@example(text="- answers: {}\n- answers: {}\n")
@example(text="answers: {L1: {level: {level: ja}}}")
@example(text="unit;L1\n\x00;ja\n")
def test_any_text_is_read_or_refused_with_words(suffix: str, text: str) -> None:
    attempt(text.encode("utf-8", errors="surrogatepass"), suffix)


@pytest.mark.parametrize("suffix", [".yaml", ".csv"])
@given(content=st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_with_words(suffix: str, content: bytes) -> None:
    attempt(content, suffix)
