"""Answers carried over to another framework: never above what they support, and coverage never overstated."""

from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import alone, loaded

from digiramverk.core.errors import DefinitionError, NotFoundError
from digiramverk.core.language import Names
from digiramverk.definitions.crosswalk import read_crosswalk
from digiramverk.model.assessment import Answer, Assessment
from digiramverk.model.crosswalk import Crosswalk, Link, Relation
from digiramverk.model.framework import Framework
from digiramverk.model.scale import NOT_RELEVANT
from digiramverk.model.text import Text
from digiramverk.scoring.migration import chain, migrate

LEVELS = ("nej", "delvis", "ja")


def framework(name: str, indicators: str, levels: str = "[nej, delvis, ja]") -> Framework:
    """A framework with one area and indicators of the given letters."""
    listed = "".join(f"      {each}: Indikator {each}\n" for each in indicators)
    return loaded(
        f"digiramverk: 1\nid: {name}\nedition: '1'\ntitle: {name}\nscale: {levels}\n"
        f"scoring: {{use: area_means, unanswered: exclude}}\nareas:\n  o:\n    indicators:\n{listed}"
    )


FIRST, SECOND, THIRD = framework("a", "ABCD"), framework("b", "PQRS"), framework("c", "XYZW")
FINE = framework("d", "PQRS", "[noll, ett, tva, tre, fyra]")
SAME = {level: level for level in LEVELS}


def link(source: str, target: str, relation: Relation = Relation.EQUAL, coverage: str = "1") -> Link:
    """A link between indicators with equal scales."""
    return Link(source, target, relation, Fraction(coverage), SAME)


def carried(links: list[Link], answers: dict[str, str], second: Framework = SECOND) -> dict[str, str | None]:
    """The drafts of one form."""
    form = Assessment("1", tuple(Answer(*each) for each in answers.items()))
    crosswalk = Crosswalk("w", FIRST, second, tuple(links))
    return migrate(form, (crosswalk,), "sv").assessment.levels


def test_equal_keeps_the_level_and_what_is_not_relevant() -> None:
    links = [link("A", "P"), link("B", "Q")]
    assert carried(links, {"A": "ja", "B": NOT_RELEVANT, "C": "ja"}) == {"P": "ja", "Q": NOT_RELEVANT}


def test_a_part_supports_no_more_than_it_covers() -> None:
    half = [link("A", "P", Relation.SUBSET, "0.5")]
    assert carried(half, {"A": "ja"}) == {"P": "delvis"}
    assert carried(half, {"A": "delvis"}) == {"P": "nej"}
    both = [*half, link("B", "P", Relation.INTERSECTS, "0.5")]
    assert carried(both, {"A": "ja", "B": "ja"}) == {"P": "ja"}
    assert carried(both, {"A": "ja", "B": "delvis"}) == {"P": "delvis"}


def test_what_says_more_decides_and_the_lowest_of_several() -> None:
    links = [link("A", "P", Relation.SUPERSET), link("B", "P"), link("C", "P", Relation.SUBSET, "0.9")]
    assert carried(links, {"A": "ja", "B": "delvis", "C": "nej"}) == {"P": "delvis"}


def test_a_part_that_is_not_relevant_says_nothing() -> None:
    links = [link("A", "P", Relation.SUBSET, "0.5"), link("B", "Q", Relation.SUPERSET)]
    assert carried(links, {"A": NOT_RELEVANT, "B": NOT_RELEVANT}) == {}


def test_what_is_left_and_open_on_both_sides_and_how_much_is_covered() -> None:
    links = (link("A", "P"), link("B", "Q", Relation.SUBSET, "0.5"))
    form = Assessment("1", (Answer("A", "ja"), Answer("B", "ja"), Answer("C", "ja"), Answer("D", None)))
    done = migrate(form, (Crosswalk("w", FIRST, SECOND, links),), "sv")
    assert (done.left, done.open) == (("C",), ("R", "S"))
    assert done.coverage == Fraction(3, 8)
    assert done.by_area == (("o", Fraction(3, 8)),)
    assert [(each.indicator, each.relation.value, each.coverage) for each in done.provenance] == [
        ("P", "equal", 1),
        ("Q", "subset", Fraction(1, 2)),
    ]
    assert not done.assessment.published


