"""Text in a file opens nothing outside the folder of the file that was named, and tells nothing of it."""

import sys
from pathlib import Path

import pytest
from tests.children import Measured, run_all
from tests.loading.foreign_files import FRAMEWORK, MARK, TRIES, world

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks processes, makes pipes and links")

MOST_SECONDS = 30
"""Generous: it tells what ends from what does not. `python -m bench.hostile_files` measures."""
MOST_MEGABYTES = 500


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], Measured]:
    """What became of each try, with and without foreign files."""
    kinds = [(name, foreign) for name in TRIES for foreign in (True, False) if foreign or TRIES[name].foreign]
    folders = [
        world(tmp_path_factory.mktemp("värld") / "här", TRIES[name], foreign=foreign)
        for name, foreign in kinds
    ]
    return dict(zip(kinds, run_all([TRIES[name].arguments for name, _ in kinds], folders), strict=True))


@pytest.mark.parametrize("name", TRIES)
def test_nothing_foreign_is_opened(name: str, answers: dict[tuple[str, bool], Measured]) -> None:
    done = answers[name, True]
    assert (done.code, f"{TRIES[name].code}:" in done.out) == (1, True), done.out
    assert MARK not in done.out
    assert done.busy < MOST_SECONDS
    assert done.megabytes < MOST_MEGABYTES


@pytest.mark.parametrize("name", [name for name, each in TRIES.items() if each.foreign])
def test_nothing_tells_whether_it_is_there(name: str, answers: dict[tuple[str, bool], Measured]) -> None:
    with_it, without = answers[name, True], answers[name, False]
    assert _anonymous(with_it) == _anonymous(without)


def _anonymous(done: Measured) -> tuple[int, str]:
    """An answer without the names of the folders that the two were asked in, which lines are broken at."""
    return done.code, "".join(done.out.split()).replace("värld0", "").translate(
        str.maketrans("", "", "0123456789")
    )


def test_there_are_forty_of_them() -> None:
    assert len(TRIES) >= 40


def test_what_the_caller_names_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "bas.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (tmp_path / "egen").mkdir()
    (tmp_path / "egen" / "plan.yaml").symlink_to("../bas.yaml")
    (done,) = run_all([("validate", "egen/plan.yaml")], [tmp_path])
    assert done.code == 0, done.out
