"""A table in a file gives the same on every engine, however it was exported; what is wrong is said once."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from tests.cli.running import run

from digiramverk.answers.tabular_files import table_files
from digiramverk.scoring.tables import engines

PLAN = """
digiramverk: 1
id: plan
edition: "1"
title: Plan
languages: [en, sv]
scales:
  level:
    levels:
      none: {title: {en: Not at all, sv: Inte alls}, points: 0}
      half: {title: {en: Partly, sv: Delvis}, points: 0.5}
      full: {title: {en: Fully, sv: Helt}, points: 1}
groups: {heads: {title: {en: Heads, sv: Ledning}}, pupils: {title: {en: Pupils, sv: Elever}}}
school_forms:
  school: {title: {en: School, sv: Grundskola}}
  preschool: {title: {en: Preschool, sv: Förskola}}
scoring: {unanswered: exclude}
areas:
  a:
    indicators:
      L1-01: {text: {en: There is a plan, sv: Det finns en plan}}
      L1-02: {text: {en: It is followed up, sv: Den följs upp}}
      L1-03: {text: {en: We were asked, sv: Vi blev tillfrågade}, groups: [pupils]}
rules:
  share: {value: mean(fraction), format: percent}
  third: mean(fraction) / 3
  fine: share >= 0.5
  top: {across: [round], value: max(share)}
  of_round: {across: [round, school_form], value: mean(share), format: percent}
targets:
  - {measure: of_round, where: {school_form: school}, round: "2026", at_least: 0.5}
