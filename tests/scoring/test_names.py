"""A name is the same name in answers, in rules and on the command line, however it is written."""

from pathlib import Path
from unicodedata import normalize

import polars as pl
import pytest

from digiramverk.scoring import selection
from digiramverk.workspace import Workspace

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
attributes: {ort: Ort}
areas: {a: {title: A, indicators: {L1: Ett}}}
rules:
  share: mean(fraction)
  home: {value: 'count(answered, where=ort == "NAME")'}
  of_place: {across: [ort], value: mean(share)}
"""
PARTS = normalize("NFD", "Södra  Åsen")
NAME = "Södra Åsen"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that writes a name in another way than the answers."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN.replace("NAME", PARTS), encoding="utf-8")
    return path


@pytest.mark.parametrize("written", [NAME, PARTS, "Södra\u00a0Å\u00adsen\u200b"])
def test_rules_and_choices_name_what_answers_name(plan: Path, written: str) -> None:
    workspace = Workspace()
    results = workspace.score(plan, [{"ort": written, "answers": {"L1": "ja"}}])
    assert results.value("home") == 1
    assert len(selection(results, {"ort": PARTS}).results.coverage) == 1
    explained = workspace.explain(plan, [{"ort": written, "answers": {"L1": "ja"}}], "of_place", ort=PARTS)
    assert explained.cell.members == {"ort": NAME}


def test_tables_in_memory_have_the_same_names(plan: Path) -> None:
    table = pl.DataFrame(
        {"Ort": [NAME, PARTS, f"{NAME}\u200b", NAME.upper()], " l1\u00ad ": ["JA", "ja", "nej", "Ja"]}
    )
    found = Workspace().score_frame(plan, table)
    assert found.groups["ort",]["ort"].to_list() == [NAME, NAME.upper()]
    assert found.groups["ort",]["forms"].to_list() == [3, 1]
    assert [each.code for each in found.notes] == ["DR452"]
    assert found.forms["home"].to_list() == [1, 1, 1, 0]
