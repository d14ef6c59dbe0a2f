"""Twelve faults, each one line of a copy of a shipped framework: a law alone finds every one of them."""

import shutil
from importlib.resources import files
from pathlib import Path
from typing import Final

import attrs
import pytest

from digiramverk.proving.law import Forms
from digiramverk.proving.proof import Proof, Trial
from digiramverk.workspace import Workspace

MOST_DIFFERING: Final = 3


@attrs.frozen
class Fault:
    """One line that is wrong, and the law and measure that it breaks."""

    name: str
    framework: str
    file: str
    right: str
    wrong: str
    law: str
    measure: str


FAULTS: Final = (
    Fault(
        "a negative weight",
        "lika",
        "rules.yaml",
        "  per: [area, step]\n  value: mean(fraction)\n",
        '  per: [area, step]\n  value: mean(fraction, weight=1 if indicator != "L2-04" else -1)\n',
        "monotone",
        "share",
    ),
    Fault(
        "a level with fewer points than the one below",
        "lika",
        "framework.yaml",
        "        points: 3\n",
        "        points: 1\n",
        "monotone",
        "share",
    ),
    Fault(
        "a sum for a mean",
        "lika",
        "rules.yaml",
        "  per: [area, step]\n  value: mean(fraction)\n",
        "  per: [area, step]\n  value: sum(fraction)\n",
        "within_range",
        "share",
    ),
    Fault(
        "a comparison turned round",
        "lika",
        "rules.yaml",
        "mean(fraction) >= reached_at",
        "mean(fraction) <= reached_at",
        "ends",
        "highest_step",
    ),
    Fault(
        "a ladder of steps that are not reached",
        "lika",
        "rules.yaml",
        "highest(step_reached)",
        "highest(not step_reached)",
        "monotone",
        "highest_step",
    ),
    Fault(
        "a fixed number of indicators",
        "lika",
        "rules.yaml",
        "  per: [area]\n  value: mean(fraction)\n",
        "  per: [area]\n  value: sum(fraction) / 20\n",
        "ends",
        "area_share",
    ),
    Fault(
        "not relevant as zero",
        "lika",
        "rules.yaml",
        "  per: [area]\n  value: mean(fraction)\n",
        "  per: [area]\n  value: mean(fraction if relevant else 0)\n",
        "not_relevant_neutral",
        "area_share",
    ),
    Fault(
        "unanswered as zero",
        "lika",
        "rules.yaml",
        "  per: [area]\n  value: mean(fraction)\n",
        "  per: [area]\n  value: sum(fraction) / count(relevant)\n",
        "missing_not_zero",
        "area_share",
    ),
    Fault(
        "a count displayed as a share",
        "lika",
        "rules.yaml",
        "share_of(step_reached, where=counted",
        "count(step_reached, where=counted",
        "within_range",
        "units_at_step",
    ),
    Fault(
        "optional items that count against",
        "selfie",
        "framework.yaml",
        "  optional_weight:\n    value: 1\n",
        "  optional_weight:\n    value: -1\n",
        "monotone",
        "area_mean",
    ),
    Fault(
        "a share that is counted and not divided",
        "selfie",
        "rules.yaml",
        'share_of(points >= agrees_at, where=kind in ("core", "optional", "own"))',
        'count(points >= agrees_at, where=kind in ("core", "optional", "own"))',
        "within_range",
        "agreeing",
    ),
    Fault(
        "what is withheld, shown beside",
        "selfie",
        "rules.yaml",
        '  value: share_of(points >= agrees_at, where=kind in ("core", "optional", "own"))\n'
        "  show_if: item_answers >= fewest or item_answers == 0\n",
        '  value: share_of(points >= agrees_at, where=kind in ("core", "optional", "own"))\n',
        "withheld",
        "agreeing",
    ),
)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    return Workspace()


def seeded(fault: Fault, folder: Path) -> Path:
    """A copy of the framework with the one line changed."""
    copy = folder / fault.framework
    source = Path(str(files(f"digiramverk_{fault.framework}") / "definition"))
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("cases"))
    path = copy / fault.file
    text = path.read_text(encoding="utf-8")
    assert text.count(fault.right) >= 1, fault
    path.write_text(text.replace(fault.right, fault.wrong, 1), encoding="utf-8")
    return copy


def differing(before: Forms, after: Forms) -> int:
    """How many answers are not the same before and after."""
    return sum(
        one.levels.get(name) != other.levels.get(name)
        for one, other in zip(before, after, strict=True)
        for name in one.levels | other.levels
    )


def proof_of(workspace: Workspace, path: Path, law: str, measure: str) -> Proof:
    laws = tuple(each for each in Trial().laws if each.id == law)
    return workspace.proving.prove(path, Trial(laws=laws, measures=frozenset({measure})))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_law_alone_finds_the_fault(fault: Fault, workspace: Workspace, tmp_path: Path) -> None:
    proof = proof_of(workspace, seeded(fault, tmp_path), fault.law, fault.measure)
    found = [each for each in proof.counterexamples if each.found.measure == fault.measure]
    assert found, [each.found for each in proof.counterexamples]
    example = found[0].example
    after = found[0].law.after(example)
    assert after is None or differing(example.forms, after) <= MOST_DIFFERING


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_the_framework_without_the_fault_keeps_the_law(fault: Fault, workspace: Workspace) -> None:
    laws = tuple(each for each in Trial().laws if each.id == fault.law)
    # Hasty: where those measures go of which nothing is demanded is not looked for.
    assert workspace.proving.prove(fault.framework, Trial(laws=laws, hasty=True)).holds


def test_there_are_twelve() -> None:
    assert len(FAULTS) == 12
