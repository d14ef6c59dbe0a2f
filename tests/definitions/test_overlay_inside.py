"""Levels and members get other ids inside their scale or facet; laws are said anew in an overlay."""

from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone
from tests.definitions.overlay_files import extended, problems

from digiramverk.definitions.overlay.mentions import mentions
from digiramverk.model.framework import Framework


def rows(framework: Framework, table: str) -> dict[str, Fraction]:
    """The numbers of a table."""
    return next(dict(each.rows) for each in framework.tables if each.id == table)


INSIDE = """\
digiramverk: 1
id: steg
edition: "1"
title: Steg
scales:
  status: [nej, delvis, ja]
  ofta: {levels: {aldrig: {points: 0}, ja: {points: 3}}}
facets: {art: {members: [plan, kurs], ordered: true}}
attributes: {stadsdel: {members: [norr, söder]}}
scoring: {unanswered: exclude, not_relevant: {as: ja}}
tables:
  värde: {nej: 0, delvis: 1, ja: 5, aldrig: 0}
  tyngd: {plan: 1, kurs: 2}
areas:
  a:
    indicators:
      L1:
        text: L1
        scale: status
        facets: {art: plan}
        suggestions: {f1: {text: Skriv klart, answers: [nej, delvis]}, f2: Berätta}
      L2: {text: L2, scale: status, facets: {art: [plan, kurs]}}
      L3: {text: L3, scale: ofta, measurable_goals: {m1: {text: Minst en gång, answers: [ja]}}}
rules:
  halva: share_of(answered, where=answer == "delvis")
  nagra: {value: 'share_of(answered, where=answer in ("nej", "delvis"))'}
  l1: answer(indicator="L1") == "delvis"
  vunnet: {value: 'mean(lookup(answer, värde))'}
  arten: {per: [art], value: mean(fraction)}
  planer: arten(art="plan")
  kurser: {per: [art], value: 'arten if art > "plan" else 0'}
  tyngder: {per: [art], value: 'lookup(art, tyngd)'}
  delar: {across: [stadsdel], value: mean(halva)}
targets:
  - {measure: arten, where: {response: r, art: plan}, at_least: 0.5}
  - {measure: delar, where: {stadsdel: norr}, at_least: 0.5}
"""
ANSWERS: dict[str, Any] = {"L1": "delvis", "L2": "nej", "L3": "ja"}


def formula(framework: Framework, rule: str) -> str:
    return framework.rule(rule).measure.value.text


def test_a_level_gets_another_id_wherever_it_is_named(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        "rename: {scales: {status: {levels: {delvis: på väg-2}}}}\n".replace("på väg", "på"),
        base=INSIDE,
    )
    assert [level.id for level in own.scales[0].levels] == ["nej", "på-2", "ja"]
    assert [level.points for level in own.scales[0].levels] == [0, 1, 2]
    # People see what they saw before.
    assert own.scales[0].levels[1].title.to("sv") == "delvis"
    assert formula(own, "halva") == 'share_of(answered, where=answer == "på-2")'
    assert formula(own, "nagra") == 'share_of(answered, where=answer in ("nej", "på-2"))'
    assert formula(own, "l1") == 'answer(indicator="L1") == "på-2"'
    assert rows(own, "värde") == {"nej": 0, "på-2": 1, "ja": 5, "aldrig": 0}
    assert own.indicators[0].suggestions[0].answers == ("nej", "på-2")
    assert rows(own, "tyngd") == {"plan": 1, "kurs": 2}


