"""Real mistakes: each is shown at its line and column in both languages, and the file without it is valid."""

from pathlib import Path

import pytest
from tests.loading.definitions import PLAN, STEPS, alone

from digiramverk.core.diagnostic import Diagnostic
from digiramverk.core.language import LANGUAGES

# name, the right file, what is right in it, what somebody wrote, and code line:column of what is said first.
BROKEN = [
    ("tab", PLAN, "  ledning:\n", "\tledning:\n", "DR102 8:1"),
    ("word-quotes", PLAN, 'edition: "2026"', "edition: “2026”", "DR205 3:10"),
    ("hard-space-key", PLAN, "title: Vår", "title:\u00a0Vår", "DR111 4:1"),
    ("yes-no-level", PLAN, "[nej, delvis, ja]", "[nej, delvis, not_relevant]", "DR229 5:8"),
    ("id-twice", PLAN, "      L2:", "      L1:", "DR103 12:7"),
    ("wrong-indent-by-one", PLAN, "      L2:", "     L2:", "DR112 12:6"),
    ("indent-too-deep", PLAN, "    title: Ledning\n", "     title: Ledning\n", "DR112 10:5"),
    ("list-for-areas", PLAN, "  ledning:\n    title: Ledning\n", "  - title: Ledning\n", "DR203 7:1"),
    ("no-space-after-colon", PLAN, "title: Vår digitala plan", "title:Vår digitala plan", "DR111 4:1"),
    ("colon-in-text", PLAN, "title: Vår digitala plan", "title: Vår plan: 2026", "DR110 4:16"),
    ("unclosed-quote", PLAN, 'edition: "2026"', 'edition: "2026', "DR113 3:10"),
    ("unclosed-bracket", PLAN, "[nej, delvis, ja]", "[nej, delvis, ja", "DR115 5:8"),
    ("misspelt-key", PLAN, "scale:", "skala:", "DR201 5:1"),
    ("misspelt-choice", PLAN, "unanswered: exclude", "unanswered: exlude", "DR204 6:40"),
    ("misspelt-preset", PLAN, "area_means", "area_mean", "DR204 6:16"),
    ("no-unanswered", PLAN, ", unanswered: exclude", "", "DR211 6:1"),
    ("no-version", PLAN, "digiramverk: 1\n", "", "DR202 1:1"),
    ("other-version", PLAN, "digiramverk: 1\n", "digiramverk: 2\n", "DR225 1:14"),
    ("id-with-space", PLAN, "id: var-plan", "id: vår plan", "DR205 2:5"),
    ("one-level", PLAN, "[nej, delvis, ja]", "[ja]", "DR206 5:1"),
    ("empty-title", PLAN, "title: Ledning", "title:", "DR203 9:5"),
    ("empty-indicator", PLAN, "L1: Det finns en plan som följs upp varje år", "L1:", "DR203 11:7"),
    ("number-for-title", PLAN, "title: Ledning", "title: 2026", "DR203 9:12"),
    ("at-sign", PLAN, "title: Ledning", "title: @Ledning", "DR114 9:12"),
    ("percent-sign", PLAN, "title: Ledning", "title: %Ledning", "DR114 9:12"),
    ("tag", PLAN, "title: Ledning", "title: !!str Ledning", "DR104 9:12"),
    ("second-document", PLAN, "per termin\n", "per termin\n---\nx: 1\n", "DR107 13:1"),
    ("control-character", PLAN, "Ledning", "Led\x07ning", "DR109 9:15"),
    ("merge-key", PLAN, "title: Ledning", "<<: {title: Ledning}", "DR201 9:5"),
    ("decimal-comma-param", STEPS, "reached_at: 0.8", "reached_at: 0,8", "DR209 15:15"),
    ("percent-param", STEPS, "reached_at: 0.8", "reached_at: 80%", "DR203 15:15"),
    ("percent-as-number", STEPS, "reached_at: 0.8", "reached_at: 80", "DR346 28:57"),
    ("decimal-comma-rule", STEPS, ">= reached_at, un", ">= 0,8, un", "DR228 28:59"),
    ("single-equals", STEPS, "mean(fraction) >= reached_at", "mean(fraction) = reached_at", "DR305 28:54"),
    (
        "unknown-step",
        STEPS,
        "L1: {text: Det finns en plan, step: 1}",
        "L1: {text: Det finns en plan, step: 3}",
        "DR212 20:43",
    ),
    ("unknown-measure", STEPS, "all(reached)", "all(reachd)", "DR306 29:42"),
    ("unknown-fact", STEPS, "value: mean(fraction), format", "value: mean(fractions), format", "DR306 27:42"),
    ("wrong-grain", STEPS, "highest(step_reached)", "highest(reached)", "DR324 30:25"),
    ("ring", STEPS, "all(reached)", "all(step_reached)", "DR326 29:42"),
    ("negative-weight", STEPS, "plan, step: 1}", "plan, step: 1, weight: -1}", "DR208 20:54"),
    ("weight-in-words", STEPS, "plan, step: 1}", "plan, step: 1, weight: två}", "DR203 20:54"),
    ("bad-language", STEPS, "title: {sv: Steg,", "title: {swe_SE: Steg,", "DR227 4:9"),
    (
        "points-alike",
        STEPS,
        'points: 1}\n    ja: {title: {sv: Ja, en: "Yes"}, points: 2}',
        'points: 0}\n    ja: {title: {sv: Ja, en: "Yes"}, points: 0}',
        "DR214 5:1",
    ),
    (
        "brace-left-open",
        STEPS,
        "L1: {text: Det finns en plan, step: 1}",
        "L1: {text: Det finns en plan, step: 1",
        "DR115 20:11",
    ),
    ("comment-eats-brace", STEPS, "plan, step: 1}", "plan #1, step: 1}", "DR115 20:11"),
]


def problems(path: Path, text: str) -> list[Diagnostic]:
    """What is wrong with a text; warnings do not count."""
    path.write_bytes(text.encode())
    return [each for each in alone().validate(path) if each.is_error]


@pytest.mark.parametrize(
    ("right", "was", "wrote", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_a_mistake_is_shown_at_its_place_and_mending_it_helps(
    tmp_path: Path, right: str, was: str, wrote: str, expected: str
) -> None:
    path = tmp_path / "plan.yaml"
    assert right.count(was) >= 1
    found = problems(path, right.replace(was, wrote, 1))
    assert found, "nothing is wrong"
    first = found[0]
    assert first.span is not None
    assert f"{first.code} {first.span.line}:{first.span.column}" == expected
    for language in LANGUAGES:
        assert first.message(language)
        assert first.hint(language)
    assert problems(path, right) == []


def test_line_ends_and_a_byte_order_mark_of_windows_are_no_mistake(tmp_path: Path) -> None:
    assert problems(tmp_path / "plan.yaml", "\ufeff" + STEPS.replace("\n", "\r\n")) == []


def test_two_spellings_of_one_letter_are_two_names(tmp_path: Path) -> None:
    text = PLAN.replace("ledning:\n", "läro:\n").replace(
        "areas:", "goals: {g: {title: Mål, area: la\u0308ro}}\nareas:"
    )
    [found] = problems(tmp_path / "plan.yaml", text)
    assert (found.code, found.span and found.span.line) == ("DR254", 7)
