"""Places in texts."""

import pytest

from digiramverk.core.place import Source, Span, character_at, whole_span


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_lines_end_where_yaml_says_they_do(end: str) -> None:
    source = Source("x.yaml", f"ett{end}två{end}")
    assert source.lines == ["ett", "två", ""]
    assert source.line(2) == "två"
    assert source.line(4) == ""
    assert source.line(0) == ""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_character_is_found_by_its_offset(end: str) -> None:
    text = f"ett{end}två{end}åäö"
    source = Source("x.yaml", text)
    assert character_at(source, 0).place == "x.yaml:1:1"
    span = character_at(source, text.index("ä"))
    assert (span.place, span.text) == ("x.yaml:3:2", "ä")


def test_a_span_covers_its_text_over_several_lines() -> None:
    source = Source("x", "abc\ndef\nghi")
    assert Span(source, 1, 2, 1, 3).text == "b"
    assert Span(source, 1, 3, 3, 2).text == "c\ndef\ng"
    assert Span(source, 9, 1, 9, 2).text == ""
    assert whole_span(source).place == "x:1:1"
