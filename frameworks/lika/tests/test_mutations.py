"""The one mistake that no case or law can notice stands on the package's page, and nothing else is missed."""

import os
from itertools import takewhile
from pathlib import Path

import pytest

from digiramverk import Workspace

# The page lies in the repository and comes with no wheel.
pytestmark = pytest.mark.repository

PAGE = Path(__file__).parents[1] / "README.md"
HEADS = {"sv": "| Var | Står | Blir | Varför |", "en": "| Where | Stands | Becomes | Why |"}

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


def listed(language: str) -> list[list[str]]:
    """The rows of the page's table of mistakes that nobody can notice: what, as it stands, becomes, why."""
    _, _, after = PAGE.read_text(encoding="utf-8").partition(HEADS[language])
    rows = takewhile(lambda line: line.startswith("|"), after.splitlines()[2:])
    return [[cell.strip().strip("`") for cell in row.strip("|").split("|")] for row in rows]


def test_every_mistake_on_the_page_has_a_reason_in_both_languages() -> None:
    swedish, english = listed("sv"), listed("en")
    assert swedish
    assert [row[:3] for row in swedish] == [row[:3] for row in english]
    assert all(len(row) == 4 and row[3] for row in (*swedish, *english))


@pytest.mark.skipif(not NIGHTLY, reason="tries every mistake, which takes half a minute: make nightly")
@pytest.mark.parametrize("name", ["lika", "lika-larare"])
def test_nothing_goes_unnoticed_but_what_is_on_the_page(name: str) -> None:
    score = Workspace().proving.mutate(name, examples=20)
    assert [[each.mutant.where, each.mutant.before, each.mutant.after] for each in score.survivors] == [
        row[:3] for row in listed("sv") if name == "lika"
    ]
    assert score.share >= 0.95
