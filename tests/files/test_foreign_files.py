"""Text in a file opens nothing outside the folder of the file that was named, and tells nothing of it."""

import sys
from pathlib import Path

import pytest
from tests.children import Measured, run_all
from tests.files.foreign_files import FRAMEWORK, MARK, TRIES, world

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks processes, makes pipes and links")

MOST_SECONDS = 30
"""Generous: it tells what ends from what does not. `python -m bench.hostile_files` measures."""
MOST_MEGABYTES = 500


@pytest.mark.parametrize("name", TRIES)
def test_nothing_foreign_is_opened_nor_told_of(name: str, tmp_path: Path) -> None:
    each = TRIES[name]
    # Once with foreign files and, where there are any, once without.
    kinds = ["ett", "två"] if each.foreign else ["ett"]
    folders = [world(tmp_path / kind, each, foreign=kind == "ett") for kind in kinds]
    done, *without = run_all([each.arguments] * len(kinds), folders)
    assert (done.code, f"{each.code}:" in done.out) == (1, True), done.out
    assert MARK not in done.out
    assert done.busy < MOST_SECONDS
    assert done.megabytes < MOST_MEGABYTES
    assert all(_anonymous(other) == _anonymous(done) for other in without)


def _anonymous(done: Measured) -> tuple[int, str]:
    """An answer without the names of the folders that the two were asked in, which lines are broken at."""
    return done.code, "".join(done.out.split()).replace("/ett/", "/två/")


def test_there_are_forty_of_them() -> None:
    assert len(TRIES) >= 40


def test_what_the_caller_names_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "bas.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "egen").mkdir()
    (tmp_path / "egen" / "plan.yaml").symlink_to("../bas.yaml")
    (done,) = run_all([("validate", "egen/plan.yaml")], [tmp_path])
    assert done.code == 0, done.out
