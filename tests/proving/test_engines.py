"""The law that a table gives what forms give one by one: kept by the engine, broken by a wrong one."""

from pathlib import Path

import pytest

from digiramverk.proving.laws import engines
from digiramverk.proving.mutants import mutants
from digiramverk.proving.proof import Proof, Trial, Verdict, prove
from digiramverk.proving.subject import Subject
from digiramverk.reports.check_results import junit, law_data
from digiramverk.reports.proofs import proof_blocks, sentence
from digiramverk.tables.program import FrameProgram
from digiramverk.workspace import Workspace

LAWS = tuple(law for law in Trial().laws if law.id == "engines")
WORKSPACE = Workspace()
SMALL = """\
digiramverk: 1
id: liten
edition: "1"
title: Liten
scale: [nej, delvis, ja]
areas: {a: {title: A, indicators: {A1: Ett, A2: Två}}, b: {title: B, indicators: {B1: Tre}}}
scoring: {unanswered: exclude}
rules:
  share: {per: [area], value: mean(fraction)}
  whole: mean(share)
  pooled: {across: [round], value: mean(points)}
"""


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    path = tmp_path / "framework.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return WORKSPACE.proving.subject(path)


def proof(subject: Subject) -> Proof:
    return prove(subject, Trial(20, laws=LAWS))


def test_every_measure_is_tested(subject: Subject) -> None:
    found = proof(subject)
    assert found.holds
    assert {each.verdict for each in found.findings} == {Verdict.TESTED}


def test_an_engine_that_computes_something_else_is_found(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = next(each for each in mutants(subject.framework) if each.kind == "moved_area")
    monkeypatch.setattr(Subject, "frames", FrameProgram(wrong.framework.plan))
    found = proof(subject).counterexamples[0]
    assert found.found.measure in wrong.moved
    assert sum(len(form.answers) for form in found.example.forms) <= 5
    assert "en annan motor ger" in sentence(subject, found, "sv")


def test_where_the_extra_is_missing_the_law_is_not_tested_and_says_so(
    subject: Subject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    found = proof(subject)
    assert found.holds
    assert {each.verdict for each in found.findings} == {Verdict.NOT_TESTED}
    assert law_data(subject, found.findings[0], "en")["lacking"] == "frames"
    told = str(proof_blocks(subject, found, "sv"))
    assert "ej prövad" in told
    assert "pip install 'digiramverk[frames]'" in told
    assert 'skipped message="Not tested, all engines agree' in junit(subject, (), found, "en")