def test_a_chain_takes_the_weakest_link() -> None:
    one = Crosswalk("x", FIRST, SECOND, (link("A", "P"), link("B", "Q", Relation.SUBSET, "0.5")))
    two = Crosswalk("y", SECOND, THIRD, (link("P", "X", Relation.SUBSET, "0.5"), link("Q", "Y")))
    way = chain((two, one), FIRST, THIRD)
    assert [each.id for each in way] == ["x", "y"]
    done = migrate(Assessment("1", (Answer("A", "ja"), Answer("B", "ja"))), way, "sv")
    assert [(p.indicator, p.level, p.relation.value, p.coverage, p.sources) for p in done.provenance] == [
        ("X", "delvis", "subset", Fraction(1, 2), (("A", "ja"),)),
        ("Y", "delvis", "subset", Fraction(1, 2), (("B", "ja"),)),
    ]
    with pytest.raises(NotFoundError) as caught:
        chain((one,), FIRST, THIRD)
    assert [each.code for each in caught.value.diagnostics] == ["DR268"]


def test_what_leads_nowhere_is_no_way() -> None:
    # Nothing of it leads back: what says a whole does not say how much of it the part is.
    there = Crosswalk("w", FIRST, SECOND, (link("A", "P", Relation.SUPERSET),))
    assert there.inverse().links == ()
    for crosswalk, one, other in ((there, SECOND, FIRST), (Crosswalk("e", FIRST, SECOND, ()), FIRST, SECOND)):
        with pytest.raises(NotFoundError) as caught:
            chain((crosswalk,), one, other)
        (found,) = caught.value.diagnostics
        assert (found.code, found.args["known"]) == ("DR268", Names(()))


WHOSE = loaded(
    """
digiramverk: 1
id: w
edition: "1"
title: W
scale: [nej, delvis, ja]
scoring: {use: area_means, unanswered: exclude}
groups: [enhet, central]
areas:
  o:
    indicators:
      P: {text: P, groups: [enhet]}
      Q: {text: Q, groups: [central]}
      R: R
"""
)
GROUPS = {"ledning": "enhet", "lärare": "enhet", "it": "central"}


@pytest.mark.parametrize(
    ("group", "becomes", "drafts", "left", "coverage"),
    [
        ("ledning", "enhet", {"P": "ja"}, ("B",), Fraction(1, 2)),
        ("it", "central", {"Q": "ja"}, ("A",), Fraction(1, 2)),
        # Nobody in the second framework: the form states no group, and is asked all.
        ("elever", None, {"P": "ja", "Q": "ja"}, (), Fraction(2, 3)),
        (None, None, {"P": "ja", "Q": "ja"}, (), Fraction(2, 3)),
    ],
)
def test_a_group_becomes_another_and_is_asked_what_that_one_is(
    group: str | None, becomes: str | None, drafts: dict[str, str], left: tuple[str, ...], coverage: Fraction
) -> None:
    walk = Crosswalk("w", FIRST, WHOSE, (link("A", "P"), link("B", "Q")), groups=GROUPS)
    done = migrate(Assessment("1", (Answer("A", "ja"), Answer("B", "ja")), group=group), (walk,), "sv")
    assert done.assessment.group == becomes
    assert (done.assessment.levels, done.left, done.coverage) == (drafts, left, coverage)


def test_without_groups_in_the_crosswalk_the_same_ids_mean_the_same() -> None:
    walk = Crosswalk("w", FIRST, WHOSE, (link("A", "P"),))
    assert [walk.group(name) for name in ("enhet", "ledning", None)] == ["enhet", None, None]
    assert Crosswalk("w", WHOSE, FIRST, ()).group("vilka som helst") == "vilka som helst"
    assert Crosswalk("w", FIRST, WHOSE, (), groups={}).group("enhet") is None


@given(st.dictionaries(st.sampled_from("abcd"), st.sampled_from("uvwx")))
def test_only_groups_that_nothing_else_led_to_go_back(groups: dict[str, str]) -> None:
    there = Crosswalk("w", FIRST, SECOND, (link("A", "P"),), groups=groups, school_forms=groups)
    back = there.inverse()
    for name in "abcd":
        there_and_back = back.group(there.group(name))
        alone = list(groups.values()).count(groups.get(name, "")) == 1
        assert there_and_back == (name if alone else None) == back.school_form(there.school_form(name))