"""
HEAD = "response;unit;school_form;round;group;L1-01;L1-02;L1-03"
ROWS = """
a;Ash;school;2025;heads;full;none;
b;Ash;school;2026;pupils;half;full;full
c;Birch;preschool;2026;heads;none;;
d;Birch;preschool;;heads;not_relevant;half;
"""
Score = Callable[..., Any]


@pytest.fixture(name="folder", autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGIRAMVERK_LANG", "en")
    return tmp_path


@pytest.fixture(name="score")
def scoring(capsys: pytest.CaptureFixture[str]) -> Score:
    """Run `score plan.yaml` with further arguments."""
    return lambda *arguments: run(capsys, "score", "plan.yaml", *arguments)


def table(rows: str = ROWS, head: str = HEAD, name: str = "a.csv") -> str:
    Path(name).write_text(f"{head}\n{rows.strip()}\n", encoding="utf-8")
    return name


@pytest.mark.parametrize("format_", ["text", "json", "csv"])
def test_every_engine_prints_what_one_form_at_a_time_gives(score: Score, format_: str) -> None:
    table()
    expected = score("a.csv", "--format", format_, "--engine", "scalar")
    assert expected.code == 0
    assert "DR408" in expected.err
    assert score("a.csv", "--format", format_) == expected
    assert score("a.csv", "--format", format_, "--engine", "polars") == expected


def test_files_of_every_kind_give_the_same_by_either_way(
    score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame = pl.read_csv(table(), separator=";", infer_schema=False)
    frame.write_parquet("a.parquet")
    frame.write_excel("a.xlsx")
    for few in (0, 500):
        monkeypatch.setattr("digiramverk.cli.score.few_forms", lambda *_, most=few: most)
        found = [score(name, "--format", "json") for name in ("a.csv", "a.parquet", "a.xlsx")]
        assert found[0] == found[1] == found[2]
        assert [each["met"] for each in found[0].data["targets"]] == [True]


def test_many_forms_go_through_a_frame_and_few_do_not(score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    monkeypatch.setattr("digiramverk.cli.score._of_table", lambda *_, **__: taken.append("frame"))
    monkeypatch.setattr("digiramverk.cli.score.few_forms", lambda *_: 4)
    table()
    assert score("a.csv").code == 0
    assert taken == []
    monkeypatch.setattr("digiramverk.cli.score.few_forms", lambda *_: 3)
    score("a.csv", "--format", "json")
    assert taken == ["frame"]


@pytest.mark.parametrize("wide", [[], ["--wide"]], ids=["long", "wide"])
def test_every_engine_writes_the_same_file(score: Score, wide: list[str]) -> None:
    table()
    for out, how in (("1.parquet", "polars"), ("2.parquet", "scalar")):
        assert score("a.csv", "--out", out, "--engine", how, *wide).code == 0
    assert pl.read_parquet("1.parquet").equals(pl.read_parquet("2.parquet"))


def test_a_file_has_the_measures_that_are_asked_for_and_targets_are_told(score: Score) -> None:
    table()
    done = score("a.csv", "--out", "o.csv", "--measure", "of_round", "--measure", "share")
    assert set(pl.read_csv("o.csv")["measure"]) == {"of_round", "share"}
    assert "at least 50%" in done.out
    assert "DR408" in done.err
    found = score("a.csv", "--out", "o.csv", "--wide", "--measure", "fine", "--format", "json").data
    assert found == {"forms": 4, "files": ["o.csv"], "targets": []}
    assert "fine" in pl.read_csv("o.csv").columns
    assert "share" not in pl.read_csv("o.csv").columns
    assert "DR601" in score("a.csv", "--out", "o.csv", "--measure", "shar").err


def test_what_an_engine_needs_is_said_before_anything_is_read(
    score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as without:
        without.setattr(engines, "find_spec", lambda _: None)
        done = score("absent.csv", "--engine", "polars")
    assert (done.code, "DR901" in done.err, "digiramverk[frames]" in done.err) == (1, True, True)


def test_an_engine_takes_one_table(score: Score) -> None:
    table()
    Path("a.yaml").write_text("answers: {L1-01: full}", encoding="utf-8")
    for arguments in (["a.yaml", "--engine", "polars"], ["a.csv", "a.csv", "--skip-bad-rows"]):
        assert "DR426" in score(*arguments).err
    assert score("a.yaml", "--engine", "scalar").code == 0


EXPORT = "Response ;UNIT;School_form;round;group;L1-01 There is a plan;Den följs upp;[L1-03] We were asked"


def exported(kind: str) -> str:
    """What a form tool and a spreadsheet make of a table: every column of it a little different."""
    name = f"a.{kind}"
    rows: list[list[Any]] = [
        ["a ", "Ash", "Grundskola", "2025-01-01", "Heads", "Fully ", "Inte alls", None],
        ["b", "Ash ", "school", "2026-01-01", "ELEVER", "0,5", "helt", "Fully\xa0"],
        ["c", 17, "preschool", "2026-01-01", "heads", "0", None, " "],
        [None] * 8,
        ["d", 17, "Förskola", None, "heads", "Not_relevant" if kind == "csv" else "not_relevant", "0.50", ""],
    ]
    if kind == "csv":
        lines = [";".join("" if cell is None else str(cell) for cell in row) for row in rows]
        lines[1] = lines[1].replace("2026-01-01", "2026-01-01 00:00:00").replace("Not_", "not_")
        text = "\ufeff" + "\r\n".join([EXPORT, *lines, ""]).replace("Not_relevant", "not_relevant")
        Path(name).write_bytes(text.encode())
        return name
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(EXPORT.split(";"))
    for row in rows:
        day = None if row[3] is None else date.fromisoformat(str(row[3]))
        midnight = None if day is None else datetime(day.year, 1, 1)  # noqa: DTZ001 - workbooks know no zones
        sheet.append([*row[:3], midnight, *row[4:]])
    book.save(name)
    return name


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("computed_by", ["scalar", "polars"])
def test_exports_are_read_as_they_come(score: Score, kind: str, computed_by: str) -> None:
    found = score(exported(kind), "--engine", computed_by, "--format", "json")
    assert found.code == 0, found.err
    shares = {cell["response"]: cell for cell in found.data["measures"]["share"]}
    values = {name: (cell["unit"], cell.get("round"), cell["value"]) for name, cell in shares.items()}
    assert values == {
        "a": ("Ash", "2025-01-01", 0.5),
        "b": ("Ash", "2026-01-01", pytest.approx(2.5 / 3)),
        "c": ("17", "2026-01-01", 0.0),
        "d": ("17", None, 0.5),
    }


BAD = """
a;Ash;school;2026;heads;full;none;
a;Ash;school;2026;heads;half;none;
a;Birch;school;2026;heads;half;none;
b;Ash;preschool;2026;heads;half;none;
c;Birch;school;2026;heads;half;none;full
d;Birch;school;2026;heads;often;none;
e;Birch;school;2026;staff;half;none;
a;Ash;school;2025;heads;full;full;
a;Ash;school;2026;heads;half;none;
"""


@pytest.mark.parametrize("at_once", [1, 4_000_000])
@pytest.mark.parametrize("out", [[], ["--out", "o.parquet"]], ids=["printed", "written"])
def test_what_is_wrong_is_said_once_with_counts_and_first_rows(
    score: Score, monkeypatch: pytest.MonkeyPatch, out: list[str], at_once: int
) -> None:
    monkeypatch.setattr("digiramverk.answers.columns.contradictions._AT_ONCE", at_once)
    table(BAD)
    done = score("a.csv", "--engine", "polars", *out)
    assert done.code == 1
    said = sorted(line for line in done.err.splitlines() if line.startswith("error"))
    two = "Units have two different values for school form, such as “Ash”"
    said = [
        line.removeprefix("error ").replace(" Number of rows", "").replace(" The first ones", "")
        for line in said
    ]
    assert said == [
        "DR420: “often” in the column “L1-01” cannot be read.: 1.: line 7.",
        "DR420: “staff” in the column “group” cannot be read.: 1.: line 8.",
        "DR430: Responses occur twice in the same unit and round, such as “a”.: 2.: lines 3 and 10.",
        f"DR432: {two}: “school” and “preschool”.: 1.: line 5.",
        "DR433: “L1-03” is answered for the group “heads”, but is asked of others.: 1.: line 6.",
    ]
    assert [path.name for path in Path().iterdir() if path.suffix in {".parquet", ".part"}] == []


@pytest.mark.parametrize("out", [[], ["--out", "o.parquet"]], ids=["printed", "written"])
def test_rows_that_cannot_be_scored_are_put_aside_with_reasons(score: Score, out: list[str]) -> None:
    table(BAD)
    done = score("a.csv", "--skip-bad-rows", "--format", "json", *out)
    assert (done.code, "DR424: 6 of 9 rows" in done.err) == (0, True)
    aside = pl.read_csv("o.rejected.csv" if out else "a.rejected.csv", infer_schema=False)
    assert aside.select("line", "reason").rows() == [
        ("3", "response: a"),
        ("5", "school_form: preschool"),
        ("6", "L1-03: group heads"),
        ("7", "L1-01: often"),
        ("8", "group: staff"),
        ("10", "response: a"),
    ]
    good = "\n".join(line for number, line in enumerate(BAD.strip().splitlines()) if number in {0, 2, 7})
    table(good)
    expected = score("a.csv", "--format", "json", *out)
    if out:
        assert done.data["forms"] == expected.data["forms"] == 3
    else:
        assert done.data == expected.data


RAGGED = """
a;Ash;school;2025;heads;full;none;

