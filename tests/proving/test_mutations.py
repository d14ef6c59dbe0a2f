"""Mistakes that are made on purpose: which are made, what notices them, and what is told of the others."""

from pathlib import Path
from typing import Any, Final

import pytest

from digiramverk.proving.case_files import load_cases
from digiramverk.proving.cases import run_case
from digiramverk.proving.formula_slips import edits
from digiramverk.proving.mutants import Mutant, mutants
from digiramverk.proving.mutation import Score, mutate
from digiramverk.proving.subject import Subject
from digiramverk.reports.mutation import mutation_blocks, mutation_data
from digiramverk.scoring.engine import Scorer
from digiramverk.workspace import Workspace

SMALL: Final = """\
digiramverk: 1
id: liten
edition: "1"
title: Liten
scale: [nej, delvis, ja]
steps: ["1", "2"]
params: {reached_at: 0.5}
bands:
  läge:
    svag: {below: 0.5}
    stark: {at_least: 0.5}
areas:
  a: {title: A, indicators: {A1: {text: Ett, step: 1, weight: 2}, A2: {text: Två, step: 1}}}
  b: {title: B, indicators: {B1: {text: Tre, step: 2}, B2: {text: Fyra, step: 2}}}
scoring: {unanswered: exclude}
rules:
  share: {per: [area], value: mean(fraction)}
  weighed: mean(fraction, weight=weight)
  reached: {per: [step], value: mean(fraction) >= reached_at}
  top: highest(reached)
  state: band(weighed, "läge")
  best: max(share)
  pooled: {across: [round], value: "mean(fraction, where=published)"}
"""
CASE: Final = """\
hälften:
  forms:
    - {unit: Alskolan, answers: {A1: ja, A2: nej, B1: delvis, B2: ja}}
  partial: true
  expect:
    share: [{area: a, value: 1/2}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("small")
    (found / "framework.yaml").write_text(SMALL, encoding="utf-8")
    (found / "cases").mkdir()
    return found


@pytest.fixture(scope="module")
def subject(folder: Path) -> Subject:
    return Workspace().proving.subject(folder)


@pytest.fixture(scope="module")
def score(subject: Subject) -> Score:
    return mutate(subject, ())


def made(subject: Subject) -> list[Mutant]:
    return list(mutants(subject.framework))


@pytest.mark.parametrize(
    ("kind", "where", "after"),
    [
        ("indicator_dropped", "pooled", '(published) and indicator != "A1"'),
        ("function", "share", "sum"),
        ("function", "best", "min"),
        ("comparison", "reached", " > "),
        ("threshold", "reached_at", "0.55"),
        ("lost_where", "pooled", ""),
        ("not_relevant_as_lowest", "share", "as: nej"),
        ("weights_swapped", "A1, A2", "1, 2"),
        ("moved_step", "A1", "2"),
        ("renumbered", "step", "2, 1"),
        ("points_swapped", "scale", "nej: 1, delvis: 0"),
        ("band_edge", "läge svag/stark", "0.55"),
        ("band_side", "läge svag/stark", "0.5 → svag"),
    ],
)
def test_every_way_of_being_wrong_is_tried(subject: Subject, kind: str, where: str, after: str) -> None:
    assert (kind, where, after) in {(each.kind, each.where, each.after) for each in made(subject)}


@pytest.mark.parametrize(
    ("formula", "kind", "becomes"),
    [
        ('mode(points, ties="lower")', "option", 'mode(points, ties="higher")'),
        ('mode(points, ties="lower")', "option", 'mode(points, ties="missing")'),
        ('mode(points, ties="lower")', "function", "median(points)"),
        ('mode(points, ties="lower", default=0)', "function", "median(points, default=0)"),
        ('mode(points, default=0, ties="lower")', "function", "median(points, default=0)"),
    ],
)
def test_another_choice_and_a_fold_without_one_are_tried(
    subject: Subject, formula: str, kind: str, becomes: str
) -> None:
    tried = {
        (found, formula[:start] + text + formula[end:])
        for found, start, end, text in edits(formula, subject.framework)
    }
    assert (kind, becomes) in tried


def test_a_case_notices_another_choice(tmp_path: Path) -> None:
    (tmp_path / "framework.yaml").write_text(
        SMALL.replace("  best: max(share)", "  best: 'mode(share, ties=\"lower\")'"), encoding="utf-8"
    )
    (tmp_path / "cases").mkdir()
    case = CASE.replace("share: [{area: a, value: 1/2}]", "best: 1/2")
    (tmp_path / "cases" / "one.yaml").write_text(case, encoding="utf-8")
    own = Workspace().proving.subject(tmp_path)
    fates = mutate(own, load_cases(tmp_path, own.framework)).fates
    of_ties = {each.mutant.after: each.noticed_by for each in fates if each.mutant.kind == "option"}
    assert of_ties == {'"higher"': "hälften", '"missing"': "hälften"}


def test_ranges_that_take_one_too_many_are_among_them() -> None:
    found = [each for each in made(Workspace().proving.subject("lika-larare")) if each.kind == "range"]
    assert ("K-05", "kompetensutveckling", "anvandning") in {(m.where, m.before, m.after) for m in found}


def test_the_same_mistakes_are_made_each_time(subject: Subject) -> None:
    once, again = ([(m.kind, m.where, m.before, m.after) for m in made(subject)] for _ in range(2))
    assert once == again


def test_every_mistake_can_change_something(subject: Subject) -> None:
    assert all(each.moved for each in made(subject))
    dropped = next(
        each for each in made(subject) if each.kind == "indicator_dropped" and each.where == "pooled"
    )
    assert dropped.moved == {"pooled"}


def test_what_nothing_notices_comes_with_a_case_that_does(
    folder: Path, subject: Subject, score: Score
) -> None:
    told = [each for each in score.survivors if each.suggestion is not None]
    assert len(told) > len(score.survivors) / 2
    for each in told:
        (folder / "cases" / "one.yaml").write_text(str(each.suggestion), encoding="utf-8")
        (case,) = load_cases(folder, subject.framework)
        assert run_case(case, subject.scorer).holds, each.suggestion
        assert not run_case(case, Scorer(each.mutant.framework)).holds, (each.mutant, each.suggestion)


def test_a_case_notices_what_it_speaks_of(folder: Path, subject: Subject, score: Score) -> None:
    (folder / "cases" / "one.yaml").write_text(CASE, encoding="utf-8")
    with_case = mutate(subject, load_cases(folder, subject.framework))
    assert with_case.noticed > score.noticed
    assert "hälften" in {each.noticed_by for each in with_case.fates}


def test_what_no_case_decides_is_listed(score: Score) -> None:
    told = {(each.measure, each.lacking) for each in score.undecided}
    assert ("reached", ("True", "False")) in told
    assert ("state", ("svag", "stark")) in told


def test_survivors_are_told_with_all_that_a_case_needs(score: Score) -> None:
    data: dict[str, Any] = mutation_data(score, lambda _: None)
    assert data["mutants"] == len(score.fates)
    assert data["share"] == score.share == score.noticed / len(score.fates)
    assert {tuple(each) for each in data["survivors"]} == {
        ("kind", "where", "before", "after", "file", "line", "measures", "case")
    }
    words = str(mutation_blocks(score, lambda _: None, "sv"))
    assert f"{score.noticed} av {len(score.fates)} misstag märks" in words
