"""A file is scored into a file: part by part, the same numbers, whole or not at all."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from digiramverk.answers.columns import survey
from digiramverk.answers.tabular_files import table_files
from digiramverk.cli.app import run
from digiramverk.core.errors import InputError
from digiramverk.model.framework import Framework
from digiramverk.scoring.tables import value_frames
from digiramverk.scoring.tables.bulk import BulkOptions, score_file
from digiramverk.tables import gathering
from digiramverk.workspace import Workspace

NOON = datetime(2026, 1, 1, 12)  # noqa: DTZ001 - files know no zones
PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en]
scale: [no, partly, yes]
scoring: {unanswered: exclude}
areas: {a: {indicators: {L1: There is a plan, L2: It is followed up}}}
rules:
  share: mean(fraction)
  fine: share >= 0.5
  of_round: {across: [round], value: mean(share)}
"""
ANSWERS = """\ufeffresponse;unit;round;L1 There is a plan;L2
1;Ash;2025;yes;no
2;Ash;2026;yes ;Yes
3;Birch;2026;;partly
"""


@pytest.fixture(name="plan")
def small(tmp_path: Path) -> Framework:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return Workspace().framework(path)


def written(path: Path, text: str = ANSWERS) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_row_per_value(
    plan: Framework, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "BATCH", 2)
    out = tmp_path / f"out{suffix}"
    done = score_file(Workspace().scoring.frame_scorer(plan), written(tmp_path / "a.csv"), out)
    assert (done.forms, done.files, done.notes) == (3, (out,), ())
    found = pl.read_csv(out, infer_schema=False) if suffix == ".csv" else pl.read_parquet(out)
    shares = found.filter(pl.col("measure") == "share").sort("response")
    assert [float(value) for value in shares["value"]] == [0.5, 1.0, 0.5]
    assert shares["unit"].to_list() == ["Ash", "Ash", "Birch"]
    of_round = found.filter(pl.col("measure") == "of_round").sort("round")
    assert [float(value) for value in of_round["value"]] == [0.5, 0.75]
    assert found.filter(pl.col("measure") == "fine")["text"].to_list() == ["true", "true", "true"]


GROUPED = (
    PLAN.replace("rules:", "school_forms: [a, b]\ngroups: [x, y]\nrules:")
    + """\
  of_units: {across: [unit], per: [indicator], value: mean(fraction), format: percent}
  of_groups: {across: [unit, group], value: mean(share), format: decimals}
  best: {across: [unit], value: median(share)}
"""
)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("asked", [(), ("of_units", "of_groups", "best")], ids=["all", "groups"])
def test_what_is_kept_in_memory_makes_no_difference(
    tmp_path: Path, suffix: str, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_files, "BATCH", 7)
    framework = Workspace().framework(written(tmp_path / "plan.yaml", GROUPED))
    levels = (("no", "yes", ""), ("yes", "partly"))
    rows = [
        f"{n};U{n % 5};202{n % 3};{'ab'[n % 5 % 2]};{'xy'[n % 2]};{levels[0][n % 3]};{levels[1][n % 2]}"
        for n in range(60)
    ]
    # A row that is put aside must not come back from what was kept.
    rows[33] = rows[33].replace("partly", "perhaps")
    table = "\n".join(("response;unit;round;school_form;group;L1;L2", *rows)) + "\n"
    source = written(tmp_path / "a.csv", table)
    found = []
    for most in (None, 0):
        if most is not None:
            for module in (survey, value_frames):
                monkeypatch.setattr(module, "_MOST_KEPT", most)
            monkeypatch.setattr(gathering, "_TOGETHER", most)
        out = tmp_path / f"{most}{suffix}"
        scorer = Workspace().scoring.frame_scorer(framework, measures=asked)
        done = score_file(scorer, source, out, BulkOptions(skip=True, force=True))
        assert done.forms == 59
        found.append(out.read_bytes() if suffix == ".csv" else pl.read_parquet(out).to_dicts())
    assert found[0] == found[1]