b;Ash;school;2026;heads;half
c;Ash;school;2026;"heads
of all";full;none;;more
d;Ash;school;2026;heads;half;none;
;;;
e;Ash;school;2026;heads;half;none;;;"x;y"
f;Ash
;;;;;;;;left over
"""


def test_rows_with_too_few_or_too_many_cells_are_said_alike_by_either_way(score: Score) -> None:
    table(RAGGED)
    said = [score("a.csv", "--engine", engine) for engine in ("scalar", "polars")]
    assert said[0] == said[1]
    assert [line for line in said[0].err.splitlines() if line.startswith(("error", "  -->"))] == [
        (
            "error DR411: Some rows have fewer cells than the header, which has 8; the first has 6. "
            "Number of rows: 2. The first ones: lines 4 and 10."
        ),
        "  --> a.csv:4:1",
        (
            "error DR418: Some rows have more cells than the header, which has 8; the first has 9. "
            "Number of rows: 3. The first ones: lines 5, 9 and 11."
        ),
        "  --> a.csv:5:1",
    ]


@pytest.mark.parametrize("batch", [1, 3, 100_000])
def test_rows_with_too_few_or_too_many_cells_are_put_aside_whole(
    score: Score, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(table_files, "BATCH", batch)
    table(RAGGED)
    done = score("a.csv", "--skip-bad-rows", "--format", "json")
    assert (done.code, "DR424: 5 of 7 rows" in done.err) == (0, True)
    assert [each["response"] for each in done.data["coverage"]] == ["a", "d"]
    aside = pl.read_csv("a.rejected.csv", infer_schema=False)
    assert aside.select("line", "response", "reason").rows() == [
        ("4", "b", "cells: 6 of 8"),
        ("5", "c", 'cells: 9 of 8: c;Ash;school;2026;"heads\nof all";full;none;;more'),
        ("9", "e", 'cells: 10 of 8: e;Ash;school;2026;heads;half;none;;;"x;y"'),
        ("10", "f", "cells: 2 of 8"),
        ("11", None, "cells: 9 of 8: ;;;;;;;;left over"),
    ]


def test_no_column_of_a_row_that_is_put_aside_is_lost(score: Score) -> None:
    table("1;full;7;late\n2;often;8;long\n", "response;L1-01;line;reason")
    assert score("a.csv", "--skip-bad-rows").code == 0
    (aside,) = pl.read_csv("a.rejected.csv", infer_schema=False).rows(named=True)
    of_table = {"response": "2", "L1-01": "often", "line": "8", "reason": "long"}
    assert aside == {**of_table, "line_": "3", "reason_": "L1-01: often"}


def test_rows_are_known_by_their_numbers_in_the_file(score: Score) -> None:
    Path("a.csv").write_text('\n\nresponse;L1-01\n\n1;full\n"2\n";often\n3;"seldom"\n', encoding="utf-8")
    said = score("a.csv", "--engine", "polars").err
    assert "“often” in the column “L1-01” cannot be read. Number of rows: 1. The first ones: line 6." in said
    assert "“seldom” in the column “L1-01” cannot be read. Number of rows: 1. The first ones: line 8." in said
    pl.DataFrame({"response": ["1", "2", "3"], "L1-01": ["full", "often", "often"]}).write_parquet(
        "a.parquet"
    )
    assert "Number of rows: 2. The first ones: rows 2 and 3." in score("a.parquet", "--engine", "polars").err


@pytest.mark.parametrize("above", [0, 2])
@pytest.mark.parametrize("between", [0, 2])
def test_rows_of_a_workbook_have_the_numbers_of_its_sheet(score: Score, above: int, between: int) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    first = above + 1
    for number, cells in enumerate([("response", "L1-01"), ("1", "full")], first):
        for column, cell in enumerate(cells, 1):
            sheet.cell(number, column, cell)
    sheet.cell(first + 2 + between, 2, "often")
    book.save("a.xlsx")
    said = score("a.xlsx", "--engine", "polars").err
    assert f"The first ones: row {first + 2 + between}." in said
    assert f"--> a.xlsx, row {first + 2 + between}\n" in said
    assert score("a.xlsx", "--engine", "scalar").err == said
    score("a.xlsx", "--skip-bad-rows")
    assert pl.read_csv("a.rejected.csv")["row"].to_list() == [first + 2 + between]


def by_either_way(score: Score, name: str, *arguments: str) -> Any:  # noqa: ANN401 - how a command ended
    """What a table gives, which is the same form by form and through a frame."""
    alone = score(name, "--engine", "scalar", *arguments)
    assert score(name, "--engine", "polars", *arguments) == alone
    return alone


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('response;L1-01\n1;full\n2;"full" x\n', "error DR415"),
        ('response;L1-01\n1;full\n2;"full\n3;none\n', "  --> a.csv:3:1"),
        ('response;"L1-01\n1;full\n', "  --> a.csv:1:1"),
        ('response;unit;L1-01\n1;Norr "A";often\n', "  --> a.csv:2:12"),
        ("response;L1-01\n1;nan\n", "“nan” in the column “L1-01” cannot be read."),
        ("response;L1-01\n1;often\n2;often \n", "Number of rows: 2. The first ones: lines 2 and 3."),
        ("response;L1-01\n1;ful\n", "Did you mean “Fully”?"),
        ("L1-01;published\n;perhaps\n", "“true”, “false”, “ja”, “nej”, “yes”, “no”"),
        ("response;L1-01\r1;full\r2;often\r", "  --> a.csv:3:3"),
        ("response;unit;L1-01\n1;a\u2028b;full\n2;c\x85d;often\n", "  --> a.csv:3:7"),
    ],
)
def test_what_is_wrong_is_said_alike(score: Score, text: str, said: str) -> None:
    Path("a.csv").write_bytes(text.encode())
    assert said in by_either_way(score, "a.csv").err


def test_the_separator_is_the_one_by_which_headings_are_known(score: Score) -> None:
    text = PLAN.replace("en: There is a plan,", 'en: "A plan, a list, a map, a tale",')
    Path("plan.yaml").write_text(text, encoding="utf-8")
    Path("a.csv").write_text("response;A plan, a list, a map, a tale\n1;full\n", encoding="utf-8")
    found = by_either_way(score, "a.csv", "--format", "json")
    assert found.data["coverage"] == [{"response": "1", "answered": 1, "relevant": 3}]


def test_columns_without_a_heading_or_with_the_same_are_left_out_and_told_of(score: Score) -> None:
    text = "response;L1-01;Note;;Note;\n1;full;a;;b;\n2;half;;x;;\n"
    Path("a.csv").write_text(text, encoding="utf-8")
    done = by_either_way(score, "a.csv")
    assert done.code == 0
    assert "not scored (2): “Note”, “Note”" in done.err
    assert "column 4. Number of rows with content there: 1. The first ones: line 3." in done.err
    assert by_either_way(score, "a.csv", "--strict").code == 1
    Path("a.csv").write_text(text.replace("x", "").replace("half", "often"), encoding="utf-8")
    assert "DR437" not in by_either_way(score, "a.csv").err
    assert score("a.csv", "--skip-bad-rows").code == 0
    rejected = Path("a.rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert rejected == ["response,L1-01,Note,,Note,,line,reason", "2,often,,,,,3,L1-01: often"]


def test_a_heading_in_another_encoding_is_told_of_where_the_rows_are_plain(score: Score) -> None:
    Path("a.csv").write_bytes("response;L1-01;Enhetens l\xe4n\n1;full;x\n".encode("latin-1"))
    assert "a.csv:1:26" in by_either_way(score, "a.csv").err


def test_rows_of_parquet_and_of_workbooks_are_named_as_rows_by_either_way(score: Score) -> None:
    cells = {"response": ["1\n2", "3", "4"], "L1-01": ["full", "often", "often"]}
    pl.DataFrame(cells).write_parquet("a.parquet")
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (["response", "L1-01"], *zip(*cells.values(), strict=True)):
        sheet.append(row)
    book.save("a.xlsx")
    for name, rows in (("a.parquet", "rows 2 and 3"), ("a.xlsx", "rows 3 and 4")):
        said = by_either_way(score, name).err
        assert f"Number of rows: 2. The first ones: {rows}." in said
        assert f"  --> {name}, row {rows[5]}\n" in said
        assert "|" not in said


def test_columns_of_parquet_are_read_whatever_their_kind(score: Score) -> None:
    day = datetime(2026, 1, 1)  # noqa: DTZ001 - files know no zones
    pl.DataFrame(
        {
            "response": pl.Series([1.0, 2.0, float("nan"), None]),
            "L1-01": pl.Series([0.5, 1.0, None, float("nan")], dtype=pl.Float32),
            "L1-02": pl.Series([None] * 4, dtype=pl.Null),
            "round": [day, day.replace(hour=8, minute=30), None, None],
            "group": pl.Series(["heads", "Ledning", "", ""], dtype=pl.Enum(["heads", "Ledning", ""])),
        }
    ).write_parquet("a.parquet")
    found = by_either_way(score, "a.parquet", "--format", "json")
    shares = [(c["response"], c.get("round"), c["value"]) for c in found.data["measures"]["share"]]
    assert shares == [("1", "2026-01-01", 0.5), ("2", "2026-01-01 08:30:00", 1.0)]


def test_columns_of_kinds_that_hold_no_answers_are_told_of(score: Score) -> None:
    frame = pl.DataFrame(
        {"response": ["1", "2"], "L1-01": [b"\xff", b""], "": [[1], [2]], "x": [b"\xff", b""]}
    )
    frame.write_parquet("a.parquet")
    assert (
        "DR447: The column “L1-01” has values of the type “Binary”" in by_either_way(score, "a.parquet").err
    )
    frame = frame.with_columns(pl.Series("L1-01", ["full", "often"]))
    frame.write_parquet("a.parquet")
    assert "DR437: Columns without a heading are not scored" in score("a.parquet", "--skip-bad-rows").err
    assert Path("a.rejected.csv").read_text(encoding="utf-8-sig").splitlines()[1] == (
        "2,often,[2],b'',2,L1-01: often"
    )


def test_rows_for_another_framework_are_said_and_put_aside(score: Score) -> None:
    table("plan;a;full\nlika;b;full\nlika;c;full\n", "framework;response;L1-01")
    done = score("a.csv", "--engine", "polars")
    assert "DR431: Rows are for the framework “lika”" in done.err
    assert "Number of rows: 2. The first ones: lines 3 and 4." in done.err
    assert score("a.csv", "--skip-bad-rows", "--format", "json").data["coverage"][0]["response"] == "a"


def test_unknown_columns_are_told_of_and_with_strict_they_are_errors(score: Score) -> None:
    table("1;x;full", "response;remark;L1-01")
    for engine in ("scalar", "polars"):
        done = score("a.csv", "--engine", engine)
        assert (done.code, "DR422" in done.err, "DR423" in done.err) == (0, True, True)
        assert score("a.csv", "--engine", engine, "--strict").code == 1


def test_rounds_that_look_like_days_of_excel_are_told_of(score: Score) -> None:
    table("1;45292;full\n2;2026;full", "response;round;L1-01")
    done = score("a.csv", "--engine", "polars")
    assert (done.code, "DR434" in done.err, "45292 = 2024-01-01" in done.err) == (0, True, True)
    assert "2026 =" not in done.err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "DR412"),
        ("response;L1-01\n;\n", "DR412"),
        ("response;L1-01;response\n1;full;2\n", "DR413"),
        ("response;L1-01;There is a plan\n1;full;full\n", "DR413"),
        ("response;L1-01\n1;full;more\n", "DR418"),
        ("response;L1-01\n1\n", "DR411"),
    ],
)
def test_tables_that_are_none_are_said_to_be(score: Score, text: str, code: str) -> None:
    Path("a.csv").write_text(text, encoding="utf-8")
    assert code in score("a.csv", "--engine", "polars").err


def test_a_table_in_another_encoding_is_told_of_at_its_place(score: Score) -> None:
    Path("a.csv").write_bytes(f"{HEAD}\n1;Björk\n".encode("latin-1"))
    assert "a.csv:2:5" in score("a.csv", "--engine", "polars").err


def test_forms_without_a_name_are_numbered_around_those_that_have_one(score: Score) -> None:
    table("2;full\n;none\n;half\n", "response;L1-01")
    expected = score("a.csv", "--format", "json")
    assert [each["response"] for each in expected.data["coverage"]] == ["2", "1", "3"]
    assert score("a.csv", "--format", "json", "--engine", "polars") == expected
