"""Each verdict is about the sentence beside it, and there is none on what cannot be relied on."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Final

import pytest
from tests.definitions.definitions import loaded

from digiramverk.plugin import fold, hookimpl
from digiramverk.plugins.host import PluginHost
from digiramverk.proving.proof import Finding, Proof, Trial, Verdict, prove
from digiramverk.proving.subject import Subject
from digiramverk.reports.document_tree import Document
from digiramverk.reports.markdown_text import markdown
from digiramverk.reports.proofs import claim_text, proof_blocks
from digiramverk.workspace import Workspace

TEXT: Final = """\
digiramverk: 1
id: prov
edition: "1"
title: Prov
scale: [nej, delvis, ja]
scoring: {unanswered: exclude}
areas:
  a: {title: A, indicators: {A1: Ett, A2: Två}}
  b: {title: B, indicators: {B1: Tre}}
rules:
"""
LAWS: Final = ("deterministic", "within_range", "monotone", "ends", "equal_answers")


def proof_of(text: str, laws: Sequence[str] = LAWS, examples: int = 20) -> tuple[Subject, Proof]:
    subject = Subject(loaded(TEXT + text))
    chosen = tuple(each for each in Trial().laws if each.id in laws)
    return subject, prove(subject, Trial(examples, laws=chosen))


def finding(proof: Proof, measure: str, law: str) -> Finding:
    return next(each for each in proof.findings if (each.measure, each.law) == (measure, law))


@pytest.mark.parametrize(
    ("rule", "verdict", "said"),
    [
        ("mean(fraction)", Verdict.PROVED, "a raised answer never lowers it"),
        ("1 - mean(fraction)", Verdict.PROVED, "a raised answer never raises it"),
        ("count(answered)", Verdict.PROVED, "a raised answer never changes it"),
        ("max(points) - min(points)", Verdict.BOTH_WAYS, "a raised answer can raise it and can lower it"),
        ("count(points == 1)", Verdict.BOTH_WAYS, "a raised answer can raise it and can lower it"),
    ],
)
def test_the_sentence_is_the_one_that_was_shown(rule: str, verdict: Verdict, said: str) -> None:
    subject, proof = proof_of(f"  m: {rule}\n")
    found = finding(proof, "m", "monotone")
    assert (found.verdict, claim_text(subject, found, "en")) == (verdict, said)
    assert proof.holds
    for each in found.ways:
        # The smallest pair: what was not needed to show it is not there.
        assert sum(len(form.answers) for form in each.example.forms) <= 2


def test_what_goes_both_ways_is_told_with_its_pairs() -> None:
    subject, proof = proof_of("  m: max(points) - min(points)\n")
    text = markdown(Document(tuple(proof_blocks(subject, proof, "en"))))
    assert "m can go both ways. If " in text
    assert "rises from" in text
    assert "falls from" in text


def test_an_element_that_an_answer_can_leave_out_turns_all_both_ways() -> None:
    text = "  some: {per: [area], value: mean(fraction) >= 0.9 if mean(fraction) > 0 else not_relevant}\n"
    _, proof = proof_of(text + "  m: all(some)\n")
    assert finding(proof, "m", "monotone").verdict is Verdict.BOTH_WAYS


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("  m: 2 * mean(fraction)\n", "always 0% to 200%"),
        ("  m: {value: 100 * mean(fraction), format: points}\n", "always 0 to 100"),
        (
            "  m: {value: 100 * (share_of(points == 2) - share_of(points == 0)), format: points}\n",
            "always -100 to 100",
        ),
        ("  m: 2 * sum(points) / sum(max_points)\n", None),
    ],
)
def test_laws_go_by_what_a_value_can_be(rules: str, said: str | None) -> None:
    subject, proof = proof_of(rules)
    assert proof.holds, proof.counterexamples
    found = finding(proof, "m", "within_range")
    assert said is None or claim_text(subject, found, "en") == said


def test_a_sum_for_a_mean_is_still_found() -> None:
    _, proof = proof_of("  m: {value: sum(fraction), format: percent}\n")
    assert finding(proof, "m", "within_range").verdict is Verdict.BROKEN


def proof_with(compute: Callable[[object], float], tmp_path: Path) -> tuple[Subject, Proof]:
    path = tmp_path / "prov.yaml"
    path.write_text(TEXT + "  m: noisy(points)\n  on: m + 1\n  share: mean(fraction)\n", encoding="utf-8")
    host = PluginHost(discover=False)
    host.register(SimpleNamespace(digiramverk_folds=hookimpl(lambda: [fold("noisy", compute)])), "noise")
    workspace = Workspace(host)
    subject = workspace.proving.subject(path)
    chosen = tuple(each for each in Trial().laws if each.id in LAWS)
    return subject, prove(subject, Trial(20, laws=chosen))


def _random(_: object) -> float:
    return DICE.random()


def _remembering(_: object) -> float:
    CALLS.append(None)
    return float(len(CALLS))


def _failing(_: object) -> float:
    raise ArithmeticError


DICE = Random(1)  # noqa: S311 - chance is what is to be found
CALLS: list[None] = []


@pytest.mark.parametrize(
    ("compute", "kind"), [(_random, "deterministic"), (_remembering, "deterministic"), (_failing, "raises")]
)
def test_a_function_that_cannot_be_relied_on_breaks_this_law_alone(
    compute: Callable[[object], float], kind: str, tmp_path: Path
) -> None:
    subject, proof = proof_with(compute, tmp_path)
    assert not proof.holds
    broken = [each for each in proof.findings if each.verdict is Verdict.BROKEN]
    followers = set() if kind == "raises" else {"on"}
    assert {(each.measure, each.law) for each in broken} == {
        (name, "deterministic") for name in {"m"} | followers
    }
    (found,) = proof.counterexamples
    assert (found.found.measure, found.found.kind) == ("m", kind)
    if kind == "deterministic":
        assert found.found.before != found.found.after
    others = [each for each in proof.findings if each.measure in {"m", "on"} and each.law != "deterministic"]
    assert {each.verdict for each in others} <= {Verdict.UNKNOWN, Verdict.NOT_MEANT}
    assert any(each.verdict is Verdict.UNKNOWN and each.impure for each in others)
    assert finding(proof, "share", "monotone").verdict is Verdict.PROVED
    text = markdown(Document(tuple(proof_blocks(subject, proof, "en"))))
    assert "The other laws cannot be judged for m, on" in text
    assert "All laws hold" not in text


def test_a_function_that_can_be_relied_on_is_tested_and_never_proved(tmp_path: Path) -> None:
    _, proof = proof_with(lambda _: 1.0, tmp_path)
    assert proof.holds
    assert finding(proof, "m", "deterministic").verdict is Verdict.TESTED
    assert Verdict.PROVED not in {each.verdict for each in proof.findings if each.measure == "m"}


def test_what_could_not_be_tried_is_never_summed_up_as_holding() -> None:
    subject, proof = proof_of(
        "  m: max(points) - min(points) if mean(points) > 5 else undecided\n", ("monotone",)
    )
    assert finding(proof, "m", "monotone").verdict is Verdict.UNKNOWN
    text = markdown(Document(tuple(proof_blocks(subject, proof, "en"))))
    assert "No law is broken, but 1 could not be tested." in text
    assert "All laws hold" not in text