def test_a_row_per_form_and_a_file_per_kind_of_group(plan: Framework, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    done = score_file(
        Workspace().scoring.frame_scorer(plan), written(tmp_path / "a.csv"), out, BulkOptions(wide=True)
    )
    assert [path.name for path in done.files] == ["out.parquet", "out.by-round.parquet"]
    assert pl.read_parquet(out)["share"].to_list() == [0.5, 1.0, 0.5]
    assert pl.read_parquet(tmp_path / "out.by-round.parquet")["of_round"].to_list() == [0.5, 0.75]


def test_parquet_is_read_as_csv_is(plan: Framework, tmp_path: Path) -> None:
    table = pl.read_csv(written(tmp_path / "a.csv"), separator=";", infer_schema=False)
    table.write_parquet(tmp_path / "a.parquet")
    out = tmp_path / "out.csv"
    score_file(Workspace().scoring.frame_scorer(plan), tmp_path / "a.parquet", out, BulkOptions(wide=True))
    assert pl.read_csv(out)["share"].to_list() == [0.5, 1.0, 0.5]


def test_bad_rows_stop_the_work_or_are_put_aside_with_reasons(plan: Framework, tmp_path: Path) -> None:
    source = written(tmp_path / "a.csv", ANSWERS + "4;Elm;2026;often;yes\n")
    out = tmp_path / "out.parquet"
    with pytest.raises(InputError) as caught:
        score_file(Workspace().scoring.frame_scorer(plan), source, out)
    assert [each.code for each in caught.value.diagnostics] == ["DR420"]
    assert not out.exists()
    done = score_file(Workspace().scoring.frame_scorer(plan), source, out, BulkOptions(wide=True, skip=True))
    assert (done.forms, [each.code for each in done.notes]) == (3, ["DR424"])
    assert pl.read_parquet(out)["response"].to_list() == ["1", "2", "3"]
    rejected = pl.read_csv(tmp_path / "out.rejected.csv", infer_schema=False)
    assert rejected.select("response", "line", "reason").rows() == [("4", "5", "L1 There is a plan: often")]


def test_strict_takes_warnings_about_columns_for_errors(plan: Framework, tmp_path: Path) -> None:
    source = written(tmp_path / "a.csv", "response;L1;remark\n1;yes;x\n")
    with pytest.raises(InputError) as caught:
        score_file(
            Workspace().scoring.frame_scorer(plan), source, tmp_path / "out.csv", BulkOptions(strict=True)
        )
    assert [each.code for each in caught.value.diagnostics] == ["DR422", "DR423"]


def test_what_is_no_place_for_results_and_no_table_is_said(
    plan: Framework, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = written(tmp_path / "a.csv")
    broken = written(tmp_path / "broken.parquet", "PAR1")
    for given, out, code in ((source, "out.txt", "DR425"), (broken, "out.csv", "DR442")):
        with pytest.raises(InputError) as caught:
            score_file(Workspace().scoring.frame_scorer(plan), given, tmp_path / out)
        assert [each.code for each in caught.value.diagnostics] == [code]
    arguments = ["score", str(tmp_path / "plan.yaml"), str(source), str(source), "--out", "x.csv"]
    assert run(arguments, "en") == 1
    assert "DR426" in capsys.readouterr().err


def test_the_command_says_what_it_wrote(
    plan: Framework, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del plan
    source, out = written(tmp_path / "a.csv"), tmp_path / "out.csv"
    assert run(["score", str(tmp_path / "plan.yaml"), str(source), "--out", str(out)], "en") == 0
    assert capsys.readouterr().out == f"3 forms scored, written to {out.as_posix()}\n"


FORMS = 200_000
TRIES = 9


def begun(folder: Path) -> bool:
    """Whether the program has begun to read."""
    return bool(folder)


def writing(folder: Path) -> bool:
    """Whether it has begun to write."""
    return any(folder.glob(".out.parquet.*.part"))


def amid(folder: Path) -> bool:
    """Whether something of the result is on the disk."""
    return any(each.stat().st_size > 0 for each in folder.glob(".out.parquet.*.part"))


@pytest.mark.parametrize("moment", [begun, writing, amid])
def test_killing_it_leaves_no_half_file(
    plan: Framework, tmp_path: Path, moment: Callable[[Path], bool]
) -> None:
    del plan
    lines = (f"{number};Ash;2025;yes;no" for number in range(FORMS))
    source = written(tmp_path / "a.csv", "\n".join(["response;unit;round;L1;L2", *lines]))
    out = tmp_path / "out.parquet"
    command = [sys.executable, "-m", "digiramverk", "score", str(tmp_path / "plan.yaml"), str(source)]
    command += ["--wide", "--out", str(out)]
    # On a busy machine it may be through before it is killed: then once more.
    for _ in range(TRIES):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            while not moment(tmp_path) and process.poll() is None:
                time.sleep(0.001)
            process.send_signal(signal.SIGKILL)
            ended = process.wait(timeout=60)
        assert not out.exists() or len(pl.read_parquet(out)) == FORMS
        if ended == -signal.SIGKILL and not out.exists():
            break
        out.unlink()
    else:
        pytest.fail("it was never killed")
    # What the killed one has left does not disturb the next.
    assert subprocess.run(command, check=False).returncode == 0
    assert len(pl.read_parquet(out)) == FORMS
    assert not writing(tmp_path)


def test_a_row_per_value_says_its_dimensions_in_columns_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        PLAN.replace(
            "share: mean(fraction)", "of_area: {per: [area], value: mean(fraction)}\n  share: mean(fraction)"
        )
    )
    out = tmp_path / "out.parquet"
    score_file(
        Workspace().scoring.frame_scorer(Workspace().framework(path)), written(tmp_path / "a.csv"), out
    )
    found = pl.read_parquet(out)
    assert found.columns == [
        "measure",
        "area",
        "response",
        "unit",
        "round",
        "value",
        "text",
        "display",
        "missing",
    ]
    assert found.filter(pl.col("measure") == "of_area")["area"].to_list() == ["a", "a", "a"]
    assert found.filter(pl.col("measure") == "of_round")["area"].to_list() == [None, None]


@pytest.mark.parametrize(("name", "wide"), [("answered", False), ("share", True), ("missing", False)])
def test_columns_that_the_result_has_are_told_before_any_work(
    plan: Framework, tmp_path: Path, name: str, *, wide: bool
) -> None:
    source = written(tmp_path / "a.csv", f"{name};L1\n1;yes\n")
    with pytest.raises(InputError) as caught:
        score_file(
            Workspace().scoring.frame_scorer(plan), source, tmp_path / "out.csv", BulkOptions(wide=wide)
        )
    assert [each.code for each in caught.value.diagnostics] == ["DR448"]
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("wide", [False, True])
def test_lists_of_parquet_come_along_as_text(plan: Framework, tmp_path: Path, *, wide: bool) -> None:
    forms = {"L1": ["yes", "no"], "tags": [["a", "b"], None], "at": [{"x": 1}, {"x": None}]}
    pl.DataFrame(forms).write_parquet(tmp_path / "a.parquet")
    out = tmp_path / "out.csv"
    score_file(Workspace().scoring.frame_scorer(plan), tmp_path / "a.parquet", out, BulkOptions(wide=wide))
    found = pl.read_csv(out).head(2)
    assert found["tags"].to_list() == ['["a","b"]', None]
    assert found["at"].to_list() == ['{"x":1}', '{"x":null}']


@pytest.mark.parametrize("columns", [{"L1": [["yes"], ["no"]]}, {"L1": [NOON, None]}])
def test_kinds_of_parquet_that_hold_no_answers_are_told(
    plan: Framework, tmp_path: Path, columns: dict[str, list[object]]
) -> None:
    pl.DataFrame(columns).write_parquet(tmp_path / "a.parquet")
    with pytest.raises(InputError) as caught:
        score_file(Workspace().scoring.frame_scorer(plan), tmp_path / "a.parquet", tmp_path / "out.csv")
    assert {each.code for each in caught.value.diagnostics} <= {"DR420", "DR447"}
