"""The law that what is withheld does not follow: it holds, and finds what a faulty choice gives away."""

from pathlib import Path
from typing import Final

import pytest

from digiramverk.proving.proof import Proof, Trial, Verdict
from digiramverk.rules.disclosure.suppression import Suppression, Withheld
from digiramverk.workspace import Workspace

DISTRICTS: Final = """\
digiramverk: 1
id: areas-of-town
edition: "1"
title: Areas of town
languages: [en]
scale: [never, sometimes, always]
groups: {pupils: Pupils, staff: Staff}
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {Q1: We are heard, Q2: We feel safe}}}
params: {least: 3}
rules:
  own: {across: [response], value: mean(fraction)}
  of_unit: {across: [unit], value: mean(own), show_if: count(known(own)) >= least}
  of_group: {across: [unit, group], value: mean(own), show_if: count(known(own)) >= least}
  of_town: {across: [], value: mean(own), show_if: count(known(own)) >= least}
"""
BESIDE: Final = frozenset({"withheld", "follows", "one_unit", "parts_and_whole", "trace", "order_of_forms"})


def proof(folder: Path) -> Proof:
    path = folder / "town.yaml"
    path.write_text(DISTRICTS, encoding="utf-8")
    laws = tuple(law for law in Trial().laws if law.id in BESIDE)
    return Workspace().proving.prove(path, Trial(examples=30, laws=laws))


def broken(found: Proof) -> set[str]:
    return {each.law for each in found.findings if each.verdict is Verdict.BROKEN}


def test_the_law_holds_and_is_tested(tmp_path: Path) -> None:
    found = proof(tmp_path)
    assert broken(found) == set()
    tested = {
        each.measure: each.examples for each in found.findings if each.law == "follows" and each.examples
    }
    assert {"of_unit", "of_group"} <= tested.keys()


def test_a_faulty_choice_breaks_it_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Suppression, "chosen", lambda _: Withheld())
    found = proof(tmp_path)
    assert broken(found) == {"follows"}
    example = found.counterexamples[0]
    assert example.found.kind == "follows"
    assert example.found.after is not None
