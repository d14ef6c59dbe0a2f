"""The line with a caret under what is wrong."""

import pytest

from digiramverk.core import snippet
from digiramverk.core.diagnostic import Diagnostic, Findings
from digiramverk.core.language import Language, visible
from digiramverk.core.place import Source, Span
from digiramverk.core.snippet import MOST_OF_A_CODE, render, render_all


def excerpt(text: str, column: int, end: int, line: int = 1, end_line: int | None = None) -> list[str]:
    """The shown line and the line of carets, without their margin."""
    span = Span(Source("plan.yaml", text), line, column, end_line or line, end)
    shown, carets = render(Diagnostic("DR101", {}, span), "sv").splitlines()[3:5]
    return [shown.partition("| ")[2], carets.partition("| ")[2]]


def test_the_caret_stands_under_what_is_wrong() -> None:
    assert excerpt("titel: Plan", 8, 12) == ["titel: Plan", "       ^^^^"]


def test_wide_characters_take_two_columns() -> None:
    assert excerpt("校務: fel 校", 5, 8) == ["校務: fel 校", "      ^^^"]
    assert excerpt("a: 校務", 4, 6) == ["a: 校務", "   ^^^^"]


def test_combining_characters_take_none() -> None:
    assert excerpt("Sma\u030a: fel", 7, 10) == ["Sma\u030a: fel", "     ^^^"]


def test_a_tab_is_drawn_as_an_arrow_of_four_columns() -> None:
    assert excerpt("\tfel", 2, 5) == ["→   fel", "    ^^^"]


def test_control_characters_are_spelt_out() -> None:
    assert excerpt("a\x1bb fel", 5, 8) == ["a\\x1bb fel", "       ^^^"]


def test_a_place_far_to_the_right_is_brought_into_view() -> None:
    shown, carets = excerpt("x" * 300 + "fel" + "y" * 300, 301, 304)
    assert len(shown) == 100
    assert (shown[0], shown[-1]) == ("…", "…")
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "fel"


def test_what_goes_on_over_lines_is_marked_to_the_end_of_its_first() -> None:
    assert excerpt("a: >\n  b\n", 4, 2, 1, 2) == ["a: >", "   ^"]


def test_something_missing_at_the_end_of_a_line_is_marked_after_it() -> None:
    assert excerpt("abc", 4, 5) == ["abc", "   ^"]


def test_an_empty_line_shows_only_its_place() -> None:
    text = render(Diagnostic("DR117", {}, Span(Source("tom.yaml"), 1, 1, 1, 1)), "en")
    assert text.splitlines()[1] == "  --> tom.yaml:1:1"
    assert "|" not in text


@pytest.mark.parametrize(("language", "words"), [("sv", "se även"), ("en", "see also")])
def test_other_places_are_named(language: str, words: str) -> None:
    source = Source("x.yaml", "a: 1\na: 2")
    one, other = Span(source, 2, 1, 2, 2), Span(source, 1, 1, 1, 2)
    diagnostic = Diagnostic("DR103", {"key": "a"}, one, related=(other,))
    assert f"  {words} x.yaml:1:1" in render(diagnostic, "sv" if language == "sv" else "en")


def test_what_is_drawn_of_a_line_is_cut_before_it_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = 0

    def counting(text: str) -> str:
        nonlocal drawn
        drawn += len(text)
        return visible(text)

    monkeypatch.setattr(snippet, "visible", counting)
    source = Source("plan.yaml", "x: 1, " * 200_000)
    for column in range(1, 1_000_000, 100_000):
        render(Diagnostic("DR101", {}, Span(source, 1, column, 1, column + 300_000)), "sv")
    assert drawn < 10 * 500


@pytest.mark.parametrize(
    ("language", "last"), [("sv", "… och 9 till av DR101."), ("en", "… and 9 more of DR101.")]
)
def test_many_findings_of_a_code_are_counted_and_those_of_others_are_shown(
    language: Language, last: str
) -> None:
    source = Source("plan.yaml", "x\n" * 100)
    many = [Diagnostic("DR101", {}, Span(source, line, 1, line, 2)) for line in range(1, MOST_OF_A_CODE + 10)]
    parts = render_all([*many, Diagnostic("DR102", {}, Span(source, 99, 1, 99, 2))], language).split("\n\n")
    assert len(parts) == MOST_OF_A_CODE + 2
    assert "DR102" in parts[-2]
    assert parts[-1] == last


def test_suggestions_end_before_they_take_long() -> None:
    findings = Findings()
    known = [f"measure_{number}" for number in range(5_000)]
    found = [bool(findings.near(f"meassure_{number}", known)) for number in range(200)]
    assert found[0]
    assert not found[-1]
    assert sum(found) <= 60
