"""Cases and laws notice every mistake that is tried in these frameworks, as their packages' pages say."""

from pathlib import Path

import pytest
from tests.thorough import NIGHTLY

from digiramverk.workspace import Workspace

pytestmark = pytest.mark.repository

PACKAGES = Path(__file__).parents[2] / "frameworks"


@pytest.mark.skipif(not NIGHTLY, reason="tries every mistake, which takes minutes: make nightly")
@pytest.mark.parametrize("framework", ["goteborg", "selfie", "skoldigiguide"])
def test_no_mistake_goes_unnoticed(framework: str) -> None:
    score = Workspace().proving.mutate(framework, examples=20)
    assert [each.mutant for each in score.survivors] == []
    page = (PACKAGES / framework / "README.md").read_text(encoding="utf-8")
    assert f"prövar {len(score.fates)} påhittade misstag" in page
    assert f"tries {len(score.fates)} made-up mistakes" in page
