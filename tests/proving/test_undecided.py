"""What the cases of a framework never decide: in values, in `where` and in `weight` alike."""

from pathlib import Path

import pytest

from digiramverk.proving.mutation import undecided
from digiramverk.workspace import Workspace

FRAMEWORK = """\
digiramverk: 1
id: small
edition: "2026"
title: Small
languages: [en]
scale: [no, partly, yes]
scoring: {unanswered: exclude}
areas:
  one: {indicators: {A1: There is a plan, A2: It is followed up}}
rules:
  far: {per: [indicator], value: points >= 1}
  chosen: {value: "mean(fraction, where=points >= 1)"}
  heavy: {value: "mean(fraction, weight=2 if points >= 2 else 1)"}
"""


def left(folder: Path, answers: str) -> dict[str, tuple[str, ...]]:
    """What a case with these answers leaves undecided, by measure."""
    (folder / "cases").mkdir()
    (folder / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    case = f"one:\n  forms: [{{answers: {{{answers}}}}}]\n"
    (folder / "cases" / "one.yaml").write_text(case, encoding="utf-8")
    workspace = Workspace()
    return {
        each.measure: each.lacking
        for each in undecided(workspace.proving.subject(folder), workspace.proving.cases(folder))
    }


@pytest.mark.parametrize(
    ("answers", "lacking"),
    [
        ("A1: no, A2: yes", {}),
        ("A1: no, A2: partly", {"heavy": ("True",)}),
        ("A1: no", {"far": ("True",), "chosen": ("True",), "heavy": ("True",)}),
        # A2 is not relevant, which is neither true nor false.
        ("A1: yes, A2: not_relevant", {"far": ("False",), "chosen": ("False",), "heavy": ("False",)}),
    ],
)
def test_what_no_case_decides(tmp_path: Path, answers: str, lacking: dict[str, tuple[str, ...]]) -> None:
    assert left(tmp_path, answers) == lacking
