"""Every export of a run has the same columns and rows, and its dimensions identify each row."""

import csv
import io
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from digiramverk.cli.app import run
from digiramverk.core.cell_text import unguarded
from digiramverk.definitions.plain_data import to_yaml
from digiramverk.scoring.exports import OF_VALUES
from digiramverk.scoring.tables.engines import ENGINES
from digiramverk.testing import frameworks
from digiramverk.testing.dice import Dice
from digiramverk.workspace import Workspace

PLAN = """digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [sv, en]
scale: [nej, delvis, ja]
steps: [Ett, TVÅ]
school_forms: {Gr: Grundskola, GY: Gymnasieskola}
attributes: {Huvudman: Huvudman}
scoring: {unanswered: exclude}
bands: {nplf: {N: {below: 1}, F: {}}}
areas:
  A: {indicators: {Q1: {text: Ett, step: Ett}, Q2: {text: Två, step: TVÅ}}}
rules:
  item: {per: [indicator], value: points}
  total: mean(points)
  fine: {per: [step], value: mean(fraction) >= 0.5}
  highest_step: highest(fine)
  rated: "band(mean(points), nplf)"
  of_unit: {across: [unit], value: mean(total)}
  of_form: {across: [school_form], value: count(total >= 1)}
"""
ANSWERS = """Enhet;Skolform;Huvudman;Q1;Q2;anteckning
Ask;Gr;Ax;ja;nej;=1+1
Ask;Gr;Ax;delvis;ja;-5
Björk ;GY;=Bo;;ja;
Cypress;;;;;x
"""


def rows_of(table: list[dict[str, Any]]) -> Counter[tuple[tuple[str, Any], ...]]:
    """The rows of a table, an empty cell and none being the same, numbers as such."""

    def cell(name: str, value: Any) -> Any:  # noqa: ANN401 - cells are of any kind
        return None if value in {None, ""} else float(value) if name == "value" else str(value)

    return Counter(tuple((name, cell(name, value)) for name, value in row.items()) for row in table)


def exports(
    folder: Path, plan: str, answers: str, engine: str, capsys: pytest.CaptureFixture[str]
) -> dict[str, list[dict[str, Any]]]:
    """The same run as CSV and Parquet in files, and as CSV and JSON on the screen."""
    found: dict[str, list[dict[str, Any]]] = {}
    arguments = ["score", str(folder / plan), str(folder / answers), "--engine", engine, "--raw", "--force"]
    for suffix in ("csv", "parquet"):
        out = folder / f"out.{suffix}"
        assert run([*arguments, "--out", str(out)], "sv") == 0
        table = pl.read_csv(out, infer_schema=False) if suffix == "csv" else pl.read_parquet(out)
        found[f"--out {suffix}"] = table.rows(named=True)
    capsys.readouterr()
    assert run([*arguments, "--format", "csv"], "sv") == 0
    found["--format csv"] = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert run([*arguments, "--format", "json"], "sv") == 0
    measures = json.loads(capsys.readouterr().out)["measures"]
    names = list(found["--format csv"][0]) if found["--format csv"] else list(OF_VALUES)
    found["--format json"] = [
        dict[str, Any].fromkeys(names)
        | {name: each for name, each in cell.items() if name != "value"}
        | {"measure": measure}
        | {"value" if type(cell["value"]) in {int, float} else "text": _as_text(cell["value"])}
        for measure, cells in measures.items()
        for cell in cells
    ]
    return found


