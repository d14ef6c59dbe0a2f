"""How indicators stand, who is missing, and the order of rounds."""

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded

from digiramverk.answers.answer_files import assessments_of
from digiramverk.model.assessment import Assessment
from digiramverk.model.framework import Framework
from digiramverk.planning.publishing import unpublished
from digiramverk.planning.standing import (
    Standing,
    standings_of_cells,
    standings_of_form,
    standings_withheld,
)
from digiramverk.rules.missing import Missing

FRAMEWORK = loaded(STEPS)
IDS = [each.id for each in FRAMEWORK.indicators]
LEVELS = st.sampled_from([None, "not_relevant", "nej", "delvis", "ja"])
ANSWERS = st.fixed_dictionaries(dict.fromkeys(IDS, LEVELS))


def form(answers: dict[str, str | None], **said: object) -> Assessment:
    """One form as it is read; None is a question without an answer."""
    given_ = {name: level for name, level in answers.items() if level is not None}
    return read(FRAMEWORK, {"answers": given_, **said})


def read(framework: Framework, said: dict[str, object]) -> Assessment:
    return assessments_of([said], framework)[0]


def standings(answers: dict[str, str | None]) -> tuple[Standing, ...]:
    return standings_of_form(FRAMEWORK, form(answers))


SURVEY = loaded(
    STEPS.replace("scale:\n", "scale:\n  declined: {sv: Vill inte svara, en: Prefer not to say}\n")
    + "  each: {per: [indicator], value: fraction}\n"
    + "  all: {across: [round], per: [indicator], value: mean(fraction)}\n"
    + "  by_points: {across: [round], per: [indicator], value: mean(points)}\n"
)
SAID = st.fixed_dictionaries(dict.fromkeys(IDS, LEVELS | st.just("declined")))
WORDS = {"nej": "0%", "delvis": "50%", "ja": "100%"}


def names(found: Sequence[Standing]) -> list[str]:
    return [each.indicator.id for each in found]


@given(ANSWERS)
def test_shares_are_those_of_the_scale_and_comments_come_along(answers: dict[str, str | None]) -> None:
    shares = {"nej": Fraction(0), "delvis": Fraction(1, 2), "ja": Fraction(1)}
    for each in standings(answers):
        level = answers[each.indicator.id]
        assert each.share == shares.get(level or "")
        assert (each.share is None) == (each.missing is not None)


@given(SAID)
def test_an_indicator_of_one_form_stands_as_its_mean_does(answers: dict[str, str | None]) -> None:
    said = {name: level for name, level in answers.items() if level is not None}
    results = alone().score(SURVEY, {"round": "1", "answers": said})
    of_form = standings_of_form(SURVEY, read(SURVEY, {"answers": said}))
    assert [(s.indicator.id, s.areas[0].id) for s in of_form] == [
        ("L1", "ledning"),
        ("L2", "ledning"),
        ("K1", "kompetens"),
    ]
    for measure in ("each", "all", "by_points"):
        of_cells = standings_of_cells(results, list(results[measure]))
        assert [(s.indicator, s.areas, s.share, s.missing) for s in of_cells] == [
            (s.indicator, s.areas, s.share, s.missing) for s in of_form
        ]
    shown = [s.display for s in standings_of_cells(results, list(results["each"]))]
    assert [words and words["en"] for words in shown] == [WORDS.get(answers[name] or "", "–") for name in IDS]


def test_a_level_comes_with_its_standing_and_a_comment_with_or_without_one() -> None:
    answers = {
        "L1": {"level": "delvis", "comment": "På gång"},
        "L2": {"level": "not_relevant", "comment": "Gäller inte oss"},
        "K1": {"level": "declined", "comment": "Fråga mig"},
    }
    found = standings_of_form(SURVEY, read(SURVEY, {"answers": answers}))
    assert [each.comment for each in found] == ["På gång", "Gäller inte oss", "Fråga mig"]
    assert [None if each.level is None else each.level.id for each in found] == ["delvis", None, None]


