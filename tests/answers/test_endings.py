"""A table may have any ending that spreadsheets and survey tools give it."""

from pathlib import Path

import openpyxl
import pytest

from digiramverk.answers.answer_files import read_answers
from digiramverk.core.errors import InputError
from digiramverk.workspace import Workspace

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
scale: [nej, ja]
scoring: {unanswered: exclude}
areas: {a: {title: A, indicators: {L1: Ett, L2: Två}}}
rules: {total: mean(fraction)}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """What the tables answer."""
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".txt", ".TSV"])
@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_text_is_read_whatever_its_ending(plan: Path, ending: str, separator: str) -> None:
    path = plan.with_name(f"answers{ending}")
    path.write_text(
        "\n".join(map(separator.join, [("unit", "L1", "L2"), ("Ash", "ja", "nej")])), encoding="utf-8"
    )
    workspace = Workspace()
    (form,) = read_answers([path], workspace.framework(plan))
    assert (form.unit, dict(form.levels)) == ("Ash", {"L1": "ja", "L2": "nej"})
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="DR412"):
        read_answers([path], workspace.framework(plan))


@pytest.mark.parametrize("ending", [".xlsx", ".xlsm"])
def test_a_workbook_may_have_macros(plan: Path, ending: str) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["unit", "L1"], ["Ash", "ja"]):
        book.active.append(row)
    path = plan.with_name(f"answers{ending}")
    book.save(path)
    (form,) = read_answers([path], Workspace().framework(plan))
    assert form.levels == {"L1": "ja"}


@pytest.mark.parametrize("ending", [".tsv", ".txt", ".csv"])
def test_a_workbook_with_the_ending_of_a_text_is_told(plan: Path, ending: str) -> None:
    path = plan.with_name(f"answers{ending}")
    openpyxl.Workbook().save(path)
    with pytest.raises(InputError, match="DR014"):
        read_answers([path], Workspace().framework(plan))