def test_a_level_of_several_scales_is_renamed_on_all_or_left_to_the_author(tmp_path: Path) -> None:
    one = "rename: {scales: {status: {levels: {ja: klart}}}}\n"
    assert problems(tmp_path, one, base=INSIDE) == ["DR255 o1.yaml:5"]
    both = "rename: {scales: {status: {levels: {ja: klart}}, ofta: {levels: {ja: klart}}}}\n"
    own = extended(tmp_path, both, base=INSIDE)
    assert own.not_relevant == "klart"
    assert rows(own, "värde")["klart"] == 5
    # Where nothing but a table names it, each scale may have its own.
    free = INSIDE.replace(", not_relevant: {as: ja}", "")
    own = extended(tmp_path, one, base=free)
    assert rows(own, "värde") == {"nej": 0, "delvis": 1, "ja": 5, "aldrig": 0, "klart": 5}


def test_a_member_gets_another_id_wherever_it_is_named(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        "rename: {facets: {art: {members: {plan: papper}}}, attributes: {stadsdel: {members: {norr: n}}}}\n",
        base=INSIDE,
    )
    assert [member.id for member in own.facets[0].members] == ["papper", "kurs"]
    assert [dict(each.facets).get("art") for each in own.indicators] == [
        ("papper",),
        ("papper", "kurs"),
        None,
    ]
    assert formula(own, "planer") == 'arten(art="papper")'
    assert formula(own, "kurser") == 'arten if art > "papper" else 0'
    assert rows(own, "tyngd") == {"papper": 1, "kurs": 2}
    assert [target.where for target in own.targets] == [
        (("response", "r"), ("art", "papper")),
        (("stadsdel", "n"),),
    ]


IDS = st.lists(st.sampled_from("åäöbcdxyz"), unique=True, min_size=4, max_size=4)


@settings(max_examples=10)
@given(IDS)
def test_other_ids_for_levels_and_members_change_no_figure_and_lead_back(ids: list[str]) -> None:
    levels: dict[str, str] = dict(zip(("nej", "delvis"), ids[:2], strict=True))
    members: dict[str, str] = dict(zip(("plan", "kurs"), ids[2:], strict=True))

    def renaming(levels: dict[str, str], members: dict[str, str]) -> str:
        return (
            f"rename: {{scales: {{status: {{levels: {levels}}}}}, facets: {{art: {{members: {members}}}}}}}\n"
        )

    there = renaming(levels, members)
    back = renaming({new: old for old, new in levels.items()}, {new: old for old, new in members.items()})
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        first, again = (
            extended(Path(one), "{}\n".replace("{}", "title: Steg"), base=INSIDE),
            extended(Path(other), there, back, base=INSIDE),
        )
        renamed = extended(Path(one), there, base=INSIDE)
    assert again.scales == first.scales
    assert again.plan.fingerprint == first.plan.fingerprint
    before = alone().score(first, {"answers": ANSWERS})
    after = alone().score(
        renamed, {"answers": {name: levels.get(each, each) for name, each in ANSWERS.items()}}
    )
    for name in ("halva", "nagra", "l1", "vunnet"):
        assert after.value(name, response="1") == before.value(name, response="1")
    for old, new in members.items():
        for name in ("arten", "tyngder", "kurser"):
            assert after.value(name, response="1", art=new) == before.value(name, response="1", art=old)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rename: {scales: {status: {levels: {kanske: x}}}}\n", "DR248 o1.yaml:5"),
        ("rename: {scales: {status: {levels: {nej: delvis}}}}\n", "DR286 o1.yaml:5 (steg.yaml:6)"),
        ("rename: {scales: {andra: {levels: {nej: x}}}}\n", "DR240 o1.yaml:5 (o1.yaml:4)"),
        ("rename: {scales: {status: {members: {nej: x}}}}\n", "DR201 o1.yaml:5"),
        ("rename: {facets: {art: {members: {kurs: plan}}}}\n", "DR286 o1.yaml:5 (steg.yaml:8)"),
        ("rename: {steps: {art: {members: {kurs: plan}}}}\n", "DR203 o1.yaml:5"),
    ],
)
def test_a_mistake_in_renaming_is_shown(tmp_path: Path, text: str, expected: str) -> None:
    assert problems(tmp_path, text, base=INSIDE) == [expected]