def test_a_draft_of_a_part_is_no_answer_to_another_part() -> None:
    part = Crosswalk("one", FIRST, SECOND, (link("A", "P", Relation.SUBSET, "0.5"), link("B", "Q")))
    whole = Crosswalk(
        "two", SECOND, THIRD, (link("P", "X", Relation.SUPERSET), link("Q", "Y", Relation.SUPERSET))
    )
    form = Assessment("1", (Answer("A", "ja"), Answer("B", "ja")))
    # P is known as far as A goes; X may be just the part of it that A does not ask.
    assert migrate(form, (part, whole), "sv").assessment.levels == {"Y": "ja"}


def test_finer_levels_come_back_to_the_lowest_that_led_there() -> None:
    levels = {"noll": "nej", "ett": "nej", "tva": "delvis", "tre": "delvis", "fyra": "ja"}
    there = Crosswalk("w", FINE, FIRST, (Link("P", "A", Relation.EQUAL, Fraction(1), levels),))
    assert there.inverse().links[0].levels == {"nej": "noll", "delvis": "tva", "ja": "fyra"}


ANSWERS = st.dictionaries(st.sampled_from("ABCD"), st.sampled_from([*LEVELS, NOT_RELEVANT]))


@given(st.permutations("PQRS"), ANSWERS)
def test_there_and_back_on_an_equal_crosswalk_changes_nothing(
    targets: list[str], answers: dict[str, str]
) -> None:
    links = tuple(link(source, target) for source, target in zip("ABCD", targets, strict=True))
    crosswalk = Crosswalk("w", FIRST, SECOND, links)
    form = Assessment("1", tuple(Answer(*each) for each in sorted(answers.items())))
    there = migrate(form, (crosswalk,), "sv")
    back = migrate(there.assessment, (crosswalk.inverse(),), "sv")
    assert {**back.assessment.levels} == {**form.levels}
    assert (there.left, back.left) == ((), ())


RELATIONS = st.sampled_from([Relation.EQUAL, Relation.SUPERSET, Relation.SUBSET, Relation.INTERSECTS])


@st.composite
def links(draw: st.DrawFn, sources: str, targets: str) -> tuple[Link, ...]:
    """Links whose parts cover at most all of what they lead to."""
    pairs = draw(st.lists(st.tuples(st.sampled_from(sources), st.sampled_from(targets)), unique=True))
    found: list[Link] = []
    for source, target in pairs:
        relation = draw(RELATIONS)
        partly = relation in {Relation.SUBSET, Relation.INTERSECTS}
        # At most four parts lead to one target.
        coverage = Fraction(draw(st.integers(1, 25)), 100) if partly else Fraction(1)
        found.append(Link(source, target, relation, coverage, SAME))
    return tuple(found)


@given(links("ABCD", "PQRS"), links("PQRS", "XYZW"), ANSWERS)
@settings(max_examples=150)
def test_nothing_is_overstated(one: tuple[Link, ...], two: tuple[Link, ...], answers: dict[str, str]) -> None:
    way = (Crosswalk("x", FIRST, SECOND, one), Crosswalk("y", SECOND, THIRD, two))
    form = Assessment("1", tuple(Answer(*each) for each in sorted(answers.items())))
    half, whole = migrate(form, way[:1], "sv"), migrate(form, way, "sv")
    for done, last in ((half, one), (whole, two)):
        assert done.coverage is None or 0 <= done.coverage <= 1
        for each in done.provenance:
            assert 0 < each.coverage <= 1
            # No level above the best of what was answered, and none above what is covered.
            if each.level != NOT_RELEVANT:
                best = max(LEVELS.index(level) for _, level in each.sources if level != NOT_RELEVANT)
                assert LEVELS.index(each.level) <= best
                assert Fraction(LEVELS.index(each.level), 2) <= each.coverage
            used = [link for link in last if link.target == each.indicator]
            whole_of_it = any(link.relation in {Relation.EQUAL, Relation.SUPERSET} for link in used)
            assert whole_of_it or each.coverage <= sum(link.coverage for link in used)
    held = {each.indicator: each.coverage for each in half.provenance}
    for each in whole.provenance:
        chained = [link for link in two if link.target == each.indicator and link.source in held]
        parts = [link.coverage * held[link.source] for link in chained]
        assert each.coverage <= max([*parts, sum(parts)])


