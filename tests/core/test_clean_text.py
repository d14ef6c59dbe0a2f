"""The one rule for names: equal text is equal, whatever the program that wrote it."""

from sys import maxunicode
from unicodedata import combining, normalize

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digiramverk.core.clean_text import DOUBTFUL, FILLED, clean, folded, outline

TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("aå å\u030a\u0308 \xa0\u2009\u200b\xad-\x1c"))
)


@pytest.mark.parametrize(
    "written",
    [
        "Bjo\u0308rkskolan norra",
        "Björkskolan\xa0norra",
        "Björkskolan \u2009 norra",
        "Björkskolan\r\n norra",
        "Björk\xadskolan norra",
        "\ufeffBjörkskolan norra\u200b",
        "Bjo\u200d\u0308rkskolan norra",
    ],
)
def test_what_nobody_sees_makes_no_other_name(written: str) -> None:
    assert clean(written) == "Björkskolan norra"
    assert folded(written.upper()) == folded("Björkskolan norra")


@pytest.mark.parametrize("written", ["Ask-skolan", "½", "ﬁ", "x²", "Skola 1–2", "a.b", '12" skärm', "Ω²"])
def test_what_people_see_stays(written: str) -> None:
    assert clean(written) == normalize("NFC", written)


@given(TEXTS)
def test_a_clean_text_is_clean_and_composed(text: str) -> None:
    found = clean(text)
    assert clean(found) == found == normalize("NFC", found)
    assert folded(folded(text)) == folded(text)


def test_only_doubtful_texts_change() -> None:
    every = [chr(code) for code in range(maxunicode + 1) if not 0xD800 <= code < 0xE000]
    column = pl.Series([f"a{sign}" for sign in every])
    sure = ~column.str.contains(DOUBTFUL)
    assert 500 < sure.sum() < 800
    assert [text for text in column.filter(sure) if clean(text) != text] == []
    assert not any(combining(text[1]) for text in column.filter(sure))


def test_polars_finds_the_same_texts_blank() -> None:
    every = pl.Series([chr(code) for code in range(maxunicode + 1) if not 0xD800 <= code < 0xE000])
    filled = every.str.contains(FILLED)
    assert every.filter(~filled).to_list() == [sign for sign in every if not clean(sign)]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ask-skolan", "askskolan", True),
        ("S:t Eriks", "St. Eriks", True),
        ("F–3", "f 3", True),
        ("Skola 1-2", "Skola 12", False),
        ("HT 2016", "ht2016", True),
        ("Årsta", "Arsta", False),
        ("+", "-", False),
    ],
)
def test_names_with_the_same_letters_have_one_outline(one: str, other: str, alike: bool) -> None:  # noqa: FBT001 - a case
    assert (outline(one) == outline(other)) is alike
