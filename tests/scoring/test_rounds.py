"""One order of rounds for every engine, explanation and report: declared, or said by their names."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from digiramverk.core.errors import InputError
from digiramverk.scoring.tables.bulk import BulkOptions, score_table
from digiramverk.workspace import Workspace

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en]
scale: [none, half, full]
scoring: {unanswered: exclude}
areas: {a: {title: Area, indicators: {L1: One, L2: Two}}, b: {title: Other, indicators: {L3: Three}}}
rules:
  share: {per: [area], value: mean(fraction), format: percent}
  of_form: {value: mean(fraction) - previous(total), format: points}
  total: mean(fraction)
  mean_of: {across: [unit, round], value: mean(total), format: percent}
  change: {across: [unit, round], value: mean_of - previous(mean_of), format: points}
  of_round: {across: [round], per: [area], value: mean(share), format: percent}
reports:
  comparison: {parts: [{table: share}, {chart: share}]}
  municipality: {parts: [{chart: of_round}, grid]}
"""
DECLARED = "rounds: {start: Before it all, mid: {title: Meanwhile, opens: 2026-03-01}, end: After that}"
LEVELS = ["none", "half", "full"]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan that asks for the round before."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def overlay(plan: Path) -> Path:
    """A municipality's plan, which declares rounds."""
    path = plan.with_name("ours.yaml")
    text = f"digiramverk: 1\nid: ours\nedition: '1'\ntitle: Ours\nextends: ./plan.yaml\nadd: {{{DECLARED}}}\n"
    path.write_text(text, encoding="utf-8")
    return path


def forms(rounds: Sequence[str], named: Sequence[str]) -> list[tuple[str, str]]:
    """(Round, level) pairs in another order: the first round has the lowest level, and so on."""
    return [(name, LEVELS[rounds.index(name)]) for name in named]


def table(pairs: Sequence[tuple[str, str]]) -> pl.DataFrame:
    """A form per round of one unit."""
    levels = [level for _, level in pairs]
    return pl.DataFrame(
        {
            "unit": ["Ash"] * len(pairs),
            "round": [r for r, _ in pairs],
            "L1": levels,
            "L2": levels,
            "L3": levels,
        }
    )


SETS = [
    ("HT16", "VT17", "HT17"),
    ("2016/17", "2017/18", "2018/19"),
    ("autumn 2016", "spring 2017", "HT17"),
    ("9", "10", "11"),
]


@pytest.mark.parametrize("rounds", SETS)
def test_the_round_before_is_the_same_on_every_engine(plan: Path, rounds: Sequence[str]) -> None:
    workspace = Workspace()
    for named in permutations(rounds):
        frame = table(forms(rounds, named))
        path = plan.with_name("answers.csv")
        frame.write_csv(path)
        results = workspace.score(plan, path)
        changes = {cell.members["round"]: cell.value for cell in results["change"]}
        assert changes == dict(zip(rounds, (None, 0.5, 0.5), strict=True))
        scorer = workspace.scoring.frame_scorer(plan)
        for engine in ("polars", "scalar"):
            assert score_table(scorer, path, BulkOptions(engine=engine)).to_dict() == results.to_dict()
        groups = workspace.score_frame(plan, frame).groups["unit", "round"]
        assert dict(zip(groups["round"], groups["change"], strict=True)) == changes
        explained = workspace.explain(plan, path, "change", unit="Ash", round=rounds[1])
        assert explained.cell.value == changes[rounds[1]]


def test_without_an_order_nothing_is_computed(plan: Path) -> None:
    workspace, frame = Workspace(), table([("before", "none"), ("after", "full")])
    path = plan.with_name("answers.csv")
    frame.write_csv(path)
    scorer = workspace.scoring.frame_scorer(plan)
    for way in (
        lambda: workspace.score(plan, path),
        lambda: workspace.score_frame(plan, frame),
        lambda: score_table(scorer, path, BulkOptions(engine="polars")),
        lambda: workspace.explain(plan, path, "change", unit="Ash", round="after"),
        lambda: workspace.report(plan, path, "comparison", to="text", language="en"),
    ):
        with pytest.raises(InputError, match="DR453"):
            way()
    assert workspace.score_frame(plan, frame, measures=["total"]).forms["total"].to_list() == [0, 1]
    assert workspace.score(plan, [{"round": "after", "answers": {"L1": "full"}}]).coverage


def test_declared_rounds_have_titles_and_no_others_occur(overlay: Path) -> None:
    workspace, path = Workspace(), overlay.with_name("answers.csv")
    written = [("after THAT", "full"), ("start", "none"), ("Meanwhile", "half")]
    frame = table(written)
    frame.write_csv(path)
    results = workspace.score(overlay, path)
    assert {cell.members["round"]: cell.value for cell in results["change"]} == {
        "start": None,
        "mid": 0.5,
        "end": 0.5,
    }
    assert workspace.score_frame(overlay, frame).groups["unit", "round"]["change"].to_list() == [
        0.5,
        None,
        0.5,
    ]
    shown = workspace.report(overlay, path, "comparison", to="text", language="en").decode()
    assert shown.index("Before it all") < shown.index("Meanwhile") < shown.index("After that")
    with pytest.raises(InputError, match="later"):
        workspace.score_frame(overlay, table([("later", "full")]))
    with pytest.raises(InputError, match="later"):
        workspace.score(overlay, [{"round": "later", "answers": {"L1": "full"}}])


@pytest.mark.parametrize("rounds", SETS)
def test_reports_show_the_last_round_and_rounds_in_order(plan: Path, rounds: Sequence[str]) -> None:
    workspace, path = Workspace(), plan.with_name("answers.csv")
    table(forms(rounds, (rounds[1], rounds[2], rounds[0]))).write_csv(path)
    compared = workspace.report(plan, path, "comparison", to="text", language="en").decode()
    places = [compared.index(name) for name in rounds]
    assert places == sorted(places)
    whole = workspace.report(plan, path, "municipality", to="text", language="en").decode()
    assert f", {rounds[2]}" in whole
    assert whole.index(rounds[2]) < whole.index(rounds[1]) < whole.index(rounds[0])
