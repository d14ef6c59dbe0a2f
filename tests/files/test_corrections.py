"""What is mended is mended only where it stands, and the file is then as it should be."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.definitions.definitions import STEPS, alone

from digiramverk.files.corrections import mend

if TYPE_CHECKING:
    from digiramverk.core.diagnostic import Diagnostic

WRONG = STEPS.replace("reached_at: 0.8", 'reached_at: "0,8"').replace("title: Kompetens", "titel: Kompetens")
WRONG += "  ny: mean(fraction) > 0,5\n"


@pytest.mark.parametrize(("mark", "end"), [(b"", "\n"), (BOM_UTF8, "\r\n")])
def test_only_what_is_wrong_is_touched(tmp_path: Path, mark: bytes, end: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_bytes(mark + WRONG.replace("\n", end).encode())
    mended: list[Diagnostic] = []
    while done := mend(alone().validate(path)):
        mended += done
    assert sorted({each.code for each in mended}) == ["DR201", "DR209", "DR304"]
    right = STEPS + "  ny: mean(fraction) > 0.5\n"
    assert path.read_bytes() == mark + right.replace("\n", end).encode()
    assert not any(each.is_error for each in alone().validate(path))


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(STEPS, encoding="utf-8")
    assert mend(alone().validate(path)) == ()
    assert path.read_text(encoding="utf-8") == STEPS


def test_a_file_that_has_changed_since_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(WRONG, encoding="utf-8")
    problems = alone().validate(path)
    path.write_text("annat: nu\n", encoding="utf-8")
    assert mend(problems) == ()
    assert path.read_text(encoding="utf-8") == "annat: nu\n"
