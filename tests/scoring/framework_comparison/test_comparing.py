"""Two frameworks side by side: what is said to differ differs, and what is promised to stay does."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.definitions.definitions import STEPS, alone, loaded
from tests.definitions.full_files import FRAMEWORK
from tests.definitions.overlay_files import extended
from tests.definitions.test_overlay_laws import INDEPENDENT

from digiramverk.definitions.plain_data import to_data
from digiramverk.model.framework import Framework
from digiramverk.reports.comparison import comparison_document
from digiramverk.reports.document_tree import Document, Heading, Note, Paragraph, TableBlock
from digiramverk.reports.markdown_text import markdown
from digiramverk.scoring.framework_comparison import changes as compared
from digiramverk.scoring.framework_comparison.changes import changes
from digiramverk.scoring.framework_comparison.measure_changes import measure_changes
from digiramverk.scoring.framework_comparison.sampling import sample


def told(folder: Path, text: str) -> list[str]:
    """What an overlay changes, each as `how kind id`."""
    found = changes(loaded(STEPS), extended(folder, text))
    return [f"{c.how} {c.kind} {c.id} {c.before}>{c.after}" for c in found if c.kind != "framework"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "add: {areas: {ledning: {indicators: {N: {text: Ny, step: 1}}}}}\n",
            ["added indicators N None>ledning"],
        ),
        ("remove: {indicators: [L2]}\n", ["removed indicators L2 ledning>None"]),
        ("move: {indicators: {L2: kompetens}}\n", ["moved indicators L2 ledning>kompetens"]),
        ("rename: {indicators: {L2: P2}}\n", ["renamed indicators P2 L2>P2"]),
        ("change: {indicators: {L2: {text: x}}}\n", ["reworded indicators L2 None>None"]),
        ("change: {scale: {not_relevant: Gäller ej}}\n", ["reworded scales scale None>None"]),
        ("change: {indicators: {L2: {step: 1}}}\n", ["changed indicators L2 2>1"]),
        ("params: {reached_at: 0.9}\n", ["changed params reached_at 0.8>0.9"]),
        (
            "change: {rules: {share: mean(points)}}\n",
            ["changed rules share mean(fraction)>mean(points)"],
        ),
        (
            "change: {scales: {scale: {levels: {ja: {points: 5}}}}}\n",
            ["rescaled scales scale None>None"],
        ),
        (
            "add: {scales: {fler: [a, b, c]}}\nchange: {indicators: {L2: {scale: fler}}}\n",
            ["added scales fler None>None", "rescaled indicators L2 scale>fler"],
        ),
        (
            "targets: [{measure: share, where: {response: r, area: ledning, step: 1}, at_least: 0.8}]\n",
            ["added targets share None>response=r, area=ledning, step=1, at_least 0.8"],
        ),
        ("change: {scoring: {unanswered: zero}}\n", ["changed scoring o1 None>None"]),
    ],
)
def test_each_kind_of_change_is_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(tmp_path, text) == expected


ORDERED = """\
digiramverk: 1
id: ordnat
edition: "1"
title: Ordnat
scale: {levels: {nej: {points: 0}, delvis: {points: 1}, ja: {points: 2}}}
steps: [a, b, c]
facets: {tema: {members: [x, y], ordered: true}}
scoring: {use: steps, unanswered: exclude}
areas:
  ett: {indicators: {E1: {text: En, step: a}, E2: {text: Två, step: b}, E3: {text: Tre, step: c}}}
  två: {indicators: {T1: {text: Fyra, step: a}}}
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[a, b, c]", "[a, c, b]", ("steps", "ordnat", (), "b, c", "c, b")),
        ("{nej: {points: 0}, delvis: {points: 1},", "{delvis: {points: 1}, nej: {points: 0},",
         ("scales", "scale", ("levels",), "nej, delvis", "delvis, nej")),
        ("[x, y]", "[y, x]", ("facets", "tema", ("members",), "x, y", "y, x")),
        ("E1: {text: En, step: a}, E2: {text: Två, step: b}",
         "E2: {text: Två, step: b}, E1: {text: En, step: a}",
         ("areas", "ett", ("indicators",), "E1, E2", "E2, E1")),
    ],
)  # fmt: skip
def test_a_new_order_is_told(old: str, new: str, expected: tuple[object, ...]) -> None:
    assert old in ORDERED
    first, second = loaded(ORDERED), loaded(ORDERED.replace(old, new))
    assert [attrs.astuple(each) for each in changes(first, second)] == [("reordered", *expected)]
    [change] = changes(first, second)
    assert "Ny ordning" in markdown(comparison_document((first, second), (change,), (), (), "sv"))


def test_what_is_new_or_has_another_id_is_no_new_order() -> None:
    first = loaded(ORDERED)
    for old, new in (("[a, b, c]", "[a, n, b, c]"), ("E2: {", "N2: {"), ("[x, y]", "[z, x, y]")):
        found = changes(first, loaded(ORDERED.replace(old, new)))
        assert found
        assert "reordered" not in {each.how for each in found}


SETTINGS = """\
counts: reached_once
plan: {step: highest_step, most: 3}
laws: {share: {monotone: rising}}
reports: {plan: {title: Plan, parts: [areas]}}
"""


