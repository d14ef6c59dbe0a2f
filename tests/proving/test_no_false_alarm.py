"""A correct framework is never accused: fifty thousand examples over the shipped ones, every night."""

from collections.abc import Callable
from typing import Final

import pytest
from tests.thorough import NIGHTLY

from digiramverk.proving.proof import Proof, Trial, Verdict
from digiramverk.workspace import Workspace

LEAST: Final = 10_000
"""Examples per framework, each a population of forms in which one law finds something to compare."""
DRAWN: Final = {
    "goteborg": 14_000,
    "lika": 11_000,
    "lika-larare": 46_000,
    "selfie": 2_500,
    "skoldigiguide": 10_500,
}
"""How many populations are drawn per law: most laws of most frameworks are proved and take none."""


def tried(proof: Proof) -> int:
    """How many examples were compared: of every law, those of the measure that had most."""
    most: dict[str, int] = {}
    for each in proof.findings:
        if each.verdict in {Verdict.TESTED, Verdict.BROKEN}:
            most[each.law] = max(most.get(each.law, 0), each.examples)
    return sum(most.values())


@pytest.mark.skipif(not NIGHTLY, reason="takes an hour: make nightly")
@pytest.mark.parametrize("framework", sorted(DRAWN))
def test_no_correct_framework_is_accused(
    framework: str, record_property: Callable[[str, object], None]
) -> None:
    proof = Workspace().proving.prove(framework, Trial(DRAWN[framework], seed=1))
    record_property("examples", tried(proof))
    print(f"{framework}: {tried(proof)} examples")  # noqa: T201 - shown with -s and where it fails
    assert [each.found for each in proof.counterexamples] == []
    assert tried(proof) >= LEAST


def test_examples_are_counted_once_per_law() -> None:
    proof = Workspace().proving.prove("lika-larare", Trial(3))
    laws = {each.law for each in proof.findings if each.verdict is Verdict.TESTED}
    assert len(laws) <= tried(proof) <= 30 * len(laws)