def test_who_would_not_say_has_not_answered_and_the_scale_has_words_for_it() -> None:
    answers = {"L1": "declined"}
    declined, unanswered, _ = standings_of_form(SURVEY, read(SURVEY, {"answers": answers}))
    assert (declined.missing, unanswered.missing) == (Missing.UNANSWERED, Missing.UNANSWERED)
    assert (declined.display, unanswered.display) == (
        {"sv": "Vill inte svara", "en": "Prefer not to say"},
        None,
    )


def test_what_is_not_to_be_shown_is_withheld_for_all_that_is_asked() -> None:
    framework = loaded(
        STEPS.replace(
            "{text: Planen följs upp, step: 2}", "{text: Planen, step: 2, school_forms: [grundskola]}"
        )
    )
    form_ = read(framework, {"school_form": "forskola", "answers": {"L1": "ja"}})
    found = standings_withheld(framework, form_)
    assert names(found) == ["L1", "K1"] == names(standings_of_form(framework, form_))
    assert {(each.share, each.missing, each.level) for each in found} == {(None, Missing.WITHHELD, None)}
    assert [each.areas[-1].id for each in found] == ["ledning", "kompetens"]


def test_an_indicator_that_a_group_is_not_asked_about_is_not_there() -> None:
    framework = loaded(
        STEPS.replace("{text: Planen följs upp, step: 2}", "{text: Planen, step: 2, groups: [larare]}")
    )
    asked = read(framework, {"group": "larare", "answers": {}})
    other = read(framework, {"group": "ledning", "answers": {}})
    assert "L2" in names(standings_of_form(framework, asked))
    assert "L2" not in names(standings_of_form(framework, other))


def test_of_several_groups_none_is_taken_for_the_whole() -> None:
    text = STEPS + "  item_mean: {across: [round, group], per: [indicator], value: mean(fraction)}\n"
    framework = loaded(text)
    high = {"round": "1", "group": "ledning", "answers": dict.fromkeys(IDS, "ja")}
    low = {"round": "1", "group": "larare", "answers": {"L1": "ja", "K1": "nej"}}
    results = alone().score(framework, [high, low])
    found = {each.indicator.id: each for each in standings_of_cells(results, list(results["item_mean"]))}
    assert (found["K1"].share, found["L1"].share) == (None, None)
    assert [found[name].missing for name in IDS] == [None, None, None]
    assert found["K1"].display == {"sv": "Ledning 100 %, Lärare 0 %", "en": "Leadership 100%, Lärare 0%"}
    # An indicator that a measure says nothing of is left out; of several reasons the gravest is named.
    cells = [cell for cell in results["item_mean"] if cell.members["indicator"] != "L1"]
    assert names(standings_of_cells(results, cells)) == ["L2", "K1"]
    neither = [{**each, "answers": {"L1": level}} for each, level in ((high, "not_relevant"), (low, None))]
    results = alone().score(framework, neither)
    first = standings_of_cells(results, list(results["item_mean"]))[0]
    assert first.missing is Missing.UNANSWERED


def test_who_is_missing_is_told_with_the_forms_that_do_not_count() -> None:
    forms = [
        form({}, response="a", unit="Alfa", round="1", published=True),
        form({}, response="b", unit="Beta", round="1", published=False),
        form({}, response="c", unit="Beta", round="1", published=False, group="larare"),
        form({}, response="d", unit="Gamma", round="0", published=True, school_form="forskola"),
    ]
    missing = unpublished(forms, [each.published for each in forms], "1")
    assert [(each.unit, each.drafts, each.school_form) for each in missing] == [
        ("Beta", 2, None),
        ("Gamma", 0, "forskola"),
    ]
    assert {each.round for each in missing} == {"1"}
    assert unpublished(forms[:1], [True], None)[0].round is None
