"""Whether an answer counts: all facts say the same, in every engine, in the coverage and in explanations.

What they say is the table *What each answer counts as* of the reference, which is read here.
"""

import re
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import attrs
import polars as pl
import pytest
from tests.definitions.definitions import alone, loaded
from tests.scoring.test_frames import given_to, rows

from digiramverk.model.framework import Framework
from digiramverk.reports.explain import explanation_document
from digiramverk.reports.markdown_text import markdown
from digiramverk.rules.missing import Missing

pytestmark = pytest.mark.repository

FACTS: Final = ("relevant", "answered", "declined", "points", "fraction")
REFERENCE: Final = Path(__file__).parents[2] / "docs/reference/rule-language.md"
PLAN: Final = """\
digiramverk: 1
id: counting
edition: "1"
title: Counting
languages: [en]
groups: [leaders, pupils]
scale: {levels: [no, partly, yes], declined: Prefer not to say}
scoring: {SCORING}
areas: {a: {indicators: {Q1: {text: A question, groups: [leaders]}, Q2: {text: Another, groups: [pupils]}}}}
rules:
"""
CALLED: Final = {"yes": True, "no": False, **{each.key: each for each in Missing}}
WORKSPACE: Final = alone()


@attrs.frozen
class Line:
    """A row of the table: what is answered under which choice, and what every fact then is."""

    answer: str
    scoring: str
    facts: dict[str, Any]
    answered: int
    relevant: int

    def __str__(self) -> str:
        """For the names of tests."""
        return f"{self.answer}, {self.scoring}"

    @property
    def framework(self) -> Framework:
        """A framework that says so and shows every fact."""
        scoring = self.scoring if "unanswered" in self.scoring else f"unanswered: exclude, {self.scoring}"
        rules = "".join(f"  is_{fact}: {{per: [indicator], value: {fact}}}\n" for fact in FACTS)
        return loaded(PLAN.replace("SCORING", scoring) + rules)

    @property
    def form(self) -> dict[str, Any]:
        """A form with the answer: to Q1, which is asked of leaders."""
        if self.answer == "not asked":
            return {"unit": "Ash", "group": "pupils", "answers": {"Q2": "yes"}}
        answers = {} if self.answer == "none" else {"Q1": self.answer}
        return {"unit": "Ash", "group": "leaders", "answers": answers}


def read() -> list[Line]:
    """The table of the reference."""
    section = REFERENCE.read_text(encoding="utf-8").split("### What each answer counts as")[1]
    table = [row.split("|")[1:-1] for row in re.findall(r"^\|.*$", section, re.MULTILINE)]
    found: list[Line] = []
    for row in table[2 : 2 + ROWS]:
        answer, scoring, *facts, counts = (cell.strip().strip("`") for cell in row)
        values = [CALLED[each] if each in CALLED else Fraction(each) for each in facts]
        answered, relevant = map(int, counts.split(" of "))
        found.append(Line(answer, scoring, dict(zip(FACTS, values, strict=True)), answered, relevant))
    return found


ROWS: Final = 9
# The page is in the repository only; where it is not, these tests are left out.
LINES: Final = read() if REFERENCE.exists() else []


def test_the_table_has_every_state_and_every_choice() -> None:
    assert {line.answer for line in LINES} == {"partly", "none", "declined", "not_relevant", "not asked"}
    choices = {"exclude", "blocks", "zero"}
    assert {line.scoring for line in LINES} >= {f"unanswered: {choice}" for choice in choices}


@pytest.mark.parametrize("line", LINES, ids=str)
def test_every_fact_of_an_answer_is_what_the_reference_says(line: Line) -> None:
    framework = line.framework
    results = WORKSPACE.score(framework, line.form)
    of_first = {
        cell.measure.name.removeprefix("is_"): cell.value if cell.missing is None else cell.missing
        for cell in results.cells
        if cell.members["indicator"] == "Q1"
    }
    assert of_first == line.facts
    # Q2 is asked of pupils alone, and answered.
    other = int(line.answer == "not asked")
    (coverage,) = results.coverage
    assert (coverage.answered - other, coverage.relevant - other) == (line.answered, line.relevant)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_every_engine_says_so(line: Line, library: str) -> None:
    form = line.form
    columns = {name: [form[name]] for name in ("unit", "group")}
    columns |= {name: [form["answers"].get(name)] for name in ("Q1", "Q2")}
    frame = given_to(library, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)))
    found = WORKSPACE.score_frame(line.framework, frame)
    (row,) = rows(found.forms)
    for fact, value in line.facts.items():
        kind = row[f"is_{fact}[Q1]:missing"]
        if isinstance(value, Missing):
            assert kind == int(value), fact
        else:
            assert (kind, row[f"is_{fact}[Q1]"]) == (0, value), fact
    other = int(line.answer == "not asked")
    assert (row["answered"] - other, row["relevant"] - other) == (line.answered, line.relevant)


@pytest.mark.parametrize("line", LINES, ids=str)
@pytest.mark.parametrize("fact", FACTS)
def test_an_explanation_says_so(line: Line, fact: str) -> None:
    found = WORKSPACE.explain(line.framework, line.form, f"is_{fact}", indicator="Q1")
    assert found.trace.value == line.facts[fact]


def test_an_explanation_names_the_level_that_an_answer_counts_as() -> None:
    framework = loaded(
        PLAN.replace("SCORING", "unanswered: zero, not_relevant: {as: yes}") + "  m: sum(points)\n"
    )
    form = {"unit": "Ash", "answers": {"Q1": "not_relevant", "Q2": "not_relevant"}}
    document = explanation_document(WORKSPACE.explain(framework, form, "m"), "en")
    assert "not relevant, counts as yes" in markdown(document)


def test_a_share_of_the_maximum_is_never_more_than_all() -> None:
    rule = '  share: {value: "sum(points) / sum(max_points, where=relevant)", RULE}\n'
    for scoring, own in (
        ("unanswered: zero, not_relevant: {as: yes}", "not_relevant: exclude"),
        ("unanswered: exclude, not_relevant: exclude", "not_relevant: {as: yes}"),
        ("unanswered: blocks, not_relevant: {as: yes}", "format: percent"),
    ):
        framework = loaded(PLAN.replace("SCORING", scoring) + rule.replace("RULE", own))
        form = {"unit": "Ash", "answers": {"Q1": "yes", "Q2": "not_relevant"}}
        (cell,) = WORKSPACE.score(framework, form).cells
        assert cell.value == 1


def test_a_rule_can_say_what_not_relevant_is_to_whether_something_is_answered() -> None:
    rule = "  answers: {value: count(answered), not_relevant: {as: no}}\n"
    framework = loaded(PLAN.replace("SCORING", "unanswered: exclude") + rule)
    results = WORKSPACE.score(framework, {"unit": "Ash", "answers": {"Q1": "not_relevant"}})
    assert [cell.value for cell in results.cells] == [1]