def _as_text(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def hold_together(found: dict[str, list[dict[str, Any]]], carried: tuple[str, ...] = ()) -> None:
    """One set of columns, one set of rows, and no two rows of a measure for the same members."""
    first = found["--format csv"]
    for how, table in found.items():
        bare = [{name: value for name, value in row.items() if name not in carried} for row in table]
        if bare:
            assert list(bare[0]) == list(first[0]), how
        assert rows_of(bare) == rows_of(first), how
        dimensions = [
            tuple(value for name, value in row.items() if name == "measure" or name not in OF_VALUES)
            for row in bare
        ]
        assert len(set(dimensions)) == len(dimensions), how


@pytest.mark.parametrize("by", ENGINES)
def test_every_export_has_the_same_columns_and_rows(
    by: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    found = exports(tmp_path, "plan.yaml", "svar.csv", by, capsys)
    assert list(found["--format csv"][0]) == [
        "measure",
        "indicator",
        "step",
        "response",
        "unit",
        "school_form",
        "Huvudman",
        "value",
        "text",
        "display",
        "missing",
    ]
    hold_together(found, ("anteckning",))
    of = {
        (row["measure"], row["response"], row["step"], row["indicator"]): row
        for row in found["--out parquet"]
    }
    assert (of["rated", "2", None, None]["text"], of["rated", "2", None, None]["display"]) == ("F", "F")
    assert of["fine", "1", "TVÅ", None]["text"] == "false"
    assert of["highest_step", "1", None, None]["text"] == "Ett"
    assert of["item", "3", None, "Q1"]["missing"] == "unanswered"
    assert of["total", "3", None, None]["unit"] == "Björk"
    units = [row for row in found["--out parquet"] if row["measure"] == "of_unit"]
    assert {(row["unit"], row["Huvudman"]) for row in units} == {
        ("Ask", "Ax"),
        ("Björk", "=Bo"),
        ("Cypress", None),
    }


@pytest.mark.parametrize("by", ENGINES)
def test_a_row_per_form_or_group_is_identified_by_the_same_columns(by: str, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    arguments = [
        "score",
        str(tmp_path / "plan.yaml"),
        str(tmp_path / "svar.csv"),
        "--engine",
        by,
        "--wide",
    ]
    assert run([*arguments, "--out", str(tmp_path / "out.parquet")], "sv") == 0
    forms = pl.read_parquet(tmp_path / "out.parquet")
    assert forms.columns[:5] == ["response", "unit", "school_form", "Huvudman", "anteckning"]
    assert forms["response"].to_list() == ["1", "2", "3", "4"]
    assert forms["unit"].to_list() == ["Ask", "Ask", "Björk", "Cypress"]
    units = pl.read_parquet(tmp_path / "out.by-unit.parquet")
    assert units.columns[:4] == ["unit", "school_form", "Huvudman", "forms"]


@pytest.mark.parametrize("name", ["lika", "goteborg", "selfie", "skoldigiguide"])
def test_shipped_frameworks(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    framework = Workspace().framework(name)
    levels = {scale.id: [each.id for each in scale.levels] for scale in framework.scales}
    table: list[list[str]] = [["unit", "round", *(each.id for each in framework.indicators)]]
    for form in range(3):
        cells = [
            levels[each.scale][(form + number) % len(levels[each.scale])]
            for number, each in enumerate(framework.indicators)
        ]
        table.append([f"Enhet {form % 2}", str(2025 + form), *cells])
    (tmp_path / "plan.yaml").write_text(to_yaml(framework), encoding="utf-8")
    with (tmp_path / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    hold_together(exports(tmp_path, "plan.yaml", "svar.csv", "polars", capsys))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.data())
def test_drawn_frameworks(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], data: st.DataObject
) -> None:
    framework = data.draw(frameworks())
    dice = Dice(data.draw)
    folder = tmp_path_factory.mktemp("drawn")
    levels = {scale.id: [each.id for each in scale.levels] for scale in framework.scales}
    table: list[list[str]] = [["unit", "round", *(each.id for each in framework.indicators)]]
    for _ in range(dice.between(1, 5)):
        cells = [dice.pick([*levels[each.scale], ""]) for each in framework.indicators]
        table.append([dice.pick(["Ask", "Björk"]), dice.pick(["2025", "2026"]), *cells])
    (folder / "plan.yaml").write_text(to_yaml(framework), encoding="utf-8")
    with (folder / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    hold_together(exports(folder, "plan.yaml", "svar.csv", dice.pick(ENGINES), capsys))


def test_formulas_are_made_harmless_and_said_unless_raw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS, encoding="utf-8")
    arguments = ["score", str(tmp_path / "plan.yaml"), str(tmp_path / "svar.csv")]
    out = tmp_path / "out.csv"
    for more, expected in (([], "'=Bo"), (["--raw"], "=Bo")):
        assert run([*arguments, "--out", str(out), *more], "en") == 0
        assert ("DR029" in capsys.readouterr().err) is (expected == "'=Bo")
        written = pl.read_csv(out, infer_schema=False)
        assert set(written["Huvudman"].drop_nulls()) == {"Ax", expected}
        assert set(written["anteckning"].drop_nulls()) >= {"-5" if more else "'-5", "x"}
        assert run([*arguments, "--format", "csv", *more], "en") == 0
        printed = capsys.readouterr()
        assert ("DR029" in printed.err) is (expected == "'=Bo")
        assert f",{expected}," in printed.out
    assert run([*arguments, "--out", str(tmp_path / "out.parquet")], "en") == 0
    assert "DR029" not in capsys.readouterr().err
    assert set(pl.read_parquet(tmp_path / "out.parquet")["Huvudman"].drop_nulls()) == {"Ax", "=Bo"}


NUMBERED = PLAN.replace("rules:\n", "numbers: {merit: Merit value}\nrules:\n  less: total - 2\n")
CALLED = ("+46", "-1", "=x", "@x", "-79 %", "Ash", "'=x")


@pytest.mark.parametrize("wide", [(), ("--wide",)])
@pytest.mark.parametrize("raw", [(), ("--raw",)])
def test_texts_that_look_like_numbers_are_texts_and_figures_are_figures(
    raw: tuple[str, ...], wide: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(NUMBERED, encoding="utf-8")
    with (tmp_path / "svar.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [[each, "Gr", each, "ja", "nej", "-2.5", each] for each in CALLED]
        csv.writer(file).writerows([["unit", "Skolform", "Huvudman", "Q1", "Q2", "merit", "note"], *rows])
    arguments = ["score", str(tmp_path / "plan.yaml"), str(tmp_path / "svar.csv"), *raw]
    # What is read of a guarded cell is one apostrophe less.
    meant = {each.removeprefix("'") if each == "'=x" else each for each in CALLED}
    out = tmp_path / "out.csv"
    assert run([*arguments, "--out", str(out), *wide], "en") == 0
    written = pl.read_csv(out, infer_schema=False)
    for name in ("unit", "Huvudman", "note"):
        expected = meant if raw else {each if each == "Ash" else f"'{each}" for each in meant}
        assert set(written[name].drop_nulls()) == expected
        assert set(map(unguarded, written[name].drop_nulls())) == meant or raw
    assert set(written["merit"].drop_nulls()) == {"-2.5"}
    if not wide:
        less = written.filter(pl.col("measure") == "less")
        assert set(less["value"]) == {"-1.0"}
        assert set(less["display"]) == {"-1"}
    capsys.readouterr()
    assert run([*arguments, "--format", "csv"], "en") == 0
    printed = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["unit"] for row in printed} - {""} == set(written["unit"].drop_nulls())
    assert {row["display"] for row in printed if row["measure"] == "less"} == {"-1"}


def test_labels_that_look_like_numbers_are_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bands = 'bands: {nplf: {N: {below: 1, title: "+46"}, F: {title: "-1"}}}'
    plan = PLAN.replace("bands: {nplf: {N: {below: 1}, F: {}}}", bands)
    assert bands in plan
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "svar.csv").write_text("unit,Q1,Q2\na,ja,ja\nb,nej,nej\n", encoding="utf-8")
    arguments = ["score", str(tmp_path / "plan.yaml"), str(tmp_path / "svar.csv"), "--measure", "rated"]
    assert run([*arguments, "--out", str(tmp_path / "out.csv")], "en") == 0
    assert set(pl.read_csv(tmp_path / "out.csv", infer_schema=False)["display"]) == {"'+46", "'-1"}
    capsys.readouterr()
    assert run([*arguments, "--format", "csv"], "en") == 0
    printed = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {row["display"] for row in printed} == {"'+46", "'-1"}


def test_control_characters_are_written_out_in_files_as_on_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(
        "unit,Q1,Q2,no\x1b[2Jte\nA\x1b[31msk,ja,nej,=\x07\nB,ofta,ja,\x1b[1m\n", encoding="utf-8"
    )
    arguments = [
        "score",
        str(tmp_path / "plan.yaml"),
        str(tmp_path / "svar.csv"),
        "--skip-bad-rows",
        "--force",
    ]
    out = tmp_path / "out.csv"
    assert run([*arguments, "--out", str(out)], "en") == 0
    assert "DR913" in capsys.readouterr().err
    assert run([*arguments, "--format", "csv"], "en") == 0
    printed = capsys.readouterr()
    assert "DR913" in printed.err
    texts = [out.read_text("utf-8"), printed.out, (tmp_path / "out.rejected.csv").read_text("utf-8")]
    assert not any("\x1b" in text or "\x07" in text for text in texts)
    assert all(r"A\x1b[31msk" in text for text in texts[:2])
    assert r"no\x1b[2Jte" in texts[0]
    assert "'=" + r"\x07" in texts[0]
    assert r"\x1b[1m" in texts[2]
    assert run([*arguments, "--out", str(out), "--raw"], "en") == 0
    assert "A\x1b[31msk" in out.read_text("utf-8")
    assert run([*arguments, "--format", "csv", "--raw"], "en") == 0
    assert "A\x1b[31msk" in capsys.readouterr().out


def test_rows_put_aside_are_read_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "svar.csv").write_text(ANSWERS + "@Dal;Gr;=Bo;ofta;ja;-a\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    arguments = ["score", str(tmp_path / "plan.yaml"), str(tmp_path / "svar.csv"), "--out", str(out)]
    assert run([*arguments, "--skip-bad-rows"], "en") == 0
    aside = tmp_path / "out.rejected.csv"
    written = aside.read_text(encoding="utf-8-sig")
    assert "'@Dal" in written
    aside.write_text(written.replace("ofta", "ja"), encoding="utf-8")
    again = ["score", str(tmp_path / "plan.yaml"), str(aside), "--out", str(tmp_path / "more.parquet")]
    assert run(again, "en") == 0
    found = pl.read_parquet(tmp_path / "more.parquet")
    assert set(found["unit"]) >= {"@Dal"}
    assert set(found["anteckning"].drop_nulls()) == {"-a"}


def test_what_is_shown_is_rounded_from_exact_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 29/200 lies below 0.145 as a float; half up it is 0.15.
    levels = "{levels: {a: {points: 0.145}, b: {points: 1}}}"
    plan = (
        PLAN.replace("[nej, delvis, ja]", levels).split("rules:")[0]
        + "rules: {total: {value: mean(points), format: points}}\n"
    )
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    (tmp_path / "svar.csv").write_text("unit;Q1\nAsk;a\n", encoding="utf-8")
    found = exports(tmp_path, "plan.yaml", "svar.csv", "polars", capsys)
    assert {row["display"] for table in found.values() for row in table} == {"0,15"}
    assert Fraction(str(found["--out csv"][0]["value"])) == Fraction(29, 200)