@given(ANSWERS, st.sampled_from("ABCD"))
def test_a_higher_answer_never_gives_a_lower_draft(answers: dict[str, str], name: str) -> None:
    fixed = [
        link("A", "P", Relation.SUBSET, "0.5"),
        link("B", "P", Relation.SUBSET, "0.5"),
        link("C", "Q"),
        link("D", "Q"),
    ]
    before = carried(fixed, answers | {name: "delvis"})
    after = carried(fixed, answers | {name: "ja"})
    for target in before.keys() & after.keys():
        ranks = [LEVELS.index(str(found[target])) for found in (before, after) if found[target] in LEVELS]
        assert ranks == sorted(ranks)


WALK = """\
digiramverk: 1
id: w
from: a.yaml
to: d.yaml
levels:
  - {from: scale, to: scale, map: {nej: noll, delvis: tva, ja: fyra}}
links:
  - {from: A, to: P, relation: equal, reason: {sv: Samma fråga, en: The same question}}
  - {from: B, to: Q, relation: subset, coverage: 0.5}
  - {from: D, relation: none}
"""


def walk(folder: Path, text: str) -> Path:
    """A crosswalk file beside its two frameworks."""
    for each in (FIRST, FINE):
        (folder / f"{each.id}.yaml").write_text(alone().pack(each), encoding="utf-8")
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    return folder / "w.yaml"


def test_a_crosswalk_file_is_read(tmp_path: Path) -> None:
    read = read_crosswalk(walk(tmp_path, WALK), alone().catalogue)
    assert [(each.source, each.target, each.coverage) for each in read.links] == [
        ("A", "P", 1),
        ("B", "Q", Fraction(1, 2)),
    ]
    assert read.unmapped == (("D", None),)
    moved = alone().migrate(
        {"answers": {"A": "ja", "B": "ja"}},
        tmp_path / "d.yaml",
        first=tmp_path / "a.yaml",
        crosswalks=[tmp_path / "w.yaml"],
    )
    assert moved.forms[0].assessment.levels == {"P": "fyra", "Q": "tva"}
    assert moved.results.value("total", response="1") == Fraction(3, 4)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("to: d.yaml", "to: a.yaml", "DR260"),
        ("delvis: tva, ", "", "DR261"),
        ("delvis: tva", "delvis: fyra, nej: noll", "DR103"),
        ("{nej: noll, delvis: tva", "{nej: tva, delvis: noll", "DR262"),
        ("nej: noll", "nej: nolla", "DR212"),
        ("subset, coverage: 0.5", "subset", "DR263"),
        ("relation: equal", "relation: equal, coverage: 0.5", "DR264"),
        ("levels:\n  - {from: scale", "levels:\n  - {from: annan", "DR265"),
        ("from: B, to: Q", "from: A, to: P", "DR266"),
        ("from: A, to: P, relation: equal", "from: A, to: Q, relation: subset, coverage: 0.9", "DR267"),
        ("from: A", "from: E", "DR240"),
        ("relation: none", "relation: nothing", "DR204"),
        ("from: D, relation: none", "from: D, relation: equal", "DR202"),
    ],
)
def test_a_mistake_in_a_crosswalk_is_shown(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in WALK
    with pytest.raises(DefinitionError) as caught:
        read_crosswalk(walk(tmp_path, WALK.replace(old, new, 1)), alone().catalogue)
    found = caught.value.diagnostics
    assert expected in [each.code for each in found]
    assert all(each.span is not None and each.span.source.name.endswith("w.yaml") for each in found)


def test_machines_are_told_where_each_draft_is_from() -> None:
    reason = Text.of("Hälften", "sv")
    links = (attrs.evolve(link("A", "P", Relation.SUBSET, "0.5"), reason=reason), link("B", "Q"))
    form = Assessment(
        "7", (Answer("A", "ja"), Answer("B", "delvis"), Answer("D", "ja")), unit="Ask", round="2026"
    )
    assert migrate(form, (Crosswalk("w", FIRST, SECOND, links),), "sv").to_dict() == {
        "response": "7",
        "unit": "Ask",
        "round": "2026",
        "answers": {
            "P": {
                "level": "delvis",
                "from": [{"indicator": "A", "level": "ja"}],
                "relation": "subset",
                "coverage": 0.5,
                "reasons": ["Hälften"],
            },
            "Q": {
                "level": "delvis",
                "from": [{"indicator": "B", "level": "delvis"}],
                "relation": "equal",
                "coverage": 1.0,
                "reasons": [],
            },
        },
        "left": ["D"],
        "open": ["R", "S"],
        "coverage": 0.375,
        "by_area": {"o": 0.375},
    }