def test_what_is_said_of_plans_reports_laws_and_forms_is_told(tmp_path: Path) -> None:
    rules = "reached_once: mean(points) >= 1, reached_well: mean(points) >= 2"
    rule = f"add: {{rules: {{{rules}, weak: {{per: [indicator], value: points < 1}}}}}}\n"
    bare, said = extended(tmp_path, rule), extended(tmp_path, rule + SETTINGS)
    other = SETTINGS.replace("reached_once", "reached_well").replace("most: 3", "most: 5, first: weak")
    other = other.replace("rising", "falling").replace("[areas]", "[comments]")
    changed = extended(tmp_path, rule + other)

    def found(first: Framework, second: Framework) -> list[tuple[str, ...]]:
        return [
            (each.how, each.kind, each.id, *each.fields, f"{each.before}>{each.after}")
            for each in changes(first, second)
        ]

    assert found(bare, said) == [
        ("added", "laws", "share", "None>None"),
        ("added", "plan", "step", "None>highest_step"),
        ("added", "plan", "most", "None>3"),
        ("added", "reports", "plan", "None>None"),
        ("added", "counts", "reached_once", "None>reached_once"),
    ]
    assert [(how.replace("added", "removed"), *rest) for how, *rest in found(bare, said)] == [
        (*each[:-1], ">".join(reversed(each[-1].split(">")))) for each in found(said, bare)
    ]
    assert found(said, changed) == [
        ("added", "plan", "first", "None>weak"),
        ("changed", "laws", "share", "monotone", "None>None"),
        ("changed", "plan", "most", "3>5"),
        ("changed", "reports", "plan", "parts", "None>None"),
        ("changed", "counts", "reached_well", "reached_once>reached_well"),
    ]
    document = comparison_document((said, changed), changes(said, changed), (), (), "sv")
    text = markdown(document)
    for words in ("| handlingsplan | most | 3 → 5 |", "| formulär som räknas | reached\\_well |"):
        assert words in text


def test_no_part_of_a_framework_differs_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = loaded(FRAMEWORK), loaded(FRAMEWORK)
    whole = to_data(first)
    named = {"digiramverk", "id", "edition", "scoring"}
    assert changes(first, second) == ()
    for key in whole.keys() - named:
        less = {name: part for name, part in whole.items() if name != key}
        monkeypatch.setattr(compared, "to_data", lambda each, less=less: whole if each is first else less)
        assert changes(first, second), key
        assert changes(second, first), key


def states(folder: Path, text: str) -> dict[str, str]:
    """Every measure with its state."""
    return {m.name: m.state for m in measure_changes(loaded(STEPS).plan, extended(folder, text).plan)}


def test_a_param_changes_only_what_builds_on_it(tmp_path: Path) -> None:
    assert states(tmp_path, "params: {reached_at: 0.9}\n") == {
        "share": "same",
        "reached": "can_change",
        "step_reached": "can_change",
        "highest_step": "can_change",
    }


def test_a_text_changes_no_measure(tmp_path: Path) -> None:
    assert set(states(tmp_path, "change: {indicators: {L1: Annat}}\n").values()) == {"same"}


def test_measures_that_only_one_has(tmp_path: Path) -> None:
    text = "add: {rules: {ny: mean(points)}}\nremove: {rules: [highest_step]}\n"
    found = states(tmp_path, text)
    assert (found["ny"], found["highest_step"], found["share"]) == ("added", "removed", "same")


@given(st.lists(st.sampled_from(INDEPENDENT), unique=True, max_size=4))
@settings(max_examples=20)
def test_a_measure_that_is_promised_to_stay_stays_on_drawn_answers(some: list[str]) -> None:
    with TemporaryDirectory() as folder:
        first, second = loaded(STEPS), extended(Path(folder), *some)
        state = {each.name: each.state for each in measure_changes(first.plan, second.plan)}
        for each in sample(first, second, 15):
            assert each.differing == 0 or state[each.name] == "can_change", each


def test_sampling_finds_a_difference_and_its_size(tmp_path: Path) -> None:
    own = extended(tmp_path, "change: {rules: {share: mean(fraction) / 2}}\n")
    found = {each.name: each for each in sample(loaded(STEPS), own, 40)}
    assert found["share"].differing > 30
    assert found["share"].largest == 0.5
    assert found["reached"].differing == 0
    assert sample(loaded(STEPS), own, 40) == sample(loaded(STEPS), own, 40)


def test_a_framework_says_the_same_as_itself() -> None:
    compared = alone().compare(loaded(STEPS), loaded(STEPS))
    assert compared.changes == ()
    assert {each.state for each in compared.measures} == {"same"}
    document = comparison_document(
        (compared.first, compared.second), compared.changes, compared.measures, (), "en"
    )
    assert Paragraph("The frameworks say the same.") in document.blocks


def test_markdown_shows_texts_as_they_are() -> None:
    table = TableBlock(("A", "B"), (("a|b", "*c*"),), "Under_score")
    text = markdown(Document((Heading("En [länk](x)", 2), table, Note("`kod`"))))
    assert text == (
        "## En \\[länk\\](x)\n\n*Under\\_score*\n\n"
        "| A | B |\n| --- | ---: |\n| a\\|b | \\*c\\* |\n\n*\\`kod\\`*\n"
    )
    assert re.search(r"(?<!\\)\|b", text) is None
