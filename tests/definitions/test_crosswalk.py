"""Crosswalk files: what is read from one, and what is said of one that is wrong, at its place."""

from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from tests.definitions.definitions import alone

from digiramverk.core.diagnostic import Findings
from digiramverk.core.errors import DefinitionError
from digiramverk.core.language import LANGUAGES
from digiramverk.definitions.crosswalk import crosswalk_ends, read_crosswalk
from digiramverk.model.crosswalk import Crosswalk, Link, Relation

END = """\
digiramverk: 1
id: {name}
edition: "1"
title: {{sv: Ramverk, en: Framework}}
scales: {{one: {{levels: {levels}}}, two: {{levels: [av, på]}}}}
groups: {{ledning: Ledning, larare: Lärare}}
scoring: {{use: area_means, unanswered: exclude}}
areas: {{a: {{title: A, indicators: {{{indicators}}}}}}}
"""
MAPPED = """\
digiramverk: 1
id: fran-a-till-b
from: a.yaml
to: b.yaml
groups: {ledning: ledning}
levels:
  - {from: one, to: one, map: {nej: noll, delvis: halvt, ja: helt}}
links:
  - {from: A1, to: B1, relation: equal}
  - {from: A2, to: B2, relation: subset, coverage: 0.25, reason: {sv: En fjärdedel, en: A quarter}}
  - {from: A3, to: B2, relation: intersects, coverage: 0.75, reason: {sv: Resten, en: The rest}}
  - {from: A4, relation: none, reason: {sv: Frågan har utgått, en: The question is gone}}
  - {from: A5, to: B3, relation: superset, reason: {sv: Mer, en: More}}
"""


def indicators(letter: str) -> str:
    ones = ", ".join(f"{letter}{number}: {{text: Fråga, scale: one}}" for number in (1, 2, 4))
    return f"{ones}, {letter}3: {{text: Fråga, scale: one}}, {letter}5: {{text: Fråga, scale: two}}"


def read(folder: Path, text: str, notes: Findings | None = None) -> Crosswalk:
    for name, levels in (("a", "[nej, delvis, ja]"), ("b", "[noll, halvt, helt]")):
        own = indicators(name.upper()).replace(
            "B3: {text: Fråga, scale: one}", "B3: {text: Fråga, scale: two}"
        )
        end = END.format(name=name, levels=levels, indicators=own)
        (folder / f"{name}.yaml").write_text(end, encoding="utf-8")
    path = folder / "w.yaml"
    path.write_text(text, encoding="utf-8")
    return read_crosswalk(path, alone().catalogue, notes)


def test_a_crosswalk_is_read_as_it_is_written(tmp_path: Path) -> None:
    found = read(tmp_path, MAPPED, notes := Findings())
    onto, alike = {"nej": "noll", "delvis": "halvt", "ja": "helt"}, {"av": "av", "på": "på"}
    assert (found.id, found.first.id, found.second.id) == ("fran-a-till-b", "a", "b")
    assert [attrs.evolve(link, reason=None) for link in found.links] == [
        Link("A1", "B1", Relation.EQUAL, Fraction(1), onto),
        Link("A2", "B2", Relation.SUBSET, Fraction(1, 4), onto),
        Link("A3", "B2", Relation.INTERSECTS, Fraction(3, 4), onto),
        Link("A5", "B3", Relation.SUPERSET, Fraction(1), alike),
    ]
    reasons = [link.reason.to("en") if link.reason else None for link in found.links]
    assert reasons == [None, "A quarter", "The rest", "More"]
    assert [(name, why and why.to("sv")) for name, why in found.unmapped] == [("A4", "Frågan har utgått")]
    assert (found.groups, found.school_forms) == ({"ledning": "ledning"}, None)
    assert list(notes) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "marked", "near"),
    [
        ("to: b.yaml", "to: a.yaml", "DR260", "a.yaml", ()),
        ("from: A1, to: B1", "from: A11, to: B1", "DR240", "A11", ("A1",)),
        ("from: A1, to: B1", "from: A1, to: B11", "DR240", "B11", ("B1",)),
        ("from: A4, rel", "from: A44, rel", "DR240", "A44", ("A4",)),
        ("nej: noll", "nejj: noll", "DR212", "nejj", ("nej",)),
        ("nej: noll", "nej: nolla", "DR212", "nolla", ("noll",)),
        (", ja: helt", "", "DR261", "map", ()),
        ("nej: noll, delvis: halvt", "nej: halvt, delvis: noll", "DR262", "map", ()),
        (", coverage: 0.25", "", "DR263", "subset", ()),
        ("coverage: 0.25", "coverage: 1", "DR263", "1", ()),
        ("coverage: 0.75", "coverage: 0", "DR263", "0", ()),
        ("relation: equal", "relation: equal, coverage: 0.5", "DR264", "0.5", ()),
        ("from: one, to: one", "from: two, to: one", "DR265", "A1", ()),
        ("from: A3, to: B2", "from: A2, to: B2", "DR266", "A2", ()),
        ("coverage: 0.75", "coverage: 0.751", "DR267", "B2", ()),
        ("{ledning: ledning}", "{ledningen: ledning}", "DR212", "ledningen", ("ledning",)),
        ("{ledning: ledning}", "{ledning: ledare}", "DR212", "ledare", ("larare",)),
    ],
)
def test_what_is_wrong_is_said_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, marked: str, near: tuple[str, ...]
) -> None:
    assert MAPPED.count(old) == 1
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, MAPPED.replace(old, new))
    found = [each for each in caught.value.diagnostics if each.code == code]
    assert found, caught.value
    first = found[0]
    assert first.span is not None
    assert first.span.text == marked
    assert first.near[: len(near)] == near
    for language in LANGUAGES:
        assert "{" not in first.message(language) + first.hint(language)


def test_of_two_links_between_the_same_the_second_points_at_the_first(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, MAPPED.replace("from: A3, to: B2", "from: A2, to: B2"))
    (twice,) = [each for each in caught.value.diagnostics if each.code == "DR266"]
    (first,) = twice.related
    assert twice.span is not None
    assert first is not None
    assert (first.line, twice.span.line) == (10, 11)


def test_a_crosswalk_is_told_by_its_ends_and_nothing_else_is_one(tmp_path: Path) -> None:
    read(tmp_path, MAPPED)
    assert crosswalk_ends(tmp_path / "w.yaml") == ("a.yaml", "b.yaml")
    (tmp_path / "half.yaml").write_text("from: a.yaml\n", encoding="utf-8")
    (tmp_path / "list.yaml").write_text("[from, to]\n", encoding="utf-8")
    (tmp_path / "w.txt").write_text(MAPPED, encoding="utf-8")
    (tmp_path / "areas.yaml").write_text("from: a\nto: b\nareas: {}\n", encoding="utf-8")
    others = ("a.yaml", "half.yaml", "list.yaml", "w.txt", "areas.yaml", "none.yaml")
    assert [crosswalk_ends(tmp_path / name) for name in others] == [None] * len(others)


def test_a_file_that_says_too_little_is_not_read_any_further(tmp_path: Path) -> None:
    with pytest.raises(DefinitionError) as caught:
        read(tmp_path, "digiramverk: 1\nid: w\nfrom: none.yaml\nto: b.yaml\n")
    assert {each.code for each in caught.value.diagnostics} == {"DR202"}
