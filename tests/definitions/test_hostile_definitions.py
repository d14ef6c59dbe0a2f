"""Each hostile definition is loaded or refused in a process of its own, with words and within bounds."""

from pathlib import Path

import pytest
from tests.children import run_all
from tests.definitions.hostile_definitions import HOSTILE, codes_of, validating


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_definition_ends_with_words_and_within_bounds(name: str, tmp_path: Path) -> None:
    (found,) = run_all([validating(name, tmp_path)], [tmp_path])
    codes = codes_of(found.out)
    assert found.code in {0, 1}, found
    assert "DR970" not in codes
    assert (found.code == 1) == any(codes)
    # The table in bench has stricter bounds: a busy machine must not fail a test.
    assert found.megabytes < 500
