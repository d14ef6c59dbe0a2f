"""No workbook, however made, takes more than a few seconds or half a gigabyte, or ends the process."""

import sys
from pathlib import Path

import fastexcel
import pytest
from tests.answers.hostile_workbooks import BOMBS, ROWS, archive, parts
from tests.children import run_all
from tests.files.foreign_files import FRAMEWORK

from digiramverk.answers.tabular_files.table_files import open_table
from digiramverk.core.errors import InputError

MOST_SECONDS = 60
"""Generous: it tells what ends from what does not. `python -m bench.hostile_files` measures."""
MOST_MEGABYTES = 500


@pytest.mark.skipif(sys.platform == "win32", reason="forks processes and bounds them")
@pytest.mark.parametrize("name", BOMBS)
def test_no_bomb_goes_off(name: str, tmp_path: Path) -> None:
    each = BOMBS[name]
    file = tmp_path / f"a{each.suffix}"
    (tmp_path / "plan.yaml").write_text(FRAMEWORK, encoding="utf-8")
    each.make(file)
    (done,) = run_all([("score", "plan.yaml", file.name)], [tmp_path])
    # It is large for as long as it is there.
    file.unlink()
    told = any(f"{code}:" in done.out for code in each.codes)
    assert (done.code, told) == ((1, True) if each.codes else (0, False)), done.out
    assert "Traceback" not in done.out
    assert done.busy < MOST_SECONDS
    assert done.megabytes < MOST_MEGABYTES


def test_there_are_twenty_workbooks_of_them() -> None:
    assert sum(each.suffix == ".xlsx" for each in BOMBS.values()) >= 20


def test_an_honest_workbook_made_by_hand_is_read(tmp_path: Path) -> None:
    archive(tmp_path / "a.xlsx", parts())
    table = open_table(tmp_path / "a.xlsx")
    assert (table.headings, table.frame.collect().rows()) == (ROWS[0], [ROWS[1]])


def test_a_panic_of_the_reader_is_a_problem_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PanicException(BaseException):
        """As native extensions raise it: no `Exception`."""

    def panic(_: object) -> None:
        raise PanicException

    archive(tmp_path / "a.xlsx", parts())
    monkeypatch.setattr(fastexcel, "read_excel", panic)
    with pytest.raises(InputError) as caught:
        open_table(tmp_path / "a.xlsx")
    assert [each.code for each in caught.value.diagnostics] == ["DR442"]


def test_who_stops_the_work_stops_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    archive(tmp_path / "a.xlsx", parts())
    monkeypatch.setattr(fastexcel, "read_excel", stop)
    with pytest.raises(KeyboardInterrupt):
        open_table(tmp_path / "a.xlsx")
