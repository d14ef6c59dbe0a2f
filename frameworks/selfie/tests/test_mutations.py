"""Cases and laws notice every mistake that is tried, as the package's page says."""

import os
from pathlib import Path

import pytest

from digiramverk import Workspace

# The page lies in the repository and comes with no wheel.
pytestmark = pytest.mark.repository

PAGE = Path(__file__).parents[1] / "README.md"


@pytest.mark.skipif(
    os.environ.get("HYPOTHESIS_PROFILE") != "nightly",
    reason="tries every mistake, which takes minutes: HYPOTHESIS_PROFILE=nightly runs it",
)
def test_no_mistake_goes_unnoticed() -> None:
    score = Workspace().mutate("selfie", examples=20)
    assert [each.mutant for each in score.survivors] == []
    page = PAGE.read_text(encoding="utf-8")
    assert f"prövar {len(score.fates)} påhittade misstag" in page
    assert f"tries {len(score.fates)} made-up mistakes" in page