@pytest.mark.parametrize("written", ["Write it down", "{text: Write it down}"])
def test_what_is_proposed_is_said_in_another_language(tmp_path: Path, written: str) -> None:
    own = extended(
        tmp_path,
        f"languages: [sv, en]\ntexts: {{en: {{indicators: {{L1: {{suggestions: {{f1: {written}}}}}}}}}}}\n",
        base=INSIDE,
    )
    first = own.indicators[0].suggestions[0]
    assert (first.text.to("sv"), first.text.to("en")) == ("Skriv klart", "Write it down")
    assert first.answers == ("nej", "delvis")


def test_what_is_proposed_is_changed_and_added_to(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        "change: {indicators: {L1: {suggestions: {f2: Visa upp, f1: {addressee: unit}}}}}\n"
        "add: {indicators: {L1: {suggestions: {f3: {text: Fråga, answers: [ja]}}}}}\n",
        base=INSIDE,
    )
    found = own.indicators[0].suggestions
    assert [str(each.text) for each in found] == ["Skriv klart", "Visa upp", "Fråga"]
    assert [(each.answers, each.addressee) for each in found] == [
        (("nej", "delvis"), "unit"),
        ((), None),
        (("ja",), None),
    ]


LAWS = STEPS + "laws: {share: {monotone: rising, ends: {waived: Ingen når dit}}}\n"


def laws(framework: Framework) -> dict[tuple[str, str], str | None]:
    return {
        (each.measure, each.law): each.waived.to("sv") if each.waived else each.direction
        for each in framework.laws
    }


def test_an_overlay_says_laws_of_measures_old_and_new(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        """\
add: {rules: {allt: mean(points)}}
laws:
  share: {ends: holds}
  reached: {monotone: {waived: Beslutat så}}
  allt: {within_range: {at_least: 0, at_most: 2}}
""",
        base=LAWS,
    )
    assert laws(own) == {
        ("share", "monotone"): "rising",
        ("share", "ends"): None,
        ("reached", "monotone"): "Beslutat så",
        ("allt", "within_range"): None,
    }
    assert own.laws[-1].at_most == Fraction(2)


def test_laws_go_with_their_rule(tmp_path: Path) -> None:
    own = extended(tmp_path, "rename: {rules: {share: andel}}\n", base=LAWS)
    assert laws(own) == {("andel", "monotone"): "rising", ("andel", "ends"): "Ingen når dit"}
    assert extended(tmp_path, "remove: {rules: [share]}\n", base=LAWS).laws == ()


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (
            "laws: {share: {ends: holds}}\n",
            "laws: {share: {ends: {waived: x}}}\n",
            "DR241 o2.yaml:5 (o1.yaml:5)",
        ),
        ("title: Ett\n", "laws: {shares: {ends: holds}}\n", "DR212 o2.yaml:5"),
        ("title: Ett\n", "laws: {share: {ends: rising}}\n", "DR621 o2.yaml:5"),
        ("title: Ett\n", "remove: {rules: [share]}\nlaws: {share: {ends: holds}}\n", "DR212 o2.yaml:6"),
    ],
)
def test_a_mistake_in_laws_is_shown(tmp_path: Path, first: str, second: str, expected: str) -> None:
    assert [each.partition(" (steg")[0] for each in problems(tmp_path, first, second, base=LAWS)] == [
        expected
    ]


def test_who_says_so_may_say_otherwise_of_a_law(tmp_path: Path) -> None:
    own = extended(
        tmp_path,
        "laws: {share: {ends: holds}}\n",
        "overrides: [o1]\nlaws: {share: {ends: {waived: x}}}\n",
        base=LAWS,
    )
    assert laws(own)["share", "ends"] == "x"


def test_the_words_of_a_function_are_no_members() -> None:
    assert [each.name for each in mentions('mode(points, ties="lower")')] == ["points"]
    assert [each.name for each in mentions('mode(ties="lower")')] == ["mode", "lower"]
